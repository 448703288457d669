"""Strong ETags: an unchanged page is not sent again."""

import pytest
from django.core.cache import cache

from archive import editing
from archive.models import Newspaper
from tests.pages.shelf import BRIDGE, TEA

HERE = "/qingxi/2019/03/06/"
PATHS = ("/", "/qingxi/", "/qingxi/2019/", "/qingxi/2019/03/", HERE, f"{HERE}1/", f"{HERE}1/{BRIDGE}/", f"{HERE}1.json")


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def tag(client, path: str, **headers) -> str:
    return client.get(path, headers=headers)["ETag"]


@pytest.mark.parametrize("path", PATHS)
def test_an_unchanged_page_answers_304_with_few_queries(client, issue, path, django_assert_max_num_queries):
    found = tag(client, path)
    assert found.startswith('"')
    with django_assert_max_num_queries(2):
        answer = client.get(path, headers={"if-none-match": found})
    assert (answer.status_code, answer["ETag"], answer.content) == (304, found, b"")


def test_the_compressed_page_has_a_strong_tag_of_its_own(client, issue):
    packed = tag(client, HERE, accept_encoding="gzip")
    assert packed.startswith('"')
    assert packed != tag(client, HERE)
    assert client.get(HERE, headers={"if-none-match": packed}).status_code == 304


def test_an_edit_changes_the_tag(client, issue):
    before = tag(client, HERE)
    editing.set_state(issue.pk, TEA, "withdrawn", "当事人要求")
    answer = client.get(HERE, headers={"if-none-match": before})
    assert answer.status_code == 200
    assert "春茶" not in answer.content.decode()


def test_a_changed_rights_line_changes_the_tag(client, issue):
    before = tag(client, HERE)
    Newspaper.objects.update(rights="新的说明")
    cache.clear()  # what time does in use
    assert client.get(HERE, headers={"if-none-match": before}).status_code == 200


def test_languages_and_queries_have_tags_of_their_own(client, issue):
    paths = (HERE, f"/en{HERE}", f"{HERE}?q=1", f"{HERE}2/")
    assert len({tag(client, path) for path in paths}) == 4


def test_what_is_withdrawn_is_not_kept_anywhere(client, issue):
    path = f"{HERE}1/{TEA}/"
    before = tag(client, path)
    editing.set_state(issue.pk, TEA, "withdrawn", "当事人要求")
    answer = client.get(path, headers={"if-none-match": before})
    assert answer.status_code == 410
    assert "public" not in answer.get("Cache-Control", "")


def test_a_calendar_is_drawn_once_for_all_who_ask(client, issue, django_assert_max_num_queries):
    first = client.get("/qingxi/2019/").content
    with django_assert_max_num_queries(1):
        assert client.get("/qingxi/2019/").content == first
    editing.set_facts(issue.pk, {"date": "2019-03-07"})
    assert client.get("/qingxi/2019/").content != first


def test_a_paper_that_is_not_there_is_not_kept(client, issue):
    assert client.get("/nothing/2019/").status_code == 404
    assert client.get("/nothing/2019/").status_code == 404


def test_addresses_that_anyone_can_invent_are_not_kept(client, issue, django_assert_max_num_queries):
    client.get("/qingxi/2019/")
    for number in range(3):
        assert client.get(f"/qingxi/2019/?x={number}").status_code == 200
    assert sum(key.partition(":1:")[2].startswith("page:") for key in cache._cache) == 1
