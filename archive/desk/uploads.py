"""Files sent in by the admin: kept in a folder of their own, looked at first, taken in afterwards, with a report each.

An upload is a folder below `ARCHIVE_DATA_DIR/uploads`: `files/` as received, `about.json`, and for each of the two
runs (`look`, `take`) a `*.progress.json` and at its end a `*.report.json`. The runs are processes of their own, so
that a page answers at once and a restart of the site ends no run.
"""

import fcntl
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

ENDINGS = (".txt", ".md", ".zip", ".csv")
MOST_FILES = 2000
MB = 1024 * 1024
LONGEST_NAME = 200  # bytes: file systems end at 255, and the store adds a number
LOOK, TAKE = "look", "take"


class Refused(ValueError):
    """An upload that is not accepted; the message says why."""


class SentFile(Protocol):
    name: str
    size: int

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True, slots=True)
class Upload:
    """A folder of received files."""

    folder: Path

    @property
    def key(self) -> str:
        return self.folder.name

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def about(self) -> dict[str, Any]:
        return read_json(self.folder / "about.json") or {}

    @property
    def received(self) -> datetime | None:
        at = self.about.get("at")
        return datetime.fromisoformat(at) if at else None

    def report(self, run: str) -> dict[str, Any] | None:
        return read_json(self.folder / f"{run}.report.json")

    def progress(self, run: str) -> dict[str, Any] | None:
        return read_json(self.folder / f"{run}.progress.json")

    def state(self) -> str:
        """looking, looked, taking, taken, or failed where a run's process is gone without a report."""
        for run, under_way, done in ((TAKE, "taking", "taken"), (LOOK, "looking", "looked")):
            if self.report(run):
                return done
            if self.progress(run):
                return under_way if running(self.folder) else "failed"
        return "failed"


def read_json(path: Path) -> dict[str, Any] | None:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Put in place when whole: a reader never sees half of it."""
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    beside.replace(path)


def hold(folder: Path) -> int | None:
    """A file descriptor that holds the folder's lock; None where a run holds it."""
    lock = os.open(folder / "run.lock", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


def running(folder: Path) -> bool:
    lock = hold(folder)
    if lock is not None:
        os.close(lock)
    return lock is None


# --- receiving ----------------------------------------------------------------------------------------------


def root() -> Path:
    return settings.MEDIA_ROOT


def all_uploads() -> list[Upload]:
    """Newest first."""
    if not root().is_dir():
        return []
    return [Upload(folder) for folder in sorted(root().iterdir(), reverse=True) if (folder / "about.json").exists()]


def find(key: str) -> Upload | None:
    return next((u for u in all_uploads() if u.key == key), None)


def check(files: list[SentFile]) -> None:
    """Raises Refused."""
    if not files:
        raise Refused(_("请选择要导入的文件。"))
    if len(files) > MOST_FILES:
        raise Refused(_("一次最多 %(n)d 个文件，请打成 zip 包。") % {"n": MOST_FILES})
    limit = settings.ARCHIVE_MAX_FILE_MB * MB
    for file in files:
        name = safe_name(file.name)
        if not name.lower().endswith(ENDINGS):
            raise Refused(_("%(name)s：只收 .txt、.md、.zip 和清单 .csv。") % {"name": name})
        if file.size > (limit * 20 if name.lower().endswith(".zip") else limit):
            raise Refused(_("%(name)s 太大了（%(mb).0f MB）。") % {"name": name, "mb": file.size / MB})


def safe_name(name: str) -> str:
    """The last part of the name, as a file name that is no path and not hidden."""
    last = PurePath(name.replace("\\", "/")).name.replace("\0", "").lstrip(".")
    if not last:
        raise Refused(_("有一个文件没有名称。"))
    if len(last.encode()) > LONGEST_NAME:
        raise Refused(_("文件名太长：%(name)s…") % {"name": last[:40]})
    return last


def receive(files: list[SentFile], user: str, options: Mapping[str, str]) -> Upload:
    """The files stored as they came. Two of one name: the later gets a number."""
    check(files)
    key = f"{timezone.localtime():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    upload = Upload(root() / key)
    upload.files.mkdir(parents=True)
    names = []
    for file in files:
        path = free_path(upload.files / safe_name(file.name))
        with path.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        names.append(path.name)
    about = {"user": user, "at": timezone.now().isoformat(), "names": names, "options": dict(options)}
    write_json(upload.folder / "about.json", about)
    return upload


def free_path(path: Path) -> Path:
    numbers: Iterator[int] = iter(range(2, MOST_FILES + 2))
    free = path
    while free.exists():
        free = path.with_stem(f"{path.stem}-{next(numbers)}")
    return free


# --- running ------------------------------------------------------------------------------------------------


def start(upload: Upload, run: str) -> None:
    """Start a run beside this process, which holds the folder's lock to its end; not where one is under way."""
    lock = hold(upload.folder)
    if lock is None:
        return
    command = [sys.executable, "manage.py", "take_upload", upload.key]
    command += ["--dry-run"] if run == LOOK else []
    write_json(upload.folder / f"{run}.progress.json", {"done": 0, "total": 0})
    try:
        with (upload.folder / f"{run}.log").open("wb") as log:
            subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=[lock],
            )
    finally:
        os.close(lock)
