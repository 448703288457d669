"""Lists of article numbers, spilled to disk while the articles are read and written out as JavaScript at the end.

A list is its gaps, each in digits of base 45, lowest first, the last digit from the lower half of 90 printable
characters and those before it from the upper half: mostly one character a posting, and no escape needed.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from archive.freezing.terms import ARTICLE_BITS, Keys

ALPHABET = "".join(c for c in map(chr, range(33, 127)) if c not in '"\\<&')
BASE = 45
BUCKETS = 64
FLUSH = 4_000_000  # numbers in memory before they go to disk
Write = Callable[[str, str], None]


def encode(numbers: npt.NDArray[np.int64]) -> str:
    """An ascending list of article numbers from 0."""
    gaps = np.diff(numbers, prepend=-1)
    digits = np.ones(len(gaps), np.int64)
    for power in (BASE, BASE**2, BASE**3, BASE**4):
        digits += gaps >= power
    owner = np.repeat(np.arange(len(gaps)), digits)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(digits) - digits, digits)
    value = gaps[owner] // BASE**place % BASE + BASE * (place < digits[owner] - 1)
    table = np.frombuffer(ALPHABET.encode("ascii"), np.uint8)
    return table[value].tobytes().decode("ascii")


class Spill:
    """What one process found, in files of its own below `folder`."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.waiting: list[Keys] = []
        self.count = 0
        self.words: dict[str, list[int]] = {}

    def add(self, keys: Keys, words: set[str], article: int) -> None:
        self.waiting.append(keys)
        for word in words:
            self.words.setdefault(word, []).append(article)
        self.count += len(keys) + len(words)
        if self.count > FLUSH:
            self.flush()

    def flush(self) -> None:
        if self.waiting:
            keys = np.concatenate(self.waiting)
            buckets = (keys >> np.uint64(21 + ARTICLE_BITS)) % np.uint64(BUCKETS)
            for bucket in np.unique(buckets):
                with (self.folder / f"pairs-{int(bucket)}-{self.name}").open("ab") as file:
                    file.write(keys[buckets == bucket].tobytes())
        if self.words:
            with (self.folder / f"words-{self.name}").open("a", encoding="utf-8") as file:
                file.writelines(json.dumps([w, n], ensure_ascii=False) + "\n" for w, n in sorted(self.words.items()))
        self.waiting, self.words, self.count = [], {}, 0


def write_pairs(folder: Path, bucket: int, write: Write) -> int:
    """The shards of the characters in a bucket, one a character; how many postings."""
    parts = [np.frombuffer(p.read_bytes(), np.uint64) for p in sorted(folder.glob(f"pairs-{bucket}-*"))]
    if not parts:
        return 0
    keys = np.sort(np.concatenate(parts))
    pair = (keys >> np.uint64(ARTICLE_BITS)).astype(np.int64)
    articles = (keys & np.uint64((1 << ARTICLE_BITS) - 1)).astype(np.int64)
    starts = np.flatnonzero(np.diff(pair, prepend=-1))
    lists: dict[int, dict[str, str]] = {}
    for start, end in zip(starts, [*starts[1:], len(pair)], strict=True):
        first, after = divmod(int(pair[start]), 1 << 21)
        lists.setdefault(first, {})[chr(after) if after else ""] = encode(articles[start:end])
    for first, found in lists.items():
        write(f"search/t/{first:x}.js", f"F.t({first},{as_js(found)})\n")
    return len(keys)


def write_words(folder: Path, write: Write) -> int:
    """The shards of the words, one a first character."""
    lists: dict[str, dict[str, list[int]]] = {}
    for path in sorted(folder.glob("words-*")):
        for word, numbers in rows(path):
            lists.setdefault(word[0], {}).setdefault(word, []).extend(numbers)
    total = 0
    for first, found in sorted(lists.items()):
        packed = {word: encode(np.unique(np.array(numbers, np.int64))) for word, numbers in sorted(found.items())}
        total += sum(map(len, found.values()))
        write(f"search/t/{ord(first):x}.js", f"F.t({ord(first)},{as_js(packed)})\n")
    return total


def rows(path: Path) -> Iterator[tuple[str, list[int]]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            word, numbers = json.loads(line)
            yield word, numbers


def as_js(value: object) -> str:
    """JSON that is also JavaScript inside a script file, on one line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
