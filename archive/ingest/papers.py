"""Which paper each file belongs to. Pure; the order of the files makes no difference."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archive.ingest.doubts import Finding
from archive.ingest.surveying import Survey
from archive.parsing.pinyin import letters, name_of_words, reads_as, slug_of

UNNAMED = "未命名报纸"


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A paper of the archive under one of its names."""

    name: str
    slug: str
    former: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.former)

    def is_called(self, latin: str) -> bool:
        """By its slug or by letters that a name of it reads as."""
        return letters(self.slug) == letters(latin) or any(reads_as(name, latin) for name in self.names)


@dataclass(frozen=True, slots=True)
class Named:
    """The paper of a file, and what an editor should look at."""

    paper: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Homes:
    """Where files that name no paper are held already: they go there again, whatever papers came in since."""

    by_hash: Mapping[str, str] = field(default_factory=dict)  # sha256 -> paper
    by_name: Mapping[str, str] = field(default_factory=dict)  # path as received -> paper, where only one has it

    def of(self, survey: Survey) -> Named | None:
        paper = self.by_hash.get(survey.sha256) or self.by_name.get(survey.name)
        return Named(paper) if paper else None


def name_papers(
    surveys: Sequence[Survey],
    given: Mapping[str, str],
    known: Iterable[KnownPaper],
    default: str,
    homes: Homes = Homes(),
) -> dict[str, Named]:
    """The paper of each file by the file's `shown` path. `given`: papers that options or a manifest name."""
    papers = {p.name: p for p in known}
    present = {name: p.name for p in papers.values() for name in p.names}
    found: dict[str, Named] = {}
    for s in surveys:
        if name := given.get(s.received.shown) or s.names.paper or s.masthead.paper:
            found[s.received.shown] = Named(present.get(name, name), _other_name(s, name))
    for name in {n.paper for n in found.values()}:
        papers.setdefault(name, KnownPaper(name, slug_of(name)))
    left = [s for s in surveys if s.received.shown not in found]
    found |= _by_latin(left, sorted(papers.values(), key=lambda p: p.name))
    left = [s for s in left if s.received.shown not in found]
    found |= _by_words(left)
    left = [s for s in left if s.received.shown not in found]
    everyone = sorted({*papers, *(n.paper for n in found.values())})
    return found | {s.received.shown: homes.of(s) or _fallback(default, everyone) for s in left}


def _other_name(survey: Survey, name: str) -> tuple[Finding, ...]:
    """The masthead may contradict the folder."""
    printed, latin = survey.masthead.paper, survey.masthead.pinyin
    if printed and printed != name:
        return (Finding("paper", 0.8, f"文件归入《{name}》，而报头印的是《{printed}》"),)
    if latin and not printed and not reads_as(name, latin):
        return (Finding("paper", 0.5, f"文件归入《{name}》，而报头的拼音是 {latin}"),)
    return ()


def _by_latin(surveys: Iterable[Survey], papers: Sequence[KnownPaper]) -> dict[str, Named]:
    """Papers called by the pinyin of the masthead or by a folder in Latin letters."""
    found = {}
    for s in surveys:
        latins = [x for x in (s.masthead.pinyin, *s.names.latin) if x]
        called = [p for latin in latins for p in papers if p.is_called(latin)]
        if called:
            several = len({p.name for p in called}) > 1
            doubt = (Finding("paper", 0.8, f"拼音 {latins[0]} 对得上不止一种报纸"),) if several else ()
            found[s.received.shown] = Named(called[0].name, doubt)
    return found


def _by_words(surveys: Iterable[Survey]) -> dict[str, Named]:
    """Papers named from words of the text: all files with the same letters are counted together."""
    words: dict[str, Counter[str]] = {}
    latin: dict[str, str] = {}
    for s in (s for s in surveys if s.masthead.pinyin):
        key = letters(s.masthead.pinyin or "")
        words.setdefault(key, Counter()).update(s.words)
        latin[key] = min(latin.get(key, s.masthead.pinyin or ""), s.masthead.pinyin or "")
    return {
        s.received.shown: _guessed(latin[key], name_of_words(key, words[key]))
        for s in surveys
        if s.masthead.pinyin and (key := letters(s.masthead.pinyin)) in words
    }


def _guessed(latin: str, name: str | None) -> Named:
    if name:
        return Named(
            name, (Finding("paper_guessed", 0.5, f"报头只有拼音 {latin}，报名“{name}”是按正文里的字词推定的"),)
        )
    return Named(latin.title(), (Finding("paper_guessed", 0.8, f"报头只有拼音 {latin}，正文里找不到读音相合的字词"),))


def _fallback(default: str, everyone: Sequence[str]) -> Named:
    """The default paper, else the only one there is, else 未命名报纸 with a flag."""
    if default:
        return Named(default)
    named = [name for name in everyone if name != UNNAMED]
    if len(named) == 1:
        return Named(named[0])
    return Named(UNNAMED, (Finding("paper_unknown", 1.0, "文件名、文件夹和正文都没有说是哪种报纸"),))
