"""How often each client asked lately, shared by all workers of this machine: one small file mapped into memory.

No request waits for the database, and an archive that is being written stays searchable. The method is the generic
cell rate algorithm (ITU-T I.371): one time stamp a client says all there is to know. What stands in the file are
keyed hashes and times, no addresses.
"""

import fcntl
import hashlib
import mmap
import os
import struct
import threading
from dataclasses import dataclass
from pathlib import Path

SLOT = struct.Struct("<Qd")  # hash of the client and what it asked for, theoretical arrival time
SLOTS = 1 << 16  # 1 MB; a fuller table forgets those who waited longest
PROBES = 8


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` in `seconds` on average; `burst` of them may come at once."""

    count: int
    seconds: float
    burst: int

    @property
    def interval(self) -> float:
        return self.seconds / self.count


class Counter:
    """The table in `path`. Every method may be called by many processes and threads at once."""

    def __init__(self, path: Path, secret: str) -> None:
        self.secret = hashlib.sha256(secret.encode()).digest()
        self.lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(self.file, SLOTS * SLOT.size)
        self.table = mmap.mmap(self.file, SLOTS * SLOT.size)

    def close(self) -> None:
        self.table.close()
        os.close(self.file)

    def take(self, key: str, rate: Rate, now: float) -> float:
        """Count one request; 0, or the seconds to wait (then it was not counted)."""
        return self._ask(key, rate, now, counted=True)

    def wait(self, key: str, rate: Rate, now: float) -> float:
        """The seconds to wait, without counting anything."""
        return self._ask(key, rate, now, counted=False)

    def _ask(self, key: str, rate: Rate, now: float, counted: bool) -> float:
        digest = self._hash(key)
        with self.lock:
            fcntl.lockf(self.file, fcntl.LOCK_EX)
            try:
                place, due = self._find(digest, now)
                most = rate.interval * (rate.burst - 1)
                # a clock that was put back must not lock anybody out for long
                due = now if due > now + most + 2 * rate.interval else max(due, now)
                if due - now > most:
                    return due - now - most
                if counted:
                    SLOT.pack_into(self.table, place, digest, due + rate.interval)
                return 0.0
            finally:
                fcntl.lockf(self.file, fcntl.LOCK_UN)

    def _hash(self, key: str) -> int:
        digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8, key=self.secret).digest()
        return int.from_bytes(digest, "little") or 1

    def _find(self, digest: int, now: float) -> tuple[int, float]:
        """The client's slot and time; where it has none, the slot of the one who has waited longest."""
        oldest, oldest_due = 0, float("inf")
        for step in range(PROBES):
            place = (digest + step) % SLOTS * SLOT.size
            found, due = SLOT.unpack_from(self.table, place)
            if found == digest:
                return place, due
            if due < oldest_due:
                oldest, oldest_due = place, due
        return oldest, now
