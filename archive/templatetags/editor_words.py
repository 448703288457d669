"""Words for stored codes in the admin's templates."""

from django import template

from archive.models import Article
from archive.terms import MISSING_WORDS, OPERATION_WORDS, REASON_WORDS, ROLE_WORDS, word

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


@register.filter
def get(values: dict[str, str], key: str) -> str:
    """`values[key]`, empty where it is not there."""
    return values.get(key, "")
