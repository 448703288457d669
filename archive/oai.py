"""OAI-PMH 2.0 (openarchives.org/OAI/2.0/openarchivesprotocol.htm): articles as Dublin Core records.

All six verbs; sets are papers; a withdrawn or retired article is a deleted record, and deletions are kept for ever.
A resumption token holds the arguments and the place reached, so that it needs no memory on the server and never
expires.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Min, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from archive.models import Article, Issue, Newspaper, State
from archive.reading.citations import authors
from archive.reading.renditions import absolute, iso, page_text
from archive.uids import PATTERN

BATCH = 100
PREFIX = "oai_dc"
WORD = r"[A-Za-z0-9\-_.!~*'()]+"  # the signs that the protocol allows in a prefix and in each part of a set
WRITTEN = {"metadataPrefix": re.compile(WORD), "set": re.compile(rf"{WORD}(?::{WORD})*")}
HOST = re.compile(r"[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)+")
DAY, SECOND = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ARGUMENTS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {  # verb -> required, optional
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
}


class Refused(Exception):
    """An error of the protocol: its code and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(legal(message))
        self.code = code


# --- arguments ----------------------------------------------------------------------------------------------


def checked(given: Mapping[str, list[str]]) -> dict[str, str]:
    """The arguments of a request. Raises Refused (badVerb, badArgument)."""
    verbs = given.get("verb", [])
    if len(verbs) != 1 or verbs[0] not in ARGUMENTS:
        raise Refused("badVerb", "Give exactly one verb of OAI-PMH 2.0.")
    if repeated := [name for name, values in given.items() if len(values) > 1]:
        raise Refused("badArgument", f"{repeated[0]} is given twice.")
    args = {name: values[0] for name, values in given.items()}
    required, optional = ARGUMENTS[args["verb"]]
    if unknown := set(args) - required - optional - {"verb"}:
        raise Refused("badArgument", f"{args['verb']} takes no argument {min(unknown)}.")
    if "resumptionToken" in args and len(args) > 2:
        raise Refused("badArgument", "resumptionToken stands alone.")
    if "resumptionToken" not in args and (lacking := required - set(args)):
        raise Refused("badArgument", f"{args['verb']} needs {min(lacking)}.")
    if wrong := [name for name, form in WRITTEN.items() if name in args and not form.fullmatch(args[name])]:
        raise Refused("badArgument", f"{wrong[0]} holds a sign that it cannot hold.")
    if args.get("metadataPrefix", PREFIX) != PREFIX:
        raise Refused("cannotDisseminateFormat", f"Only {PREFIX} is offered.")
    return args


def moment(text: str, *, end: bool = False) -> datetime.datetime:
    """A UTC date or second; the end of a day is its last second. Raises Refused."""
    try:
        if SECOND.fullmatch(text):
            found = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.UTC)
            return found + datetime.timedelta(microseconds=999_999) if end else found
        if DAY.fullmatch(text):
            day = datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)
            return day + datetime.timedelta(days=1, microseconds=-1) if end else day
    except ValueError:
        pass
    raise Refused("badArgument", f"{text} is no date of the form YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")


def span(args: Mapping[str, str]) -> tuple[datetime.datetime | None, datetime.datetime | None]:
    """from and until. Raises Refused."""
    first, last = args.get("from"), args.get("until")
    if first and last and len(first) != len(last):
        raise Refused("badArgument", "from and until must have the same granularity.")
    start, end = moment(first) if first else None, moment(last, end=True) if last else None
    if start and end and start > end:
        raise Refused("badArgument", "from is later than until.")
    return start, end


# --- rows ---------------------------------------------------------------------------------------------------


def rows() -> QuerySet[Article]:
    """Every article that ever was, with the moment at which what harvesters see of it changed last."""
    found = Article.objects.with_place().defer("issue__layout", "original")
    return found.annotate(stamp=Greatest("updated", "issue__updated"))


def selected(args: Mapping[str, str]) -> QuerySet[Article]:
    """In the order in which they came into the archive, so that a batch is found without sorting all: what changes
    while a harvester goes through has a new datestamp and comes with its next visit. Raises Refused."""
    start, end = span(args)
    found = rows()
    if "set" in args:
        if not Newspaper.objects.filter(slug=args["set"]).exists():
            raise Refused("noRecordsMatch", "There is no such set.")
        found = found.filter(issue__paper__slug=args["set"])
    if start:
        found = found.filter(stamp__gte=start)
    if end:
        found = found.filter(stamp__lte=end)
    return found.order_by("pk")


@dataclass(frozen=True, slots=True)
class Batch:
    articles: list[Article]
    token: str | None  # "" closes a list that was resumed


def batch(args: Mapping[str, str]) -> Batch:
    """The next records of a list. Raises Refused."""
    resumed = "resumptionToken" in args
    state = read_token(args["resumptionToken"], args["verb"]) if resumed else dict(args)
    found = selected(state)
    if resumed:
        found = found.filter(pk__gt=state["pk"])
    page = list(found[: BATCH + 1])
    if not page and not resumed:
        raise Refused("noRecordsMatch", "No record was changed in this span.")
    more = len(page) > BATCH
    page = page[:BATCH]
    token = write_token(state, page[-1]) if more else ("" if resumed else None)
    return Batch(page, token)


def write_token(args: Mapping[str, Any], last: Article) -> str:
    kept = {name: args[name] for name in ("verb", "from", "until", "set") if name in args}
    value = kept | {"pk": last.pk}
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def read_token(token: str, verb: str) -> dict[str, Any]:
    """Raises Refused for what is no token of this verb."""
    try:
        value = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        sound = value["verb"] == verb and isinstance(value["pk"], int)
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise Refused("badResumptionToken", "This resumption token is not one of ours.") from error
    if not sound:
        raise Refused("badResumptionToken", "This resumption token belongs to another verb.")
    return value


# --- records ------------------------------------------------------------------------------------------------


def repository() -> str:
    """The namespace of identifiers: the host name, as the protocol wants one: words with dots between."""
    host = settings.SITE_HOST
    return host if HOST.fullmatch(host) else f"host-{re.sub('[^A-Za-z0-9]', '-', host)}.localdomain"


def identifier(article: Article) -> str:
    return f"oai:{repository()}:{article.uid}"


def by_identifier(text: str) -> Article:
    """Raises Refused."""
    found = re.fullmatch(rf"oai:{re.escape(repository())}:({PATTERN})", text)
    article = rows().filter(uid=found[1]).first() if found else None
    if article is None:
        raise Refused("idDoesNotExist", "No article has this identifier.")
    return article


def is_deleted(article: Article) -> bool:
    return article.state != State.PUBLIC or article.issue.state != State.PUBLIC or article.page is None


def stamp_text(value: datetime.datetime) -> str:
    return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def record(article: Article, *, whole: bool = True) -> dict[str, Any]:
    """What the template shows; a deleted record has its header alone."""
    deleted = is_deleted(article)
    head = {
        "identifier": identifier(article),
        "stamp": stamp_text(article.stamp),
        "set": article.issue.paper.slug,
        "deleted": deleted,
    }
    return head | ({"dc": dublin_core(article)} if whole and not deleted else {})


def dublin_core(article: Article) -> list[tuple[str, str]]:
    issue = article.issue
    found = [("title", article.title or article.headline), *(("creator", name) for name in authors(article))]
    found += [("subject", article.column)] if article.column else []
    found += [("description", article.texts[0][:400])] if article.texts else []
    found += [("publisher", issue.paper.name), ("date", iso(issue.date) or "")]
    found += [("type", "Text"), ("format", "text/html"), ("identifier", absolute(article.permanent_url))]
    found += [("source", f"{issue.paper.name} {issue.date_text} {page_text(article.page.label)}"), ("language", "zh")]
    found += [("rights", issue.paper.rights)] if issue.paper.rights else []
    return [(name, legal(value)) for name, value in found if value]


def legal(text: str) -> str:
    """Without the characters that XML forbids."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))


def answer(given: Mapping[str, list[str]]) -> dict[str, Any]:
    """The context of the response's template. Raises Refused."""
    args = checked(given)
    verb = args["verb"]
    context: dict[str, Any] = {"verb": verb, "args": args}
    if verb == "Identify":
        earliest = Issue.objects.aggregate(first=Min("updated"))["first"] or timezone.now()  # no stamp is before it
        return context | {"earliest": stamp_text(earliest), "repository": repository()}
    if verb == "ListMetadataFormats":
        if "identifier" in args:
            by_identifier(args["identifier"])
        return context
    if verb == "ListSets":
        if "resumptionToken" in args:
            raise Refused("badResumptionToken", "The sets come in one answer.")
        sets = list(Newspaper.objects.order_by("slug"))
        if not sets:
            raise Refused("noSetHierarchy", "There is no paper yet.")
        return context | {"sets": sets}
    if verb == "GetRecord":
        return context | {"records": [record(by_identifier(args["identifier"]))]}
    found = batch(args)
    whole = verb == "ListRecords"
    return context | {"records": [record(a, whole=whole) for a in found.articles], "token": found.token}
