"""The OpenAPI 3.1 description of the JSON API."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from archive.models import Article
from archive.uids import PATTERN

UID = {"type": "string", "pattern": f"^{PATTERN}$"}
TEXT, NULL_TEXT = {"type": "string"}, {"type": ["string", "null"]}
NUMBER, NULL_NUMBER = {"type": "integer"}, {"type": ["integer", "null"]}
URL = {"type": "string", "format": "uri"}
DAY, NULL_DAY = {"type": "string", "format": "date"}, {"type": ["string", "null"], "format": "date"}
MOMENT = {"type": ["string", "null"], "format": "date-time"}


def thing(**properties: Any) -> dict[str, Any]:
    """An object all of whose properties are there."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def many(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


ARTICLE_HEAD = {
    "uid": UID,
    "page": TEXT,
    "position": NUMBER,
    "kind": {"enum": list(Article.Kind.values)},
    "column": NULL_TEXT,
    "kicker": NULL_TEXT,
    "title": NULL_TEXT,
    "subtitle": NULL_TEXT,
    "headline": TEXT,
    "byline": many(thing(role=TEXT, names=many(TEXT))),
    "jump_to": NULL_TEXT,
    "jump_from": NULL_TEXT,
    "missing": many({"enum": ["start", "end", "title"]}),
    "length": NUMBER,
    "url": URL,
    "permanent_url": URL,
}
ISSUE_HEAD = {
    "uid": UID,
    "paper": ref("Paper"),
    "date": NULL_DAY,
    "date_end": NULL_DAY,
    "date_range": {"type": ["array", "null"], "items": NULL_DAY},
    "weekday": NULL_TEXT,
    "lunar": NULL_TEXT,
    "edition": NUMBER,
    "label": NULL_TEXT,
    "total_issue": NULL_NUMBER,
    "pages_declared": NULL_NUMBER,
    "publisher": NULL_TEXT,
    "url": URL,
    "permanent_url": URL,
}


def schemas() -> dict[str, Any]:
    whole = ARTICLE_HEAD | {
        "credits": many(TEXT),
        "paragraphs": many(thing(role=TEXT, text=TEXT)),
        "verified_at": MOMENT,
        "updated": MOMENT,
        "paper": ref("Paper"),
        "issue": thing(uid=UID, url=URL),
        "date": NULL_DAY,
    }
    page = thing(label=TEXT, order=NUMBER, section=NULL_TEXT, url=URL, articles=many(ref("ArticleHead")))
    return {
        "Paper": thing(slug=TEXT, name=TEXT, url=URL),
        "IssueHead": thing(**ISSUE_HEAD),
        "Issue": thing(**ISSUE_HEAD, pages=many(page)),
        "ArticleHead": thing(**ARTICLE_HEAD),
        "Article": thing(**whole),
        "Error": thing(error=TEXT),
    }


def operation(name: str, summary: str, answer: dict[str, Any], parameters: list[Any], errors: tuple[str, ...]) -> Any:
    def content(schema: dict[str, Any]) -> dict[str, Any]:
        return {"application/json": {"schema": schema}}

    answers = {"200": {"description": summary, "content": content(answer)}}
    for code in errors:
        answers[code] = {"description": "What is wrong, as a sentence", "content": content(ref("Error"))}
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters, "responses": answers}}


def asked(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def description() -> dict[str, Any]:
    uid = [{"name": "uid", "in": "path", "required": True, "schema": UID}]
    listed = [
        asked("paper", TEXT),
        asked("from", DAY),
        asked("to", DAY),
        asked("page", {"type": "integer", "minimum": 1, "maximum": 1_000_000}),
        asked("page_size", {"type": "integer", "minimum": 1, "maximum": 100}),
    ]
    issues = thing(total=NUMBER, issues=many(ref("IssueHead")))
    limits = ("429",)
    return {
        "openapi": "3.1.0",
        "info": {"title": settings.ARCHIVE_NAME, "version": "1", "description": "Read only; no key is needed."},
        "servers": [{"url": settings.ARCHIVE_SITE_URL}],
        "paths": {
            "/api/papers": operation("papers", "Papers", thing(papers=many(ref("Paper"))), [], limits),
            "/api/issues": operation("issues", "Issues", issues, listed, ("400", *limits)),
            "/api/issues/{uid}": operation("issue", "An issue", ref("Issue"), uid, ("404", "410", *limits)),
            "/api/articles/{uid}": operation("article", "An article", ref("Article"), uid, ("404", "410", *limits)),
        },
        "components": {"schemas": schemas()},
    }
