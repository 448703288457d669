"""Papers named in Latin letters: a masthead whose logo is a picture leaves only JIN RI QU JIANG for 今日衢江."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, pinyin

from archive.parsing.text import is_han

TITLE_WORDS = (
    "今日",
    "日报",
    "晚报",
    "早报",
    "晨报",
    "时报",
    "新报",
    "周报",
    "导报",
    "商报",
    "快报",
    "新闻",
    "时讯",
    "报",
    "周刊",
)
TITLE_WEIGHT = 1000  # a word that papers are named with goes before any homophone (今日 before 近日)
LONGEST_WORD = 4
MOST_TEXT = 60_000  # characters of a file that are searched for the words of a name


def letters(text: str) -> str:
    """jinriqujiang for JIN RI QU JIANG; ü is written v or u and compared as u."""
    return re.sub(r"[^a-z]", "", text.lower().replace("ü", "u").replace("v", "u"))


def slug_of(name: str) -> str:
    """The full pinyin: 今日衢江 -> jinriqujiang; other letters and digits stay."""
    parts = lazy_pinyin(name, style=Style.NORMAL, v_to_u=False, errors=lambda text: text.lower())
    return re.sub(r"-+", "-", re.sub(r"[^a-z0-9]+", "-", "".join(parts))).strip("-")[:60]


@lru_cache(maxsize=4096)
def readings(char: str) -> frozenset[str]:
    """All ways to read one character, in letters without tones."""
    return frozenset(letters(r) for r in pinyin(char, style=Style.NORMAL, heteronym=True)[0])


def reads_as(name: str, latin: str) -> bool:
    """Does the Chinese name read as these letters? 今日衢江 as JIN RI QU JIANG or Jinri Qujiang."""
    ends = {0}
    target = letters(latin)
    for char in name:
        if is_han(char):
            ends = {at + len(r) for at in ends for r in readings(char) if target.startswith(r, at)}
    return len(target) in ends


def words_that_read(latin: str, lines: Iterable[str]) -> dict[str, int]:
    """How often each word of 2 to 4 characters of the text that reads as a stretch of `latin` stands there."""
    target = letters(latin)
    found: dict[str, int] = {}
    text = "\n".join(lines)[:MOST_TEXT]
    runs = re.findall(r"[㐀-鿿]{2,}", text)
    starts = frozenset(c for run in runs for c in run if any(r in target for r in readings(c)))
    for run in runs:
        for at in range(len(run)):
            for length in range(2, LONGEST_WORD + 1):
                word = run[at : at + length]
                if len(word) < length or not starts.issuperset(word):
                    break
                if _places(word, target):
                    found[word] = found.get(word, 0) + 1
    return found


def _places(word: str, target: str) -> list[tuple[int, int]]:
    """Stretches of the letters that the word reads as."""
    places = {(at, at) for at in range(len(target))}
    for char in word:
        places = {(start, end + len(r)) for start, end in places for r in readings(char) if target.startswith(r, end)}
    return sorted(places)


def name_of_words(latin: str, words: Mapping[str, int]) -> str | None:
    """The name that the words of the text make when they read through all the letters: 今日 + 衢江; else None."""
    target = letters(latin)
    weights = dict(words) | {w: words.get(w, 0) + TITLE_WEIGHT for w in TITLE_WORDS if _places(w, target)}
    best: dict[int, tuple[int, int, str]] = {0: (0, 0, "")}  # letters read -> (-words, weight, name)
    steps = sorted((start, end, word) for word in weights for start, end in _places(word, target))
    for start, end, word in steps:
        if start in best:
            count, weight, name = best[start]
            offer = (count - 1, weight + weights[word] * len(word), name + word)
            if end not in best or (offer[1], offer[0]) > (best[end][1], best[end][0]):
                best[end] = offer
    return best[len(target)][2] if len(target) in best else None
