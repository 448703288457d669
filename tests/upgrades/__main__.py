"""Writes `<version>.zip`: the small archive of `tests.keeping.places`, as this version backs it up."""

import sys
import tempfile
from pathlib import Path

import tests.environment  # noqa: F401  (a data folder of its own, before Django reads the settings)


def main() -> int:
    import django

    django.setup()
    from django.conf import settings

    from archive.keeping import save
    from archive.keeping.version import program_version
    from tests.keeping.places import database_of_its_own, fill

    target = Path(__file__).parent / f"{program_version()}.zip"
    if target.exists():
        print(f"{target} is there already: a version that was tagged is not written again.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        settings.ARCHIVE_DATA_DIR = Path(folder)
        with database_of_its_own(Path(folder)):
            fill()
            save(target)
    print(f"{target} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
