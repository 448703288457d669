"""What a server makes before it serves, so that nobody who comes first waits for it."""

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.template.loader import get_template
from django.urls import get_resolver

from archive import signals


@receiver(signals.serving_started)
def read_templates(sender: Any, **kwargs: Any) -> None:
    """Every template of the site, and the table of addresses."""
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in sorted(folder.rglob("*.html")):
            get_template(path.relative_to(folder).as_posix())
    get_resolver()._populate()
