"""`ingest`: the whole run from paths to a report."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from archive import editing, signals
from archive.ingest.papers import name_papers
from archive.ingest.placing import Given, Placed, place
from archive.ingest.planning import IssueWork, plan
from archive.ingest.preview import preview
from archive.ingest.report import IssueReport, Report
from archive.ingest.stock import Stock, homes, known_papers, read_stock
from archive.ingest.surveying import Survey
from archive.ingest.totals import check_totals
from archive.ingest.working import Workers, read, workers
from archive.ingest.writing import Done, write_issue
from archive.learning import stored_knowledge
from archive.sources import BadFile, Limits, ManifestRow, Problem, Received, find, read_manifest

FEW = 24  # files below which starting other processes costs more than it saves
Progress = Callable[[str, int, int], None]  # stage, files done, files in all


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator chose."""

    given: Given = Given()
    manifest: Path | None = None
    dry_run: bool = False
    jobs: int | None = None
    user: editing.User = None


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def ingest(paths: Sequence[str | Path], options: Options = Options(), progress: Progress = silent) -> Report:
    """Take in all files below the paths; bad files are problems of the report, the rest go on."""
    report = Report(options.dry_run)
    files, problems = find(paths, Limits(file=settings.ARCHIVE_MAX_FILE_MB * 1024 * 1024))
    report.problems += problems
    with workers(job_count(options, len(files)), stored_knowledge()) as crew:
        placed = place_all(files, options, crew, report, progress)
        stock = read_stock()
        works = list(plan(placed, stock))
        report.issues += run_works(works, crew, stock, options, report, progress)
    if not options.dry_run:
        check_totals({i.paper for i in report.issues})
        signals.run_ended.send(sender=Report)
    return report


def job_count(options: Options, files: int) -> int:
    return options.jobs or (2 if files > FEW else 1)


# --- surveying ----------------------------------------------------------------------------------------------


def place_all(
    files: Sequence[Received], options: Options, crew: Workers, report: Report, progress: Progress
) -> list[Placed]:
    """Every readable file with its place."""
    known = known_papers()
    names = tuple(sorted(name for p in known for name in p.names))
    texts = [f for f in files if not f.is_manifest]
    surveys: list[Survey] = []
    for at, found in enumerate(crew.survey(texts, names, timezone.localdate()), 1):
        (report.problems if isinstance(found, Problem) else surveys).append(found)  # type: ignore[arg-type]
        progress("survey", at, len(texts))
    rows = manifest_rows(files, surveys, options, report)
    papers = {shown: row.paper for shown, row in rows.items() if row.paper}
    if options.given.paper:
        papers = dict.fromkeys((s.received.shown for s in surveys), options.given.paper)
    named = name_papers(surveys, papers, known, settings.ARCHIVE_DEFAULT_PAPER, homes())
    return [place(s, named[s.received.shown], options.given, rows.get(s.received.shown)) for s in surveys]


def manifest_rows(
    files: Sequence[Received], surveys: Sequence[Survey], options: Options, report: Report
) -> dict[str, ManifestRow]:
    """The manifest row of each file by its `shown` path; what is wrong with a manifest is a problem."""
    found: dict[str, ManifestRow] = {}
    for rows, names, shown in manifests(files, surveys, options, report):
        for path, row in rows.items():
            if path in names:
                found[names[path]] = row
            else:
                report.problems.append(Problem(shown, f"没有 {path} 这个文件"))
    return found


def manifests(
    files: Sequence[Received], surveys: Sequence[Survey], options: Options, report: Report
) -> Iterator[tuple[Mapping[str, ManifestRow], dict[str, str], str]]:
    """Each manifest: its rows, the files it may speak of (path as it writes them -> shown path), what it is called."""
    bad = {p.path for p in report.problems}
    for received in (f for f in files if f.is_manifest):
        names = {s.name: s.received.shown for s in surveys if s.received.context == received.context}
        names |= {f.name: f.shown for f in files if f.shown in bad and f.context == received.context}
        yield from one_manifest(received.read, received.shown, names, report)
    if options.manifest:
        names = {s.name: s.received.shown for s in surveys}
        names |= {relative(s.received.shown, options.manifest.parent): s.received.shown for s in surveys}
        yield from one_manifest(options.manifest.read_bytes, str(options.manifest), names, report)


def one_manifest(
    read_bytes: Callable[[], bytes], shown: str, names: dict[str, str], report: Report
) -> Iterator[tuple[Mapping[str, ManifestRow], dict[str, str], str]]:
    try:
        rows, problems = read_manifest(read_bytes(), shown)
    except (BadFile, OSError) as error:
        rows, problems = {}, [Problem(shown, str(error))]
    report.problems += problems
    yield rows, names, shown


def relative(shown: str, folder: Path) -> str:
    path = Path(shown)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else shown


# --- reading and writing ------------------------------------------------------------------------------------


def run_works(
    works: Sequence[IssueWork], crew: Workers, stock: Stock, options: Options, report: Report, progress: Progress
) -> Iterator[IssueReport]:
    """Each issue read by the workers and written here, in order."""
    total, at = sum(len(w.tasks) for w in works), 0
    reads = crew.map(read, read_calls(works))
    for work in works:
        done = []
        for task in work.to_read:
            result = next(reads)
            if isinstance(result, Problem):
                report.problems.append(result)
            else:
                done.append(Done(task, result))
        found = settle(work, done, stock, options)
        report.problems += found.refused
        yield found
        at += len(work.tasks)
        progress("write", at, total)


def read_calls(works: Iterable[IssueWork]) -> Iterator[tuple[Received, str, tuple[tuple[int, str], ...]]]:
    for work in works:
        for task in work.to_read:
            survey = task.placed.survey
            starts = tuple((line, label) for line, label, _ in task.starts)
            yield survey.received, survey.sha256, starts


def settle(work: IssueWork, done: list[Done], stock: Stock, options: Options) -> IssueReport:
    """The issue written, or only looked at."""
    if options.dry_run or not done:
        return preview(work, done)
    return write_issue(work, done, stock, options.user)
