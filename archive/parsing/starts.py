"""How much the beginning of a line looks like the beginning of a paragraph.

The odds were counted over paragraphs of news text: how often each character opens a paragraph against how often it follows
a break in the middle of a sentence. They say something of Chinese prose, not of one paper.
"""

from __future__ import annotations

import re

_CHARS = {
    -6.0: "，、。的”",
    -4.5: "们员场表者间量；了力育性示：式题》际境费续域并",
    -3.5: "动里务度子济件态些级才）命？己样策族识府准型！么势层挥容织础益息药律验困’足贸",
    -3.0: "业个部名情界革质断升馆介略州便士称底配则份照洲亮尔录须措幕言察室播兵遇较待险障况键限角疗念",
    -2.5: "是化区方等心起入定次书系术义门导求规护线究条席果球议备局神计权模亿",
    -2.0: "和年成能理着代月都路品院资期程队项感源标视给责兴省引效户满司友获反副告客显价降房响助批象康段师片致祝争献号轻飞",
    -1.5: "展地行主合市机得将设道于领活技向持之群种组管流造口带手变物干战头决想集至县使见形融影监少铁功志热考必职园排维终始划健审荣担训食享端适官秀",
    -1.0: "家来民工到生学出体产重用政好平关保共分制也水后增强治企京明立众统信服元办利团贫施步收常台环游取供气达指难别类空远单需仅镇极范认列善易居切具住亲速证扶景望装率继帮迎置派语存攻届温预",
    -0.5: "国人大发进要实时多建长过村更就法下天提公事社总万特基车点外研相放教还委运内节应问解所交结已构观医身精投支处互稳落央整养消只格边斯思协被案积负光举话培快超确复校艺密旅约女班选讲儿充百查脱米核富",
    0.5: "一新作对以同与记前科推正改最山农两说老世深美军联比让数南看西打江十网历无清再因周河博湖未连拉促站图值纪聚采注她检访千火守抓离吃黑普吉冬草巡木借防即兰申既贺宁",
    1.0: "中为我目党北他其坚三每广然首几德四青欧许苏印双依白临罗眼像督晚听八七沙六云伴扎笔",
    1.5: "走回二张那但根香由英阿巴武古五早贵按曾谈夜丁赵",
    2.0: "在这从近当如本《去—春马该陈尼尽杨刚徐",
    2.5: "今第（此王除刘针答胡虽吴浙【",
    3.0: "“据李随截另郭●◆",
    5.0: "■",
}
_PAIRS = {
    -3.0: "表示 成为 主义 提供 方面 部门 关系 元， 战略 水平 完成 情况 收入 起来 前， 人员 体系 主要 以来 取得 重大 任务 贸易 单位 能力 影响 空间 有效 设施 措施 功能 力量",
    -2.0: "群众 环境 管理 中心 增长 地区 项目 更加 自己 质量 干部 两国 成果 稳定 维护 精神 获得 机制 具有 设计 规模 要求 不能 行业 得到 特别 美好 监管 作品",
    -1.0: "工作 合作 问题 代表 共同 进行 组织 一步 形成 必须 学生 运动 系统 巨大 基本 创作",
    2.0: "这是 坚持 会议 同时 今天 这个 如何 过去 如果 这一 按照 当时 双方 这次 几年 正是 依托 注重 值得 下一 会后",
    3.0: "—— 作为 如今 为了 随着 第二 走进 这些 对于 当前 根据 截至 第十 经过 针对 近日 第三 不久 其实 不过 比如 由于 虽然 第四 当今 另一 无论 与会 刚刚 站在 对此 临近 一名 会上 一位 记者",
    4.0: "目前 本报 除了 今年 去年 此次 本届 一是 尽管 最近 前不 当日 据统 日前 当天 座谈",
    5.0: "近年 然而 本次 为此 首先 （十 其次 最后",
    6.0: "据悉 当然 二是 三是 四是 此外 据介 据了 （一 （二 （三 随后 图为",
}  # fmt: skip
_CHAR_ODDS = {char: odds for odds, chars in _CHARS.items() for char in chars}
_PAIR_ODDS = {pair: odds for odds, pairs in _PAIRS.items() for pair in pairs.split()}
_WHO_SAYS = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,8})?[\u4e00-\u9fff]{2,4}(?:指出|强调|要求|表示|认为|介绍|告诉|说)[，：，说]"
)
_DATED = re.compile(r"^(?:\d{4}年\d{0,2}|\d{1,2}月\d{1,2}日|上世纪|[一二三四五六七八九十]{1,2}[、是])")

_NUMERALS = "一二三四五六七八九十"
# 二、报名办法, （三）…, ④…, 第二条 …; not 二、三楼
_ITEM = re.compile(
    rf"^(?:[{_NUMERALS}]{{1,3}}、|[（(](?:[{_NUMERALS}]{{1,3}}|\d{{1,2}})[)）]|\d{{1,2}}[、．.]|[①-⑳]|第[{_NUMERALS}]{{1,3}}[章条]\s)(?![{_NUMERALS}\d])"
)


def opens_item(text: str) -> bool:
    """Whether a line begins with the number of a part or an item, and so goes on from no other: 二、报名办法."""
    return bool(_ITEM.match(text))


def start_odds(text: str) -> float:
    """Log odds that a paragraph begins here rather than the middle of a sentence."""
    if not text:
        return 0.0
    pair = _PAIR_ODDS.get(text[:2])
    odds = pair if pair is not None else _CHAR_ODDS.get(text[0], 0.0)
    if _WHO_SAYS.match(text):
        odds = max(odds, 0.0) + 2.0
    if _DATED.match(text):
        odds = max(odds, 0.0) + 2.0
    return odds
