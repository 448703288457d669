"""Counts and filters agree with counting by hand."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest

from search.engine import Document, open_index, rebuild, write
from search.engine.facets import NAMES
from search.query import Everything
from tests.search.engine.made import documents, query
from tests.search.engine.plain import matches


def values(document: Document, name: str) -> list[str]:
    day = date.fromordinal(document.date) if document.date else None
    if name in ("year", "month"):
        return [day.isoformat()[: 4 if name == "year" else 7] if day else ""]
    if name == "reporter":
        return sorted(set(document.reporters)) or [""]
    return [str(int(document.verified))] if name == "verified" else [getattr(document, name)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    docs = documents(90, seed=12)
    path = tmp_path_factory.mktemp("index")
    rebuild(path, docs[:50], number=1)
    write(path, docs[40:], [], number=2)
    return open_index(path), docs


def test_counts_are_those_of_the_exact_hits(archive):
    index, docs = archive
    rng = random.Random(4)
    for _ in range(150):
        node = query(rng, docs)
        found = [document for document in docs if matches(node, document)]
        truth = {name: dict(Counter(v for d in found for v in values(d, name))) for name in NAMES}
        assert index.search(node, facets=NAMES).facets == truth


def test_filters_narrow_to_the_chosen_values(archive):
    index, docs = archive
    rng = random.Random(5)
    for _ in range(150):
        chosen = {name: values(rng.choice(docs), name) for name in rng.sample(NAMES, rng.choice((1, 2)))}
        if rng.random() < 0.5:
            chosen = {name: [*several, values(rng.choice(docs), name)[0]] for name, several in chosen.items()}
        truth = {d.uid for d in docs if all(set(values(d, n)) & set(v) for n, v in chosen.items())}
        assert set(index.search(Everything(), filters=chosen, limit=99).uids) == truth


def test_days_narrow_and_leave_the_undated_out(archive):
    index, docs = archive
    days = sorted(d.date for d in docs if d.date)
    low, high = days[10], days[30]
    truth = {d.uid for d in docs if d.date and low <= d.date <= high}
    assert set(index.search(Everything(), date_from=low, date_to=high, limit=99).uids) == truth
    assert index.search(Everything(), date_from=1).total == len(days)


def test_a_name_that_is_no_facet_is_an_error(archive):
    with pytest.raises(KeyError, match="no facet; there are paper"):
        archive[0].search(Everything(), filters={"colour": "red"})


def test_windows_of_the_result_list_join_without_gap_or_repeat(archive):
    index, docs = archive
    rng = random.Random(6)
    for _ in range(60):
        node, sort = query(rng, docs), rng.choice(["relevance", "newest", "oldest"])
        whole = index.search(node, limit=999, sort=sort)
        step = rng.randint(1, 30)
        pieces = [index.search(node, limit=step, offset=start, sort=sort) for start in range(0, 120, step)]
        assert [uid for piece in pieces for uid in piece.uids] == whole.uids
        assert {piece.total for piece in pieces} == {whole.total}
