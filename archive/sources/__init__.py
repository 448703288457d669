"""From paths to received files: finding, decoding, and what their names say. No Django."""

from archive.sources.decoding import BadFile, Decoded, decode, fingerprint
from archive.sources.finding import Limits, Problem, Received, find
from archive.sources.manifest import ManifestRow, read_manifest
from archive.sources.naming import NameFacts, read_name

__all__ = [
    "BadFile",
    "Decoded",
    "Limits",
    "ManifestRow",
    "NameFacts",
    "Problem",
    "Received",
    "decode",
    "find",
    "fingerprint",
    "read_manifest",
    "read_name",
]
