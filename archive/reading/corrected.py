"""What editors corrected in the text of an article, character by character. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from os.path import commonprefix

from archive.desk.differences import Stretch, by_characters

LEAST_ALIKE = 0.4  # of the characters; a passage that shares less with all others was taken out as a whole


def corrected(original: Sequence[str], shown: Sequence[str]) -> Iterator[tuple[Stretch, ...]]:
    """Each passage of `original` (Article.original: as the OCR gave it, in order) against what is `shown` now."""
    at = 0
    for old in original:
        place = max(range(at, len(shown)), key=lambda n: alike(old, shown[n]), default=None)
        if place is None or alike(old, shown[place]) < LEAST_ALIKE:
            yield (Stretch("old", old),)
        else:
            yield tuple(compare(old, shown[place]))
            at = place + 1


def alike(one: str, other: str) -> float:
    """Share of the characters that both hold, wherever they stand."""
    common = (Counter(one) & Counter(other)).total()
    return 2 * common / (len(one) + len(other) or 1)


def compare(old: str, new: str) -> list[Stretch]:
    """By characters; what both begin and end with is put aside first, so that long passages stay quick."""
    head = commonprefix([old, new])
    old, new = old[len(head) :], new[len(head) :]
    tail = commonprefix([old[::-1], new[::-1]])[::-1]
    middle = by_characters(old[: len(old) - len(tail)], new[: len(new) - len(tail)])
    ends = [Stretch("same", head), *middle, Stretch("same", tail)]
    return [stretch for stretch in ends if stretch.text]
