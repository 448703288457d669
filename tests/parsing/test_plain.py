"""Traditional print and half-width marks are read by the same rules; what is shown stays as printed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.parsing.bylines import bylines, credit_names
from archive.parsing.furniture import furniture_role
from archive.parsing.issue import parse
from archive.parsing.leads import has_lead
from archive.parsing.plain import plain


@settings(deadline=None)  # the first call reads the table of characters
@given(st.text())
def test_the_plain_form_is_as_long_as_the_text_and_its_own_plain_form(text):
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本報訊(記者 張三)昨日,晴", "本报讯（记者 张三）昨日，晴"),
        ("「三農」問題:今天22:00", "“三农”问题：今天22:00"),
        ("COVID-19, a (small) test", "COVID-19, a (small) test"),
        ("𠮷田說〇", "𠮷田说〇"),
        ("薴苧", "苎苎"),
    ],
)
def test_traditional_characters_corner_quotes_and_half_width_marks_become_plain(text, expected):
    assert plain(text) == expected


def test_names_come_in_the_characters_that_are_printed():
    assert bylines("本報訊（記者 陳後山 劉威）昨日晴。")[0].names == ("陳後山", "劉威")
    assert credit_names("陳來發 張後") == ("陳來發", "張後")
    assert credit_names("□ 何 平") == ("何平",)
    assert credit_names("简 讯") == ()


@pytest.mark.parametrize(
    "line", ["【本報嵐島十一日專電】省府昨開會議。", "(嵐島通訊)本邑米價日漲。", "新华社嵐島十月二日电 今日放晴。"]
)
def test_wire_leads_of_older_papers_open_a_report(line):
    assert has_lead(line)


@pytest.mark.parametrize("line", ["（三年前的通讯录，他还留着）", "（摄影通讯员）"])
def test_other_brackets_open_none(line):
    assert not has_lead(line)


@pytest.mark.parametrize(
    "line",
    [
        "农历甲子年二月十五 星期六",
        "本期四版",
        "中华民国二十五年五月十二日 星期二",
        "2011.11.8 星期二 责编：王芳 版式：李娟 校对：赵敏",
        "本报地址：解放路18号 电话：305 本期责任编辑 林森",
    ],
)
def test_facts_and_imprint_at_the_top_are_furniture(line):
    assert furniture_role(line, top=True) in ("masthead", "header")


@pytest.mark.parametrize("line", ["我县春耕生产掀起热潮", "今日看点", "三月植树忙", "联系电话：13800000000"])
def test_headlines_and_telephones_of_adverts_are_not(line):
    assert furniture_role(line, top=True) is None


def test_an_old_traditional_page_without_marks_falls_into_its_reports():
    page = """嵐島日報
中華民國二十五年五月十二日 星期二

碼頭工會議決罷工
【本報東灣十一日專電】碼頭工會昨開會議,到者三百餘人,議決自今日起罷工三日。
漁市價漲
平民叫苦
(東灣通訊)本島自上月以來,魚價日漲,每擔由八元漲至十二元五毫,貧民無以為炊。""".splitlines()
    articles = parse(page).articles
    assert [[span.line for span in a.spans] for a in articles] == [[4, 5], [6, 7, 8]]
    assert all(not a.missing for a in articles)


def test_an_advert_for_hands_is_an_article_of_its_own():
    page = """## 遗失声明

万全五金店遗失税务登记证副本，税号9901226，声明作废。

青溪县丝绸厂诚聘

本厂因扩大生产，招聘挡车工30名，女性，初中以上文化程度。

报名地址：青溪县城北工业区18号 联系人：倪女士

## 县图书馆延长夜间开放时间

本报讯 从5月10日起，县图书馆夜间开放到九点半。""".splitlines()
    articles = parse(page).articles
    assert [a.spans[0].line for a in articles] == [1, 5, 11]
    assert [a.kind for a in articles] == ["notice", "notice", "news"]


def test_what_ocr_writes_for_pictures_and_rules_is_no_text():
    parsed = parse(["![](images/3f2a.jpg)", "## 清河大桥通车", "本报讯 昨日大桥通车。", "---", "|---|---|"])
    assert [(span.line, reason) for span, reason in parsed.excluded] == [(1, "noise"), (4, "noise"), (5, "noise")]
    assert [len(a.spans) for a in parsed.articles] == [2]


def test_a_picture_with_words_under_it_keeps_them():
    parsed = parse(["## 清河大桥通车", "本报讯 昨日大桥通车。", "![图为通车现场](images/1.jpg)"])
    assert not parsed.excluded


def test_a_byline_under_a_bare_line_makes_it_a_headline_and_the_report_stays_with_it():
    rows = """昨日全市晴好，游人如织，各景区秩序井然。
八旬老人坚持义务扫街十二年
本报记者 高峰
每天清晨五点半，家住东关街道的林阿婆都会拿起扫帚，从巷口扫到巷尾，这一扫就是十二年。
“街坊们走着舒服，我心里也舒服。”林阿婆笑着说。
我市出台促进就业十条措施
□ 记者 张雪
本报9月13日讯 记者从市人社局获悉，我市出台促进就业十条措施，对就业困难人员给予支持。""".splitlines()
    articles = parse(rows).articles
    assert [sorted(s.line for s in a.spans) for a in articles][1:] == [[2, 3, 4, 5], [6, 7, 8]]
    assert [s.role for s in articles[1].spans if s.line in (2, 3)] == ["title", "credit"]


def test_a_guide_to_other_pages_is_furniture():
    rows = [
        "## 今日导读",
        "- 全市新增就业2.3万人 >>>2版",
        "- 一碗阳春面的记忆 >>>4版",
        "## 今起迎来小雨",
        "本报讯 今天阴有小雨。",
    ]
    parsed = parse(rows)
    assert [s.line for s in parsed.furniture] == [1, 2, 3]
    assert [[s.line for s in a.spans] for a in parsed.articles] == [[4, 5]]


SUPPLEMENT = """第四版
金溪副刊

母亲的菜园

□ 林小满

老屋后面有一块菜地，三分来宽，是母亲的领地。春天一到，母亲便扛着锄头下地了。

母亲种菜不讲究，黄瓜、豇豆、茄子、辣椒，一样几行。她说，自家吃的，图个新鲜。

端午

——致屈原

陈一帆

两千多年的江水
流到今天
还带着你的叹息

艾草青青
挂在每一扇门上

溪边拾趣

王建国/文 赵丽/图

小时候住在溪边，最盼的是夏天。水浅的地方能摸鱼，水深的地方能凫水。

我们到底还是把它放了。""".splitlines()


def test_a_supplement_falls_into_its_pieces_by_their_authors():
    parsed = parse(SUPPLEMENT)
    texts = [
        [SUPPLEMENT[s.line - 1] for s in a.spans if s.role in ("title", "subtitle", "credit")] for a in parsed.articles
    ]
    assert texts == [["母亲的菜园", "□ 林小满"], ["端午", "——致屈原", "陈一帆"], ["溪边拾趣", "王建国/文 赵丽/图"]]
    assert [len(a.spans) for a in parsed.articles] == [4, 8, 4]
    assert [s.line for s in parsed.furniture] == [1, 2]


def test_a_line_of_names_under_a_photo_credit_still_closes_the_report():
    rows = [
        "图为村民在采茶。",
        "张小满摄",
        "范华 熊兰 毛秀桂",
        "清河大桥昨日通车，两岸村民走上桥面，燃放鞭炮，欢庆通行。",
    ]
    assert not any(s.role == "title" for a in parse(rows).articles for s in a.spans)


def test_who_wrote_and_who_took_pictures_is_read_both_ways_round():
    assert [(b.role, b.names) for b in bylines("王建国/文 赵丽/图")] == [("文", ("王建国",)), ("图", ("赵丽",))]
    assert [(b.role, b.names) for b in bylines("文/王建国 图/赵丽")] == [("文", ("王建国",)), ("图", ("赵丽",))]


def test_deeper_or_numbered_headings_inside_a_report_are_crossheads():
    rows = """# 县党代会隆重开幕
本报讯（记者 祝小满）昨天上午，县党代会在会展中心隆重开幕，沈知远作报告。
## 回顾五年谱新篇
过去五年，全县地区生产总值年均增长7.5%，人民生活持续改善。
## 展望未来再出发
未来五年，要坚持工业强县，坚持绿色发展，坚持城乡统筹。
# 一、加强党的建设
全县各级党组织要坚持党要管党，全面从严治党。
## 杨柳渡大桥合龙
本报讯（记者 万里青）昨日，杨柳渡大桥合龙。""".splitlines()
    articles = parse(rows).articles
    assert [[s.line for s in a.spans] for a in articles] == [[1, 2, 3, 4, 5, 6, 7, 8], [9, 10]]


def test_an_office_over_its_date_signs_a_notice_and_opens_nothing():
    rows = """停水公告
因管网改造，定于5月8日22时至次日6时停水，请提前储水，不便之处敬请谅解。
青溪县自来水公司
2008年5月5日
旺铺出租
解放路88号临街店面两间，面积120平方米，租金面议。""".splitlines()
    parsed = parse(rows)
    assert [[s.line for s in a.spans] for a in parsed.articles] == [[1, 2, 3, 4], [5, 6]]
    assert not parsed.furniture


def test_in_narrow_columns_indents_tell_headlines_from_the_ends_of_paragraphs():
    rows = """青溪农民报
一九五八年三月五日 星期三
农业社闹春耕
　　前进农业社发动群众，开展劳动竞
赛。社员们天不亮就下地，一个星期就
翻耕水田三百二十亩。（周志诚）
县人民委员会召开会议
布置当前防旱工作
　　县人民委员会于三月二日召开各区
区长会议，布置当前防旱抗旱工作。
供销社送货上门
　　城郊供销社的营业员走村串户，把
食盐、火柴送到社员家里。""".splitlines()
    articles = parse(rows).articles
    assert [[s.line for s in a.spans] for a in articles] == [[3, 4, 5, 6], [7, 8, 9, 10], [11, 12, 13]]


def test_one_deeper_heading_alone_opens_an_article():
    rows = """# 菜价连涨三周
晚报讯（记者 郑爽）立冬将至，市区农贸市场菜价涨声一片，摊主说降雨多。
## 天气预报
今天多云到阴，偏北风3到4级，气温9到16度；明天小雨，气温8到12度。""".splitlines()
    assert [[s.line for s in a.spans] for a in parse(rows).articles] == [[1, 2], [3, 4]]


BRIEFS = """东江日报
中华民国二十五年五月十二日 星期二
商会开会
昨日商会开临时会议，到者三十余人，议决筹款赈济北乡水灾，即日开始募捐云。
惠州米价飞涨
平民叫苦
本邑自上月以来，米价日涨，每担由八元涨至十二元五毫，贫民无以为炊。
水东街昨晚火警
焚去铺户三间
昨晚十时许，水东街广昌杂货店，因伙伴不慎，打翻火水灯，顿成燎原，幸无伤人。
女学生失踪
县立女子中学学生黄瑞贞，年十七，日前放学后未返家，其母四出找寻无着。""".splitlines()


def test_a_page_of_short_items_falls_into_them():
    articles = parse(BRIEFS).articles
    assert [[s.line for s in a.spans] for a in articles] == [[3, 4], [5, 6, 7], [8, 9, 10], [11, 12]]


def test_an_office_over_its_telephone_opens_nothing():
    rows = """拍卖公告
受委托，定于2017年8月30日上午10时在本公司拍卖厅公开拍卖旧机动车三辆，有意者请来登记。
青溪县正大拍卖有限公司
电话：3022222""".splitlines()
    assert [s.line for a in parse(rows).articles for s in a.spans if s.role == "title"] == [1]


def test_formal_headings_of_notices_and_letters_are_known_by_their_form():
    rows = """特此讣告，谨此致谢。
青溪县不动产登记中心关于遗失不动产权证书的公告
岳桂香，因保管不善，将坐落于茶亭街道的不动产权证书遗失，现公告作废。
读者来函：渡轮班次请勿再减
编辑先生：敝人住东湾，每日搭早班渡轮上工。""".splitlines()
    titles = [s.line for a in parse(rows).articles for s in a.spans if s.role == "title"]
    assert titles == [2, 4]
