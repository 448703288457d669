"""Folding: the one place that says which characters count as the same.

Two forms of a text, both used on the side of the index and on the side of the query:

`fold`    one character in, one character out, so that an offset in the folded text is an offset in the text that
          is shown. Width and compatibility forms (NFKC), case, traditional to simplified, each by a character table.
`flatten` what the index holds and compares: `fold` after full NFKC and case folding of the string. The two differ
          only where one character stands for several or several for one: … is "..." and ㎡ is "m2", ß is "ss", a
          letter and its combining accent are one letter. `fold` leaves such a character as it is (lower case at most).
          `flatten_with_offsets` gives the flat text together with the place of each of its characters in the original.

The table of traditional forms is OpenCC's character table, applied to single characters only: phrase-level conversion
would change lengths and would make what is found depend on what stands around it.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt
import opencc

BORDER = "\uffff"  # stands between the parts of a text; no character, so no query holds it
_LAST = 0x110000
_SHORT = 40  # characters; longer text is folded by arrays, ten times as fast
_HAN = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x33480))  # what OpenCC's tables can hold


def fold(text: str) -> str:
    """The text with every character in its plainest form, as long as the text itself.

    >>> fold("衢州５Ｇ與COVID")
    '衢州5g与covid'
    """
    if len(text) < _SHORT:
        return text.translate(_fold_table())
    return _fold_array()[code_points(text)].tobytes().decode("utf-32-le", "surrogatepass")


def flatten(text: str) -> str:
    """The text as the index compares it; the length may differ (… becomes three dots).

    >>> flatten("１２０㎡……")
    '120m2......'
    """
    return _flat(text).translate(simplified())


def _flat(text: str) -> str:
    # Case folding can leave a string that is not in normal form (İ), hence the second normalisation;
    # it costs next to nothing where there is nothing to do.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def flatten_with_offsets(text: str) -> tuple[str, list[int]]:
    """The flat text, and for each of its characters the offset in `text` where it comes from."""
    parts: list[str] = []
    offsets: list[int] = []
    for start, end in _clusters(text):
        flat = flatten(text[start:end])
        parts.append(flat)
        offsets += [start] * len(flat)
    return "".join(parts), offsets


def _clusters(text: str) -> list[tuple[int, int]]:
    # Characters that normalisation may draw together: a base and the combining marks after it.
    starts = [i for i, char in enumerate(text) if i == 0 or not _combines(char)]
    return list(zip(starts, [*starts[1:], len(text)], strict=False))  # no cluster in no text


def _combines(char: str) -> bool:
    # Marks, Hangul vowels and finals, and the half-width kana marks, which are letters by themselves.
    return unicodedata.category(char)[0] == "M" or 0x1160 <= ord(char) <= 0x11FF or char in "ﾞﾟ"


@cache
def simplified() -> dict[int, int]:
    """Code point of every traditional character -> code point of its simplified form."""
    chars = [_text(np.arange(start, end, dtype=np.uint32)) for start, end in _HAN]
    lines = "\n".join("\n".join(block) for block in chars)
    converted = opencc.OpenCC("t2s").convert(lines).split("\n")
    table = {char: simple for char, simple in zip("".join(chars), converted, strict=True) if char != simple}
    pairs = {char: _settle(char, table) for char in table}
    return {ord(char): ord(simple) for char, simple in pairs.items() if char != simple}


def _settle(char: str, table: dict[str, str]) -> str:
    # A form that is itself a traditional form of another one has to go the whole way, or folding twice
    # would give something else than folding once.
    seen = {char}
    while (simple := table.get(char, char)) not in seen and len(simple) == 1:
        seen.add(simple)
        char = simple
    return char


@cache
def _fold_table() -> dict[int, int]:
    array = _fold_array()
    changed = np.flatnonzero(array != np.arange(_LAST, dtype=np.uint32))
    return dict(zip(changed.tolist(), array[changed].tolist(), strict=True))


@cache
def _fold_array() -> npt.NDArray[np.uint32]:
    plain, lengths = _forms()
    array = plain.astype("<u4")
    for code in np.flatnonzero(lengths != 1).tolist():
        lower = chr(code).lower()
        array[code] = ord(lower) if len(lower) == 1 else code
    return array


@cache
def _forms() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8]]:
    """For every code point its flat form by itself, where that is one character, and how many characters that is."""
    plain = np.arange(_LAST, dtype=np.uint32)
    plain[list(simplified())] = list(simplified().values())
    lengths = np.ones(_LAST, np.uint8)
    codes = _normalised()
    given = np.zeros(2 * len(codes), np.uint32)  # NUL sets them apart; one long text, for each call has its price
    given[::2] = codes
    flat = code_points(_flat(_text(given)))
    ends = np.flatnonzero(flat == 0)
    sizes = np.diff(ends, prepend=-1) - 1
    lengths[codes] = sizes
    plain[codes] = np.where(sizes == 1, plain[flat[ends - 1]], codes)
    return plain, lengths


def _normalised() -> npt.NDArray[np.uint32]:
    """All code points that NFKC or case folding may change or draw to another: no Han, Hangul or private ones, and
    nothing beyond the last Han extension. A third of all, so that a process is ready the sooner."""
    blocks = ((1, 0x3400), (0xA000, 0xAC00), (0xD7A4, 0xD800), (0xF900, 0x20000), (0x2F800, 0x2FA20))
    return np.concatenate([np.arange(start, end, dtype=np.uint32) for start, end in blocks])


def _text(codes: npt.NDArray[np.uint32]) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def flat_codes(text: str) -> npt.NDArray[np.uint32]:
    """The code points of flatten(text), by array operations: some forty times as fast on long text."""
    plain, lengths = _flat_arrays()
    codes = code_points(text)
    sizes = lengths[codes]
    if not sizes.all():
        text = _flatten_marked(text, codes, np.flatnonzero(sizes == 0))
        codes = code_points(text)
        sizes = lengths[codes]
    if sizes.max(initial=1) > 1:
        for code in np.unique(codes[sizes > 1]):
            text = text.replace(chr(code), flatten(chr(code)))
        codes = code_points(text)
    return plain[codes]


def code_points(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _flatten_marked(text: str, codes: npt.NDArray[np.uint32], marks: npt.NDArray[np.int64]) -> str:
    # Marks that may draw together with what stands before them are rare: the parts that hold one go the slow way.
    parts = text.split(BORDER)
    for number in np.unique(np.searchsorted(np.flatnonzero(codes == ord(BORDER)), marks)):
        parts[number] = flatten(parts[number])
    return BORDER.join(parts)


@cache
def _flat_arrays() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8]]:
    """For every code point its flat form, where that is one character, and the number of characters of the flat
    form; 0 where the form depends on what stands before."""
    plain, alone = _forms()
    lengths = alone.copy()
    lengths[[ord(char) for char in _text(_normalised()) if _combines(char)]] = 0
    return plain, lengths


def uneven_codes() -> list[int]:
    """The code points of the BMP whose flat form is not one character, or depends on what stands before."""
    return [int(code) for code in np.flatnonzero(_flat_arrays()[1][:0x10000] != 1)]


def load_tables() -> None:
    """Makes the tables by which queries and shown text are folded; before a server forks, its workers share them."""
    _fold_table()
    _flat_arrays()
