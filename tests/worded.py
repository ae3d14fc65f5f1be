"""Messages as the English they say, so that tests can hold whole facts against words."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from auditor.model import Message


def worded(value: Any) -> Any:
    """Return a value with every message in it as its text, nothing as an empty one, however deep."""
    if isinstance(value, Message):
        return value.text
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: worded(getattr(value, field.name)) for field in fields(value) if field.init}
        return replace(value, **named)
    return type(value)(map(worded, value)) if type(value) in {tuple, list} else value
