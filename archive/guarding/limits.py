"""What one client may ask for in a minute, and how often a password may be wrong: 429 with Retry-After beyond that.

Ordinary pages are free (a proxy keeps them); search, feeds, the API, downloads and reports cost work.
"""

import logging
import math
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import ResolverMatch
from django.utils.translation import gettext as _

from archive.guarding.clients import client_of
from archive.reading.counting import Counter, Rate

log = logging.getLogger("archive.guarding.limits")
Handler = Callable[[HttpRequest], HttpResponse]

LOGIN = "admin:login"
# a word of a URL's name -> its group; the first that fits counts
WORDS = (
    ("suggest", "suggest"),
    ("report", "reports"),
    ("feed", "feeds"),
    ("sitemap", "feeds"),
    ("oai", "api"),
    ("api", "api"),
    ("download", "downloads"),
    ("epub", "downloads"),
    ("export", "downloads"),
    ("_file", "downloads"),
)


def group_of(match: ResolverMatch, method: str) -> str | None:
    """The group whose limit counts for an address; None where there is none."""
    name = (match.url_name or "").lower()
    if match.namespaces == ["admin"] or match.app_names == ["admin"]:
        return None  # editors are known by name; their login has a limit of its own
    for word, group in WORDS:
        if word in name:
            return None if group == "reports" and method in {"GET", "HEAD"} else group
    return "search" if "search" in match.namespaces and name != "help" else None


def rate_of(group: str) -> Rate:
    count = settings.ARCHIVE_RATES[group]
    return Rate(count, 60, max(5, count // 2))


def login_rate() -> Rate:
    count = settings.ARCHIVE_LOGIN_TRIES
    return Rate(count, 15 * 60, count)


@cache
def counter() -> Counter | None:
    """The table of this site; None (told once) where it cannot be made: a full disk must not shut readers out."""
    try:
        return Counter(settings.ARCHIVE_DATA_DIR / "limits", settings.SECRET_KEY)
    except OSError as error:
        log.error("Requests are not limited: %s cannot be used (%s).", error.filename, error.strerror)
        return None


class Limits:
    """Answers 429 before the view does any work."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None:
            return None
        if match.view_name == LOGIN and request.method == "POST":
            return too_many(request, login_wait(request, request.POST.get("username", "")))
        group = group_of(match, request.method or "GET")
        client = client_of(request) if group else None
        table = counter() if client else None
        if not group or table is None:
            return None
        return too_many(request, table.take(f"{group} {client}", rate_of(group), time.time()))


def login_keys(request: HttpRequest, username: str) -> list[tuple[str, Rate]]:
    """One client may be wrong so often, whatever names it tries; on one name a third as often."""
    client, rate = client_of(request) or "here", login_rate()
    narrow = Rate(max(3, rate.count // 3), rate.seconds, max(3, rate.burst // 3))
    return [(f"login {client}", rate), (f"login {client} {username.strip().casefold()[:150]}", narrow)]


def login_wait(request: HttpRequest, username: str) -> float:
    table = counter()
    if table is None:
        return 0.0
    return max(table.wait(key, rate, time.time()) for key, rate in login_keys(request, username))


@receiver(user_login_failed)
def count_failure(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **more: Any) -> None:
    table = counter() if request else None
    if table is None or request is None:
        return
    for key, rate in login_keys(request, str(credentials.get("username", ""))):
        table.take(key, rate, time.time())
    log.warning("A login failed from %s.", client_of(request) or "this machine")


def too_many(request: HttpRequest, wait: float) -> HttpResponse | None:
    """The answer to a client that has to wait; None to one that has not."""
    if wait <= 0:
        return None
    seconds = math.ceil(wait)
    sentence = _("请求太多，请过 %(seconds)d 秒再试。") % {"seconds": seconds}
    wants_json = ".json" in request.path or "/api/" in request.path
    response = (
        JsonResponse({"error": sentence}, status=429, json_dumps_params={"ensure_ascii": False})
        if wants_json
        else render(request, "429.html", {"sentence": sentence}, status=429)
    )
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
