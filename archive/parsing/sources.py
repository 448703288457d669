"""Where drawings, figures, pictures and texts come from: what stands at the foot of what it tells of."""

from __future__ import annotations

import re

from archive.parsing.credits import read_credits
from archive.parsing.names import split_names, stated_names

_MADE = "版式设计|版式|统筹|数据|數據|资料|图片|照片|圖片|漫画|插图|题图|图表|圖表|摄影|制图|製圖|绘图"
# 数据来源：清河市统计局, 清河农机公司供图, 图片由陈立提供; 新华社发, 资料图片, 据《青溪日报》
_SOURCE = re.compile(
    rf"^(?:本[版期报])?(?:{_MADE})(?:来源|來源|整理|制作|提供)\s*[:：]\s*[^。，；]{{2,40}}$|^[^，。；：:、]{{2,24}}(?<![提保])供[图圖]$"
    r"|^(?:本[版组文])?(?:以上)?(?:图片|照片)均?由[^。，；]{2,24}(?:提供|拍摄)$|^(?:新华社|中新社)发$|^(?:本报|网络)?资料(?:图片|照片)$"
    r"|^(?:据|摘自|选自|原载)《[^《》]{2,20}》(?:\s*[^，。\s]{0,8})?$"
    # 图文无关, 图据网络, 图片来自网络, 视频截图, 资料图, 图/受访者提供
    r"|^[（(]?(?:图文|[配题]?图片?与(?:本文|内文|文|内容))无关[)）]?$|^图片?(?:据|[来源]自|源于|来源)[^，。；]{2,12}$|^图片?\s*[/／|｜]\s*[^，。；]{2,12}$"
    r"|^(?:视频|监控|手机|网络|网页|电视|资料|效果|示意|规划)(?:截图|图片?)$|^[^，。；：:、]{2,10}提供(?:图片|照片)$"
)
_TAKEN_FROM = re.compile(r"^(?:来源|來源)\s*[:：]\s*([^。，；]{2,40})$")
_MADE_BY = re.compile(rf"^(?:本[版期报])?(?:{_MADE})(?:[、和]?(?:{_MADE}))*\s*[:：]\s*([^。，；]{{2,40}})$")
_HOUSE = re.compile(r"[报報社网台局委部院团團行]$|公司|政府|中心|视觉|大学|机构|中国$")
_LONGEST = 50


def is_source(text: str) -> bool:
    """Whether a line says where drawings, figures or pictures come from: `制图：何平`, `数据来源：清河市统计局`."""
    if len(text) > _LONGEST:
        return False
    if taken := _TAKEN_FROM.match(text):
        return bool(_HOUSE.search(taken.group(1)))
    if made := _MADE_BY.match(text):
        first = re.split(rf"\s+(?:{_MADE})\s*[:：]", made.group(1))[0]
        return bool(stated_names(first) or split_names(first) or read_credits(first))
    return bool(_SOURCE.match(text))
