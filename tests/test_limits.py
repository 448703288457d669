"""One client asking too often waits; others, editors and the operator of the machine do not."""

import logging
import random
import subprocess
import sys

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import resolve
from django.utils.translation import override

from archive.guarding import limits
from archive.guarding.clients import ProxyOfThisMachine, client_of
from archive.guarding.logs import OneLine
from archive.reading.counting import SLOTS, Counter, Rate
from archive.settings import BASE_DIR

MINUTE = Rate(60, 60, 10)


@pytest.fixture
def table(tmp_path):
    made = Counter(tmp_path / "limits", "secret")
    yield made
    made.close()


@pytest.fixture
def small(tmp_path, settings, monkeypatch):
    """Limits of five at once, and a table of this test's own."""
    settings.ARCHIVE_RATES = dict.fromkeys(settings.ARCHIVE_RATES, 6)
    settings.ARCHIVE_LOGIN_TRIES = 9
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    made = Counter(tmp_path / "limits", "secret")
    monkeypatch.setattr(limits, "counter", lambda: made)
    yield made
    made.close()


def test_a_burst_passes_then_one_a_second(table):
    assert [table.take("a", MINUTE, 1000.0) for _ in range(10)] == [0.0] * 10
    assert table.take("a", MINUTE, 1000.0) == pytest.approx(1)
    assert table.take("a", MINUTE, 1000.5) == pytest.approx(0.5)
    assert table.take("a", MINUTE, 1001.0) == 0 and table.take("a", MINUTE, 1001.0) > 0
    assert table.take("b", MINUTE, 1001.0) == 0


def test_looking_does_not_count(table):
    for _ in range(50):
        assert table.wait("a", MINUTE, 5.0) == 0


def test_a_clock_put_back_locks_nobody_out(table):
    for _ in range(10):
        table.take("a", MINUTE, 1_000_000.0)
    assert table.take("a", MINUTE, 500_000.0) == 0


def test_a_full_table_forgets_the_oldest_and_stays_small(table):
    rng = random.Random(3)
    for number in range(SLOTS + SLOTS // 8):
        assert table.take(f"client {number} {rng.random()}", MINUTE, 1000 + number / 1000) == 0
    assert len(table.table) == SLOTS * 16


def test_the_file_holds_no_address(table, tmp_path):
    table.take("search 203.0.113.9", MINUTE, 1.0)
    assert b"203.0.113" not in (tmp_path / "limits").read_bytes()


ASK_OFTEN = """
import sys
from pathlib import Path
from archive.reading.counting import Counter, Rate
table = Counter(Path(sys.argv[1]), "secret")
print(sum(table.take("a", Rate(1000, 60, 1000), 1000.0) == 0 for _ in range(2000)))
"""


def test_several_workers_share_one_count(tmp_path):
    command = [sys.executable, "-c", ASK_OFTEN, str(tmp_path / "limits")]
    workers = [subprocess.Popen(command, cwd=BASE_DIR, stdout=subprocess.PIPE) for _ in range(3)]
    assert sum(int(worker.communicate(timeout=60)[0]) for worker in workers) == 1000


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "", None),
        ("", "", None),
        ("127.0.0.1", "10.9.9.9, 198.51.100.1", "198.51.100.1"),
        ("", "2001:db8:1:2:3::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "", "203.0.113.9"),
        ("127.0.0.1", "nonsense", "unknown"),
    ],
)
def test_who_asks_is_what_the_own_proxy_saw(rf, peer, forwarded, client):
    request = rf.get("/", REMOTE_ADDR=peer, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}))
    assert client_of(request) == client


@pytest.mark.parametrize(
    ("path", "method", "group"),
    [
        ("/search/", "GET", "search"),
        ("/en/search/", "GET", "search"),
        ("/search.json", "GET", "search"),
        ("/search/help/", "GET", None),
        ("/search/feed.atom", "GET", "feeds"),
        ("/search/export/csv/", "GET", "downloads"),
        ("/", "GET", None),
        ("/about/", "GET", None),
        ("/healthz", "GET", None),
        ("/admin/login/", "GET", None),
    ],
)
def test_what_costs_work_is_limited_and_pages_are_free(path, method, group):
    with override("en" if path.startswith("/en/") else "zh-hans"):
        assert limits.group_of(resolve(path), method) == group


@pytest.mark.parametrize(
    ("peer", "secure"),
    [("", True), ("127.0.0.1", True), ("::1", True), ("203.0.113.9", False), ("10.0.0.7", False)],
)
def test_https_is_believed_of_the_proxy_on_this_machine_alone(rf, settings, peer, secure):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    forwarded = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "198.51.100.1", "REMOTE_ADDR": peer}
    seen = []
    ProxyOfThisMachine(lambda request: seen.append((request.is_secure(), client_of(request))))(rf.get("/", **forwarded))
    assert seen == [(secure, "198.51.100.1" if secure else peer)]


@pytest.mark.django_db
def test_search_beyond_the_limit_answers_429_and_says_when_to_come_back(small, client):
    here = {"REMOTE_ADDR": "203.0.113.9"}
    answers = [client.get("/search/", {"page": "x"}, **here) for _ in range(7)]
    assert [a.status_code == 429 for a in answers] == [False] * 5 + [True] * 2
    assert 1 <= int(answers[-1]["Retry-After"]) <= 10 and "秒再试" in answers[-1].content.decode()
    json = client.get("/search.json", {"q": "水"}, **here)
    assert json.status_code == 429 and "秒" in json.json()["error"]
    assert client.get("/about/", **here).status_code == 200
    assert client.get("/search/", {"page": "x"}, REMOTE_ADDR="198.51.100.7").status_code != 429


def test_a_crawler_that_is_told_to_wait_or_asks_for_what_is_not_there_fills_no_log():
    refused, broken = (logging.getLogger("django.request").isEnabledFor(n) for n in (logging.WARNING, logging.ERROR))
    assert not refused and broken


@pytest.mark.django_db
def test_nobody_guesses_a_password_for_long_and_others_still_log_in(small):
    User.objects.create_superuser("mei", password="shuiqu-9-daotian")
    thief, editor = Client(REMOTE_ADDR="203.0.113.9"), Client(REMOTE_ADDR="198.51.100.7")
    wrong = {"username": "mei", "password": "123456"}
    answers = [thief.post("/admin/login/", wrong).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    right = {"username": "mei", "password": "shuiqu-9-daotian"}
    assert thief.post("/admin/login/", right).status_code == 429, "the right password must not show through"
    others = [thief.post("/admin/login/", {**wrong, "username": f"x{n}"}).status_code for n in range(8)]
    assert others == [200] * 6 + [429] * 2
    assert editor.post("/admin/login/", right).status_code == 302


@pytest.mark.django_db
def test_a_table_that_cannot_be_made_is_told_and_readers_go_on(settings, tmp_path, client, caplog):
    (tmp_path / "file").write_text("", encoding="ascii")
    settings.ARCHIVE_DATA_DIR = tmp_path / "file"
    limits.counter.cache_clear()
    caplog.set_level(logging.ERROR)
    logging.getLogger("archive").propagate = True
    try:
        assert client.get("/search/", {"page": "x"}, REMOTE_ADDR="203.0.113.9").status_code != 429
    finally:
        limits.counter.cache_clear()
        logging.getLogger("archive").propagate = False
    assert "not limited" in caplog.text


def formatted(message: str, *args: object) -> str:
    record = logging.LogRecord("archive", logging.WARNING, "", 0, message, args, None)
    return OneLine("{levelname} {message}", style="{").format(record)


def test_a_traceback_in_the_log_keeps_no_search_term():
    try:
        raise ValueError("/search/?q=沈木生")
    except ValueError:
        record = logging.LogRecord("archive", logging.ERROR, "", 0, "broken", (), sys.exc_info())
    text = OneLine("{levelname} {message}", style="{").format(record)
    assert "ValueError" in text and "沈木生" not in text


def test_what_a_client_sends_cannot_begin_a_log_line_of_its_own():
    line = formatted("Not Found: %s", "/x\n2026-01-01 INFO archive: all is well\r\u202e\x1b[2J")
    assert "\n" not in line and "\r" not in line and "\x1b" not in line and "\u202e" not in line
    assert "\\x0a2026-01-01" in line


def test_no_search_term_is_kept_in_the_log():
    assert formatted("Bad Request: %s", "/search/?q=沈木生&page=2") == "WARNING Bad Request: /search/?q=…&page=…"
