"""What else a reader may have meant (the second tier), offered apart from the hits and never counted among them:
an issue for a typed date; on few hits homophones and look-alikes; on none the query in other words too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from archive.models import Issue
from archive.parsing.dates import find_days
from search.analysis import flatten
from search.asked import Asked, settled, uids_of_issue
from search.engine import Index
from search.highlight import pattern
from search.homophones import homophones
from search.lookalikes import lookalikes
from search.opened import current_index
from search.query import Alike, Node, QueryError, Term, both, conjoined, parse, renamed, typed
from search.query.days import in_digits
from search.results import Answer, ask
from search.suggest import lexicon
from search.words import tag

FEW = 3  # hits; with more the reader is offered nothing
MOST = 4  # offers of each kind
LONGEST = 6  # characters of a word whose homophones are sought
SHORTEST = 4  # characters of a string that is offered in words
OPERATORS = re.compile(r"(?<=\s)(?:or|and|not|或|或者)(?=\s)")
MEANT = {"或": "OR", "或者": "OR"}
LOOKED_AT = 30  # articles read to see which forms stand in them


@dataclass(frozen=True, slots=True)
class Offer:
    """Another query, why it is offered, and how many articles it finds."""

    why: str
    text: str
    address: str
    count: int


def nearby(asked: Asked, answer: Answer) -> list[Offer]:
    """Offers in the order in which they help; none where enough was found or this is not the first page."""
    if answer.total >= FEW or asked.page > 1:
        return []
    index = current_index()
    words = [part for part in conjoined(asked.node) if isinstance(part, Term) and part.field in (None, "title", "by")]
    heard = homophones(word_characters(words))
    sounds = {word: [*lexicon().same_sound(word.text, MOST), *standing(index, word, heard)] for word in words}
    looks = {word: standing(index, word, lookalikes()) for word in words}
    offers = offered(index, asked, _("同音"), sounds, set())
    offers += offered(index, asked, _("形近"), looks, {offer.text for offer in offers})
    if not answer.total:
        others = (with_operators(index, asked), in_words(index, asked), without_rarest(index, asked))
        offers += [other for other in others if other]
    return offers


def word_characters(words: list[Term]) -> frozenset[str]:
    return frozenset(char for word in words for char in flatten(word.text))


def offered(index: Index, asked: Asked, why: str, forms: Mapping[Term, Sequence[str]], seen: set[str]) -> list[Offer]:
    """The query with each of the other forms in the place of its word, where that finds something."""
    offers = []
    for word, others in forms.items():
        for form in list(dict.fromkeys(others))[:MOST]:
            other = renamed(asked.node, {word: replace(word, text=form)})
            if typed(other) not in seen and (count := hits_of(index, asked, other)):
                offers.append(offer(why, asked, other, count))
    return offers


def standing(index: Index, word: Term, table: Mapping[str, str]) -> list[str]:
    """What stands in the archive in the word's place and differs from it by characters of the table, the form in
    most articles (of those looked at) first."""
    if not 2 <= len(word.text) <= LONGEST:
        return []
    alike = Alike(word.text, word.field)
    found = index.search(alike, limit=LOOKED_AT, lookalikes=table)
    sought = pattern(alike, table)
    counted: Counter[str] = Counter()
    for place, is_alike in zip(found.places, found.alike, strict=True):
        if is_alike:
            text = "\n".join(index.at(place).parts())
            counted.update({m.group() for m in sought.finditer(flatten(text))})
    del counted[flatten(word.text)]
    return [form for form, _count in counted.most_common(MOST)]


def hits_of(index: Index, asked: Asked, node: Node) -> int:
    """How many articles the other query finds with everything else set as it is."""
    only = uids_of_issue(asked.issue) if asked.issue else None
    return ask(index, replace(asked, node=node), only, limit=0).total


def offer(why: str, asked: Asked, node: Node, count: int) -> Offer:
    text = typed(node)
    return Offer(why, text, asked.address(q=text), count)


def with_operators(index: Index, asked: Asked) -> Offer | None:
    """OR, AND and NOT that were typed as common words, where the query finds something with them."""
    try:
        node = settled(parse(OPERATORS.sub(lambda m: MEANT.get(m[0], m[0].upper()), asked.q)))
    except QueryError:
        return None
    count = hits_of(index, asked, node) if node != asked.node else 0
    return offer(_("换个写法"), asked, node, count) if count else None


def in_words(index: Index, asked: Asked) -> Offer | None:
    """What was typed without spaces (石桥镇公交) in words, where articles hold them all, though not side by side."""
    node = parted(asked.node)
    count = hits_of(index, asked, node) if node != asked.node else 0
    return offer(_("分开各词"), asked, node, count) if count else None


def parted(node: Node) -> Node:
    """The query with its strings in words."""
    return both(*(word for part in conjoined(node) for word in words_of(part)))


def words_of(part: Node) -> list[Node]:
    """The words of two and more characters that a string is made of; the string itself where it was quoted, is short
    or is no several words."""
    if not isinstance(part, Term) or part.exact or part.field or len(part.text) < SHORTEST:
        return [part]
    words = [word for word, _kind in tag(part.text) if len(word) > 1 and word.isalnum()]
    return [Term(word) for word in words] if len(words) > 1 else [part]


def without_rarest(index: Index, asked: Asked) -> Offer | None:
    """The query without the word that fewest articles hold, where the rest finds something."""
    parts = conjoined(asked.node)
    if len(parts) < 2:
        parts = conjoined(parted(asked.node))
    if len(parts) < 2:
        return None
    rarest = min(parts, key=lambda part: index.search(part, limit=0).total)
    rest = both(*(part for part in parts if part is not rarest))
    count = hits_of(index, asked, rest)
    return offer(_("少一个词"), asked, rest, count) if count else None


# --- a typed date ---------------------------------------------------------------------------------------------


MONTH = re.compile(r"((?:1[89]|20)\d\d)年(\d{1,2})月")


def issues_of_typed_date(q: str) -> list[Issue]:
    """The issues of a day or the first ones of a month that stands in the query: 2020年6月16日, 二〇二〇年六月."""
    days = find_days(q)
    rows = Issue.objects.public().select_related("paper").defer("layout").in_order()
    if days:
        return list(rows.filter(date=days[0].day)[:MOST])
    month = MONTH.search(in_digits(flatten(q)))
    if month and 1 <= int(month[2]) <= 12:
        return list(rows.filter(date__year=int(month[1]), date__month=int(month[2]))[:MOST])
    return []
