"""The words of this town that are worth suggesting: people, places, columns and headlines, found in an article.

They change suggestions alone; what is found never depends on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

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
PLACE_FOR_SURE = "县镇乡村"  # three characters that end so name a place even where the tag says a person (石桥镇)
NO_NAME_ENDS = "部感化性员者率会局院厂队"
COMMON = 50  # a word that the dictionary counts so often is no name
LONGEST = 60  # characters of a headline that is suggested
KEYED = 12  # characters by which it can be found
TAGS = frozenset({"nr", "nrt", "nrfg", "ns"})  # people, people of abroad, people of old, places


def words_in(document: Document) -> set[Word]:
    """The words of one article, each with its kind: name, place, column or title."""
    found = {("name", name) for name in document.names if 2 <= len(name) <= 12}
    if document.column:
        found.add(("column", document.column))
    if document.title:
        found.add(("title", document.title[:LONGEST]))
    found |= {(MISREAD, pair) for pair in misread(document)}
    return found | tagged("\n".join((*document.headline(), *document.paragraphs)))  # no word runs over a line


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


def tagged(text: str) -> set[Word]:
    """People and places of the text, by jieba's tags."""
    found = {pair for pair in tag(text) if pair[1] in TAGS}
    return {word for pair in found if (word := believed(*pair))}


@lru_cache(maxsize=100_000)
def believed(word: str, kind: str) -> Word | None:
    """A tag alone is not believed: the word must look like what the tag says."""
    if kind == "ns" or (len(word) > 2 and word[-1] in PLACE_FOR_SURE):
        return ("place", word) if 3 <= len(word) <= 8 and word[-1] in PLACE_ENDS else None
    return ("name", word) if is_name(word) and is_no_common_word(word) else None


def is_no_common_word(word: str) -> bool:
    """The dictionary takes 智慧, 祝福 and 宣传部 for names of people."""
    return frequency(word) < COMMON or (len(word) == 3 and word[-1] not in NO_NAME_ENDS)


@cache
def sounds(char: str) -> tuple[str, ...]:
    return readings(char) or (char,)


def spellings(text: str) -> tuple[set[str], set[str]]:
    """The flat text in pinyin, and in the first letters of it; several where its first character has several readings
    (单, 曾): xuhuiwen and xhw for 徐惠文."""
    if not text:
        return set(), set()
    rest = [sounds(char)[0] for char in text[1:]]
    whole, letters = "".join(rest), "".join([sound[0] for sound in rest])
    firsts = sounds(text[0])
    return {first + whole for first in firsts}, {first[0] + letters for first in firsts}


def whole_sounds(text: str) -> set[str]:
    """xuhuiwen for 徐惠文."""
    return spellings(flatten(text)[:KEYED])[0]


def keys(text: str) -> set[str]:
    """What may be typed for a word: its beginning, its pinyin, the first letters of its pinyin.

    徐惠文 -> 徐惠文, xuhuiwen, xhw.
    """
    flat = flatten(text)[:KEYED]
    whole, letters = spellings(flat)
    return {flat, *whole, *letters} - {""}
