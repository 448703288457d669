"""`manage.py upgrade`: after new code came, the archive follows: backup, migrate, rebuild what changed, check."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from archive import signals
from archive.keeping import BackupRefused, save
from archive.keeping.restoring import archive_is_empty


class Command(BaseCommand):
    help = "换了新版程序之后运行：先备份，再迁移数据库，重建变了的部分，最后检查"
    requires_system_checks: list[str] = []  # the old database would fail them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--backups", type=Path, help="备份放在哪个文件夹（默认数据文件夹下的 backups/）")
        parser.add_argument("--no-backup", action="store_true", help="不备份（刚刚备份过）")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["backups"] or settings.ARCHIVE_DATA_DIR / "backups"
        if not options["no_backup"] and has_tables() and not archive_is_empty():
            self.back_up(folder)
        if steps := pending():
            self.stdout.write(f"数据库要走 {steps} 步")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.mend_index()
        call_command("check_archive", stdout=self.stdout, stderr=self.stderr, verbosity=options["verbosity"])
        call_command("check", deploy=True, stdout=self.stdout, stderr=self.stderr)
        self.stdout.write("升级完成：现在重新启动网站和索引进程")

    def back_up(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / time.strftime("before-upgrade-%Y%m%d-%H%M%S.zip")
        try:
            saved = save(path)
        except BackupRefused as error:
            raise CommandError(f"{error} 没有备份就不升级（确有备份则写 --no-backup）") from error
        self.stdout.write(f"已备份到 {path}（{saved.size / 1e6:.1f} MB）；要退回：装回旧版程序，再 restore 它")

    def mend_index(self) -> None:
        """An index that is missing, or that this version cannot read, is built anew."""
        wrong = [line for _, lines in signals.readiness_asked.send(sender=Command) for line in lines]
        if wrong or not Path(settings.ARCHIVE_INDEX_DIR).exists():
            self.stdout.write("；".join(wrong or ["还没有检索索引"]))
            call_command("rebuild_index", "--noinput", stdout=self.stdout, stderr=self.stderr)


def has_tables() -> bool:
    return "django_migrations" in connection.introspection.table_names()


def pending() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
