"""The search page, its JSON twin and the help page."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.advanced import address
from search.asked import Asked, read
from search.engine import IndexProblem
from search.examples import Words, examples, words_of
from search.exports import FORMS
from search.facets import chart_of, facets_of, pills_of
from search.nearby import issues_of_typed_date, nearby
from search.opened import current_index
from search.paging import pages_of
from search.query import QueryError, is_plain, typed
from search.query.parser import LIMITS
from search.results import Answer, Result, answer

View = Callable[..., HttpResponse]


def sentence(error: QueryError) -> str:
    """What is wrong with the query, in the reader's language."""
    text = _(error.template)
    return text % error.values if error.values else text


def unavailable() -> str:
    return _("检索暂时不可用：索引不存在或不能读取，已请管理员处理。按日期浏览不受影响。")


def answers_json(view: View) -> View:
    """Bad queries answer 400 and a missing index 503, both as {"error"}."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except QueryError as error:
            return json({"error": sentence(error)}, status=400)
        except IndexProblem:
            return json({"error": unavailable()}, status=503)

    return guarded


def json(data: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    began = time.perf_counter()
    try:
        asked = read(request.GET)
        context = page_context(asked, began)
    except QueryError as error:
        return render(
            request, "search/results.html", {"q": request.GET.get("q", ""), "error": sentence(error)}, status=400
        )
    except IndexProblem:
        return render(request, "search/unavailable.html", {"message": unavailable()}, status=503)
    return render(request, "search/results.html", context)


def sort_names() -> dict[str, str]:
    return {"relevance": _("相关"), "newest": _("由新到旧"), "oldest": _("由旧到新")}


def page_context(asked: Asked, began: float) -> dict[str, Any]:
    if asked.is_empty:
        return {"q": asked.q, "asked": asked, "answer": None, "examples": examples(words_of(current_index()))[:7]}
    found = answer(asked)
    return {
        "q": asked.q,
        "asked": asked,
        "answer": found,
        "facets": facets_of(asked, found),
        "chart": chart_of(asked, found),
        "pills": pills_of(asked),
        "pages": pages_of(asked, found.all),
        "first": asked.offset + 1,
        "sorts": [(code, name, asked.address(sort=code)) for code, name in sort_names().items()],
        "forms": list(FORMS),
        "nearby": nearby(asked, found),
        "issue_offered": issues_of_typed_date(asked.q),
        "reading": reading(asked),
        "milliseconds": round((time.perf_counter() - began) * 1000, 1),
    }


def reading(asked: Asked) -> str:
    """How the query was read, where it could be read otherwise and was not typed just so."""
    text = typed(asked.node)
    return "" if is_plain(asked.node) or text == asked.q else text


@require_safe
@answers_json
def results_json(request: HttpRequest) -> HttpResponse:
    asked = read(request.GET)
    if asked.is_empty:
        return json({"error": _("请写上要找的词（q）。")}, status=400)
    return json(as_json(answer(asked)))


def as_json(found: Answer) -> dict[str, Any]:
    return {
        "total": found.total,
        "total_original": found.total_original,
        "results": [row(result) for result in found.results if not (result.original or result.alike)],
        "original": [row(result) for result in found.results if result.original],
        "facets": {name: dict(counts) for name, counts in found.facets.items()},
    }


def row(result: Result) -> dict[str, Any]:
    article = result.article
    return {
        "uid": article.uid,
        "title": article.headline,
        "title_html": result.title_html,
        "date": article.issue.date.isoformat() if article.issue.date else None,
        "paper": article.issue.paper.slug,
        "page": article.page.label if article.page else None,
        "url": result.path,
        "snippet": result.snippet,
    }


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    try:
        words = words_of(current_index())
    except IndexProblem:
        words = Words()
    return render(request, "search/help.html", {"examples": examples(words), "limits": LIMITS})


@require_safe
def advanced(request: HttpRequest) -> HttpResponse:
    """The advanced form is a way to write a query: it ends on the ordinary result page."""
    return HttpResponseRedirect(f"{reverse('search:results')}?{address(request.GET)}")
