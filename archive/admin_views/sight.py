"""Reads from the database what the editor's screen is built from."""

from collections.abc import Iterable

from archive import editing
from archive.desk.refs import line_of
from archive.desk.sight import Doubt, Sight
from archive.desk.terms import FLAG_WORDS, word
from archive.layout import blocks_of
from archive.models import Flag, Issue, Source, State


def page_of_blocks(sources: Iterable[Source]) -> dict[str, str]:
    """Block key -> label of the page its line stands on."""
    found = {}
    for source in sources:
        starts = sorted(source.page_starts or [[1, source.page]])
        for key in blocks_of([(source.seq, source.text)]):
            before = [label for first, label in starts if first <= line_of(key)]
            found[key] = before[-1] if before else source.page
    return found


def doubt_of(flag: Flag) -> Doubt:
    text = str(flag.detail.get("text") or word(FLAG_WORDS, flag.kind))
    return Doubt(flag.pk, flag.article_uid, flag.block, flag.kind, flag.score, text, flag.proposal is not None)


def open_doubts(issue: Issue) -> list[Doubt]:
    return [doubt_of(flag) for flag in issue.flags.filter(state=Flag.FlagState.OPEN)]


def sight_of(issue: Issue) -> Sight:
    sources = editing.active_sources(issue)
    rows = list(issue.articles.exclude(state=State.RETIRED).values_list("uid", "state", "headline"))
    return Sight(
        layout=editing.layout_of(issue),
        blocks=blocks_of((s.seq, s.text) for s in sources),
        pages=page_of_blocks(sources),
        doubts=open_doubts(issue),
        withdrawn=frozenset(uid for uid, state, _headline in rows if state == State.WITHDRAWN),
        headlines={uid: headline for uid, _state, headline in rows},
    )
