"""Names of columns 栏目: they stand with their article, and never take the place of its title."""

import pytest

from archive.derived import derive
from archive.layout import ArticleLayout, Piece
from archive.parsing.columns import column_name
from archive.parsing.issue import parse
from archive.parsing.knowledge import learn
from tests.parsing.pages import page, read

LEAD = "本报讯 3月2日上午，清河大桥正式通车。县委书记陈立出席通车仪式并讲话，县长王小满主持仪式。"
CREDIT = "周浩 李思雨 郑小北"
STORY = "老李今年七十岁，在青石村办了一间书屋，藏书三千多册，村里的孩子放学后都来这里看书写作业。"


def roles(parsed, number):
    return [(s.line, s.role) for s in parsed.articles[number].spans]


@pytest.mark.parametrize(
    "name", ["【百姓故事】", "·青溪夜话·", "“法治清河”专栏", "「清河人物」专栏", "史海钩沉", "■ 时评"]
)
@pytest.mark.parametrize("mark", ["", "## "])
def test_a_column_name_above_a_headline_is_the_column_of_its_article(name, mark):
    _, parsed = read(mark + "清河大桥正式通车", LEAD, CREDIT, name, mark + "老李和他的书屋", "本报讯 " + STORY)
    assert roles(parsed, 1) == [(7, "banner"), (9, "title"), (11, "body")]


def test_a_column_name_in_the_line_of_the_headline_is_cut_from_it():
    for title in ("## 【百姓故事】老李和他的书屋", "## 【百姓故事】 老李和他的书屋"):
        rows, parsed = read(title, STORY)
        banner, name = parsed.articles[0].spans[:2]
        assert (banner.role, name.role) == ("banner", "title")
        assert rows[0][name.start : name.end] == "老李和他的书屋"


def test_a_line_that_recurs_in_the_archive_is_the_column_of_the_headline_under_it():
    one = ["## 清河大桥正式通车", LEAD, CREDIT, "清河新风", "## 老李和他的书屋", "本报讯 " + STORY]
    known = learn([page(*one), page(*one[3:]), page("清河新风")])
    assert roles(parse(page(*one), known), 1)[0] == (7, "banner")
    assert "banner" not in [role for _, role in roles(parse(page(*one)), 1)]


def test_a_bracketed_word_that_opens_a_part_of_an_article_is_no_column():
    _, parsed = read("## 清河大桥正式通车", LEAD, "【点评】", "大桥通车方便了两岸群众的出行。")
    assert [role for _, role in roles(parsed, 0)] == ["title", "body", "body", "body"]


def test_a_column_name_without_a_headline_is_the_title():
    _, parsed = read("## 【百姓故事】", STORY)
    assert roles(parsed, 0)[0] == (1, "title")


@pytest.mark.parametrize("column", ["乡镇短波", "社　论", "读者来信", "讀者投書"])
def test_a_column_that_all_papers_have_is_no_headline_of_what_stands_under_it(column: str):
    rows = [column, "石桥镇给山塘做“体检”", "本报讯 石桥镇日前对全镇五十六口山塘逐一检查，查出渗漏的有九口。（陈立）"]
    assert [s.role for s in parse(rows).articles[0].spans] == ["banner", "title", "body"]


def test_an_afterword_stays_with_its_report_and_names_the_column_of_a_comment_with_a_headline():
    told = "改革改得怎么样，群众最有发言权；书屋办得好不好，看孩子们愿不愿意来就知道，这样的书屋还应当多办。"
    _, parsed = read("## 老李和他的书屋", LEAD, STORY, "编后", told)
    assert len(parsed.articles) == 1
    _, parsed = read("## 老李和他的书屋", LEAD, STORY, "编后", "## 书屋应当多办", told)
    assert roles(parsed, 1) == [(7, "banner"), (9, "title"), (11, "body")]


@pytest.mark.parametrize(
    "printed",
    [
        "百姓故事",
        "【百姓故事】",
        "■ 百姓故事",
        "·百姓故事·",
        "百姓故事｜",
        "[百姓故事]",
        "【 百姓故事 】",
        "百　姓　故　事",
    ],
)
def test_a_column_has_one_name_however_it_is_set(printed):
    assert column_name(printed) == "百姓故事"


@pytest.mark.parametrize("printed", ["", "“法治清河”专栏", "走基层·一线见闻", "学习贯彻 落实精神"])
def test_what_belongs_to_the_name_stays(printed):
    assert column_name(printed) == printed


def test_readers_browse_the_name_alone():
    raw = "【百姓故事】老李和他的书屋"
    article = ArticleLayout("a", (Piece("1:1", 0, 6, "banner"), Piece("1:1", 6, len(raw), "title")))
    shown = derive(article, {"1:1": raw})
    assert (shown.column, shown.title) == ("百姓故事", "老李和他的书屋")
    assert column_name("【百姓故事】 走基层") == "百姓故事 走基层"
