"""`manage.py demo`: database, issues, index, an account for an editor, then site and index worker together."""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.crypto import get_random_string

from archive import demo
from archive.models import Issue

HOST = "127.0.0.1"
SAMPLE = settings.BASE_DIR / "fixtures" / "issues"
EDITOR = "editor"
Process = subprocess.Popen[bytes]
GUNICORN = ("--workers", "2", "--graceful-timeout", "3", "--log-level", "warning")
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on a screen
PATIENCE = 10  # seconds a process gets to stop by itself


class Command(BaseCommand):
    help = "一步建好档案并打开网站：数据库、示例报纸（或自己的文件夹）、索引、编辑账号"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sources", type=Path, help="自己的文件夹或 .zip；不写则装入示例报纸")
        parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
        parser.add_argument("--prepare-only", action="store_true", help="只准备数据，不打开网站")

    def handle(self, *args: Any, **options: Any) -> None:
        sources, port = options["sources"], options["port"]
        if sources and not sources.exists():
            raise CommandError(f"找不到 {sources}，请检查 SOURCES 的写法")
        if not options["prepare_only"]:
            refuse_taken_port(port)
        try:
            self.prepare(sources)
        except KeyboardInterrupt:
            raise CommandError("已停止；再运行一次会接着做", returncode=130) from None
        if not options["prepare_only"]:
            self.serve(port)

    def prepare(self, sources: Path | None) -> None:
        data = settings.ARCHIVE_DATA_DIR
        if sources and demo.is_sample(data):
            self.set_aside(data)
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        empty, holds_sample = not Issue.objects.exists(), demo.is_sample(data)
        folder = demo.to_load(sources, SAMPLE, holds_sample=holds_sample, empty=empty)
        if folder is None:
            self.stdout.write("档案里已有内容，直接打开（示例报纸不再装入）")
            return self.ensure_editor()
        if folder is SAMPLE:
            demo.mark_as_sample(data)
        self.load(folder)
        return self.ensure_editor()

    def set_aside(self, data: Path) -> None:
        if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
            raise CommandError("这个数据库里是示例报纸，不与自己的报纸混放：请另设 ARCHIVE_DATA_DIR 和 DATABASE_URL")
        moved = demo.set_aside(data)
        self.stdout.write(f"示例报纸已移到 {moved}，现在装入自己的报纸")

    def load(self, folder: Path) -> None:
        try:
            call_command("ingest", str(folder), stdout=self.stdout, stderr=self.stderr)
        except CommandError as error:
            # a bad file among many is told and counted by ingest; the rest is worth showing
            self.stderr.write(str(error))
        except SystemExit as stop:
            if stop.code not in (None, 0):
                self.stderr.write("有的文件没有装入（见上），其余照常打开")

    def ensure_editor(self) -> None:
        users = get_user_model()
        if users.objects.filter(username=EDITOR).exists():
            self.stdout.write(f"编辑账号 {EDITOR} 已有；忘了密码：{demo.COMMAND} changepassword {EDITOR}")
            return
        password = get_random_string(14, LETTERS)
        users.objects.create_superuser(EDITOR, password=password)
        self.stdout.write(f"编辑账号 {EDITOR}　密码 {password}　（只显示这一次）")

    def serve(self, port: int) -> None:
        bind = f"{HOST}:{port}"
        os.environ.setdefault("ARCHIVE_SITE_URL", f"http://{bind}")  # what the pages give as their address
        asked = listen_for_signals()
        processes = (
            start("manage.py", "index_worker"),
            start("-m", "gunicorn", "archive.wsgi", "--bind", bind, *GUNICORN),
        )
        ended = wait_until(lambda: asked or answers(port), processes)
        if ended is None and not asked:
            self.stdout.write(f"\n网站 http://{bind}/　编辑 http://{bind}/admin/　按 Ctrl-C 停止\n")
            self.stdout.flush()
            ended = wait_until(lambda: asked, processes)
        stop(processes)
        if ended is not None:
            raise CommandError(f"{ended.args[1:3]} 意外停止（退出码 {ended.returncode}），见上面的输出")
        self.stdout.write("已停止")


def refuse_taken_port(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(f"端口 {port} 不能用（{error}）。换一个：make demo PORT={port + 10}") from None


def start(*arguments: str) -> Process:
    """A child in a session of its own: Ctrl-C reaches only this process, which then stops both in order."""
    return subprocess.Popen([sys.executable, *arguments], cwd=settings.BASE_DIR, start_new_session=True)


def listen_for_signals() -> list[int]:
    """A list that fills when somebody asks to stop."""
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, note)
    return asked


def answers(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        return probe.connect_ex((HOST, port)) == 0


def wait_until(done: Callable[[], object], processes: Iterable[Process]) -> Process | None:
    """None when `done`; the process that ended by itself when one did before."""
    while not done():
        for process in processes:
            if process.poll() is not None:
                return process
        time.sleep(0.3)
    return None


def stop(processes: Iterable[Process]) -> None:
    """Asks all of them to end, then waits; kills what does not listen."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
