"""A database of a test's own, with a small archive in it that holds a bit of everything."""

import hashlib
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections

from archive import editing
from archive.editing import Note
from archive.layout import ArticleLayout, Layout, Piece
from archive.models import Flag, Issue, Newspaper, Source

LINES = (
    "## 石塘村修通水渠",
    "本报讯 4月2日，石塘村两千米水渠修通，三百亩稻田不再靠天吃",
    "饭。",
    "## 邮递员走了二十年山路",
    "本报讯（记者 梅山月）邮递员𠮷老三在云岭走了二十年。<script>alert(1)</script>",
)
TEXT = "\n".join(LINES)


@contextmanager
def database_of_its_own(folder: Path, migrated: Path | None = None, migrate: bool = True) -> Iterator[None]:
    """Django's default connection works on a fresh database inside the block: a copy of `migrated`, or migrated now."""
    usual = connections["default"]
    wrapper = connections.create_connection("default")
    on_sqlite = wrapper.vendor == "sqlite"
    name = str(folder / "archive.sqlite3") if on_sqlite else f"keeping_{uuid.uuid4().hex[:12]}"
    if not on_sqlite:
        make_postgres(usual, f'CREATE DATABASE "{name}"')
    wrapper.settings_dict = {**usual.settings_dict, "NAME": name}
    connections["default"] = wrapper
    try:
        if migrated:
            shutil.copy(migrated, name)
        elif migrate:
            call_command("migrate", verbosity=0)
        yield
    finally:
        wrapper.close()
        connections["default"] = usual
        if not on_sqlite:
            make_postgres(usual, f'DROP DATABASE "{name}" WITH (FORCE)')


def make_postgres(usual, statement: str) -> None:
    with usual._nodb_cursor() as cursor:
        cursor.execute(statement)


def piece(line: int, text: str, role: str = "body", join: bool = False) -> Piece:
    return Piece(f"1:{line}", 0, len(text), role, join=join)


def add_issue(
    paper: Newspaper,
    date: str | None,
    first: str,
    second: str,
    content: bytes = TEXT.encode(),
    lines: Sequence[str] = LINES,
) -> Issue:
    """An issue of two articles: three lines and two."""
    issue = editing.new_issue(paper, date=date, date_source="given" if date else None)
    text = content.decode("utf-8")
    Source.objects.create(
        issue=issue,
        seq=1,
        name=f"{date}/01.txt",
        page="1",
        page_starts=[[1, "1"]],
        bytes=content,
        text=text,
        sha256=hashlib.sha256(content).hexdigest(),
        encoding="utf-8",
    )
    a, b, c, d, e = lines
    articles = (
        ArticleLayout(first, (piece(1, a, "title"), piece(2, b), piece(3, c, join=True))),
        ArticleLayout(second, (piece(4, d, "title"), piece(5, e))),
    )
    editing.write(issue, Layout(articles=articles), Note("ingest", via="ingest"))
    return issue


def fill() -> None:
    """History, users with rights, flags in every state, a retired and a withdrawn article, an old address."""
    editor = User.objects.create_user("梅编辑", password="shuiqu-9-daotian", email="mei@example.org")
    group, _ = Group.objects.get_or_create(name="夜班")
    group.permissions.set(Permission.objects.filter(codename__in=["edit_layout", "verify_issue"]))
    editor.groups.add(group)
    editor.user_permissions.add(Permission.objects.get(codename="withdraw"))
    paper = Newspaper.objects.create(slug="yunlingbao", name="云岭报", former_names=[{"name": "云岭小报", "to": 1958}])
    first = add_issue(paper, "1987-04-03", "aaaaaaaaaa", "bbbbbbbbbb")
    second = add_issue(paper, None, "cccccccccc", "dddddddddd", TEXT.replace("四", "肆").encode() + b"\n")
    editing.apply(first.pk, 1, "unjoin", {"piece": ["1:3", 0]}, editor)
    editing.set_facts(first.pk, {"date": "1987-04-04"}, editor)
    editing.apply(first.pk, 3, "merge", {"a": "aaaaaaaaaa", "b": "bbbbbbbbbb"}, editor)
    editing.set_state(second.pk, "cccccccccc", "withdrawn", "当事人申请", editor)
    Flag.objects.create(
        issue=second, kind="orphan", score=0.1 + 0.2, detail={"text": "没有标题"}, proposal={"op": "merge"}
    )
    Flag.objects.create(issue=first, kind="far", score=1, state="dismissed", by=editor)
    LogEntry.objects.create(
        user=editor,
        content_type=ContentType.objects.get_for_model(Issue),
        object_id=str(first.pk),
        object_repr=str(first),
        action_flag=CHANGE,
        change_message="改了日期",
    )
