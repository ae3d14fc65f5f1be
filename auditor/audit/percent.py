"""A share as whole percent, the same wherever it is told. Pure."""

from __future__ import annotations


def whole_percent(share: float) -> int:
    """Return a share from 0 to 1 in whole percent, rounded down: 100 only where nothing is left."""
    return int(100 * share + 1e-6)
