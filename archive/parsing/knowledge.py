"""What the archive already knows, as one frozen, versioned value: pairs of characters, names, recurring lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.parsing.bylines import bylines, is_names
from archive.parsing.names import split_names
from archive.parsing.plain import plain
from archive.parsing.text import is_han, shown

VERSION = 1
_RECURS = 3  # a line that stands on this many pages is no news
_LONGEST_RECURRING = 40
_MOST_PAIRS = 60_000


def _frozen(counts: Mapping[str, int]) -> Mapping[str, int]:
    return dict(sorted(counts.items()))  # a plain dict, so that the value can go to other processes


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Counts over the pages read so far. The same pages give the same value, whatever their order."""

    pairs: Mapping[str, int] = field(default_factory=lambda: _frozen({}))  # two neighbouring characters
    singles: Mapping[str, int] = field(default_factory=lambda: _frozen({}))
    names: Mapping[str, int] = field(default_factory=lambda: _frozen({}))  # pages on which the name stands in print
    lines: Mapping[str, int] = field(default_factory=lambda: _frozen({}))  # pages on which the short line stands

    total: int = field(init=False, compare=False, repr=False, default=0)  # characters that the counts rest on

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", sum(self.singles.values()))  # once: every seam asks for it

    def recurs(self, text: str) -> bool:
        """Whether the line stands on so many pages that it is a banner, a column name or furniture."""
        return self.lines.get(text, 0) >= _RECURS

    def to_json(self) -> dict[str, Any]:
        """The stored form; `from_json(k.to_json()) == k`."""
        return {
            "version": VERSION,
            "pairs": dict(self.pairs),
            "singles": dict(self.singles),
            "names": dict(self.names),
            "lines": dict(self.lines),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Knowledge:
        """Raises ValueError for knowledge written by another version; `learn` writes it anew."""
        if value.get("version") != VERSION:
            raise ValueError(
                f"knowledge of version {value.get('version')!r} cannot be read: run `manage.py learn` again"
            )
        return cls(*(_frozen(value[key]) for key in ("pairs", "singles", "names", "lines")))


EMPTY = Knowledge()


def learn(pages: Iterable[Sequence[str]]) -> Knowledge:
    """Knowledge of the pages given, each a sequence of its lines."""
    pairs: Counter[str] = Counter()
    singles: Counter[str] = Counter()
    names: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for page in pages:
        texts = [plain(shown(raw)) for raw in page if raw.strip()]
        for text in texts:
            singles.update(c for c in text if is_han(c))
            pairs.update(a + b for a, b in zip(text, text[1:]) if is_han(a) and is_han(b))
        names.update(_names_of(texts))
        lines.update({t for t in texts if 2 <= len(t) <= _LONGEST_RECURRING})
    kept = sorted(((n, p) for p, n in pairs.items() if n > 1), key=lambda row: (-row[0], row[1]))[:_MOST_PAIRS]
    return Knowledge(
        _frozen({p: n for n, p in kept}),
        _frozen(singles),
        _frozen(names),
        _frozen({t: n for t, n in lines.items() if n > 1}),
    )


def _names_of(texts: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for text in texts:
        found.update(name for byline in bylines(text) for name in byline.names)
        if len(text) <= 40 and is_names(text):
            found.update(split_names(text))
    return found
