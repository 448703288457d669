"""`manage.py backup FILE`: the whole archive in one sealed file, while the site runs."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.keeping import BackupRefused, open_backup, save


class Command(BaseCommand):
    help = "备份整个档案（历史、用户、原始文件、设置）到一个文件；网站不必停"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="备份文件；给文件夹则以时间命名")
        parser.add_argument("--base", type=Path, help="增量：只存这份备份里没有的；两份须放在一起")

    def handle(self, *args: Any, **options: Any) -> None:
        path, base = options["file"], options["base"]
        if path.is_dir():
            path = path / time.strftime("archive-%Y%m%d-%H%M%S.zip")
        if base and base.resolve().parent != path.resolve().parent:
            raise CommandError(f"增量备份要和 {base} 放在同一个文件夹里")
        began = time.monotonic()
        try:
            saved = save(path, open_backup(base) if base else None)
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        rows, seconds = sum(saved.rows.values()), time.monotonic() - began
        self.stdout.write(
            f"{saved.path}：{rows} 行，{saved.files} 个文件，新写 {saved.written} 件、已有 {saved.known} 件，"
            f"{saved.size / 1e6:.1f} MB，{seconds:.1f} 秒，校验 {saved.seal[:12]}"
        )
