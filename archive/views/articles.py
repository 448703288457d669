"""An article, and the same as the OCR gave it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe

from archive.desk.terms import OPERATION_WORDS
from archive.editing import layout_of
from archive.layout import article_from_json
from archive.models import Article, Revision, Source
from archive.reading.asking import Question
from archive.reading.browsing import Contents, beside, issues_beside, jump_from, jump_to, names_in
from archive.reading.citations import article_object, as_script, gbt7714, meta_tags
from archive.reading.corrected import corrected
from archive.reading.finding import answering, article_at
from archive.reading.passages import passages, places_of, raw_lines

BY_PEOPLE = ("editor", "bulk", "restore")
UNTOLD = frozenset({"undo", "redo", "withdraw", "publish"})  # what they left is told, or is nobody's business


def article_context(article: Article, contents: Contents) -> dict[str, Any]:
    """What both views of an article show around it."""
    shown = next(other for other in contents.articles if other.uid == article.uid)
    before, after = beside(contents.articles, shown)
    here = contents.on(article.page.label)
    page_before, page_after = beside(contents.pages, here)
    issue_before, issue_after = issues_beside(article.issue)
    return {
        "article": article,
        "issue": article.issue,
        "page": article.page,
        "contents": contents,
        "here": here,
        "article_before": before,
        "article_after": after,
        "page_before": page_before,
        "page_after": page_after,
        "issue_before": issue_before,
        "issue_after": issue_after,
    }


@answering
def article(request: HttpRequest, uid: str, **address: str) -> HttpResponse:
    found = article_at(request, uid, with_layout=True)
    contents = names_in(found.issue)
    context = article_context(found, contents) | {
        "passages": passages(found.paragraphs),
        "jump_to": jump_to(found, contents),
        "jump_from": jump_from(found, contents),
        "citation": gbt7714(found, timezone.localdate()),
        "meta_tags": meta_tags(found),
        "json_ld": mark_safe(as_script(article_object(found))),  # nosec B703 # escaped there
        "q": request.GET.get("q", ""),
        "corrections": corrections(found),
        "corrected": list(corrected(found.original, [*headline_parts(found), *found.texts])),
        "places": places(found),
    }
    return render(request, "article.html", context)


def headline_parts(article: Article) -> list[str]:
    """In the order in which `original` tells of them."""
    return [article.kicker, article.title, article.subtitle, article.column]


def edits(issue: int) -> QuerySet[Any, Any]:
    rows = Revision.objects.filter(issue=issue, via__in=BY_PEOPLE).order_by("-number")
    return rows.values_list("created", "op", "touched")


def sources(issue: int) -> QuerySet[Any, Any]:
    return Source.objects.filter(issue=issue, active=True).order_by("seq").values_list("seq", "name")


EDITS, SOURCES = Question(edits, int), Question(sources, int)


def corrections(article: Article) -> list[dict[str, Any]]:
    """What editors did to the article, newest first: the day and the operation in words."""
    found: dict[tuple[Any, str], None] = {}
    for created, op, touched in EDITS(article.issue_id):
        if article.uid in touched and op not in UNTOLD:
            found[timezone.localtime(created).date(), op] = None
    return [{"day": day, "what": OPERATION_WORDS.get(op, op)} for day, op in found]


def places(article: Article) -> tuple[Any, ...]:
    """Files and lines the article was read from. Of the layout its own part alone is made out."""
    rows = (row for row in article.issue.layout.get("articles", ()) if row["uid"] == article.uid)
    pieces = next((article_from_json(row).pieces for row in rows), ())
    return places_of(pieces, dict(SOURCES(article.issue_id)))


@answering
def source(request: HttpRequest, uid: str, **address: str) -> HttpResponse:
    """The article's lines as the OCR gave them, in the order of the files, nothing corrected."""
    found = article_at(request, uid, "source/", with_layout=True)
    contents = names_in(found.issue)
    sources = list(found.issue.sources.filter(active=True).defer("bytes").order_by("seq"))
    lines = raw_lines(layout_of(found.issue), ((s.seq, s.text) for s in sources), frozenset({uid}))
    files = [(s, mine) for s in sources if (mine := own_lines(lines, s.seq, uid))]
    return render(request, "article_source.html", article_context(found, contents) | {"files": files})


def own_lines(lines: tuple[Any, ...], seq: int, uid: str) -> list[Any]:
    """(line number, the article's parts of the line) in one file."""
    found = ((line, [part for part in line.slices if part.uid == uid]) for line in lines if line.seq == seq)
    return [(line.number, parts) for line, parts in found if parts]
