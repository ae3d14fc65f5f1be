"""The mutation run changes what it says it changes, and its table of survivors is true to the code."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from benchmarks.mutants import mutants
from benchmarks.mutation import ROOT, Subject, chosen, subjects


def changes(source: str) -> list[str]:
    return [one.change for one in mutants(source)]


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("x = a < b", ["a < b → a <= b", "a < b → a >= b"]),
        ("x = a == b", ["a == b → a != b"]),
        ("x = a is not b", ["a is not b → a is b"]),
        ("x = a and b", ["a and b → a or b"]),
        ("x = a and b and c", ["a and b and c → a or b or c", "a and b and c → b and c", "a and b and c → a and c", "a and b and c → a and b"]),
        ("x = not a", ["not a → a"]),
        ("x = 3", ["3 → 4", "3 → 2"]),
        ("x = 0.5", ["0.5 → 0.51", "0.5 → 0.49"]),
        ("x = True", ["True → False"]),
        ("x = 'word'", ["'word' → 'word?'"]),
        ("x = a + b", ["a + b → a - b"]),
        ("x = any(a)", ["any(a) → all(a)"]),
        ("return f(x)", ["return f(x) → return None"]),
        ("x = a if b else c", ["a if b else c → a if not b else c"]),
        ("for x in y:\n    break", ["break → continue"]),
    ],
)  # fmt: skip
def test_what_is_changed(source: str, changed: list[str]) -> None:
    assert changes(source) == changed


@pytest.mark.parametrize(
    "source",
    [
        '"""A text."""',
        "from a import b",
        "x = 'several words for a reader'",
        "x = f'{a} of {b}: 3'",
        "x: Literal[3] = a",
        "@cache(3)\ndef f() -> Literal[4]:\n    pass",
        "return x",
    ],
)
def test_what_says_nothing_to_the_program_stays(source: str) -> None:
    assert changes(source) == (["return x → return None"] if source == "return x" else [])


def test_each_is_one_change_of_the_whole() -> None:
    source = "LEAST = 3\n\nclass A:\n    def f(self, x):\n        return x > LEAST and x > 0 or x > 0\n"
    found = list(mutants(source))
    whole = list(filter(None, ast.unparse(ast.parse(source)).splitlines()))
    for one in found:
        lines = filter(None, one.source.splitlines())
        assert sum(a != b for a, b in zip(whole, lines, strict=True)) == 1
    assert {one.where for one in found} == {"LEAST", "A.f"}
    assert len({one.key for one in found}) == len(found)
    assert ("A.f", "x > 0 → x >= 0 (2)") in {one.key for one in found}


@pytest.mark.parametrize("subject", subjects().values(), ids=lambda subject: subject.name)
def test_the_table_names_changes_that_there_are(subject: Subject) -> None:
    assert subject.explained.keys() <= {one.key for one in subject.mutants}
    assert all(why.endswith(".") for why in subject.explained.values())
    assert all((ROOT / path).is_file() for path in subject.tests)


def test_a_module_that_the_table_does_not_know_is_held_by_the_tests_that_mirror_it() -> None:
    (found,) = chosen([str(ROOT / "auditor/text/dates.py")])
    assert (found.name, found.tests) == ("auditor.text.dates", ("tests/text/test_dates.py",))


@pytest.mark.slow
def test_a_changed_copy_is_noticed_and_the_checkout_stays_as_it_is() -> None:
    code = (
        "from benchmarks.mutation import notices, subjects\n"
        "subject = subjects()['auditor/audit/scoring.py']\n"
        "before = subject.source\n"
        "print(notices(subject, before), notices(subject, before.replace('0.6', '0.7')), subject.source == before)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "False True True\n"
