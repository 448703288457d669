from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("报纸档案")

    def ready(self) -> None:
        from archive import checks, warming  # noqa: F401  (register themselves)
