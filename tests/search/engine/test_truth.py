"""The promise: the index finds what plain reading finds, and nothing else."""

from __future__ import annotations

import random

import pytest

from search.engine import Index, building, commits, open_index, rebuild, write
from search.query import Node
from tests.search.engine.made import LOOKALIKES, document, documents, query
from tests.search.engine.plain import ALIKE, ORIGINAL, SHOWN, matches


def found(index: Index, node: Node, **asked) -> tuple[set[str], set[str], set[str]]:
    hits = index.search(node, limit=10**6, lookalikes=LOOKALIKES, **asked)
    assert len(set(hits.uids)) == len(hits.uids) == hits.total + hits.total_original + hits.total_alike
    by_original = {uid for uid, original in zip(hits.uids, hits.original, strict=True) if original}
    by_alike = {uid for uid, alike in zip(hits.uids, hits.alike, strict=True) if alike}
    exact = set(hits.uids) - by_original - by_alike
    assert (len(exact), len(by_original), len(by_alike)) == (hits.total, hits.total_original, hits.total_alike)
    return exact, by_original, by_alike


def truth(docs, node: Node) -> tuple[set[str], set[str], set[str]]:
    shown, original, alike = (
        {d.uid for d in docs if matches(node, d, tier, LOOKALIKES)} for tier in (SHOWN, ORIGINAL, ALIKE)
    )
    return shown, original - shown, alike - shown - original


def disagreements(index: Index, docs, seed: int, count: int) -> list[Node]:
    rng = random.Random(seed)
    nodes = [query(rng, docs) for _ in range(count)]
    return [node for node in nodes if found(index, node) != truth(docs, node)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    docs = documents(80)
    path = tmp_path_factory.mktemp("index")
    rebuild(path, docs, number=1)
    return open_index(path), docs


def test_a_rebuilt_index_agrees_with_plain_reading_on_five_thousand_queries(archive):
    index, docs = archive
    assert disagreements(index, docs, seed=2, count=5000) == []


def test_the_queries_of_that_test_find_something_more_often_than_not(archive):
    _, docs = archive
    rng = random.Random(2)
    sizes = [len(truth(docs, query(rng, docs))[0]) for _ in range(300)]
    assert sum(0 < size < len(docs) for size in sizes) > 150


def test_an_index_of_many_commits_agrees_with_plain_reading(tmp_path):
    rng = random.Random(5)
    held = {}
    for commit in range(40):
        updates = [document(rng, rng.randrange(90)) for _ in range(rng.randint(0, 6))]
        deletes = [f"u{rng.randrange(90)}" for _ in range(rng.randint(0, 3))]
        write(tmp_path, updates, deletes, number=commit)
        for uid in deletes:
            held.pop(uid, None)
        held.update((d.uid, d) for d in updates)
    index = open_index(tmp_path)
    assert index.count == len(held)
    assert {uid: index.document(uid) for uid in held} == held
    assert disagreements(index, list(held.values()), seed=6, count=800) == []


def test_an_index_built_by_two_processes_agrees_with_plain_reading(tmp_path, monkeypatch):
    monkeypatch.setattr(commits, "SAMPLE", 0)  # else so few documents are left to one process
    monkeypatch.setattr(building, "_HANDFUL", 10)  # else all of them go to one
    docs = documents(60, seed=9)
    rebuild(tmp_path, docs, number=1, processes=2)
    assert disagreements(open_index(tmp_path), docs, seed=3, count=200) == []
