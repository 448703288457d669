"""Fits the parser's numbers anew: `python -m benchmarks.fitting` (weights) and `python -m benchmarks.fitting.affinity` (vectors)."""
