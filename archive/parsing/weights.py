"""The weights of the parser's linear models, in log odds: whether a line goes on in the next one (NEAR), or in one elsewhere (FAR),
at first sight (`seams`, `looks`). What is decided in the end is said by `networks`. KIN: what a line has in common with an article
(`kinship`).

They stand in `weights.txt`, a row each: model, name, weight. `python -m benchmarks.fitting` writes it: logistic regression over pages
that `benchmarks.jumbling` lays out and over pages with right answers (docs/parsing.md). `benchmarks.check_pages` and
`benchmarks.calibration` say what they are worth.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

MODELS = ("NEAR", "FAR", "KIN")


def read_weights(text: str) -> dict[str, dict[str, float]]:
    """Model -> name -> weight from the rows of the file."""
    found: dict[str, dict[str, float]] = {model: {} for model in MODELS}
    for row in text.splitlines():
        model, name, weight = row.split()
        found[model][name] = float(weight)
    return found


_FITTED = read_weights(files("archive.parsing").joinpath("weights.txt").read_text(encoding="utf-8"))
NEAR: Mapping[str, float] = MappingProxyType(_FITTED["NEAR"])
FAR: Mapping[str, float] = MappingProxyType(_FITTED["FAR"])
KIN: Mapping[str, float] = MappingProxyType(_FITTED["KIN"])
