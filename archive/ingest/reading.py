"""A file's text to articles: each page parsed by itself. Pure, so that it can run in worker processes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.layout import split_lines
from archive.parsing.issue import parse
from archive.parsing.knowledge import EMPTY, Knowledge
from archive.parsing.records import Doubt, Parsed, ParsedArticle, Span


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page of a file; its lines count from the top of the file."""

    label: str
    parsed: Parsed


def read_pages(text: str, starts: Sequence[tuple[int, str]], knowledge: Knowledge = EMPTY) -> tuple[PageRead, ...]:
    """The pages of a text that begin at the lines `starts` (line, label)."""
    lines = split_lines(text)
    firsts = [1, *(line for line, _ in starts[1:])]
    ends = [*(line - 1 for line in firsts[1:]), len(lines)]
    return tuple(
        PageRead(label, shifted(parse(lines[first - 1 : end], knowledge), first - 1))
        for (_, label), first, end in zip(starts, firsts, ends, strict=True)
    )


def shifted(parsed: Parsed, by: int) -> Parsed:
    """The same page with its lines counted from further up."""
    if not by:
        return parsed
    return Parsed(
        tuple(replace(a, spans=tuple(_span(s, by) for s in a.spans)) for a in parsed.articles),
        tuple(_span(s, by) for s in parsed.furniture),
        tuple((_span(s, by), reason) for s, reason in parsed.excluded),
        tuple(_doubt(d, by) for d in parsed.doubts),
    )


def _span(span: Span, by: int) -> Span:
    return replace(span, line=span.line + by)


def _doubt(doubt: Doubt, by: int) -> Doubt:
    return replace(
        doubt,
        line=doubt.line + by if doubt.line else doubt.line,
        proposal=_moved(doubt.proposal, by) if doubt.proposal else None,
    )


def _moved(proposal: Mapping[str, Any], by: int) -> dict[str, Any]:
    return {**proposal, "args": map_lines(proposal.get("args", {}), lambda line: line + by)}


def map_lines(args: Any, change: Any) -> Any:
    """A proposal's arguments with `change` done to each line: `line`, `piece` [line, start], `pieces`, `before`."""
    if not isinstance(args, Mapping):
        return args
    new = dict(args)
    for key in ("line", "block"):
        if new.get(key) is not None:
            new[key] = change(new[key])
    for key in ("piece", "before"):
        if isinstance(value := new.get(key), list | tuple) and len(value) == 2:
            new[key] = [change(value[0]), value[1]]
    if isinstance(new.get("pieces"), list | tuple):
        new["pieces"] = [[change(line), start] for line, start in new["pieces"]]
    if isinstance(new.get("steps"), list | tuple):
        new["steps"] = [[op, map_lines(sub, change)] for op, sub in new["steps"]]
    return new


__all__ = ["PageRead", "ParsedArticle", "map_lines", "read_pages", "shifted"]
