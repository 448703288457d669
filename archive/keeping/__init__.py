"""Backup and restore: one sealed zip file that holds the whole archive, readable without this program.

A backup is a zip of objects named by the sha256 of their content: tables in slices of rows (JSON lines), the bytes
of the sources, files of the data folder; `manifest.json` says what belongs where. The last 64 characters of the file
are the sha256 of all before, so any damaged or missing byte is noticed before anything else is done.
"""

from archive.keeping.errors import BackupDamaged, BackupRefused, BackupTooNew
from archive.keeping.reading import Backup, open_backup
from archive.keeping.restoring import Restored, restore
from archive.keeping.saving import Saved, save

__all__ = [
    "Backup",
    "BackupDamaged",
    "BackupRefused",
    "BackupTooNew",
    "Restored",
    "Saved",
    "open_backup",
    "restore",
    "save",
]
