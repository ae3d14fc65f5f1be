"""What plug-ins and their kin may be called: sources, importers, renderers, checks and categories."""

from __future__ import annotations

import re

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def is_name(value: object) -> bool:
    """Return whether a value is lower-case words joined by dashes, such as `parley-archive`."""
    return isinstance(value, str) and _NAME.fullmatch(value) is not None
