"""Prints the archive as JSON lines."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.export import export
from archive.gold import write_gold
from archive.models import Issue, IssueQuerySet, Newspaper, State
from archive.sources.manifest import parse_date


class Command(BaseCommand):
    help = "把档案输出为 JSON，每期一行（默认写到标准输出）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help="写到这个文件")
        parser.add_argument("--no-text", action="store_true", help="不含原始文件的文字")
        parser.add_argument("--paper", help="只要这种报纸（网址名或报名）")
        parser.add_argument("--from", dest="first", help="从这一天起")
        parser.add_argument("--to", dest="last", help="到这一天止")
        parser.add_argument(
            "--verified", metavar="FOLDER", help="改为把核定过的各版写成标准答案：NAME.txt 和 NAME.gold.json"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verified"]:
            return self.write_verified(options)
        lines = export(chosen(options), text=not options["no_text"])
        if not options["file"]:
            # not through self.stdout: it would add a line end to a line that has one
            for line in lines:
                self.stdout.write(line, ending="")
            return None
        count = write_file(Path(options["file"]), lines)
        if options["verbosity"]:
            self.stdout.write(_("%(n)s 期已写到 %(path)s") % {"n": count, "path": options["file"]})
        return None

    def write_verified(self, options: dict[str, Any]) -> None:
        folder = Path(options["verified"])
        try:
            count = write_gold(chosen(options).select_related("paper").in_order(), folder)
        except OSError as error:
            raise CommandError(f"{folder}: {error.strerror}") from error
        if options["verbosity"]:
            self.stdout.write(_("%(n)s 个核定过的版面已写到 %(path)s") % {"n": count, "path": folder})


def write_file(path: Path, lines: Any) -> int:
    """Written beside and put in place when whole."""
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            count = 0
            for line in lines:
                stream.write(line)
                count += 1
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise CommandError(f"{path}: {error.strerror}") from error
    return count


def chosen(options: dict[str, Any]) -> IssueQuerySet:
    """The issues asked for; raises CommandError for a paper or day that makes no sense."""
    issues = Issue.objects.exclude(state=State.RETIRED)
    if name := options["paper"]:
        papers = Newspaper.objects.filter(slug=name) | Newspaper.objects.filter(name=name)
        if not papers.exists():
            raise CommandError(_("没有《%(name)s》这种报纸。") % {"name": name})
        issues = issues.filter(paper__in=papers)
    if first := as_day(options["first"]):
        issues = issues.filter(date__gte=first)
    if last := as_day(options["last"]):
        issues = issues.filter(date__lte=last)
    return issues


def as_day(text: str | None) -> date | None:
    try:
        return parse_date(text)[0] if text else None
    except ValueError as error:
        raise CommandError(str(error)) from error
