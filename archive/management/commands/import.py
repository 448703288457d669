"""Takes an export back into the archive."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.importing import Imported, import_lines


class Command(BaseCommand):
    help = "导入 manage.py export 的输出（- 表示标准输入）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")

    def handle(self, *args: Any, **options: Any) -> None:
        done = run(options["file"])
        for line, reason in done.problems:
            self.stderr.write(f"{options['file']}:{line}: {reason}")
        if options["verbosity"]:
            text = _("导入 %(added)s 期，已有 %(present)s 期，未导入 %(failed)s 期。")
            self.stdout.write(text % {"added": done.added, "present": done.present, "failed": len(done.problems)})
        if done.problems:
            raise CommandError(_("有 %(n)s 行没有导入，原因见上。") % {"n": len(done.problems)}, returncode=1)


def run(name: str) -> Imported:
    if name == "-":
        return import_lines(sys.stdin)
    try:
        with Path(name).open(encoding="utf-8", newline="\n") as stream:
            return import_lines(stream)
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{name}: {getattr(error, 'strerror', None) or error}") from error
