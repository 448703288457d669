"""Withdraw an issue or an article from the public, and bring it back."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from archive import editing
from archive.admin_views import doing
from archive.admin_views.layout import editor_url, find_issue
from archive.forms import StateForm
from archive.models import Issue, State


@permission_required("archive.withdraw", raise_exception=True)
def state_page(request: HttpRequest, issue_id: int) -> HttpResponse:
    """`?article=` names one article; without it the whole issue is meant."""
    issue = find_issue(issue_id)
    uid = request.POST.get("article") or request.GET.get("article") or None
    row = get_object_or_404(issue.articles, uid=uid) if uid else issue
    form = StateForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        wanted = State.PUBLIC if request.POST.get("do") == "publish" else State.WITHDRAWN
        try:
            editing.set_state(issue.pk, uid, wanted, form.cleaned_data["reason"], request.user)
            doing.tell(request, _("已恢复公开。") if wanted == State.PUBLIC else _("已撤下，读者只看到撤下的说明。"))
            return redirect(editor_url(issue))
        except editing.InvalidOperation as error:
            form.add_error("reason", str(error))
    if request.method == "POST":
        status = 400
    context = {
        **admin.site.each_context(request),
        "title": _("撤下与恢复公开：%(what)s") % {"what": row},
        "issue": issue,
        "opts": Issue._meta,
        "row": row,
        "uid": uid or "",
        "withdrawn": row.state == State.WITHDRAWN,
        "form": form,
    }
    return TemplateResponse(request, "admin/archive/issue/state.html", context, status=status)
