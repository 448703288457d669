"""Move received files, with their articles and edits, to another issue or paper, and take it back."""

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import editing, moving
from archive.admin_views import doing
from archive.admin_views.layout import editor_url, find_issue
from archive.models import Issue, Newspaper, State


class MoveForm(forms.Form):
    """Which files, and where to."""

    sources = forms.ModelMultipleChoiceField(
        label=gettext_lazy("文件"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    paper = forms.ModelChoiceField(label=gettext_lazy("报纸"), queryset=Newspaper.objects.all())
    date = forms.DateField(
        label=gettext_lazy("移到这一天的一期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    edition = forms.IntegerField(label=gettext_lazy("第几次出版"), min_value=1, max_value=99, initial=1)
    uid = forms.CharField(label=gettext_lazy("或移到这一期（期的编号）"), required=False, max_length=10)
    page = forms.CharField(label=gettext_lazy("在那一期作第几版（可不填）"), required=False, max_length=10)

    def __init__(self, issue: Issue, *args: object) -> None:
        super().__init__(*args, initial={"paper": issue.paper_id, "edition": 1})
        self.fields["sources"].queryset = issue.sources.filter(active=True).defer("bytes", "text")

    def target(self) -> Issue:
        """Raises InvalidOperation where nothing or nothing known is named."""
        data = self.cleaned_data
        if data["uid"]:
            found = Issue.objects.filter(uid=data["uid"]).exclude(state=State.RETIRED).first()
            if found is None:
                raise editing.InvalidOperation(_("没有编号 %(uid)s 的一期。") % {"uid": data["uid"]})
            return found
        if not data["date"]:
            raise editing.InvalidOperation(_("请写明移到哪一天，或哪一期的编号。"))
        return moving.issue_for(data["paper"], data["date"], data["edition"])


@permission_required("archive.reingest", raise_exception=True)
def move_page(request: HttpRequest, issue_id: int) -> HttpResponse:
    """GET shows the files; POST moves the ticked ones, or takes the last move into this issue back."""
    issue = find_issue(issue_id)
    moves = request.method == "POST" and request.POST.get("do") != "undo"
    form = MoveForm(issue, request.POST if moves else None)
    error = ""
    try:
        if request.method == "POST" and not moves:
            moving.undo_move(issue.pk, request.user)
            doing.tell(request, _("上一次移动已撤回。"))
            return redirect(editor_url(issue))
        if moves and form.is_valid():
            target = move(form, request)
            doing.tell(request, _("文件已移到 %(issue)s，旧地址会转过去。") % {"issue": target})
            return redirect(editor_url(target))
    except (editing.InvalidOperation, editing.DateTaken, editing.Conflict) as problem:
        error = str(problem)
    context = {
        **admin.site.each_context(request),
        "title": _("移动文件：%(issue)s") % {"issue": issue},
        "issue": issue,
        "opts": Issue._meta,
        "form": form,
        "error": error,
        "last_move": moving.last_move(issue),
    }
    status = 400 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/archive/issue/move.html", context, status=status)


def move(form: MoveForm, request: HttpRequest) -> Issue:
    target = form.target()
    chosen = [source.pk for source in form.cleaned_data["sources"]]
    moving.move_sources(chosen, target.pk, form.cleaned_data["page"].strip() or None, request.user)
    return target
