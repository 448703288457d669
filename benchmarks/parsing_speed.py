"""How fast pages are read: `python -m benchmarks.parsing_speed [FOLDER]` (a folder of .txt pages; else pages made up here).

Prints pages a second on one core over all pages, the time for one page of 400 lines and for a whole issue of 3,000 lines pasted
into one file, and the growth of memory over many pages. Processor time, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import random
import resource
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from archive.parsing.issue import parse

_NAMES = "陈立 王小满 周浩 李思雨 郑小北 谢士明 赵明 钱一文".split()
_PLACES = "清河县 青山镇 莲花湖 新桥村 东湖街道 白石乡 南山社区 柳溪镇".split()
_THINGS = "大桥建设 饮水工程 校舍改造 春耕生产 文化下乡 河道治理 养老服务 数字乡村".split()
_SAID = "要把好事办实、把实事办好，确保按时完成任务 下一步将加快进度，让群众早日受益 目前已完成总工程量的六成 这项工作得到了干部群众的支持".split()


def made_page(lines: int, seed: int) -> list[str]:
    """A page of about so many lines in invented news prose: headings, leads, paragraphs broken at column ends, credits."""
    pick = random.Random(seed)
    rows: list[str] = ["2020年3月3日 星期二", "", "第二版 要闻", ""]
    while len(rows) < lines:
        place, thing, name = pick.choice(_PLACES), pick.choice(_THINGS), pick.choice(_NAMES)
        rows += [
            f"## {place}推进{thing}",
            "",
            f"本报讯 {pick.randint(1, 12)}月{pick.randint(1, 28)}日，{place}召开{thing}推进会。{name}参加。",
            "",
        ]
        for _ in range(pick.randint(3, 8)):
            text = "".join(
                f"{pick.choice(_NAMES)}说，{pick.choice(_PLACES)}的{pick.choice(_THINGS)}{pick.choice(_SAID)}。"
                for _ in range(pick.randint(1, 4))
            )
            cut = pick.randrange(10, len(text) - 5) if pick.random() < 0.4 else len(text)
            rows += [row for part in (text[:cut], text[cut:]) if part for row in (part, "")]
        rows += [" ".join(pick.sample(_NAMES, 2)), ""]
    return rows[:lines]


def seconds(pages: Sequence[Sequence[str]]) -> float:
    """Processor seconds to read the pages."""
    started = process_time()
    for lines in pages:
        parse(lines)
    return process_time() - started


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--many", type=int, default=0, help="read so many made-up pages and print how memory grew")
    args = parser.parse_args(arguments)
    pages = (
        [p.read_text(encoding="utf-8").split("\n") for p in sorted(args.folder.glob("*.txt"))] if args.folder else []
    )
    pages = pages or [made_page(150, seed) for seed in range(30)]
    parse(pages[0])
    print(
        f"{len(pages)} pages of {sum(map(len, pages)) // len(pages)} lines: {len(pages) / seconds(pages):.1f} pages a second"
    )
    for size in (400, 3000):
        print(f"one file of {size} lines: {seconds([made_page(size, 1)]):.2f} s")
    if args.many:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        seconds([made_page(60, seed) for seed in range(args.many)])
        print(
            f"memory over {args.many} pages: {before // 1024} MB, then {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
