"""Characters that sound alike: 徐慧文 for 徐惠文. Readings from pypinyin's table, tones apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from functools import cache

from pypinyin.constants import PINYIN_DICT

from search.analysis import flatten

DIAERESIS = "\u0308"  # lü and lu are two sounds, lú and lù one
COMMON = range(0x4E00, 0x9FA6)


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
        char = chr(code)
        sounds = readings(char)
        if sounds and flatten(char) == char:
            table.setdefault(sounds[0], []).append(char)
    return {sound: "".join(chars) for sound, chars in table.items()}


def homophones(chars: Collection[str]) -> dict[str, str]:
    """For each of the characters those that sound like it, itself left out; nothing for what is no Han character."""
    table = by_sound()
    found = {char: "".join(table.get(sound, "") for sound in readings(char)).replace(char, "") for char in chars}
    return {char: others for char, others in found.items() if others}
