"""The pages of a file: where folio lines, page markers or form feeds cut it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.parsing.folios import Folio, read_folio
from archive.parsing.masthead import EMPTY, LONGEST, read_line, read_masthead
from archive.parsing.text import shown

LEAST_TEXT = 30  # characters below a folio that make a page


@dataclass(frozen=True, slots=True)
class PageRange:
    """Lines [first, last] of a file that make one page; `page` is None where the file says nothing."""

    first: int
    last: int
    page: str | None
    section: str | None


def split_pages(lines: Sequence[str]) -> tuple[PageRange, ...]:
    """The pages of a file, by folio lines, page markers or form feeds; one range where nothing cuts it."""
    if breaks := _form_feeds(lines):
        parts = [(at, split_pages(lines[at - 1 : end])) for at, end in _stretches(breaks, len(lines))]
        return tuple(_shifted(page, at - 1) for at, pages in parts for page in pages)
    return _split(list(map(shown, lines)))


def _split(lines: Sequence[str]) -> tuple[PageRange, ...]:
    """The pages of lines as they are shown, without form feeds between."""
    folios = [(at, folio) for at, line in enumerate(lines, 1) if line.strip() and (folio := read_folio(line))]
    folios = _with_text(lines, folios)
    if len({folio.page for _, folio in folios}) < 2 and not _follows_front(lines, folios):
        return _ranges(lines, [(1, folios[0][1] if folios else None)])
    return _by_folios(lines, folios)


def _shifted(page: PageRange, by: int) -> PageRange:
    return replace(page, first=page.first + by, last=page.last + by)


def _with_text(lines: Sequence[str], folios: list[tuple[int, Folio]]) -> list[tuple[int, Folio]]:
    """The folios without those of a front page's table of contents, which have no text between them."""
    if len(folios) < 2:
        return folios
    ends = [*(at for at, _ in folios[1:]), len(lines) + 1]
    sizes = [sum(len(line.strip()) for line in lines[at : end - 1]) for (at, _), end in zip(folios, ends, strict=True)]
    foot = sum(len(line.strip()) for line in lines[: folios[0][0] - 1]) >= LEAST_TEXT
    if foot and sizes[-1] < LEAST_TEXT:  # folios at the foot: the text of each stands before it
        sizes = [LEAST_TEXT, *sizes[:-1]]
    return [folio for folio, size in zip(folios, sizes, strict=True) if size >= LEAST_TEXT]


def _follows_front(lines: Sequence[str], folios: list[tuple[int, Folio]]) -> bool:
    """One folio far below a masthead begins the second page of the file."""
    if not folios or folios[0][1].page == "1":
        return False
    head = [line for line in lines[: _head(lines, folios[0][0]) - 1] if line.strip()]
    told = any(len(line.strip()) > LONGEST for line in head)
    return told and read_masthead(head).day is not None


def _form_feeds(lines: Sequence[str]) -> list[int]:
    """First lines of the pages between form feeds; a form feed ends the page when it ends the line."""
    starts = [1]
    for at, line in enumerate(lines, 1):
        if "\f" in line:
            starts.append(at if line.lstrip(" \t").startswith("\f") and line.strip() else at + 1)
    if len(starts) == 1:
        return []
    filled = [s for s in dict.fromkeys(starts) if s <= len(lines)]
    kept = [s for s, e in _stretches(filled, len(lines)) if any(line.strip() for line in lines[s - 1 : e])]
    return kept if len(kept) > 1 else []


def _stretches(starts: list[int], length: int) -> list[tuple[int, int]]:
    return [(s, e - 1) for s, e in zip(starts, [*starts[1:], length + 1], strict=True)]


def _by_folios(lines: Sequence[str], folios: list[tuple[int, Folio]]) -> tuple[PageRange, ...]:
    """Folios stand at the head of a page, or all at its foot; a label seen again belongs to the page before it."""
    if _at_foot(lines, folios):
        lasts = [
            f for f, after in zip(folios, [*folios[1:], None], strict=True) if not after or after[1].page != f[1].page
        ]
        firsts = [1, *(at + 1 for at, _ in lasts[:-1])]
        return _ranges(lines, [(first, folio) for first, (_, folio) in zip(firsts, lasts, strict=True)])
    changes = [f for i, f in enumerate(folios) if i == 0 or f[1].page != folios[i - 1][1].page]
    starts: list[tuple[int, Folio | None]] = [(_head(lines, at), folio) for at, folio in changes]
    if any(len(line.strip()) > LONGEST for line in lines[: starts[0][0] - 1]):
        front = None if any(f.page == "1" for _, f in folios) else Folio("1", None)
        return _ranges(lines, [(1, front), *starts])
    return _ranges(lines, [(1, starts[0][1]), *starts[1:]])


def _at_foot(lines: Sequence[str], folios: list[tuple[int, Folio]]) -> bool:
    after = [line for line in lines[folios[-1][0] :] if line.strip()]
    before = [line for line in lines[: folios[0][0] - 1] if line.strip()]
    return len(after) <= 2 and len(before) > 12 and not any(read_line(line).is_front for line in before[:12])


def _head(lines: Sequence[str], at: int) -> int:
    """The first line of the page whose folio stands at `at`: a date line above the folio belongs to it."""
    first = at
    for above in range(at - 1, max(at - 8, 0), -1):
        line = lines[above - 1]
        if line.strip() and read_line(line) is EMPTY:
            break
        if line.strip():
            first = above
    return first


def _ranges(lines: Sequence[str], starts: list[tuple[int, Folio | None]]) -> tuple[PageRange, ...]:
    firsts = [at for at, _ in starts]
    return tuple(
        PageRange(first, last, folio.page if folio else None, folio.section if folio else None)
        for (first, last), (_, folio) in zip(_stretches(firsts, len(lines)), starts, strict=True)
    )
