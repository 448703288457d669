"""Learn what the parser knows of words from news text: `python -m benchmarks.fitting.texts --text FILE --without FOLDER... OUT`.

OUT gets a folder `all` with the tables learnt from the whole text, pages of the FOLDERs left out, and one for each part of the days
(`parts_of`) with tables learnt without it. What is fitted on pages of a part's days must be fitted with that part's own tables: on
text they know, tables speak more surely than they should, and the fit would trust them too much. `install` puts tables in the place
of the parser's; that of `all` is left there. Takes some ten minutes of two processors and 3 GB of memory each.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from shutil import copyfile

from benchmarks.fitting import topics, vectors
from benchmarks.jumbling.__main__ import pages_of
from benchmarks.jumbling.stories import read_stories

PARSING = Path(__file__).resolve().parents[2] / "archive" / "parsing"
TABLES = ("affinity.npz", "topics.npz")
WHOLE = "all"
_PARTS = 3


def parts_of(days: Collection[str]) -> list[frozenset[str]]:
    """The days in parts, each taking every third day."""
    return [frozenset(sorted(days)[k::_PARTS]) for k in range(_PARTS)]


def learn(text: Path, without: frozenset[tuple[str, int]], days: frozenset[str], folder: Path) -> str:
    """The tables learnt from the text but some pages and days."""
    pages = [page for key, page in read_stories(text, days).items() if key not in without]
    folder.mkdir(parents=True, exist_ok=True)
    stories = [story for page in pages for story in page]
    said = vectors.write(stories, folder / "affinity.npz"), topics.write(pages, folder / "topics.npz")
    return f"{folder.name}: {'; '.join(said)}"


def install(folder: Path) -> None:
    """Puts the tables of a folder in the place of the parser's."""
    for name in TABLES:
        copyfile(folder / name, PARSING / name)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args(arguments)
    parts = parts_of({date for date, _ in read_stories(args.text)})
    names, left_out = [WHOLE, *map(str, range(len(parts)))], [frozenset[str](), *parts]
    count = len(names)
    with ProcessPoolExecutor(args.jobs) as pool:
        folders = [args.out / name for name in names]
        for said in pool.map(learn, [args.text] * count, [pages_of(args.without)] * count, left_out, folders):
            print(said, flush=True)
    install(args.out / WHOLE)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
