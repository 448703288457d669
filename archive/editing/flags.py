"""What an editor decides about a doubt."""

from django.db import transaction
from django.utils import timezone

from archive.editing.reading import locked
from archive.editing.writing import User, open_doubt
from archive.models import Flag, Issue


def settle_flag(flag_id: int, state: str, user: User = None) -> Flag:
    """Resolve, dismiss or open again a flag, and the issue's doubt with it."""
    with transaction.atomic():
        # the issue first, as the writer does: the other way round two editors can wait for each other
        issue = locked(Flag.objects.values_list("issue_id", flat=True).get(pk=flag_id))
        flag = Flag.objects.select_for_update(of=("self",)).get(pk=flag_id)
        flag.state, flag.by, flag.at = state, user, timezone.now()
        flag.save()
        Issue.objects.filter(pk=issue.pk).update(doubt=open_doubt(issue))
        return flag
