"""Bytes to text: UTF-8 with or without BOM, GB18030, Big5, UTF-16 with BOM; anything else is refused in words."""

import codecs
import hashlib
import re
from dataclasses import dataclass

from archive.parsing.text import is_han

MAGIC = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"PK\x03\x04": "ZIP（或 Word、Excel 文件）",
    b"\xd0\xcf\x11\xe0": "Word/Excel（旧格式）",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"{\\rtf": "RTF",
}
# The commonest characters of running text in both scripts: a wrong decoding hits next to none of them.
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反"
    "這個為國時來們對會發動說產種過後學經進著電裡現實兩體製機當點從業應開還樣與關線內數"
    "记报讯区市县委书镇村民政府建设企业项目工作會議書記縣區鎮項企業報訊記者"
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
SURROGATE = re.compile("[\x00\ud800-\udfff]")
SURE = 0.04  # share of common characters among the Chinese ones below which a decoding is not believed


class BadFile(ValueError):
    """A file that cannot be taken in; the message is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the bytes say. `replaced`: characters that no database can hold, shown as U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def fingerprint(data: bytes) -> str:
    """The sha256 of the bytes as received, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def decode(data: bytes) -> Decoded:
    """The text of a file; raises BadFile for an empty, binary or unreadable one."""
    if not data.strip(b"\0 \t\r\n\f"):
        raise BadFile("文件是空的")
    for magic, name in MAGIC.items():
        if data.startswith(magic):
            raise BadFile(f"不是文本文件，看起来是 {name}；请先转成 .txt 或 .md")
    text, encoding = _read(data)
    if not text.strip():
        raise BadFile("文件是空的")
    if len(CONTROL.findall(text)) > max(8, len(text) // 20):
        raise BadFile("不是文本文件（控制字符太多）")
    clean, replaced = SURROGATE.subn("�", text)
    return Decoded(clean, encoding, replaced)


def encode_again(text: str, encoding: str) -> bytes | None:
    """The bytes `text` would have in `encoding`; None where it cannot be written so."""
    try:
        return text.encode(encoding)
    except UnicodeError:
        return None


def _read(data: bytes) -> tuple[str, str]:
    if data.startswith(codecs.BOM_UTF8):
        return _strict(data, "utf-8-sig"), "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16"), "utf-16"
    try:
        return data.decode("utf-8", "surrogatepass"), "utf-8"
    except UnicodeDecodeError as error:
        return _read_legacy(data, error)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError as error:
        raise BadFile(f"文件头写着 {encoding}，但第 {error.start + 1} 个字节读不通；请另存为 UTF-8 再试") from error


def _read_legacy(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """GB18030 or Big5, whichever gives more of the characters that Chinese text is made of."""
    found = []
    for encoding in ("gb18030", "big5", "big5hkscs"):
        try:
            found.append((_likelihood(text := data.decode(encoding)), text, encoding))
        except UnicodeDecodeError:
            continue
    best = max(found, key=lambda f: f[0], default=None)
    if best is None or best[0] < SURE:
        raise BadFile(f"认不出编码（不是 UTF-8、GB18030 或 Big5；按 UTF-8 读到第 {error.start + 1} 个字节不通）")
    return best[1], best[2]


def _likelihood(text: str) -> float:
    """Share of common characters among all that are neither ASCII nor punctuation."""
    sample = text[:20000]
    strange = sum(
        1 for c in sample if ord(c) > 0x7F and not is_han(c) and not "　" <= c <= "〿" and not "！" <= c <= "～"
    )
    han = [c for c in sample if is_han(c)]
    return sum(c in COMMON for c in han) / (len(han) + 2 * strange) if han else 0.0
