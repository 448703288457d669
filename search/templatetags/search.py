"""What other pages show from search: the search box, and the reader's words marked in an article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from archive.models import Article
from search.asked import Asked
from search.highlight import Needle, mark_spans, needles, spans
from search.lookalikes import lookalikes
from search.query import QueryError, parse
from search.related import related

register = template.Library()


@register.inclusion_tag("search/_form.html")
def search_box(
    asked: Asked | None = None, q: str = "", id: str = "q", issue: str = "", paper: str = ""
) -> dict[str, Any]:
    """The search form; what else is set stays set. {% search_box %} alone is an empty one; with `issue` (a uid) or
    `paper` (a slug) it searches within these."""
    kept = [pair for pair in asked.parameters() if pair[0] not in ("q", "page")] if asked else []
    kept += [(name, value) for name, value in (("issue", issue), ("paper", paper)) if value]
    within = _("在本期内检索") if issue else _("在这份报纸里检索") if paper else ""
    return {"q": q, "kept": kept, "id": id, "within": within}


@lru_cache(maxsize=64)
def sought(q: str) -> tuple[Needle, ...]:
    """What to mark for the words carried along; nothing for words that are no query."""
    try:
        return needles(parse(q), lookalikes())
    except QueryError:
        return ()


class Marks:
    """Numbers the marks of one page through all its texts, so that each can be linked to."""

    def __init__(self) -> None:
        self.count = 0

    def tags(self) -> Iterator[str]:
        while True:
            self.count += 1
            yield f'<mark id="hit-{self.count}">'


@register.simple_tag(takes_context=True)
def marked(context: Context, text: str, q: str = "") -> SafeString:
    """The text, escaped, with the reader's words marked and numbered: {% marked paragraph q %}."""
    found = spans(text, sought(q)) if q else []
    marks = context.render_context.setdefault("search_marks", Marks())
    return mark_safe(mark_spans(text, found, marks.tags() if found else None))  # nosec B703 # escaped there


@register.inclusion_tag("search/_hits.html")
def hits(q: str, *texts: Any) -> dict[str, Any]:
    """Links to each hit in the texts that `marked` numbers, in the order in which they are shown; texts may be lists:
    {% hits q article.title article.texts %}."""
    flat = [part for text in texts for part in ([text] if isinstance(text, str) else text or [])]
    count = sum(len(spans(str(text), sought(q))) for text in flat) if q else 0
    return {"q": q, "count": count, "numbers": range(1, min(count, 30) + 1)}


@register.inclusion_tag("search/_related.html")
def related_articles(article: Article) -> dict[str, Any]:
    """Other articles about the same; nothing where there are none or the index is missing."""
    return {"related": related(article)}
