"""纠错: from a reader's form to a flag in the editors' queue."""

import time

import pytest

from archive import editing
from archive.models import Flag, Issue
from archive.reading import reports
from archive.reading.reports import MOST_WAITING, SIGNER
from tests.pages.shelf import BRIDGE, TEA

PATH = f"/report/{BRIDGE}/"


def opened(seconds_ago: float = 30) -> str:
    return SIGNER.sign(str(time.time() - seconds_ago))


@pytest.fixture(autouse=True)
def unlimited(settings):
    settings.ARCHIVE_RATES = dict.fromkeys(settings.ARCHIVE_RATES, 100_000)


def send(client, **more):
    said = {"wrong": "text", "paragraph": "3", "text": "应为三十吨", "opened": opened()} | more
    return client.post(PATH, said)


def test_a_report_becomes_a_flag_in_the_queue(client, issue):
    answer = send(client)
    assert (answer.status_code, answer["Location"]) == (302, f"{PATH}thanks/")
    flag = Flag.objects.get(kind=reports.KIND)
    assert (flag.article_uid, flag.state) == (BRIDGE, "open")
    assert flag.detail["text"] == "读者纠错：第3段，文字有错：应为三十吨"
    assert Issue.objects.get(pk=issue.pk).doubt >= reports.SCORE


def test_no_cookie_and_no_account_is_needed(client, issue):
    assert not client.get(PATH).cookies
    assert not send(client).cookies


def test_the_form_numbers_the_paragraphs_and_marks_the_one_asked_for(client, issue):
    html = client.get(f"{PATH}?p=3").content.decode()
    assert 'name="paragraph" value="3" checked' in html
    assert "新桥限重二十吨" in html


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(client, issue):
    assert send(client, site="https://spam.example").status_code == 302
    assert not Flag.objects.filter(kind=reports.KIND).exists()


@pytest.mark.parametrize("token", [0, 90_000, "", "made up", "1.0:forged"])
def test_a_form_sent_at_once_too_late_or_with_a_forged_time_is_shown_again(client, issue, token):
    answer = send(client, opened=token if isinstance(token, str) else opened(token))
    assert answer.status_code == 400
    assert "应为三十吨" in answer.content.decode()
    assert not Flag.objects.filter(kind=reports.KIND).exists()


def test_the_form_shown_again_carries_a_fresh_time(client, issue, monkeypatch):
    html = send(client, opened="x").content.decode()
    token = html.split('name="opened" value="')[1].split('"')[0]
    later = time.time() + 60
    monkeypatch.setattr(reports.time, "time", lambda: later)
    assert send(client, opened=token).status_code == 302


def test_the_same_report_twice_is_one_flag(client, issue):
    send(client)
    send(client)
    assert Flag.objects.filter(kind=reports.KIND).count() == 1


def test_an_article_has_so_many_waiting_reports_at_most(client, issue):
    for n in range(MOST_WAITING + 5):
        send(client, text=f"第{n}处")
    assert Flag.objects.filter(kind=reports.KIND).count() == MOST_WAITING


def test_what_is_too_long_or_no_choice_is_refused(client, issue):
    assert send(client, text="字" * 501).status_code == 400
    assert send(client, wrong="nothing").status_code == 400


def test_a_withdrawn_article_takes_no_report(client, issue):
    editing.set_state(issue.pk, TEA, "withdrawn", "当事人要求")
    assert client.post(f"/report/{TEA}/", {"wrong": "text", "opened": opened()}).status_code == 410
