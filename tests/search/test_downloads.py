from __future__ import annotations

import csv
import io
import json
import os
import time
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.contrib.auth import get_user_model

from archive.models import Article, Change
from search.exports import Record, as_bibtex, as_csv, as_json, as_ris
from search.lookalikes import lookalikes
from search.words import believed
from search.worker import Drain, notice_operators_words, rebuild_all

ROW = Record(
    "k3m9x2pq7w", None, "青溪日报", "1", "news", "", "", "=1+1", "", ("林小满", "徐惠文"), "https://a.example/a/k/"
)


def download(client, form: str, **parameters) -> str:
    answer = client.get(f"/search/export/{form}/", parameters)
    assert answer.status_code == 200 and answer.streaming and "attachment" in answer["Content-Disposition"]
    return b"".join(answer.streaming_content).decode()


def test_a_csv_holds_all_hits_and_opens_in_a_spreadsheet(client, town):
    text = download(client, "csv", q="徐惠文")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:])))
    assert {row["uid"] for row in rows} == {town["fire"].uid, town["notice"].uid}
    assert {row["by"] for row in rows} == {"林小满", ""}


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1"])
def test_no_cell_of_a_csv_is_taken_for_a_formula(title):
    line = list(csv.reader(io.StringIO("".join(as_csv([replace(ROW, title=title)]))[1:])))[1]
    assert "'" + title in line


def test_reference_managers_get_ris_and_bibtex(client, town):
    ris = download(client, "ris", q="火势")
    assert (
        "TY  - NEWS" in ris and "AU  - 林小满" in ris and "DA  - 2020/06/16" in ris and ris.endswith("ER  - \r\n\r\n")
    )
    bibtex = download(client, "bibtex", q="火势")
    assert "title = {龙潭镇扑灭山火}" in bibtex and "author = {林小满}" in bibtex


def test_signs_of_bibtex_are_taken_as_text():
    text = "".join(as_bibtex([replace(ROW, title="50% {茶}_~^\\ 上")]))
    assert r"title = {50\% \{茶\}\_{\textasciitilde}{\textasciicircum}\textbackslash{} 上}" in text


def test_a_line_break_in_a_title_does_not_break_a_ris_record():
    assert "TI  - 上 ER - 下\r\n" in "".join(as_ris([replace(ROW, title="上\r\nER  - 下")]))


def test_json_is_one_array_even_when_empty(client, town):
    assert [r["uid"] for r in json.loads(download(client, "json", q="火势"))] == [town["fire"].uid]
    assert json.loads("".join(as_json([]))) == [] and json.loads("".join(as_json([ROW, ROW])))[1]["date"] is None


def test_hits_in_corrected_away_text_are_not_downloaded(client, town):
    assert json.loads(download(client, "json", q="茶巿")) == []


def test_a_bad_question_is_no_file(client, town):
    assert client.get("/search/export/csv/", {"q": "("}).status_code == 400
    assert client.get("/search/export/csv/").status_code == 400
    assert client.get("/search/export/pdf/", {"q": "茶"}).status_code == 404
    assert client.get("/search/feed.atom", {"q": "("}).status_code == 400


def test_a_search_is_a_feed_of_its_newest_hits(client, town):
    answer = client.get("/search/feed.atom", {"q": "-没有的词"})
    feed = ElementTree.fromstring(answer.content)
    atom = "{http://www.w3.org/2005/Atom}"
    titles = [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")]
    assert len(titles) == 4 and set(titles[:2]) == {"新桥通车", "茶市開市"} and titles[-1] == "遗失启事"
    assert answer["Content-Type"].startswith("application/atom+xml")


def test_words_of_an_article_in_a_feed_are_no_markup(client, town):
    Article.objects.filter(headline="新桥通车").update(paragraphs=[["body", "<b>桥</b> & 路"]])
    feed = ElementTree.fromstring(client.get("/search/feed.atom", {"q": "-没有的词"}).content)
    told = [node.text for node in feed.iter("{http://www.w3.org/2005/Atom}summary")]
    assert "&lt;b&gt;桥&lt;/b&gt; &amp; 路" in told


# --- a list of queries ---------------------------------------------------------------------------------------


def test_a_list_of_names_gives_a_csv_of_their_hits(client, town):
    client.force_login(get_user_model().objects.create_user("lin", is_staff=True))
    assert client.get("/search/many/").status_code == 200
    answer = client.post("/search/many/", {"queries": "徐惠文\n\n没有此人\n(坏\n"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode()[1:])))[1:]
    assert [row[:2] for row in rows] == [["徐惠文", "2"], ["徐惠文", "2"], ["没有此人", "0"], ["(坏", ""]]
    assert "右括号" in rows[-1][-1]


def test_a_list_that_is_too_long_is_refused(client, town):
    client.force_login(get_user_model().objects.create_user("lin", is_staff=True))
    answer = client.post("/search/many/", {"queries": "茶\n" * 501})
    assert "最多 500 行" in answer.content.decode()


def test_lists_are_for_staff(client, town):
    assert client.get("/search/many/").status_code == 302


# --- suggestions ---------------------------------------------------------------------------------------------


def suggested(client, q: str) -> list[str]:
    return [s["text"] for s in client.get("/search/suggest.json", {"q": q}).json()["suggestions"]]


def test_names_and_headlines_are_suggested_by_characters_pinyin_and_initials(client, town):
    assert suggested(client, "林")[0] == "林小满"
    assert "徐惠文" in suggested(client, "xhw") and "徐惠文" in suggested(client, "XuHui")
    assert suggested(client, "茶市开") == ["茶市開市"] and "茶乡" in suggested(client, "cx")
    assert suggested(client, "") == suggested(client, "没有") == suggested(client, "茶" * 50) == []


@pytest.mark.parametrize(
    ("word", "tag", "kind"),
    [("石桥镇", "nr", "place"), ("龙潭镇", "ns", "place"), ("徐惠文", "nr", "name"), ("祝福", "nr", None)],
)
def test_a_word_is_suggested_as_what_it_looks_like(word, tag, kind):
    assert believed(word, tag) == (kind and (kind, word))


def test_an_edit_changes_what_is_suggested(client, town):
    article = town["fire"]
    article.byline = [{"role": "记者", "names": ["秋明月"]}]
    article.save()
    type(article).objects.filter(pk=town["fair"].pk).update(state="withdrawn")
    assert suggested(client, "茶市") == []
    Change.objects.create(article_uid=article.uid)
    Drain().all()
    assert suggested(client, "qmy") == ["秋明月"] and suggested(client, "林小") == []


def test_the_operators_words_are_suggested_first(client, town, settings):
    (settings.ARCHIVE_DATA_DIR / "words.txt").write_text("林家渡口 # 旧名\n\n# 空\n", encoding="utf-8")
    notice_operators_words()
    assert suggested(client, "林")[:2] == ["林家渡口", "林小满"]
    (settings.ARCHIVE_DATA_DIR / "words.txt").write_text("", encoding="utf-8")
    os.utime(settings.ARCHIVE_DATA_DIR / "words.txt", (time.time() + 5, time.time() + 5))
    notice_operators_words()
    assert suggested(client, "林家") == []


def test_look_alikes_are_learnt_from_what_editors_corrected(client, archive):
    found = archive.article("甲", "记者到垅头村。", original=["记者到拢头村。"])
    archive.article("乙", "另一处拢头村。", original=["全不相同的一句话"])
    assert "拢" not in lookalikes().get("垅", "")
    rebuild_all()
    assert "拢" in lookalikes()["垅"] and "垅" in lookalikes()["拢"]
    body = client.get("/search/", {"q": "~垅头"}).content.decode()
    assert found.headline in body and "乙" in body and "形近" in body


def test_a_feed_of_a_query_with_control_characters_is_xml(client, town):
    answer = client.get("/search/feed.atom", {"q": "桥\x01\x0c"})
    assert answer.status_code == 200
    ElementTree.fromstring(answer.content)
