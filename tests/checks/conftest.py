"""Our checks declare all they rest on: in their tests, helpers may read no more than that either."""

from __future__ import annotations

import pytest

from auditor.model.view import View


@pytest.fixture(autouse=True)
def _held_to_what_they_declare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(View, "holds_helpers", True)
