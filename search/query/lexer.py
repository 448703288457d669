"""Cuts what the reader typed into tokens: words, quotations, operators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search.analysis import fold
from search.query.nodes import QueryError, gettext_noop

FIELDS = {
    **dict.fromkeys(("标题", "题目", "title"), "title"),
    **dict.fromkeys(("记者", "作者", "署名", "by", "author"), "by"),
    **dict.fromkeys(("版", "版面", "版次", "page"), "page"),
    **dict.fromkeys(("栏目", "column"), "column"),
    **dict.fromkeys(("日期", "date"), "date"),
    **dict.fromkeys(("报纸", "报", "paper"), "paper"),
    **dict.fromkeys(("体裁", "kind"), "kind"),
}
QUOTES = {'"': '"＂', "＂": '"＂', "“": "”", "”": "”“", "「": "」", "『": "』"}
SINGLE = {"(": "(", "（": "(", ")": ")", "）": ")", "|": "OR", "｜": "OR"}
NAMED = {"OR": "OR", "AND": "AND", "NOT": "NOT"}
MINUS, TILDE, COLON = "-－", "~～", ":："
STOPS = frozenset(QUOTES) | frozenset(SINGLE)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: word, quoted, field, ~, NOT, AND, OR, ( or )."""

    kind: str
    text: str


def tokens(text: str) -> Iterator[Token]:
    """The tokens in order. Raises QueryError for a quotation that is not closed or is empty."""
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
        elif char in SINGLE:
            yield Token(SINGLE[char], char)
            at += 1
        elif char in QUOTES:
            at, token = quotation(text, at)
            yield token
        elif char in MINUS:
            at = minus(text, at)
            yield Token("NOT", char)
        elif char in TILDE:
            yield Token("~", char)
            at += 1
        else:
            at, token = word(text, at)
            yield token


def quotation(text: str, at: int) -> tuple[int, Token]:
    opening = text[at]
    ends = [end for mark in QUOTES[opening] if (end := text.find(mark, at + 1)) > 0]
    if not ends:
        raise QueryError(gettext_noop("引号“%(mark)s”没有配对：请补上另一半，或去掉它。"), mark=opening)
    inside = text[at + 1 : min(ends)].strip()
    if not inside:
        raise QueryError(gettext_noop("引号里没有内容：请写上要找的原文，或去掉引号。"))
    return min(ends) + 1, Token("quoted", inside)


def minus(text: str, at: int) -> int:
    if at + 1 >= len(text) or text[at + 1].isspace():
        raise QueryError(gettext_noop("减号后面要紧跟着不要的词，例如：衢江 -广告。要找减号本身，请加引号。"))
    return at + 1


def word(text: str, at: int) -> tuple[int, Token]:
    """A run up to the next blank or operator; the name of a field up to its colon, with blanks before it or without."""
    end = at
    while end < len(text) and not text[end].isspace() and text[end] not in STOPS:
        if text[end] in COLON and (field := FIELDS.get(fold(text[at:end]))):
            return end + 1, Token("field", field)
        end += 1
    run = text[at:end]
    colon = len(text) - len(text[end:].lstrip())
    if colon < len(text) and text[colon] in COLON and (field := FIELDS.get(fold(run))):
        return colon + 1, Token("field", field)
    return end, Token(NAMED.get(run, "word"), run)
