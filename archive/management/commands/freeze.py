"""`manage.py freeze FOLDER`: the whole public archive as plain files, for a USB stick or the 档案馆."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from archive.freezing import FreezeRefused, freeze
from archive.models import Issue


class Command(BaseCommand):
    help = "把公开的全部内容写成一个不需要服务器就能浏览、检索的文件夹"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="新文件夹，必须还不存在")
        parser.add_argument("--processes", type=int, default=2, help="进程数（默认 2）")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["processes"] < 1:
            raise CommandError("--processes 至少是 1")
        began = time.monotonic()
        quiet = options["verbosity"] == 0
        with tqdm(total=Issue.objects.public().count(), unit="期", disable=quiet or None) as bar:
            try:
                frozen = freeze(options["folder"], options["processes"], lambda issues: bar.update(issues) and None)
            except FreezeRefused as error:
                raise CommandError(str(error)) from error
        self.stdout.write(
            f"{options['folder']}：{frozen.issues} 期、{frozen.articles} 篇，{frozen.files} 个文件、"
            f"{frozen.size / 1e6:.0f} MB，{time.monotonic() - began:.0f} 秒；用浏览器打开其中的 index.html"
        )
