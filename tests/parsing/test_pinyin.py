"""Papers named in Latin letters."""

import pytest

from archive.parsing.pinyin import name_of_words, reads_as, slug_of, words_that_read


@pytest.mark.parametrize(
    ("name", "slug"), [("青溪日报", "qingxiribao"), ("重庆日报", "chongqingribao"), ("绿城A报", "lvchengabao")]
)
def test_a_slug_is_the_full_pinyin(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_name_reads_as_its_letters_whatever_their_spacing() -> None:
    assert reads_as("青溪日报", "QING XI RI BAO")
    assert reads_as("青溪日报", "Qingxi Ribao")
    assert reads_as("重庆日报", "ZHONG QING RI BAO")  # a printer's slip in the letters, yet a reading of 重
    assert not reads_as("青溪日报", "QING XI WAN BAO")


def test_a_name_is_put_together_from_words_of_the_text() -> None:
    lines = ["近日，记者在青溪县看到，今日的青溪水清岸绿。", "青溪大桥近日通车，近日天气晴好。"]
    assert name_of_words("JIN RI QING XI", words_that_read("JIN RI QING XI", lines)) == "今日青溪"


def test_letters_that_no_word_reads_as_give_no_name() -> None:
    assert name_of_words("QING XI RI BAO", words_that_read("QING XI RI BAO", ["柳湾乡"])) is None
