"""Log lines that nobody outside can write or read along in."""

import logging
import re
from typing import Any

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
QUERY = re.compile(r"(\?|&amp;|&)([\w.-]+)=[^\s\"'&]*")


class OneLine(logging.Formatter):
    """One record, one line: what a client sent cannot begin a line of its own, and no search term is kept."""

    def formatException(self, ei: Any) -> str:
        """A traceback keeps its lines, without what somebody searched for."""
        return without_terms(super().formatException(ei))

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = without_terms(visible(record.message))
        return super().formatMessage(record)


def visible(text: str) -> str:
    """Line ends, controls and marks that turn the writing direction, as escapes."""
    return CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def without_terms(text: str) -> str:
    """`/search/?q=沈木生&page=2` -> `/search/?q=…&page=…`."""
    return QUERY.sub(r"\1\2=…", text)
