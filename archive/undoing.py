"""Putting back what one operation touched, and nothing else."""

from dataclasses import replace
from typing import Any

from archive.invariants import touched
from archive.layout import ArticleLayout, Layout
from archive.operations.finding import file_place


class Overtaken(ValueError):
    """Something the operation touched has changed since; `keys` names it (uids, block keys, "order")."""

    def __init__(self, keys: frozenset[str]) -> None:
        super().__init__("这处修改之后又有人动过同一内容，不能直接撤销。")
        self.keys = keys


def put_back(current: Layout, before: Layout, after: Layout) -> Layout:
    """`current` with everything that differs between `before` and `after` as it stood in `before`.

    Raises Overtaken when one of these things is no longer as in `after`. Whatever else happened since stays.
    """
    keys = touched(before, after)
    since = touched(after, current)
    if keys & since:
        raise Overtaken(keys & since)
    if not since:
        return before
    fixes = dict(current.fixes)
    for key in before.fixes.keys() | after.fixes.keys():
        if before.fixes.get(key) != after.fixes.get(key):
            fixes.pop(key, None)
            if key in before.fixes:
                fixes[key] = before.fixes[key]
    return replace(
        current,
        articles=articles_back(current, before, after),
        furniture=free_back(current.furniture, before.furniture, after.furniture),
        tray=free_back(current.tray, before.tray, after.tray),
        excluded=free_back(current.excluded, before.excluded, after.excluded),
        fixes=dict(sorted(fixes.items())),
    )


def free_back(current: tuple[Any, ...], before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[Any, ...]:
    """Pieces outside articles: those the operation added go, those it took come back, all in file order."""
    added, gone = set(after) - set(before), set(before) - set(after)
    back = [item for item in current if item not in added] + [item for item in before if item in gone]
    return tuple(sorted(back, key=lambda item: file_place(item[0] if isinstance(item, tuple) else item)))


def articles_back(current: Layout, before: Layout, after: Layout) -> tuple[ArticleLayout, ...]:
    old, new = {a.uid: a for a in before.articles}, {a.uid: a for a in after.articles}
    changed = {uid for uid in old.keys() | new.keys() if old.get(uid) != new.get(uid)}
    kept = [old.get(a.uid, a) if a.uid in changed else a for a in current.articles]
    kept = [a for a in kept if a.uid not in changed or a.uid in old]
    for at, article in enumerate(before.articles):
        if article.uid in changed and article.uid not in new:
            insert_behind(kept, article, [a.uid for a in before.articles[:at]])
    return tuple(reordered(kept, before, after))


def insert_behind(kept: list[ArticleLayout], article: ArticleLayout, ahead: list[str]) -> None:
    """Behind the nearest of the articles that stood before it and still stand."""
    places = [i for i, a in enumerate(kept) if a.uid in set(ahead)]
    kept.insert(max(places) + 1 if places else 0, article)


def reordered(kept: list[ArticleLayout], before: Layout, after: Layout) -> list[ArticleLayout]:
    """Where the operation changed the order, the articles that stood in `before` take their old order among
    the places they now hold."""
    if "order" not in touched(before, after):
        return kept
    rank = {a.uid: at for at, a in enumerate(before.articles)}
    ordered = iter(sorted((a for a in kept if a.uid in rank), key=lambda a: rank[a.uid]))
    return [next(ordered) if a.uid in rank else a for a in kept]
