"""One line of the source: cut it, or put its characters right. For browsers without the script."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from archive.admin_views import doing
from archive.admin_views.layout import find_issue
from archive.admin_views.sight import sight_of
from archive.desk.screen import build
from archive.models import Issue


@permission_required("archive.view_issue", raise_exception=True)
def line_page(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Forms that post to the editor."""
    issue = find_issue(issue_id)
    screen = build(sight_of(issue))
    row = next((r for r in screen.rows if r.key == request.GET.get("piece")), None)
    if row is None:
        raise Http404(_("这一行已经变动，请回到版面划分页。"))
    context = {
        **admin.site.each_context(request),
        "title": _("第 %(line)d 行") % {"line": row.line},
        "issue": issue,
        "opts": Issue._meta,
        "row": row,
        "raw": "".join(p.text for p in row.parts),
        "now": "".join(p.text if p.new is None else p.new for p in row.parts),
        "can": doing.permissions(request.user),
    }
    return TemplateResponse(request, "admin/archive/issue/line.html", context)
