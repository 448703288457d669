"""An issue, its pages, and all the text of a page."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from archive.editing import layout_of
from archive.reading.browsing import (
    ENTERED,
    Contents,
    PageContents,
    beside,
    contents_of,
    issues_beside,
    names_in,
    pages_of,
    whole_page,
)
from archive.reading.citations import as_script, issue_object
from archive.reading.finding import answering, issue_at, page_of
from archive.reading.passages import RawLine, page_of_line, raw_lines


def issue_context(contents: Contents) -> dict[str, Any]:
    before, after = issues_beside(contents.issue)
    return {"issue": contents.issue, "contents": contents, "issue_before": before, "issue_after": after}


@answering
def issue(request: HttpRequest, **address: str) -> HttpResponse:
    contents = contents_of(issue_at(request, address), fields=ENTERED)
    json_ld = mark_safe(as_script(issue_object(contents.issue)))  # nosec B703 # escaped there
    return render(request, "issue.html", issue_context(contents) | {"json_ld": json_ld})


@answering
def page(request: HttpRequest, page: str, **address: str) -> HttpResponse:
    issue = issue_at(request, address)
    pages = pages_of(issue)
    here = whole_page(page_of(request, issue, page, pages))
    contents = Contents(issue, tuple(here if other is here.page else PageContents(other, ()) for other in pages))
    return render(request, "page.html", page_context(contents, here))


def page_context(contents: Contents, here: PageContents) -> dict[str, Any]:
    """What the views of one page share."""
    before, after = beside(contents.pages, here)
    return issue_context(contents) | {"page": here.page, "here": here, "page_before": before, "page_after": after}


@answering
def page_text(request: HttpRequest, page: str, **address: str) -> HttpResponse:
    """本版全部文字: every line as the OCR gave it, furniture and repeats too, without withdrawn articles."""
    contents = names_in(issue_at(request, address, with_layout=True))
    here = contents.on(page_of(request, contents.issue, page, [entry.page for entry in contents.pages]).label)
    return render(request, "page_text.html", page_context(contents, here) | {"files": files_of(contents, here)})


def files_of(contents: Contents, here: PageContents) -> list[dict[str, Any]]:
    """The files that hold the page, with the lines that stand on it."""
    issue, label = contents.issue, here.page.label
    sources = list(issue.sources.filter(active=True).defer("bytes").order_by("seq"))
    heads = {article.uid: article for article in contents.articles}
    found = raw_lines(layout_of(issue), ((s.seq, s.text) for s in sources), frozenset(heads))
    files = []
    for source in sources:
        lines = [
            line
            for line in found
            if line.seq == source.seq and page_of_line(source.page_starts, source.page, line.number) == label
        ]
        if lines:
            files.append({"source": source, "lines": list(line_rows(lines, heads))})
    return files


def line_rows(lines: list[RawLine], heads: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each line with the article of each of its parts, which is named where it changes."""
    last = None
    for line in lines:
        parts = []
        for part in line.slices:
            parts.append({"slice": part, "article": heads.get(part.uid or ""), "named": part.uid != last})
            last = part.uid
        yield {"number": line.number, "parts": parts}
