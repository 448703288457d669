"""Articles, and what happened to them: revisions, flags, changes, former addresses."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.urls import get_script_prefix
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.models.issues import Issue, Page
from archive.models.papers import State, home_address


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

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="revisions", verbose_name=_("期"))
    number = models.PositiveIntegerField(_("序号"))
    parent = models.PositiveIntegerField(null=True)
    source_set = models.JSONField(default=list)  # seqs of the active sources
    layout = models.JSONField()
    op = models.CharField(max_length=30)
    args = models.JSONField(default=dict)
    touched = models.JSONField(default=list)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("用户"))
    via = models.CharField(max_length=10)  # ingest editor bulk restore reingest import repair
    note = models.CharField(_("附注"), max_length=300, blank=True)
    detail = models.JSONField(default=dict)  # facts before and after, lost pieces of a carry-over
    created = models.DateTimeField(_("时间"), auto_now_add=True)

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

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="flags", verbose_name=_("期"))
    article_uid = models.CharField(max_length=10, null=True, blank=True, db_index=True)
    block = models.CharField(max_length=20, null=True, blank=True)  # "seq:line"
    kind = models.CharField(_("类别"), max_length=40, db_index=True)
    score = models.FloatField(_("分值"))
    detail = models.JSONField(default=dict)  # {"text": words for the editor, …}
    proposal = models.JSONField(null=True, blank=True)  # {"op", "args"}
    text_hash = models.CharField(max_length=64, blank=True)  # of the text it speaks of: dismissed stays dismissed
    state = models.CharField(_("状态"), max_length=10, choices=FlagState, default=FlagState.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("处理人"))
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
