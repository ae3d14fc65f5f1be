"""What only whoever runs the audit needs: commands, keys, ids and hashes. No other part of a report tells them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import PurePath

from pydantic import BaseModel

from auditor.audit.results import Results
from auditor.model import Message


@dataclass(frozen=True, slots=True)
class Copy:
    """A page or file of which the visit keeps a copy as evidence."""

    url: str
    at: str
    """ISO 8601, UTC; empty where it is not known."""
    sha256: str
    """Of the copy, in hex."""


@dataclass(frozen=True, slots=True)
class Appendix:
    """What stands at the end of a report, for whoever runs the audit."""

    steps: tuple[str, ...]
    """What can be done so that more is seen, as sentences; each once."""
    unimported: tuple[str, ...]
    """Why files of posts could not be read, as sentences, with the files' names but not their folders."""
    copies: tuple[Copy, ...]
    """By address, each once."""


def of_results(results: Results) -> Appendix:
    """Return the appendix of a report."""
    steps = dict.fromkeys(step.text for said in _messages(results, results.unimported) for step in said.for_operator())
    return Appendix(
        steps=tuple(steps),
        unimported=tuple(why.over_words(_file_name).in_full for why in results.unimported),
        copies=tuple(_copies(results)),
    )


def _copies(results: Results) -> Iterator[Copy]:
    proofs = [proof for check in results.checks for finding in check.findings for proof in finding.evidence]
    kept = {(proof.url, proof.body_sha256): proof.at for proof in proofs if proof.body_sha256}
    for (url, sha256), at in sorted(kept.items()):
        yield Copy(url, at, sha256)


def _messages(told: object, but: Sequence[Message]) -> Iterator[Message]:
    """Yield every message that results hold, in their order, but for some."""
    if isinstance(told, Message):
        if told not in but:
            yield told
        return
    for part in _parts(told):
        yield from _messages(part, but)


def _parts(told: object) -> Iterable[object]:
    if isinstance(told, BaseModel):
        return (getattr(told, name) for name in type(told).model_fields)
    if is_dataclass(told):
        return (getattr(told, field.name) for field in fields(told))
    if isinstance(told, Mapping):
        return told.values()
    return told if isinstance(told, tuple | list) else ()


def _file_name(word: str) -> str:
    """Return a path of this machine as the name of its file; other words as they are."""
    return PurePath(word).name if PurePath(word).is_absolute() else word
