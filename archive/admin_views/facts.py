"""The facts of an issue: paper, date, edition, numbers."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from archive import editing
from archive.admin_views import doing
from archive.admin_views.layout import editor_url, find_issue
from archive.forms import IssueFacts
from archive.models import Issue


@permission_required("archive.view_issue", raise_exception=True)
def facts_page(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = find_issue(issue_id)
    form = IssueFacts(request.POST or None, instance=find_issue(issue_id))
    status, taken = 200, None
    if request.method == "POST":
        doing.require(request.user, "edit_layout")
        if form.is_valid():
            try:
                editing.set_facts(issue.pk, form.facts(), request.user)
                doing.tell(request, _("期的信息已保存，旧地址会转到新地址。"))
                return redirect(editor_url(issue))
            except editing.DateTaken as error:
                taken = error.issue
                form.add_error("date", str(error))
            except editing.InvalidOperation as error:
                form.add_error(None, str(error))
        status = 400
    context = {
        **admin.site.each_context(request),
        "title": _("期的信息：%(issue)s") % {"issue": issue},
        "issue": issue,
        "opts": Issue._meta,
        "form": form,
        "taken": taken,
        "next_edition": next_edition(taken) if taken else None,
        "can": doing.permissions(request.user),
    }
    return TemplateResponse(request, "admin/archive/issue/facts.html", context, status=status)


def next_edition(taken: Issue) -> int:
    """The first edition number of that day that is free."""
    same_day = Issue.objects.filter(paper=taken.paper, date=taken.date).values_list("edition", flat=True)
    return max(same_day) + 1
