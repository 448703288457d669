"""Rebuilds the knowledge that parsing draws on: pairs of characters, names, recurring lines."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from archive.learning import learn_archive, store


class Command(BaseCommand):
    help = "从档案里已有的各版学习字词、人名和重复出现的行，供以后导入和 resegment 使用。"

    def handle(self, *args: Any, **options: Any) -> None:
        knowledge = learn_archive()
        path = store(knowledge)
        if options["verbosity"]:
            text = _("记下 %(pairs)s 对邻字、%(names)s 个人名、%(lines)s 条重复的行：%(path)s")
            counts = {"pairs": len(knowledge.pairs), "names": len(knowledge.names), "lines": len(knowledge.lines)}
            self.stdout.write(text % {**counts, "path": path})
