from __future__ import annotations

from django.template import Context, Template


def render(template: str, **context) -> str:
    return Template("{% load search %}" + template).render(Context(context))


def test_words_carried_along_are_marked_and_numbered_through_the_page():
    html = render("{% for t in texts %}{% marked t q %}|{% endfor %}", texts=["茶市<b>", "逛茶市茶市"], q="茶市 -广告")
    assert html == '<mark id="hit-1">茶市</mark>&lt;b&gt;|逛<mark id="hit-2">茶市茶市</mark>|'


def test_without_words_or_with_a_bad_query_text_is_only_escaped():
    assert render("{% marked t '' %}{% marked t '(' %}", t="茶<") == "茶&lt;茶&lt;"


def test_the_hits_of_a_page_are_counted_and_linked():
    html = render("{% hits q title texts %}", q="茶市", title="茶市开张", texts=["逛茶市。", "没有"])
    assert "2 处" in html and 'href="#hit-2"' in html and 'href="#hit-3"' not in html
    assert render("{% hits q title %}", q="没有", title="茶市").strip() == ""
    assert render("{% hits q title %}", q="", title="茶市").strip() == ""


def test_a_search_box_can_search_within_an_issue_or_a_paper():
    html = render("{% search_box issue='k3m9x2pq7w' %}{% search_box paper='qingxi' id='b' %}{% search_box id='c' %}")
    assert html.count('type="hidden"') == 2
    assert 'name="issue" value="k3m9x2pq7w"' in html and 'name="paper" value="qingxi"' in html


def test_the_pages_of_an_issue_and_of_a_paper_offer_to_search_within_them(client, town):
    issue = town["fair"].issue
    for url, kept in ((issue.get_absolute_url(), f'name="issue" value="{issue.uid}"'),
                      (issue.paper.get_absolute_url(), f'name="paper" value="{issue.paper.slug}"')):  # fmt: skip
        assert kept in client.get(url).content.decode()
    assert uids_within(client, issue.uid) == {town["fair"].uid, town["bridge"].uid}


def uids_within(client, issue: str) -> set[str]:
    return {row["uid"] for row in client.get("/search.json", {"issue": issue}).json()["results"]}
