"""The files of one issue: its page of contents, one page of text each, and all of it as text, JSON and for search."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string

from archive.freezing.postings import Write, as_js
from archive.freezing.reading import Place, as_value, searched_text
from archive.models import Article, Issue


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Folders of the issues before and after, "" where there is none."""

    before: str = ""
    after: str = ""


def root_from(folder: str) -> str:
    """The way up from a folder to the top: '../../'."""
    return "../" * (folder.count("/") + 1)


def file_of(label: str | None) -> str:
    """The file of a page; whatever an editor typed as a label gives a name of its own, of letters and digits."""
    safe = "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in label or "")
    return f"page-{safe or '0'}.html"


def write_issue(issue: Issue, place: Place, articles: list[Article], near: Neighbours, write: Write) -> None:
    pages = [
        {"label": label, "file": file_of(label), "articles": list(found)}
        for label, found in groupby(articles, key=lambda a: a.page.label if a.page else "")
    ]
    root = root_from(place.folder)
    shared = {"issue": issue, "pages": pages, "root": root, "near": near, "title": place.title}
    write(f"{place.folder}/index.html", render_to_string("frozen/issue.html", shared))
    for number, page in enumerate(pages):
        steps = {"back": pages[number - 1] if number else None, "on": (pages[number + 1 :] or [None])[0]}
        write(f"{place.folder}/{page['file']}", render_to_string("frozen/page.html", {**shared, **steps, "page": page}))
    values = issue_value(issue, articles)
    write(f"{place.folder}/issue.json", json.dumps(values, ensure_ascii=False, indent=1) + "\n")
    write(f"{place.folder}/issue.txt", as_text(place.title, articles))
    rows = [[file_of(a.page.label if a.page else None), a.uid, a.headline, searched_text(a)] for a in articles]
    write(f"{place.folder}/search.js", f"F.i({place.first},{as_js(rows)})\n")


def issue_value(issue: Issue, articles: Iterable[Article]) -> dict[str, Any]:
    return {
        "uid": issue.uid,
        "paper": {"slug": issue.paper.slug, "name": issue.paper.name},
        "date": issue.date.isoformat() if issue.date else None,
        "date_end": issue.date_end.isoformat() if issue.date_end else None,
        "edition": issue.edition,
        "label": issue.label,
        "total_issue": issue.total_issue,
        "articles": [as_value(article) for article in articles],
    }


def as_text(title: str, articles: Iterable[Article]) -> str:
    """The issue to read in any editor."""
    parts = [title]
    for article in articles:
        head = [t for t in (article.kicker, article.title or article.headline, article.subtitle) if t]
        page = f"第{article.page.label}版" if article.page else ""
        parts.append("\n".join([page, *head, *article.texts, " ".join(article.names)]).strip())
    return "\n\n".join(parts) + "\n"
