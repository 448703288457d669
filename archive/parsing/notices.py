"""Headlines of notices (公告), which say by their form that they are one, and the office that stands over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.parsing.endings import STOPS, is_date
from archive.parsing.lines import Line
from archive.parsing.offices import OFFICES
from archive.parsing.service_lines import is_contact

KINDS = "公告|通告|公示|启事|声明|讣告|致谢|鸣谢|更正|招标|招租|招聘|诚聘|急聘|招工|招生简章|转让|出租|求购"
_SHORT = re.compile(
    rf"^(?!特此|.*予以)[【\[]?(?:[\u4e00-\u9fff]{{0,8}}(?:{KINDS})|[\u4e00-\u9fff]{{0,4}}(?:会|停?[电水气课工航]|费|考|招生|报名)通知)[】\]]?$"
)
# the same, longer, where a blank line sets it off: 青溪县2020年国民经济和社会发展统计公报
_LONG = re.compile(
    r"^(?!.*(?:特此|予以|如下|已经?|再次))[^，。；：！？/]{8,40}(?:公告|通告|公示|启事|公报|招生简章|发言摘[登要]|讲话摘[登要])$"
)
_FORMAL = re.compile(
    r"^[^，。；]{0,24}关于[^，。；]{2,40}的(?:公告|通告|公示|启事|声明|通知|决定|意见)$|^(?:读者来[信函]|来[信函](?:照登|选登))[:：].{2,30}[^，。；：]$"
)
_CUT = re.compile(r"^[^，。；]{0,24}关于[^，。；]{2,40}的$")
_CUT_OFF = re.compile(r"^(?:公告|通告|公示|通知|决定|意见|办法|规定|命令)$")
_ISSUER = re.compile(rf"^[\u4e00-\u9fff（）()]{{4,24}}(?:{OFFICES})$")
_CALLS = re.compile(r"征[文集稿]|大赛|比赛|报名|招[聘生募]")
_REACH = 60  # lines of the longest notice


def is_notice_title(line: Line) -> bool:
    """Whether the line says by its form that it heads a notice, a document or letters to the paper."""
    bare = "".join(line.text.split())
    return bool(_SHORT.match(bare) or _FORMAL.match(bare) or (line.gap and _LONG.match(bare)))


def with_issuers(lines: Sequence[Line]) -> list[Line]:
    """The lines; the office over a notice that no office signs is its headline's first line (柘河县人民政府 / 关于…的通告), and so is the
    first half of a title cut in two (…关于河道采砂管理的 / 决定)."""
    out = list(lines)
    for i, (line, below) in enumerate(zip(lines, lines[1:])):
        bare, bare_below = "".join(line.text.split()), "".join(below.text.split())
        if line.role == "body" and below.role in ("head", "body") and _CUT.match(bare) and _CUT_OFF.match(bare_below):
            out[i], out[i + 1] = replace(line, role="head"), replace(below, role="head")
        elif line.role == "body" and below.role == "head" and is_notice_title(below) and _issues(out, i):
            out[i] = replace(line, role="head")
    return out


def contacts(lines: Sequence[Line]) -> frozenset[int]:
    """Places of the lines inside a notice that tell how to reach whoever it is from: no telephones of the paper."""
    found: set[int] = set()
    noticed = False
    for i, (above, line, below) in enumerate(zip(lines, lines[1:], lines[2:]), 1):
        if above.role == "head":
            noticed = is_notice_title(above) or bool(_CALLS.search(above.text))
        inside = (above.role == "body" or i - 1 in found) and below.role == "body"
        if noticed and inside and line.role == "header" and is_contact(line.text):
            found.add(i)
    return frozenset(found)


def _issues(lines: Sequence[Line], i: int) -> bool:
    """Whether the office at a place belongs to the notice below and not to the one above, which is signed, or no notice."""
    if not _ISSUER.match(lines[i].text):
        return False
    above = lines[i - 1] if i else None
    if above is None or above.role != "body" or is_date(above.text):
        return True
    head = next((at for at in range(i - 1, max(-1, i - _REACH), -1) if lines[at].role == "head"), None)
    news_above = head is not None and not is_notice_title(lines[head])
    if above.text[-1:] not in STOPS or (_is_signed(lines, i + 1) and not news_above):
        return False
    return head is None or news_above or _is_signed(lines[:i], head)


def _is_signed(lines: Sequence[Line], head: int) -> bool:
    """Whether an office stands over the notice under a headline, or an office or a person signs it; an office right over the next
    notice may be that one's."""
    if head and lines[head - 1].role == "head" and _ISSUER.match(lines[head - 1].text):
        return True
    for line, below in zip(lines[head + 1 : head + _REACH], [*lines[head + 2 : head + _REACH], None]):
        if line.role == "head":
            return False
        over = below is not None and below.role == "head" and is_notice_title(below)
        if line.role == "credit" or (_ISSUER.match(line.text) and not over):
            return True
    return False
