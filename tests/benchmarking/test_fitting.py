"""How the parser's models are fitted."""

import json

import numpy as np
import pytest

from archive.parsing.networks import networks
from archive.parsing.weights import KIN
from benchmarks.fitting import __main__ as fitting
from benchmarks.fitting import cross, kinship
from benchmarks.fitting.logistic import Row
from benchmarks.fitting.network import fit_network
from benchmarks.fitting.rows import STAGES, example
from benchmarks.fitting.texts import parts_of
from benchmarks.fitting.topics import sharpened
from benchmarks.written.__main__ import PAGES
from benchmarks.written.tagged import read_tagged


def test_a_network_learns_what_no_sum_of_signs_can_say():
    rows = [Row({"a": a, "b": b}, a != b) for a in (0.0, 1.0) for b in (0.0, 1.0)] * 50
    odds = fit_network(rows, 0.05, {}).odds([{}, {"a": 1.0}, {"b": 1.0}, {"a": 1.0, "b": 1.0}])
    assert [value > 0 for value in odds] == [False, True, True, False]


def test_what_convention_says_keeps_its_weight_whatever_the_pages_show():
    """The rows say nothing of a lead; news convention does."""
    rows = [Row({"a": float(k % 2), "lead": float(k % 4 < 2)}, k % 2 == 0) for k in range(200)]
    network = fit_network(rows, 1.0, {"lead": -6.0})
    without, with_lead = network.odds([{"a": 1.0}, {"a": 1.0, "lead": 1.0}])
    assert with_lead - without < -4.0


def test_pairs_that_stand_in_the_same_stories_come_to_point_the_same_way():
    noise = np.random.default_rng(1)
    stories = [[np.arange(12) + 12 * k for _ in range(4)] for k in range(4)]
    vectors = sharpened(noise.normal(size=(48, 8)), [stories], rounds=60)
    sums = np.array([vectors[12 * k : 12 * k + 6].sum(axis=0) for k in range(4)])
    rest = np.array([vectors[12 * k + 6 : 12 * k + 12].sum(axis=0) for k in range(4)])
    agreed = (sums @ rest.T) / np.outer(np.linalg.norm(sums, axis=1), np.linalg.norm(rest, axis=1))
    assert (agreed.argmax(axis=1) == np.arange(4)).all()
    assert agreed.diagonal().min() > 0.5


def test_the_days_fall_into_parts_of_one_size_and_none_is_left_out():
    days = [f"2020-01-{day:02}" for day in range(1, 12)]
    parts = parts_of(days)
    assert sorted(day for part in parts for day in part) == days
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_what_was_fitted_to_read_unknown_pages_does_not_stay(monkeypatch, tmp_path):
    """The parser's own models are put back, also where a fit breaks off."""
    kept = tmp_path / "weights.txt"
    kept.write_bytes(b"own")

    def breaks_off(_: object) -> None:
        kept.write_bytes(b"fitted")
        raise RuntimeError

    monkeypatch.setattr(cross, "WEIGHTS", kept)
    monkeypatch.setattr(cross, "NETWORKS", kept)
    monkeypatch.setattr(cross, "TABLES", ())
    monkeypatch.setattr(cross, "cross", breaks_off)
    with pytest.raises(RuntimeError):
        cross.main(["folder", "--text", "text", "--texts", "texts"])
    assert kept.read_bytes() == b"own"


def test_a_second_look_learns_from_pages_that_its_first_did_not_know(monkeypatch):
    learnt: list[set[str]] = []  # the parts that each fit learnt from, in order
    known: dict[str, set[str]] = {}  # part -> those that the first look knew when the part was read for the second

    class Part:
        def __init__(self, name: str) -> None:
            self.name = name

        def pages(self, stage: str) -> list[list[tuple[str, str]]]:
            if stage == "titles":
                known[self.name] = learnt[-1]
            return [[(stage, self.name)]]

    monkeypatch.setattr(
        fitting, "learn", lambda found: learnt.append({name for rows in found.values() for name in rows})
    )
    fitting.fit_step([Part(name) for name in "abc"], "headings")
    assert known == {"a": {"b", "c"}, "b": {"a", "c"}, "c": {"a", "b"}}
    assert learnt[-2:] == [{"a", "b", "c"}, {"a", "b", "c"}]


def test_page_files_without_a_date_are_dealt_out_the_same_way_every_time():
    dealt = [fitting.dealt(f"/somewhere/front-{k}.gold.json", 3) for k in range(30)]
    assert dealt == [fitting.dealt(f"/elsewhere/front-{k}.gold.json", 3) for k in range(30)]
    assert set(dealt) == {0, 1, 2}


def test_each_line_of_text_chooses_among_the_articles_of_its_page(tmp_path):
    rows = [
        *("## 大桥通车", "清河大桥今天上午正式通车，车队驶过桥面。", "大桥全长一千二百米，桥墩有三十座之多。"),
        *("## 学校开学", "青山小学昨天开学，孩子们领到了新课本。"),
        *("## 柑橘上市", "今年柑橘上市早，果农在园里摘果装筐。", "完"),
    ]
    titles, blocks = ([1], [4], [6]), ([[2], [3]], [[5]], [[7], [8]])
    articles = [
        {"title": rows[t[0] - 1][3:], "title_lines": t, "blocks": b, "joins": []} for t, b in zip(titles, blocks)
    ]
    page = tmp_path / "page-1.gold.json"
    page.write_text(json.dumps({"file": "page-1.txt", "furniture": [], "articles": articles}), encoding="utf-8")
    (tmp_path / "page-1.txt").write_text("\n".join(rows), encoding="utf-8")
    found = list(kinship.choices(page))
    assert [row.right for row in found] == [0, 0, 1, 2]  # too short a line says nothing
    assert all(row.signs.shape == (3, len(KIN)) for row in found)
    assert found[2].signs[1, list(KIN).index("size")] == pytest.approx(np.log1p(len("学校开学")))  # itself left out


def test_the_weights_make_the_right_article_the_likeliest():
    noise = np.random.default_rng(3)
    signs = noise.normal(size=(200, 4, len(KIN))).astype(np.float32)
    rows = [kinship.Choice(table, int((3 * table[:, 0] - table[:, 1]).argmax())) for table in signs]
    first, second, *others = kinship.fit(rows).values()
    assert first > -second > max(map(abs, others)) * 2


@pytest.mark.parametrize(
    ("stage", "models"),
    [
        ("first", {"NEAR", "FAR"}),
        ("seams", {"NEAR", "FAR"}),
        ("heads", {"HEAD"}),
        ("titles", {"TITLE"}),
        ("links", {"LINK"}),
        ("breaks", {"BREAK"}),
        ("homes", {"HOME"}),
        ("doubts", {"DOUBT"}),
    ],
)
def test_each_stage_of_the_fit_has_right_and_wrong_examples_of_its_models(stage, models):
    """From a page badly out of order; its models must know all signs that are given to them."""
    lines, gold = read_tagged((PAGES / "broken-2.tagged").read_text(encoding="utf-8"))
    rows = list(STAGES[stage](example(lines, gold)))
    assert {model for model, _ in rows} == models
    assert {row.right for _, row in rows} == {True, False}
    if stage != "first":
        assert all(set(row.features) <= set(networks()[model].place) for model, row in rows)
