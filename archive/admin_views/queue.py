"""The review queue, the progress of the work, and the editors' guide."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archive.admin_views import doing
from archive.desk import keys, review
from archive.desk.terms import FLAG_WORDS
from archive.models import Issue, Newspaper

ISSUES_A_PAGE = 40


def page_context(request: HttpRequest, title: str, **more: Any) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "title": title,
        "opts": Issue._meta,
        "can": doing.permissions(request.user),
        **more,
    }


@permission_required("archive.view_issue", raise_exception=True)
def queue_page(request: HttpRequest) -> HttpResponse:
    asked = review.Asked.read(request.GET)
    rows = review.waiting(asked)
    context = page_context(
        request,
        _("校对队列"),
        page_obj=Paginator(rows, ISSUES_A_PAGE).get_page(request.GET.get("p")),
        asked=asked,
        papers=Newspaper.objects.all(),
        years=review.years(),
        kinds=[(code, str(FLAG_WORDS.get(code, code))) for code in review.open_kinds()],
    )
    return TemplateResponse(request, "admin/archive/issue/queue.html", context)


@require_POST
@permission_required("archive.edit_layout", raise_exception=True)
def open_next(request: HttpRequest) -> HttpResponse:
    return redirect(review.take_next(request.user))


@permission_required("archive.view_issue", raise_exception=True)
def progress_page(request: HttpRequest) -> HttpResponse:
    context = page_context(
        request, _("校对进度"), years=review.progress(), weeks=review.weeks(), curve=review.edits_per_issue()
    )
    return TemplateResponse(request, "admin/archive/issue/progress.html", context)


@permission_required("archive.view_issue", raise_exception=True)
def guide_page(request: HttpRequest) -> HttpResponse:
    context = page_context(request, _("编辑手册"), key_groups=keys.grouped())
    return TemplateResponse(request, "admin/archive/issue/guide.html", context)
