"""What editors corrected, shown character by character."""

from archive import editing
from archive.models import Issue
from archive.reading.corrected import corrected
from tests.pages.shelf import BRIDGE, FRONT

PATH = f"/qingxi/2019/03/06/1/{BRIDGE}/"


def told(original: list[str], shown: list[str]) -> list[str]:
    marks = {"same": "{}", "old": "[-{}]", "new": "[+{}]"}
    return ["".join(marks[part.what].format(part.text) for part in passage) for passage in corrected(original, shown)]


def test_each_passage_stands_against_what_it_became():
    shown = ["春茶开采", "南坪的茶采了。", "桥头的灯亮了。"]
    assert told(["南平的茶采了。", "桥头的打亮了。"], shown) == ["南[-平][+坪]的茶采了。", "桥头的[-打][+灯]亮了。"]


def test_letters_that_came_or_went_alone_are_marked_alone():
    assert told(["绕行行十里。"], ["绕行十里。"]) == ["绕行[-行]十里。"]
    assert told(["绕十里。"], ["绕行十里。"]) == ["绕[+行]十里。"]


def test_a_passage_that_was_taken_out_is_struck_as_a_whole():
    assert told(["乱码乱码"], ["桥头的灯亮了。"]) == ["[-乱码乱码]"]


def test_the_article_shows_its_corrections_without_a_script(client, issue, django_user_model):
    fix(issue, django_user_model.objects.create_user("lin"), 9, "二十吨", "三十吨")
    html = client.get(PATH).content.decode()
    assert "新桥限重<del>二</del><ins>三</ins>十吨，夜里有灯。" in html
    assert html.index('<details class="original">') < html.index("<del>")


def test_an_article_without_corrections_shows_none(client, issue):
    assert 'class="original"' not in client.get(PATH).content.decode()


def test_corrected_text_that_was_left_out_since_is_shown_no_more(client, issue, django_user_model):
    user = django_user_model.objects.create_user("lin")
    fix(issue, user, 9, "二十吨", "三十吨")
    editing.apply(issue.pk, revision(issue), "exclude", {"pieces": [["1:9", 0]], "reason": "other"}, user)
    html = client.get(PATH).content.decode()
    assert "二十吨" not in html and "十吨，夜里" not in html


def test_corrections_of_a_withdrawn_article_are_gone_with_it(client, issue, django_user_model):
    fix(issue, django_user_model.objects.create_user("lin"), 9, "二十吨", "三十吨")
    editing.set_state(issue.pk, BRIDGE, "withdrawn", "当事人要求")
    answer = client.get(PATH)
    assert answer.status_code == 410
    assert "<del>" not in answer.content.decode()


def fix(issue: Issue, user, line: int, old: str, new: str) -> None:
    start = FRONT.split("\n")[line - 1].index(old)
    args = {"block": f"1:{line}", "start": start, "end": start + len(old), "old": old, "new": new}
    editing.apply(issue.pk, revision(issue), "fix_text", args, user)


def revision(issue: Issue) -> int:
    return Issue.objects.get(pk=issue.pk).revision
