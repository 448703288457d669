"""What the OCR read twice, and what the paper printed twice."""

from tests.parsing.pages import read
from tests.parsing.test_traps import BRIDGE_LEAD


def test_a_repeat_is_excluded_and_kept():
    long = "基地建起了，种什么成了新的困扰，村干部一眼就相中了新品种“青山一号”茄子，双方还达成了合作协议，"
    rows, parsed = read(
        "## 青山村创出致富新路子", long, "当年就签下了三百亩的订单。", "“青山一号”茄子，双方还达成了合作协议，"
    )
    assert [(span.line, reason) for span, reason in parsed.excluded] == [(7, "duplicate")]


def test_a_repeat_standing_before_its_original_is_excluded_too():
    long = "基地建起了，种什么成了新的困扰，村干部一眼就相中了新品种“青山一号”茄子，双方还达成了合作协议。"
    _, parsed = read("## 青山村创出致富新路子", "“青山一号”茄子，双方还达成了合作协议。", long)
    assert [span.line for span, _ in parsed.excluded] == [3]


def test_a_quotation_set_apart_from_its_text_is_not_taken_for_a_repeat():
    said = "大桥每一颗螺栓都要拧三遍，差一圈也不行，质量就是这样拧出来的。"
    rest = [f"第{n}标段的工人们也在赶工期，他们来自{n}个不同的村镇，吃住都在工地上。" for n in range(3, 11)]
    _, parsed = read(
        "## 清河大桥建设者群像", said, BRIDGE_LEAD, *rest, f"“老陈常说，{said}”徐飞笑着说。", "老陈摆手：" + said
    )
    assert parsed.excluded == ()


def test_a_line_that_the_line_above_goes_on_in_is_no_repeat():
    """The same words end a sentence elsewhere: printed twice, and not read twice."""
    _, parsed = read(
        "## 清河大桥正式通车",
        "■ 清河大桥全长1200米，总投资3.6亿元，是连接清河两岸的第三座大",
        "桥，将带动两岸经济社会加快发展。",
        "本报讯 3月2日，清河大桥通车。它是连接清河两岸的第三座大桥，将带动两岸经济社会加快发展。",
        "通车当天，许多市民赶来，驾车从大桥上驶过，记录下这一刻。",
    )
    assert parsed.excluded == ()


def test_a_stretch_from_the_midst_of_a_line_is_read_twice_if_no_sentence_begins_or_ends_with_it():
    told = "清河县四区农民在三月上旬捕捉田鼠，七天里捉到一万三千多只。小学生也组织了捕鼠队，石桥村小学平均一人捉了四十六只。"
    _, parsed = read("## 四区农民捕捉田鼠", told, "千多只。小学生也组织了捕鼠队，石桥村小学平")
    assert [span.line for span, _ in parsed.excluded] == [5]
    quoted = "“小学生也组织了捕鼠队，石桥村小学平均一人捉了四十六只”"
    _, parsed = read("## 四区农民捕捉田鼠", told, quoted)
    assert parsed.excluded == ()


def test_slogans_refrains_and_words_set_apart_are_cut_at_clauses_and_stay():
    said = (
        "县委书记在会上强调要坚持以人民为中心，坚持高质量发展，把各项工作往前赶，让大家都过上好日子，再苦再累也值得。"
    )
    for apart in ("坚持以人民为中心，坚持高质量发展", "把各项工作往前赶，让大家都过上好日子"):
        assert read("## 会议召开", said, apart)[1].excluded == ()
        assert read("## 会议召开", apart, said)[1].excluded == ()
    assert read("一条大河波浪宽，风吹稻花香两岸", "啊一条大河波浪宽，风吹稻花香两岸啊")[1].excluded == ()
