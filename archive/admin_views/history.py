"""What happened to an issue: sittings, differences in words and in text, restoring."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from archive import editing
from archive.admin_views import doing
from archive.admin_views.layout import editor_url, find_issue
from archive.desk import histories
from archive.models import Issue

SITTINGS_A_PAGE = 20


@permission_required("archive.view_issue", raise_exception=True)
def history_page(request: HttpRequest, issue_id: int) -> HttpResponse:
    """All revisions, newest first, folded by sitting; `?article=` only those that touched the article."""
    issue = find_issue(issue_id)
    uid = request.GET.get("article", "")
    sittings = histories.sittings(issue, uid)
    page = Paginator(sittings, SITTINGS_A_PAGE).get_page(request.GET.get("p"))
    context = {
        **admin.site.each_context(request),
        "title": _("修改历史：%(issue)s") % {"issue": issue},
        "issue": issue,
        "opts": Issue._meta,
        "page_obj": page,
        "told": [histories.tell(issue, sitting) for sitting in page],
        "article": issue.articles.filter(uid=uid).first() if uid else None,
        "can": doing.permissions(request.user),
    }
    return TemplateResponse(request, "admin/archive/issue/history.html", context)


@permission_required("archive.view_issue", raise_exception=True)
def revision_page(request: HttpRequest, issue_id: int, number: int) -> HttpResponse:
    """What one revision changed; POST restores the issue, or one article, as it was then."""
    issue = find_issue(issue_id)
    revision = get_object_or_404(issue.revisions.select_related("user"), number=number)
    error, status = "", 200
    if request.method == "POST":
        doing.require(request.user, "restore_revision")
        try:
            outcome = histories.restore(issue, number, request.POST.get("article", ""), request.user)
            doing.tell(request, _("已恢复，成为 r%(n)d") % {"n": outcome.revision})
            return redirect(editor_url(issue))
        except (editing.InvalidOperation, editing.InvalidLayout, editing.Conflict) as problem:
            error, status = str(problem), 400
    context = {
        **admin.site.each_context(request),
        "title": _("r%(n)d：%(issue)s") % {"n": number, "issue": issue},
        "issue": issue,
        "opts": Issue._meta,
        "revision": revision,
        "error": error,
        "can": doing.permissions(request.user),
        **histories.details(issue, revision),
    }
    return TemplateResponse(request, "admin/archive/issue/revision.html", context, status=status)
