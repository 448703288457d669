"""Twins of the pages as text, Markdown, JSON and EPUB, and the whole issue as one printable page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from archive.models import Article
from archive.reading.browsing import Contents, contents_of
from archive.reading.citations import bibtex, qr, ris
from archive.reading.epub import book
from archive.reading.finding import answering, article_at, issue_at, page_of
from archive.reading.passages import passages
from archive.reading.renditions import (
    absolute,
    article_as_markdown,
    article_as_text,
    article_value,
    issue_as_markdown,
    issue_as_text,
    issue_value,
    page_as_text,
    page_value,
)

TEXT, MARKDOWN, EPUB = "text/plain; charset=utf-8", "text/markdown; charset=utf-8", "application/epub+zip"
Writer = Callable[[Any], str | bytes]
ISSUE_FORMS: dict[str, tuple[Writer, str]] = {
    "txt": (issue_as_text, TEXT),
    "md": (issue_as_markdown, MARKDOWN),
    "epub": (book, EPUB),
}


def permanent_qr(article: Article) -> str:
    """The permanent address as a QR code."""
    return qr(absolute(article.permanent_url))


ARTICLE_FORMS: dict[str, tuple[Writer, str]] = {
    "txt": (article_as_text, TEXT),
    "md": (article_as_markdown, MARKDOWN),
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
    "svg": (permanent_qr, "image/svg+xml"),
}


def as_json(value: Any) -> JsonResponse:
    return JsonResponse(value, json_dumps_params={"ensure_ascii": False})


def as_file(content: str | bytes, kind: str, name: str, *, save: bool = False) -> HttpResponse:
    """`name`: what a browser saves it as; `save`: rather than show it."""
    answer = HttpResponse(content, content_type=kind)
    way = "attachment" if save else "inline"
    answer["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name)}"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def file_name(contents: Contents, ending: str) -> str:
    """青溪日报 2012-09-28.epub."""
    issue = contents.issue
    day = issue.date.isoformat() if issue.date else issue.uid
    return f"{issue.paper.name} {day}{f'-{issue.edition}' if issue.edition > 1 else ''}.{ending}"


@answering
def issue(request: HttpRequest, ending: str, **address: str) -> HttpResponse:
    contents = contents_of(issue_at(request, address), whole=True)
    if ending == "json":
        return as_json(issue_value(contents))
    if ending not in ISSUE_FORMS:
        raise Http404("no such form")
    write, kind = ISSUE_FORMS[ending]
    return as_file(write(contents), kind, file_name(contents, ending), save=ending == "epub")


@answering
def page(request: HttpRequest, page: str, ending: str, **address: str) -> HttpResponse:
    contents = contents_of(issue_at(request, address), whole=True)
    found = page_of(request, contents.issue, page, [entry.page for entry in contents.pages])
    entry = contents.on(found.label)
    if ending == "json":
        return as_json(page_value(found, entry.articles, whole=True))
    if ending != "txt":
        raise Http404("no such form")
    return as_file(page_as_text(entry), TEXT, file_name(contents, f"{found.label}.txt"))


@answering
def article(request: HttpRequest, uid: str, ending: str, **address: str) -> HttpResponse:
    found = article_at(request, uid, f".{ending}")
    if ending == "json":
        return as_json(article_value(found))
    if ending not in ARTICLE_FORMS:
        raise Http404("no such form")
    write, kind = ARTICLE_FORMS[ending]
    return as_file(write(found), kind, f"{safe(found)}.{ending}")


def safe(article: Article) -> str:
    """The headline as the name of a file."""
    return "".join(c for c in article.headline if c not in '\\/:*?"<>|')[:60].strip() or article.uid


@answering
def printable(request: HttpRequest, **address: str) -> HttpResponse:
    """The whole issue on one page, for paper."""
    contents = contents_of(issue_at(request, address), whole=True)
    pages = [(entry.page, [(a, passages(a.paragraphs)) for a in entry.articles]) for entry in contents.pages]
    return render(request, "issue_print.html", {"issue": contents.issue, "contents": contents, "pages": pages})
