"""The boundary editor: one page, one door for its operations. Works by plain forms; the script asks for JSON."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from zlib import crc32

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import get_template
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archive import editing
from archive.admin_views import doing
from archive.admin_views.sight import sight_of
from archive.desk import keys
from archive.desk.cards import Card
from archive.desk.rows import Row
from archive.desk.screen import Screen, build
from archive.desk.terms import FURNITURE_ROLES, MISSING_WORDS, REASON_WORDS, ROLE_WORDS, word
from archive.layout import MISSING, REASONS, ROLES
from archive.models import Issue

WHOLE = "all"
PAGES_AT_ONCE = 4  # an issue of more pages opens page by page
PARTS = "admin/archive/issue/_{}.html"
SCRIPTS = ("editor-screen.js", "editor-send.js", "editor-ask.js", "editor.js", "editor-drag.js")  # in this order


def named(codes: Iterable[str], words: dict[str, Any]) -> list[tuple[str, str]]:
    return [(code, word(words, code)) for code in codes]


def choices() -> dict[str, Any]:
    """What the selects of the forms offer."""
    return {
        "roles": named(ROLES, ROLE_WORDS),
        "furniture_roles": named(FURNITURE_ROLES, ROLE_WORDS),
        "reasons": named(REASONS, REASON_WORDS),
        "missing_marks": named(MISSING, MISSING_WORDS),
        "line_word": _("行"),
    }


def script_words() -> dict[str, str]:
    """What the script says of itself."""
    return {
        "saving": _("正在保存…"),
        "saved": _("已保存 r%s"),
        "unsaved": _("未保存，正在重试"),
        "lost": _("服务器没有回应，操作已记下，会自动重试。"),
        "target": _("移到哪一篇？"),
        "merge": _("本篇并入哪一篇？"),
        "target_hint": _("输入序号或标题里的字，回车确定。"),
        "role": _("定什么角色？"),
        "role_hint": _("输入序号或名称，回车确定。"),
        "cut": _("断行"),
        "cut_hint": _("在要断开的地方加 |，回车确定；别的字不要动。"),
        "fix": _("改字"),
        "fix_hint": _("改成应有的样子，回车确定；原文保留。"),
        "find": _("在本期中查找"),
        "find_hint": _("输入几个字，回车到下一处。"),
        "again": _("在新的划分上照样做一次"),
        "selected": _("选中 %s 行"),
        "nothing": _("没有了"),
        "reload": _("请重新登录后再试；未保存的操作还留着。"),
    }


def find_issue(pk: int) -> Issue:
    return get_object_or_404(Issue.objects.select_related("paper", "assigned_to"), pk=pk)


def editor_url(issue: Issue, page: str = "") -> str:
    url = reverse("admin:archive_issue_layout", args=[issue.pk])
    return f"{url}?page={page}" if page else url


def line_url(issue: Issue) -> str:
    return reverse("admin:archive_issue_line", args=[issue.pk])


def chosen_page(asked: str, labels: list[str]) -> str:
    """The page to show; `all` for the whole issue, which is what a small issue opens with."""
    if asked in labels or asked == WHOLE:
        return asked
    return WHOLE if len(labels) <= PAGES_AT_ONCE else labels[0]


def shown_screen(issue: Issue, asked: str) -> tuple[Screen, str, list[str]]:
    labels = list(issue.pages.values_list("label", flat=True))
    page = chosen_page(asked, labels)
    return build(sight_of(issue), None if page == WHOLE else page), page, labels


# --- the page -----------------------------------------------------------------------------------------------


def show(request: HttpRequest, issue: Issue, status: int = 200, **more: Any) -> HttpResponse:
    """The whole editor; `more`: `error`, `refused` (an operation to offer again), `conflict`."""
    asked = request.GET.get("page") or request.POST.get("page_shown", "")
    screen, page, labels = shown_screen(issue, asked)
    context = {
        **admin.site.each_context(request),
        **choices(),
        "title": _("版面划分：%(issue)s") % {"issue": issue},
        "issue": issue,
        "line_url": line_url(issue),
        "opts": Issue._meta,
        "screen": screen,
        "page": page,
        "pages": labels,
        "whole": WHOLE,
        "reading": request.GET.get("view") == "reading",
        "key_groups": keys.grouped(),
        "keys_json": json.dumps(keys.as_data(), ensure_ascii=False),
        "can": doing.permissions(request.user),
        "scripts": SCRIPTS,
        "versions_json": json.dumps(versions(screen)),
        "words_json": json.dumps(script_words(), ensure_ascii=False),
        **more,
    }
    return TemplateResponse(request, "admin/archive/issue/layout.html", context, status=status)


@permission_required("archive.view_issue", raise_exception=True)
def layout_page(request: HttpRequest, issue_id: int) -> HttpResponse:
    """GET shows the editor, POST does one operation."""
    issue = find_issue(issue_id)
    return do(request, issue) if request.method == "POST" else show(request, issue)


# --- one operation ------------------------------------------------------------------------------------------


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def do(request: HttpRequest, issue: Issue) -> HttpResponse:
    """200 (JSON) or 303 back to the editor; 400, 403 and 409 with a sentence that says why."""
    try:
        done = doing.perform(request.user, issue, request.POST)
    except PermissionDenied as error:
        return refuse(request, issue, str(error), 403)
    except editing.InvalidOperation as error:
        return refuse(request, issue, str(error), 400)
    except editing.Conflict as error:
        return refuse(request, issue, str(error), 409, error)
    issue = find_issue(issue.pk)
    if wants_json(request):
        return JsonResponse(fresh(request, issue, {"said": done.said, "next": done.next_url}))
    doing.tell(request, done.said)
    response = redirect(done.next_url or editor_url(issue, request.POST.get("page_shown", "")))
    response.status_code = 303
    return response


def refuse(
    request: HttpRequest, issue: Issue, error: str, status: int, conflict: editing.Conflict | None = None
) -> HttpResponse:
    issue = find_issue(issue.pk)
    who = doing.told_others(conflict) if conflict else []
    if wants_json(request):
        return JsonResponse(fresh(request, issue, {"error": error, "others": who}), status=status)
    refused = fields_again(request.POST) if status == 409 else []
    return show(request, issue, status, error=error, refused=refused, others=who)


def fields_again(form: QueryDict) -> list[tuple[str, str]]:
    """The refused form's fields, to be sent again on the new revision."""
    kept = ((name, value) for name, values in form.lists() for value in values)
    return [(name, value) for name, value in kept if name not in ("csrfmiddlewaretoken", "base", "have")]


# --- what the script gets -----------------------------------------------------------------------------------


def part(name: str) -> Any:
    return get_template(PARTS.format(name))


@lru_cache(maxsize=20_000)
def version(value: Row | Card) -> str:
    """Changes whenever what is shown of a row or a card changes; the same in every worker."""
    return f"{crc32(repr(value).encode()):08x}"


def versions(screen: Screen) -> dict[str, str]:
    """Key or uid -> version, of all rows and cards."""
    return {r.key: version(r) for r in screen.rows} | {c.uid: version(c) for c in screen.cards}


def held(form: QueryDict) -> dict[str, str]:
    """The versions that the script says it holds."""
    try:
        have = json.loads(form.get("have", "") or "{}")
    except ValueError:
        return {}
    return have if isinstance(have, dict) else {}


def fresh(request: HttpRequest, issue: Issue, answer: dict[str, Any]) -> dict[str, Any]:
    """`answer` with the revision, the order of rows and cards, and the HTML of those that the sender lacks."""
    screen, page, _labels = shown_screen(issue, request.POST.get("page_shown", ""))
    have, now = held(request.POST), versions(screen)
    context = {
        **choices(),
        "issue": issue,
        "line_url": line_url(issue),
        "screen": screen,
        "page": page,
        "can": doing.permissions(request.user),
        "csrf_token": get_token(request),
        "reading": request.POST.get("view") == "reading",
    }
    row, card = part("row"), part("card")
    return {
        **answer,
        "revision": issue.revision,
        "doubt": issue.doubt,
        "versions": now,
        "rows": [r.key for r in screen.rows],
        "cards": [c.uid for c in screen.cards],
        "html": {r.key: row.render({**context, "row": r}) for r in screen.rows if have.get(r.key) != now[r.key]}
        | {c.uid: card.render({**context, "card": c}) for c in screen.cards if have.get(c.uid) != now[c.uid]},
        "panels": part("panels").render(context),
        "issue_doubts": part("issue_doubts").render(context),
    }


@require_POST
@permission_required("archive.view_issue", raise_exception=True)
def refresh(request: HttpRequest, issue_id: int) -> JsonResponse:
    """The same answer as after an operation, without doing anything: for a script that lost the thread."""
    return JsonResponse(fresh(request, find_issue(issue_id), {}))
