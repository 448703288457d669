"""What each line is, as far as the line and its neighbours tell: furniture, heading, credit, jump, body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.parsing.authors import with_pen_names, without_lists, without_words
from archive.parsing.bylines import is_credit, is_names, photo_credits
from archive.parsing.captions import is_caption
from archive.parsing.columns import is_common_column
from archive.parsing.endings import is_date, is_label, is_signoff
from archive.parsing.furniture import furniture_role, is_banner
from archive.parsing.knowledge import Knowledge
from archive.parsing.leads import has_lead, jump_in, jump_out
from archive.parsing.lines import Line
from archive.parsing.notices import contacts, is_notice_title, with_issuers
from archive.parsing.placement import FURNITURE, TOP, set_by, sponsors, with_page_name, with_paper_name, without_guides
from archive.parsing.signatures import signature_dates, with_signed_letters
from archive.parsing.sources import is_source
from archive.parsing.starts import opens_item
from archive.parsing.tables import is_row
from archive.parsing.text import han_count
from archive.parsing.typeset import is_byline, with_authored_heads, with_indented_heads

_LONGEST_HEADING, _LONGEST_BRACKET = 60, 50
_DOCUMENT_NUMBER = re.compile(r"^[\u4e00-\u9fff]{2,10}[〔\[（(]\d{4}[〕\]）)]第?\d{1,4}号$")
HEADLINE_REACH = 200  # lines above a crosshead among which its headline is looked for
# 增收20.9% is a line of a table, or cut, 一等奖（2名） opens a list of names; a headline that ends so is longer
_NO_HEADING_END = re.compile(r"[，、；。：,;]$|^.{0,11}(?:[%％]|[（(]\d+名[)）])$")
_INSIDE_STOP = re.compile(r"[。；]")
_CONTACT = re.compile(r"(?:地址|电话|手机|传真|联系人|邮编|热线)\s*[:：]")
# forms of old verse and the tunes (词牌) it is set to: 七律·登高, 忆江南·春
_VERSE_FORM = re.compile(
    r"^(?:[五七][律绝古]|浣溪沙|沁园春|西江月|满江红|蝶恋花|采桑子|清平乐|鹧鸪天|临江仙|忆江南|水调歌头|菩萨蛮|卜算子|念奴娇|浪淘沙|如梦令|渔家傲|"
    r"虞美人|江城子|定风波|踏莎行|破阵子|点绛唇|一剪梅|醉花阴|南乡子|青玉案|贺新郎|永遇乐|八声甘州|长相思|捣练子|渔歌子|十六字令|忆秦娥|诉衷情|"
    r"行香子|苏幕遮|鹊桥仙|水龙吟|望海潮|减字木兰花|南歌子|生查子|武陵春|画堂春)[·•・].{2,12}$"
)
# what OCR that writes Markdown puts in the place of rules and table borders, and around the whole page
_NO_TEXT = re.compile(r"^(?:[-*_=~—─·.\s]{3,}|\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?|```\w*)$")
_BULLET = re.compile(r"^[-*•+]\s")
_ADVERTS = re.compile(r"^(?:分类|分類)?[广廣]\s*告$")  # 广　告 over the page's advertisements
_GUIDE = re.compile(
    r"(?:[>＞》→…·.]{2,}|[/／]|[（(][见详]?)\s*(?:[见详]\s*)?第?\s*[A-Za-z]?[\d〇一二三四五六七八九十]{1,3}\s*版\s*[)）]?$"
    r"|^[►▶▲【（(]?\s*[\u4e00-\u9fff]{0,8}[请详]?见第?\s*[A-Za-z]?[\d〇一二三四五六七八九十]{1,3}\s*版[\u4e00-\u9fff]{0,4}[】）)]?$"
)
_NO_HEADING = re.compile(
    r"^(?:(?:新华社|本报)记者[\s：:/／]|[（(]?作者[：:系为单简\s]|[（(]?来源[：:]|——?\s*编\s*者|核心[阅閱][读讀]$|(?:此致|敬[礼禮启啟上]|谨[启上]|謹[啟上])[！!]?$|[\d.,%％]+[\u4e00-\u9fff]{0,2}$|"
    # the day of a diary
    r"\d{1,2}月\d{1,2}日\s+(?:(?:星期|周)[一二三四五六日天]\s+)?(?:晴|阴|多云|[大中小阵]?[雨雪])|"
    r"特此(?:公告|通告|公示|通知|声明|更正|说明|致歉|函告)$|(?:谢谢|祝)大家)"
)


def classify(lines: Sequence[Line], knowledge: Knowledge) -> tuple[Line, ...]:
    """The lines with the roles that each shows by itself: masthead header slogan banner, jump_out jump_in, credit, head, body.
    Headings without marks are found afterwards (`headings`)."""
    masthead = next((line.index for line in lines if len(line.text) > _LONGEST_HEADING), TOP)
    first = [replace(line, role=_own_role(line, knowledge, line.index < min(TOP, masthead))) for line in lines]
    first = without_words(without_lists(first))
    first = with_page_name(with_paper_name(first, masthead))
    first = without_guides(first)
    first = [replace(line, role="header") if _is_over_adverts(first, i) else line for i, line in enumerate(first)]
    inside = signature_dates(first) | set_by(first) | sponsors(first) | contacts(first)
    first = [replace(line, role="body") if i in inside else line for i, line in enumerate(first)]
    first = with_issuers(with_signed_letters(first))
    marked = is_marked(first)
    authored = with_authored_heads(with_pen_names(first, marked), marked)
    return tuple(_without_crossheads(authored) if marked else with_indented_heads(authored))


def _is_over_adverts(lines: Sequence[Line], i: int) -> bool:
    """Whether a line 广告 stands over the page's advertisements, each with a headline of its own; over text it is the headline."""
    below = lines[i + 1] if i + 1 < len(lines) else None
    named = lines[i].role in ("body", "head") and bool(_ADVERTS.match(lines[i].text))
    return (
        named and below is not None and (below.role == "head" or (below.role == "body" and looks_like_heading(below)))
    )


def is_marked(lines: Sequence[Line]) -> bool:
    """Whether headings of the page carry Markdown marks."""
    return any(line.level and line.role == "head" for line in lines)


def _own_role(line: Line, knowledge: Knowledge, top: bool) -> str:
    text = line.text
    role = furniture_role(text, top)
    if role:
        return role
    if not text or _NO_TEXT.match(text):
        return "noise"
    out, into = jump_out(text), jump_in(text)
    if out and out[0] == 0:
        return "jump_out"
    if into and into[0] == len(text):
        return "jump_in"
    bare = text.replace(" ", "").replace("\u3000", "")
    if is_notice_title(line) or is_common_column(bare) or _VERSE_FORM.match(bare):
        return "head"
    if not line.level and is_credit(text):
        return "credit"
    if line.level and len(text) <= 2 * _LONGEST_HEADING and not has_lead(text) and not is_label(text):
        return "head"
    if knowledge.recurs(text) and len(text) <= 30 and not _INSIDE_STOP.search(text):
        return "banner"
    return "body"


def explains_heading(text: str) -> bool:
    """Whether a line that heads nothing itself may stand under a headline as its last line: （2010年12月30日通过）, 青政发〔2019〕6号."""
    bracketed = len(text) <= _LONGEST_BRACKET and text[:1] in "（(" and text[-1:] in "）)"
    return bracketed or bool(_DOCUMENT_NUMBER.match(text))


def looks_like_heading(line: Line) -> bool:
    """Whether the form of a bare line allows a heading: short, no full stop inside, no comma or colon at its end, no credit."""
    text = line.text
    if len(text) > _LONGEST_HEADING or han_count(text) < 2:
        return False
    if (
        _NO_HEADING_END.search(text)
        or _INSIDE_STOP.search(text)
        or _NO_HEADING.match(text)
        or jump_out(text)
        or is_date(text)
        or is_signoff(text)
        or is_source(text)
        or is_caption(text)
        or is_row(text)
        or _DOCUMENT_NUMBER.match(text)
        or _CONTACT.search(text)
        or _BULLET.match(text)
        or _GUIDE.search(text)
        or text[0] in "，。、；：）”’》"
    ):
        return False
    return not (has_lead(text) or photo_credits(text) or is_names(text) or (text[0] in "（(" and text[-1] in "）)"))


def _without_crossheads(lines: list[Line]) -> list[Line]:
    """A single heading inside running text is a crosshead 小标题 of the article, where no lead and no author follow, if it is
    numbered, or one of two and more that are marked deeper than all of the headline above."""
    out, depth = list(lines), 0
    deeper: list[int] = []
    for i, line in enumerate(lines):
        if line.role != "head":
            continue
        above, below = lines[i - 1] if i else None, lines[i + 1] if i + 1 < len(lines) else None
        text_above = above is not None and (above.role == "body" or is_byline(lines, i - 1))
        inside = text_above and below is not None and below.role == "body"
        if inside and depth and line.level and not next_is_lead(lines, i) and opens_item(line.text):
            out[i] = replace(line, role="body")
        elif inside and 0 < depth < line.level and not next_is_lead(lines, i):
            deeper.append(i)
        else:
            grouped = above is not None and above.role == "head"
            depth = max(depth, line.level) if grouped else line.level
            if not grouped:
                _close(out, deeper)
    _close(out, deeper)
    return out


def may_be_crosshead(lines: Sequence[Line], i: int) -> bool:
    """Whether a marked line inside running text may be a crosshead, or a headline that is marked less than the one above it."""
    line = lines[i]
    if not line.level or line.role not in ("head", "body") or not 0 < i < len(lines) - 1:
        return False
    if opens_item(line.text) or is_common_column(line.text):
        return False
    inside = (
        lines[i - 1].role == "body"
        and not lines[i - 1].level
        and lines[i + 1].role == "body"
        and not lines[i + 1].level
    )
    return (
        inside
        and not next_is_lead(lines, i)
        and any(line.role == "head" for line in lines[max(0, i - HEADLINE_REACH) : i])
    )


def is_doubtful(lines: Sequence[Line], line: Line) -> bool:
    """Whether it must be judged if a line is a heading: a bare one that looks like one, a marked one that may be a crosshead."""
    bare = line.role == "body" and not line.level and looks_like_heading(line)
    return bare or may_be_crosshead(lines, line.index)


def _close(lines: list[Line], deeper: list[int]) -> None:
    """The deeper headings of one article, at its end: crossheads come in twos and more, one alone may be the next report's."""
    if len(deeper) > 1:
        for i in deeper:
            lines[i] = replace(lines[i], role="body")
    deeper.clear()


def is_deck(text: str) -> bool:
    """A 副题 by its form: it begins with a dash, or says who took part."""
    return bool(
        re.match(r"^(?:——|--|―)(?!\s*(?:编|作)\s*者)", text) or re.search(r"(?:参加|出席|主持|讲话|陪同)$", text)
    )


def next_is_lead(lines: Sequence[Line], i: int) -> bool:
    """Whether a lead follows, with at most two more short lines between."""
    for line in lines[i + 1 : i + 4]:
        if has_lead(line.text):
            return True
        if line.role != "head" and not looks_like_heading(line):
            return False
    return False


def page_banners(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, a campaign banner above the page's first heading marked as banner: it belongs to the page; elsewhere to the
    article under it."""
    out = list(lines)
    for i, line in enumerate(lines):
        if line.role == "head" and is_banner(line.text):
            first = all(other.role in FURNITURE for other in out[:i])
            follows = i + 1 < len(lines) and lines[i + 1].role == "head"
            if first and follows:
                out[i] = replace(line, role="banner")
    return tuple(out)
