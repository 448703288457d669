"""What a request asks: the query and everything set around it, read from the address and written back into one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from archive.models import Article, Issue, Newspaper
from search.query import Everything, Leaf, Node, QueryError, Term, leaves, parse, renamed
from search.query.days import span
from search.query.nodes import gettext_noop

# parameter in the address -> facet of the engine; the page of a paper cannot be "page", which counts result pages
FILTERS = {
    "paper": "paper",
    "year": "year",
    "month": "month",
    "sheet": "page",
    "column": "column",
    "reporter": "reporter",
    "kind": "kind",
    "verified": "verified",
}
SORTS = ("relevance", "newest", "oldest")
SIZE, MOST = 20, 100  # results on a page
DEEPEST = 10_000  # results that can be paged through; downloads hold more
LONG_VALUE = 200
# what no XML may hold: a feed names its query
CONTROLS = {0: None} | dict.fromkeys((*range(1, 32), 127, 0xFFFE, 0xFFFF), " ")

Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """`node` is the query as read; `filters` by parameter name; `start` and `end` inclusive."""

    q: str = ""
    node: Node = field(default_factory=Everything)
    page: int = 1
    size: int = SIZE
    start: date | None = None
    end: date | None = None
    from_text: str = ""
    to_text: str = ""
    sort: str = "relevance"
    filters: Filters = field(default_factory=dict)
    issue: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was asked at all."""
        return isinstance(self.node, Everything) and not (self.filters or self.start or self.end or self.issue)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    def parameters(self) -> list[tuple[str, str]]:
        """The pairs of the address; the page only where it is not the first."""
        pairs = [("q", self.q), ("from", self.from_text), ("to", self.to_text), ("issue", self.issue)]
        pairs += [(name, value) for name, values in self.filters.items() for value in values]
        pairs += [("sort", self.sort if self.sort != "relevance" else "")]
        pairs += [("page_size", str(self.size) if self.size != SIZE else "")]
        pairs += [("page", str(self.page) if self.page > 1 else "")]
        return [(name, value) for name, value in pairs if value]

    def address(self, **changes: object) -> str:
        """The query string of this question with some of it changed, back on its first page."""
        return urlencode(replace(self, **{"page": 1, **changes}).parameters())  # type: ignore[arg-type]

    def toggles(self, name: str) -> Callable[[str], str]:
        """Gives the query string with one value of the facet set, or taken away where it is set. A page has dozens of
        them: what they share is written once."""
        chosen = self.filters.get(name, ())
        kept = self.address(filters={k: v for k, v in self.filters.items() if k != name})

        def toggled(value: str) -> str:
            values = [v for v in chosen if v != value] if value in chosen else [*chosen, value]
            return "&".join(filter(None, [kept, urlencode([(name, v) for v in values])]))

        return toggled


def read(given: QueryDict) -> Asked:
    """What the address asks. Raises QueryError with a sentence for the reader."""
    q = given.get("q", "").translate(CONTROLS).strip()
    start, end = span_of(given, "from"), span_of(given, "to")
    if start and end and start[0] > end[1]:
        raise QueryError(gettext_noop("起始日期晚于截止日期：请对调。"))
    return Asked(
        q=q,
        node=settled(parse(q)),
        page=whole(given, "page", 1, DEEPEST),
        size=whole(given, "page_size", SIZE, MOST),
        start=start[0] if start else None,
        end=end[1] if end else None,
        from_text=given.get("from", "").strip(),
        to_text=given.get("to", "").strip(),
        sort=choice(given, "sort", SORTS),
        filters=filters_of(given),
        issue=given.get("issue", "").strip(),
    )


def span_of(given: QueryDict, name: str) -> tuple[date, date] | None:
    text = given.get(name, "").strip()
    return span(text) if text else None


def whole(given: QueryDict, name: str, default: int, most: int) -> int:
    text = given.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= most):
        raise QueryError(gettext_noop("%(name)s 应是 1 到 %(most)d 之间的整数。"), name=name, most=most)
    return int(text)


def choice(given: QueryDict, name: str, choices: Iterable[str]) -> str:
    text = given.get(name, "").strip() or "relevance"
    if text not in choices:
        raise QueryError(gettext_noop("%(name)s 只能是 %(choices)s。"), name=name, choices=" / ".join(choices))
    return text


def filters_of(given: QueryDict) -> Filters:
    found = {name: tuple(dict.fromkeys(v[:LONG_VALUE] for v in given.getlist(name) if v)) for name in FILTERS}
    found = {name: values for name, values in found.items() if values}
    if "paper" in found:
        found["paper"] = tuple(paper_slug(value) for value in found["paper"])
    return found


# --- names of the archive in a query -------------------------------------------------------------------------


def settled(node: Node) -> Node:
    """The query with papers, kinds and pages under the names by which the index knows them: 报纸:青溪日报,
    体裁:广告, 版:第1版."""
    named = {leaf: settled_leaf(leaf) for leaf in leaves_everywhere(node) if isinstance(leaf, Term)}
    return renamed(node, named) if any(k != v for k, v in named.items()) else node


def leaves_everywhere(node: Node) -> list[Leaf]:
    inner = getattr(node, "parts", None) or ((node.part,) if hasattr(node, "part") else ())
    return [leaf for part in inner for leaf in leaves_everywhere(part)] or leaves(node)


def settled_leaf(term: Term) -> Term:
    match term.field:
        case "paper":
            return Term(paper_slug(term.text), "paper", term.exact)
        case "kind":
            return Term(kind_code(term.text), "kind", term.exact)
        case "page":
            return Term(page_label(term.text), "page", term.exact)
    return term


def paper_slug(text: str) -> str:
    """The slug of a paper that is named by its slug or its name. Raises QueryError where there is none such."""
    papers = dict(Newspaper.objects.values_list("name", "slug"))
    if text in papers.values():
        return text
    try:
        return papers[text]
    except KeyError:
        names = "、".join(papers)
        raise QueryError(
            gettext_noop("没有“%(text)s”这份报纸；现有：%(names)s。"), text=text[:LONG_VALUE], names=names
        ) from None


def kind_code(text: str) -> str:
    """notice for 公告, 启事 or notice. Raises QueryError where there is no such kind."""
    names = {part: code for code, label in Article.Kind.choices for part in (code, str(label), *str(label).split("·"))}
    try:
        return names[text]
    except KeyError:
        known = "、".join(str(label) for label in Article.Kind.labels)
        raise QueryError(
            gettext_noop("没有“%(text)s”这种体裁；可用：%(names)s。"), text=text[:LONG_VALUE], names=known
        ) from None


def page_label(text: str) -> str:
    """A04 for A04 or A04版, 1 for 第1版 or 01版."""
    label = text.removeprefix("第").removesuffix("版")
    return label.lstrip("0") or label if label.isdigit() else label


def uids_of_issue(uid: str) -> set[str]:
    """The public articles of one issue. Raises QueryError where there is no such issue."""
    if not Issue.objects.public().filter(uid=uid).exists():
        raise QueryError(gettext_noop("没有这一期报纸：请去掉“本期内”的限制。"))
    return set(Article.objects.public().filter(issue__uid=uid).values_list("uid", flat=True))
