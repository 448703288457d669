"""`manage.py restore FILE`: the archive as it was when the backup was made."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from archive.keeping import BackupRefused, open_backup, restore


class Command(BaseCommand):
    help = "从备份恢复整个档案；先核对全部校验值，绝不覆盖已有内容（除非写 --replace）"
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="备份文件；增量备份的底本要放在旁边")
        parser.add_argument("--replace", action="store_true", help="替换这里已有的档案（旧数据库改名留存）")
        parser.add_argument("--verify", action="store_true", help="只核对备份是否完好，什么也不改")
        parser.add_argument("--no-index", action="store_true", help="不重建检索索引（之后须运行 rebuild_index）")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            backup = open_backup(options["file"])
            try:
                self.work(backup, options)
            finally:
                backup.close()
        except BackupRefused as error:
            raise CommandError(str(error)) from error

    def work(self, backup: Any, options: dict[str, Any]) -> None:
        if options["verify"]:
            self.stdout.write(f"{backup.path} 完好：{backup.verify()} 件内容的校验值都对")
            return
        restored = restore(backup, replace=options["replace"])
        self.stdout.write(f"已恢复 {sum(restored.rows.values())} 行、{restored.files} 个文件")
        if restored.former:
            self.stdout.write(f"原来的数据库留在 {restored.former}")
        if not options["no_index"]:
            call_command("rebuild_index", "--noinput", stdout=self.stdout, stderr=self.stderr)
