"""The door for gunicorn: `gunicorn archive.wsgi`."""

import gc
import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
application = get_wsgi_application()


def refuse_nonsense() -> None:
    """A server that starts with a wrong setting would hide the mistake: stop and name all of them."""
    from django.conf import settings

    if settings.SETTINGS_PROBLEMS:
        raise ImproperlyConfigured("\n".join(f"{p.id}: {p.message} {p.hint}" for p in settings.SETTINGS_PROBLEMS))


def announce() -> None:
    """Settings and models can be imported only now."""
    from archive.signals import serving_started

    serving_started.send(sender=None)


def settle() -> None:
    """What is loaded now stays for good: looking through all of it for garbage again and again would make every
    hundredth page wait, and would copy the memory that workers share."""
    gc.collect()
    gc.freeze()


refuse_nonsense()
announce()
settle()
