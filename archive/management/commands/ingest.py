"""Takes files, folders and zip archives into the archive."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from tqdm import tqdm

from archive.ingest.placing import Given
from archive.ingest.report import Report
from archive.ingest.running import Options, ingest
from archive.learning import UnreadableKnowledge
from archive.sources.manifest import parse_date, parse_page, parse_paper

STAGES = {"survey": "看文件", "write": "写入"}


class Command(BaseCommand):
    help = "导入文件、文件夹或 .zip：每版（或每期）一个 .txt 或 .md 文件。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--paper", help="报名，用于这次的所有文件")
        parser.add_argument("--date", help="日期，如 2020-06-16，用于这次的所有文件")
        parser.add_argument("--page", help="版次，如 1 或 A04，用于这次的所有文件")
        parser.add_argument("--manifest", metavar="CSV", help="清单：path,paper,date,page,section")
        parser.add_argument("--dry-run", action="store_true", help="只看不写")
        parser.add_argument("--json", action="store_true", help="在标准输出上给出 JSON 报告")
        parser.add_argument("--jobs", type=int, help="用几个进程识读（默认：文件多时 2 个）")

    def handle(self, *args: Any, **options: Any) -> None:
        choice = chosen(options)
        bar = Bar(hidden=options["verbosity"] == 0)
        try:
            report = ingest(options["paths"], choice, bar.show)
        except UnreadableKnowledge as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            hint = _(
                "数据库出错：%(error)s。还没有建表时请先运行 manage.py migrate；已写入的各期不受影响，可再导入一次。"
            )
            raise CommandError(hint % {"error": error}) from error
        finally:
            bar.close()
        for problem in report.problems:
            self.stderr.write(str(problem))
        if options["json"]:
            self.stdout.write(json.dumps(report.to_json(), ensure_ascii=False, indent=1))
        elif options["verbosity"]:
            self.stdout.write("\n".join(summary(report)))
        if report.failed:
            raise CommandError(_("%(n)s 个文件没有导入，原因见上。") % {"n": len(report.problems)}, returncode=1)


def chosen(options: dict[str, Any]) -> Options:
    """The options as values; raises CommandError for one that makes no sense, before any work."""
    try:
        day, last = parse_date(options["date"]) if options["date"] else (None, None)
        page = parse_page(options["page"]) if options["page"] else None
        paper = parse_paper(options["paper"]) if options["paper"] is not None else None
    except ValueError as error:
        raise CommandError(str(error)) from error
    if options["jobs"] is not None and not 1 <= options["jobs"] <= 64:
        raise CommandError(_("--jobs 应是 1 到 64 的整数。"))
    manifest = Path(options["manifest"]) if options["manifest"] else None
    if manifest and not manifest.is_file():
        raise CommandError(_("没有清单文件 %(path)s。") % {"path": manifest})
    return Options(Given(paper, day, last, page), manifest, options["dry_run"], options["jobs"])


def summary(report: Report) -> list[str]:
    """The run in words: one line an issue, then the counts."""
    lines = []
    for issue in report.issues:
        actions = {f.action for f in issue.files}
        if actions == {"skipped"}:
            continue
        date = (
            issue.date or f"日期不详（不早于 {issue.date_range[0]}）" if issue.date_range else issue.date or "日期不详"
        )
        lines.append(
            f"{issue.paper} {date}：{len(issue.files)} 个文件，共 {issue.articles} 篇，存疑 {len(issue.flags)} 处"
        )
        lines += [f"    {flag['text']}" for flag in issue.flags if flag["score"] >= 0.5 and flag["text"]][:8]
    counts = report.counts()
    words = (
        f"新增 {counts['added']}，更正 {counts['changed']}，已有 {counts['skipped']}，未导入 {len(report.problems)}。"
    )
    return [*lines, (_("试运行，什么也没有写入：") if report.dry_run else "") + words]


class Bar:
    """A progress bar on stderr for each stage, where stderr is a terminal."""

    def __init__(self, hidden: bool) -> None:
        self.hidden, self.stage, self.bar = hidden, "", None

    def show(self, stage: str, done: int, total: int) -> None:
        if stage != self.stage:
            self.close()
            self.stage = stage
            self.bar = tqdm(total=total, desc=STAGES[stage], unit="件", disable=True if self.hidden else None)
        if self.bar is not None:
            self.bar.update(done - self.bar.n)

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()
            self.bar = None
