"""Twins of the pages: text, Markdown, JSON, EPUB and the printable issue."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from archive.models import Article
from tests.pages.shelf import BRIDGE, POEM, TEA, make_issue

HERE = "/qingxi/2019/03/06"


def body(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_an_article_as_text_has_its_headline_paragraphs_and_place(client, issue):
    text = body(client, f"{HERE}/1/{BRIDGE}.txt")
    order = ["提起精神开好局", "清溪镇新桥通车 两岸往来不再绕行", "沈木生讲话", "记者 沈木生　通讯员 石小磊"]
    order += ["本报讯（记者 沈木生", "往后怎么走", "（石小磊）", "《青溪日报》2019年3月6日 第1版", f"/a/{BRIDGE}/"]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_text_says_where_a_story_goes_on(client, issue):
    assert "（下转第2版）" in body(client, f"{HERE}/1/{TEA}.txt")


def test_markdown_leaves_signs_of_the_text_as_they_are(client, issue):
    Article.objects.filter(uid=POEM).update(
        paragraphs=[["body", "*星* 和 # 号"], ["body", "1. 灯"], ["crosshead", "桥"]]
    )
    text = body(client, f"{HERE}/2/{POEM}.md")
    assert r"\*星\* 和 \# 号" in text
    assert r"\1. 灯" in text
    assert "\n## 桥\n" in text


def test_json_twins_hold_what_the_pages_show(client, issue):
    one = json.loads(body(client, f"{HERE}/1/{BRIDGE}.json"))
    assert one["kicker"] == "提起精神开好局"
    assert one["paragraphs"][1] == {"role": "crosshead", "text": "往后怎么走"}
    page = json.loads(body(client, f"{HERE}/1.json"))
    assert [article["uid"] for article in page["articles"]] == [BRIDGE, TEA]
    whole = json.loads(body(client, f"{HERE}.json"))
    assert [page["label"] for page in whole["pages"]] == ["1", "2"]
    assert whole["pages"][0]["articles"][0]["paragraphs"] == one["paragraphs"]


def test_an_issue_as_text_holds_every_article(client, issue):
    for ending in ("txt", "md"):
        text = body(client, f"{HERE}.{ending}")
        for word in ("新桥限重二十吨", "暗号甲子", "茶香满坡", "桥头的灯亮了"):
            assert word in text


def test_the_printable_issue_is_one_page_with_everything(client, issue):
    html = body(client, f"{HERE}/print/")
    for word in ("新桥限重二十吨", "暗号甲子", "茶香满坡", "桥头的灯亮了"):
        assert word in html
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{HERE}/">' in html


def test_an_undated_issue_has_its_twins_too(client, db):
    issue = make_issue(None)
    for path in (".txt", ".json", ".epub", "/1.txt", f"/1/{BRIDGE}.md", "/print/"):
        assert client.get(f"/qingxi/undated/{issue.uid}{path}").status_code == 200, path


def test_an_unknown_ending_is_not_found(client, issue):
    for path in (f"{HERE}.docx", f"{HERE}/1.pdf", f"{HERE}/1/{BRIDGE}.exe"):
        assert client.get(path).status_code == 404, path


def test_a_twin_moves_with_its_page(client, issue):
    answer = client.get(f"{HERE}/2/{BRIDGE}.txt")
    assert (answer.status_code, answer["Location"]) == (301, f"{HERE}/1/{BRIDGE}.txt")


# --- EPUB ---------------------------------------------------------------------------------------------------


def book(client, path: str = f"{HERE}.epub") -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(client.get(path).content))


def test_a_book_begins_with_its_uncompressed_type(client, issue):
    first = book(client).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_every_part_of_a_book_is_well_formed_and_in_its_manifest(client, issue):
    file = book(client)
    names = [name for name in file.namelist() if name.endswith((".xhtml", ".opf", ".xml"))]
    for name in names:
        ElementTree.fromstring(file.read(name))
    package = file.read("EPUB/package.opf").decode()
    listed = set(re.findall(r'href="([^"]+)"', package))
    assert {f"EPUB/{name}" for name in listed} | {"EPUB/package.opf", "mimetype", "META-INF/container.xml"} == set(
        file.namelist()
    )


def test_a_book_has_a_chapter_a_page_and_all_text(client, issue):
    file = book(client)
    assert "新桥限重二十吨" in file.read("EPUB/page-1.xhtml").decode()
    assert "桥头的灯亮了" in file.read("EPUB/page-2.xhtml").decode()


def test_characters_that_xml_forbids_do_not_break_a_book(client, issue):
    Article.objects.filter(uid=POEM).update(paragraphs=[["body", "甲\x0c乙 <&> \ufffe𠮷"]])
    text = book(client).read("EPUB/page-2.xhtml").decode()
    ElementTree.fromstring(text)
    assert "甲乙 &lt;&amp;&gt; 𠮷" in text


def test_the_same_issue_gives_the_same_book(client, issue):
    assert client.get(f"{HERE}.epub").content == client.get(f"{HERE}.epub").content


def epubcheck() -> list[str] | None:
    """The command that runs it. Debian's is a .jar, which only java starts where the kernel does not know of it."""
    found, java = shutil.which("epubcheck"), shutil.which("java")
    if found and Path(found).read_bytes()[:2] == b"PK":
        return [java, "-jar", found] if java else None
    return [found] if found else None


NO_CHECK = "epubcheck is not installed: books are not validated by it (apt install epubcheck)"


@pytest.mark.skipif(epubcheck() is None, reason=NO_CHECK)
def test_epubcheck_finds_nothing_wrong(client, issue, tmp_path):
    Article.objects.filter(uid=POEM).update(
        paragraphs=[["body", "甲\x0c乙 <&> \ufffe𠮷"], ["crosshead", "桥"], ["table", "1"]]
    )
    undated = make_issue(None, "gg", publisher="青溪县 <融媒体> 中心")
    books = {"dated": f"{HERE}.epub", "undated": f"/qingxi/undated/{undated.uid}.epub"}
    for name, address in books.items():
        (tmp_path / f"{name}.epub").write_bytes(client.get(address).content)
        command = [*(epubcheck() or []), "--failonwarnings", str(tmp_path / f"{name}.epub")]
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        assert found.returncode == 0, found.stdout + found.stderr
