"""Slips of one character planted in the names of 200 headlines: how many are found, and how often a proposal is right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random

from archive.parsing.issue import parse
from tests.parsing.pages import page

_HEADLINES = 200
_SURNAMES = (
    "赵钱孙李周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严魏陶姜谢邹喻苏潘葛范彭鲁马方俞任袁柳史唐薛雷贺倪汤罗郝安于傅卞齐"
)
_GIVEN = "文国建华明志伟春晓海云立平东成永德家宝庆泽林江波浩宇晨思雨欣怡佳慧敏静丽娟芳兰秀英玉梅红霞翠珍素贤松柏青山峰岩石磊锋"
# What OCR takes for one another; a slip is one of these where the name holds one, or any other character
_ALIKE = dict(
    zip(
        "王玉日曰末未士土己已天夫干千今令白自历厉晴睛冶治风凤坚竖鸟乌",
        "玉王曰日未末土士已己夫天千干令今自白厉历睛晴治冶凤风竖坚乌鸟",
    )
)
_TITLES = [
    "{name}调研青溪县农村饮水工程",
    "{name}来青溪考察古桥保护工作",
    "{name}调研工业企业时强调 聚焦主业 做强实业",
    "全县春耕备耕现场会召开 {name}出席并讲话",
    "{name}：守护青溪的护林人",
    "青溪中学举行开学典礼 {name}{other}参加",
    "{name}带队督查安全生产",
    "退休教师{name}义务巡河十五年",
    "县委理论学习中心组集体学习 {name}主持",
    "{name}会见石桥市考察团一行",
    "老党员{name}的“红色书屋”",
    "{other}{name}走访慰问困难群众",
]
_LEADS = [
    "本报讯 3月2日，{post}{name}来到青溪镇，实地察看工程进展。",
    "本报讯（记者 方晓舟）3月2日上午，{post}{name}出席活动并讲话。",
    "本报讯 日前，记者在青溪镇见到了{name}，{name}正在忙碌。",
    "本报讯 3月2日，全县有关工作推进会在县城召开，{post}{name}参加会议。",
]
_BODIES = [
    "{name}指出，要把各项工作抓细抓实，让群众得到实惠。随后，{name}走进村民家中，询问生产生活情况。",
    "{post}{name}强调，各乡镇、各部门要压实责任，确保按期完成任务。",
    "“这件事要一直做下去。”{name}说，大家的支持给了他很大的动力。",
    "在青石村，{name}与干部群众座谈，听取意见建议。",
]
_POSTS = ["县委书记", "县长", "副县长", "县政协主席", "县人大常委会主任", "县委常委", "村党支部书记"]


@dataclass(frozen=True, slots=True)
class Planted:
    """A report; `at` is where its headline holds a wrong character, and -1 if it holds none, `meant` the right one."""

    rows: tuple[str, ...]
    at: int
    meant: str


def _name(random: Random) -> str:
    return random.choice(_SURNAMES) + "".join(random.sample(_GIVEN, random.choice([1, 2, 2, 2])))


def _slip(random: Random, name: str) -> tuple[int, str]:
    """Which character of a name is wrong, and what stands in its place."""
    alike = [k for k, char in enumerate(name) if char in _ALIKE]
    at = random.choice(alike) if alike else random.randrange(len(name))
    wrong = _ALIKE[name[at]] if alike else random.choice(_GIVEN if at else _SURNAMES)
    return (at, wrong) if wrong != name[at] else _slip(random, name)


def _report(random: Random, slip: bool) -> Planted:
    name, other, post = _name(random), _name(random), random.choice(_POSTS)
    title = random.choice(_TITLES)
    right = title.format(name=name, other=other)
    k, wrong = _slip(random, name)
    shown = name[:k] + wrong + name[k + 1 :] if slip else name
    at = title[: title.index("{name}")].replace("{other}", other)
    body = [random.choice(_LEADS), *random.sample(_BODIES, 2), f"{other}、{_name(random)}参加。"]
    lines = [row.format(name=name, post=post) for row in body]
    headline = right.replace(name, shown, 1)
    return Planted(tuple(page(f"## {headline}", *lines)), len(at) + k + 3 if slip else -1, name[k])


def _corrections(report: Planted) -> set[tuple[int, str]]:
    """(offset, character) of each correction proposed for a name in the headline."""
    found = [d.proposal["args"] for d in parse(report.rows).doubts if d.kind == "title_name" and d.proposal]
    return {(fix["start"], fix["new"]) for fix in found if fix["line"] == 1}


@lru_cache(maxsize=1)
def _figures() -> tuple[float, float]:
    """Recall over the headlines with a slip, precision over these and as many without one."""
    random = Random(20200303)
    hits = said = 0
    for number in range(2 * _HEADLINES):
        report = _report(random, slip=number % 2 == 0)
        corrections = _corrections(report)
        said += len(corrections)
        hits += (report.at, report.meant) in corrections
    return hits / _HEADLINES, hits / max(1, said)


def test_at_least_half_of_the_planted_slips_are_found():
    recall, _ = _figures()
    assert recall >= 0.5


def test_four_of_five_corrections_proposed_for_headlines_are_right():
    _, precision = _figures()
    assert precision >= 0.8


def test_every_planted_slip_is_one_wrong_character_of_a_name_that_the_body_gives_right():
    random = Random(7)
    for report in (_report(random, slip=True) for _ in range(50)):
        headline = report.rows[0]
        mended = headline[: report.at] + report.meant + headline[report.at + 1 :]
        around = [mended[at : at + 2] for at in (report.at - 1, report.at)]
        assert headline != mended and any(pair in "".join(report.rows[1:]) for pair in around)
