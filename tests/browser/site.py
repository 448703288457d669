"""The real thing for the browser: `manage.py demo` in a process of its own, on a free port, with its own data."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 300  # seconds until the sample issues are read and the site answers


@dataclass(slots=True)
class Site:
    """A running archive: its address, the editor's password, and what it printed."""

    process: subprocess.Popen[bytes]
    url: str
    output: Path
    data: Path

    @property
    def password(self) -> str:
        return re.search(r"密码 (\S+)", self.printed())[1]  # type: ignore[index]

    def printed(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> int:
        """Ctrl-C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_site(folder: Path, sources: Path | None = None) -> Site:
    """Starts the demo with its data in `folder` and waits until it answers."""
    port, output, data = free_port(), folder / "demo.log", folder / "data"
    data.mkdir(exist_ok=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("ARCHIVE_", "DJANGO_", "DATABASE_"))}
    environment |= {
        "ARCHIVE_DATA_DIR": str(data),
        "ARCHIVE_SITE_URL": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "manage.py", "demo", "--port", str(port)]
    command += ["--sources", str(sources)] if sources else []
    with output.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    site = Site(process, f"http://127.0.0.1:{port}", output, data)
    wait_until_it_answers(site, port)
    return site


def wait_until_it_answers(site: Site, port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if site.process.poll() is not None:
            raise RuntimeError(f"the demo ended with status {site.process.returncode}:\n{site.printed()}")
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.3)
    site.process.kill()
    raise RuntimeError(f"the demo did not answer within {PATIENCE} seconds:\n{site.printed()}")
