"""What is wrong with a TOML file of ours, in one line that names the key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from auditor.config.section import nearest


def first_problem(error: ValidationError, model: type[BaseModel]) -> str:
    """Return the first thing that is wrong with what was to become a model."""
    problems = error.errors()
    # A key that is missing may be the one that is misspelled beside it: what is written wrong says more.
    problem = next((one for one in problems if one["type"] == "extra_forbidden"), problems[0])
    key = _key(problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"unknown key {key}{nearest_of(str(problem['loc'][-1]), _keys_beside(problem['loc'], model))}"
    if problem["type"] == "missing":
        return f"the key {key} is missing"
    message = problem["msg"].removeprefix("Value error, ")
    return f"{key}: {message}" if key else message


def _key(place: tuple[Any, ...]) -> str:
    """Return how a person would name the place, such as `exclude.reason (entry 2)`."""
    key = ".".join(part for part in place if isinstance(part, str))
    return key + "".join(f" (entry {part + 1})" for part in place if isinstance(part, int))


def _keys_beside(place: tuple[Any, ...], model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys that would have been right where an unknown one stood."""
    for part in place[:-1]:
        if isinstance(part, int):
            continue
        inner = model.model_fields[part].annotation
        inner = next(iter(get_args(inner)), inner)  # of a list, what it is a list of
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return ()
        model = inner
    return tuple(model.model_fields)


def nearest_of(key: str, known: Iterable[str]) -> str:
    """Return which key is likely meant, or all that there are, as the end of a line about one that is not known."""
    return nearest(key, known) or (f"; known here: {', '.join(known)}" if known else "")
