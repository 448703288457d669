"""The words of this town that are worth suggesting: people, places, columns and headlines, found in an article.

They change suggestions alone; what is found never depends on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from archive.parsing.names import is_name
from archive.parsing.words import frequency
from search.analysis import flatten
from search.engine import Document
from search.homophones import readings

try:
    from rjieba import tag
except ImportError:  # not on every machine; the plain one gives the same words, more slowly
    from jieba.posseg import lcut

    def tag(text: str) -> list[tuple[str, str]]:
        return [(pair.word, pair.flag) for pair in lcut(text)]


Word = tuple[str, str]  # kind, text
MISREAD = "misread"  # kind of a pair of characters of which one was printed and the other read; never suggested
PLACE_ENDS = "省市县区镇乡村街道社寨屯湾洲岛路桥山江河湖溪港园寺"
NO_NAME_ENDS = "部感化性员者率会局院厂队"
COMMON = 50  # a word that the dictionary counts so often is no name
LONGEST = 60  # characters of a headline that is suggested
KEYED = 12  # characters by which it can be found


def words_in(document: Document) -> set[Word]:
    """The words of one article, each with its kind: name, place, column or title."""
    found = {("name", name) for name in document.names if 2 <= len(name) <= 12}
    if document.column:
        found.add(("column", document.column))
    if document.title:
        found.add(("title", document.title[:LONGEST]))
    found |= {(MISREAD, pair) for pair in misread(document)}
    for text in (document.kicker, document.title, document.subtitle, *document.paragraphs):
        found |= set(tagged(text))
    return found


def misread(document: Document) -> Iterator[str]:
    """Pairs of a wrong and a right character, from what editors corrected: 徐慧文 -> 徐惠文 gives 慧惠. Only where a
    passage kept its length and changed little: else it was not the eye that erred."""
    shown = [text for text in (*document.headline(), *document.paragraphs) if text]
    for before in document.original:
        for after in shown:
            if len(before) == len(after):
                pairs = [a + b for a, b in zip(before, after, strict=True) if a != b]
                if 0 < len(pairs) <= max(1, len(after) // 10):
                    yield from (pair for pair in pairs if pair.isalnum())


def tagged(text: str) -> Iterator[Word]:
    """People and places by jieba's tags; a tag alone is not believed."""
    for word, kind in tag(text):
        if kind.startswith("nr") and is_name(word) and is_no_common_word(word):
            yield "name", word
        elif kind == "ns" and 3 <= len(word) <= 8 and word[-1] in PLACE_ENDS:
            yield "place", word


def is_no_common_word(word: str) -> bool:
    """The dictionary takes 智慧, 祝福 and 宣传部 for names of people."""
    return frequency(word) < COMMON or (len(word) == 3 and word[-1] not in NO_NAME_ENDS)


@cache
def sounds(char: str) -> tuple[str, ...]:
    return readings(char) or (char,)


def spellings(text: str) -> list[list[str]]:
    """The sounds of each character; several where the first one has several readings (单, 曾)."""
    rest = [sounds(char)[0] for char in text[1:]]
    return [[first, *rest] for first in sounds(text[0])] if text else []


def whole_sounds(text: str) -> set[str]:
    """xuhuiwen for 徐惠文."""
    return {"".join(parts) for parts in spellings(flatten(text)[:KEYED])}


def keys(text: str) -> set[str]:
    """What may be typed for a word: its beginning, its pinyin, the first letters of its pinyin.

    徐惠文 -> 徐惠文, xuhuiwen, xhw.
    """
    flat = flatten(text)[:KEYED]
    initials = {"".join(part[0] for part in parts) for parts in spellings(flat)}
    return {flat, *whole_sounds(text), *initials} - {""}
