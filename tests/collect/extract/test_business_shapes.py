"""Numbers written the way businesses write them: how many are found, and how much else."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from auditor.collect.extract.contacts import find_contacts
from auditor.model import ContactKind

SHAPES = Path(__file__).with_name("business_shapes.toml")
KINDS = (ContactKind.PHONE, ContactKind.FAX)


class Shape(NamedTuple):
    """A piece of a page and the numbers in it."""

    name: str
    html: str
    url: str
    wanted: frozenset[tuple[ContactKind, str]]


def shapes() -> Iterator[Shape]:
    for group, entries in tomllib.loads(SHAPES.read_text(encoding="utf-8")).items():
        for name, (body, *numbers) in entries["shapes"].items():
            wanted = {(kind, value) for kind, written in zip(KINDS, numbers, strict=True) for value in written.split()}
            html = f"<html lang={entries['lang']}><title>Contact us</title><h1>Contact us</h1>{body}<p>Write to us.</p>"
            yield Shape(f"{group}-{name}", html, entries["url"], frozenset(wanted))


def found(shape: Shape) -> set[tuple[ContactKind, str]]:
    return {(one.kind, one.value) for one in find_contacts(shape.html, url=shape.url) if one.kind in KINDS}


@pytest.mark.parametrize("shape", list(shapes()), ids=lambda shape: shape.name)
def test_a_number_is_found_for_what_it_is(shape: Shape) -> None:
    assert found(shape) == shape.wanted


def test_nearly_all_of_them_are_found_and_nothing_else() -> None:
    wanted = right = told = 0
    for shape in shapes():
        have = found(shape)
        wanted, right, told = wanted + len(shape.wanted), right + len(have & shape.wanted), told + len(have)
    assert right >= 0.97 * wanted
    assert right >= 0.98 * told
