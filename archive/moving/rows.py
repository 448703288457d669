"""The rows of sources, articles and flags in their new issue."""

from collections.abc import Mapping, Sequence
from itertools import chain, count

from archive import editing
from archive.ingest.reading import map_lines
from archive.models import Article, Flag, Issue, Source
from archive.moving.layouts import seq_of


def move_rows(target: Issue, sources: Sequence[Source], page: str | None) -> dict[int, int]:
    """The source rows in their new issue; returns old number -> new number."""
    seqs = {}
    for source in sources:
        old, source.seq = source.seq, editing.next_seq(target)
        seqs[old] = source.seq
        source.issue = target
        source.name = free_name(target, source.name)
        if page:
            source.page, source.page_starts = page, [[1, page]]
        source.save()
    return seqs


def free_name(issue: Issue, name: str) -> str:
    taken = set(issue.sources.filter(active=True).values_list("name", flat=True))
    return next(n for n in chain([name], (f"{name}~{i}" for i in count(2))) if n not in taken)


def move_articles(issue: Issue, target: Issue, uids: Sequence[str]) -> None:
    """The rows change their issue before either layout is written: a uid is never used twice."""
    Article.objects.filter(issue=issue, uid__in=uids).update(issue=target, page=None)


def move_flags(issue: Issue, target: Issue, seqs: Mapping[int, int], uids: Sequence[str]) -> None:
    for flag in issue.flags.all():
        seq = seq_of(flag.block or "0:0")
        if flag.article_uid in uids or seq in seqs:
            flag.issue = target
            renumber_flag(flag, seqs)


def renumber_flag(flag: Flag, seqs: Mapping[int, int]) -> None:
    """The flag's line, and those of the operation it proposes, under the new number of their source."""

    def key(block: str) -> str:
        return f"{seqs.get(seq_of(block), seq_of(block))}:{block.split(':')[1]}"

    flag.block = key(flag.block) if flag.block else None
    if flag.proposal:
        flag.proposal = {**flag.proposal, "args": map_lines(flag.proposal["args"], key)}
    flag.save()


def renumber_flags(issue: Issue, seqs: Mapping[int, int]) -> None:
    for flag in issue.flags.exclude(block=None):
        if seq_of(flag.block) in seqs:
            renumber_flag(flag, seqs)
