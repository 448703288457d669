"""What can be wrong with a backup, in sentences an operator can act on."""


class BackupRefused(Exception):
    """Nothing was changed; the message says what to do."""


class BackupDamaged(BackupRefused):
    """The file is not, byte for byte, what was once written."""


class BackupTooNew(BackupRefused):
    """A later version of the program wrote it."""
