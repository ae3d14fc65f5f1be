"""What checks are offered: little, documented, and no more of a visit than they declare."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from auditor import api
from auditor.api import types
from auditor.api.query import Query
from auditor.model import Finding, Role, message
from auditor.model.view import UndeclaredRead, View
from tests.snapshots import FILLER, Site

QUERIES = [one for name in api.__all__ if inspect.isclass(one := getattr(api, name)) and issubclass(one, Query)]
OFFERED = {name: getattr(module, name) for module in (api, types) for name in module.__all__}
PUBLIC = [
    (f"{one.__name__}.{name}", getattr(one, name))
    for one in QUERIES
    for name in vars(one)
    if not name.startswith("_") and callable(getattr(one, name))
]
WHOLE = Site().page("/contact", FILLER, Role.CONTACT).snapshot()
KNOWN = {
    *("Any", "Callable", "Counter", "Final", "Iterable", "Iterator", "Literal", "Mapping", "None", "Sequence"),
    *("BeautifulSoup", "Flag", "MailboxKind", "NumberKind", "Side"),
}
"""Words of annotations that a check need not import: those of Python, and literals that the docstring spells out."""


def test_no_whole_module_is_offered() -> None:
    assert not [name for name, value in OFFERED.items() if inspect.ismodule(value)]
    assert len(OFFERED) == len(api.__all__) + len(types.__all__), "each has one place"


def test_it_stays_small() -> None:
    """What a check is written with is about forty names; types that only some answers have stand apart."""
    assert len(api.__all__) <= 52
    assert len(types.__all__) <= 105
    assert not [name for name in types.__all__ if inspect.isfunction(OFFERED[name])]
    assert len(PUBLIC) <= 240


def test_everything_says_what_it_is() -> None:
    for name, value in OFFERED.items():
        if inspect.isclass(value) or inspect.isfunction(value):
            assert (value.__doc__ or "").strip().endswith("."), name


def test_every_question_is_documented_and_takes_and_returns_what_is_offered() -> None:
    for name, asked in PUBLIC:
        assert asked.__doc__, name
        found = inspect.signature(asked)
        told = [str(one.annotation) for one in found.parameters.values()] + [str(found.return_annotation)]
        assert set(re.findall(r"\b[A-Z]\w+", " ".join(told))) - {"self"} <= {*OFFERED, *KNOWN}, name


def test_no_check_needs_a_type_that_is_not_offered() -> None:
    """Nor one of the enumerations by which answers tell what they are."""
    shown = {id(value) for value in OFFERED.values()}
    missing = {
        f"{name}.{field.name}"
        for name, value in OFFERED.items()
        if inspect.isclass(value) and is_dataclass(value)
        for field in fields(value)
        if field.name in {"kind", "state", "stand", "guard", "taker", "who", "outcome", "reach", "place"}
        and inspect.isclass(said := getattr(inspect.getmodule(value), str(field.type), str))
        and said is not str
        and id(said) not in shown
    }
    assert missing == {"Statement.state"}, "a statement tells its stance itself"


@pytest.mark.parametrize("query", QUERIES, ids=[one.__name__ for one in QUERIES])
def test_what_a_question_rests_on_has_to_be_declared(query: type[Query]) -> None:
    assert query.rests_on
    query(View(WHOLE, query.rests_on))
    query(WHOLE)
    for name in query.rests_on:
        with pytest.raises(UndeclaredRead, match=f"snapshot.{name} is read and not declared"):
            query(View(WHOLE, set(query.rests_on) - {name}))


def builders() -> Iterator[Callable[[Any], Finding]]:
    yield lambda said: api.passed("x", said)
    yield lambda said: api.fail("x", said)
    yield lambda said: api.fail("x", message("It is."), hint=said)
    yield lambda said: api.review("x", said)
    yield lambda said: api.inconclusive("x", said)
    yield lambda said: api.rated("x", said, 0.5, ok=True)
    yield lambda said: api.by_verdict("x", api.Verdict(api.LinkState.DEAD, message("It is.")), note=said)


@pytest.mark.parametrize("build", list(builders()))
def test_a_bare_string_is_no_message(build: Callable[[Any], Finding]) -> None:
    assert build(message("It is.")).subject == "x"
    with pytest.raises(TypeError, match=r"'It is\.' is no message; write message\("):
        build("It is.")
