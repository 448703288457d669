"""Doors for machines: feeds, sitemaps, robots, OpenSearch, OAI-PMH."""

import datetime
import re
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from archive import editing, oai
from archive.models import Article
from archive.sitemaps import Articles
from tests.pages.shelf import BRIDGE, POEM, TEA, make_issue

SITE = "http://127.0.0.1:8000"
HERE = "/qingxi/2019/03/06/"
NAMES = {
    "oai": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": "http://www.w3.org/2005/Atom",
    "sm": "http://www.sitemaps.org/schemas/sitemap/0.9",
}


def xml(client, path: str, **asked) -> ElementTree.Element:
    answer = client.get(path, asked)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


# --- feeds, sitemaps, robots --------------------------------------------------------------------------------


def test_new_issues_are_in_the_feed_with_their_headlines(client, issue):
    for path in ("/feeds/issues.atom", "/qingxi/issues.atom"):
        entry = xml(client, path).find("atom:entry", NAMES)
        assert entry.find("atom:id", NAMES).text == f"{SITE}/i/{issue.uid}/"
        assert "清溪镇新桥通车" in entry.find("atom:summary", NAMES).text


def test_a_headline_in_a_feed_is_no_markup(client, issue):
    Article.objects.filter(uid=BRIDGE).update(headline="<b>桥</b> & 路")
    summary = xml(client, "/feeds/issues.atom").find("atom:entry/atom:summary", NAMES)
    assert summary.get("type") == "html"
    assert summary.text.startswith("&lt;b&gt;桥&lt;/b&gt; &amp; 路；")


def test_every_page_names_its_feed(client, issue):
    assert 'href="/qingxi/issues.atom"' in client.get(HERE).content.decode()
    assert 'href="/feeds/issues.atom"' in client.get("/").content.decode()


def test_sitemaps_name_papers_issues_pages_and_articles(client, issue):
    index = [node.text for node in xml(client, "/sitemap.xml").iter(f"{{{NAMES['sm']}}}loc")]
    assert len(index) == 4
    found = []
    for address in index:
        assert address.startswith(SITE)
        found += [node.text for node in xml(client, address.removeprefix(SITE)).iter(f"{{{NAMES['sm']}}}loc")]
    for path in ("/qingxi/", HERE, f"{HERE}2/", f"{HERE}1/{BRIDGE}/"):
        assert SITE + path in found


def test_a_sitemap_has_as_many_parts_as_it_needs(client, issue, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(Articles, "limit", 3)
    index = client.get("/sitemap.xml").content.decode()
    assert "sitemap-articles.xml?p=2" in index
    with django_assert_max_num_queries(3):
        assert client.get("/sitemap-articles.xml?p=2").content.count(b"<loc>") == 1


def test_robots_are_told_where_the_sitemap_is(client, db):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {SITE}/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_the_opensearch_description_names_the_searches(client, db):
    root = xml(client, "/opensearch.xml")
    templates = [url.get("template") for url in root.iter() if url.tag.endswith("}Url")]
    assert f"{SITE}/search/?q={{searchTerms}}" in templates


# --- OAI-PMH ------------------------------------------------------------------------------------------------


def verb(client, name: str, **more) -> ElementTree.Element:
    return xml(client, "/oai", verb=name, **more)


def error(client, **asked) -> str:
    return xml(client, "/oai", **asked).find("oai:error", NAMES).get("code")


def identifiers(root: ElementTree.Element) -> list[str]:
    return [node.text for node in root.iter(f"{{{NAMES['oai']}}}identifier") if node.text.startswith("oai:")]


def name_of(uid: str) -> str:
    return f"oai:{oai.repository()}:{uid}"


def test_the_repository_identifies_itself(client, issue):
    found = verb(client, "Identify").find("oai:Identify", NAMES)
    order = [re.sub("{.*}", "", node.tag) for node in found]
    assert order[:7] == [
        "repositoryName",
        "baseURL",
        "protocolVersion",
        "adminEmail",
        "earliestDatestamp",
        "deletedRecord",
        "granularity",
    ]


def test_formats_and_sets_are_listed(client, issue):
    assert "oai_dc" in "".join(verb(client, "ListMetadataFormats").itertext())
    assert "青溪日报" in "".join(verb(client, "ListSets").itertext())


def test_a_record_is_dublin_core(client, issue):
    root = verb(client, "GetRecord", metadataPrefix="oai_dc", identifier=name_of(BRIDGE))
    assert root.find(".//dc:title", NAMES).text == "清溪镇新桥通车 两岸往来不再绕行"
    assert [node.text for node in root.findall(".//dc:creator", NAMES)] == ["沈木生", "石小磊"]
    assert root.find(".//dc:date", NAMES).text == "2019-03-06"


def test_all_records_come_once_through_resumption_tokens(client, issue, monkeypatch):
    monkeypatch.setattr(oai, "BATCH", 3)
    make_issue("2019-03-07", "ee")
    seen, asked = [], {"metadataPrefix": "oai_dc"}
    for _ in range(9):
        root = verb(client, "ListRecords", **asked)
        seen += identifiers(root)
        token = root.find(".//oai:resumptionToken", NAMES)
        if token is None or not token.text:
            break
        asked = {"resumptionToken": token.text}
    assert token is not None
    assert token.text is None
    assert len(seen) == len(set(seen)) == 8


def test_a_withdrawn_article_is_a_deleted_record(client, issue):
    before = verb(client, "GetRecord", metadataPrefix="oai_dc", identifier=name_of(TEA))
    editing.set_state(issue.pk, TEA, "withdrawn", "当事人要求")
    root = verb(client, "GetRecord", metadataPrefix="oai_dc", identifier=name_of(TEA))
    assert root.find(".//oai:header", NAMES).get("status") == "deleted"
    assert root.find(".//dc:title", NAMES) is None
    stamps = [node.find(".//oai:datestamp", NAMES).text for node in (before, root)]
    assert stamps[1] >= stamps[0]
    assert name_of(TEA) in identifiers(verb(client, "ListIdentifiers", metadataPrefix="oai_dc"))


def test_all_articles_of_a_withdrawn_issue_are_deleted_records(client, issue):
    editing.set_state(issue.pk, None, "withdrawn", "整期有误")
    root = verb(client, "ListIdentifiers", metadataPrefix="oai_dc")
    heads = list(root.iter(f"{{{NAMES['oai']}}}header"))
    assert len(heads) == 4
    assert {head.get("status") for head in heads} == {"deleted"}


def test_records_are_selected_by_set_and_span(client, issue):
    assert len(identifiers(verb(client, "ListIdentifiers", metadataPrefix="oai_dc", set="qingxi"))) == 4
    stamp = Article.objects.get(uid=POEM).updated.strftime("%Y-%m-%d")
    span = {"from": "2019-01-01", "until": "2999-01-01"}
    found = verb(client, "ListIdentifiers", metadataPrefix="oai_dc", **span)
    assert len(identifiers(found)) == 4
    assert stamp >= "2019"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Nothing"}, "badVerb"),
        ({"verb": ["Identify", "ListSets"]}, "badVerb"),
        ({"verb": "Identify", "x": "1"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2020-13-01"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "soon"}, "badArgument"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2021-01-01", "until": "2020-01-01"},
            "badArgument",
        ),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2020-01-01", "until": "2021-01-01T00:00:00Z"},
            "badArgument",
        ),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "1999-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "none"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "x", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:x:y"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "identifier": "x"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai dc"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "青溪"}, "badArgument"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "\x01<"}, "idDoesNotExist"),
        ({"verb": "Identify", "\x01": "1"}, "badArgument"),
    ],
)
def test_the_protocol_names_each_mistake(client, issue, asked, code):
    assert error(client, **asked) == code


def test_an_archive_without_papers_has_no_sets(client, db):
    assert error(client, verb="ListSets") == "noSetHierarchy"


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("archive.example.org", "archive.example.org"),
        ("localhost", "host-localhost.localdomain"),
        ("127.0.0.1", "host-127-0-0-1.localdomain"),
    ],
)
def test_the_name_of_the_repository_is_one_that_the_protocol_takes(client, issue, settings, host, name):
    settings.SITE_HOST = host
    found = verb(client, "Identify")
    assert found.find(".//{*}repositoryIdentifier").text == name
    assert found.find(".//oai:adminEmail", NAMES).text == f"archive@{name}"
    assert identifiers(verb(client, "ListIdentifiers", metadataPrefix="oai_dc"))[0] == f"oai:{name}:{BRIDGE}"


def test_harvesters_may_ask_by_post(client, issue):
    answer = client.post("/oai", {"verb": "Identify"})
    assert b"<Identify>" in answer.content


def test_a_record_that_changes_while_it_is_harvested_comes_once_and_again_with_the_next_visit(
    client, issue, monkeypatch
):
    monkeypatch.setattr(oai, "BATCH", 3)
    root = verb(client, "ListIdentifiers", metadataPrefix="oai_dc")
    seen, token = identifiers(root), root.find(".//oai:resumptionToken", NAMES).text
    later = timezone.now() + datetime.timedelta(days=2)
    Article.objects.filter(uid=BRIDGE).update(updated=later)  # it was in the first batch
    seen += identifiers(verb(client, "ListIdentifiers", resumptionToken=token))
    assert len(seen) == len(set(seen)) == 4
    day = (later - datetime.timedelta(days=1)).date().isoformat()
    found = verb(client, "ListIdentifiers", **{"metadataPrefix": "oai_dc", "from": day})
    assert identifiers(found) == [name_of(BRIDGE)]
