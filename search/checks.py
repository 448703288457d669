"""System checks of the search index."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import DatabaseError

from archive.models import Article
from search.engine import IndexMissing, IndexProblem, open_index


@register()
def haystack_uses_the_engine(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    found = []
    apps = list(settings.INSTALLED_APPS)
    if "haystack" in apps and apps.index("search") > apps.index("haystack"):
        found.append(
            Error(
                "haystack stands before search in INSTALLED_APPS: its rebuild_index clears the live index first.",
                hint="Put 'search' before 'haystack'.",
                id="search.E001",
            )
        )
    if settings.HAYSTACK_CONNECTIONS["default"].get("SILENTLY_FAIL", True):
        found.append(
            Error(
                "HAYSTACK_CONNECTIONS hides indexing errors.",
                hint="Set SILENTLY_FAIL to False in HAYSTACK_CONNECTIONS['default'].",
                id="search.E002",
            )
        )
    return found


@register()
def index_can_be_read(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        open_index(settings.ARCHIVE_INDEX_DIR, fresh=True)
    except IndexMissing as problem:
        hint = "Run `manage.py rebuild_index --noinput`, or start `manage.py index_worker`."
        return [Warning(str(problem), hint=hint, id="search.W001")] if articles_wait() else []
    except IndexProblem as problem:
        # no error: it would keep `migrate` from running before the rebuild that may need it
        return [Warning(str(problem), hint="Run `manage.py rebuild_index --noinput`.", id="search.W002")]
    return []


def articles_wait() -> bool:
    """An archive without articles, or without tables yet, needs no index."""
    try:
        return Article.objects.public().exists()
    except DatabaseError:
        return False
