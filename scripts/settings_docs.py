"""What the documentation tells of the keys of auditor.toml, approved.toml and findings.toml, and of thresholds, from their declarations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from auditor.audit.summary import limits
from auditor.config import approved
from auditor.config.load import FindingSettings, Settings
from auditor.model import Thresholds
from scripts.tables import table

SECTIONS = (
    *("target", "crawl", "pages", "checks", "plugins", "profile", "spokespeople", "conversations", "report", "sources"),
    *("security", "mentions", "mentions.feed", "status", "archive", "venues", "watch", "exclude", "accept"),
)
"""Sections of auditor.toml that docs/configuration.md tells of, each between markers of its name."""

_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "array": "list",
    "object": "table",
    "date": "date",
}
_BOUNDS = {"minimum": "at least", "exclusiveMinimum": "above", "maximum": "at most", "exclusiveMaximum": "below"}


def keys(section: str = "") -> str:
    """Return the table of the keys of a section of auditor.toml; of those above all sections where none is named."""
    schema = Settings.model_json_schema()
    at = schema
    for part in section.split(".") if section else ():
        at = schema["$defs"][_ref(at["properties"][part]).rpartition("/")[2]]
    return _key_table(at)


def approved_keys() -> str:
    """Return the table of the keys of approved.toml."""
    rows = [f"| `{name}` | {said} |" for name, said in approved.described()]
    return "\n".join(("| key | what it says |", "|---|---|", *rows))


def finding_keys() -> str:
    """Return the table of the keys of findings.toml."""
    return _key_table(FindingSettings.model_json_schema())


def _key_table(properties: Mapping[str, Any]) -> str:
    needed = properties.get("required", ())
    rows = [
        _key_row(key, said, needed=key in needed)
        for key, said in properties["properties"].items()
        if not _ref(said) and key != "thresholds"
    ]
    return table(("key", "value", "default", "meaning"), rows)


def _ref(said: Mapping[str, Any]) -> str:
    """Return what the schema says of a section, or of each section in a list of them; empty for a plain value."""
    inner = said.get("items") or said.get("additionalProperties")
    return str(said.get("$ref") or (inner.get("$ref", "") if isinstance(inner, dict) else ""))


def _key_row(key: str, said: Mapping[str, Any], *, needed: bool) -> tuple[str, ...]:
    bounds = (f"{word} {said[name]:,}" for name, word in _BOUNDS.items() if name in said)
    shape = said.get("anyOf", [said])[0]
    kind = ", ".join((_TYPES[shape.get("format", shape["type"])], *bounds))
    meaning = said["description"]
    default = "must be given" if needed else f"`{json.dumps(said['default'])}`".replace("`null`", "none")
    return f"`{key}`", kind, default, meaning


def thresholds() -> str:
    """Return the table of thresholds, each with its source."""
    rows = [(f"`{one.name}`", f"`{one.default}`", one.source) for one in limits.thresholds(Thresholds())]
    return table(("key", "default", "meaning and source"), rows)
