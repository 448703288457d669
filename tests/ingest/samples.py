"""Pages of an invented paper, 《青溪日报》 of an invented county, for the tests of ingest."""

# ruff: noqa: E501  (a paragraph of print is one line)

from pathlib import Path

from archive.export import issue_row
from archive.models import Issue

FRONT = """# 青溪日报

中共青溪县委主办 青溪县融媒体中心承办
2023年4月12日 星期三 农历癸卯年闰二月廿二
今日4版 总第2051期

## 全县春耕现场会在柳湾乡召开

本报讯（记者 方晓舟）4月11日，全县春耕现场会在柳湾乡召开。会议要求各乡镇抢抓农时，把育秧、翻耕、施肥各项工作做细做实，确保全年粮食播种面积稳中有升。

会上，柳湾乡、石桥镇和种粮大户代表先后发言，介绍了集中育秧的做法。与会人员还参观了万亩示范片。

## 青溪老街修缮工程开工

本报讯（记者 顾一鸣）4月10日，青溪老街修缮工程正式开工。工程分三期进行，计划修缮沿街民居一百二十余栋，恢复石板路面八百米。

住在老街三十多年的罗阿婆说，盼了这么久，总算等到了这一天。
"""

SECOND = """2023年4月12日 星期三
第二版 综合新闻

## 县图书馆延长开放时间

本报讯（记者 顾一鸣）从本周起，县图书馆每周五、周六开放至晚上九点。馆内新增自习座位六十个，读者可以通过微信提前预约。

图书馆负责人说，延时开放是读者呼声最高的一件事。

## 石桥镇开展河道清理

本报讯（通讯员 邹小满）日前，石桥镇组织志愿者清理河道垃圾。活动中共清运垃圾十二车，打捞水草三吨，河面恢复了清亮。
"""

THIRD = """第三版 副刊

## 柳湾的桥

柳湾有三座桥，最老的一座是石桥。桥下的水一年四季都是清的，孩子们夏天在桥洞里乘凉，老人们坐在桥头讲古。

我离开柳湾已经二十年了，梦里常常走过那座桥。桥栏上的石狮子，还是从前的模样。

林见山
"""

UNDATED = """县实验小学举办读书节

本报讯（记者 方晓舟）5月16日，县实验小学举办第十届读书节。开幕式上，一百名学生集体朗诵了古诗。据介绍，自2022年9月以来，学校图书角已经增加到四十个。

读书节将持续到5月30日前，期间还将举办故事大赛。
"""


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """The files below the folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return root


def issue_files() -> dict[str, str | bytes]:
    """Three pages of one issue."""
    return {
        "青溪日报/2023-04-12/01.txt": FRONT,
        "青溪日报/2023-04-12/02.txt": SECOND,
        "青溪日报/2023-04-12/03.txt": THIRD,
    }


def texts(issue: Issue) -> list[dict]:
    """What the issue holds without uids and numbers."""
    row = issue_row(issue, text=False)
    articles = [{k: v for k, v in a.items() if k not in ("uid", "url")} for a in row["articles"]]
    return [articles, row["furniture"], row["excluded"], row["pages"], row["tray"]]


# --- facts --------------------------------------------------------------------------------------------------
