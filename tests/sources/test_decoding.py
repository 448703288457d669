"""Bytes to text."""

import pytest

from archive.sources import BadFile, decode
from archive.sources.decoding import encode_again

SIMPLE = "本报讯 全县春耕现场会在柳湾乡召开，会议要求各乡镇抢抓农时。"
TRADITIONAL = "本報訊 全縣春耕現場會在柳灣鄉召開，會議要求各鄉鎮搶抓農時。"


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (SIMPLE, "utf-8", "utf-8"),
        (SIMPLE, "utf-8-sig", "utf-8-sig"),
        (SIMPLE, "gb18030", "gb18030"),
        (SIMPLE, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (SIMPLE, "utf-16", "utf-16"),
        ("𠮷田村的〇号桥", "utf-8", "utf-8"),
        ("𠮷田村的春天来了，人们都在地里忙着，这是一年中最好的时候。", "gb18030", "gb18030"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str, said: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding, found.replaced) == (text, said, 0)


def test_what_no_database_holds_is_replaced_one_for_one() -> None:
    found = decode("甲\0乙".encode() + b"\xed\xa0\x80" + "丙".encode())
    assert found.text == "甲�乙�丙"
    assert found.replaced == 2
    assert encode_again(found.text, found.encoding) != "甲\0乙".encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空"),
        (b" \r\n\t\f", "空"),
        (b"\xef\xbb\xbf \n", "空"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n", "PNG"),
        (bytes(range(1, 32)) * 20, "控制字符"),
        (b"\xff\xff\xff\xff\x80\x81", "编码"),
        (b"\xef\xbb\xbf\xff\xfe", "utf-8-sig"),
    ],
)
def test_a_bad_file_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        decode(data)


def test_line_ends_are_kept_as_they_came() -> None:
    assert decode("甲\r\n乙\r丙\n".encode()).text == "甲\r\n乙\r丙\n"
