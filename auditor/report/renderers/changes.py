"""A comparison of two audits as text, as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from auditor.audit.change_nouns import Change, ChangedFinding, Comparison
from auditor.audit.results import TargetOut
from auditor.model import Message
from auditor.report import progress
from auditor.report.progress import Progress
from auditor.report.renderers.markdown_texts import inert
from auditor.report.renderers.texts import plain

SHOWN: Mapping[Change, int] = {"persisting": 20}
"""Findings of a kind that a terminal shows at most; all of the others. Our default: what is unchanged is no news."""


def as_json(target: TargetOut, compared: Comparison) -> str:
    """Return all of a comparison, for programs; its fields are those of `comparison` in results.json."""
    told = {"target": target.model_dump(mode="json"), **compared.model_dump(mode="json")}
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n"


def as_text(target: TargetOut, compared: Comparison) -> str:
    """Return a comparison for a terminal."""
    told = _told(compared)
    lines = [f"{target.name} <{target.site}>", *_sentences(compared, told)]
    for group in told.groups:
        lines += ["", f"{group.title} ({len(group.items):,})"]
        shown = group.items[: SHOWN.get(group.change, len(group.items))]
        lines += [f"  {_in_a_line(one)}" for one in shown]
        if left := len(group.items) - len(shown):
            lines.append(f"  and {left:,} more")
    return "\n".join(" ".join(plain(line).split("\n")) for line in lines) + "\n"


def as_markdown(target: TargetOut, compared: Comparison) -> str:
    """Return a comparison as Markdown."""
    told = _told(compared)
    lines = [f"# {inert(target.name)}: changes since {inert(f'{told.since:%Y-%m-%d}')}", ""]
    lines += [f"- {inert(said)}" for said in _sentences(compared, told)]
    for group in told.groups:
        lines += ["", f"## {inert(str(group.title))} ({len(group.items):,})", ""]
        lines += [f"- {inert(_in_a_line(one))}" for one in group.items]
    return "\n".join(lines) + "\n"


WAYS: Mapping[str, Callable[[TargetOut, Comparison], str]] = MappingProxyType(
    {"terminal": as_text, "json": as_json, "md": as_markdown}
)


def _told(compared: Comparison) -> Progress:
    told = progress.of(compared)
    assert told is not None, "there is a comparison"
    return told


def _sentences(compared: Comparison, told: Progress) -> Iterator[str]:
    yield from map(str, told.sentences)
    if compared.broken and compared.against_ruleset != compared.trend[-1].ruleset:
        yield "`auditor check FOLDER --rescore` judges the older run by today's rules."


def _in_a_line(one: ChangedFinding) -> str:
    said: list[Message] = [one.message]
    said += filter(None, [one.why, progress.in_a_row(one)])
    return f"{one.severity:8}  {one.check}: {one.subject} - {' '.join(map(str, said))}"
