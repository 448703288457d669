"""Proves that nothing is lost or out of step."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from archive import signals
from archive.checking import all_issues, check_issue, repair_issue
from archive.layout import InvalidLayout
from archive.models import Issue


class Command(BaseCommand):
    help = "检查：版面划分盖满原始文件，文章与划分一致，索引与数据库一致；--repair 重做推导出来的部分。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="重做推导出来的记录和索引")

    def handle(self, *args: Any, **options: Any) -> None:
        repair = options["repair"]
        complaints = 0
        total = Issue.objects.count()
        for issue in tqdm(all_issues(), total=total, unit="期", disable=None if options["verbosity"] else True):
            found = mended(issue) if repair and check_issue(issue) else check_issue(issue)
            complaints += self.tell(found)
        for _receiver, found in signals.derived_checked.send(sender=Command, repair=repair):
            complaints += self.tell(found or [])
        if complaints:
            raise CommandError(_("发现 %(n)s 处问题，见上。") % {"n": complaints}, returncode=1)
        if options["verbosity"]:
            self.stdout.write(_("%(n)s 期都完好。") % {"n": total})

    def tell(self, complaints: list[str]) -> int:
        for text in complaints:
            self.stderr.write(text)
        return len(complaints)


def mended(issue: Issue) -> list[str]:
    """What is still wrong after the derived rows were made again."""
    try:
        repair_issue(issue.pk)
    except InvalidLayout:
        return check_issue(issue)
    return check_issue(Issue.objects.select_related("paper").get(pk=issue.pk))
