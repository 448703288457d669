"""Strong ETags: a page that did not change answers 304 before anything of it is read.

What a page shows follows from the code, the address, the papers' own data, the day (citations name it) and the last
revision. Any revision renews all pages: simple, and right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.core.cache import cache as store
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags

from archive.reading.holdings import generation_of, papers_of

Handler = Callable[[HttpRequest], HttpResponse]
STEADY = frozenset(f"archive.views.{name}" for name in ("home", "papers", "issues", "articles", "downloads"))
KEPT = frozenset({"archive.views.home", "archive.views.papers"})  # calendars are costly to draw and few
PAGES_KEPT = 3600  # seconds
PAPERS_KEPT = 5  # seconds until a paper's changed name or rights line renews the pages
PARTS = ("archive", "search", "templates", "static", "locale")


@cache
def code_version() -> str:
    """Changes with every file that pages are made of."""
    files = (path for part in PARTS for path in (settings.BASE_DIR / part).rglob("*") if path.is_file())
    newest = max(path.stat().st_mtime_ns for path in files if path.suffix != ".pyc")
    return f"{newest}|{settings.ARCHIVE_NAME}|{settings.ARCHIVE_FOOTER}|{settings.ARCHIVE_SITE_URL}"


def papers_version(request: HttpRequest) -> str:
    """Changes with everything that is told of a paper."""
    return store.get_or_set("papers", lambda: repr(list(map(model_to_dict, papers_of(request)))), PAPERS_KEPT)


def tag_of(request: HttpRequest) -> str:
    """One query; two where the papers were not asked lately."""
    now = generation_of(request)
    parts = (code_version(), now, papers_version(request), timezone.localdate(), request.get_full_path())
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


class Unchanged:
    """Stands outside of compression, so that the tag of the compressed form is a strong one of its own."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        tag = getattr(request, "page_tag", None)
        if tag and response.status_code in (200, 304):
            packed = response.get("Content-Encoding")
            response["ETag"] = response.get("ETag") if response.status_code == 304 else quoted(tag, packed)
            response["Cache-Control"] = "public, no-cache"  # keep it, but ask
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method not in ("GET", "HEAD") or getattr(view, "__module__", "") not in STEADY:
            return None
        wanted = parse_etags(request.headers.get("If-None-Match", ""))
        tag = tag_of(request)
        request.page_tag = tag  # type: ignore[attr-defined]
        for form in (quoted(tag, None), quoted(tag, "gzip")):
            if form in (etag.removeprefix("W/") for etag in wanted):
                answer = HttpResponseNotModified()
                answer["ETag"] = form
                return answer
        kept = view.__module__ in KEPT and not request.GET  # addresses that anyone can invent would crowd out the rest
        return drawn_once(tag, view, request, args, kwargs) if kept else None


def drawn_once(tag: str, view: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
    """The page as it was first drawn for this tag."""
    content = store.get(f"page:{tag}")
    if content is not None:
        return HttpResponse(content)
    response = view(request, *args, **kwargs)
    if response.status_code == 200:
        store.set(f"page:{tag}", response.content, PAGES_KEPT)
    return response


def quoted(tag: str, packed: str | None) -> str:
    return f'"{tag}-{packed}"' if packed else f'"{tag}"'
