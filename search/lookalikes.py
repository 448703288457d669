"""Characters that OCR or the eye takes for one another, for `~` and the second tier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from search.analysis import flatten
from search.lexicon import Lexicon
from search.suggest import lexicon

# What newsprint makes alike, each group once; simplified forms, since the folding comes first.
GROUPS = """
己已巳 日曰目 末未 土士 千干于 人入八 天夭 太大犬 王玉主 田由甲申 午牛 木本术 刀力 儿几 厂广 今令 户尸 心必 斤斥
白自百 贝见 且旦 甩用 丹舟 乌鸟 兔免 拆折 抡抢 沦论 仑仓 代伐 侯候 治冶 汩汨 洒酒 徽微 戊戍戌戎 茶荼 博搏 暑署著
辨辩辫瓣 杨扬 惠慧蕙 徐馀 祟崇 幕墓慕暮 粱梁 裹裏 哀衰衷 喜嘉 间问闲 闪闭 阵陈 陆陇 州洲 衡衢街 江汇 浙淅 溪奚
张弛 章童 林村材 杜社 何河 余佘 孟盂 季李 胡湖 范苑 钱线 锋峰蜂 铃玲 铭名 明朋 晴睛 清请情 昊吴美 圆园 因囚困团
鸟岛 品晶 市巿布币 帅师 待侍诗持 往住佳 伟纬 进近 远运 连莲 杆秆 科料 秋秒 神祝视 第笫弟 二三 十千 七匕 九丸
0o〇 1li 5s 8b 2z
"""


def grouped(groups: Iterable[str]) -> dict[str, str]:
    """Character -> all that may stand for it, itself left out."""
    found: dict[str, dict[str, None]] = {}
    for group in groups:
        chars = list(dict.fromkeys(c for c in flatten(group)))
        for char in chars:
            found.setdefault(char, {}).update(dict.fromkeys(other for other in chars if other != char))
    return {char: "".join(others) for char, others in found.items()}


@lru_cache(maxsize=4)
def learnt(path: Path, changed: int) -> Mapping[str, str]:
    """The table with what this archive's corrections add; `changed` is the time of the file they lie in."""
    return grouped([*GROUPS.split(), *Lexicon(path).misread()])


def lookalikes() -> Mapping[str, str]:
    path = lexicon().path
    return learnt(path, path.stat().st_mtime_ns if path.exists() else 0)
