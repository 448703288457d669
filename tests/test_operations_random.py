"""Thousands of random operations: nothing is ever lost, everything can be taken back."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from archive.invariants import touched, validate
from archive.layout import KINDS, MISSING, REASONS, ROLES, ArticleLayout, Layout, Piece, from_json, to_json
from archive.layout import blocks_of as read_blocks
from archive.operations import InvalidOperation, run
from archive.undoing import Overtaken, put_back

RUNS, STEPS = 10, 500
LINES = [
    "## 青溪县山塘整治收官",
    "本报讯（记者 祝小满）9月26日，全县四百一十六座山塘整治收官，",
    "收官，群众睡得安稳了。",
    "石磊 摄",
    "",
    "国庆假期公交免费 末班车延长",
    "本报讯 记者昨日获悉，1路至6路公交车免费。𠮷祥镇除外。",
    "（下转第2版）",
    "热热闹闹过节",
]


def sample() -> tuple[Layout, dict[str, str]]:
    blocks = read_blocks([(1, "\n".join(LINES * 3)), (2, "\r\n".join(LINES))])
    pieces = [Piece(key, 0, len(line)) for key, line in blocks.items()]
    articles = tuple(ArticleLayout(f"start{n:05}", tuple(pieces[n * 4 : n * 4 + 4])) for n in range(8))
    return Layout(articles=articles, furniture=tuple(pieces[32:33]), tray=tuple(pieces[33:])), blocks


@dataclass
class Chance:
    """Draws operations on a layout, on the articles of `own` alone where it is given."""

    rng: random.Random
    blocks: dict[str, str]
    own: set[str] | None = None
    made: int = 0
    name: str = "a"

    def articles(self, layout: Layout) -> list[ArticleLayout]:
        return [a for a in layout.articles if self.own is None or a.uid in self.own]

    def article(self, layout: Layout) -> ArticleLayout:
        return self.rng.choice(self.articles(layout))

    def pieces(self, layout: Layout) -> list[Piece]:
        inside = [p for a in self.articles(layout) for p in a.pieces]
        return inside if self.own is not None else list(layout.pieces())

    def refs(self, layout: Layout) -> list[list[Any]]:
        pieces = self.pieces(layout)
        return [list(p.ref) for p in self.rng.sample(pieces, min(len(pieces), self.rng.randint(1, 4)))]

    def inner(self, layout: Layout) -> list[Any]:
        return list(self.rng.choice(self.article(layout).pieces).ref)

    def new(self) -> str:
        self.made += 1
        uid = f"{self.name}{self.made:09}"
        if self.own is not None:
            self.own.add(uid)
        return uid

    def draw(self, layout: Layout) -> tuple[str, dict[str, Any]]:
        name = self.rng.choice(sorted(DRAWS))
        return name, DRAWS[name](self, layout)


def draw_fix(c: Chance, layout: Layout) -> dict[str, Any]:
    piece = c.rng.choice(c.pieces(layout))
    start = c.rng.randrange(piece.start, piece.end)
    end = min(piece.end, start + c.rng.randint(1, 2))
    old = c.blocks[piece.block][start:end]
    return {"block": piece.block, "start": start, "end": end, "old": old, "new": c.rng.choice(["吴", old, "", "甲乙"])}


def draw_cut(c: Chance, layout: Layout) -> dict[str, Any]:
    piece = c.rng.choice(c.pieces(layout))
    return {"piece": list(piece.ref), "at": c.rng.randint(piece.start, piece.end)}


def draw_move(c: Chance, layout: Layout) -> dict[str, Any]:
    target = c.article(layout)
    before = c.rng.choice([None, list(c.rng.choice(target.pieces).ref)])
    return {"pieces": c.refs(layout), "to": target.uid, "before": before}


def draw_order(c: Chance, layout: Layout) -> dict[str, Any]:
    article = c.article(layout)
    first, second = c.rng.choice(article.pieces), c.rng.choice(article.pieces)
    return {"piece": list(first.ref), "before": c.rng.choice([None, list(second.ref)])}


def draw_fields(c: Chance, layout: Layout) -> dict[str, Any]:
    drawn = {"kind": c.rng.choice(KINDS), "missing": c.rng.sample(MISSING, 1), "page": c.rng.choice("12")}
    return {"article": c.article(layout).uid, **drawn}


DRAWS: dict[str, Callable[[Chance, Layout], dict[str, Any]]] = {
    "split_article": lambda c, x: {"piece": c.inner(x), "new": c.new()},
    "merge": lambda c, x: {"a": c.article(x).uid, "b": c.article(x).uid},
    "new_article": lambda c, x: {"pieces": c.refs(x), "new": c.new()},
    "move": draw_move,
    "reorder": draw_order,
    "role": lambda c, x: {"pieces": c.refs(x), "role": c.rng.choice(ROLES)},
    "join": lambda c, x: {"piece": c.inner(x), "drop": c.rng.choice([None, 0])},
    "unjoin": lambda c, x: {"piece": c.inner(x)},
    "split_piece": draw_cut,
    "heal": lambda c, x: {"piece": c.inner(x)},
    "exclude": lambda c, x: {"pieces": c.refs(x), "reason": c.rng.choice(REASONS)},
    "furniture": lambda c, x: {"pieces": c.refs(x), "role": "header"},
    "restore_pieces": lambda c, x: {"pieces": c.refs(x)},
    "fix_text": draw_fix,
    "set_article": draw_fields,
    "verify": lambda c, x: {"article": c.article(x).uid, "user": "lin", "at": "2020-01-01T00:00:00"},
    "unverify": lambda c, x: {"article": c.article(x).uid},
    "dissolve": lambda c, x: {"article": c.article(x).uid},
    "place_article": lambda c, x: {"article": c.article(x).uid, "before": c.rng.choice([None, c.article(x).uid])},
}
ALONE = sorted(DRAWS.keys() - {"place_article", "restore_pieces"})  # these two reach into others' articles


@dataclass
class History:
    """What one editor did, as `editing.steps` keeps it: layouts before and after each operation."""

    done: list[tuple[Layout, Layout]] = field(default_factory=list)
    undone: list[tuple[Layout, Layout]] = field(default_factory=list)

    def did(self, before: Layout, after: Layout) -> None:
        self.done.append((before, after))
        self.undone.clear()

    def undo(self, now: Layout) -> Layout:
        before, after = self.done[-1]
        result = put_back(now, before, after)
        self.undone.append(self.done.pop())
        return result

    def redo(self, now: Layout) -> Layout:
        before, after = self.undone[-1]
        result = put_back(now, after, before)
        self.done.append(self.undone.pop())
        return result


def attempt(layout: Layout, chance: Chance) -> Layout | None:
    """The layout after a drawn operation; None where it made no sense or changed nothing."""
    if not chance.articles(layout):
        return None
    name, args = chance.draw(layout)
    try:
        after = run(layout, chance.blocks, name, args)
        validate(after, chance.blocks)
    except (InvalidOperation, ValueError):
        return None
    return after if after != layout else None


def walk(seed: int) -> Iterator[tuple[Layout, Layout, History, History]]:
    """Two editors at random, with undo and redo at random."""
    layout, blocks = sample()
    rng = random.Random(seed)
    editors = [(Chance(rng, blocks, name=n), History()) for n in "ab"]
    for _ in range(STEPS):
        chance, history = rng.choice(editors)
        what = rng.random()
        before = layout
        try:
            if what < 0.12 and history.done:
                layout = history.undo(layout)
            elif what < 0.2 and history.undone:
                layout = history.redo(layout)
            elif (after := attempt(layout, chance)) is not None:
                history.did(layout, after)
                layout = after
        except Overtaken:
            assert layout == before
        yield before, layout, editors[0][1], editors[1][1]


@pytest.mark.parametrize("seed", range(RUNS))
def test_random_operations_of_two_editors_keep_every_invariant(seed):
    layout, blocks = sample()
    characters = sum(map(len, blocks.values()))
    changes = 0
    for before, layout, _, _ in walk(seed):
        validate(layout, blocks)
        assert sum(p.end - p.start for p in layout.pieces()) == characters
        assert from_json(to_json(layout)) == layout
        assert bool(touched(before, layout)) == (before != layout)
        changes += before != layout
    assert changes > STEPS // 2  # the draw is not idle


@pytest.mark.parametrize("seed", range(RUNS))
def test_undoing_everything_gives_the_identical_layout(seed):
    start, blocks = sample()
    chance, history, layout = Chance(random.Random(seed), blocks), History(), start
    for _ in range(STEPS):
        if (after := attempt(layout, chance)) is not None:
            history.did(layout, after)
            layout = after
    last = layout
    while history.done:
        layout = history.undo(layout)
        validate(layout, blocks)
    assert layout == start
    while history.undone:
        layout = history.redo(layout)
    assert layout == last


@pytest.mark.parametrize("seed", range(RUNS))
def test_one_editor_undoing_everything_leaves_exactly_the_work_of_the_other(seed, monkeypatch):
    monkeypatch.setattr(f"{__name__}.DRAWS", {name: DRAWS[name] for name in ALONE})
    start, blocks = sample()
    rng = random.Random(seed)
    mine = Chance(rng, blocks, own={a.uid for a in start.articles[:4]}, name="a")
    theirs = Chance(rng, blocks, own={a.uid for a in start.articles[4:]}, name="b")
    layout, alone, history = start, start, History()
    for _ in range(120):
        if rng.random() < 0.5:
            if (after := attempt(layout, mine)) is not None:
                history.did(layout, after)
                layout = after
        elif theirs.articles(layout):
            name, args = theirs.draw(layout)
            try:
                after = run(layout, blocks, name, args)
                validate(after, blocks)
            except (InvalidOperation, ValueError):
                continue
            layout, alone = after, run(alone, blocks, name, args)
    while history.done:
        layout = history.undo(layout)
        validate(layout, blocks)
    assert layout == alone
