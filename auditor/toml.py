"""TOML that people write by hand: whatever is wrong with it is told in one way."""

from __future__ import annotations

import tomllib
from typing import Any


def read(text: str) -> dict[str, Any]:
    """Return what a text says.

    Raises:
        tomllib.TOMLDecodeError: it is no TOML, or holds what Python does not read: a number of thousands of digits, brackets in
            brackets by the thousand.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError("it is nested too deeply") from None
    except ValueError:  # which speaks of Python's own limits
        raise tomllib.TOMLDecodeError("a number in it has too many digits") from None
