"""What the machine cannot do at the moment, told as such: 503 and when to come back, in the place of a bare 500."""

import errno
import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

log = logging.getLogger("archive.guarding.faults")
Handler = Callable[[HttpRequest], HttpResponse]

FULL = {errno.ENOSPC, errno.EDQUOT}
AGAIN = 30  # seconds
PAGE = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="robots" content="noindex">'
    "<title>{text}</title></head><body><h1>{text}</h1></body></html>"
)


class Unavailable:
    """A locked or absent database and a full disk; anything else is a bug and stays a 500."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not passing(error):
            return None
        log.error("%s %s was not done: %s", request.method, request.path, str(error).splitlines()[0])
        text = _("暂时做不了，什么也没有改动，请稍后再试。")
        if request.headers.get("Accept", "").startswith("application/json") or ".json" in request.path:
            response: HttpResponse = JsonResponse({"error": text}, status=503)
        else:  # no template: it would ask the database again
            language = getattr(request, "LANGUAGE_CODE", "zh-hans")
            response = HttpResponse(PAGE.format(lang=language, text=text), status=503)
        response["Retry-After"] = str(AGAIN)
        response["Cache-Control"] = "no-store"
        return response


def passing(error: Exception) -> bool:
    """A fault of the moment, not of the program: a table that is missing is no such thing."""
    if isinstance(error, OSError):
        return error.errno in FULL
    words = ("locked", "full", "readonly", "disk i/o", "unable to open", "connection", "server", "terminat", "timeout")
    return isinstance(error, (OperationalError, InterfaceError)) and any(w in str(error).lower() for w in words)
