"""Newspapers, issues, pages, sources, articles and what happened to them.

The layout of an issue (`Issue.layout`, see `archive.layout`) is the truth; `Page` and `Article` rows are derived
from it by `archive.materialise` and written by `archive.editing` alone. No row is ever deleted.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.uids import new_uid

RESERVED_SLUGS = frozenset(
    ["a", "i", "en", "search", "admin", "api", "static", "about", "undated", "healthz", "readyz"]
    + ["feeds", "oai", "sitemap", "help", "media", "today", "columns", "robots"]
)


UNQUOTED = "/~:@!$&'()*+,;="  # what `reverse` leaves as it is


@lru_cache(maxsize=16)
def home_address(language: str | None, prefix: str) -> str:
    """Kept, because a page has dozens of addresses below it or a paper's."""
    return reverse("home")


@lru_cache(maxsize=256)
def paper_address(language: str | None, prefix: str, slug: str) -> str:
    return reverse("paper", args=[slug])


LONGEST_ISSUE = datetime.timedelta(days=92)  # that one combined issue may stand for; beyond it is a slip of the pen
LONGEST_SUSPENSION = datetime.timedelta(days=50 * 366)


def last_day(date: datetime.date, date_end: datetime.date | None) -> datetime.date:
    """The last day that an issue was out for. A far one, as old data may hold, counts no further than is believed."""
    return date if date_end is None else min(date_end, date + min(LONGEST_ISSUE, datetime.date.max - date))


def dated_place(date: datetime.date, edition: int) -> str:
    """2020/06/16-2/: what stands behind a paper's address in that of its issue."""
    return date.isoformat().replace("-", "/") + (f"-{edition}/" if edition > 1 else "/")


def refuse_reserved(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise ValidationError(_("“%(slug)s” 是系统保留的地址，请换一个。"), params={"slug": slug})


class State(models.TextChoices):
    PUBLIC = "public", _("公开")
    WITHDRAWN = "withdrawn", _("撤下")
    RETIRED = "retired", _("停用")


class Newspaper(models.Model):
    """A paper under its present name; `former_names`: [{"name", "from", "to"}] with years."""

    slug = models.CharField(
        _("网址名"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$"), refuse_reserved],
        help_text=_("小写字母、数字和连字符；默认为报名全拼。"),
    )
    name = models.CharField(_("报名"), max_length=60, unique=True)
    former_names = models.JSONField(_("曾用名"), default=list, blank=True)
    cn_number = models.CharField(_("国内统一刊号"), max_length=20, blank=True)
    rights = models.TextField(_("版权说明"), blank=True)
    about = models.TextField(_("简介"), blank=True)
    weekdays = models.CharField(
        _("出版日"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^(?!.*(.).*\1)[1-7]*$", _("每个数字代表星期几，1 到 7，不重复。"))],
        help_text=_("一周里哪几天出报，1 为星期一：日报写 1234567，周二、周五出报写 25。留空则从已有各期推算。"),
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("报纸")
        verbose_name_plural = _("报纸")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return paper_address(get_language(), get_script_prefix(), self.slug)

    @property
    def publication_weekdays(self) -> tuple[int, ...]:
        """As an editor gave them, 0 = Monday; () where none did."""
        return tuple(sorted(int(day) - 1 for day in self.weekdays))


class Suspension(models.Model):
    """休刊: days on which a paper did not come out, told by an editor (Spring Festival first of all)."""

    paper = models.ForeignKey(Newspaper, models.CASCADE, related_name="suspensions", verbose_name=_("报纸"))
    first = models.DateField(_("休刊首日"))
    last = models.DateField(_("休刊末日"))
    reason = models.CharField(_("缘由"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("休刊")
        verbose_name_plural = _("休刊")
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="suspension_ends_after_it_began"),
        ]

    def __str__(self) -> str:
        return f"{self.first}—{self.last} {self.reason}".strip()

    def clean(self) -> None:
        if self.first and self.last and self.last - self.first > LONGEST_SUSPENSION:
            raise ValidationError(_("休刊最长记五十年，请核对首日和末日。"))


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
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    active = models.BooleanField(_("在用"), default=True)
    parser_version = models.CharField(max_length=20, blank=True)

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


class ArticleQuerySet(models.QuerySet["Article"]):
    def public(self) -> ArticleQuerySet:
        """The one gate to everything readers, feeds, downloads and the index see."""
        return self.filter(state=State.PUBLIC, issue__state=State.PUBLIC)

    def public_among(self, uids: Iterable[str]) -> ArticleQuerySet:
        """public(), of these uids and in no order. The issue's state is compared as an expression: by its index SQLite
        would come to the articles through all public issues, which takes 400 ms at 160,000 articles."""
        apart = self.order_by().alias(issue_state=Coalesce("issue__state", Value("")))
        return apart.filter(uid__in=uids, state=State.PUBLIC, issue_state=State.PUBLIC)

    def in_order(self) -> ArticleQuerySet:
        return self.order_by("issue_id", "page__order", "position")

    def with_place(self) -> ArticleQuerySet:
        """With what every link to it needs."""
        return self.select_related("issue__paper", "page")


class Article(models.Model):
    """An article as shown: derived from the layout, never edited by hand, never deleted."""

    class Kind(models.TextChoices):
        NEWS = "news", _("消息")
        PHOTO = "photo", _("图片新闻")
        FEATURE = "feature", _("通讯·副刊")
        COMMENT = "comment", _("评论")
        NOTICE = "notice", _("公告·启事")
        ADVERT = "advert", _("广告")
        LIST = "list", _("名单·表格")
        OTHER = "other", _("其他")

    class By(models.TextChoices):
        AUTO = "auto", _("机器")
        HUMAN = "human", _("编辑")

    uid = models.CharField(max_length=10, unique=True)
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="articles", verbose_name=_("期"))
    page = models.ForeignKey(Page, models.PROTECT, related_name="articles", null=True, verbose_name=_("版"))
    position = models.PositiveSmallIntegerField(_("篇次"), default=0)
    kind = models.CharField(_("体裁"), max_length=10, choices=Kind, default=Kind.NEWS)
    column = models.CharField(_("栏目"), max_length=200, blank=True, db_index=True)
    kicker = models.TextField(_("引题"), blank=True)
    title = models.TextField(_("标题"), blank=True)
    subtitle = models.TextField(_("副题"), blank=True)
    headline = models.TextField(_("列表标题"), blank=True)  # title, or what stands for it
    byline = models.JSONField(_("作者"), default=list)  # [{"role": "记者", "names": [...]}]
    credits = models.JSONField(_("署名"), default=list)
    paragraphs = models.JSONField(default=list)  # [[role, text], …]
    original = models.JSONField(default=list)  # passages as they stood before text fixes
    length = models.PositiveIntegerField(_("字数"), default=0)
    jump_to = models.CharField(max_length=10, null=True, blank=True)
    jump_from = models.CharField(max_length=10, null=True, blank=True)
    missing = models.JSONField(default=list)
    by = models.CharField(_("划分"), max_length=10, choices=By, default=By.AUTO)
    verified_by = models.CharField(_("核定人"), max_length=150, null=True, blank=True)
    verified_at = models.DateTimeField(_("核定时间"), null=True, blank=True)
    doubt = models.FloatField(_("存疑"), default=0)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.PUBLIC)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    updated = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("文章")
        verbose_name_plural = _("文章")
        ordering = ["issue", "page__order", "position"]
        indexes = [models.Index(fields=["issue", "state"], name="article_issue_state")]

    def __str__(self) -> str:
        return self.headline

    @property
    def texts(self) -> list[str]:
        """The paragraphs without their roles."""
        return [text for _role, text in self.paragraphs]

    @property
    def body(self) -> str:
        return "\n".join(self.texts)

    @property
    def names(self) -> list[str]:
        """Everyone named in byline and credits, once each."""
        named = [name for entry in self.byline for name in entry["names"]]
        return list(dict.fromkeys([*named, *self.credits]))

    def get_absolute_url(self) -> str:
        """The present readable address; a retired article has only its permanent one."""
        if self.page is None:
            return self.permanent_url
        return f"{self.issue.page_url(self.page.label)}{self.uid}/"

    @property
    def permanent_url(self) -> str:
        return f"{home_address(get_language(), get_script_prefix())}a/{self.uid}/"


class Revision(models.Model):
    """One accepted change of an issue, with the whole layout after it. Append-only."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    parent = models.PositiveIntegerField(null=True)
    source_set = models.JSONField(default=list)  # seqs of the active sources
    layout = models.JSONField()
    op = models.CharField(max_length=30)
    args = models.JSONField(default=dict)
    touched = models.JSONField(default=list)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    via = models.CharField(max_length=10)  # ingest editor bulk restore reingest import
    note = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)  # facts before and after, lost pieces of a carry-over
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("修改记录")
        verbose_name_plural = _("修改记录")
        ordering = ["issue", "number"]
        constraints = [models.UniqueConstraint(fields=["issue", "number"], name="one_revision_a_number")]

    def __str__(self) -> str:
        return f"r{self.number} {self.op}"


class Flag(models.Model):
    """A doubt for an editor, with a score in 0..1 and, where there is one, a proposed operation."""

    class FlagState(models.TextChoices):
        OPEN = "open", _("待处理")
        RESOLVED = "resolved", _("已解决")
        DISMISSED = "dismissed", _("不再提示")

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="flags")
    article_uid = models.CharField(max_length=10, null=True, blank=True, db_index=True)
    block = models.CharField(max_length=20, null=True, blank=True)  # "seq:line"
    kind = models.CharField(_("类别"), max_length=40, db_index=True)
    score = models.FloatField(_("分值"))
    detail = models.JSONField(default=dict)  # {"text": words for the editor, …}
    proposal = models.JSONField(null=True, blank=True)  # {"op", "args"}
    text_hash = models.CharField(max_length=64, blank=True)  # of the text it speaks of: dismissed stays dismissed
    state = models.CharField(_("状态"), max_length=10, choices=FlagState, default=FlagState.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("存疑")
        verbose_name_plural = _("存疑")
        ordering = ["-score", "id"]
        indexes = [models.Index(fields=["issue", "state"], name="flag_issue_state")]

    def __str__(self) -> str:
        return str(self.detail.get("text") or self.kind)


class Change(models.Model):
    """An article changed by a commit: written in the same transaction, drained in order by the index worker."""

    id = models.BigAutoField(primary_key=True)
    article_uid = models.CharField(max_length=10)

    class Meta:
        verbose_name = _("待更新索引")
        verbose_name_plural = _("待更新索引")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.article_uid}"


class FormerAddress(models.Model):
    """An address an issue or one of its pages once had; answers 301. `page` empty = the issue itself."""

    path = models.CharField(max_length=300, unique=True)
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="former_addresses")
    page = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = _("旧地址")
        verbose_name_plural = _("旧地址")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path
