"""Fits the parser's numbers anew: first the tables (`python -m benchmarks.fitting.texts`), then what rests on them (`python -m benchmarks.fitting`)."""
