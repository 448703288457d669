"""What a paper prints about itself and its other pages is no article's."""

from __future__ import annotations

import pytest

from archive.parsing.furniture import furniture_role
from archive.parsing.knowledge import EMPTY
from archive.parsing.lines import read_lines
from archive.parsing.roles import classify


@pytest.mark.parametrize(
    "line",
    [
        "今日天气：多云转阴，有零星小雨，气温13℃—21℃",
        "今日导读",
        "今日导读 2版 晚稻直播怎么管 3版 高招录取进行时 4版 副刊",
        "二版 茶价涨了，茶农为啥还发愁 三版 小学并校之后",
        "十一月集中供暖首周：四百个电话背后 ——第三版",
        "（第二版）",
        "社址：清河城内中山路 电话：四七号 订阅每月三千六百元",
        "本报地址：清河县解放路48号 电话：6128857",
        "总编辑 陈立 印刷 清河日报社承印部",
        "编辑 周浩 电话 6123308",
        "本版电话：6622118",
        "市区天气：今天白天到夜间 阴有小雨 东南风3级",
        "今日 晴转多云 -4℃~-1℃ 明日 多云 0℃",
        "要闻导读",
        "稻农最关心的五个问题 （二版）",
        "元宵灯会本周四亮灯 A4版",
        "冬捕开网第一天 头鱼拍出八千元 ►A05",
        "24小时新闻热线：96068",
        "天氣：晴 攝氏二十度",
        "民生热线 2680110",
        "民生热线　２６８０１１０",
        "读者热线：0570-4322190 来信请寄：清河县解放路",
        "扫一扫，关注“青溪发布”",
        "本版责任编辑 舒 军",
        "责编 苏 衡 美术 小 柏",
        "新闻热线：8233110 报料有奖",
        "投稿邮箱：qx@qingxi.example 欢迎赐稿",
        "本版投稿信箱 qx@qingxi.example",
        "编辑部地址：清河县解放路九号 来信请写明姓名，发表时可用笔名",
        "清河日报社 地址：胜利北路19号",
        "欢迎订阅《清河日报》 全年定价168元",
        "广告部电话：8238106 8238206 发行投诉：8238999",
        "新闻热线 2333110 一经采用 即付酬金",
        "本版由青溪县政协文史委员会协办",
        "青溪县融媒体中心出品",
        "●昨日天气 省城 多云转阴 9℃—16℃",
        "今天：晴转多云 -9℃~-21℃ 西北风4级 明天：小雪 -12℃~-24℃",
        "社长、总编辑：何平",
        "执行主编 苏 日 娜 邮箱 qx@qingxi.example",
        "扫码看视频",
        "欢迎扫描二维码 下载“青溪”客户端",
        "晨报微信 晨报微博 晨报客户端",
        "网址：http://www.qingxi.example E-mail：qx@qingxi.example",
        "扫描二维码 关注青溪发布",
        "更多精彩内容 请扫描二维码",
        "更多新闻请关注“青溪融媒”客户端",
        "官方微信 官方微博",
        "青溪日报官方微信",
        "网址：www.qingxi.example",
        "本报法律顾问：青溪律师事务所 何平",
        "广告经营许可证：3306014000012",
        "承印：青溪印务有限公司",
        "版权所有 未经许可不得转载",
        "登报热线：8233110",
        "一版责编：陈立",
        "值班领导：陈立",
        "·6·",
        "－ 6 －",
    ],
)
def test_weather_guides_and_addresses_of_the_paper_are_furniture_wherever_they_stand(line: str) -> None:
    assert furniture_role(line, top=False) == "header"


@pytest.mark.parametrize(
    "line",
    [
        "扫码看病一步到位",
        "扫码下单 送货到村",
        "烈士墓前立起二维码",
        "每棵古树都有了二维码",
        "法律顾问进村来",
        "法律顾问：村里的“说理人”",
        "印刷：从铅字到激光",
        "零售价上涨两成",
        "定价：38.00元",
        "扫码进入校园",
        "截止时间：2020年6月15日（星期一）17时",
        "停电时间：2020年6月15日 星期一 7：00—18：00",
        "何长根生于1965年3月12日 农历乙巳年二月初十",
        "报名时间：2020年6月15日至20日（周一至周六）",
        "摘自2020年6月3日《青溪日报》2版",
        "（2024年2月2日）",
    ],
)
def test_what_tells_of_a_day_or_of_codes_is_no_furniture(line: str) -> None:
    assert furniture_role(line, top=True) is None


@pytest.mark.parametrize(
    "line",
    [
        "天气预报说明天有雨，村民连夜收谷。",
        "本报电话采访了他",
        "他翻到第三版，看见了自己的名字",
        "天气 越来越热了 老人怎样防暑",
        "天气：影响粮价的第一因素",
        "今天天气 很冷，我跟着爸爸去赶集",
        "导航：北斗系统助力春耕",
        "导读 少年读书会走进青溪小学",
        "内容提要：本文叙述了作者在青溪县三十年的经历",
        "欢迎订阅户们来报社做客",
        "本版由来已久的争论",
        "总编辑 何平 到村里蹲点",
        "县融媒体中心出品的三部短片获奖",
        "他把报纸翻到——第三版",
        "三月五日 二版 《春耕》一文“县长”误作“局长” 三版 《植树》一文“王芳”误作“王方”",
        "总编辑 何平 在会上要求记者下基层",
        "社址 迁移启事",
        "社址：合作社新社址设在东门外，原有社员请前往登记",
        "导读课上的掌声",
        "清河县解放路48号 电话：6128857",
        "村民合作医疗报销比例提高（下转二版）",
        "本报今起改为8版",
        "咨询热线：6128857",
        "热线电话铃声不断",
        "今日 我们怎样读书",
        "三起事故敲响警钟 第七版",
        "《青溪方言词典》 第2版",
        "停车位告急 地下车库 B01",
        "天气：雨雪来袭 供暖提前",
        "今日多云到晴 最高气温12℃ 市民出门踏青",
        "天气：小雪 心情：晴",
        "扫一扫，关注老人用药安全",
        "维权热线12315 为农民挽回损失八万元",
        "新闻热线：一根线牵起千家万户",
        "本报电话：3号台风今晚登陆",
        "责任编辑 你为何不改错别字",
        "广告公司招聘业务员",
    ],
)
def test_what_only_sounds_like_it_is_not(line: str) -> None:
    assert furniture_role(line, top=False) is None


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


@pytest.mark.parametrize("name", ["今日青溪", "# 今日青溪", "今 日 青 溪", "石峁新闻", "青溪时讯"])
@pytest.mark.parametrize("below", ["2016年3月15日 星期二 第2096期", "JIN RI QING XI"])
def test_the_name_of_a_paper_over_the_rest_of_its_masthead_is_no_headline(name: str, below: str) -> None:
    lines = classify(read_lines([name, "", below, "", "清河大桥通车", "", "本报讯 3月14日，清河大桥正式通车。"]), EMPTY)
    assert [line.role for line in lines[:2]] == ["masthead", "masthead"]


def test_a_headline_that_is_worded_like_a_paper_s_name_is_none_without_a_masthead() -> None:
    lines = classify(read_lines(["今日茶乡", "", "本报讯 3月14日，茶乡开园采茶。"]), EMPTY)
    assert lines[0].role == "body"


@pytest.mark.parametrize(("below", "role"), [("青溪驾校招生", "header"), ("青溪茶厂新茶上市，欢迎品尝。", "body")])
def test_advertisements_over_headlines_of_their_own_are_no_headline(below: str, role: str) -> None:
    assert classify(read_lines(["广　告", "", below, "", "现在报名优惠300元。"]), EMPTY)[0].role == role


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


def test_the_name_of_a_page_stands_over_its_folio() -> None:
    rows = ["社会热线", "2014年3月5日 星期三 第3版", "路灯修好了", "编辑同志：文昌胡同的五盏路灯昨天都修好了。"]
    assert [line.role for line in classify(read_lines(rows), EMPTY)][0] == "header"
    assert [line.role for line in classify(read_lines(rows[:1] + rows[2:]), EMPTY)][0] == "body"
    assert [line.role for line in classify(read_lines([*rows[2:], *rows[:2]]), EMPTY)][2] == "body"
    assert [line.role for line in classify(read_lines(["体育新闻", *rows[2:]]), EMPTY)][0] == "header"


def test_a_row_of_lines_that_end_with_a_page_guides_to_it_and_one_alone_may_be_a_headline() -> None:
    rows = [
        "出租车司机雪夜送产妇 A03",
        "冬捕开网第一天 A05",
        "路灯修好了",
        "编辑同志：文昌胡同的五盏路灯昨天都修好了。",
    ]
    assert [line.role for line in classify(read_lines(rows), EMPTY)][:2] == ["header", "header"]
    assert [line.role for line in classify(read_lines(rows[1:]), EMPTY)][0] == "body"


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


def roles_of(*lines: str) -> list[str]:
    spaced = [row for line in lines for row in (line, "")]
    return [line.role for line in classify(read_lines(spaced), EMPTY) if line.text]


TEXT = (
    "本报讯 3月2日上午，清河大桥正式通车，县委书记陈立到桥头出席通车仪式，第一批货车缓缓驶上桥面，"
    "两岸群众早早赶来看热闹，鞭炮响了半个钟头。"
)


def test_guides_to_other_pages_that_begin_with_the_page_are_no_headlines() -> None:
    guides = ("2版 县里新增两家省级企业", "3版：背篓干部进山来", "4版 山乡春日里的古镇")
    assert roles_of("今日导读", *guides, "清河大桥通车", TEXT)[:4] == ["header"] * 4
    assert roles_of("今日看点", guides[1], "清河大桥通车", TEXT)[:2] == ["header"] * 2
    assert roles_of("今日看点", "21:00 体操 男子吊环决赛")[0] == "body"
    assert roles_of("老人被骗20万 民警追回 ——B2", "冬季用气要注意安全 ——B3", TEXT)[:2] == ["header"] * 2
    assert roles_of(guides[1] + "，又背回一筐笋", "清河大桥通车", TEXT)[0] == "body"


def test_the_name_of_a_page_with_its_number_stands_over_the_day() -> None:
    assert roles_of("便民 6", "2011年8月15日 星期一", "清河大桥通车", TEXT)[:2] == ["header", "masthead"]
    assert roles_of("清河大桥通车", TEXT, "便民 6", "青溪之窗")[2] == "body"


def test_who_runs_a_contest_is_not_who_publishes_the_paper() -> None:
    contest = ("“清风”主题征文选登", "县纪委监委 县文联 县融媒体中心 主办", "一碗清汤面", TEXT)
    assert roles_of(*contest)[1] == "body"
    assert roles_of("中共青溪县委主办 青溪县融媒体中心承办", "清河大桥通车", TEXT)[0] == "masthead"


def test_an_address_inside_a_notice_is_the_notice_s() -> None:
    notice = (
        "征集老照片启事",
        "县档案馆征集清河老照片，内容不限。",
        "投稿邮箱：lzp@qingxi.example",
        "来稿请注明拍摄时间和地点。",
    )
    assert roles_of(*notice)[2] == "body"
    assert roles_of("## 清河大桥通车", TEXT, "投稿邮箱：lzp@qingxi.example", TEXT)[2] == "header"
