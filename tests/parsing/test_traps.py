"""The traps of Chinese newspaper pages, one test each. All papers and people are invented."""

from archive.parsing.issue import parse
from archive.parsing.lines import read_lines
from archive.parsing.page import facts_of
from archive.parsing.text import shown
from tests.parsing.pages import joins, page, read, texts

BRIDGE = "## 清河大桥正式通车"
BRIDGE_LEAD = "本报讯 3月2日上午，清河大桥正式通车。县委书记陈立出席通车仪式并讲话，县长王小满主持仪式。"
BRIDGE_NEXT = "清河大桥全长1200米，双向六车道，总投资3.6亿元，是连接清河两岸的第三座大桥。"
CREDIT = "周浩 李思雨 郑小北"
SCHOOL = "## 青山小学迎来新校舍"
SCHOOL_LEAD = "本报讯 3月1日，青山小学新校舍启用，600多名学生搬进新教室，校长李大成为学生们上了开学第一课。"


def test_core_values_are_a_slogan_and_not_a_line_of_names():
    _, parsed = read("富强 民主 文明 和谐", BRIDGE, BRIDGE_LEAD)
    assert [(s.line, s.role) for s in parsed.furniture] == [(1, "slogan")]


def test_a_heading_that_ends_in_a_closing_quote_is_a_heading():
    _, parsed = read(BRIDGE_LEAD, CREDIT, "清河“畅通行动”打通出行“最后一公里”", SCHOOL_LEAD)
    assert parsed.articles[1].spans[0].role == "title"


def test_a_break_after_a_plus_sign_is_joined():
    rows, parsed = read(
        BRIDGE, BRIDGE_LEAD, "会议指出，要把普法宣传和创建工作结合起来，努力实现线上+", "云上，让普法宣传走进千家万户。"
    )
    assert joins(rows, parsed) == [(rows[4], rows[6])]


def test_a_credit_inside_a_caption_stays_in_the_caption():
    caption = "日前，摄影爱好者在清河湿地拍到20多只白天鹅嬉戏觅食的画面，白天鹅已连续五年在这里越冬。 陈立 王小满/摄"
    rows, parsed = read("## 白天鹅 又回来了", caption)
    assert parsed.articles[0].kind == "photo"
    assert texts(rows, parsed)[0][-1] == caption
    assert "end" not in parsed.articles[0].missing


def test_brackets_of_both_widths_make_the_same_lead():
    for lead in ("本报讯（记者 陈立）3月2日，清河大桥通车。", "本报讯 (记者 陈立) 3月2日，清河大桥通车。"):
        _, parsed = read(BRIDGE, lead)
        assert parsed.articles[0].missing == ()


def test_quotes_of_the_title_may_differ_from_those_of_the_body():
    _, parsed = read(
        "## 「畅通行动」助力「出行无忧」专题会召开", "本报讯 3月2日，“畅通行动”专题会召开，县长王小满参加。", CREDIT
    )
    assert len(parsed.articles) == 1


def test_two_names_close_an_article():
    _, parsed = read(
        BRIDGE, BRIDGE_LEAD, "周浩 李思雨", "随后，观摩团来到莲花湖公园，用镜头记录下荒滩变成公园后的美丽景象。"
    )
    assert len(parsed.articles) == 2


def test_a_page_without_any_lead_still_has_its_articles():
    _, parsed = read(
        BRIDGE, "清河大桥昨天正式通车，市民驾车从大桥上驶过。", BRIDGE_NEXT,
        SCHOOL, "青山小学的孩子们昨天搬进了新校舍，教室宽敞明亮。", "校长李大成说，新校舍可以容纳600多名学生。",
    )  # fmt: skip
    assert [len(a.spans) for a in parsed.articles] == [3, 3]


def test_a_second_lead_without_heading_opens_an_article_of_its_own():
    _, parsed = read(BRIDGE, BRIDGE_LEAD, BRIDGE_NEXT, SCHOOL_LEAD, "新校舍总建筑面积8000平方米。")
    assert [len(a.spans) for a in parsed.articles] == [3, 2]
    assert parsed.articles[1].kind == "other" and parsed.articles[1].proposed_title


def test_a_fragment_behind_a_jump_line_is_not_glued_to_the_article_above():
    _, parsed = read(
        BRIDGE, BRIDGE_LEAD, "大桥的建设者们克服了汛期水位高、施工场地小等困难，先后", "（下转第二版）",
        "采风团成员赵明说：“这里的古建筑保护得很好，整个村落看起来很舒服。”",
    )  # fmt: skip
    assert parsed.articles[0].jump_to == "2" and "end" in parsed.articles[0].missing
    assert len(parsed.articles) == 2


def test_a_fragment_without_headline_and_lead_lacks_title_and_start():
    for opening in ("了三个月的工期。", "座谈会上，采风团成员赵明表示，古建筑保护得很好。", "走进村口，荷塘连片。"):
        _, parsed = read(BRIDGE, BRIDGE_LEAD, CREDIT, opening)
        assert set(parsed.articles[1].missing) == {"title", "start"}


def test_a_fragment_whose_speaker_nobody_introduced_is_not_glued_to_the_article_above():
    others = ["新桥的引桥上，工人们正在安装路灯和护栏。", "大桥通车后，两岸群众出行时间缩短到五分钟。"]
    tail = [
        "赵明表示，青山小学的新校舍宽敞明亮，孩子们的学习条件有了改善。",
        "新校舍还配有图书室和操场，孩子们十分喜欢。",
    ]
    _, parsed = read(BRIDGE, BRIDGE_LEAD, BRIDGE_NEXT, *others, *tail)
    assert [len(a.spans) for a in parsed.articles] == [5, 2]


def test_a_speaker_whom_the_article_has_named_stays_in_it():
    _, parsed = read(BRIDGE, BRIDGE_LEAD, BRIDGE_NEXT, "陈立表示，青山小学的新校舍也将在今年启用。")
    assert len(parsed.articles) == 1


def test_a_report_that_opens_with_its_lead_lacks_the_title_alone():
    _, parsed = read(BRIDGE, BRIDGE_LEAD, CREDIT, SCHOOL_LEAD)
    assert parsed.articles[1].missing == ("title",)


def test_an_open_end_at_the_end_of_the_file_finds_its_continuation_above():
    rows, parsed = read(
        "## 清河纺织城项目如期推进", "差不多。", "受天气影响，纺织城项目施工遇到了许多困难，最大的难题是工人返程。", CREDIT,
        SCHOOL, SCHOOL_LEAD, "周浩 郑小北",
        "本报讯 日前，记者在清河纺织城项目现场看到，工人们正在忙碌。",
        "“项目一期将在明年上半年完工。”公司副总经理徐飞告诉记者，纺织城项目自去年10月开工，现在项目的进展情况和预期",
    )  # fmt: skip
    assert (rows[16], rows[2]) in joins(rows, parsed)
    assert "预期" in texts(rows, parsed)[0][2] and texts(rows, parsed)[0][3] == "差不多。"


def test_a_doubled_character_at_a_seam_is_no_repeat():
    from archive.parsing.seams import overlap

    assert overlap("要动员全县上下人人", "人人参与，个个出力。") == 0
    assert overlap("经济发展一直较为滞后，脱贫", "脱贫攻坚任务较为艰巨。") == 2


def test_a_date_broken_between_month_and_day_is_joined():
    rows, parsed = read(
        BRIDGE,
        BRIDGE_LEAD,
        "据介绍，清河大桥自2018年开工建设以来，建设者日夜奋战，到今年3月",
        "2日终于建成通车，比计划提前了两个月。",
    )
    assert joins(rows, parsed) == [(rows[4], rows[6])]


def test_a_number_broken_at_its_point_is_joined():
    rows, parsed = read(
        BRIDGE, BRIDGE_LEAD, "此次全县共设95个选区，截至目前，全县线上登记选民33.5", "2万人，线下登记选民1.3万人。"
    )
    assert joins(rows, parsed) == [(rows[4], rows[6])]


def test_a_heading_that_asks_is_a_heading():
    _, parsed = read(
        BRIDGE,
        BRIDGE_LEAD,
        CREDIT,
        "农村河道怎么管护？",
        "本报讯 农村河道怎么管护？3月2日，县政府办公室印发《清河县农村河道管护办法》。",
    )
    assert len(parsed.articles) == 2


def test_an_empty_page_and_a_page_of_one_line_are_read():
    assert parse([]).articles == ()
    assert parse(["", "  "]).articles == ()
    assert len(parse(["清河大桥正式通车"]).articles) == 1


def test_full_width_spaces_before_a_paragraph_do_not_matter():
    rows = page("##\u3000清河大桥正式通车", "\u3000\u3000" + BRIDGE_LEAD, "\u3000\u3000" + BRIDGE_NEXT)
    parsed = parse(rows)
    assert [shown(rows[s.line - 1], s.start, s.end) for s in parsed.articles[0].spans] == [
        "清河大桥正式通车",
        BRIDGE_LEAD,
        BRIDGE_NEXT,
    ]


def test_a_campaign_banner_over_the_page_is_furniture():
    _, parsed = read("学习宣传贯彻县第十次党代会精神", BRIDGE, BRIDGE_LEAD)
    assert [s.role for s in parsed.furniture] in (["banner"], [])  # a marked page leaves a bare banner to its article
    _, bare = read("学习宣传贯彻县第十次党代会精神", "清河大桥正式通车", BRIDGE_LEAD)
    assert [(s.line, s.role) for s in bare.furniture] == [(1, "banner")]


def test_folio_and_editors_lines_are_furniture():
    _, parsed = read(
        "2020年3月3日 星期二", "第二版 要闻", BRIDGE, BRIDGE_LEAD, "责任编辑：陈立 版式：王小满 校对：周浩"
    )
    assert [s.role for s in parsed.furniture] == ["masthead", "header", "header"]


def test_the_parts_of_a_headline_line_are_told_apart():
    rows, parsed = read(
        "陈立调研清河大桥工程时强调 确保质量 确保进度 推动县委县政府“交通先行”的重大决策在清河落地见效", BRIDGE_LEAD
    )
    roles = [s.role for s in parsed.articles[0].spans]
    assert roles == ["kicker", "title", "subtitle", "body"]


def test_a_headline_name_that_the_body_gives_differently_is_flagged_with_a_correction():
    rows, parsed = read(
        "## 美国升来清河调研古墓群保护工作",
        "本报讯 3月2日，市人大主任吴国升来清河调研古墓群保护工作。",
        "吴国升指出，要把文章做实做深。随后，吴国升说，要加强合作。",
    )  # fmt: skip
    fixes = [d.proposal["args"] for d in parsed.doubts if d.kind == "title_name"]
    assert [(f["line"], f["start"], f["end"], f["old"], f["new"]) for f in fixes] == [(1, 3, 4, "美", "吴")]
    assert rows[0][3:4] == "美"


def test_a_sentence_that_speaks_of_addresses_goes_on_and_a_contact_line_does_not():
    assert facts_of(read_lines(["全镇六百多户的户籍地址、快递地址统一改"])[0]).open
    assert not facts_of(read_lines(["地址：清河路3号"])[0]).open
    assert not facts_of(read_lines(["报名电话 0570-1234567"])[0]).open


def test_the_name_of_an_office_behind_the_last_sentence_signs_a_notice():
    assert not facts_of(read_lines(["检修可能提前结束，请注意用电安全。清河县供电公司"])[0]).open
    assert facts_of(read_lines(["工人们正在加紧施工。记者走进清河县自来水公司的"])[0]).open


def test_a_credit_line_in_brackets_ends_its_report_and_opens_none():
    _, parsed = read(BRIDGE, BRIDGE_LEAD, BRIDGE_NEXT, "（记者 周浩 李思雨）", SCHOOL, SCHOOL_LEAD)
    assert [[s.role for s in a.spans] for a in parsed.articles] == [
        ["title", "body", "body", "credit"],
        ["title", "body"],
    ]


def test_a_line_that_breaks_off_goes_on_in_the_next_where_the_page_is_in_order():
    """The two ends alone would not say so."""
    broken = "为了赶在汛期前完工，建设者们放弃休息，每一道工序都要反复核对，大桥的每一个构件都需要"
    rows, parsed = read(
        BRIDGE,
        BRIDGE_LEAD,
        broken,
        "安全第一，质量至上的理念贯穿始终。",
        BRIDGE_NEXT,
        SCHOOL,
        SCHOOL_LEAD,
        "新校舍占地12亩，有教室36间，操场、食堂和图书馆一应俱全，总投资48",
        "00万元，由县教育局组织建设。",
    )
    assert (rows[4], rows[6]) in joins(rows, parsed)


def test_a_quote_left_open_at_a_stop_goes_on_where_it_is_closed():
    """A column may end behind a full stop: then only the marks tell that the paragraph goes on."""
    said = "村民陈立说：“从前过河要绕十里路，孩子们上学天不亮就得出门。"
    rows, parsed = read(BRIDGE, BRIDGE_LEAD, said, "如今十分钟就到，心里真高兴。”陈立指着大桥说。", CREDIT)
    assert (rows[4], rows[6]) in joins(rows, parsed)


def test_a_credit_for_a_picture_report_is_no_lead():
    assert not facts_of(read_lines(["本报记者 周 浩 李思雨摄影报道"])[0]).lead
    assert facts_of(read_lines(["本报记者 周浩 李思雨报道 3月2日，清河大桥通车。"])[0]).lead


def test_who_set_a_feature_is_named_under_it_and_at_the_foot_of_the_page_for_the_whole():
    setter = "版式设计：吴晓云"
    _, inside = read(BRIDGE, BRIDGE_LEAD, BRIDGE_NEXT, setter, SCHOOL, SCHOOL_LEAD)
    assert 7 in {s.line for s in inside.articles[0].spans}
    _, foot = read(BRIDGE, BRIDGE_LEAD, BRIDGE_NEXT, SCHOOL, SCHOOL_LEAD, setter)
    assert [s.line for s in foot.furniture] == [11]


def test_a_dateline_may_come_again_under_one_headline():
    _, parsed = read(
        "## 陈立王小满会见南山国总统",
        "本报南山3月2日电 （记者周浩）县委书记陈立2日在南山会见南山国总统阿里。",
        "陈立表示，两地友谊源远流长，愿同南山国加强经贸合作，推动两地关系迈上新台阶。",
        "阿里表示，南山国愿同清河加强经贸合作，欢迎清河企业到南山国投资。",
        "本报南山3月2日电 （记者周浩）县长王小满2日在南山会见南山国总统阿里。",
        "王小满表示，愿同南山国深化经贸合作，支持企业到南山国投资。",
        "阿里说，南山国高度重视同清河的友谊，愿推动两地关系迈上新台阶。",
    )
    assert len(parsed.articles) == 1
