"""Years and months of the documents."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt


def calendar(days: npt.NDArray[np.int32]) -> dict[str, tuple[npt.NDArray[np.uint16], tuple[str, ...]]]:
    """For "year" and "month": a number per document, and the labels that the numbers stand for."""
    distinct, places = np.unique(days, return_inverse=True)
    found = {}
    for name, form in (("year", "%04d"), ("month", "%04d-%02d")):
        labels = [
            form % date.fromordinal(day).timetuple()[: form.count("%")] if day else "" for day in distinct.tolist()
        ]
        numbers = {label: number for number, label in enumerate(dict.fromkeys(labels))}
        codes = np.array([numbers[label] for label in labels], np.uint16)
        found[name] = (codes[places] if len(codes) else np.zeros(0, np.uint16), tuple(numbers))
    return found
