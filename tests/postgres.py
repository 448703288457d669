"""`python -m tests.postgres [pytest arguments]`: the test suite on PostgreSQL.

Starts a server of its own from Debian's `postgresql` on a private socket (no network port), runs pytest with
`DATABASE_URL` pointing there, and stops and removes it again, whatever happens.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# durability costs time and a server of some minutes needs none
FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "listen_addresses="]


def programs() -> Path:
    """The folder of initdb and postgres. Debian keeps them beside the path, one folder a version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    if known := shutil.which("postgres"):
        return Path(known).resolve().parent
    sys.exit("There is no PostgreSQL server here. On Debian: apt install postgresql")


def server_user() -> str | None:
    """PostgreSQL refuses to run as root; then Debian's own user runs it."""
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server's database."""
    bin_folder, user = programs(), server_user()
    folder = Path(tempfile.mkdtemp(prefix="archive-postgres-"))
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    run = {"user": user, "cwd": folder, "stdout": subprocess.DEVNULL}
    try:
        made = [
            bin_folder / "initdb",
            "-D",
            data,
            "-U",
            "archive",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ]
        subprocess.run([*made, "--no-sync"], check=True, **run)
        start = ["-D", data, "-w", "-l", folder / "log", "-o", " ".join(["-k", str(folder), *FAST])]
        subprocess.run([bin_folder / "pg_ctl", "start", *start], check=True, **run)
        try:
            yield f"postgres://archive@{quote(str(folder), safe='')}/postgres"
        finally:
            subprocess.run([bin_folder / "pg_ctl", "stop", "-D", data, "-m", "fast", "-w"], check=False, **run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    with server() as url:
        tests = [sys.executable, "-m", "pytest", "-q", *sys.argv[1:]]
        return subprocess.run(tests, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
