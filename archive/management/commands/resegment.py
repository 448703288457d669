"""Runs the segmenter again over what is stored."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from archive import signals
from archive.learning import UnreadableKnowledge, stored_knowledge
from archive.models import Issue, IssueQuerySet, State
from archive.resegmenting import Resegmented, resegment
from archive.sources.manifest import parse_date


class Command(BaseCommand):
    help = "重新划分已有的各期：只动机器划分、没有人改过或核定过的文章，其余不同之处记为存疑。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("issues", nargs="*", metavar="UID", help="只做这几期（默认全部）")
        parser.add_argument("--from", dest="first", help="从这一天起")
        parser.add_argument("--to", dest="last", help="到这一天止")
        parser.add_argument("--dry-run", action="store_true", help="只看不写")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            knowledge = stored_knowledge()
            issues = chosen(options)
        except (UnreadableKnowledge, ValueError) as error:
            raise CommandError(str(error)) from error
        ids = list(issues.order_by("date", "pk").values_list("pk", flat=True))
        changed = 0
        for pk in tqdm(ids, unit="期", disable=None if options["verbosity"] else True):
            report = resegment(pk, knowledge, options["dry_run"])
            if not report.nothing and options["verbosity"]:
                self.stdout.write(words(report))
            changed += bool(report.new or report.changed or report.gone)
        if not options["dry_run"]:
            signals.run_ended.send(sender=Command)
        if options["verbosity"]:
            end = _("（试运行，没有写入）") if options["dry_run"] else ""
            self.stdout.write(_("%(n)s 期中有 %(m)s 期变了。") % {"n": len(ids), "m": changed} + end)


def chosen(options: dict[str, Any]) -> IssueQuerySet:
    issues = Issue.objects.exclude(state=State.RETIRED)
    if options["issues"]:
        missing = set(options["issues"]) - set(issues.values_list("uid", flat=True))
        if missing:
            raise CommandError(_("没有这一期：%(uids)s") % {"uids": "、".join(sorted(missing))})
        issues = issues.filter(uid__in=options["issues"])
    if options["first"]:
        issues = issues.filter(date__gte=parse_date(options["first"])[0])
    if options["last"]:
        issues = issues.filter(date__lte=parse_date(options["last"])[0])
    return issues


def words(report: Resegmented) -> str:
    parts = [("新", report.new), ("变", report.changed), ("去", report.gone), ("存疑", report.disputed)]
    return f"{report.issue}：" + "，".join(f"{name} {len(uids)}" for name, uids in parts if uids)
