"""Issues with their pages, and the files they were read from."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import get_script_prefix
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.models.papers import UNQUOTED, Newspaper, State, dated_place, home_address
from archive.uids import new_uid


class IssueQuerySet(models.QuerySet["Issue"]):
    def public(self) -> IssueQuerySet:
        return self.filter(state=State.PUBLIC)

    def dated(self) -> IssueQuerySet:
        return self.filter(date__isnull=False)

    def undated(self) -> IssueQuerySet:
        return self.filter(date__isnull=True)

    def of_year(self, year: int) -> IssueQuerySet:
        return self.filter(date__gte=datetime.date(year, 1, 1), date__lte=datetime.date(year, 12, 31))

    def in_order(self) -> IssueQuerySet:
        return self.order_by(F("date").asc(nulls_last=True), "paper__slug", "edition", "uid")


class Issue(models.Model):
    """One issue. Undated issues are storable; a day may hold several editions."""

    class DateSource(models.TextChoices):
        PRINTED = "printed", _("报头所印")
        GIVEN = "given", _("导入时指定")
        FILENAME = "filename", _("文件名")
        INFERRED = "inferred", _("推断")
        EDITOR = "editor", _("编辑填写")

    class Review(models.TextChoices):
        AUTO = "auto", _("未校对")
        IN_REVIEW = "in_review", _("校对中")
        DONE = "done", _("已校对")

    uid = models.CharField(max_length=10, unique=True, default=new_uid, editable=False)
    paper = models.ForeignKey(Newspaper, models.PROTECT, related_name="issues", verbose_name=_("报纸"))
    date = models.DateField(_("日期"), null=True, blank=True, db_index=True)
    date_end = models.DateField(_("合刊止日"), null=True, blank=True)
    date_source = models.CharField(
        _("日期依据"), max_length=10, choices=DateSource, null=True, blank=True
    )  # null, not "": EXPORT.md says so
    date_note = models.CharField(_("日期说明"), max_length=200, blank=True)
    date_from = models.DateField(_("不早于"), null=True, blank=True)
    date_to = models.DateField(_("不晚于"), null=True, blank=True)
    weekday = models.CharField(_("星期"), max_length=5, null=True, blank=True)
    lunar = models.CharField(_("农历"), max_length=20, null=True, blank=True)
    edition = models.PositiveSmallIntegerField(_("第几次出版"), default=1)
    label = models.CharField(_("增刊/号外"), max_length=20, null=True, blank=True)
    total_issue = models.PositiveIntegerField(_("总期号"), null=True, blank=True)
    total_issue_end = models.PositiveIntegerField(_("总期号止"), null=True, blank=True)
    pages_declared = models.PositiveSmallIntegerField(_("所印版数"), null=True, blank=True)
    publisher = models.CharField(_("主办"), max_length=200, null=True, blank=True)
    place = models.CharField(max_length=500, blank=True, editable=False)  # what identifies an undated issue
    layout = models.JSONField(default=dict, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    review = models.CharField(_("校对"), max_length=10, choices=Review, default=Review.AUTO)
    doubt = models.FloatField(_("存疑"), default=0, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("校对人")
    )
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.PUBLIC)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(max_length=300, blank=True, editable=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("报纸一期")
        verbose_name_plural = _("各期")
        ordering = ["-date", "paper", "edition"]
        indexes = [  # rows are wide (the layout): neighbours and the latest issue are found without reading them
            models.Index(fields=["state", "date", "edition"], name="issue_by_date"),
            models.Index(fields=["paper", "state", "date", "edition"], name="issue_of_paper_by_date"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "date", "edition"],
                condition=Q(date__isnull=False) & ~Q(state="retired"),
                name="one_issue_a_date_and_edition",
            ),
            models.CheckConstraint(condition=Q(edition__gte=1), name="editions_count_from_one"),
            models.CheckConstraint(
                condition=Q(date_end__isnull=True) | Q(date_end__gt=F("date")), name="date_end_after_date"
            ),
        ]
        permissions = [
            ("edit_layout", _("可编辑版面划分")),
            ("verify_issue", _("可核定")),
            ("restore_revision", _("可恢复旧版本")),
            ("bulk_layout", _("可批量处理")),
            ("withdraw", _("可撤下与恢复公开")),
            ("reingest", _("可导入与移动文件")),
        ]

    def __str__(self) -> str:
        return f"{self.paper.name} {self.date_text}"

    @property
    def date_text(self) -> str:
        """2020年6月16日, with edition and label; 日期不详 for an undated issue."""
        if self.date is None:
            return str(_("日期不详"))
        text = f"{self.date.year}年{self.date.month}月{self.date.day}日"
        if self.date_end:
            text += f"—{self.date_end.month}月{self.date_end.day}日"
        if self.edition > 1:
            text += f"（{self.edition}）"
        return f"{text} {self.label}" if self.label else text

    @property
    def address(self) -> dict[str, Any]:
        """The keyword arguments of its URL patterns."""
        if self.date is None:
            return {"paper": self.paper.slug, "issue_uid": self.uid}
        day = f"{self.date.day:02}" + (f"-{self.edition}" if self.edition > 1 else "")
        return {
            "paper": self.paper.slug,
            "year": f"{self.date.year:04}",
            "month": f"{self.date.month:02}",
            "day": day,
        }

    def get_absolute_url(self) -> str:
        """Below its paper's, as the table of addresses has it."""
        place = dated_place(self.date, self.edition) if self.date else f"undated/{self.uid}/"
        return self.paper.get_absolute_url() + place

    def page_url(self, label: str) -> str:
        """Below the issue's; a label may be Chinese."""
        return f"{self.get_absolute_url()}{quote(label, safe=UNQUOTED)}/"

    @property
    def permanent_url(self) -> str:
        return f"{home_address(get_language(), get_script_prefix())}i/{self.uid}/"


class Page(models.Model):
    """A page of an issue, derived: label as printed ('1', 'A04'), `order` in the issue from 1."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="pages", verbose_name=_("期"))
    label = models.CharField(_("版次"), max_length=10)
    order = models.PositiveSmallIntegerField(_("次序"))
    section = models.CharField(_("版名"), max_length=40, null=True, blank=True)

    class Meta:
        verbose_name = _("版")
        verbose_name_plural = _("版")
        ordering = ["issue", "order"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "label"], name="one_page_a_label"),
        ]

    def __str__(self) -> str:
        return str(_("第%(label)s版")) % {"label": self.label}

    def get_absolute_url(self) -> str:
        return self.issue.page_url(self.label)


class Source(models.Model):
    """A received file, never changed. `text` is what `bytes` say, with U+0000 and lone surrogates replaced one
    for one by U+FFFD so that offsets hold."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="sources", verbose_name=_("期"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    name = models.CharField(_("文件"), max_length=500)
    page = models.CharField(_("版次"), max_length=10)
    page_starts = models.JSONField(default=list)  # [[first line, page label], …] for a file of several pages
    # where the file was received for (paper/date/edition/page, or the path of an undated one); stays when it moves
    place = models.CharField(max_length=700, blank=True, db_index=True, editable=False)
    bytes = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    encoding = models.CharField(_("编码"), max_length=20)
    text = models.TextField()
    received_at = models.DateTimeField(_("收到"), auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("交来的人")
    )
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("原始文件")
        verbose_name_plural = _("原始文件")
        ordering = ["issue", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "seq"], name="one_source_a_seq"),
            models.UniqueConstraint(fields=["issue", "page", "sha256"], name="one_source_a_content"),
        ]

    def __str__(self) -> str:
        return self.name
