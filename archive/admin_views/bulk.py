"""Work on many issues at once: choose, look at the counts, do it, take it back as one step."""

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from archive import editing
from archive.admin_views import doing
from archive.desk import bulk
from archive.desk.terms import FURNITURE_ROLES, ROLE_WORDS, word
from archive.models import Issue, Newspaper
from archive.sources.manifest import parse_date

FIELDS = ("job", "ids", "paper", "from", "to", "line", "role", "days")


@admin.action(description=gettext_lazy("由我来校对"), permissions=["change"])
def assign_to_me(model_admin: admin.ModelAdmin, request: HttpRequest, rows: QuerySet[Issue]) -> None:
    count = Issue.objects.filter(pk__in=rows.values("pk")).update(assigned_to=request.user)
    said = ngettext("%(n)d 期归您校对。", "%(n)d 期归您校对。", count) % {"n": count}
    model_admin.message_user(request, said, messages.SUCCESS)


@admin.action(description=gettext_lazy("批量处理…"), permissions=["change"])
def treat_together(model_admin: admin.ModelAdmin, request: HttpRequest, rows: QuerySet[Issue]) -> HttpResponse:
    ids = ",".join(str(pk) for pk in rows.values_list("pk", flat=True)[: bulk.MOST_ISSUES + 1])
    return HttpResponseRedirect(f"{reverse('admin:archive_issue_bulk')}?ids={ids}")


ACTIONS = [assign_to_me, treat_together]


def chosen(fields: dict[str, str]) -> QuerySet[Issue]:
    """The issues meant, by list or by paper and dates. Raises InvalidOperation."""
    rows = Issue.objects.order_by("date", "pk")
    if fields["ids"]:
        numbers = [part for part in fields["ids"].split(",") if part.isascii() and part.isdigit()]
        return rows.filter(pk__in=numbers)
    if not fields["paper"].isdecimal():
        raise editing.InvalidOperation(_("请选择报纸，或先在各期列表里勾选。"))
    rows = rows.filter(paper_id=int(fields["paper"]))
    try:
        first = parse_date(fields["from"])[0] if fields["from"] else None
        last = parse_date(fields["to"])[0] if fields["to"] else None
    except ValueError as error:
        raise editing.InvalidOperation(str(error)) from error
    rows = rows.filter(date__gte=first) if first else rows
    return rows.filter(date__lte=last) if last else rows


@permission_required("archive.bulk_layout", raise_exception=True)
def bulk_page(request: HttpRequest) -> HttpResponse:
    """GET without a job asks, with a job shows what it would do; POST does it."""
    form = request.POST if request.method == "POST" else request.GET
    fields = {name: form.get(name, "").strip() for name in FIELDS}
    job, plans, error = bulk.JOBS.get(fields["job"]), None, ""
    if job and job.name == "verify" and not request.user.has_perm("archive.verify_issue"):
        raise PermissionDenied
    try:
        if job:
            plans = bulk.look(job, chosen(fields), fields)
        if job and request.method == "POST":
            return carry_out(request, job, plans or [], fields)
    except editing.InvalidOperation as problem:
        error = str(problem)
    context = {
        **admin.site.each_context(request),
        "title": _("批量处理"),
        "opts": Issue._meta,
        "fields": fields,
        "jobs": bulk.JOBS.values(),
        "job": job,
        "plans": plans,
        "count": sum(plan.count for plan in plans or ()),
        "error": error,
        "papers": Newspaper.objects.all(),
        "roles": [(code, word(ROLE_WORDS, code)) for code in FURNITURE_ROLES],
        "batches": [(batch, bulk.JOBS[batch.job].label) for batch in bulk.batches() if batch.job in bulk.JOBS],
    }
    return TemplateResponse(request, "admin/archive/issue/bulk.html", context, status=400 if error else 200)


def carry_out(request: HttpRequest, job: bulk.Job, plans: list[bulk.Plan], fields: dict[str, str]) -> HttpResponse:
    _key, done, refused = bulk.run(job, plans, fields, request.user)
    report(request, _("%(n)d 期已处理。") % {"n": done}, refused)
    return redirect("admin:archive_issue_bulk")


@require_POST
@permission_required("archive.bulk_layout", raise_exception=True)
def undo_batch(request: HttpRequest, key: str) -> HttpResponse:
    done, refused = bulk.undo(key, request.user)
    report(request, _("%(n)d 处已撤回。") % {"n": done}, refused)
    return redirect("admin:archive_issue_bulk")


def report(request: HttpRequest, said: str, refused: list[str]) -> None:
    doing.tell(request, said)
    for line in refused:
        messages.warning(request, line)
