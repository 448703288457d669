"""The facts of an issue: paper, date, edition, numbers."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from archive import editing, moving
from archive.admin_views import doing
from archive.admin_views.layout import editor_url, find_issue
from archive.forms import IssueFacts
from archive.models import Issue

CHANGES_FACTS = ("set_issue", "undo", "redo", "import")


@permission_required("archive.view_issue", raise_exception=True)
def facts_page(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = find_issue(issue_id)
    form = IssueFacts(request.POST or None, instance=find_issue(issue_id))
    status, taken = 200, None
    if request.method == "POST":
        doing.require(request.user, "edit_layout")
        if form.is_valid():
            try:
                target = save(request, issue, form)
                doing.tell(request, _("期的信息已保存，旧地址会转到新地址。"))
                return redirect(editor_url(target))
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
        "base": request.POST.get("base") or issue.revision,
        "can": doing.permissions(request.user),
    }
    return TemplateResponse(request, "admin/archive/issue/facts.html", context, status=status)


def save(request: HttpRequest, issue: Issue, form: IssueFacts) -> Issue:
    """The issue that holds the files now. `how`: what the editor answered when the date was taken."""
    how, facts = request.POST.get("how", ""), form.facts()
    if how == "merge":
        doing.require(request.user, "reingest")
    refuse_stale(issue, request.POST.get("base", ""))
    try:
        editing.set_facts(issue.pk, facts, request.user)
    except editing.DateTaken as taken:
        if how == "merge":
            moving.merge_issue(issue.pk, taken.issue.pk, request.user)
            return Issue.objects.get(pk=issue.pk).merged_into or issue
        if how != "edition":
            raise
        editing.set_facts(issue.pk, facts | {"edition": moving.next_edition(taken.issue)}, request.user)
    return issue


def refuse_stale(issue: Issue, base: str) -> None:
    """Raises InvalidOperation where facts were changed after the form was opened: it holds all of them, the old ones
    too, and would put these back."""
    if base.isascii() and base.isdigit():
        later = issue.revisions.filter(number__gt=int(base[:9]), op__in=CHANGES_FACTS)
        if later.exists():
            raise editing.InvalidOperation(_("页面已经过期，请刷新后再试。"))
