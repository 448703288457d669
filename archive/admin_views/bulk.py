"""Work on many issues at once, from the list of issues."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from archive.models import Issue


@admin.action(description=_("由我来校对"), permissions=["change"])
def assign_to_me(model_admin: admin.ModelAdmin, request: HttpRequest, rows: QuerySet[Issue]) -> None:
    count = Issue.objects.filter(pk__in=rows.values("pk")).update(assigned_to=request.user)
    said = ngettext("%(n)d 期归您校对。", "%(n)d 期归您校对。", count) % {"n": count}
    model_admin.message_user(request, said, messages.SUCCESS)


ACTIONS = [assign_to_me]
