"""Who may do what: every address as nobody, viewer, editor, reviewer and manager, compared with tests/rights.txt."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from archive.admin_views import actions, doing
from archive.models import Article, Issue, Revision
from tests.keeping.places import fill

ROLES = ("nobody", "Viewer", "Editor", "Reviewer", "Manager")
ROWS = [
    line.split()
    for line in (Path(__file__).parent / "rights.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
TABLE = {name: tuple(codes) for name, *codes in ROWS}
NEEDS_MORE = {"admin:view_on_site", "admin:app_list", "admin:-"}  # Django's own, with tests of their own below


@pytest.fixture
def desk(db, settings, tmp_path) -> dict[str, Client]:
    """A client a role, and an archive to work on."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ARCHIVE_DATA_DIR = tmp_path
    fill()
    User.objects.create_superuser("chief", password="zongbianji-1")
    clients = {role: Client() for role in ROLES}
    for role in ROLES[1:]:
        user = User.objects.create_user(role, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        clients[role].force_login(user)
    return clients


def patterns(resolver, space: str = "") -> Iterator[tuple[str, str]]:
    """Full name and route of every address."""
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from patterns(entry, space + (f"{entry.namespace}:" if entry.namespace else ""))
        else:
            yield f"{space}{entry.name or '-'}", str(entry.pattern)


ADMIN = dict(p for p in patterns(get_resolver()) if p[0].startswith("admin:") and p[0] not in NEEDS_MORE)


def address(name: str, route: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        pass
    issue = Issue.objects.get(date__isnull=False)
    if "issue_id" in route:
        return reverse(name, args=[issue.pk, *([1] if "number" in route else [])])
    if "key" in route:
        return reverse(name, args=["none"])
    app, model = name.removeprefix("admin:").split("_")[:2]
    row = apps.get_model(app, model).objects.order_by("pk").first()
    return reverse(name, args=[row.pk])


def code(answer) -> str:
    if answer.status_code == 302 and "/login/" in answer["Location"]:
        return "login"
    words = {403: "no", 405: "post", 200: "yes", 302: "yes", 400: "yes", 404: "yes"}
    return words.get(answer.status_code, "failed")


def test_every_address_of_the_admin_stands_in_the_table():
    assert sorted(ADMIN.keys() - TABLE.keys()) == [], "write a row for it into tests/rights.txt"
    assert sorted(TABLE.keys() - ADMIN.keys()) == [], "gone: take the row out of tests/rights.txt"


@pytest.mark.django_db
def test_every_address_of_the_admin_answers_as_the_table_says(desk):
    found = {
        name: tuple(code(desk[role].get(address(name, route))) for role in ROLES)
        for name, route in ADMIN.items()
        if name in TABLE and name != "admin:logout"
    }
    assert {n: c for n, c in found.items() if c != TABLE[n]} == {}


@pytest.mark.django_db
def test_the_contents_of_a_part_of_the_admin_are_for_those_who_may_see_something_in_it(desk):
    def statuses(part: str) -> dict[str, int]:
        return {role: desk[role].get(reverse("admin:app_list", args=[part])).status_code for role in ROLES[1:]}

    assert set(statuses("archive").values()) == {200}
    assert statuses("auth") == {role: 200 if role == "Manager" else 404 for role in ROLES[1:]}
    assert code(desk[ROLES[0]].get(reverse("admin:app_list", args=["archive"]))) == "login"


@pytest.mark.django_db
def test_the_way_from_the_admin_to_the_site_leads_staff_to_public_addresses_and_nobody_else_anywhere(desk):
    issue, user = Issue.objects.get(date__isnull=False), User.objects.get(username="chief")
    ways = {
        row: reverse("admin:view_on_site", args=[ContentType.objects.get_for_model(row).pk, row.pk])
        for row in (issue, user)
    }
    for role in ROLES[1:]:
        answer = desk[role].get(ways[issue])
        assert answer.status_code == 302 and answer["Location"].endswith(issue.get_absolute_url()), role
        assert desk[role].get(ways[user]).status_code == 404, "a user has no page"
    assert [code(desk[ROLES[0]].get(way)) for way in ways.values()] == ["login", "login"]


@pytest.mark.django_db
def test_any_other_address_of_the_admin_tells_nobody_whether_it_is_there(desk):
    assert code(desk[ROLES[0]].get("/admin/archive/nothing/")) == "login"
    assert {desk[role].get("/admin/archive/nothing/").status_code for role in ROLES[1:]} == {404}


VALUES = {
    "paper": "yunlingbao",
    "year": "1987",
    "month": "04",
    "day": "04",
    "page": "1",
    "uid": "aaaaaaaaaa",
    "ending": "txt",
    "form": "csv",
}


def public_addresses() -> list[str]:
    undated = Issue.objects.get(date__isnull=True).uid
    found = []
    for name, route in patterns(get_resolver()):
        if name.startswith("admin:") or name in FOR_THE_DESK:
            continue
        values = {key: VALUES.get(key, undated) for key in re.findall(r"<(?:\w+:)?(\w+)>", route)}
        if "uid" in values and ("issue_uid" in values or name == "issue_permalink"):
            values["uid"] = undated if name == "issue_permalink" else "dddddddddd"
        found.append(reverse(name, kwargs=values))
    return found


def test_what_is_public_answers_everybody_alike_and_sets_no_cookie(desk):
    pages = public_addresses()
    assert len(pages) > 25
    for page in pages:
        answers = {role: desk[role].get(page) for role in ROLES}
        codes = {role: answer.status_code for role, answer in answers.items()}
        assert len(set(codes.values())) == 1 and codes["nobody"] not in {401, 403, 500}, f"{page}: {codes}"
        assert not answers["nobody"].cookies, page


FOR_THE_DESK = {"search:many"}  # lists of queries cost work: whoever is logged in may ask them


def test_what_is_for_the_desk_alone_sends_others_to_the_login(desk):
    for name in FOR_THE_DESK:
        assert [code(desk[role].get(reverse(name))) for role in ROLES] == ["login", "yes", "yes", "yes", "yes"]


NEEDED = {"verify": "Reviewer", "unverify": "Reviewer", "finish": "Reviewer", "reopen": "Reviewer"}


@pytest.mark.parametrize("operation", sorted({*actions.BUILDERS, *doing.SPECIAL}))
def test_an_operation_of_the_editor_needs_its_right(desk, operation):
    """An empty form is refused as nonsense (400) or as stale (409) only after the right was asked for."""
    issue = Issue.objects.get(date__isnull=False)
    url = reverse("admin:archive_issue_layout", args=[issue.pk])
    least = ROLES.index(NEEDED.get(operation, "Editor"))
    before = Revision.objects.count()
    for role in ROLES[1:least]:
        assert desk[role].post(url, {"op": operation, "base": issue.revision}).status_code == 403, role
    assert Revision.objects.count() == before
    assert code(desk["nobody"].post(url, {"op": operation})) == "login"
    assert desk[ROLES[least]].post(url, {"op": operation, "base": issue.revision}).status_code in {200, 303, 400, 409}


@pytest.mark.parametrize(
    ("name", "args", "least"),
    [
        ("archive_issue_undo_batch", ["none"], "Reviewer"),
        ("archive_issue_take_upload", ["none"], "Manager"),
        ("archive_issue_upload", [], "Manager"),
        ("archive_issue_next", [], "Editor"),
    ],
)
def test_what_is_done_by_post_needs_its_right(desk, name, args, least):
    answers = [code(desk[role].post(reverse(f"admin:{name}", args=args))) for role in ROLES]
    refused = ROLES.index(least) - 1
    assert answers == ["login", *["no"] * refused, *["yes"] * (4 - refused)]


def test_withdrawing_needs_a_manager(desk):
    issue = Issue.objects.get(date__isnull=False)
    url = reverse("admin:archive_issue_state", args=[issue.pk])
    for role in ROLES[1:4]:
        assert desk[role].post(url, {"uid": "aaaaaaaaaa", "state": "withdrawn", "reason": "x"}).status_code == 403
    assert Article.objects.get(uid="aaaaaaaaaa").state == "public"


def test_no_way_leads_from_a_manager_to_all_rights(desk):
    manager = User.objects.get(username="Manager")
    form = {"username": "Manager", "is_active": "on", "is_staff": "on", "is_superuser": "on", "user_permissions": ["1"]}
    form |= {"groups": [Group.objects.get(name="Manager").pk], "date_joined_0": "2026-01-01", "date_joined_1": "00:00"}
    desk["Manager"].post(reverse("admin:auth_user_change", args=[manager.pk]), form)
    manager.refresh_from_db()
    assert not manager.is_superuser and not manager.user_permissions.exists()
    chief = User.objects.get(username="chief")
    new = {"password1": "qiangzou-2026", "password2": "qiangzou-2026", "usable_password": "true"}
    assert desk["Manager"].post(reverse("admin:auth_user_password_change", args=[chief.pk]), new).status_code == 403
    group = Group.objects.get(name="Viewer")
    answer = desk["Manager"].post(reverse("admin:auth_group_change", args=[group.pk]), {"name": "x", "permissions": []})
    assert answer.status_code == 403
