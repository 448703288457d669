"""A corrected file in the place of the one it corrects."""

from archive.ingest.assembling import FlagDraft
from archive.ingest.planning import Task
from archive.ingest.working import Read
from archive.layout import Layout
from archive.models import Issue, Source
from archive.sources import BadFile


def change(issue: Issue, layout: Layout, task: Task, read: Read, source: Source) -> tuple[Layout, Source, list[FlagDraft], dict]:
    raise BadFile("更正的文件暂时不能导入")
