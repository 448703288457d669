"""The review queue: which issue to open next, who has it, and how far the work is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear, TruncWeek
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from archive.models import Article, Flag, Issue, Revision, State

SITTING = timedelta(minutes=15)  # operations of one user with shorter pauses are one sitting
WEEKS = 12  # shown in the progress table


@dataclass(frozen=True, slots=True)
class Asked:
    """What the queue is narrowed to."""

    paper: str = ""
    year: str = ""
    kind: str = ""
    who: str = ""  # "" everyone, "free", or a user's primary key

    @classmethod
    def read(cls, query: QueryDict) -> Asked:
        """Values that make no sense count as not asked."""
        numbers = {n: v for n in ("paper", "year") if (v := query.get(n, "")).isascii() and v.isdigit()}
        who = query.get("who", "")
        return cls(**numbers, kind=query.get("kind", ""), who=who if who == "free" or who.isdecimal() else "")

    def narrow(self, rows: QuerySet[Issue]) -> QuerySet[Issue]:
        if self.paper:
            rows = rows.filter(paper_id=int(self.paper))
        if self.year:
            rows = rows.filter(date__year=min(int(self.year), date.max.year))
        if self.kind:
            flagged = Flag.objects.filter(kind=self.kind, state=Flag.FlagState.OPEN)
            rows = rows.filter(pk__in=flagged.values("issue"))
        if self.who == "free":
            return rows.filter(assigned_to=None)
        return rows.filter(assigned_to_id=int(self.who)) if self.who else rows


def living() -> QuerySet[Issue]:
    return Issue.objects.exclude(state=State.RETIRED)


def waiting(asked: Asked | None = None) -> QuerySet[Issue]:
    """Issues to be looked at, the most doubtful first, with the number of their open flags."""
    open_flags = Count("flags", filter=Q(flags__state=Flag.FlagState.OPEN))
    rows = living().exclude(review=Issue.Review.DONE).select_related("paper", "assigned_to").defer("layout")
    rows = rows.annotate(open_flags=open_flags).order_by("-doubt", "date", "pk")
    return asked.narrow(rows) if asked else rows


def years() -> list[int]:
    found = living().dated().values_list("date__year", flat=True).distinct()
    return sorted(set(found))


def open_kinds() -> list[str]:
    return sorted(set(Flag.objects.filter(state=Flag.FlagState.OPEN).values_list("kind", flat=True)))


# --- taking and finishing -----------------------------------------------------------------------------------


def next_issue(user: Any, after: Issue | None = None) -> Issue | None:
    """The user's own open issue, else the most doubtful one that nobody has."""
    rows = waiting()
    if after is not None:
        rows = rows.exclude(pk=after.pk)
    return rows.filter(assigned_to=user).first() or rows.filter(assigned_to=None).first()


def take(user: Any, issue: Issue) -> None:
    """The user works on the issue from now on."""
    Issue.objects.filter(pk=issue.pk).update(assigned_to=user, review=Issue.Review.IN_REVIEW)


def take_next(user: Any, after: Issue | None = None) -> str:
    """Address of the editor with the next issue, which is now the user's; of the queue when nothing waits."""
    issue = next_issue(user, after)
    if issue is None:
        return reverse("admin:archive_issue_queue")
    take(user, issue)
    return reverse("admin:archive_issue_layout", args=[issue.pk])


def finish(issue: Issue) -> None:
    Issue.objects.filter(pk=issue.pk).update(review=Issue.Review.DONE)


def reopen(issue: Issue) -> None:
    Issue.objects.filter(pk=issue.pk).update(review=Issue.Review.IN_REVIEW)


def sitting_goes_on(user: Any, issue: Issue) -> bool:
    """Whether the user's last entry on this issue is fresh enough to stand for this operation too."""
    kind = ContentType.objects.get_for_model(Issue)
    rows = LogEntry.objects.filter(user=user, content_type=kind, object_id=str(issue.pk))
    return rows.filter(action_time__gte=timezone.now() - SITTING).exists()


# --- progress -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Year:
    """How far the issues of one paper and year are; `year` None: undated."""

    paper: str
    year: int | None
    auto: int
    in_review: int
    done: int
    articles: int
    verified: int
    doubts: int
    edits: int

    @property
    def issues(self) -> int:
        return self.auto + self.in_review + self.done

    @property
    def edits_an_issue(self) -> float:
        """Edits for each issue that an editor has finished or begun."""
        worked = self.in_review + self.done
        return round(self.edits / worked, 1) if worked else 0.0


def counted(rows: QuerySet[Any], prefix: str = "") -> Counter[tuple[str, int | None]]:
    """How many rows stand under each paper and year; `prefix`: the way from the row to its issue."""
    year = ExtractYear(f"{prefix}date")
    found = rows.annotate(y=year).values_list(f"{prefix}paper__name", "y").annotate(n=Count("pk")).order_by()
    return Counter({(paper, y): n for paper, y, n in found})


def progress() -> list[Year]:
    """A row for each paper and year, in order, the undated last."""
    issues = {state: counted(living().filter(review=state)) for state in Issue.Review.values}
    alive = Article.objects.exclude(state=State.RETIRED)
    articles = counted(alive, "issue__")
    verified = counted(alive.filter(verified_at__isnull=False), "issue__")
    doubts = counted(Flag.objects.filter(state=Flag.FlagState.OPEN), "issue__")
    edits = counted(edits_by_hand(), "issue__")
    places = sorted({k for c in issues.values() for k in c}, key=lambda k: (k[0], k[1] is None, k[1] or 0))
    return [
        Year(
            *place,
            auto=issues["auto"][place],
            in_review=issues["in_review"][place],
            done=issues["done"][place],
            articles=articles[place],
            verified=verified[place],
            doubts=doubts[place],
            edits=edits[place],
        )
        for place in places
    ]


def edits_by_hand() -> QuerySet[Revision]:
    """What editors changed: marks of verification and steps back aside."""
    return Revision.objects.filter(via="editor").exclude(op__in=("verify", "unverify", "undo", "redo"))


@dataclass(frozen=True, slots=True)
class Week:
    """One editor's work in one week."""

    begins: date
    user: str
    edits: int
    fixes: int  # of these, characters put right rather than boundaries
    issues: int


def weeks() -> list[Week]:
    """The last weeks, newest first."""
    since = timezone.now() - timedelta(weeks=WEEKS)
    rows = edits_by_hand().filter(created__gte=since, user__isnull=False).annotate(week=TruncWeek("created"))
    found = (
        rows.values("week", "user__username")
        .annotate(edits=Count("pk"), fixes=Count("pk", filter=Q(op="fix_text")), issues=Count("issue", distinct=True))
        .order_by("-week", "user__username")
    )
    return [
        Week(timezone.localdate(r["week"]), r["user__username"], r["edits"], r["fixes"], r["issues"]) for r in found
    ]


@dataclass(frozen=True, slots=True)
class Month:
    """Edits for each issue worked on in a month; `share` 0..100 of the highest month, for the bar."""

    label: str
    issues: int
    edits: int
    rate: float
    share: int


def edits_per_issue() -> list[Month]:
    """By month of the work. A falling line shows the machine improving."""
    rows = edits_by_hand().values_list("created", "issue")
    edits: Counter[str] = Counter()
    issues: dict[str, set[int]] = {}
    for created, issue in rows:
        label = f"{timezone.localdate(created):%Y-%m}"
        edits[label] += 1
        issues.setdefault(label, set()).add(issue)
    rates = {label: edits[label] / len(issues[label]) for label in sorted(edits)}
    top = max(rates.values(), default=1)
    return [Month(m, len(issues[m]), edits[m], round(r, 1), round(100 * r / top)) for m, r in rates.items()]
