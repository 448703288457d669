"""`python -m tests.advisories`: are there known holes in the pinned packages? Fails on a hole alone.

Where the advisory data cannot be had (no network, or a mirror without it) one sentence says so: a change is not to fail
because of the weather.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300  # seconds
NOT_HAD = "The advisory data cannot be had here: the packages were not audited."


def holes(report: dict[str, Any]) -> list[str]:
    """A line for each known hole in a report of pip-audit."""
    return [
        f"{package['name']} {package['version']}: {hole['id']}"
        + (f", mended in {', '.join(hole['fix_versions'])}" if hole.get("fix_versions") else "")
        for package in report["dependencies"]
        for hole in package.get("vulns", ())
    ]


def audited(report: dict[str, Any]) -> int:
    """How many packages could be looked up."""
    return sum("skip_reason" not in package for package in report["dependencies"])


def ask(requirements: str) -> dict[str, Any] | None:
    """The report on a file of pinned packages; None where the data is out of reach."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", requirements, "--require-hashes", "--disable-pip"]
    try:
        asked = subprocess.run(
            [*command, "--format", "json", "--progress-spinner", "off"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        return json.loads(asked.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None


def verdict(reports: list[dict[str, Any] | None]) -> tuple[list[str], bool]:
    """What to tell, and whether all is well."""
    had = [report for report in reports if report and audited(report)]
    found = sorted({hole for report in had for hole in holes(report)})
    if found:
        return [*found, f"{len(found)} known holes: raise the versions (make requirements)."], False
    if len(had) < len(reports):
        return [NOT_HAD], True
    return [f"{sum(map(audited, had))} pins audited, no known hole."], True


def main() -> int:
    lines, well = verdict([ask("requirements.txt"), ask("requirements-dev.txt")])
    print("\n".join(lines))
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
