"""The pipeline: sources -> parsing -> editing, one transaction per issue, a report at the end.

The door is `archive.ingest.running.ingest`. Nothing is imported here: worker processes load `surveying`, `reading`
and `working` alone, without Django.
"""
