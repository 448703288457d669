"""Questions composed once answer as those composed anew each time."""

import datetime

import pytest

from archive.models import Article, Issue, Page
from archive.reading.asking import Question, names_of, objects, shape
from tests.pages.shelf import BRIDGE, TEA, make_issue


def test_each_asking_puts_its_own_values(issue):
    ask = Question(lambda uid: Article.objects.filter(uid=uid).values_list("uid", "paragraphs", "jump_to"), str)
    for uid in (BRIDGE, TEA):
        assert ask(uid) == list(Article.objects.filter(uid=uid).values_list("uid", "paragraphs", "jump_to"))
    assert ask("nobody") == []


def test_a_value_may_stand_in_several_places(issue):
    later = make_issue("2019-03-07", "ee")

    def compose(date, edition):
        rows = Issue.objects.filter(date__gte=date).exclude(date=date, edition__lte=edition)
        return rows.values_list("pk", "date")

    ask = Question(compose, datetime.date, int)
    assert ask(issue.date, 1) == [(later.pk, later.date)]
    assert ask(later.date, 1) == []


def test_a_value_without_a_place_is_a_mistake(issue):
    with pytest.raises(AssertionError):
        Question(lambda uid: Issue.objects.values_list("pk"), str)("any")


def test_rows_become_the_objects_they_tell_of(issue, django_assert_num_queries):
    shapes = (shape(Article, only=["uid", "page_id"]), shape(Page, "page__"))
    ask = Question(lambda uid: Article.objects.filter(uid=uid).values_list(*names_of(shapes)), str)
    with django_assert_num_queries(1):
        ((article, page),) = [tuple(objects(row, shapes)) for row in ask(BRIDGE)]
        assert (article.uid, article.page_id, page.label) == (BRIDGE, page.pk, "1")
    assert article.headline == Article.objects.get(uid=BRIDGE).headline  # what was not asked for is still there


def test_what_is_not_there_is_none(issue):
    Article.objects.filter(uid=TEA).update(page=None)
    shapes = (shape(Article), shape(Page, "page__"))
    ask = Question(lambda uid: Article.objects.filter(uid=uid).values_list(*names_of(shapes)), str)
    assert list(objects(ask(TEA)[0], shapes))[1] is None
