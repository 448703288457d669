"""What a paper prints about itself and its other pages is no article's."""

from __future__ import annotations

import pytest

from archive.parsing.furniture import furniture_role


def test_whose_organ_a_paper_is_stands_in_its_masthead_alone() -> None:
    assert furniture_role("中共清河地方委员会机关报", top=True) == "masthead"
    assert furniture_role("中共清河地方委员会机关报", top=False) is None


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("QINGXI RIBAO", "masthead"),
        ("国内·国际", "header"),
        ("教育·卫生 03", "header"),
        ("07", "header"),
        ("A10—A11", "header"),
    ],
)
def test_what_stands_at_a_page_s_head_alone(line: str, role: str) -> None:
    assert furniture_role(line, top=True) == role
    assert furniture_role(line, top=False) is None


@pytest.mark.parametrize(
    "line", ["WTO", "WELCOME", "3-1", "18—25", "马克·吐温", "买买提·艾力", "江南·水乡", "浣溪沙·春耕"]
)
def test_headlines_scores_and_names_at_a_page_s_head_are_none_of_it(line: str) -> None:
    assert furniture_role(line, top=True) is None


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("青溪日报 观点", "masthead"),
        ("清河晚报·文化周末", "masthead"),
        ("青溪卫生报 健康·人物 5", "masthead"),
        ("中共青溪县委机关报 第211期", "masthead"),
        ("QINGXI RIBAO 党建专刊 05", "masthead"),
        ("04 民生·服务", "header"),
        ("三农视窗 04", "header"),
        ("文艺副刊 第112期", "header"),
        ("第 212 期", "header"),
        ("E-mail：qx@qingxi.example", "header"),
        ("主编 何 平 美编 小 满", "header"),
        ("县史志研究室 本报 合办", "header"),
        ("3", "header"),
        ("第一二三四号", "header"),
        ("内部资料 免费交流", "header"),
        ("微信公众号：青溪发布", "header"),
        ("热线电话 8330000 短信平台 95558330 有奖报料 一经采用 奖金30—500元", "header"),
    ],
)
def test_what_stands_over_a_page_is_furniture_there_and_only_there(line: str, role: str) -> None:
    assert furniture_role(line, top=True) == role
    assert furniture_role(line, top=False) is None


@pytest.mark.parametrize("line", ["苏新出准印JS—X091号 准印证", "零售每份五百元 订阅每月一万元"])
def test_an_imprint_is_masthead_wherever_it_stands(line: str) -> None:
    assert furniture_role(line, top=True) == furniture_role(line, top=False) == "masthead"


@pytest.mark.parametrize(
    "line",
    [
        "青溪日报 本报记者十年笔记",
        "青年晚报到 人人争读",
        "主编 谈读书写作",
        "合办 一所学校",
        "编辑 部的故事",
        "30 年守护一座桥",
        "12 名村官竞争上岗",
        "春运 40",
        "双色球 第 23 期",
        "热线电话12345为民解忧",
        "E-mail：一个新事物",
        "村里和学校 合办 图书室",
        "《青溪县志》正式出版",
        "我县首部乡土教材出版",
        "乒乓球赛由我市承办",
    ],
)
def test_a_headline_over_a_page_is_none(line: str) -> None:
    assert furniture_role(line, top=True) is None


def test_the_twelve_words_may_stand_behind_their_name() -> None:
    assert furniture_role("社会主义核心价值观 富强 民主 文明 和谐", top=False) == "slogan"


@pytest.mark.parametrize(
    "line",
    [
        "G20峰会今日在杭州开幕",
        "K1路公交车明起改道",
        "C919国产大飞机首飞成功",
        "F1中国站周日开赛",
        "第五版人民币明日发行",
        "三版教材有何不同",
        "一审：被告人何某被判三年",
        "二审：维持原判",
        "编辑：您为什么写这本书？",
        "主编：何平谈读书",
        "社长、总编辑：何平谈转型",
        "本刊编辑 王小满 到校采风",
        "校对：一个被遗忘的职业",
    ],
)
def test_a_headline_that_begins_like_a_folio_or_an_editors_line_is_none(line: str) -> None:
    assert furniture_role(line, top=True) is None and furniture_role(line, top=False) is None


@pytest.mark.parametrize(
    "line",
    [
        "校对 陈立",
        "值班主任：陈立 首席编辑：周浩",
        "责任编辑：周浩 版面设计：倪可",
        "责任编辑 郁东来 审校 连山",
        "本版编辑　何秉文　　题图　田　野",
        "A04 要闻",
        "第4版要闻",
        "B2·副刊",
    ],
)
def test_editors_and_folios_are_furniture_wherever_they_stand(line: str) -> None:
    assert furniture_role(line, top=False) == "header"
