"""Articles, pages and issues as plain text, Markdown and JSON values, for downloads and for machines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from archive.models import Article, Issue, Newspaper, Page
from archive.reading.browsing import Contents, PageContents
from archive.reading.finding import bare_path

MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")
MARKDOWN_STARTS = re.compile(r"^(\s*)([-+>]|\d+[.)])(\s)")


def absolute(path: str) -> str:
    """The whole address; always the Chinese page's, in whatever language it is asked for."""
    return settings.ARCHIVE_SITE_URL + bare_path(path)


def page_text(label: str) -> str:
    return f"第{label}版" if label.isdigit() else f"{label}版"


def place_text(article: Article) -> str:
    """《青溪日报》2012年9月28日 第1版."""
    return f"《{article.issue.paper.name}》{article.issue.date_text} {page_text(article.page.label)}"


def byline_text(article: Article) -> str:
    """记者 祝小满　通讯员 石磊."""
    return "　".join(" ".join([entry["role"], *entry["names"]]).strip() for entry in article.byline)


def gaps_before(article: Article) -> list[str]:
    """In words, what is missing at the beginning."""
    if article.jump_from:
        return [f"（上接{page_text(article.jump_from)}）"]
    return ["（开头缺失）"] if "start" in article.missing else []


def gaps_after(article: Article) -> list[str]:
    if article.jump_to:
        return [f"（下转{page_text(article.jump_to)}）"]
    return ["（结尾缺失）"] if "end" in article.missing else []


def credits_text(article: Article) -> list[str]:
    return [f"（{' '.join(article.credits)}）"] if article.credits else []


# --- text ---------------------------------------------------------------------------------------------------


def article_as_text(article: Article) -> str:
    """Headline parts a line each, then the paragraphs, then where it stands."""
    head = [article.column, article.kicker, article.title or article.headline, article.subtitle, byline_text(article)]
    body = [*gaps_before(article), *article.texts, *gaps_after(article), *credits_text(article)]
    place = [place_text(article), absolute(article.permanent_url)]
    parts = ["\n".join(line for line in head if line), "\n".join(body), "\n".join(place)]
    return "\n\n".join(parts) + "\n"


def page_as_text(entry: PageContents) -> str:
    rule = "\n" + "-" * 40 + "\n\n"
    name = f" {entry.page.section}" if entry.page.section else ""
    head = f"{page_text(entry.page.label)}{name}\n\n"
    return head + rule.join(article_as_text(article) for article in entry.articles)


def issue_as_text(contents: Contents) -> str:
    issue = contents.issue
    head = f"{issue.paper.name}\n{issue.date_text}\n{absolute(issue.permanent_url)}\n\n"
    rule = "\n" + "=" * 40 + "\n\n"
    return head + rule.join(page_as_text(entry) for entry in contents.pages)


# --- Markdown -----------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return MARKDOWN_STARTS.sub(r"\1\\\2\3", MARKDOWN_SIGNS.sub(r"\\\1", text))


def paragraph_as_markdown(role: str, text: str, level: int) -> str:
    if role == "crosshead":
        return f"{'#' * (level + 1)} {plain(text)}"
    if role in {"caption", "photo_credit", "summary"}:
        return f"*{plain(text)}*"
    return plain(text)


def article_as_markdown(article: Article, level: int = 1) -> str:
    """One heading of this level, crossheads one below."""
    paragraphs = [paragraph_as_markdown(role, text, level) for role, text in article.paragraphs]
    parts = [
        f"**{plain(article.column)}**" if article.column else "",
        plain(article.kicker),
        f"{'#' * level} {plain(article.title or article.headline)}",
        plain(article.subtitle),
        f"*{plain(byline_text(article))}*" if article.byline else "",
        *map(plain, gaps_before(article)),
        *paragraphs,
        *map(plain, [*gaps_after(article), *credits_text(article)]),
        f"{plain(place_text(article))} <{absolute(article.permanent_url)}>",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def issue_as_markdown(contents: Contents) -> str:
    issue = contents.issue
    parts = [f"# {plain(issue.paper.name)} {plain(issue.date_text)}\n"]
    for entry in contents.pages:
        name = f" {plain(entry.page.section)}" if entry.page.section else ""
        parts.append(f"## {page_text(entry.page.label)}{name}\n")
        parts += [article_as_markdown(article, 3) for article in entry.articles]
    return "\n".join(parts)


# --- JSON ---------------------------------------------------------------------------------------------------


def paper_value(paper: Newspaper) -> dict[str, Any]:
    return {"slug": paper.slug, "name": paper.name, "url": absolute(paper.get_absolute_url())}


def iso(value: Any) -> str | None:
    return value.isoformat() if value else None


def issue_head(issue: Issue) -> dict[str, Any]:
    """Facts of an issue without its contents."""
    return {
        "uid": issue.uid,
        "paper": paper_value(issue.paper),
        "date": iso(issue.date),
        "date_end": iso(issue.date_end),
        "date_range": [iso(issue.date_from), iso(issue.date_to)] if issue.date_from or issue.date_to else None,
        "weekday": issue.weekday,
        "lunar": issue.lunar,
        "edition": issue.edition,
        "label": issue.label,
        "total_issue": issue.total_issue,
        "pages_declared": issue.pages_declared,
        "publisher": issue.publisher,
        "url": absolute(issue.get_absolute_url()),
        "permanent_url": absolute(issue.permanent_url),
    }


def article_head(article: Article) -> dict[str, Any]:
    """What a list says of an article."""
    return {
        "uid": article.uid,
        "page": article.page.label,
        "position": article.position,
        "kind": article.kind,
        "column": article.column or None,
        "kicker": article.kicker or None,
        "title": article.title or None,
        "subtitle": article.subtitle or None,
        "headline": article.headline,
        "byline": article.byline,
        "jump_to": article.jump_to,
        "jump_from": article.jump_from,
        "missing": article.missing,
        "length": article.length,
        "url": absolute(article.get_absolute_url()),
        "permanent_url": absolute(article.permanent_url),
    }


def article_value(article: Article, *, place: bool = True) -> dict[str, Any]:
    """An article with its text; `place`: with paper and date, for an article that stands alone."""
    found = article_head(article) | {
        "credits": article.credits,
        "paragraphs": [{"role": role, "text": text} for role, text in article.paragraphs],
        "verified_at": iso(article.verified_at),
        "updated": iso(article.updated),
    }
    if not place:
        return found
    issue = article.issue
    return {
        "paper": paper_value(issue.paper),
        "issue": {"uid": issue.uid, "url": absolute(issue.get_absolute_url())},
        "date": iso(issue.date),
        **found,
    }


def page_value(page: Page, articles: Iterable[Article], *, whole: bool) -> dict[str, Any]:
    rows = [article_value(a, place=False) if whole else article_head(a) for a in articles]
    return {
        "label": page.label,
        "order": page.order,
        "section": page.section,
        "url": absolute(page.get_absolute_url()),
        "articles": rows,
    }


def issue_value(contents: Contents, *, whole: bool = True) -> dict[str, Any]:
    pages = [page_value(entry.page, entry.articles, whole=whole) for entry in contents.pages]
    return issue_head(contents.issue) | {"pages": pages}
