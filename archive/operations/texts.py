"""Corrections of characters, laid over the source text that never changes."""

from dataclasses import replace

from archive.layout import Blocks, Layout
from archive.operations.finding import InvalidOperation


def fix_text(layout: Layout, blocks: Blocks, block: str, start: int, end: int, old: str, new: str) -> Layout:
    """Show `new` in the place of characters [start, end) of the line; new == old takes a fix away.

    A fix that lies inside the new one's stretch is replaced by it.
    """
    start, end = int(start), int(end)
    if block not in blocks or blocks[block][start:end] != old:
        raise InvalidOperation("这一处的原文已经不同，请刷新页面。")
    if "\n" in new or "\r" in new or (start == end and not new):
        raise InvalidOperation("改正的文字要在一行之内。")
    kept = []
    for fix in layout.fixes.get(block, ()):
        inside = start <= fix[0] and fix[1] <= end
        if not inside and fix[0] < end and start < fix[1]:
            raise InvalidOperation("这里已有一处改正与它交叉，请先撤销那一处。")
        if not inside:
            kept.append(fix)
    if new != old:
        kept.append((start, end, old, new))
    fixes = {**layout.fixes, block: tuple(sorted(kept))}
    return replace(layout, fixes={k: v for k, v in fixes.items() if v})
