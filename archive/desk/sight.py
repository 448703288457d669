"""What the screens of the boundary editor are built from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archive.layout import Blocks, Layout, Piece


@dataclass(frozen=True, slots=True)
class Doubt:
    """An open flag as the editor sees it."""

    pk: int
    uid: str | None
    block: str | None
    kind: str
    score: float
    text: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """What a screen is built from. `pages`: block key -> page label; `withdrawn`: uids."""

    layout: Layout
    blocks: Blocks
    pages: Mapping[str, str]
    doubts: Sequence[Doubt] = ()
    withdrawn: frozenset[str] = frozenset()
    headlines: Mapping[str, str] = field(default_factory=dict)  # uid -> headline, as the rows have it


def neighbours(pieces: Sequence[Piece]) -> Iterable[tuple[int, Piece, Piece | None, Piece | None]]:
    """Each piece with its place, from 1, and the pieces before and behind it."""
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        behind = pieces[at + 1] if at + 1 < len(pieces) else None
        yield at + 1, piece, before, behind
