"""The engine's parts by themselves: folding, dictionary, term file, merge policy, planning."""

from __future__ import annotations

import random
import zlib

import jieba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filetables import OrderedHashReader
from whoosh.filedb.structfile import StructFile

from search.analysis import BORDER, flat_codes, flatten, flatten_with_offsets, fold
from search.engine import dictionary, plan, postings, terms
from search.engine.commits import to_merge
from search.engine.documents import Document
from search.engine.frequent import frequent_strings
from search.engine.invert import key, word_keys
from search.engine.sets import distinct

TEXT = "徐惠文在龍潭鎮人民政府說：中华人民共和国成立七十周年，COVID-19疫情防控工作取得重大战略成果……"
ODD = st.text(st.sampled_from("龍a1Ａé\u0301ｶﾞ…㎡ßİ〇𠮷\uffff。 ☎\ufe0f한ᄒ\u1161"), max_size=12)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=20) | ODD)
def test_flat_codes_are_those_of_flatten(text):
    assert flat_codes(text).tolist() == [ord(char) for char in flatten(text)]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=20) | ODD)
def test_fold_keeps_every_offset_and_flatten_folds_once_for_all(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    flat, offsets = flatten_with_offsets(text)
    assert flatten(flat) == flat and len(offsets) == len(flat) and offsets == sorted(offsets)


@pytest.mark.parametrize(
    ("shown", "folded"),
    [("５Ｇ", "5g"), ("衢江區", "衢江区"), ("，：（", ",:("), ("ＣＯＶＩＤ", "covid"), ("〇𠮷", "〇𠮷")],
)
def test_forms_of_one_character_are_the_same(shown, folded):
    assert fold(shown) == flatten(shown) == folded


def test_every_dictionary_word_is_found_wherever_it_stands():
    words = set(dictionary.default().words)
    flat = flatten(TEXT)
    truth = {
        (start, flat[start : start + size])
        for start in range(len(flat))
        for size in range(3, 17)
        if flat[start : start + size] in words and start + size <= len(flat)
    }
    starts, numbers = dictionary.default().find(flat_codes(TEXT))
    assert {(int(s), dictionary.default().words[n]) for s, n in zip(starts, numbers, strict=True)} == truth
    assert "中华人民共和国" in {word for _, word in truth} and len(truth) > 3


def test_jieba_and_its_rust_twin_know_no_word_that_the_index_misses():
    """Cutters leave words out (where a character begins only one word); what they do find, the index has too."""
    rjieba = pytest.importorskip("rjieba")
    starts, numbers = dictionary.default().find(flat_codes(TEXT))
    found = {dictionary.default().words[number] for number in numbers}
    flat = flatten(TEXT)
    for cut in (jieba.lcut(flat, cut_all=True), list(rjieba.cut_all(flat))):
        words = {word for word in cut if len(word) > 2 and not word.isascii()}
        assert words <= found and words
    assert jieba.lcut(flat, HMM=False) == list(rjieba.cut(flat, False))


def test_the_term_file_is_one_that_whoosh_reads(tmp_path):
    words = word_keys(dictionary.default(), np.array([5, 9000]))
    keys = np.unique(np.concatenate([key([ord("人"), 0x20BB7]), key([0x4E2D], [0x56FD]), words,
                                     key([49], [50], [51 << 7 | 52])]))  # fmt: skip
    infos = np.zeros(len(keys), terms.INFO)
    infos["count"] = np.arange(len(keys)) + 1
    with (tmp_path / "t.trm").open("wb") as file:
        terms.dump(file, np.zeros(len(keys), np.int64), keys, infos, {"text": 0}, dictionary.default())
    with (tmp_path / "t.trm").open("rb") as file:
        reader = OrderedHashReader(StructFile(file))
        read = list(reader.keys())
        assert read == sorted(read) and {b"\0\0" + t.encode() for t in ("人", "𠮷", "中国", "1234")} <= set(read)
        assert [reader[k] for k in read] == [infos[i : i + 1].tobytes() for i in range(len(keys))]
        assert reader.get(b"\0\0nothing") is None


def test_crc32_of_rows_is_zlibs():
    spelled = terms.Spelled(np.array([[97, 98, 99], [97, 0, 0]], np.uint8), np.array([3, 1]))
    assert terms.crc32(spelled).tolist() == [zlib.crc32(b"abc"), zlib.crc32(b"a")]


def test_posting_lists_of_every_width_come_back():
    rng = np.random.default_rng(1)
    lists = [np.unique(rng.integers(0, top, size)).astype(np.uint32) for top, size in
             ((5, 1), (200, 20), (60_000, 30), (3_000_000, 40), (2**31, 3))]  # fmt: skip
    counts = np.array(list(map(len, lists)))
    docs, weights = np.concatenate(lists), rng.integers(1, 3, counts.sum()).astype(np.uint8)
    weights[:25] = 1
    data, lengths = postings.encode(counts, docs, weights)
    heaviest = np.maximum.reduceat(weights, np.cumsum(counts) - counts)
    offsets = np.cumsum(lengths) - lengths
    again = postings.decode(data, offsets, lengths, counts, heaviest)
    assert again[0].tolist() == docs.tolist() and again[1].tolist() == weights.tolist()
    row = 3
    one = postings.decode_docs(memoryview(data), int(offsets[row]), int(lengths[row]), len(lists[row]), 2)
    assert one.tolist() == lists[row].tolist()


def test_single_edits_rewrite_each_document_a_few_times_however_many_there_are():
    def price(count: int) -> tuple[float, int]:
        sizes: list[int] = []
        written = 0
        for _ in range(count):
            chosen = to_merge(sizes, [0] * len(sizes), 1)
            merged = 1 + sum(sizes[i] for i in chosen)
            sizes = [size for i, size in enumerate(sizes) if i not in chosen] + [merged]
            written += merged
        return written / count, len(sizes)

    small, large = price(2000), price(32000)
    assert large[0] < small[0] + 6 and large[1] < 25


def test_a_segment_with_many_deleted_documents_is_written_anew():
    assert to_merge([1000, 700], [0, 300], 0) == [1]
    assert to_merge([1000, 700], [0, 100], 0) == []


def test_strings_that_stand_in_many_articles_become_terms():
    rng = random.Random(3)
    docs = [Document(f"u{n}", paragraphs=(f"做好今年的工作{rng.random()}",)) for n in range(40)]
    found = frequent_strings([*docs, Document("rare", paragraphs=("罕见的句子",))])
    assert {"的工作", "做好今年"} <= set(found) and not {"罕见的", "见的句"} & set(found)
    assert frequent_strings(docs[:3]) == ()


def test_a_string_is_covered_by_terms_of_the_index():
    assert [span.text for span in plan.cover("人民，a股2019年")] == ["2019", "人民", "a股", "股2", "9年", "，"]
    assert plan.whole("人") and plan.whole("人民") and plan.whole("2019") and not plan.whole("人民政")
    assert plan.cover(" ") == () and not plan.whole(BORDER)


@pytest.mark.parametrize("values", [[], [3], [2, 1, 2, 2**63, 1], [5, 5, 5]])
def test_distinct_values_are_those_of_a_set_in_order(values):
    assert distinct(np.array(values, np.uint64)).tolist() == sorted(set(values))
