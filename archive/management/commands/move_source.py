"""Moves a received file, with its articles and edits, to another issue or paper."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive import moving
from archive.editing import DateTaken, InvalidOperation
from archive.models import Issue, Newspaper, Source, State
from archive.sources.manifest import parse_date, parse_page


class Command(BaseCommand):
    help = "把一个文件连同它的文章和校改移到另一期；--undo 撤回上一次移动。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", nargs="?", help="文件的编号或名称")
        parser.add_argument("--from", dest="origin", metavar="UID", help="文件现在所在的一期（同名文件不止一个时）")
        parser.add_argument("--to", metavar="UID", help="移到这一期")
        parser.add_argument("--date", help="移到这一天的一期（没有就新建）")
        parser.add_argument("--paper", help="与 --date 同用：报纸的网址名或报名")
        parser.add_argument("--edition", type=int, default=1, help="与 --date 同用：当天第几次出版")
        parser.add_argument("--page", help="在新的一期里作第几版")
        parser.add_argument("--undo", metavar="UID", help="撤回移入这一期的上一次移动或合并")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = undo(options["undo"]) if options["undo"] else move(options)
        except (InvalidOperation, DateTaken, ValueError) as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(text)


def undo(uid: str) -> str:
    issue = issue_of(uid)
    moving.undo_move(issue.pk)
    return _("已撤回。")


def move(options: dict[str, Any]) -> str:
    if not options["source"]:
        raise CommandError(_("请写明要移动的文件。"))
    source = source_of(options["source"], options["origin"])
    target = target_of(options, source)
    page = parse_page(options["page"]) if options["page"] else None
    moving.move_sources([source.pk], target.pk, page)
    return _("%(name)s 已移到 %(issue)s（%(uid)s）。") % {"name": source.name, "issue": target, "uid": target.uid}


def issue_of(uid: str) -> Issue:
    issue = Issue.objects.filter(uid=uid).first()
    if issue is None:
        raise CommandError(_("没有 %(uid)s 这一期。") % {"uid": uid})
    return issue


def source_of(said: str, origin: str | None) -> Source:
    """The active source of that number or name; raises CommandError with the candidates where it is not one alone."""
    sources = Source.objects.filter(active=True).exclude(issue__state=State.RETIRED).select_related("issue__paper")
    if origin:
        sources = sources.filter(issue=issue_of(origin))
    found = list(sources.filter(name=said)[:20])
    if not found and said.isdecimal():
        found = list(sources.filter(pk=int(said)))
    if not found:
        raise CommandError(_("没有 %(name)s 这个文件。") % {"name": said})
    if len(found) > 1:
        places = "\n".join(f"  {s.pk}  {s.issue} {s.issue.uid}" for s in found)
        raise CommandError(_("叫 %(name)s 的文件不止一个，请用编号或 --from：") % {"name": said} + "\n" + places)
    return found[0]


def target_of(options: dict[str, Any], source: Source) -> Issue:
    if options["to"]:
        return issue_of(options["to"])
    if not options["date"]:
        raise CommandError(_("请用 --to 或 --date 写明移到哪一期。"))
    paper = paper_of(options["paper"]) if options["paper"] else source.issue.paper
    if options["edition"] < 1:
        raise CommandError(_("--edition 从 1 数起。"))
    return moving.issue_for(paper, parse_date(options["date"])[0], options["edition"])


def paper_of(name: str) -> Newspaper:
    paper = Newspaper.objects.filter(slug=name).first() or Newspaper.objects.filter(name=name).first()
    if paper is None:
        raise CommandError(_("没有《%(name)s》这种报纸。") % {"name": name})
    return paper
