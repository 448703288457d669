"""纠错: what a reader says is wrong with an article becomes a flag in the editors' queue.

No account, no cookie, no foreign service: a signed time proves that a person took some time over the form, a field
that people do not see catches programs that fill in everything, and the site's limits count what one client sends.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.editing import locked, open_doubt
from archive.models import Article, Flag, Issue

KIND = "reader"
SCORE = 0.5
MOST_WAITING = 20  # open reports of one article; further ones tell the editors nothing new
LEAST_SECONDS, MOST_SECONDS = 3, 86_400  # a person answers neither at once nor a day later
SIGNER = signing.Signer(salt="archive.reading.reports")

WRONG = {
    "text": _("文字有错"),
    "boundary": _("文章起止不对：混进了别的文字，或缺了一段"),
    "title": _("标题、作者或栏目不对"),
    "order": _("段落次序不对"),
    "date": _("日期或版次不对"),
    "other": _("其他"),
}


def opened_now() -> str:
    """A signed time, for the hidden field of a form."""
    return SIGNER.sign(str(time.time()))


class ReportForm(forms.Form):
    wrong = forms.ChoiceField(choices=list(WRONG.items()))
    paragraph = forms.IntegerField(required=False, min_value=1, max_value=9999)
    text = forms.CharField(required=False, max_length=500)
    site = forms.CharField(required=False, max_length=500)  # the trap
    opened = forms.CharField(max_length=100)

    def clean_opened(self) -> str:
        try:
            age = time.time() - float(SIGNER.unsign(self.cleaned_data["opened"]))
        except (signing.BadSignature, ValueError):
            age = MOST_SECONDS + 1
        if age < LEAST_SECONDS:
            raise forms.ValidationError(_("提交得太快了：请核对一遍，再提交一次。"))
        if age > MOST_SECONDS:
            raise forms.ValidationError(_("这张表已经过期：请核对一遍，再提交一次。"))
        return self.cleaned_data["opened"]


def keep(article: Article, said: Mapping[str, Any]) -> Flag | None:
    """The flag that the report became; None for a repeat and for one too many."""
    told = f"{article.uid} {said['wrong']} {said['paragraph']} {said['text']}"
    digest = hashlib.sha256(told.encode()).hexdigest()
    with transaction.atomic():
        issue = locked(article.issue_id)
        waiting = issue.flags.filter(article_uid=article.uid, kind=KIND)
        if waiting.filter(text_hash=digest).exists():
            return None
        if waiting.filter(state=Flag.FlagState.OPEN).count() >= MOST_WAITING:
            return None
        flag = Flag.objects.create(
            issue=issue,
            article_uid=article.uid,
            kind=KIND,
            score=SCORE,
            detail={"text": words(said), "paragraph": said["paragraph"], "wrong": said["wrong"]},
            text_hash=digest,
        )
        Issue.objects.filter(pk=issue.pk).update(doubt=open_doubt(issue))
        return flag


def words(said: Mapping[str, Any]) -> str:
    """读者纠错：第3段，文字有错：“吴国升”."""
    place = f"第{said['paragraph']}段，" if said["paragraph"] else ""
    more = f"：{said['text']}" if said["text"] else ""
    return f"读者纠错：{place}{WRONG[said['wrong']]}{more}"
