"""The tables are made from a part of all characters and by arrays; here all characters are asked one by one."""

from __future__ import annotations

from search.analysis import _flat_arrays, flatten, fold, load_tables, uneven_codes
from search.engine.chars import LAST, blank, is_blank, is_pairable, pairable
from search.highlight import leans
from search.receivers import warm_up

CHARS = [chr(code) for code in range(1, 0x34000) if not 0xD800 <= code < 0xE000]


def flat_forms() -> list[str]:
    return flatten("\0".join(CHARS)).split("\0")


def test_every_character_folds_to_its_flat_form_or_to_its_lower_case():
    lowers = [char.lower() if len(char.lower()) == 1 else char for char in CHARS]
    wanted = [flat if len(flat) == 1 else lower for flat, lower in zip(flat_forms(), lowers, strict=True)]
    assert fold("".join(CHARS)) == "".join(wanted)
    assert "".join(map(fold, CHARS)) == "".join(wanted)


def test_the_arrays_know_how_long_every_flat_form_is():
    lengths = _flat_arrays()[1]
    told = [int(lengths[ord(char)]) for char in CHARS]
    assert told == [0 if leans(char) else len(flat) for char, flat in zip(CHARS, flat_forms(), strict=True)]


def test_uneven_are_the_characters_whose_offsets_folding_would_shift():
    flat = zip(CHARS, flat_forms(), strict=True)
    assert uneven_codes() == [ord(c) for c, f in flat if c < "\U00010000" and (len(f) != 1 or leans(c))]


def test_a_query_and_the_index_class_every_character_alike():
    assert [is_pairable(chr(code)) for code in range(LAST)] == pairable().tolist()
    assert [is_blank(chr(code)) for code in range(LAST)] == blank().tolist()


def test_warming_up_before_a_fork_opens_no_index(monkeypatch):
    def refused(*args, **kwargs):
        raise AssertionError("an index opened before the fork would be shared by the workers")

    monkeypatch.setattr("search.opened.open_index", refused)
    warm_up(sender=None)
    load_tables()
