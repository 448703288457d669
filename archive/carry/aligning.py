"""Which character of the old source each character of the new one is.

Lines that stayed the same anchor the alignment; the others are matched by shared pairs of characters, so that a line
may have been corrected, cut in two, glued to the next or moved. Characters of matched lines are paired by their
longest common stretches.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from archive.layout import Blocks

ALIKE = 0.55  # share of the shorter line's character pairs that the other must hold
SHORTEST_STRETCH = 2  # shorter common stretches between lines are chance

Origin = tuple[str, int]  # old block key, offset


@dataclass(frozen=True, slots=True)
class Alignment:
    """`origins`: for each new line, where each of its characters stood; None = new. `share`: of the old characters
    that are still there."""

    origins: Mapping[str, tuple[Origin | None, ...]]
    share: float


def align(old: Blocks, new: Blocks) -> Alignment:
    """Both sources' lines in file order."""
    work = _Work(old, new)
    for a, b in _anchors(list(old.items()), list(new.items())):
        work.pair_whole(a, b)
    for a, b in _likely_pairs(work.old_left(), work.new_left()):
        work.pair_parts(a, b)
    total = sum(len(line.strip()) for line in old.values())
    return Alignment({k: tuple(v) for k, v in work.origins.items()}, min(1.0, work.matched / total) if total else 1.0)


class _Work:
    """What is matched so far; each character at most once on both sides."""

    def __init__(self, old: Blocks, new: Blocks) -> None:
        self.old, self.new = old, new
        self.taken: dict[str, bytearray] = {k: bytearray(len(v)) for k, v in old.items()}
        self.origins: dict[str, list[Origin | None]] = {k: [None] * len(v) for k, v in new.items()}
        self.matched = 0

    def pair_whole(self, a: str, b: str) -> None:
        self._link(a, 0, b, 0, len(self.old[a]))

    def pair_parts(self, a: str, b: str) -> None:
        """Link the common stretches of two lines, where both are still free and enough of them is alike."""
        left, right = self._free_old(a), self._free_new(b)
        blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
        kept = [m for m in blocks if m.size >= SHORTEST_STRETCH]
        shorter = min(_weight(left), _weight(right))
        if shorter and sum(m.size for m in kept) >= ALIKE * shorter:
            for m in blocks:
                self._link(a, m.a, b, m.b, m.size)

    def _free_old(self, key: str) -> str:
        return "".join("\0" if used else c for c, used in zip(self.old[key], self.taken[key], strict=True))

    def _free_new(self, key: str) -> str:
        return "".join(c if o is None else "\1" for c, o in zip(self.new[key], self.origins[key], strict=True))

    def _link(self, a: str, at: int, b: str, to: int, size: int) -> None:
        for i in range(size):
            self.taken[a][at + i] = 1
            self.origins[b][to + i] = (a, at + i)
        self.matched += sum(not c.isspace() for c in self.old[a][at : at + size])

    def old_left(self) -> dict[str, str]:
        return {k: v for k, v in self.old.items() if not any(self.taken[k])}

    def new_left(self) -> dict[str, str]:
        return {k: v for k, v in self.new.items() if not any(self.origins[k])}


def _weight(text: str) -> int:
    return sum(c not in "\0\1" and not c.isspace() for c in text)


def _anchors(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Pairs of equal lines: first in order, then those that moved."""
    matcher = SequenceMatcher(None, [line for _, line in old], [line for _, line in new], autojunk=False)
    used_old, used_new = set(), set()
    for m in matcher.get_matching_blocks():
        for i in range(m.size):
            used_old.add(old[m.a + i][0])
            used_new.add(new[m.b + i][0])
            yield old[m.a + i][0], new[m.b + i][0]
    left = defaultdict(list)
    for key, line in old:
        if key not in used_old:
            left[line].append(key)
    for key, line in new:
        if key not in used_new and left[line]:
            yield left[line].pop(0), key


def _pairs(text: str) -> Counter[str]:
    solid = "".join(text.split())
    return Counter(solid[i : i + 2] for i in range(len(solid) - 1)) or Counter([solid])


def _likely_pairs(old: Mapping[str, str], new: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Pairs of unlike lines that share enough, those that share most first; ties by nearness in the file."""
    grams = {key: _pairs(line) for key, line in new.items()}
    holders: dict[str, set[str]] = defaultdict(set)
    for key, found in grams.items():
        for gram in found:
            holders[gram].add(key)
    rank_old = {key: i / max(1, len(old)) for i, key in enumerate(old)}
    rank_new = {key: i / max(1, len(new)) for i, key in enumerate(new)}
    rows = []
    for a, line in old.items():
        mine = _pairs(line)
        for b in {key for gram in mine for key in holders.get(gram, ())}:
            shared = sum((mine & grams[b]).values())
            if shared >= (ALIKE - 0.15) * min(mine.total(), grams[b].total()):
                rows.append((-shared, abs(rank_old[a] - rank_new[b]), a, b))
    return [(a, b) for _, _, a, b in sorted(rows)]
