"""The pipeline: sources -> parsing -> editing, one transaction per issue, a report at the end."""

from archive.ingest.placing import Given
from archive.ingest.report import Report
from archive.ingest.running import Options, ingest

__all__ = ["Given", "Options", "Report", "ingest"]
