"""An issue as an EPUB 3 book: one chapter a page."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django.template.loader import render_to_string

from archive.reading.browsing import Contents
from archive.reading.passages import passages
from archive.reading.renditions import absolute, byline_text, credits_text, gaps_after, gaps_before, page_text

FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the same issue gives the same bytes
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""


def chapter(entry: Any) -> dict[str, Any]:
    """What the template of a chapter shows."""
    return {
        "file": f"page-{entry.page.order}.xhtml",
        "id": f"page-{entry.page.order}",
        "name": page_text(entry.page.label) + (f" {entry.page.section}" if entry.page.section else ""),
        "articles": [
            {
                "article": article,
                "byline": byline_text(article),
                "before": gaps_before(article),
                "after": gaps_after(article),
                "credits": credits_text(article),
                "passages": passages(article.paragraphs),
                "url": absolute(article.permanent_url),
            }
            for article in entry.articles
        ],
    }


def book(contents: Contents) -> bytes:
    """The book. Its identifier is the permanent address of the issue; its date the last change."""
    issue = contents.issue
    chapters = [chapter(entry) for entry in contents.pages]
    changed = max([issue.updated, *(article.updated for article in contents.articles)])
    context = {
        "issue": issue,
        "chapters": chapters,
        "identifier": absolute(issue.permanent_url),
        "modified": changed.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        put(file, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)  # must come first and uncompressed
        put(file, "META-INF/container.xml", CONTAINER)
        for name in ("package.opf", "nav.xhtml", "title.xhtml", "style.css"):
            put(file, f"EPUB/{name}", render_to_string(f"epub/{name}", context))
        for found in chapters:
            put(file, f"EPUB/{found['file']}", render_to_string("epub/chapter.xhtml", context | {"chapter": found}))
    return buffer.getvalue()


def put(file: zipfile.ZipFile, name: str, text: str, method: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, FIXED_TIME)
    entry.compress_type = method
    file.writestr(entry, legal(text))


def legal(text: str) -> str:
    """The text without the characters that XML forbids (OCR leaves form feeds and the like)."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
