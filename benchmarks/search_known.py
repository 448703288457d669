"""Known items: does an article come first that a reader half remembers?

    python -m benchmarks.search_known --text news.jsonl.gz

The articles of the file as they are, each with its own headline and text. Asked: headlines without their first and last
two characters, and three rare words of a body. Printed: the share of articles that come first, and among the first
three; the second column counts an article with the very same headline as right, for a reader cannot tell them apart.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import jieba

from search.analysis import flatten
from search.engine import Document, Index, open_index, rebuild
from search.query import And, Node, QueryError, Term, parse

SHORTEST = 8  # characters of a headline that is asked for: less than half of it is cut away
READ = 3000  # bodies that are read for how rare their words are


@dataclass(slots=True)
class Tally:
    """How often the article, or one with its headline, came first or among the first three."""

    name: str
    asked: int = 0
    first: int = 0
    three: int = 0
    like_first: int = 0
    like_three: int = 0

    def add(self, index: Index, node: Node, wanted: Document) -> None:
        hits = index.search(node, limit=3)
        titles = [flatten(index.at(place).title) for place in hits.places]
        self.asked += 1
        self.first += hits.uids[:1] == [wanted.uid]
        self.three += wanted.uid in hits.uids
        self.like_first += titles[:1] == [flatten(wanted.title)]
        self.like_three += flatten(wanted.title) in titles

    def told(self) -> str:
        shares = [count / self.asked for count in (self.first, self.three, self.like_first, self.like_three)]
        return f"{self.name:24}" + "".join(f"{share:12.3f}" for share in shares)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, required=True, help="JSON lines of articles, may be packed with gzip")
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()
    documents, rng = articles(args.text), random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        rebuild(folder, documents, 1)
        index = open_index(folder)
        print(f"{len(documents)} articles\n{'':24}{'first':>12}{'three':>12}{'like first':>12}{'like three':>12}")
        print(headlines(index, rng.sample(documents, len(documents)), args.queries).told())
        print(bodies(index, rng.sample(documents, len(documents)), args.queries).told())


def articles(path: Path) -> list[Document]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in data.decode("utf-8").split("\n") if line]
    return [
        Document(f"k{number:06}", row.get("kicker") or "", row["title"] or "", row.get("subtitle") or "",
                 paragraphs=tuple(row["paragraphs"]))
        for number, row in enumerate(rows)
    ]  # fmt: skip


def headlines(index: Index, documents: Iterable[Document], count: int) -> Tally:
    tally = Tally("headline, cut")
    for document in documents:
        typed = document.title[2:-2].strip()
        if len(document.title) < SHORTEST or not typed or tally.asked == count:
            continue
        try:
            tally.add(index, parse(typed), document)
        except QueryError:  # a lone quotation mark is left of a pair
            continue
    return tally


def bodies(index: Index, documents: list[Document], count: int) -> Tally:
    """Three words of a body that stand in the fewest articles, but not in this one alone."""
    tally = Tally("three rare words")
    held: dict[str, int] = {}
    cut = {document.uid: words(document) for document in documents[:READ]}
    for found in cut.values():
        for word in found:
            held[word] = held.get(word, 0) + 1
    for document in documents[:READ]:
        rare = sorted((held[word], word) for word in cut[document.uid] if held[word] > 1)[:3]
        if len(rare) == 3 and tally.asked < count:
            tally.add(index, And(tuple(Term(word) for _, word in rare)), document)
    return tally


def words(document: Document) -> set[str]:
    return {
        word for text in document.paragraphs for word in jieba.cut(text, HMM=False) if len(word) > 1 and word.isalpha()
    }


if __name__ == "__main__":
    main()
