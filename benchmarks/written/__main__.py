"""Write the pages of this project's own making as NAME.txt with NAME.gold.json: `python -m benchmarks.written OUT`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.written.tagged import read_tagged

PAGES = Path(__file__).with_name("pages")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    out = parser.parse_args(arguments).out
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(PAGES.glob("*.tagged")):
        lines, gold = read_tagged(path.read_text(encoding="utf-8"))
        (out / f"{path.stem}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (out / f"{path.stem}.gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{len(list(out.glob('*.gold.json')))} pages in {out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
