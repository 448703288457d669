"""Learn the vectors of `archive.parsing.topics` anew: `python -m benchmarks.fitting.topics --text FILE [--without FOLDER...]`.

Stretches of some 300 characters of each article are counted by their pairs of Chinese characters, weighted by how rare a pair is, and
the matrix is brought down to 48 directions. Takes a minute or two of one processor.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from benchmarks.jumbling.__main__ import dates_of
from benchmarks.jumbling.stories import Story, read_stories

OUT = Path(__file__).resolve().parents[2] / "archive" / "parsing" / "topics.npz"
_PAIR = re.compile(r"(?=([\u3007\u3400-\u9fff]{2}))")
_STRETCH, _KEPT, _SIZE = 300, 10_000, 48
_FEWEST, _MOST = 8, 0.08  # stretches that hold a kept pair: at least so many, at most such a share


def stretches(stories: Sequence[Story]) -> Iterator[frozenset[str]]:
    """The pairs of characters of each stretch."""
    for story in stories:
        text = ""
        for paragraph in story.paragraphs:
            text += paragraph + "\n"
            if len(text) >= _STRETCH:
                yield frozenset(_PAIR.findall(text))
                text = ""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args(arguments)
    stories = [story for page in read_stories(args.text, dates_of(args.without)).values() for story in page]
    rows = list(stretches(stories))
    counts = Counter(pair for row in rows for pair in row)
    fit = [pair for pair, count in counts.items() if _FEWEST <= count <= _MOST * len(rows)]
    pairs = sorted(sorted(fit, key=lambda pair: (-counts[pair], pair))[:_KEPT])
    column = {pair: at for at, pair in enumerate(pairs)}
    rarity = np.log(len(rows) / np.array([counts[pair] for pair in pairs]))
    columns: list[int] = []
    ends = [0]
    for row in rows:
        columns += sorted(column[pair] for pair in row if pair in column)
        ends.append(len(columns))
    seen = csr_matrix((rarity[columns], np.array(columns), np.array(ends)), shape=(len(rows), len(pairs)))
    lengths = np.sqrt(np.asarray(seen.multiply(seen).sum(axis=1)).ravel()) + 1e-9
    seen = csr_matrix(seen.multiply(1 / lengths[:, None]))
    _, strength, directions = svds(seen, k=_SIZE, random_state=7)
    vectors = (directions / np.sqrt(strength)[:, None]).T * rarity[:, None]
    scales = np.abs(vectors).max(axis=1) / 127 + 1e-9
    np.savez_compressed(
        args.out,
        pairs=np.frombuffer("\n".join(pairs).encode(), np.uint8),
        vectors=np.round(vectors / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float32),
    )
    print(f"{len(rows)} stretches, {len(pairs)} pairs, {args.out.stat().st_size >> 10} KB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
