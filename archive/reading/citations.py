"""How to cite an article: GB/T 7714-2015, BibTeX, RIS, and what search engines and Zotero read from a page."""

from __future__ import annotations

import datetime
import io
import json
from typing import Any

import segno

from archive.models import Article, Issue
from archive.reading.renditions import absolute, iso, page_text

AUTHORS = 3  # GB/T 7714: the first three, then 等
BIBTEX_SIGNS = str.maketrans(
    {"\\": r"\textbackslash{}", **{c: f"\\{c}" for c in "{}&%$#_"}, "~": r"\~{}", "^": r"\^{}"}
)


def authors(article: Article) -> list[str]:
    """Who wrote it: the byline, else the credits."""
    named = [name for entry in article.byline for name in entry["names"]]
    return list(dict.fromkeys(named or article.credits))


def page_number(article: Article) -> str:
    """1 -> 01, as newspapers are cited; A04 stays."""
    return article.page.label.zfill(2) if article.page.label.isdigit() else article.page.label


def gbt7714(article: Article, today: datetime.date) -> str:
    """刘威, 周浪. 题名[N/OL]. 今日衢江, 2020-06-16(01)[2024-05-01]. https://….

    The standard's form for an article of a newspaper read online; `today` is the date of reading it.
    """
    names = authors(article)
    who = ", ".join(names[:AUTHORS]) + (", 等" if len(names) > AUTHORS else "")
    date = iso(article.issue.date) or "[日期不详]"
    title = article.title or article.headline
    parts = [f"{who}. " if who else "", f"{title}[N/OL]. {article.issue.paper.name}, {date}({page_number(article)})"]
    return "".join(parts) + f"[{today.isoformat()}]. {absolute(article.permanent_url)}."


def bibtex(article: Article) -> str:
    fields = {
        "author": " and ".join(f"{{{tex(name)}}}" for name in authors(article)),
        "title": f"{{{tex(article.title or article.headline)}}}",
        "journal": tex(article.issue.paper.name),
        "date": iso(article.issue.date) or "",
        "year": str(article.issue.date.year) if article.issue.date else "",
        "pages": tex(article.page.label),
        "url": absolute(article.permanent_url),
        "langid": "chinese",
    }
    rows = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@article{{{article.uid},\n{rows}\n}}\n"


def tex(text: str) -> str:
    return text.translate(BIBTEX_SIGNS)


def ris(article: Article) -> str:
    date = article.issue.date
    rows = [("TY", "NEWS"), *(("AU", name) for name in authors(article))]
    rows += [("TI", article.title or article.headline), ("T2", article.issue.paper.name)]
    if date:
        rows += [("PY", str(date.year)), ("DA", date.strftime("%Y/%m/%d"))]
    rows += [("SP", article.page.label), ("LA", "zh"), ("UR", absolute(article.permanent_url)), ("ER", "")]
    return "".join(f"{name}  - {value}\r\n" for name, value in rows)


def qr(url: str) -> str:
    """An address as a QR code, an SVG file."""
    buffer = io.BytesIO()
    segno.make(url, error="m").save(buffer, kind="svg", scale=4, border=2, dark="#1f1c18", light="#ffffff")
    return buffer.getvalue().decode()


# --- for machines -------------------------------------------------------------------------------------------


def meta_tags(article: Article) -> list[tuple[str, str]]:
    """Highwire and Dublin Core names and values, which Zotero's translators read."""
    issue, names = article.issue, authors(article)
    title, url = article.title or article.headline, absolute(article.permanent_url)
    date = issue.date
    tags = [("citation_title", title), *(("citation_author", name) for name in names)]
    tags += [("citation_journal_title", issue.paper.name), ("citation_language", "zh")]
    if date:
        tags.append(("citation_publication_date", date.strftime("%Y/%m/%d")))
    if issue.total_issue:
        tags.append(("citation_issue", str(issue.total_issue)))
    tags += [("citation_firstpage", article.page.label), ("citation_public_url", url)]
    tags += [("DC.title", title), *(("DC.creator", name) for name in names), ("DC.type", "Text")]
    tags += [("DC.source", f"{issue.paper.name} {issue.date_text} {page_text(article.page.label)}")]
    tags += [("DC.date", iso(date))] if date else []
    return [*tags, ("DC.language", "zh"), ("DC.identifier", url)]


def issue_object(issue: Issue) -> dict[str, Any]:
    """schema.org PublicationIssue."""
    found: dict[str, Any] = {
        "@type": "PublicationIssue",
        "@id": absolute(issue.permanent_url),
        "url": absolute(issue.get_absolute_url()),
        "name": f"{issue.paper.name} {issue.date_text}",
        "isPartOf": {"@type": "Newspaper", "name": issue.paper.name, "url": absolute(issue.paper.get_absolute_url())},
    }
    if issue.date:
        found["datePublished"] = iso(issue.date)
    if issue.total_issue:
        found["issueNumber"] = issue.total_issue
    return found


def article_object(article: Article) -> dict[str, Any]:
    """schema.org NewsArticle."""
    found = {
        "@type": "NewsArticle",
        "@id": absolute(article.permanent_url),
        "url": absolute(article.get_absolute_url()),
        "headline": article.headline[:110],
        "inLanguage": "zh",
        "printPage": article.page.label,
        "isPartOf": issue_object(article.issue),
        "dateModified": iso(article.updated),
        "wordCount": article.length,
    }
    if names := authors(article):
        found["author"] = [{"@type": "Person", "name": name} for name in names]
    if article.page.section:
        found["printSection"] = article.page.section
    if article.issue.date:
        found["datePublished"] = iso(article.issue.date)
    return found


def as_script(value: dict[str, Any]) -> str:
    """JSON-LD that cannot end its script element."""
    text = json.dumps({"@context": "https://schema.org", **value}, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
