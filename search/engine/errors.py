"""What can be wrong with an index on disk; every message says what to do."""

from __future__ import annotations


class IndexProblem(Exception):
    """The index cannot be used as it stands."""


class IndexMissing(IndexProblem):
    """There is no index in the folder yet."""


class IndexDamaged(IndexProblem):
    """A file of the index is missing, cut short or altered."""


class IndexTooNew(IndexProblem):
    """The index was written by a later version of the program."""


class IndexTooOld(IndexProblem):
    """The index was written by an earlier version of the program, in a format that is no longer read."""


class IndexLocked(IndexProblem):
    """Another process is writing the index."""
