"""Files, folders and zip archives to a list of received files; what is wrong with a path becomes a problem."""

import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from archive.sources.decoding import BadFile

SUFFIXES = frozenset({".txt", ".md"})
JUNK = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
MANIFEST = "manifest.csv"
MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused: sizes in bytes, `entries` in a zip, `ratio` of a zip entry's size to its packed size."""

    file: int = 20 * MB
    zip_total: int = 2048 * MB
    zip_entries: int = 10_000
    zip_ratio: int = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """One bad path: what the operator called it, and why it was left out."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Received:
    """A file to take in. `name`: path below the folder given; `shown`: what the operator would call it;
    `context`: the folders above `name`, whose names may tell paper and date."""

    name: str
    shown: str
    context: tuple[str, ...]
    read: Callable[[], bytes]
    size: int
    is_manifest: bool = False


def find(paths: Iterable[str | Path], limits: Limits = Limits()) -> tuple[list[Received], list[Problem]]:
    """All text files below the paths in natural order of their names, and what cannot be read."""
    found: list[Received] = []
    problems: list[Problem] = []
    for path in paths:
        for item in _find_one(Path(path), limits):
            (problems if isinstance(item, Problem) else found).append(item)  # type: ignore[arg-type]
    return found, problems


def _find_one(path: Path, limits: Limits) -> Iterator[Received | Problem]:
    if not path.exists():
        yield Problem(str(path), "没有这个文件或文件夹")
    elif path.is_dir():
        yield from _in_folder(path, limits)
    elif path.suffix.lower() == ".zip":
        yield from _in_zip(path, path.name, _context(path.parent), limits)
    elif path.suffix.lower() in SUFFIXES:
        yield _file(path, path.name, _context(path.parent), limits)
    else:
        yield Problem(str(path), "只收 .txt、.md 和 .zip 文件")


def _context(folder: Path) -> tuple[str, ...]:
    """Names of the folder and of those above it as typed; of a bare `.` the real name."""
    parts = folder.parts if folder.name not in {"", ".."} else folder.resolve().parts[-1:]
    return tuple(p for p in parts if p not in {os.sep, ".", ".."})[-4:]


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key of a path: numbers by value, so that 2.txt stands before 10.txt."""
    parts: list[tuple[int, int, str]] = []
    run = ""
    for char in [*name, ""]:
        if run and (not char or char.isdecimal() != run[-1].isdecimal()):
            parts.append((0, int(run), run) if run.isdecimal() else (1, 0, run))
            run = ""
        run += char
    return tuple(parts)


def _in_folder(root: Path, limits: Limits) -> Iterator[Received | Problem]:
    context, files = _context(root), []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(n for n in folders if not n.startswith(".") and n not in JUNK)
        files += [Path(folder) / n for n in names if not n.startswith((".", "._")) and n not in JUNK]
    for path in sorted(files, key=lambda p: natural(p.relative_to(root).as_posix())):
        name = path.relative_to(root).as_posix()
        if name == MANIFEST or path.suffix.lower() in SUFFIXES:
            yield _file(path, name, context, limits, is_manifest=name == MANIFEST)
        elif path.suffix.lower() == ".zip":
            yield from _in_zip(path, name, context, limits)


def _file(
    path: Path, name: str, context: tuple[str, ...], limits: Limits, is_manifest: bool = False
) -> Received | Problem:
    try:
        status = path.stat()
    except OSError as error:
        return Problem(str(path), f"读不了：{error.strerror}")
    if not stat.S_ISREG(status.st_mode):
        return Problem(str(path), "不是普通文件")
    if status.st_size > limits.file:
        return Problem(str(path), too_large(status.st_size, limits))
    return Received(name, str(path), context, partial(_read_file, path), status.st_size, is_manifest)


def too_large(size: int, limits: Limits) -> str:
    return f"文件有 {size / MB:.1f} MB，超过 {limits.file / MB:g} MB 的上限（ARCHIVE_MAX_FILE_MB）"


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadFile(f"读不了：{error.strerror}") from error


def _in_zip(path: Path, name: str, context: tuple[str, ...], limits: Limits) -> Iterator[Received | Problem]:
    """The text files of a zip. Its name stands before theirs only when it lies in a folder with others."""
    prefix = "" if name == path.name else name.removesuffix(path.suffix) + "/"
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        yield Problem(str(path), f"不是能打开的 zip 文件：{error}")
        return
    if refusal := _refusal(entries, limits):
        yield Problem(str(path), refusal)
        return
    here = (*context, path.stem)
    for entry in sorted(entries, key=lambda e: natural(entry_name(e))):
        if not entry.is_dir():
            yield from _entry(path, entry, prefix, here, limits)


def _refusal(entries: list[zipfile.ZipInfo], limits: Limits) -> str | None:
    if len(entries) > limits.zip_entries:
        return f"压缩包里有 {len(entries)} 个文件，超过 {limits.zip_entries} 个的上限；请分几个包"
    total = sum(e.file_size for e in entries)
    if total > limits.zip_total:
        return f"压缩包展开后有 {total / MB:.0f} MB，超过 {limits.zip_total / MB:.0f} MB 的上限；请分几个包"
    return None


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; Chinese Windows writes it in GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _entry(
    path: Path, entry: zipfile.ZipInfo, prefix: str, context: tuple[str, ...], limits: Limits
) -> Iterator[Received | Problem]:
    name = entry_name(entry).replace("\\", "/")
    pure, shown = PurePosixPath(name), f"{path}:{name}"
    if any(part in JUNK or part.startswith(".") and part != ".." for part in pure.parts):
        return
    if problem := _entry_problem(entry, pure, limits):
        yield Problem(shown, problem)
    elif pure.suffix.lower() in SUFFIXES or name == MANIFEST:
        yield Received(
            prefix + name, shown, context, partial(_read_entry, path, entry, limits), entry.file_size, name == MANIFEST
        )


def _entry_problem(entry: zipfile.ZipInfo, pure: PurePosixPath, limits: Limits) -> str | None:
    if not pure.parts or pure.is_absolute() or ".." in pure.parts or ":" in pure.parts[0]:
        return "压缩包里的路径指到包外，不收"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "压缩包里的符号链接，不收"
    if pure.suffix.lower() == ".zip":
        return "压缩包里还有压缩包，不收；请先展开"
    if pure.suffix.lower() not in SUFFIXES and pure.name != MANIFEST:
        return None
    if entry.flag_bits & 0x1:
        return "压缩包加了密码"
    if entry.file_size > limits.file:
        return too_large(entry.file_size, limits)
    if entry.file_size > limits.zip_ratio * max(entry.compress_size, 1) and entry.file_size > MB:
        return "压缩比高得不像文本，不收"
    return None


def _read_entry(path: Path, entry: zipfile.ZipInfo, limits: Limits) -> bytes:
    """Reads at most the limit, whatever size the entry claims."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(entry) as stream:
            data = stream.read(limits.file + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, RuntimeError, EOFError, ValueError) as error:
        raise BadFile(f"压缩包里的这个文件坏了：{error}") from error
    if len(data) > limits.file:
        raise BadFile(too_large(len(data), limits))
    return data
