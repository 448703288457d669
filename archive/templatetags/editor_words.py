"""Words for stored codes in the admin's templates."""

from functools import lru_cache

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.desk.terms import MISSING_WORDS, OPERATION_WORDS, REASON_WORDS, ROLE_WORDS, word
from archive.layout import KINDS
from archive.models import Article

register = template.Library()


@register.filter
def role_word(code: str) -> str:
    return word(ROLE_WORDS, code)


@register.filter
def reason_word(code: str) -> str:
    return word(REASON_WORDS, code)


@register.filter
def missing_word(code: str) -> str:
    return word(MISSING_WORDS, code)


@register.filter
def operation_word(code: str) -> str:
    return word(OPERATION_WORDS, code)


@register.filter
def kind_word(code: str) -> str:
    return str(Article.Kind(code).label)


@lru_cache(maxsize=64)
def options(chosen: str, language: str | None) -> SafeString:
    rows = [(code, " selected" if code == chosen else "", str(Article.Kind(code).label)) for code in KINDS]
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


@register.simple_tag
def kind_options(chosen: str) -> SafeString:
    """The options of a select of kinds; every card has one, so they are made once."""
    return options(chosen, get_language())


@register.filter
def get(values: dict[str, str], key: str) -> str:
    """`values[key]`, empty where it is not there."""
    return values.get(key, "")
