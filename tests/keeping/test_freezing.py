"""The frozen folder holds all that is public, nothing else, and every link in it leads somewhere inside it."""

import hashlib
import html.parser
import json
import random
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import numpy as np
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from archive import editing
from archive.freezing import folder
from archive.freezing.issues import file_of
from archive.freezing.postings import ALPHABET, BASE, encode
from archive.freezing.terms import ARTICLE_BITS, fold, pairs, words
from archive.models import Article, Issue


@pytest.fixture
def frozen(archive, tmp_path) -> Path:
    call_command("freeze", tmp_path / "frozen", processes=1, verbosity=0)
    return tmp_path / "frozen"


def everything(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


class Links(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.links += [v for v in (values.get("href"), values.get("src")) if v]
        self.ids.add(values.get("id") or "")


def read(path: Path) -> Links:
    found = Links()
    found.feed(path.read_text(encoding="utf-8"))
    return found


def test_every_link_is_relative_and_leads_to_a_file_and_a_place_in_it(frozen):
    pages = list(frozen.rglob("*.html"))
    assert len(pages) >= 7
    for page in pages:
        for link in read(page).links:
            target, place = urldefrag(link)
            assert not re.match(r"[a-z]+:|/", link), f"{page}: {link}"
            file = (page.parent / unquote(target)).resolve() if target else page
            assert file.is_file() and file.is_relative_to(frozen), f"{page}: {link}"
            assert not place or place in read(file).ids, f"{page}: {link}"


def test_checksums_name_every_file_and_are_right(frozen):
    lines = (frozen / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    there = {p.relative_to(frozen).as_posix() for p in frozen.rglob("*") if p.is_file()} - {"SHA256SUMS"}
    assert set(told) == there
    for name, digest in told.items():
        assert hashlib.sha256((frozen / name).read_bytes()).hexdigest() == digest


def test_what_was_withdrawn_is_nowhere(archive, tmp_path):
    issue = Issue.objects.get(date__isnull=False)
    marker = Article.objects.get(uid="aaaaaaaaaa").headline
    editing.set_state(issue.pk, "aaaaaaaaaa", "withdrawn", "测试", None)
    call_command("freeze", tmp_path / "frozen", processes=1, verbosity=0)
    inside = everything(tmp_path / "frozen")
    assert b"aaaaaaaaaa" not in inside and b"cccccccccc" not in inside
    assert marker.encode() not in inside.replace("肆".encode(), "四".encode())


def test_text_of_ocr_is_shown_as_text(frozen):
    page = next(frozen.glob("yunlingbao/1987/04-04/page-1.html")).read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page
    assert not re.search(r"<[^>]+ (style|on\w+)=", page)


def test_an_issue_is_also_text_and_data(frozen):
    folder = frozen / "yunlingbao" / "1987" / "04-04"
    value = json.loads((folder / "issue.json").read_text(encoding="utf-8"))
    (article,) = value["articles"]
    assert article["uid"] == "aaaaaaaaaa" and any("𠮷老三" in text for _, text in article["paragraphs"])
    assert "𠮷老三在云岭" in (folder / "issue.txt").read_text(encoding="utf-8")
    assert value["date"] == "1987-04-04"


def test_two_processes_write_the_same_files_as_one(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "CHUNK", 1)
    call_command("freeze", tmp_path / "two", processes=2, verbosity=0)
    call_command("freeze", tmp_path / "one", processes=1, verbosity=0)
    assert (tmp_path / "one" / "SHA256SUMS").read_text() == (tmp_path / "two" / "SHA256SUMS").read_text()


def test_a_folder_that_is_there_is_not_touched(archive, tmp_path):
    (tmp_path / "mine").mkdir()
    with pytest.raises(CommandError, match="there already"):
        call_command("freeze", tmp_path / "mine", processes=1, verbosity=0)
    with pytest.raises(CommandError, match="make it first"):
        call_command("freeze", tmp_path / "none" / "frozen", processes=1, verbosity=0)
    assert list((tmp_path / "mine").iterdir()) == [] and not list(tmp_path.glob("*.part"))


def test_an_empty_archive_freezes_to_an_empty_shelf(empty_archive, tmp_path):
    call_command("freeze", tmp_path / "frozen", processes=1, verbosity=0)
    assert "还没有公开的报纸" in (tmp_path / "frozen" / "index.html").read_text(encoding="utf-8")


def decode(text: str) -> list[int]:
    """As static/frozen.js does it."""
    found, last, value, power = [], -1, 0, 1
    for char in text:
        digit = ALPHABET.index(char)
        value += digit % BASE * power
        power *= BASE
        if digit < BASE:
            last += value
            found.append(last)
            value, power = 0, 1
    return found


def test_lists_come_back_from_their_letters():
    assert len(ALPHABET) == 2 * BASE
    rng = random.Random(5)
    for most in (1, 44, 45, 46, 2024, 2025, 2026, 91_125, 4_000_000):
        for _ in range(30):
            numbers = sorted({rng.randrange(most + 1) for _ in range(rng.randrange(1, 60))})
            assert decode(encode(np.array(numbers))) == numbers


def test_pairs_and_words_of_a_text():
    keys = pairs(fold("云岭，𠮷老三 Ａ型３０台"), 7)
    found = {(chr(int(k) >> 43), int(k) >> ARTICLE_BITS & (1 << 21) - 1) for k in keys}
    assert {(a, chr(b) if b else "") for a, b in found} == {
        ("云", "岭"),
        ("岭", ""),
        ("𠮷", "老"),
        ("老", "三"),
        ("三", ""),
        ("型", ""),
        ("台", ""),
    }
    assert {int(k) & (1 << ARTICLE_BITS) - 1 for k in keys} == {7}
    assert words(fold("云岭，𠮷老三 Ａ型３０台 ＣＯＶＩＤ-19")) == {"a", "30", "covid", "19"}


def test_pages_with_words_for_labels_do_not_share_a_file():
    labels = ["1", "A04", "增刊", "号外", "A-4", "A4", "", None]
    assert len({file_of(label) for label in labels}) == len(labels) - 1
    assert file_of("A04") == "page-A04.html"
