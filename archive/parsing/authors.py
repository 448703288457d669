"""Lines of names told by their place: pen names under a headline, 山 妹, 秋雨, and rows of a list that name no author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from archive.parsing.bylines import COMMON, SET_CLOSE, SET_WIDE, credit_names, is_names, ranked
from archive.parsing.columns import is_common_column
from archive.parsing.credits import REPORTS, read_credits
from archive.parsing.lines import Line
from archive.parsing.names import stated_names
from archive.parsing.typeset import is_byline, may_be_authored
from archive.parsing.words import frequency, tag

# opens a list of names: 一等奖, 优秀教师（20名）, 获奖名单如下：; not 作者：
_LISTS = re.compile(
    r"(?:如下|名单|等奖|[优佳]奖|[（(][\d一二三四五六七八九十百]+[名人位][)）]|排序[)）]|(?<!作者)(?<!记者)(?<![员辑师文图摄稿])：)$"
)
_MANY = 3  # names that every row of a list has where no line opens it
_SERIES = re.compile(r"[首章题则篇束诗]）?$")  # 诗二首: a poem's title follows
_LONGEST = 30  # characters of an author with office and rank
_PARAGRAPH = 24  # characters that a paragraph has more of
_TITLE = 5  # characters that a bare headline has at least: 开心一刻, 人物速写 are columns, and a title set wide follows
_OFTEN = 3  # such places on a page say that its authors stand so, under headlines of any length


def without_lists(lines: Sequence[Line]) -> list[Line]:
    """The lines, bare names counted as text where they are rows of a list: behind a line that opens one, or several rows of many names."""
    out = list(lines)
    for bare, run in groupby(lines, lambda line: line.role == "credit" and is_names(line.text)):
        rows = list(run)
        if bare and _are_listed(rows, lines[rows[0].index - 1] if rows[0].index else None):
            for row in rows:
                out[row.index] = replace(row, role="body")
    return out


def _are_listed(rows: Sequence[Line], above: Line | None) -> bool:
    many = all(len(credit_names(row.text)) >= _MANY for row in rows[:-1])
    return (len(rows) > 1 and many) or (above is not None and bool(_LISTS.search(above.text)))


def without_words(lines: Sequence[Line]) -> list[Line]:
    """The lines, a name alone that is a common word, 金秋, 蒲公英, counted as text where no headline stands above: it is one itself, or
    the name of a column."""
    return [
        replace(line, role="body") if _is_word(line) and not (i and _headed(lines, i)) else line
        for i, line in enumerate(lines)
    ]


def _is_word(line: Line) -> bool:
    return line.role == "credit" and frequency(line.text) >= COMMON


def _headed(lines: Sequence[Line], i: int) -> bool:
    return lines[i - 1].role == "head" or _is_title(lines, i - 1)


def with_pen_names(lines: Sequence[Line], marked: bool) -> list[Line]:
    """The lines, two or three single characters between a headline and its text counted as a credit: on a page without heading marks
    (`marked`) where the headline is longer than a column's name or the page has three such places; and on one with marks two characters
    set close, if another author stands so. So are a name behind its office or rank, and reporters in a marked line."""
    wide = {i for i in range(1, len(lines) - 1) if _is_set_wide(lines, i, marked)}
    if not marked and len(wide) < _OFTEN:
        wide = {i for i in wide if len(lines[i - 1].text) >= _TITLE}
    out = [replace(line, role="credit") if i in wide else line for i, line in enumerate(lines)]
    if any(is_byline(out, i) and (i in wide or is_names(line.text)) for i, line in enumerate(out)):
        out = [replace(line, role="credit") if _is_set_close(out, i) else line for i, line in enumerate(out)]
    return [
        replace(line, role="credit") if _is_ranked(out, i) or _names_reporters(out, i) else line
        for i, line in enumerate(out)
    ]


def _is_set_wide(lines: Sequence[Line], i: int, marked: bool) -> bool:
    """Whether a line stands where an author does and is none of what else is set wide: titles, columns, who took the picture."""
    line, above, below = lines[i], lines[i - 1], lines[i + 1]
    if line.role != "body" or not SET_WIDE.match(line.text) or not stated_names(line.text, sure=True):
        return False
    if below.role != "body" or below.level or SET_WIDE.match(above.text) or SET_WIDE.match(below.text):
        return False
    if tag("".join(line.text.split()))[:1] == "v" or is_common_column(above.text) or _SERIES.search(above.text):
        return False
    headed = above.role == "head" if marked else _is_title(lines, i - 1)
    return headed and (above.level > 0 or len(below.text) > _PARAGRAPH)


def _is_title(lines: Sequence[Line], i: int) -> bool:
    """Whether a bare line may be a headline: short, without a stop, behind the end of a sentence or at the page's top."""
    before = lines[i - 1] if i else None
    ended = before is None or before.role != "body" or not before.ends_open
    return ended and lines[i].role in ("body", "head") and lines[i].ends_open and may_be_authored(lines[i].text)


def _is_ranked(lines: Sequence[Line], i: int) -> bool:
    """Whether a name behind its office or rank stands between a headline and a paragraph."""
    line = lines[i]
    if line.role != "body" or line.level or not 0 < i < len(lines) - 1 or len(line.text) > _LONGEST:
        return False
    below = lines[i + 1]
    return below.role == "body" and len(below.text) > _PARAGRAPH and bool(ranked(line.text)) and _headed(lines, i)


def _names_reporters(lines: Sequence[Line], i: int) -> bool:
    """Whether a marked line under a headline names reporters and holds nothing else."""
    line = lines[i]
    if line.role != "head" or not line.level or not i or lines[i - 1].role != "head":
        return False
    found = read_credits(line.text)
    return bool(found) and all(byline.role.endswith(REPORTS) for byline in found)


def _is_set_close(lines: Sequence[Line], i: int) -> bool:
    """Whether two characters that may be a name stand between a marked headline and a paragraph."""
    line = lines[i]
    if line.role != "body" or line.level or not 0 < i < len(lines) - 1 or not SET_CLOSE.match(line.text):
        return False
    above, below = lines[i - 1], lines[i + 1]
    headed = above.role == "head" and above.level > 0 and not is_common_column(above.text)
    paragraph = below.role == "body" and not below.level and len(below.text) > _PARAGRAPH
    return headed and paragraph and bool(stated_names(line.text, sure=True))
