"""The engine's document: one article, as the values that are searched, filtered, counted and shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `date` is date.toordinal(), None for an undated one; `original` holds the passages whose text
    an editor corrected away, as they stood."""

    uid: str
    kicker: str = ""
    title: str = ""
    subtitle: str = ""
    column: str = ""
    paragraphs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    original: tuple[str, ...] = ()
    date: int | None = None
    paper: str = ""
    page: str = ""
    kind: str = ""
    reporters: tuple[str, ...] = ()
    verified: bool = False

    def headline(self) -> tuple[str, str, str]:
        """The headline group (标题): kicker, title, subtitle."""
        return self.kicker, self.title, self.subtitle

    def parts(self) -> Iterator[str]:
        """The text that search promises to find, part by part: a string is found within one part."""
        yield from self.headline()
        yield self.column
        yield from self.names
        yield from self.paragraphs
