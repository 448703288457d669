"""The Makefile and .ci/run: what a new user types, on a machine that lacks something."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAKE = shutil.which("make")

pytestmark = pytest.mark.skipif(MAKE is None, reason="make is not installed here")


def make(*arguments: str, folder: Path = ROOT, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS", "PYTHON"))}
    if path is not None:
        environment["PATH"] = path
    return subprocess.run(
        [str(MAKE), "--no-print-directory", *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with nothing but the Makefile and what it installs from."""
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def bare_path(tmp_path: Path) -> str:
    """A PATH with a shell's own tools and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "touch", "mktemp", "rm"):
        (folder / name).symlink_to(str(shutil.which(name)))
    return str(folder)


def write_python(folder: Path, script: str) -> None:
    program = folder / "python3"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_make_alone_lists_what_there_is() -> None:
    told = make().stdout
    assert "make demo" in told
    assert "make test" in told


def test_without_python_make_says_what_to_install(checkout: Path, bare_path: str) -> None:
    result = make(".venv/made", folder=checkout, path=bare_path)
    assert result.returncode != 0
    assert "Python 3.11 or later is needed" in result.stderr


def test_a_python_that_is_too_old_is_passed_over(checkout: Path, bare_path: str) -> None:
    write_python(Path(bare_path), "exit 1")
    result = make(".venv/made", folder=checkout, path=bare_path)
    assert "Python 3.11 or later is needed" in result.stderr


def test_a_python_without_venv_names_the_package(checkout: Path, bare_path: str) -> None:
    write_python(Path(bare_path), 'case "$1" in -m) exit 1;; *) exit 0;; esac')
    result = make(".venv/made", folder=checkout, path=bare_path)
    assert result.returncode != 0
    assert "python3-venv" in result.stderr
    assert not (checkout / ".venv" / "made").exists()


def test_a_folder_with_a_space_in_its_name_reaches_the_demo_whole() -> None:
    told = make("--dry-run", "demo", "SOURCES=my papers", "PORT=8123").stdout
    assert '--port "8123" --sources "my papers"' in told


def test_the_two_commands_install_what_they_need(checkout: Path) -> None:
    assert "requirements.txt" in make("--dry-run", "demo", folder=checkout).stdout
    assert "requirements-dev.txt" in make("--dry-run", "test", folder=checkout).stdout
    assert "requirements-dev.txt" not in make("--dry-run", "demo", folder=checkout).stdout


def test_ci_can_be_run_and_reads_as_a_shell_script() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0


def test_ci_fails_when_a_part_fails(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    chromium = bin_folder / "chromium"
    chromium.write_text("#!/bin/sh\n")
    chromium.chmod(0o755)
    environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}"}
    parts = ("lint", "check-advisories", "test")
    for failing, status in (("", 0), *((part, 1) for part in parts)):
        rules = (f"{part}:\n\t@exit {int(part == failing)}\n" for part in parts)
        (tmp_path / "Makefile").write_text("".join(rules))
        result = subprocess.run([tmp_path / ".ci" / "run"], env=environment, capture_output=True)
        assert result.returncode == status


def test_a_process_of_the_archive_reckons_in_one_thread():
    told = "import archive, os; print(os.environ['OPENBLAS_NUM_THREADS'])"
    bare = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    given = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=bare, capture_output=True, text=True, check=True)
    assert given.stdout == "1\n"
