"""How much of a layout survives when its source is corrected: `python -m benchmarks.check_carry FOLDER [--rounds N]`.

Every page of the folder is parsed, then a fifth of its lines is disturbed (characters corrected, lines cut, glued,
removed, added) and the layout carried over. Printed: the share of characters that keep their article (removed text
counts as lost, corrected characters as kept when they stand in their article), the worst page, and lost pieces a run.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from archive.carry import align, carry
from archive.ingest.assembling import lay_out
from archive.ingest.reading import read_pages
from archive.invariants import validate
from archive.layout import Blocks, Layout, blocks_of, split_lines
from archive.sources import decode

SHARES = (("correct", 0.10), ("cut", 0.04), ("glue", 0.03), ("remove", 0.01), ("add", 0.02))
OTHER = "的一是在不了有和人这中大为上个国"


def disturb(lines: list[str], rand: random.Random) -> list[str]:
    """The lines with about a fifth of them changed."""
    out: list[str] = []
    for line in lines:
        out += changed(line, out, rand) if line.strip() else [line]
    return out


def changed(line: str, out: list[str], rand: random.Random) -> list[str]:
    kind = rand.choices([*(k for k, _ in SHARES), "same"], [*(s for _, s in SHARES), 0.8])[0]
    at = rand.randrange(len(line))
    if kind == "correct":
        wrong = {rand.randrange(len(line)) for _ in range(max(1, len(line) // 25))}
        return ["".join(rand.choice(OTHER) if i in wrong else c for i, c in enumerate(line))]
    if kind == "cut" and 0 < at < len(line):
        return [line[:at], line[at:]]
    if kind == "glue" and out and out[-1].strip():
        return [out.pop() + line]
    if kind == "remove":
        return []
    return [line, "这一行文字是更正时新加上去的，原先没有。"] if kind == "add" else [line]


def layout_of(text: str) -> Layout:
    uids = (f"uid{n:07}" for n in range(10_000))
    new = lay_out(1, read_pages(text, [(1, "1")]), lambda: next(uids))
    return Layout(new.articles, new.furniture, (), new.excluded)


def held(layout: Layout, blocks: Blocks) -> dict[str, Counter[str]]:
    """How often each character stands in each article."""
    return {a.uid: Counter("".join(blocks[p.block][p.start : p.end] for p in a.pieces)) for a in layout.articles}


def kept(before: Layout, old: Blocks, after: Layout, new: Blocks) -> tuple[int, int]:
    """Characters that still stand in their article, and all there were."""
    then, now = held(before, old), held(after, new)
    total = sum(c.total() for c in then.values())
    return sum((c & now.get(uid, Counter())).total() for uid, c in then.items()), total


def runs(folder: Path, rounds: int) -> Iterator[tuple[str, int, int, int]]:
    """(page, characters kept, characters, lost pieces) of each run."""
    for path in sorted(folder.rglob("*.txt")):
        text = decode(path.read_bytes()).text
        old, layout = blocks_of([(1, text)]), layout_of(text)
        for number in range(rounds):
            lines = disturb(split_lines(text), random.Random(f"{path.name}/{number}"))
            new = blocks_of([(2, "\n".join(lines))])
            found = carry(layout, old, new, align(old, new))
            validate(found.layout, new)
            yield path.name, *kept(layout, old, found.layout, new), len(found.lost)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rows = list(runs(options.folder, options.rounds))
    if not rows:
        parser.error(f"no .txt files below {options.folder}")
    share = sum(k for _, k, _, _ in rows) / max(1, sum(n for _, _, n, _ in rows))
    worst = min(rows, key=lambda r: r[1] / max(1, r[2]))
    print(f"{len(rows)} runs: {share:.4f} of the characters keep their article")
    print(f"worst page {worst[0]}: {worst[1] / max(1, worst[2]):.4f}")
    print(f"lost pieces a run, all reported: {sum(r[3] for r in rows) / len(rows):.2f}")


if __name__ == "__main__":
    main()
