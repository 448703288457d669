"""The whole public archive as plain files: read and searched from a folder, without any server or this program."""

from archive.freezing.folder import FreezeRefused, Frozen, freeze

__all__ = ["FreezeRefused", "Frozen", "freeze"]
