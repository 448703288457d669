"""Does what a form of the editor asks for: checks the right to it, runs it through `editing`, says what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from archive import editing
from archive.admin_views import actions
from archive.desk import review
from archive.desk.terms import OPERATION_WORDS, word
from archive.models import Flag, Issue

RIGHTS = ("edit_layout", "verify_issue", "restore_revision", "bulk_layout", "withdraw", "reingest")


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in words, and where to go if not back to the page."""

    said: str
    next_url: str = ""


def permissions(user: Any) -> dict[str, bool]:
    return {name: user.has_perm(f"archive.{name}") for name in RIGHTS}


def require(user: Any, right: str) -> None:
    if not user.has_perm(f"archive.{right}"):
        raise PermissionDenied(_("您没有做这件事的权限，请联系管理员。"))


def base_of(form: QueryDict, issue: Issue) -> int:
    """The revision the sender saw."""
    text = form.get("base", "")
    if not text.isascii() or not text.isdigit() or int(text) > issue.revision:
        raise editing.InvalidOperation(_("页面已经过期，请刷新后再试。"))
    return int(text)


def token_of(form: QueryDict) -> str:
    return form.get("token", "")[:40]


def fields_of(issue: Issue, form: QueryDict) -> actions.Fields:
    return actions.Fields(form, editing.layout_of(issue), editing.blocks_for(issue))


def perform(user: AbstractUser, issue: Issue, form: QueryDict) -> Done:
    """Raises PermissionDenied, InvalidOperation or Conflict; nothing is written then."""
    name = form.get("op", "")
    if editing.done_before(issue, token_of(form)):
        return Done(_("已保存 r%(n)d") % {"n": issue.revision})
    special = SPECIAL.get(name)
    if special:
        return special(user, issue, form)
    require(user, actions.permission_for(name))
    op, args = actions.build(name, fields_of(issue, form))
    outcome = editing.apply(issue.pk, base_of(form, issue), op, args, user, token=token_of(form))
    if not outcome.touched:
        return Done(_("没有变化。"))
    note_session(user, issue)
    return Done(_("%(what)s，已保存 r%(n)d") % {"what": said(name, op), "n": outcome.revision})


def said(name: str, op: str) -> str:
    return word(OPERATION_WORDS, name if name in OPERATION_WORDS else op)


# --- steps that are no layout operation ---------------------------------------------------------------------


def undo(user: AbstractUser, issue: Issue, form: QueryDict) -> Done:
    require(user, "edit_layout")
    return Done(_("已撤销，r%(n)d") % {"n": editing.undo(issue.pk, user, token_of(form)).revision})


def redo(user: AbstractUser, issue: Issue, form: QueryDict) -> Done:
    require(user, "edit_layout")
    return Done(_("已重做，r%(n)d") % {"n": editing.redo(issue.pk, user, token_of(form)).revision})


def flag_of(issue: Issue, form: QueryDict) -> Flag:
    text = form.get("flag", "")
    flag = issue.flags.filter(pk=int(text)).first() if text.isascii() and text.isdigit() else None
    if flag is None or flag.state != Flag.FlagState.OPEN:
        raise editing.InvalidOperation(_("这处存疑已经处理过了。"))
    return flag


def accept(user: AbstractUser, issue: Issue, form: QueryDict) -> Done:
    """Run the proposed operation and close the flag."""
    require(user, "edit_layout")
    flag = flag_of(issue, form)
    if not flag.proposal:
        raise editing.InvalidOperation(_("这处存疑没有现成的建议，请自己改好，或选“不再提示”。"))
    op, args = flag.proposal["op"], flag.proposal.get("args", {})
    require(user, actions.permission_for(op))
    with transaction.atomic():
        outcome = editing.apply(issue.pk, base_of(form, issue), op, args, user, token=token_of(form))
        editing.settle_flag(flag.pk, Flag.FlagState.RESOLVED, user)
    return Done(_("已照建议处理，r%(n)d") % {"n": outcome.revision})


def dismiss(user: AbstractUser, issue: Issue, form: QueryDict) -> Done:
    require(user, "edit_layout")
    editing.settle_flag(flag_of(issue, form).pk, Flag.FlagState.DISMISSED, user)
    return Done(_("这处存疑不再提示"))


def finish(user: AbstractUser, issue: Issue, form: QueryDict) -> Done:
    """The issue is done; on to the next of the queue."""
    require(user, "verify_issue")
    review.finish(issue)
    following = review.take_next(user, after=issue)
    said = _("%(issue)s 校对完毕") % {"issue": issue}
    return Done(said, following)


def reopen(user: AbstractUser, issue: Issue, form: QueryDict) -> Done:
    require(user, "verify_issue")
    review.reopen(issue)
    return Done(_("本期重新列入校对"))


SPECIAL: dict[str, Callable[[AbstractUser, Issue, QueryDict], Done]] = {
    f.__name__: f for f in (undo, redo, accept, dismiss, finish, reopen)
}


# --- telling ------------------------------------------------------------------------------------------------


def tell(request: HttpRequest, text: str) -> None:
    messages.success(request, text)


def told_others(conflict: editing.Conflict) -> list[str]:
    """Who did what meanwhile, a line each."""
    return [
        _("%(who)s：%(what)s（r%(n)d）")
        % {"who": r.user or word(OPERATION_WORDS, r.via), "what": word(OPERATION_WORDS, r.op), "n": r.number}
        for r in conflict.others
    ]


def note_session(user: AbstractUser, issue: Issue) -> None:
    """One line a sitting in Django's own “recent actions”."""
    if review.sitting_goes_on(user, issue):
        return
    LogEntry.objects.log_actions(user.pk, [issue], CHANGE, change_message=_("版面划分"), single_object=True)
