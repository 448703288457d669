"""Suspected misreadings: a name that the headline gives differently, a one-off variant of a known name, an impossible word.

Nothing here changes a text; each suspicion becomes a flag with a proposed correction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.parsing.bylines import is_names
from archive.parsing.knowledge import Knowledge
from archive.parsing.lines import Line
from archive.parsing.names import is_name, split_names
from archive.parsing.pairs import pair_odds
from archive.parsing.text import is_han
from archive.parsing.words import fluency, frequency

# Characters that OCR takes for one another; the first of each pair is the one more often meant.
_ALIKE = "人入 日曰 大太 干千 士土 未末 己已 天夫 令今 白自 王玉 象乱 目日 间问 贝见 侯候 拔拨 析折 城域 抓扒 戊戌 刺剌 洒酒 沫沬 贷货 晴睛 侍待 徙徒 兔免 茶荼 历厉 旱早 代伐 休体 住往 淮准 崇祟 冶治 风凤 几凡 竟竞 采彩 坚竖 处外 厂广 失矢 鸟乌 师帅 子孑 了丁 书节 木本 田由 甲申 拆折"
_TITLES = "书记|主席|主任|局长|区长|县长|市长|镇长|乡长|村长|校长|院长|会长|部长|厅长|处长|科长|队长|所长|站长|行长|省长|州长|台长|社长|理事长|董事长|秘书长|总经理|经理|委员|代表|记者|教授|院士|医生|老师|同志|先生|女士|总理|总统|总书记|总监|主编|负责人|村民|居民|专家|民警|司机|教练|运动员|选手|作家|演员|导演|农民|党员|干部|工人|学生"
_AFTER = "说|指出|强调|要求|表示|介绍|告诉|认为|一行|率|主持|讲话|参加|出席|来到|调研|会见|深入|先后|等|代表|在|的|同志|带领|坦言|回忆|提出|走进|考察"
_NAMED = re.compile(rf"(?:(?<=[、，。：；“（ ])|(?:{_TITLES}))([\u4e00-\u9fff]{{2,3}}?)(?={_AFTER}|[、，。：）])")
_NO_NAME_END = frozenset("将还在正也就已更能会要向从被把与和及对的是有为到篇展新院")
_RARE = 4
_LEAST_GAIN = 5.0
_AROUND = 4
_MOST = 12


@dataclass(frozen=True, slots=True)
class Misreading:
    """A slice [start, end) of a stored line that reads `old` and should perhaps read `new`."""

    kind: str  # title_name, name_variant, word
    line: int
    start: int
    end: int
    old: str
    new: str
    score: float
    why: str


@lru_cache(maxsize=1)
def look_alikes() -> dict[str, str]:
    """Character -> the characters it may have been misread from."""
    found: dict[str, str] = {}
    for pair in _ALIKE.split():
        a, b = pair[0], pair[1]
        found[a] = found.get(a, "") + b
        found[b] = found.get(b, "") + a
    return found


def are_alike(a: str, b: str) -> bool:
    return b in look_alikes().get(a, "")


# --- names in headlines -----------------------------------------------------------------------------------------


def title_misreadings(heads: Sequence[Line], body: Sequence[Line]) -> tuple[Misreading, ...]:
    """Names that the body gives and the headline gives with one other character: 美国升 for 吴国升."""
    text = "\n".join(line.text for line in body)
    titles = "\n".join(line.text for line in heads)
    found: list[Misreading] = []
    for name, count in sorted(names_in(text).items(), key=lambda row: (-row[1], row[0])):
        if name in titles:
            continue
        for head in heads:
            found += _slips(head, name, count, text)
    return tuple(_best_only(found))


def names_in(text: str) -> dict[str, int]:
    """Personal names that stand in the places of names, with how often each stands in the text at all."""
    counts = Counter(
        name
        for name in _NAMED.findall(text)
        if is_name(name) and name[-1] not in _NO_NAME_END and frequency(name) <= _RARE
    )
    for name in {n for n in counts if len(n) == 2}:
        if any(other != name and other.startswith(name) for other in counts):
            del counts[name]
    return {name: text.count(name) for name in counts}


def _slips(head: Line, name: str, count: int, body: str) -> Iterator[Misreading]:
    places = head.places
    for at in range(len(head.text) - len(name) + 1):
        window = head.text[at : at + len(name)]
        wrong = [k for k, (a, b) in enumerate(zip(window, name)) if a != b]
        if len(wrong) != 1 or not _may_be_slip(window, name, wrong[0], head.text, at, body):
            continue
        at_raw = places[at + wrong[0]]
        if head.raw[at_raw] != window[wrong[0]]:  # traditional print: no telling what the fix would be
            continue
        score = min(0.97, 0.7 + 0.05 * count + 0.15 * are_alike(window[wrong[0]], name[wrong[0]]))
        yield Misreading("title_name", head.number, at_raw, at_raw + 1, window[wrong[0]], name[wrong[0]], score,
                         f"标题作“{window}”，正文作“{name}”（{count} 次）")  # fmt: skip


def _may_be_slip(window: str, name: str, wrong: int, head: str, at: int, body: str) -> bool:
    """Whether the window is no word, no name of its own, and not cut out of longer words of the headline."""
    if not all(map(is_han, window)) or window in body or frequency(window):
        return False
    if len(name) == 2 and not (are_alike(window[wrong], name[wrong]) or is_name(window)):
        return False
    left, right = head[max(0, at - 2) : at], head[at + len(name) : at + len(name) + 2]
    replaced = fluency(left + name + right) if len(name) == 2 else 0.0
    if len(name) == 2:
        return are_alike(window[wrong], name[wrong]) and replaced >= fluency(left + window + right) - 2.0
    return not _cut_from_words(left, window, right)


def _cut_from_words(left: str, window: str, right: str) -> bool:
    """Whether a common word runs over an edge of the window, so that the window is no unit: 在|建设新 of 正在建设新城."""
    over_left = any(frequency(left[-k:] + window[:m]) > 50 for k in (1, 2) if k <= len(left) for m in (1, 2))
    over_right = any(frequency(window[-m:] + right[:k]) > 50 for k in (1, 2) if k <= len(right) for m in (1, 2))
    return over_left or over_right


def _best_only(found: Sequence[Misreading]) -> list[Misreading]:
    best: dict[tuple[int, int], Misreading] = {}
    for one in found:
        key = (one.line, one.start)
        if key not in best or one.score > best[key].score:
            best[key] = one
    return [best[key] for key in sorted(best)]


# --- names the archive knows ------------------------------------------------------------------------------------


def name_variants(lines: Sequence[Line], knowledge: Knowledge, often: int = 3) -> tuple[Misreading, ...]:
    """Names of bylines, credits and lists that the archive has not seen, one look-alike character from one it sees often."""
    known = {name for name, count in knowledge.names.items() if count >= often and len(name) == 3}
    if not known:
        return ()
    masks = {mask: name for name in sorted(known) for mask in _masks(name)}
    found: list[Misreading] = []
    for line in lines:
        for name in _listed_names(line.text):
            if len(name) == 3 and knowledge.names.get(name, 0) <= 1 and name not in known:
                found += _variant(line, name, masks, knowledge)
    return tuple(_best_only(found))


def _masks(name: str) -> list[str]:
    return [name[:k] + "?" + name[k + 1 :] for k in range(len(name))]


def _listed_names(text: str) -> list[str]:
    if len(text) <= 40 and is_names(text):
        return list(split_names(text))
    return [
        name for name in re.findall(r"(?<=[、，：\s（])([\u4e00-\u9fff]{3})(?=[、，等\s）])", text) if is_name(name)
    ]


def _variant(line: Line, name: str, masks: dict[str, str], knowledge: Knowledge) -> Iterator[Misreading]:
    places, at = line.places, line.text.find(name)
    for k, mask in enumerate(_masks(name) if at >= 0 else ()):
        other, place = masks.get(mask), places[at + k]
        if other and line.raw[place] == name[k] and are_alike(name[k], other[k]):
            count = knowledge.names[other]
            yield Misreading("name_variant", line.number, place, place + 1, name[k], other[k],
                             min(0.9, 0.5 + 0.05 * count), f"“{name}”只见于此处，“{other}”在档案中见于 {count} 个版面")  # fmt: skip


# --- impossible words -------------------------------------------------------------------------------------------


def word_misreadings(lines: Sequence[Line], knowledge: Knowledge) -> tuple[Misreading, ...]:
    """Places where a look-alike character reads far better: 千群 for 干群, 工入 for 工人. The surest few of a page."""
    page = "\n".join(line.text for line in lines)
    found = [one for line in lines for one in _misread_words(line, page, knowledge)]
    return tuple(
        sorted(sorted(found, key=lambda m: (-m.score, m.line, m.start))[:_MOST], key=lambda m: (m.line, m.start))
    )


def _stands_again(page: str, text: str, at: int) -> bool:
    """Whether the page writes the same thing more than once: then it is meant so, a name for instance."""
    around = text[max(0, at - 1) : at + 2]
    return len(around) < 2 or page.count(around) > 1


def _misread_words(line: Line, page: str, knowledge: Knowledge) -> Iterator[Misreading]:
    text, alike = line.text, look_alikes()
    for at, (char, place) in enumerate(zip(text, line.places)):
        if line.raw[place] != char:
            continue
        for other in alike.get(char, ""):
            gain = _gain(text, at, other, knowledge)
            if gain >= _LEAST_GAIN and not _stands_again(page, text, at):
                shown_ = text[max(0, at - 2) : at + 3]
                better = shown_.replace(char, other, 1) if shown_.count(char) == 1 else other
                yield Misreading("word", line.number, place, place + 1, char, other, min(0.95, 0.4 + gain / 20),
                                 f"“{shown_}”疑为“{better}”")  # fmt: skip


def _gain(text: str, at: int, other: str, knowledge: Knowledge) -> float:
    """How much better the place reads with the other character: in words, and in pairs with its neighbours."""
    left, right = text[max(0, at - _AROUND) : at], text[at + 1 : at + 1 + _AROUND]
    char = text[at]
    pairs = sum(
        pair_odds(a, b, knowledge) - pair_odds(c, d, knowledge)
        for a, b, c, d in ((left[-1:], other, left[-1:], char), (other, right[:1], char, right[:1]))
    )
    if pairs < 1.5:
        return 0.0
    return fluency(left + other + right) - fluency(left + char + right) + pairs / 2
