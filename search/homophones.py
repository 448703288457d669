"""Characters that sound alike: 徐慧文 for 徐惠文. Readings from pypinyin's table, tones apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from functools import cache

from pypinyin.constants import PINYIN_DICT

from search.analysis import simplified

DIAERESIS = "\u0308"  # lü and lu are two sounds, lú and lù one
COMMON = range(0x4E00, 0x9FA6)
MOST = 19  # for one character: the engine looks up all pairs of two characters' homophones


@cache
def toneless(reading: str) -> str:
    """lǜ -> lü."""
    marks = unicodedata.normalize("NFD", reading)
    kept = "".join(c for c in marks if c == DIAERESIS or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept)


def readings(char: str) -> tuple[str, ...]:
    """All readings of one character, without tones, the most usual first: 行 -> xing, hang, heng."""
    return tuple(dict.fromkeys(toneless(reading) for reading in PINYIN_DICT.get(ord(char), "").split(",") if reading))


@cache
def by_sound() -> Mapping[str, str]:
    """Sound -> the characters that have it as their usual reading, simplified forms only."""
    table: dict[str, list[str]] = {}
    for code in COMMON:
        if code in PINYIN_DICT and code not in simplified():
            table.setdefault(readings(chr(code))[0], []).append(chr(code))
    return {sound: "".join(sorted(chars, key=rareness)) for sound, chars in table.items()}


def rareness(char: str) -> int:
    """0 for the 3,755 everyday characters of GB 2312's first level, 1 for those of its second, 2 for the others."""
    try:
        return 0 if char.encode("gb2312")[0] < 0xD8 else 1
    except UnicodeEncodeError:
        return 2


def homophones(chars: Collection[str]) -> dict[str, str]:
    """For each of the characters the commonest that sound like it, itself left out; nothing for what is no Han
    character."""
    table = by_sound()
    found = {char: "".join(table.get(sound, "") for sound in readings(char)).replace(char, "")[:MOST] for char in chars}
    return {char: others for char, others in found.items() if others}
