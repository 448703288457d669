"""Whatever is sent in, as a file or as a query: no exception, no 500, no hang, no lost character, nothing but text.

`HOSTILE=10000 python -m pytest tests/test_hostile.py -s` runs as many of each; a failing case prints how to repeat it.
"""

import os
import random
import time
from urllib.parse import quote

import pytest
from django.core.management import call_command

from archive.derived import derive
from archive.ingest.assembling import lay_out
from archive.ingest.reading import read_pages
from archive.invariants import validate
from archive.layout import Layout, blocks_of
from archive.models import Article, Newspaper
from archive.sources import BadFile, decode
from archive.uids import new_uid
from tests.keeping.places import add_issue

COUNT = int(os.environ.get("HOSTILE", "150"))
SEED = int(os.environ.get("HOSTILE_SEED", "20261121"))
LONGEST = 5.0  # seconds of work for one case

SCRAPS = (
    "本报讯（记者 梅山月）|## |# |### 石塘村修通水渠|（下转第二版）|（上接第一版）|第二版|"
    "2019年3月6日 星期三|总第3366期|"
    "JIN RI SHI TANG|责任编辑：|摄影|<script>alert(1)</script>|{{ settings.SECRET_KEY }}|{% debug %}|"
    "<img src=x onerror=a>|"
    "&lt;b&gt;|<p>|</p>|</td><td>|<br>|</h2>|<!--|&nbsp;|**|$5^{\\circ}$|$|> |![](a)|![|\\#|"
    "\u202eabc\u2066|\ufeff|\u2028|\u0085|\x00|\x1b[31m|𠮷|〇〇〇|ＡＢＣ１２３|……|——|“”|》《|\t\t|\x0c|\r|"
    "字" * 3000 + "||\n\n\n|-|*|>|1. || a | b |---|=|😀|ﷺ|\u0301\u0301\u0301|%00|../../etc/passwd|"
    "四月一日至三月二日|二〇二〇年十三月三十二日|星期八|农历庚子年闰十三月|9999999999999999999|-1|NaN|null"
)
PARTS = [part for part in SCRAPS.split("|") if part] + ["|", "\n", "\n", "\n", " ", "，", "。"]
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "latin-1")
SIGNS = [
    *'"“”()（）-－*?＊？|&!:：~^[]{}/\\ANDORNOT',
    " ",
    "　",
    "NEAR",
    "标题:",
    "日期:2019",
    "title:",
    "..",
    "2019-03..2020",
]
ALPHABETS = ("水渠石塘村的一了", "abcXYZ019", "𠮷\u0301\u202e\x00\ud800�ﷺ😀", "＂（）：＊")


def made_bytes(rng: random.Random) -> bytes:
    kind = rng.random()
    if kind < 0.1:
        return rng.randbytes(rng.randrange(4000))
    text = "".join(rng.choice(PARTS) for _ in range(rng.randrange(1, 120)))
    if kind > 0.99:
        text += "很长的一行" * 60_000
    return text.encode(rng.choice(ENCODINGS), "replace")


def made_query(rng: random.Random) -> str:
    parts = []
    for _ in range(rng.randrange(1, 12)):
        if rng.random() < 0.5:
            parts.append(rng.choice(SIGNS))
        else:
            alphabet = rng.choice(ALPHABETS)
            parts.append("".join(rng.choice(alphabet) for _ in range(rng.randrange(1, 6))))
    query = "".join(parts)
    return query * rng.choice((1, 1, 1, 1, 40))


def take_in(data: bytes) -> None:
    """From bytes to shown articles, with the proof that every character stands somewhere."""
    try:
        text = decode(data).text
    except BadFile as refused:
        assert str(refused)
        return
    assert "\x00" not in text
    found = lay_out(1, read_pages(text, [(1, "1")]), new_uid)
    blocks = blocks_of([(1, text)])
    layout = Layout(articles=found.articles, furniture=found.furniture, excluded=found.excluded)
    validate(layout, blocks)
    for article in layout.articles:
        derive(article, blocks, layout)


def test_no_file_is_too_strange():
    print(f"seed {SEED}, {COUNT} files")
    for number in range(COUNT):
        data, began = made_bytes(random.Random(SEED + number)), time.process_time()
        try:
            take_in(data)
        except Exception as error:
            raise AssertionError(f"HOSTILE_SEED={SEED + number} HOSTILE=1 repeats it: {data[:200]!r}") from error
        seconds = time.process_time() - began
        assert seconds < LONGEST, f"HOSTILE_SEED={SEED + number}: {seconds:.1f} s for {len(data)} bytes"


@pytest.fixture
def site(db, settings, tmp_path):
    settings.ARCHIVE_DATA_DIR = tmp_path
    settings.ARCHIVE_INDEX_DIR = tmp_path / "index"
    paper = Newspaper.objects.create(slug="yunlingbao", name="云岭报")
    add_issue(paper, "1987-04-03", "aaaaaaaaaa", "bbbbbbbbbb")
    call_command("rebuild_index", interactive=False, verbosity=0)


def test_no_query_is_too_strange(site, client):
    client.get("/search/?q=水渠")  # the first question reads the word list
    print(f"seed {SEED}, {COUNT} queries")
    for number in range(COUNT):
        rng = random.Random(SEED + number)
        query, began = made_query(rng), time.process_time()
        more = rng.choice(("", "&page=" + rng.choice(("0", "-1", "99999999999999999999", "x")), "&from=x", "&sort=<b>"))
        path = f"{rng.choice(('/search/', '/search.json'))}?q={quote(query, errors='surrogatepass')}{more}"
        answer = client.get(path)
        seconds = time.process_time() - began
        assert answer.status_code in {200, 400}, f"HOSTILE_SEED={SEED + number} HOSTILE=1: {query!r}"
        assert seconds < LONGEST, f"HOSTILE_SEED={SEED + number}: {seconds:.1f} s for {query!r}"
        assert b"<script>alert" not in answer.content


MARKUP = "<script>alert(1)</script>{{ settings.SECRET_KEY }}{% debug %}&amp;\u202e反\u2066"


@pytest.mark.django_db
def test_text_that_looks_like_a_program_is_shown_as_text(client, settings):
    paper = Newspaper.objects.create(slug="yunlingbao", name="云岭报")
    lines = [f"## 标题{MARKUP}", f"本报讯（记者 {MARKUP}）水渠{MARKUP}", "修通。", f"## {MARKUP}", f"{MARKUP}正文"]
    issue = add_issue(paper, "1987-04-03", "aaaaaaaaaa", "bbbbbbbbbb", "\n".join(lines).encode(), lines)
    urls = [issue.get_absolute_url(), issue.page_url("1"), issue.page_url("1") + "text/", "/", "/yunlingbao/1987/"]
    urls += [a.get_absolute_url() for a in Article.objects.all()]
    urls += [a.get_absolute_url() + "source/" for a in Article.objects.all()]
    for url in urls:
        body = client.get(url).content.decode()
        assert "<script>alert" not in body and settings.SECRET_KEY not in body, url


@pytest.mark.parametrize("path", ["/%00", "/a/%ff%fe/", "/" + "x" * 5000, "/x/2019/13/45/", "/en/en/en/"])
@pytest.mark.django_db
def test_no_address_is_too_strange(client, path):
    assert client.get(path).status_code in {301, 302, 400, 404, 410}


@pytest.mark.django_db
def test_a_host_that_is_not_the_site_is_refused_without_an_echo(client):
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400 and b"evil.example" not in answer.content
