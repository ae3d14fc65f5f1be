"""JSON Lines: one object a line, of exactly the shape of `Post`."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from itertools import islice
from typing import Any

from auditor.collect.importers import files
from auditor.collect.importers.base import CERTAIN, NO, NO_DATE, Importer, ImportProblem, Request, Skip, links, listed
from auditor.collect.importers.lines import lines
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind
from auditor.model.messages import NOTHING, message
from auditor.platforms import ratings

NO_JSON, NO_OBJECT, NO_ID = "not JSON", "not an object", "no id"
UNKNOWN_KEY = "unknown key"
_FILES = re.compile(r"\.(?:jsonl|ndjson|json|txt)$", re.IGNORECASE)
_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_BY_NAME = 0.5
"""How sure a name makes it; what is wrong with the lines is then told."""
_SAMPLE = 5_000
"""First lines by whose marks their scale is told. Our default."""
_MARK = re.compile(r'"rating": ?(\d{1,3}(?:\.\d{1,3})?)[,}\s]')
_FIELDS = tuple(field.name for field in fields(Post) if field.name != "marks")
"""Marks are what the import itself makes of private words."""
_KNOWN_KEYS = ", ".join(_FIELDS)
_USUAL = {
    field.name: "" if field.default is MISSING else field.default for field in fields(Post) if field.name in _FIELDS
}
"""What stands for null; an empty id is noticed later."""
_KINDS = {kind.value: kind for kind in PostKind}
_TYPES: Mapping[str, type] = {
    "platform": str, "account": str, "id": str, "text": str, "author": str, "by_brand": bool, "thread_id": str,
    "parent_id": str, "automated": bool, "lang": str, "rating": float, "likes": int, "url": str, "deleted": bool,
    "source": str, "images": int, "described_images": int, "replies_closed": bool, "client": str,
}  # fmt: skip
"""What stands in a field as it is. The others are read below."""


def sniff(sample: Sample) -> float:
    """Know it by the keys of its first line, or by how its name ends."""
    name = sample.first(_FILES)
    first = next(filter(str.strip, sample.lines(name)), "") if name else ""
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        row = None
    if isinstance(row, dict) and "created_at" in row and row.keys() <= _USUAL.keys():
        return CERTAIN
    return _BY_NAME if sample.suffix in _SUFFIXES else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield the posts of every file."""
    with files.opened(request.path) as export:
        names = export.chosen(_FILES, "file of JSON Lines (.jsonl)")
        for name in names:
            with export.open(name) as stream:
                scale = _scale(request, lines(stream, request.settings.encoding))
            with export.open(name) as stream:
                yield from _posts(request, lines(stream, request.settings.encoding), export.where(name), scale)


def _scale(request: Request, source: Iterator[str]) -> int:
    """Return the highest mark of the reviews of a file: what their place is known for, or what the marks show."""
    known = ratings.best(request.settings.platform)
    if known != ratings.STARS:
        return known
    marks = (float(found[1]) for line in islice(source, _SAMPLE) if (found := _MARK.search(line)))
    return ratings.scale_of(marks)


def _posts(request: Request, source: Iterator[str], where: str, scale: int) -> Iterator[Post | Skip]:
    said = request.settings
    usual = {"platform": said.platform, "account": said.account.lstrip("@")}
    first = True
    for number, line in enumerate(source, 1):
        if line.isspace():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            if first and number == 1:
                _refuse_other_json(line, where)
            yield Skip(NO_JSON, f"line {number}")
            continue
        if type(row) is not dict:
            if first and isinstance(row, list):
                _refuse_other_json("[", where)
            yield Skip(NO_OBJECT, f"line {number}")
            continue
        if first:
            first = False
            _require(row, usual, f"{where}, line {number}")
            request.tells_kinds = True
        request.tells_kinds &= "kind" in row
        made = _post(row, usual, request)
        if scale != ratings.STARS and isinstance(made, Post) and made.rating is not None:
            made = replace(made, rating=ratings.stars(made.rating, scale))
        yield Skip(made, f"line {number}") if isinstance(made, str) else made


def _refuse_other_json(line: str, where: str) -> None:
    if line.lstrip()[:1] in {"[", "{"} and len(line) < 80:
        raise ImportProblem(
            message("{file} is JSON, but not one object per line; write each post on a line of its own.", file=where)
        )


def _require(row: dict[str, Any], usual: Mapping[str, str], where: str) -> None:
    """Raise ImportProblem where the first row is of another shape."""
    for key in row:
        if key not in _FIELDS:
            near = difflib.get_close_matches(key, _FIELDS, n=1, cutoff=0.5)
            guess = message("Did you mean {key}?", key=near[0]) if near else NOTHING
            unknown = message("{line}: unknown key {key!r}.", line=where, key=key[:40])
            raise ImportProblem(unknown.then(guess, message("Known keys: {keys}.", keys=_KNOWN_KEYS)))
    for key in ("id", "created_at", "platform", "account"):
        if not row.get(key) and not usual.get(key):
            lacks = (
                message("{line} has no {key}; add it, or name it in auditor.toml.", line=where, key=key)
                if key in usual
                else message("{line} has no {key}; add it to every line.", line=where, key=key)
            )
            raise ImportProblem(lacks.then(message("Its keys: {keys}.", keys=listed(row))))


def _post(row: dict[str, Any], usual: Mapping[str, str], request: Request) -> Post | str:
    """Return the post of a row, or why there is none."""
    at = request.clock.read(row.pop("created_at", None))
    if at is None:
        return NO_DATE
    try:
        row |= {
            key: _converted(key, value, request) for key, value in row.items() if type(value) is not _TYPES.get(key)
        }
    except _Unfit as unfit:
        return str(unfit)
    for key, value in usual.items():
        if value or not row.get(key):
            row[key] = value
    if not (row.get("id") and row["platform"] and row["account"]):
        return NO_ID
    row["source"] = request.source
    if not row.get("urls"):
        row["urls"] = links(row.get("text", ""))
    return Post(created_at=at, **row)


class _Unfit(Exception):
    """A value that can't stand in its field."""


def _converted(key: str, value: Any, request: Request) -> Any:
    """Return a value as the field has it; raises _Unfit where it can't be."""
    if key not in _USUAL:
        raise _Unfit(UNKNOWN_KEY)
    if value is None:
        return _USUAL[key]
    if key in _READERS:
        found = _READERS[key](value, request)
        if found is None:
            raise _Unfit(f"{key} not understood")
        return found
    wanted = _TYPES[key]
    if type(value) is int and wanted in {str, float}:
        return wanted(value)
    raise _Unfit(f"{key} is no {_NAMES[wanted]}")


def _kind(value: Any, _: Request) -> PostKind | None:
    return _KINDS.get(value) if isinstance(value, str) else None


def _urls(value: Any, _: Request) -> tuple[str, ...] | None:
    good = isinstance(value, list) and all(type(one) is str for one in value)
    return tuple(value) if good else None


_NAMES = {str: "text", bool: "true or false", int: "whole number", float: "number"}
_READERS: Mapping[str, Callable[[Any, Request], Any]] = {
    "kind": _kind,
    "urls": _urls,
    "edited_at": lambda value, request: request.clock.read(value),
}
IMPORTER = Importer(
    interface=1,
    name="jsonl",
    title="JSON Lines of posts, the native format",
    sniff=sniff,
    read=read,
    cannot_see=(),
    basis="its own definition",
)
