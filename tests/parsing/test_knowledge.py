"""What an archive has read helps it read on, and never depends on the order of reading."""

from __future__ import annotations

import pickle

import pytest

from archive.parsing.issue import parse
from archive.parsing.knowledge import EMPTY, Knowledge, learn

PAGES = [
    ["清河观察", "## 清河大桥正式通车", "本报讯（记者 谢士明）3月2日，清河大桥正式通车。"],
    ["清河观察", "## 青山小学迎来新校舍", "本报讯（记者 谢士明 周浩）3月1日，青山小学新校舍启用。"],
    ["清河观察", "## 清河两岸添新绿", "本报讯（记者 谢士明）植树节当天，两千人上山植树。"],
]


def test_the_same_pages_give_the_same_knowledge_in_any_order():
    assert learn(PAGES) == learn(PAGES[::-1])


def test_knowledge_survives_its_stored_form_and_travels_between_processes():
    known = learn(PAGES)
    assert Knowledge.from_json(known.to_json()) == known
    assert pickle.loads(pickle.dumps(known)) == known


def test_knowledge_of_another_version_is_refused_with_a_way_out():
    with pytest.raises(ValueError, match="manage.py learn"):
        Knowledge.from_json({**EMPTY.to_json(), "version": 99})


def test_a_line_on_three_pages_recurs():
    known = learn(PAGES)
    assert known.recurs("清河观察") and not known.recurs("清河大桥正式通车")


def test_a_one_off_variant_of_a_frequent_name_is_flagged():
    lines = ["## 清河两岸添新绿", "本报讯（记者 谢土明）植树节当天，两千多名干部群众上山植树。"]
    flags = [d for d in parse(lines, learn(PAGES)).doubts if d.kind == "name_variant"]
    assert [(d.proposal["args"]["old"], d.proposal["args"]["new"]) for d in flags] == [("土", "士")]
    assert not [d for d in parse(lines).doubts if d.kind == "name_variant"]
