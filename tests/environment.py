"""Gives the test run settings and a data folder of its own, before Django reads them (see pyproject.toml)."""

import atexit
import os
import shutil
import tempfile


def use_own_environment() -> None:
    """Forget what the operator of this machine has set: a test run neither reads nor writes his archive."""
    for name in [n for n in os.environ if n.startswith("ARCHIVE_")]:
        del os.environ[name]
    folder = tempfile.mkdtemp(prefix="archive-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.mkdir(os.path.join(folder, "static"))  # where collectstatic would have put the files
    os.environ["ARCHIVE_DATA_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"


use_own_environment()
