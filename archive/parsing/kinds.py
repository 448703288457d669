"""What sort of article it is, as its headline and text say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.parsing.bylines import is_names, photo_credits
from archive.parsing.captions import opens_caption
from archive.parsing.leads import has_lead
from archive.parsing.notices import KINDS
from archive.parsing.text import han_count

_NOTICE = re.compile(rf"(?:{KINDS}|遗失|拍卖|通知书|致歉)(?:[（(].{{1,12}}[)）])?$|^(?:遗失|公告|声明)")
_COMMENT = re.compile(r"(?:评论员|时评|社论|短评|杂谈|今日谈|快评|热评|论坛|观察|随笔|漫笔|小言论|编后)")
_PHONE = re.compile(
    r"(?<!\d)(?:0\d{2,3}[-—－ ]?\d{7,8}|1[3-9]\d{9}|[48]00[-—－ ]?\d{3,4}[-—－ ]?\d{3,4}|[2-8]\d{6,7})(?!\d|年|元|万)"
)
_PLACE = re.compile(
    r"(?:地\s*址|门店|店址|楼盘位置|售楼处|(?:预约|咨询|订购|订餐|招商|加盟|客服|服务|联系)\s*(?:热线|电话|手机))\s*[:：]?"
)
_PRICE = re.compile(r"(?:仅售|仅需|特价|原价|现价|优惠价|起价|团购价|均价|折扣|[1-9]\.?\d?\s*折|\d+\s*元\s*[/／起])")
_CALLS = re.compile(
    r"(?:优惠|促销|抢购|热销|火爆|钜惠|特惠|免费(?:试|领|送|体验)|赠送|欢迎(?:惠顾|选购|来电|光临|咨询)|诚(?:聘|招)|先到先得|开盘|旺铺|扫码)"
)
_CALLED_ADVERT = re.compile(r"^[·（(【\[]?\s*(?:公益)?广\s*告\s*[·）)】\]]?$")
_SALUTATION = re.compile(
    r"^(?:尊敬的|敬爱的|亲爱的|致)?[\u4e00-\u9fff、]{1,16}(?:同志|编辑部|读者|朋友|先生|女士|老师|妈妈|爸爸|们)?[：:]$"
)
_GREETING = re.compile(r"^(?:您好|你好|你们好|展信|见字如面)|^(?:此致|敬礼|祝好)")
_VERSE = 24
_LONG_FEATURE = 600


def kind_of(titles: Sequence[str], rows: Sequence[str], byline_first: bool) -> str:
    """The kind code. `titles`: the headline's lines; `rows`: the paragraphs; `byline_first`: names stand under the headline."""
    title, size = " ".join(titles), sum(map(len, rows))
    lead = any(map(has_lead, rows))
    if titles and not lead and _NOTICE.search("".join(title.split())) and size <= 1500:
        return "notice"
    if not lead and is_advert([*titles, *rows]):
        return "advert"
    if not titles:
        return "other"
    if size <= 400 and 2 * sum(len(row) for row in rows if _is_caption(row)) >= size > 0:
        return "photo"
    if not lead and _COMMENT.search(title):
        return "comment"
    if not lead and (is_poem(rows) or is_letter(rows) or (byline_first and size >= _LONG_FEATURE)):
        return "feature"
    return "list" if _is_list(rows) else "news"


def _is_caption(row: str) -> bool:
    return bool(photo_credits(row)) or opens_caption(row)


def is_advert(rows: Sequence[str]) -> bool:
    """Whether the text offers something: telephone, address, prices and calls to buy stand dense in it."""
    text = "\n".join(rows)
    reach = len(_PHONE.findall(text)) + len(_PLACE.findall(text))
    offers = len(_PRICE.findall(text)) + len(_CALLS.findall(text))
    if any(map(_CALLED_ADVERT.match, rows)):
        return True
    return bool(reach) and reach + offers >= max(3, len(text) / 80)


def is_poem(rows: Sequence[str]) -> bool:
    """Whether the text is verse: short lines of Chinese without the numbers, colons and names of a list."""
    if len(rows) < 4 or sum(len(row) <= _VERSE for row in rows) < 0.9 * len(rows):
        return False
    listed = sum(bool(re.search(r"[\d：:/／%％]|[ \u3000]{2,}", row)) or is_names(row) for row in rows)
    return listed <= 0.1 * len(rows) and all(han_count(row) >= 2 for row in rows[:4])


def is_letter(rows: Sequence[str]) -> bool:
    """Whether the text is a letter: it opens with a salutation and greets, at its beginning or its end."""
    if len(rows) < 3 or len(rows[0]) > 24 or not _SALUTATION.match(rows[0]):
        return False
    return any(_GREETING.match(row) for row in (rows[1], *rows[-4:]))


def _is_list(rows: Sequence[str]) -> bool:
    return len(rows) >= 8 and sum(len(row) <= 20 for row in rows) >= 0.8 * len(rows)
