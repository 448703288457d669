"""The read-only JSON API: papers, issues, articles. Described by /api/openapi.json."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from archive.models import Issue, Newspaper, State
from archive.openapi import description
from archive.reading.browsing import contents_of
from archive.reading.finding import Gone, Moved, article_by_uid, last_heir
from archive.reading.renditions import article_value, issue_head, issue_value, paper_value

MOST = 100
METHODS = ("GET", "HEAD")


class Mistake(Exception):
    """A parameter that makes no sense, as a sentence."""


def as_json(value: Any, status: int = 200) -> JsonResponse:
    answer = JsonResponse(value, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Access-Control-Allow-Origin"] = "*"  # all of it is public
    return answer


def api(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """Answers the view's value as JSON, and what goes wrong as {"error"}."""

    @csrf_exempt  # it changes nothing; another method is to hear that it is not allowed, not that a token is missing
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in METHODS:
            refused = as_json({"error": _("这里只能读。")}, 405)
            refused["Allow"] = ", ".join(METHODS)
            return refused
        try:
            return as_json(view(request, *args, **kwargs))
        except Mistake as error:
            return as_json({"error": str(error)}, 400)
        except Http404:
            return as_json({"error": _("没有这个编号。")}, 404)
        except Gone:
            return as_json({"error": _("已撤下或不再单独存在。")}, 410)

    return answer


# --- parameters ---------------------------------------------------------------------------------------------


def asked(request: HttpRequest, name: str) -> str | None:
    """Raises Mistake for a parameter that is there twice: nobody knows which of the two is meant."""
    values = request.GET.getlist(name)
    if len(values) > 1:
        raise Mistake(_("%(name)s 只能写一次。") % {"name": name})
    return values[0] if values else None


def day(request: HttpRequest, name: str) -> datetime.date | None:
    """YYYY-MM-DD. Raises Mistake."""
    text = asked(request, name)
    if text is None:
        return None
    try:
        if len(text) != 10:
            raise ValueError(text)
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise Mistake(_("%(name)s 要写成 YYYY-MM-DD。") % {"name": name}) from None


def whole(request: HttpRequest, name: str, default: int, most: int) -> int:
    """Raises Mistake."""
    text = asked(request, name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
        raise Mistake(_("%(name)s 应是 1 到 %(most)d 之间的整数。") % {"name": name, "most": most})
    return int(text)


# --- views --------------------------------------------------------------------------------------------------


@api
def papers(request: HttpRequest) -> dict[str, Any]:
    rows = Newspaper.objects.filter(issues__state=State.PUBLIC).distinct().order_by("slug")
    return {"papers": [paper_value(paper) for paper in rows]}


@api
def issues(request: HttpRequest) -> dict[str, Any]:
    """Dated and undated issues in the order in which they came into the archive."""
    rows = Issue.objects.public().select_related("paper").defer("layout").order_by("pk")
    if slug := asked(request, "paper"):
        rows = rows.filter(paper__slug=slug)
    if first := day(request, "from"):
        rows = rows.filter(date__gte=first)
    if last := day(request, "to"):
        rows = rows.filter(date__lte=last)
    size = whole(request, "page_size", 20, MOST)
    page = whole(request, "page", 1, 1_000_000)
    total = rows.count()
    return {"total": total, "issues": [issue_head(issue) for issue in rows[(page - 1) * size : page * size]]}


@api
def issue(request: HttpRequest, uid: str) -> dict[str, Any]:
    """An issue with pages and articles, without their text."""
    found = Issue.objects.select_related("paper", "merged_into__paper").defer("layout").filter(uid=uid).first()
    if found is None:
        raise Http404(uid)
    heir = last_heir(found)
    if heir.state != State.PUBLIC:
        raise Gone(found, None)
    return issue_value(contents_of(heir), whole=False)


@api
def article(request: HttpRequest, uid: str) -> dict[str, Any]:
    """An article with its text; a merged one gives the article that holds its text now."""
    try:
        return article_value(article_by_uid(uid))
    except Moved as moved:
        return article_value(article_by_uid(moved.url.rstrip("/").rpartition("/")[2]))


@api
def unknown(request: HttpRequest, rest: str) -> None:
    """What is no address of the API, said as the API says things."""
    raise Http404(rest)


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    return as_json(description())
