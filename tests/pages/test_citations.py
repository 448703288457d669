"""Citing an article, and what machines read from its page."""

import datetime
import json
import re
from xml.etree import ElementTree

import pytest

from archive.models import Article
from archive.reading.citations import article_object, as_script, bibtex, gbt7714, ris
from tests.pages.shelf import BRIDGE, POEM, make_issue

HERE = "/qingxi/2019/03/06/"
TODAY = datetime.date(2024, 5, 1)


@pytest.fixture
def bridge(issue) -> Article:
    return Article.objects.with_place().get(uid=BRIDGE)


def test_an_article_is_cited_after_the_national_standard(bridge):
    assert gbt7714(bridge, TODAY) == (
        "沈木生, 石小磊. 清溪镇新桥通车 两岸往来不再绕行[N/OL]. 青溪日报, 2019-03-06(01)[2024-05-01]. "
        f"http://127.0.0.1:8000/a/{BRIDGE}/."
    )


def test_a_fourth_author_is_only_hinted_at(bridge):
    bridge.byline = [{"role": "记者", "names": ["甲", "乙", "丙", "丁"]}]
    assert gbt7714(bridge, TODAY).startswith("甲, 乙, 丙, 等. ")


def test_without_a_byline_the_credits_are_the_authors_and_without_both_none(bridge):
    bridge.byline, bridge.credits = [], ["石小磊"]
    assert gbt7714(bridge, TODAY).startswith("石小磊. ")
    bridge.credits = []
    assert gbt7714(bridge, TODAY).startswith("清溪镇新桥通车")


def test_an_undated_article_says_that_its_date_is_unknown(db):
    make_issue(None)
    assert "青溪日报, [日期不详](01)" in gbt7714(Article.objects.with_place().get(uid=BRIDGE), TODAY)


def test_bibtex_escapes_what_tex_would_read(bridge):
    bridge.title = "50% & {一}"
    assert r"title = {{50\% \& \{一\}}}" in bibtex(bridge)
    assert "date = {2019-03-06}" in bibtex(bridge)


def test_ris_names_each_author_on_a_line(bridge):
    lines = ris(bridge).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert [line for line in lines if line.startswith("AU")] == ["AU  - 沈木生", "AU  - 石小磊"]
    assert lines[-2] == "ER  - "


def test_the_page_offers_citation_files_and_a_qr_code(client, issue):
    html = client.get(f"{HERE}1/{BRIDGE}/").content.decode()
    for ending, kind in (("bib", "application/x-bibtex"), ("ris", "research-info"), ("svg", "image/svg")):
        path = f"{HERE}1/{BRIDGE}.{ending}"
        assert path in html
        assert kind in client.get(path)["Content-Type"]
    ElementTree.fromstring(client.get(f"{HERE}1/{BRIDGE}.svg").content)


def test_zotero_finds_title_authors_date_paper_and_page(client, issue):
    html = client.get(f"{HERE}1/{BRIDGE}/").content.decode()
    tags = re.findall(r'<meta name="(citation_\w+|DC\.\w+)" content="([^"]*)">', html)
    assert ("citation_title", "清溪镇新桥通车 两岸往来不再绕行") in tags
    assert [value for name, value in tags if name == "citation_author"] == ["沈木生", "石小磊"]
    assert ("citation_publication_date", "2019/03/06") in tags
    assert ("citation_journal_title", "青溪日报") in tags
    assert ("DC.date", "2019-03-06") in tags


def test_structured_data_says_what_the_page_is(client, issue):
    for path, kind in ((f"{HERE}1/{BRIDGE}/", "NewsArticle"), (HERE, "PublicationIssue")):
        html = client.get(path).content.decode()
        found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1])
        assert found["@type"] == kind
        assert found["datePublished"] == "2019-03-06"
        assert '<meta property="og:locale" content="zh_CN">' in html
    assert "author" not in article_object(Article.objects.with_place().get(uid=POEM)), "nobody is named"


def test_a_shared_link_shows_headline_first_words_and_date(client, issue):
    html = client.get(f"{HERE}1/{BRIDGE}/").content.decode()
    card = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', html))
    assert card["og:title"] == "清溪镇新桥通车 两岸往来不再绕行"
    assert card["og:description"].startswith("本报讯（记者 沈木生")
    assert card["article:published_time"] == "2019-03-06"


def test_a_headline_cannot_end_the_script_element(client, issue):
    Article.objects.filter(uid=POEM).update(headline="</script><b>")
    html = client.get(f"{HERE}2/{POEM}/").content.decode()
    assert "</script><b>" not in html
    assert json.loads(as_script({"a": "</script>&"}))["a"] == "</script>&"


def test_every_page_names_its_canonical_address_and_its_twin_in_the_other_language(client, issue):
    for path in (HERE, f"{HERE}1/{BRIDGE}/", "/"):
        html = client.get(f"/en{path}").content.decode()
        assert f'<link rel="canonical" href="http://127.0.0.1:8000/en{path}">' in html
        assert f'hreflang="zh-Hans" href="http://127.0.0.1:8000{path}"' in html
