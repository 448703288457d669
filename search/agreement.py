"""Does the index hold what the archive holds?"""

from __future__ import annotations

from archive.models import Change
from search.documents import all_documents, documents_of
from search.engine import Document, Index, IndexProblem, open_index, verify, write
from search.query import Everything
from search.worker import Busy, Drain, held, index_path, rebuild_all


def complaints(repair: bool = False) -> list[str]:
    """A sentence for each article on which index and database differ; with `repair` they agree afterwards.

    Articles that wait in the change table are left to the worker.
    """
    try:
        verify(index_path())
        index = open_index(index_path())
    except IndexProblem as problem:
        if repair:
            rebuild_all()
        return [str(problem)]
    wrong = differences(index)
    if wrong and repair:
        mend(list(wrong), index.number)
    return list(wrong.values())


def differences(index: Index) -> dict[str, str]:
    """uid -> what is wrong with it."""
    waiting = set(Change.objects.values_list("article_uid", flat=True))
    here = set(index.search(Everything(), limit=index.count).uids)
    wrong: dict[str, str] = {}
    for document in all_documents():
        if document.uid not in waiting and (problem := difference(document, index.document(document.uid))):
            wrong[document.uid] = problem
        here.discard(document.uid)
    return wrong | {uid: f"article {uid} is in the index but not public" for uid in sorted(here - waiting)}


def difference(wanted: Document, found: Document | None) -> str:
    if found is None:
        return f"article {wanted.uid} is not in the index"
    fields = [name for name in Document.__slots__ if getattr(wanted, name) != getattr(found, name)]
    return f"article {wanted.uid} differs in the index: {', '.join(fields)}" if fields else ""


def mend(uids: list[str], number: int) -> None:
    """Writes the articles anew, here or (where a worker runs) by asking it to."""
    try:
        with held("worker"):
            documents = documents_of(uids)
            here = {document.uid for document in documents}
            write(index_path(), documents, [uid for uid in uids if uid not in here], number)
            Drain().all()
    except Busy:
        Change.objects.bulk_create([Change(article_uid=uid) for uid in uids])
