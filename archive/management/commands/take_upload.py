"""Looks at an upload of the admin or takes it in; started by the upload page."""

import time
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.desk import uploads
from archive.ingest.placing import Given
from archive.ingest.running import Options, ingest
from archive.learning import UnreadableKnowledge
from archive.sources.manifest import parse_date

PAUSE = 0.5  # seconds between two notes of progress


class Command(BaseCommand):
    help = "处理网页上传的一批文件（由上传页启动）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="这批文件的编号")
        parser.add_argument("--dry-run", action="store_true", help="只看不写")

    def handle(self, *args: Any, **options: Any) -> None:
        upload = uploads.find(options["key"])
        if upload is None:
            raise CommandError(_("没有编号为 %(key)s 的上传。") % {"key": options["key"]})
        run = uploads.LOOK if options["dry_run"] else uploads.TAKE
        note = Progress(upload, run)
        try:
            report = ingest([upload.files], options_of(upload, options["dry_run"]), note.show)
        except UnreadableKnowledge as error:
            raise CommandError(str(error)) from error
        uploads.write_json(upload.folder / f"{run}.report.json", report.to_json())


def options_of(upload: uploads.Upload, dry_run: bool) -> Options:
    about = upload.about
    chosen = about.get("options", {})
    day, last = parse_date(chosen["date"]) if chosen.get("date") else (None, None)
    user = get_user_model().objects.filter(username=about["user"]).first()
    return Options(Given(chosen.get("paper") or None, day, last, None), None, dry_run, 1, user)


class Progress:
    """Writes how far the run is, at most twice a second."""

    def __init__(self, upload: uploads.Upload, run: str) -> None:
        self.path, self.last = upload.folder / f"{run}.progress.json", 0.0

    def show(self, stage: str, done: int, total: int) -> None:
        if time.monotonic() - self.last < PAUSE and done < total:
            return
        self.last = time.monotonic()
        uploads.write_json(self.path, {"stage": stage, "done": done, "total": total})
