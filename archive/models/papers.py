"""Newspapers, the days they did not come out, and the addresses below them."""

from __future__ import annotations

import datetime
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

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
