"""Jump lines (下转, 上接) matched across the pages of an issue. Pure: the same pages give the same links.

A story that jumps to a page is linked with the piece there that says where it comes from, else with the piece without
a beginning that shares most with it. Linked, not merged: whether two pieces are one article is for an editor.
"""

from collections.abc import Iterable
from dataclasses import replace

from archive.ingest.assembling import FlagDraft
from archive.layout import ArticleLayout, Blocks, Layout

SAID = 1.0  # the piece says 上接第N版
LEAST = 0.04  # share of the shorter text's character pairs that a silent piece must have in common


def link_jumps(layout: Layout, blocks: Blocks) -> tuple[Layout, list[FlagDraft]]:
    """The layout with `jump_from` on the pieces found, and a flag for each jump that leads nowhere."""
    layout = replace(layout, articles=tuple(as_printed(a) for a in layout.articles))
    jumping = [a for a in layout.articles if a.jump_to]
    if not jumping:
        return layout, []
    links = best_pairs(jumping, layout.articles, blocks)
    origin = {to: page for page, to in ((a.page, links.get(a.uid)) for a in jumping) if to}
    articles = tuple(
        replace(a, jump_from=origin[a.uid]) if a.uid in origin and a.jump_from is None else a for a in layout.articles
    )
    pages = {a.page for a in layout.articles}
    flags = [lost(a, a.jump_to in pages) for a in jumping if a.uid not in links]
    return replace(layout, articles=articles), flags


def as_printed(article: ArticleLayout) -> ArticleLayout:
    """Without an origin that was only inferred: pages that came later may show a better one."""
    inferred = article.by == "auto" and not any(p.role == "jump_in" for p in article.pieces)
    return replace(article, jump_from=None) if inferred and article.jump_from else article


def best_pairs(jumping: Iterable[ArticleLayout], articles: Iterable[ArticleLayout], blocks: Blocks) -> dict[str, str]:
    """uid of the story -> uid of its continuation, the surest first, each at most once."""
    everyone = list(articles)
    grams = {a.uid: pairs(a, blocks) for a in everyone}
    offers = [
        (-likeness(a, b, grams[a.uid], grams[b.uid]), a.uid, b.uid)
        for a in jumping
        for b in everyone
        if b.uid != a.uid and b.page == a.jump_to and can_follow(a, b)
    ]
    found: dict[str, str] = {}
    for score, uid, other in sorted(offers):
        if -score >= LEAST and uid not in found and other not in found.values():
            found[uid] = other
    return found


def can_follow(story: ArticleLayout, piece: ArticleLayout) -> bool:
    """It says that it comes from the story's page, or it says nothing and lacks its beginning and is machine-made."""
    if piece.jump_from:
        return piece.jump_from == story.page
    return piece.by == "auto" and not piece.verified and bool({"start", "title"} & set(piece.missing))


def likeness(story: ArticleLayout, piece: ArticleLayout, ours: frozenset[str], theirs: frozenset[str]) -> float:
    shared = len(ours & theirs) / max(1, min(len(ours), len(theirs)))
    return shared + (SAID if piece.jump_from == story.page else 0.0)


def pairs(article: ArticleLayout, blocks: Blocks) -> frozenset[str]:
    """Pairs of neighbouring characters of its text."""
    texts = [p.text(blocks) for p in article.pieces]
    return frozenset(text[i : i + 2] for text in texts for i in range(len(text) - 1))


def lost(article: ArticleLayout, page_is_here: bool) -> FlagDraft:
    if page_is_here:
        text = f"下转第{article.jump_to}版，而那一版上没有找到接下去的部分"
    else:
        text = f"下转第{article.jump_to}版，而那一版还没有收进来"
    return FlagDraft("jump", 0.3, {"text": text}, article=article.uid)
