"""The JSON API says what its description promises."""

import pytest
from django.test import Client

from archive import editing
from archive.openapi import description, schemas
from tests.pages.shelf import BRIDGE, TEA, TEA_ON, make_issue

TYPES = {"string": str, "integer": int, "array": list, "object": dict, "null": type(None)}


def check(value, schema, where="$"):
    """Fails where the value is not as the schema says (the parts of JSON Schema that the description uses)."""
    if "$ref" in schema:
        schema = schemas()[schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        assert value in schema["enum"], where
        return
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert isinstance(value, tuple(TYPES[kind] for kind in kinds)), f"{where}: {value!r} is no {kinds}"
    if isinstance(value, dict):
        assert set(value) == set(schema["required"]), where
        for name, inner in schema["properties"].items():
            check(value[name], inner, f"{where}.{name}")
    if isinstance(value, list):
        for n, inner in enumerate(value):
            check(inner, schema["items"], f"{where}[{n}]")


def get(client, path: str, status: int = 200, **asked):
    answer = client.get(path, asked)
    assert answer.status_code == status, answer.content
    operation = description()["paths"][known(path)]["get"]
    check(answer.json(), operation["responses"][str(status)]["content"]["application/json"]["schema"])
    return answer.json()


def known(path: str) -> str:
    parts = path.strip("/").split("/")
    return "/" + "/".join(parts if len(parts) == 2 else [*parts[:2], "{uid}"])


def test_papers_issues_and_articles_are_as_described(client, issue):
    make_issue(None, "gg", date_from="2018-01-01")
    assert get(client, "/api/papers")["papers"][0]["slug"] == "qingxi"
    assert get(client, "/api/issues")["total"] == 2
    found = get(client, f"/api/issues/{issue.uid}")
    assert [article["uid"] for article in found["pages"][0]["articles"]] == [BRIDGE, TEA]
    assert get(client, f"/api/articles/{BRIDGE}")["paragraphs"][1]["text"] == "往后怎么走"


def test_issues_are_selected_by_paper_and_span_and_come_in_pages(client, issue):
    make_issue("2019-03-07", "ee")
    assert get(client, "/api/issues", **{"from": "2019-03-07"})["total"] == 1
    assert get(client, "/api/issues", to="2019-03-06")["issues"][0]["uid"] == issue.uid
    assert get(client, "/api/issues", paper="none")["total"] == 0
    assert [len(get(client, "/api/issues", page=n, page_size=1)["issues"]) for n in (1, 2, 3)] == [1, 1, 0]


@pytest.mark.parametrize(
    "asked", [{"from": "soon"}, {"to": "2019-02-30"}, {"page": "0"}, {"page_size": "101"}, {"page": "x"}]
)
def test_a_mistake_is_told_in_a_sentence(client, issue, asked):
    assert get(client, "/api/issues", 400, **asked)["error"]


def test_what_never_was_and_what_is_gone_say_so(client, issue):
    get(client, "/api/articles/zzzzzzzzzz", 404)
    get(client, "/api/issues/zzzzzzzzzz", 404)
    editing.set_state(issue.pk, TEA, "withdrawn", "当事人要求")
    get(client, f"/api/articles/{TEA}", 410)
    assert TEA not in str(get(client, f"/api/issues/{issue.uid}"))
    editing.set_state(issue.pk, None, "withdrawn", "整期有误")
    get(client, f"/api/issues/{issue.uid}", 410)


def test_a_merged_article_gives_the_one_that_holds_its_text(client, issue):
    editing.apply(issue.pk, issue.revision, "merge", {"a": TEA, "b": TEA_ON})
    assert get(client, f"/api/articles/{TEA_ON}")["uid"] == TEA


def test_the_api_only_reads(client, issue):
    assert client.post("/api/issues").status_code == 405
    assert client.get("/api/openapi.json").json()["openapi"] == "3.1.0"


@pytest.mark.parametrize("asked", [{"page": ["2", "1"]}, {"paper": ["qingxi", "qingxi"]}, {"from": ["2019-03-07"] * 2}])
def test_a_parameter_that_is_there_twice_is_a_mistake(client, issue, asked):
    assert next(iter(asked)) in get(client, "/api/issues", 400, **asked)["error"]


@pytest.mark.parametrize(
    "path", ["/api/articles/no-uid", "/api/issues/甲", "/api/nothing", "/api/x%0A", "/api/a/%0Ab", "/api/"]
)
def test_what_is_no_address_of_the_api_is_refused_as_json(client, issue, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert set(answer.json()) == {"error"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "QUERY"])
def test_the_api_tells_any_other_method_that_it_only_reads(issue, method):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.generic(method, "/api/papers")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert set(answer.json()) == {"error"}
