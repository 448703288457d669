"""What readers see of an article, derived from its layout: never typed, never stored by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.layout import ArticleLayout, Blocks, Fix, Layout, Piece
from archive.parsing.bylines import bylines, credit_names, photo_credits
from archive.parsing.columns import column_name
from archive.parsing.markup import unmarked
from archive.parsing.text import join_text, shown_bare

PARAGRAPH_ROLES = frozenset(
    {
        "body",
        "summary",
        "crosshead",
        "caption",
        "photo_credit",
        "table",
        "advert",
        "noise",
        "slogan",
        "header",
    }
)
CAPTION_ROLES = frozenset({"caption", "photo_credit"})
UNTITLED_LENGTH = 18  # characters of the first clause that stand for a lost headline


@dataclass(frozen=True, slots=True)
class Paragraph:
    role: str
    text: str
    refs: tuple[tuple[str, int], ...] = ()  # the pieces it was put together from


@dataclass(frozen=True, slots=True)
class Derived:
    """An article as shown. `original`: passages as they stood before an editor's text fixes."""

    kicker: str
    title: str
    subtitle: str
    column: str
    byline: tuple[tuple[str, tuple[str, ...]], ...]  # (role, names)
    credits: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    original: tuple[str, ...]

    @property
    def headline(self) -> str:
        """What a list shows: the title, else another headline part, else the first clause in brackets."""
        return self.title or self.kicker or self.subtitle or untitled(p.text for p in self.paragraphs)


def untitled(texts: Iterable[str]) -> str:
    """`（无题）` with the first clause of the text, for a piece whose headline is lost."""
    first = next((t for t in texts if t), "")
    clause = first[:UNTITLED_LENGTH]
    for at, char in enumerate(clause):
        if char in "，。；：！？、,;:!?" and at >= 4:
            return f"（无题）{clause[:at]}"
    return f"（无题）{clause}{'…' if len(first) > UNTITLED_LENGTH else ''}"


def fixed_text(piece: Piece, blocks: Blocks, fixes: Sequence[Fix]) -> str:
    """The shown text of a piece with the fixes inside it applied (last first, so that offsets hold)."""
    bare, end = unmarked(blocks[piece.block]), piece.end
    for start, stop, _, new in sorted(fixes, reverse=True):
        if piece.start <= start and stop <= piece.end:
            bare = bare[:start] + new + bare[stop:]
            end += len(new) - (stop - start)
    return shown_bare(bare, piece.start, end)


def piece_texts(piece: Piece, blocks: Blocks, layout: Layout | None) -> str:
    fixes = layout.fixes.get(piece.block, ()) if layout else ()
    return fixed_text(piece, blocks, fixes) if fixes else piece.text(blocks)


def paragraphs_of(article: ArticleLayout, blocks: Blocks, layout: Layout | None) -> tuple[Paragraph, ...]:
    """Pieces glued where they are joined; a joined piece keeps the role of its paragraph."""
    found: list[Paragraph] = []
    open_end = False  # does the last paragraph directly precede the next piece?
    for piece in article.pieces:
        if piece.role not in PARAGRAPH_ROLES:
            open_end = open_end and piece.join
            continue
        text = piece_texts(piece, blocks, layout)
        if piece.join and open_end and found:
            last = found[-1]
            glued = join_text(last.text, text[piece.drop :])
            found[-1] = Paragraph(last.role, glued, (*last.refs, piece.ref))
        elif text:
            found.append(Paragraph(piece.role, text, (piece.ref,)))
        open_end = True
    return tuple(found)


def headline_part(article: ArticleLayout, role: str, blocks: Blocks, layout: Layout | None) -> str:
    texts = (piece_texts(p, blocks, layout) for p in article.pieces if p.role == role)
    return " ".join(t for t in texts if t)


def unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def byline_of(
    article: ArticleLayout, paragraphs: Sequence[Paragraph], blocks: Blocks, layout: Layout | None
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names by role, from byline lines and from the lead (the first body paragraph: 本报讯（记者 …）)."""
    lines = [piece_texts(p, blocks, layout) for p in article.pieces if p.role == "byline"]
    lead = [p.text for p in paragraphs if p.role == "body"][:1]
    found: dict[str, list[str]] = {}
    for line in (*lines, *lead):
        for byline in bylines(line):
            found.setdefault(byline.role, []).extend(byline.names)
    return tuple((role, unique(names)) for role, names in found.items())


def credits_of(
    article: ArticleLayout, paragraphs: Sequence[Paragraph], blocks: Blocks, layout: Layout | None
) -> tuple[str, ...]:
    """Names of credit lines and of photo credits at the end of a caption or of a one-paragraph picture story."""
    names = [
        name for p in article.pieces if p.role == "credit" for name in credit_names(piece_texts(p, blocks, layout))
    ]
    for paragraph in paragraphs:
        if paragraph.role in CAPTION_ROLES or paragraph.role == "body":
            names += photo_credits(paragraph.text)
    return unique(names)


def original_passages(derived: Sequence[str], plain: Sequence[str]) -> tuple[str, ...]:
    """Texts as they stood, where a fix changed them."""
    shown_now = set(derived)
    return tuple(text for text in plain if text and text not in shown_now)


def derive(article: ArticleLayout, blocks: Blocks, layout: Layout | None = None) -> Derived:
    """The article as readers see it; with `layout` its text fixes are applied and the originals kept apart."""
    paragraphs = paragraphs_of(article, blocks, layout)
    parts = [headline_part(article, r, blocks, layout) for r in ("kicker", "title", "subtitle", "banner")]
    original: tuple[str, ...] = ()
    if layout and any(p.block in layout.fixes for p in article.pieces):
        plain = derive(article, blocks)
        original = original_passages(all_texts(parts, paragraphs), shown_texts(plain))
    return Derived(
        kicker=parts[0],
        title=parts[1],
        subtitle=parts[2],
        column=column_name(parts[3]),
        byline=byline_of(article, paragraphs, blocks, layout),
        credits=credits_of(article, paragraphs, blocks, layout),
        paragraphs=paragraphs,
        original=original,
    )


def all_texts(parts: Iterable[str], paragraphs: Iterable[Paragraph]) -> list[str]:
    return [*parts, *(p.text for p in paragraphs)]


def shown_texts(derived: Derived) -> list[str]:
    return all_texts((derived.kicker, derived.title, derived.subtitle, derived.column), derived.paragraphs)
