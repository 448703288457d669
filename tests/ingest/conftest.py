"""These tests are about files and rows: the index does not listen."""

import pytest

from archive import signals


@pytest.fixture(autouse=True)
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    for signal in (signals.changes_written, signals.run_ended, signals.derived_checked):
        monkeypatch.setattr(signal, "receivers", [])
