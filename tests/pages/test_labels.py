"""Pages whose label is a word: 增, 号外."""

from archive import editing
from archive.models import Article, FormerAddress


def test_a_page_and_its_articles_open_where_the_label_is_chinese(client, issue):
    found = Article.objects.public().filter(issue=issue).first()
    editing.apply(issue.pk, issue.revision, "set_article", {"article": found.uid, "page": "增刊"})
    moved = Article.objects.with_place().get(uid=found.uid)
    assert client.get(moved.get_absolute_url()).status_code == 200
    assert client.get(f"{moved.get_absolute_url()}source/").status_code == 200
    assert client.get(moved.page.get_absolute_url()).status_code == 200


def test_an_old_address_with_a_chinese_label_leads_on(client, issue):
    found = Article.objects.public().filter(issue=issue).first()
    editing.apply(issue.pk, issue.revision, "set_article", {"article": found.uid, "page": "增刊"})
    issue.refresh_from_db()
    old = issue.page_url("增刊")
    editing.set_facts(issue.pk, {"date": "2019-03-20"})
    issue.refresh_from_db()
    assert FormerAddress.objects.filter(path=old).exists()
    answer = client.get(old)
    assert answer.status_code == 301 and answer["Location"] == issue.page_url("增刊")
