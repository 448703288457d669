"""A query put into words again: so that a reader sees how it was read, and can take a part of it away."""

from __future__ import annotations

from datetime import date

from search.query.lexer import COLON, FIELDS, MINUS, NAMED, STOPS, TILDE
from search.query.nodes import Alike, And, Dates, Everything, Node, Not, Or, Term, Wild

NAMES = {"title": "标题", "by": "记者", "page": "版", "column": "栏目", "kind": "体裁", "paper": "报纸"}
SIGNS = STOPS | set("?*？＊")


def typed(node: Node) -> str:
    """The query as one could type it; parsed again it is the same query."""
    match node:
        case And(parts):
            return " ".join(grouped(part, Or) for part in parts)
        case Or(parts):
            return " OR ".join(grouped(part, (And, Or)) for part in parts)
        case Not(Dates(None, None)):
            return "日期:不详"
        case Not(part):
            return "-" + grouped(part, (And, Or))
        case Dates(start, end):
            return f"日期:{days(start, end)}"
        case Everything():
            return ""
    prefix = f"{NAMES[node.field]}:" if node.field else ""
    if isinstance(node, Wild):
        return prefix + node.pattern
    if isinstance(node, Alike):
        return f"{prefix}~{plain_or_quoted(node.text)}"
    return prefix + (quoted(node.text) if node.exact else plain_or_quoted(node.text))


def grouped(node: Node, kinds: type | tuple[type, ...]) -> str:
    return f"({typed(node)})" if isinstance(node, kinds) else typed(node)


def days(start: date | None, end: date | None) -> str:
    if start == end and start:
        return start.isoformat()
    return f"{start.isoformat() if start else ''}..{end.isoformat() if end else ''}"


def plain_or_quoted(text: str) -> str:
    """A word that would be read as a sign is quoted."""
    is_sign = text in NAMED or text[0] in MINUS + TILDE or bool(SIGNS & set(text)) or any(c.isspace() for c in text)
    return quoted(text) if is_sign or names_a_field(text) else text


def names_a_field(text: str) -> bool:
    return any(char in COLON and text[:at] in FIELDS for at, char in enumerate(text))


def quoted(text: str) -> str:
    """In quotation marks that the text itself does not hold."""
    for opening, closing in (('"', '"'), ("「", "」"), ("『", "』"), ("“", "”")):
        if opening not in text and closing not in text and (opening != '"' or "＂" not in text):
            return f"{opening}{text}{closing}"
    return f'"{text.replace(chr(34), " ").replace("＂", " ").strip() or text}"'


def is_plain(node: Node) -> bool:
    """Nothing in it that could have been read in another way: words, all of which must be there."""
    parts = node.parts if isinstance(node, And) else (node,)
    return all(isinstance(part, Term | Everything) for part in parts)
