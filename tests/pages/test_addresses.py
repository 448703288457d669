"""Addresses: one present readable one for each thing, and what all its former ones answer."""

import pytest
from django.urls import reverse
from django.utils import translation

from archive import editing
from archive.models import Article, Issue, Newspaper
from tests.pages.shelf import BRIDGE, POEM, TEA, TEA_ON, make_issue

HERE = "/qingxi/2019/03/06/"


def leads_to(client, path: str, status: int = 301) -> str:
    answer = client.get(path)
    assert answer.status_code == status, f"{path} answers {answer.status_code}"
    return answer["Location"]


def test_issue_page_and_article_stand_below_each_other(client, issue):
    for path in ("", "1/", "1/text/", f"1/{BRIDGE}/", f"1/{BRIDGE}/source/", "2/"):
        assert client.get(HERE + path).status_code == 200, path


def test_permanent_addresses_lead_to_the_readable_ones(client, issue):
    assert leads_to(client, f"/a/{BRIDGE}/", 302) == f"{HERE}1/{BRIDGE}/"
    assert leads_to(client, f"/i/{issue.uid}/", 302) == HERE
    assert leads_to(client, f"/en/a/{BRIDGE}/", 302) == f"/en{HERE}1/{BRIDGE}/"


def test_a_second_edition_of_a_day_has_its_number_in_the_address(client, issue):
    make_issue("2019-03-06", "ee", edition=2)
    assert client.get("/qingxi/2019/03/06-2/").status_code == 200
    assert "eeaaaaaaaa" in client.get("/qingxi/2019/03/06-2/").content.decode()


def test_an_undated_issue_stands_on_the_shelf(client, db):
    issue = make_issue(None)
    base = f"/qingxi/undated/{issue.uid}/"
    assert issue.get_absolute_url() == base
    for path in ("", "1/", "1/text/", f"1/{BRIDGE}/", f"1/{BRIDGE}/source/"):
        assert client.get(base + path).status_code == 200, path
    assert base in client.get("/undated/").content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("facts", [{"date": "2019-03-06"}, {"date": "2019-03-06", "edition": 2}, {"date": None}])
def test_addresses_are_those_of_the_table_of_addresses(db, language, facts):
    issue = make_issue(**facts)
    article = Article.objects.with_place().get(uid=BRIDGE)
    kind = "" if issue.date else "undated_"
    with translation.override(language):
        assert issue.get_absolute_url() == reverse(f"{kind}issue", kwargs=issue.address)
        assert issue.page_url("甲1") == reverse(f"{kind}page", kwargs={**issue.address, "page": "甲1"})
        keys = {**issue.address, "page": "1", "uid": BRIDGE}
        assert article.get_absolute_url() == reverse(f"{kind}article", kwargs=keys)
        assert issue.permanent_url == reverse("issue_permalink", args=[issue.uid])
        assert article.permanent_url == reverse("article_permalink", args=[BRIDGE])


def test_a_corrected_date_moves_issue_pages_and_articles_for_good(client, issue):
    editing.set_facts(issue.pk, {"date": "2019-03-07"})
    assert leads_to(client, HERE) == "/qingxi/2019/03/07/"
    assert leads_to(client, f"{HERE}2/") == "/qingxi/2019/03/07/2/"
    assert leads_to(client, f"{HERE}2/text/") == "/qingxi/2019/03/07/2/text/"
    assert leads_to(client, f"{HERE}1/{BRIDGE}/") == f"/qingxi/2019/03/07/1/{BRIDGE}/"
    assert leads_to(client, f"{HERE}1/{BRIDGE}/source/") == f"/qingxi/2019/03/07/1/{BRIDGE}/source/"
    assert leads_to(client, f"/en{HERE}") == "/en/qingxi/2019/03/07/"


def test_an_undated_issue_that_gets_its_date_leaves_a_redirect(client, db):
    issue = make_issue(None)
    editing.set_facts(issue.pk, {"date": "2019-03-07"})
    old = f"/qingxi/undated/{issue.uid}/"
    assert leads_to(client, old) == "/qingxi/2019/03/07/"
    assert leads_to(client, f"{old}2/") == "/qingxi/2019/03/07/2/"
    assert leads_to(client, f"{old}2/{POEM}/") == f"/qingxi/2019/03/07/2/{POEM}/"


def test_an_issue_of_another_paper_moves_with_everything(client, issue):
    other = Newspaper.objects.create(slug="baiyun", name="白云报")
    editing.set_facts(issue.pk, {"paper": other.pk})
    assert leads_to(client, HERE) == "/baiyun/2019/03/06/"
    assert leads_to(client, f"{HERE}1/{BRIDGE}/") == f"/baiyun/2019/03/06/1/{BRIDGE}/"


def test_a_wrong_page_in_the_address_of_an_article_is_put_right(client, issue):
    assert leads_to(client, f"{HERE}2/{BRIDGE}/?q=1") == f"{HERE}1/{BRIDGE}/?q=1"


def test_a_merged_article_leads_to_the_one_that_holds_its_text(client, issue):
    editing.apply(issue.pk, issue.revision, "merge", {"a": TEA, "b": TEA_ON})
    assert leads_to(client, f"{HERE}2/{TEA_ON}/") == f"{HERE}1/{TEA}/"
    assert leads_to(client, f"/a/{TEA_ON}/") == f"{HERE}1/{TEA}/"


def test_a_retired_article_without_an_heir_is_gone_with_a_link_to_its_issue(client, issue):
    Article.objects.filter(uid=POEM).update(state="retired", page=None)
    answer = client.get(f"/a/{POEM}/")
    assert answer.status_code == 410
    assert HERE in answer.content.decode()
    assert client.get(f"{HERE}2/{POEM}/").status_code == 410


def test_a_retired_issue_leads_to_the_one_it_was_merged_into(client, issue):
    other = make_issue("2019-03-07", "ff")
    Issue.objects.filter(pk=other.pk).update(state="retired", merged_into=issue)
    assert leads_to(client, f"/i/{other.uid}/", 302) == HERE


def test_the_later_day_of_a_combined_issue_leads_to_it_for_now(client, db):
    make_issue("2019-03-09", date_end="2019-03-10")
    assert leads_to(client, "/qingxi/2019/03/10/", 302) == "/qingxi/2019/03/09/"


@pytest.mark.parametrize(
    "path",
    [
        "/qingxi/2019/02/30/",
        "/qingxi/2019/13/01/",
        "/qingxi/2019/03/08/",
        "/qingxi/2019/03/06-2/",
        "/qingxi/2019/03/06/9/",
        "/nothere/2019/03/06/",
        "/a/zzzzzzzzzz/",
        "/i/zzzzzzzzzz/",
        "/qingxi/undated/zzzzzzzzzz/",
    ],
)
def test_what_never_was_is_not_found(client, issue, path):
    assert client.get(path).status_code == 404


def test_the_language_stands_in_the_address_alone(client, issue):
    chinese = client.get(HERE, headers={"accept-language": "en"}, cookies={"django_language": "en"})
    assert 'lang="zh-Hans"' in chinese.content.decode()[:80]
    english = client.get(f"/en{HERE}", headers={"accept-language": "zh"})
    assert 'lang="en"' in english.content.decode()[:80]
    assert "Vary" not in chinese or "Accept-Language" not in chinese["Vary"]


def test_public_pages_set_no_cookie(client, issue):
    for path in ("/", "/about/", HERE, f"{HERE}1/", f"{HERE}1/{BRIDGE}/", "/qingxi/", "/qingxi/2019/"):
        assert not client.get(path).cookies, path


def test_no_page_links_to_the_host_that_an_address_names(client, db):
    answer = client.get("/en//elsewhere.example/none/")
    assert answer.status_code == 404 and '"//elsewhere.example' not in answer.content.decode()
