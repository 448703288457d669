"""How static files are stored: hashed names, compressed, also before `collectstatic` has run."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Falls back to the plain name where nothing was collected yet (tests, a first look after checkout)."""

    manifest_strict = False

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:  # the file is not in STATIC_ROOT
            return name
