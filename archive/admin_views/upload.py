"""Upload files or a zip: looked at first, then taken in by the same ingest, in the background."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from archive.desk import uploads
from archive.models import Issue
from archive.sources.manifest import parse_date

SHOWN = 30  # earlier uploads listed
STATES = {
    "looking": gettext_lazy("正在试读"),
    "looked": gettext_lazy("已试读，等您确认"),
    "taking": gettext_lazy("正在导入"),
    "taken": gettext_lazy("已导入"),
    "failed": gettext_lazy("中断了"),
}


class UploadForm(forms.Form):
    """What the file names do not say may be said here, for all files."""

    paper = forms.CharField(label=gettext_lazy("报名（可不填）"), required=False, max_length=60)
    date = forms.CharField(label=gettext_lazy("日期（可不填，如 2020-06-16）"), required=False, max_length=30)

    def clean_date(self) -> str:
        date = self.cleaned_data["date"].strip()
        try:
            return parse_date(date) and date if date else ""
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


def context_of(request: HttpRequest, title: str, **more: Any) -> dict[str, Any]:
    return {**admin.site.each_context(request), "title": title, "opts": Issue._meta, **more}


@permission_required("archive.reingest", raise_exception=True)
def upload_page(request: HttpRequest) -> HttpResponse:
    """GET: the form and earlier uploads. POST: the files are stored and a first look at them starts."""
    form, error, status = UploadForm(request.POST or None), "", 200
    if request.method == "POST":
        status = 400
        try:
            if form.is_valid():
                upload = uploads.receive(request.FILES.getlist("files"), request.user.get_username(), form.cleaned_data)
                uploads.start(upload, uploads.LOOK)
                return redirect("admin:archive_issue_uploaded", upload.key)
        except uploads.Refused as refused:
            error = str(refused)
    rows = [(u, STATES[u.state()]) for u in uploads.all_uploads()[:SHOWN]]
    context = context_of(request, _("上传文件"), form=form, error=error, rows=rows, endings="、".join(uploads.ENDINGS))
    context["accept"] = ",".join(uploads.ENDINGS)
    return TemplateResponse(request, "admin/archive/issue/upload.html", context, status=status)


@permission_required("archive.reingest", raise_exception=True)
def uploaded_page(request: HttpRequest, key: str) -> HttpResponse:
    """How far it is, and the report. The page loads itself again while a run is under way."""
    upload = found(key)
    state = upload.state()
    run = uploads.TAKE if upload.progress(uploads.TAKE) else uploads.LOOK
    context = context_of(
        request,
        _("上传 %(key)s") % {"key": key},
        upload=upload,
        state=state,
        state_words=STATES[state],
        waiting=state in ("looking", "taking"),
        progress=upload.progress(run),
        report=upload.report(run),
    )
    response = TemplateResponse(request, "admin/archive/issue/uploaded.html", context)
    if context["waiting"]:
        response.headers["Refresh"] = "2"
    return response


@require_POST
@permission_required("archive.reingest", raise_exception=True)
def take(request: HttpRequest, key: str) -> HttpResponse:
    """The real run, once; a run that was interrupted may be started again (what is in already is skipped)."""
    upload = found(key)
    if upload.state() in ("looked", "failed"):
        uploads.start(upload, uploads.TAKE)
    return redirect("admin:archive_issue_uploaded", key)


def found(key: str) -> uploads.Upload:
    upload = uploads.find(key)
    if upload is None:
        raise Http404(_("没有这次上传。"))
    return upload
