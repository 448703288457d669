"""From tokens to the query: OR binds less than AND, a field reaches as far as its word or bracket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from search.query.days import date_range
from search.query.lexer import TILDE, Token, tokens
from search.query.nodes import (
    Alike,
    Dates,
    Everything,
    Node,
    Not,
    Or,
    QueryError,
    Term,
    Wild,
    both,
    gettext_noop,
)

LONGEST = 400  # characters of a query
MOST_CLAUSES = 40
MOST_JOKERS = 6  # ? and * in one word
MOST_RUNS = 3  # * in one word: the text of every article that holds its pieces is read once more for each
MOST_RUNS_IN_ALL = 6  # * in the whole query
DEEPEST = 12  # brackets in brackets
LIMITS = {
    "longest": LONGEST,
    "clauses": MOST_CLAUSES,
    "jokers": MOST_JOKERS,
    "runs": MOST_RUNS,
    "runs_in_all": MOST_RUNS_IN_ALL,
    "deepest": DEEPEST,
}
UNDATED = ("不详", "无")
WIDE_JOKERS = str.maketrans("？＊", "?*")


@dataclass(slots=True)
class Reader:
    """Where the parser stands in the tokens."""

    tokens: list[Token]
    at: int = 0
    clauses: int = 0
    runs: int = 0  # stars so far
    depth: int = 0

    def peek(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]


def parse(text: str) -> Node:
    """The query as a value; Everything for an empty one. Raises QueryError with a sentence that says what to mend."""
    if len(text) > LONGEST:
        raise QueryError(gettext_noop("检索式太长：最多 %(most)d 个字符。"), most=LONGEST)
    reader = Reader(list(tokens(text)))
    if not reader.tokens:
        return Everything()
    node = alternatives(reader, None)
    if reader.peek() == ")":
        raise QueryError(gettext_noop("多了一个右括号：请去掉它，或补上左括号。"))
    return node


def alternatives(reader: Reader, field: str | None) -> Node:
    parts = [conjunction(reader, field)]
    while reader.peek() == "OR":
        reader.take()
        parts.append(conjunction(reader, field))
    return Or(tuple(parts)) if len(parts) > 1 else parts[0]


def conjunction(reader: Reader, field: str | None) -> Node:
    parts = [factor(reader, field)]
    while reader.peek() not in ("", "OR", ")"):
        if reader.peek() == "AND":
            reader.take()
        parts.append(factor(reader, field))
    return both(*parts)


def factor(reader: Reader, field: str | None) -> Node:
    kind = reader.peek()
    if kind in ("", "OR", "AND", ")"):
        raise missing(reader)
    token = reader.take()
    if kind == "NOT":
        return Not(nested(reader, lambda: factor(reader, field)))
    if kind == "(":
        return nested(reader, lambda: group(reader, field))
    if kind == "field":
        return in_field(reader, token.text)
    reader.clauses += 1
    if reader.clauses > MOST_CLAUSES:
        raise QueryError(gettext_noop("检索式里的词太多：最多 %(most)d 个。"), most=MOST_CLAUSES)
    if kind == "~":
        return look_alike(reader, field)
    node = leaf(token, field)
    if isinstance(node, Wild):
        reader.runs += node.pattern.count("*")
        if reader.runs > MOST_RUNS_IN_ALL:  # each adds to the work of reading a text
            raise QueryError(gettext_noop("整个检索式里最多用 %(most)d 个 *。"), most=MOST_RUNS_IN_ALL)
    return node


def missing(reader: Reader) -> QueryError:
    before = reader.tokens[reader.at - 1].kind if reader.at else ""
    if before == "(" and reader.peek() == ")":
        return QueryError(gettext_noop("括号里没有内容：请写上要找的词，或去掉括号。"))
    if before in ("(", "") or reader.peek() == ")":
        return QueryError(gettext_noop("OR、AND 或括号旁边缺了一个词：请补上，或去掉它。"))
    return QueryError(
        gettext_noop("“%(sign)s”后面缺了一个词：请补上，或去掉它。"), sign=reader.tokens[reader.at - 1].text
    )


def nested(reader: Reader, read: Callable[[], Node]) -> Node:
    reader.depth += 1
    if reader.depth > DEEPEST:
        raise QueryError(gettext_noop("括号套得太深：最多 %(most)d 层。"), most=DEEPEST)
    node = read()
    reader.depth -= 1
    return node


def group(reader: Reader, field: str | None) -> Node:
    node = alternatives(reader, field)
    if reader.peek() != ")":
        raise QueryError(gettext_noop("少了一个右括号：请补上，或去掉左括号。"))
    reader.take()
    return node


def in_field(reader: Reader, field: str) -> Node:
    if reader.peek() not in ("word", "quoted", "(", "~"):
        raise QueryError(gettext_noop("字段名和冒号后面要写上要找的词，例如 标题:茶市。"))
    if field != "date":
        return factor(reader, field)
    reader.clauses += 1
    return days(reader)


def days(reader: Reader) -> Node:
    text = reader.take().text
    if text in UNDATED:
        return Not(Dates(None, None))
    if text in TILDE and reader.peek() == "word":  # ~2021: up to the end of that year
        text += reader.take().text
    return Dates(*date_range(text))


def look_alike(reader: Reader, field: str | None) -> Node:
    if reader.peek() not in ("word", "quoted"):
        raise QueryError(gettext_noop("“~”后面要紧跟一个词，例如 ~徐惠文。"))
    token = reader.take()
    if token.kind == "word" and any(sign in token.text for sign in "?*？＊"):
        raise QueryError(gettext_noop("“~”不能和 ? 或 * 用在同一个词上。"))
    return Alike(token.text, field)


def leaf(token: Token, field: str | None) -> Node:
    if token.kind == "quoted":
        return Term(token.text, field, exact=True)
    pattern = token.text.translate(WIDE_JOKERS)
    jokers = pattern.count("?") + pattern.count("*")
    if not jokers:
        return Term(token.text, field)
    if jokers == len(pattern):
        raise QueryError(gettext_noop("? 和 * 旁边至少要有一个确定的字，例如 张?山。要找问号本身，请加引号。"))
    if jokers > MOST_JOKERS:
        raise QueryError(gettext_noop("一个词里最多用 %(most)d 个 ? 或 *。"), most=MOST_JOKERS)
    bare = trimmed(pattern)
    if bare.count("*") > MOST_RUNS:
        raise QueryError(gettext_noop("一个词里最多用 %(most)d 个 *。"), most=MOST_RUNS)
    if bare:
        return Wild(bare, field) if set(bare) & set("?*") else Term(bare, field)
    raise QueryError(gettext_noop("? 和 * 旁边至少要有一个确定的字，例如 张?山。要找问号本身，请加引号。"))


def trimmed(pattern: str) -> str:
    """Without stars at the ends, which any text meets, and without stars side by side."""
    while "**" in pattern:
        pattern = pattern.replace("**", "*")
    return pattern.strip("*")
