"""How static files are stored: hashed names, compressed, also before `collectstatic` has run."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Falls back to the plain name where the manifest has none (tests, a first look after checkout)."""

    manifest_strict = False
