"""Page and Article rows from a layout: the derived side of the truth."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from archive.derived import Derived, derive
from archive.layout import ArticleLayout, Blocks, Layout
from archive.models import Article, Issue, Page, Source, State


def page_key(label: str) -> tuple[Any, ...]:
    """Sort key of page labels: '2' before '10', 'A04' before 'B01'."""
    parts = re.split(r"(\d+)", label)
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts if p)


def page_labels(layout: Layout, sources: Iterable[Source]) -> list[str]:
    """Labels of all pages that the sources or the articles name, in order."""
    labels = {a.page for a in layout.articles}
    for source in sources:
        labels.update(label for _, label in source.page_starts or [[1, source.page]])
    return sorted(labels, key=page_key)


def write_pages(issue: Issue, labels: list[str]) -> dict[str, Page]:
    """The issue's page rows made to match; a page that nothing names any more goes."""
    pages = {page.label: page for page in issue.pages.all()}
    fresh = [Page(issue=issue, label=label, order=n) for n, label in enumerate(labels, 1) if label not in pages]
    pages.update((page.label, page) for page in Page.objects.bulk_create(fresh))
    for order, label in enumerate(labels, 1):
        page = pages[label]
        if page.order != order:
            page.order = order
            page.save(update_fields=["order"])
    return pages


def drop_unused_pages(pages: dict[str, Page], labels: list[str]) -> None:
    """Called when no article stands on them any more."""
    for label in pages.keys() - set(labels):
        pages[label].delete()


def row_values(article: ArticleLayout, derived: Derived) -> dict[str, Any]:
    """Field values of the Article row, place and state aside."""
    user, at = article.verified or (None, None)
    texts = [p.text for p in derived.paragraphs]
    return {
        "kind": article.kind,
        "column": derived.column[:200],
        "kicker": derived.kicker,
        "title": derived.title,
        "subtitle": derived.subtitle,
        "headline": derived.headline,
        "byline": [{"role": role, "names": list(names)} for role, names in derived.byline],
        "credits": list(derived.credits),
        "paragraphs": [[p.role, p.text] for p in derived.paragraphs],
        "original": list(derived.original),
        "length": sum(map(len, texts)),
        "jump_to": article.jump_to,
        "jump_from": article.jump_from,
        "missing": list(article.missing),
        "by": article.by,
        "verified_by": user,
        "verified_at": datetime.fromisoformat(at) if at else None,
        "doubt": article.doubt,
    }


def successors(before: Layout, after: Layout) -> dict[str, str | None]:
    """uid of each article that is gone -> the article that now holds at least half of its characters, or None."""
    here = {a.uid for a in after.articles}
    homes: dict[str, list[tuple[int, int, str]]] = {}
    for article in after.articles:
        for p in article.pieces:
            homes.setdefault(p.block, []).append((p.start, p.end, article.uid))
    found: dict[str, str | None] = {}
    for gone in (a for a in before.articles if a.uid not in here):
        held: dict[str, int] = {}
        for p in gone.pieces:
            for start, end, uid in homes.get(p.block, ()):
                held[uid] = held.get(uid, 0) + max(0, min(end, p.end) - max(start, p.start))
        best = max(held, key=lambda uid: held[uid], default=None)
        total = sum(p.end - p.start for p in gone.pieces)
        found[gone.uid] = best if best and 2 * held[best] >= total else None
    return found


def places(layout: Layout) -> dict[str, tuple[str, int]]:
    """uid -> page label and position on the page, from 1."""
    counts: dict[str, int] = {}
    found = {}
    for article in layout.articles:
        counts[article.page] = counts.get(article.page, 0) + 1
        found[article.uid] = (article.page, counts[article.page])
    return found


def write_articles(
    issue: Issue,
    layout: Layout,
    blocks: Blocks,
    pages: Mapping[str, Page],
    heirs: Mapping[str, str | None],
    only: Collection[str] | None = None,
) -> list[str]:
    """Article rows made to match the layout; returns the uids of the rows that changed, in layout order.

    `heirs`: where readers of a gone article go. A uid that stands in the layout again is live again. `only`: the
    articles that differ from the layout before; of the others the place alone can have changed, as sources never do.
    """
    rows = {row.uid: row for row in rows_of(issue, only)}
    where = places(layout)
    changed, fresh = [], []
    stale: dict[frozenset[str], list[Article]] = {}  # names of the fields that changed -> rows
    for article in layout.articles:
        row = rows.get(article.uid)
        label, position = where[article.uid]
        same = row is not None and row.state != State.RETIRED and only is not None and article.uid not in only
        values = {} if same else row_values(article, derive(article, blocks, layout))
        values |= {"page": pages[label], "position": position, "merged_into": None}
        if row is None:
            fresh.append(Article(uid=article.uid, issue=issue, **values))
        elif names := update_row(row, values):
            stale.setdefault(names, []).append(row)
        else:
            continue
        changed.append(article.uid)
    Article.objects.bulk_create(fresh)
    rows.update((row.uid, row) for row in fresh)
    gone = retire(rows, {a.uid for a in layout.articles}, heirs)
    for names, group in [*stale.items(), (RETIRING, gone)]:
        Article.objects.bulk_update(group, sorted(names))
    return changed + [row.uid for row in gone]


TEXTS = ("column", "kicker", "title", "subtitle", "headline", "byline", "credits", "paragraphs", "original")
RETIRING = frozenset({"state", "page", "position", "merged_into", "updated"})


def rows_of(issue: Issue, only: Collection[str] | None) -> list[Article]:
    """The issue's rows; without their texts where the article is none of `only`: these are not compared."""
    rows = issue.articles.order_by("pk").select_related("page")
    if only is None:
        return list(rows)
    wanted = Q(uid__in=only) | Q(state=State.RETIRED)
    return [*rows.filter(wanted), *rows.exclude(wanted).defer(*TEXTS)]


def update_row(row: Article, values: dict[str, Any]) -> frozenset[str]:
    """Names of the fields that changed; a retired row comes back as it was before."""
    if row.state == State.RETIRED:
        values |= {"state": State.WITHDRAWN if row.withdrawn_at else State.PUBLIC}
    different = {k: v for k, v in values.items() if getattr(row, k) != v}
    for name, value in different.items():
        setattr(row, name, value)
    if different:
        row.updated = timezone.now()
    return frozenset(different) | {"updated"} if different else frozenset()


def retire(rows: Mapping[str, Article], here: set[str], heirs: Mapping[str, str | None]) -> list[Article]:
    """Rows whose article is gone from the layout: they keep their uid and point to the heir."""
    gone = []
    for uid, row in rows.items():
        if uid in here or row.state == State.RETIRED:
            continue
        heir = heirs.get(uid)
        row.state, row.page, row.position = State.RETIRED, None, 0
        row.merged_into = rows.get(heir) if heir else None
        row.updated = timezone.now()
        gone.append(row)
    return gone
