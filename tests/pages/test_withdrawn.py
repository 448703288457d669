"""A withdrawn article, or issue, is nowhere: every address of the site is asked."""

import io
import re
import zipfile

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from archive import editing
from archive.models import Article, Change, Issue
from archive.oai import repository
from search.worker import drain_or_build
from tests.pages.shelf import BRIDGE, POEM, TEA, make_issue

pytestmark = pytest.mark.usefixtures("index")
MARK = "暗号甲子"
ASKED = "采茶"  # stands beside the marker: a page of results repeats what was asked, so the marker itself is not
FORBIDDEN = "春茶开采"  # its headline
NOT_WALKED = {"admin"}  # behind a login


def patterns(resolver: URLResolver, path: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for entry in resolver.url_patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if str(entry.pattern).strip("/") not in NOT_WALKED:
                found += patterns(entry, here)
        else:
            found.append((here, entry))
    return found


def values(issue: Issue, uid: str) -> dict[str, list[str]]:
    """What each kind of converter is filled with."""
    return {
        "uid": [uid, BRIDGE],
        "issue_uid": [issue.uid],
        "paper": ["qingxi"],
        "year": ["2019"],
        "month": ["03"],
        "day": ["06"],
        "page": ["1", "2"],
        "rest": [f"articles/{uid}/"],
    }


def fillings(route: str, known: dict[str, list[str]]) -> list[str]:
    """Every path that a route gives with the known values; fails for a converter that the test does not know."""
    found = [re.sub(r"\\Z|\\.|\^|\$", lambda m: "." if m[0] == r"\." else "", route)]
    for part in re.findall(r"<(?:\w+:)?(\w+)>", route):
        assert part in known, f"tell this test how to fill <{part}> of {route}"
        pattern = re.compile(rf"<(?:\w+:)?{part}>")
        found = [pattern.sub(value, path, count=1) for path in found for value in known[part]]
    return [path if path.startswith("/") else f"/{path}" for path in found]


def paths(issue: Issue, uid: str) -> list[str]:
    """Every address that can be made for the issue; an article's uid also where an issue's is expected."""
    known = values(issue, uid)
    found = []
    for route, entry in patterns(get_resolver()):
        ours = known | ({"uid": [issue.uid]} if entry.name in {"issue_permalink", "api_issue"} else {})
        ours |= EXTRA
        found += fillings(route, ours)
    asked = [f"{path}?q={ASKED}" for path in found if "search" in path]
    asked += [f"/oai?verb={verb}&metadataPrefix=oai_dc" for verb in ("ListRecords", "ListIdentifiers")]
    asked += [f"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:{repository()}:{uid}"]
    asked += ["/date/?d=2019-03-06", "/today/03-06/"]
    bare = [path for path in found if not path.startswith("/en/") and "." not in path]
    return found + asked + [f"/en{path}" for path in bare]


EXTRA = {
    "form": ["csv", "ris", "bibtex", "json"],
    "section": ["papers", "issues", "pages", "articles"],
    "ending": ["txt", "md", "json", "epub", "ris", "bib", "svg"],
}


@pytest.fixture
def index(settings, tmp_path):
    """An index of its own, brought up to date by `shown`."""
    settings.ARCHIVE_INDEX_DIR = tmp_path / "index"


def shown(client, path: str) -> tuple[int, str]:
    if Change.objects.exists():
        drain_or_build()
    answer = client.get(path, follow=True)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.get("Content-Type") == "application/epub+zip":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    return answer.status_code, body.decode("utf-8", "replace")


def test_the_walk_finds_the_article_while_it_is_public(client, issue):
    seen = [path for path in paths(issue, TEA) if MARK in shown(client, path)[1]]
    assert any(path.endswith("/text/") for path in seen)
    assert any(path.endswith(f"{TEA}/") for path in seen)
    assert any(path.endswith("/source/") for path in seen)
    assert any(path.startswith("/search/?") for path in seen)
    assert any(path.startswith("/search/feed.atom?") for path in seen)


@pytest.mark.parametrize("dated", [True, False])
def test_a_withdrawn_article_is_found_nowhere(client, db, dated):
    issue = make_issue("2019-03-06" if dated else None)
    editing.set_state(issue.pk, TEA, "withdrawn", "当事人要求")
    for path in paths(issue, TEA):
        _, text = shown(client, path)
        for word in (MARK, FORBIDDEN, "当事人要求"):
            assert word not in text, path


@pytest.mark.parametrize("dated", [True, False])
def test_nothing_of_a_withdrawn_issue_is_found(client, db, dated):
    issue = make_issue("2019-03-06" if dated else None)
    editing.set_state(issue.pk, None, "withdrawn", "整期有误")
    for path in paths(issue, TEA):
        _, text = shown(client, path)
        for word in (MARK, FORBIDDEN, "清溪镇新桥通车", "整期有误"):
            assert word not in text, path


def test_withdrawn_things_answer_410_with_a_notice_and_no_text(client, issue):
    editing.set_state(issue.pk, TEA, "withdrawn", "当事人要求")
    for path in (f"/a/{TEA}/", f"/qingxi/2019/03/06/1/{TEA}/", f"/qingxi/2019/03/06/1/{TEA}/source/"):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "已撤下" in answer.content.decode()
    editing.set_state(issue.pk, None, "withdrawn", "整期有误")
    for path in (f"/i/{issue.uid}/", "/qingxi/2019/03/06/", "/qingxi/2019/03/06/1/", f"/a/{BRIDGE}/"):
        assert client.get(path).status_code == 410, path


def test_a_repeat_of_a_withdrawn_article_is_hidden_with_it(client, issue):
    page = "/qingxi/2019/03/06/1/text/"
    assert client.get(page).content.decode().count("绕行十里。") == 2
    editing.set_state(issue.pk, BRIDGE, "withdrawn", "当事人要求")
    assert "绕行十里。" not in client.get(page).content.decode()


def test_what_was_withdrawn_comes_back_where_it_was(client, issue):
    editing.set_state(issue.pk, TEA, "withdrawn", "当事人要求")
    editing.set_state(issue.pk, TEA, "public")
    assert MARK in client.get(f"/qingxi/2019/03/06/1/{TEA}/").content.decode()


def test_neighbours_pass_over_a_withdrawn_article(client, issue):
    editing.set_state(issue.pk, TEA, "withdrawn", "当事人要求")
    html = client.get(f"/qingxi/2019/03/06/1/{BRIDGE}/").content.decode()
    assert f"/a/{TEA}/" not in html
    assert TEA not in html
    assert Article.objects.public().filter(uid=POEM).exists()


def test_lines_taken_from_an_article_before_it_was_withdrawn_stand_loose_nowhere(client, issue, django_user_model):
    page = "/qingxi/2019/03/06/1/text/"
    user = django_user_model.objects.create_user("lin")
    for line, op, args in (
        (12, "exclude", {"reason": "other"}),
        (11, "furniture", {"role": "slogan"}),
        (13, "move", {"to": "tray"}),
    ):
        editing.apply(issue.pk, revision_of(issue), op, {"pieces": [[f"1:{line}", 0]], **args}, user)
    assert MARK in client.get(page).content.decode()
    editing.set_state(issue.pk, BRIDGE, "withdrawn", "当事人要求")
    text = client.get(page).content.decode()
    for word in (MARK, FORBIDDEN, "下转第二版"):
        assert word not in text


def revision_of(issue: Issue) -> int:
    return Issue.objects.get(pk=issue.pk).revision
