"""Parts of addresses."""

from django.urls import register_converter
from django.urls.converters import StringConverter

from archive.uids import PATTERN


class YearConverter(StringConverter):
    regex = r"[12]\d{3}"


class MonthConverter(StringConverter):
    regex = r"0[1-9]|1[0-2]"


class DayConverter(StringConverter):
    """16, or 16-2 for the second edition of that day."""

    regex = r"(?:0[1-9]|[12]\d|3[01])(?:-[1-9]\d{0,2})?"


class UidConverter(StringConverter):
    regex = PATTERN


class LabelConverter(StringConverter):
    """A page label such as 1 or A04. Lower-case words (text, print) are views of their own."""

    regex = r"[^/.]{1,10}"


class AnythingConverter(StringConverter):
    """Whatever follows, slashes and line breaks too, or nothing."""

    regex = r"[\s\S]*"


class EndingConverter(StringConverter):
    """What a twin of a page ends in: txt, md, json, epub."""

    regex = r"[a-z]{2,6}"


def register() -> None:
    for name, converter in (
        ("yyyy", YearConverter),
        ("mm", MonthConverter),
        ("dd", DayConverter),
        ("uid", UidConverter),
        ("label", LabelConverter),
        ("anything", AnythingConverter),
        ("ending", EndingConverter),
    ):
        register_converter(converter, name)
