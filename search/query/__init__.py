"""What the reader typed, as a value.

    茶市 龙潭             both words                    茶市 OR 龙潭, 茶市 | 龙潭    one of them
    茶市 -广告            the first, not the second     "茶市开张，"                with its punctuation
    (茶市 | 茶节) 龙潭    brackets                      标题:茶市 记者:林一          in one field
    日期:2020-06..2021    in these days                 张?山, 青*大桥              unknown characters
    ~茶市                 look-alikes too

OR binds less than AND. Signs may be full-width. Where a sign could be meant otherwise, `typed` shows how it was read.
"""

from search.query.lexer import FIELDS
from search.query.nodes import (
    Alike,
    And,
    Dates,
    Everything,
    Leaf,
    Node,
    Not,
    Or,
    QueryError,
    Term,
    Wild,
    both,
    conjoined,
    leaves,
    renamed,
)
from search.query.parser import parse
from search.query.wording import is_plain, typed

__all__ = [
    "FIELDS",
    "Alike",
    "And",
    "Dates",
    "Everything",
    "Leaf",
    "Node",
    "Not",
    "Or",
    "QueryError",
    "Term",
    "Wild",
    "both",
    "conjoined",
    "is_plain",
    "leaves",
    "parse",
    "renamed",
    "typed",
]
