from __future__ import annotations

import json
import re
import shutil
from html import unescape

import pytest
from django.db import connection
from django.urls import reverse

from archive.models import Change, State
from search.rows import statement
from search.worker import Drain, rebuild_all


def ask(client, **parameters):
    answer = client.get("/search.json", parameters)
    return answer.status_code, json.loads(answer.content)


def uids(client, **parameters) -> list[str]:
    status, body = ask(client, **parameters)
    assert status == 200, body
    assert body["total"] == len(body["results"])
    return [row["uid"] for row in body["results"]]


def named(town, *names: str) -> set[str]:
    return {town[name].uid for name in names}


# --- the JSON twin -------------------------------------------------------------------------------------------


def test_a_name_is_found_with_its_place_in_the_paper(client, town):
    _, body = ask(client, q="火势")
    row = body["results"][0]
    assert body["total"] == 1
    assert (row["uid"], row["title"], row["date"], row["page"]) == (
        town["fire"].uid,
        "龙潭镇扑灭山火",
        "2020-06-16",
        "1",
    )
    assert row["url"] == town["fire"].get_absolute_url()
    assert row["snippet"] == "消防队员徐惠文说，<mark>火势</mark>已控制。"


def test_addresses_follow_the_language_of_the_page(client, town):
    """Pages are made once and shared by requests; what is kept for one language is not given to the other."""
    for home in ("", "/en", ""):
        row = json.loads(client.get(f"{home}/search.json", {"q": "火势"}).content)["results"][0]
        assert row["url"] == home + town["fire"].get_absolute_url()


def test_words_in_the_headline_are_marked_there(client, town):
    row = ask(client, q="开市")[1]["results"][0]
    assert row["title_html"] == "茶市<mark>開市</mark>"


def test_a_kicker_or_a_reporter_shows_in_the_snippet_when_the_text_holds_no_hit(client, town):
    assert ask(client, q="三昼夜")[1]["results"][0]["snippet"].startswith("奋战<mark>三昼夜</mark> · 消防队员")
    assert ask(client, q="记者:林小满")[1]["results"][0]["snippet"].startswith("<mark>林小满</mark> · ")


def test_text_from_ocr_is_escaped(client, town):
    assert "&lt;b&gt;<mark>山林</mark>&lt;/b&gt;" in ask(client, q="山林")[1]["results"][0]["snippet"]


def test_dates_papers_pages_and_kinds_narrow_the_hits(client, town):
    assert set(uids(client, q="徐惠文")) == named(town, "fire", "notice")
    assert set(uids(client, q="徐惠文", **{"from": "2020"})) == named(town, "fire")
    assert uids(client, q="徐惠文", to="2020-06-15") == []
    assert set(uids(client, **{"from": "2020-06-16", "to": "2021-01"})) == named(town, "fire", "fair", "bridge")
    assert set(uids(client, q="徐惠文", paper="longtan")) == named(town, "notice")
    assert set(uids(client, q="报纸:龙潭周报")) == named(town, "notice")
    assert set(uids(client, q="体裁:启事")) == named(town, "notice")
    assert set(uids(client, q="版:第2版")) == named(town, "fair")
    assert set(uids(client, q="日期:不详")) == named(town, "notice")
    assert set(uids(client, q="村民", year="2021")) == named(town, "bridge")
    assert set(uids(client, sheet="2")) == named(town, "fair")
    assert set(uids(client, column="茶乡")) == named(town, "fair")
    assert set(uids(client, reporter="林小满")) == named(town, "fire")
    assert set(uids(client, issue=town["bridge"].issue.uid)) == named(town, "fair", "bridge")


def test_results_come_by_date_when_asked_the_undated_last(client, town):
    everything = {"from": "", "q": "-没有的词"}
    newest, oldest = uids(client, sort="newest", **everything), uids(client, sort="oldest", **everything)
    assert newest[-1] == oldest[-1] == town["notice"].uid
    assert newest[2] == oldest[0] == town["fire"].uid


def test_pages_hold_what_is_asked_and_the_total_stays(client, town):
    status, first = ask(client, q="-没有的词", page_size=3)
    _, second = ask(client, q="-没有的词", page_size=3, page=2)
    assert status == 200 and first["total"] == second["total"] == 4
    assert len(first["results"]) == 3 and len(second["results"]) == 1
    assert not {r["uid"] for r in first["results"]} & {r["uid"] for r in second["results"]}


def test_facets_count_the_hits_and_keep_their_other_values_when_set(client, town):
    facets = ask(client, q="徐惠文")[1]["facets"]
    assert facets["paper"] == {"qingxi": 1, "longtan": 1} and facets["year"] == {"2020": 1, "": 1}
    narrowed = ask(client, q="徐惠文", paper="longtan")[1]["facets"]
    assert narrowed["paper"] == {"qingxi": 1, "longtan": 1} and narrowed["year"] == {"": 1}


def test_text_that_was_corrected_away_is_found_apart(client, town):
    _, body = ask(client, q="茶巿")
    assert (body["total"], body["total_original"], body["results"]) == (0, 1, [])
    assert body["original"][0]["uid"] == town["fair"].uid
    assert "原文如此" in client.get("/search/", {"q": "茶巿"}).content.decode()


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "("},
        {"q": "茶", "page": "0"},
        {"q": "茶", "page": "²"},
        {"q": "茶", "page_size": "101"},
        {"q": "茶", "sort": "best"},
        {"q": "茶", "from": "昨天"},
        {"q": "茶", "from": "2021", "to": "2020"},
        {"q": "茶", "paper": "nobody"},
        {"q": "体裁:诗歌集"},
        {"q": "茶", "issue": "nobody"},
        {},
        {"q": "茶" * 500},
    ],
)
def test_a_bad_question_answers_400_with_a_sentence(client, town, parameters):
    status, body = ask(client, **parameters)
    assert status == 400 and list(body) == ["error"] and body["error"][-1] in "。."


def test_errors_are_told_in_the_language_of_the_address(client, town):
    chinese, english = (
        client.get(p, {"q": "茶", "page": "0"}).json()["error"] for p in ("/search.json", "/en/search.json")
    )
    assert "page" in chinese and "整数" in chinese and english


# --- no index ------------------------------------------------------------------------------------------------


def test_without_an_index_there_is_a_clear_error_instead_of_results(client, town, index_path):
    assert uids(client, q="火势")
    shutil.move(index_path, index_path.with_name("moved"))
    status, body = ask(client, q="火势")
    assert status == 503 and "检索暂时不可用" in body["error"]
    page = client.get("/search/", {"q": "火势"})
    assert page.status_code == 503 and "检索暂时不可用" in page.content.decode()
    for address in ("/search/export/csv/", "/search/feed.atom"):
        assert client.get(address, {"q": "火势"}).status_code == 503
    assert client.get(reverse("search:help")).status_code == 200
    shutil.move(index_path.with_name("moved"), index_path)
    assert uids(client, q="火势")


def test_a_withdrawn_article_vanishes_at_once(client, town):
    type(town["fire"]).objects.filter(pk=town["fire"].pk).update(state=State.WITHDRAWN)
    for address in ("/search/", "/search.json", "/search/export/csv/", "/search/export/json/", "/search/feed.atom"):
        answer = client.get(address, {"q": "火势"})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert town["fire"].uid not in body.decode() and "控制" not in body.decode()


# --- the page ------------------------------------------------------------------------------------------------


def page(client, **parameters) -> str:
    answer = client.get("/search/", parameters)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_page_shows_total_snippets_and_links_that_carry_the_words(client, town):
    html = page(client, q="徐惠文")
    assert "找到 <b>2</b> 篇" in html and "用时" in html
    assert "消防队员<mark>徐惠文</mark>说" in html
    assert f"{town['fire'].get_absolute_url()}?q=%E5%BE%90%E6%83%A0%E6%96%87" in html


def test_a_facet_value_sets_itself_and_takes_itself_away(client, town):
    html = page(client, q="徐惠文")
    assert "paper=longtan" in html
    chosen = page(client, q="徐惠文", paper="longtan")
    assert re.search(r'href="\?q=%E5%BE%90%E6%83%A0%E6%96%87"[^>]*class="set"', chosen)
    assert "龙潭周报" in chosen and "×" in chosen


def test_how_a_query_was_read_is_shown_where_it_could_be_read_otherwise(client, town):
    assert "(" in page(client, q="茶市 （徐惠文｜新桥）")
    assert "(茶市 龙潭) OR 新桥" in page(client, q="茶市 龙潭 OR 新桥")
    assert "检索式理解为" not in page(client, q="茶市 龙潭")


def test_a_query_that_was_typed_as_it_was_read_is_not_told_again(client, town):
    assert "检索式理解为" not in page(client, q="茶市 OR 火势")
    assert "检索式理解为" in page(client, q="茶市｜火势")


def test_hits_over_time_are_a_chart_with_a_table(client, town):
    html = page(client, q="-没有的词")
    assert html.count("<rect") == 4 and '<th scope="row"><a' in html and "year=2021" in html


def test_a_mistake_is_told_on_the_page(client, town):
    answer = client.get("/search/", {"q": "(茶市"})
    assert answer.status_code == 400 and "右括号" in answer.content.decode()


def test_few_hits_offer_homophones_look_alikes_and_fewer_words(client, town):
    assert "同音" in page(client, q="徐慧闻") and "q=%E5%BE%90%E6%83%A0%E6%96%87" in page(client, q="徐慧闻")
    assert "形近" in page(client, q="林民") and "q=%E6%9D%91%E6%B0%91" in page(client, q="林民")
    offers = page(client, q="茶市 天外来客")
    assert "少一个词" in offers and "q=%E8%8C%B6%E5%B8%82" in offers


def test_nothing_found_offers_the_query_in_words_and_with_operators(client, town):
    assert "分开各词" in (offers := page(client, q="徐惠文火势")) and ">徐惠文 火势</a>" in offers
    assert "换个写法" in (offers := page(client, q="茶市 or 火势")) and ">茶市 OR 火势</a>" in offers
    assert "分开各词" not in page(client, q="“徐惠文火势”")
    assert "分开各词" not in (offers := page(client, q="徐惠文茶市")) and "少一个词" in offers


def test_a_snippet_shows_a_word_that_stands_beside_the_text(client, town):
    """Of two words one stands in the text, the other is the reporter's name."""
    snippet = ask(client, q="林小满 火势")[1]["results"][0]["snippet"]
    assert snippet.startswith("<mark>林小满</mark> · ") and "<mark>火势</mark>" in snippet


def test_a_typed_date_offers_the_issue(client, town):
    for typed in ("2020年6月16日", "二〇二〇年六月"):
        assert town["fire"].issue.get_absolute_url() in page(client, q=typed)


def test_words_typed_into_a_page_are_escaped(client, town):
    html = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in html


def test_the_advanced_form_writes_a_query(client, town):
    boxes = {"all": "徐惠文 火势", "any": "龙潭 新桥", "none": "广告", "phrase": "已控制。", "from": "2020"}
    answer = client.get("/search/advanced/", boxes, follow=True)
    assert answer.status_code == 200 and town["fire"].get_absolute_url() in answer.content.decode()
    assert answer.context["q"] == '徐惠文 火势 "已控制。" (龙潭 OR 新桥) -广告'


def test_every_example_of_the_help_page_is_a_query_that_answers(client, town):
    html = unescape(client.get("/search/help/").content.decode())
    links = re.findall(r'href="/search/\?q=([^"]+)"', html)
    assert len(links) == 14
    assert all(client.get(f"/search/?q={link}").status_code == 200 for link in links)


def test_public_search_pages_set_no_cookie_and_hold_no_inline_script(client, town):
    for address in ("/search/?q=徐惠文", "/search/help/", "/search/", "/en/search/?q=徐惠文"):
        answer = client.get(address)
        html = answer.content.decode()
        assert not answer.cookies and " style=" not in html and " onclick" not in html
        assert not re.search(r"<script(?! src)", html)


def test_a_results_page_asks_the_database_little(client, town, django_assert_max_num_queries):
    page(client, q="徐惠文")
    with django_assert_max_num_queries(6):
        page(client, q="徐惠文")


def test_an_edit_is_found_after_a_drain(client, town):
    article = town["bridge"]
    article.paragraphs = [["body", "秋沙鸭飞来了。"]]
    article.save()
    Change.objects.create(article_uid=article.uid)
    assert uids(client, q="秋沙鸭") == []
    Drain().all()
    assert uids(client, q="秋沙鸭") == [article.uid] and not Change.objects.exists()
    rebuild_all()
    assert uids(client, q="秋沙鸭") == [article.uid]


@pytest.mark.django_db
def test_hits_are_read_by_their_uids_and_not_by_way_of_all_public_issues():
    if connection.vendor != "sqlite":
        pytest.skip("the plan is SQLite's")
    sql, parameters = statement(20, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        steps = [row[3] for row in cursor.fetchall()]
    assert steps[0].startswith("SEARCH archive_article") and "uid=?" in steps[0]
    assert not any("SCAN" in step or "ORDER BY" in step for step in steps)
