"""What the classes have in common by which a check asks about a visit."""

from __future__ import annotations

from typing import ClassVar

from auditor.model import Snapshot
from auditor.model.view import demand


class Query:
    """Questions about one visit. Making one costs nothing; what was worked out once is kept for all checks.

    Raises:
        UndeclaredRead: the check does not declare what the answers rest on.
    """

    __slots__ = ("_snapshot",)

    rests_on: ClassVar[tuple[str, ...]] = ()
    """Fields of the snapshot that a check has to declare to ask."""

    def __init__(self, snapshot: Snapshot) -> None:
        for name in self.rests_on:
            demand(snapshot, name)
        self._snapshot = snapshot
