"""System checks: each way an operator can get it wrong, with an id and a hint."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from archive import operator_checks  # noqa: F401  (registers its checks)


@register()
def settings_make_sense(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [Error(p.message, hint=p.hint, id=p.id) for p in settings.SETTINGS_PROBLEMS]
