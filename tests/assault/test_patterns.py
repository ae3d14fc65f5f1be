"""Every regular expression takes steps in proportion to its text, whatever the text is."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.assault import patterns
from tests.assault.patterns import ROOT, Found, attacks, trouble

PARTS = 24
EXEMPT = {
    "auditor/text/written.py": "reads what the parser wrote, which is well-formed: an element once opened ends with `>`",
    "auditor/casebook/markup.py": "strings of at most 4,000 signs, in a command that its user runs on one visit",
    "auditor/collect/importers/formats/meta_messages.py": "lists of at most 20,000 signs, at the beginning of a file",
    "auditor/text/people/lexicon.py": "single words of at most some thirty letters",
}
"""Modules with patterns whose work is bounded by something else, and by what."""
_SEARCHING = {"search", "finditer", "findall", "sub", "subn", "split"}


_ANY = ""
"""Stands for patterns without a name of their own: whatever the module asks of any pattern may be asked of them."""


@cache
def gathered() -> tuple[Found, ...]:
    command = [sys.executable, "-m", "tests.assault.patterns"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(Found(*one) for one in json.loads(done.stdout))


@cache
def _uses(path: Path) -> tuple[dict[int, str], dict[str, set[str]]]:
    """Return which name the pattern of a line has in a module, and which methods are asked of each name."""
    names: dict[int, str] = {}
    asked: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name):
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                names[line] = node.targets[0].id
        elif isinstance(node, ast.Attribute):
            asked[node.value.id if isinstance(node.value, ast.Name) else _ANY].add(node.attr)
            asked[_ANY].add(node.attr)
    return names, asked


def calls(found: Found) -> set[str]:
    """Return how a pattern is used: at the beginning of a text, on all of it, or anywhere in it where that is not known."""
    path, _, line = found.where.partition(":")
    names, asked = _uses(ROOT / path)
    methods = asked.get(names.get(int(line), _ANY)) or asked[_ANY]
    used = {"finditer" if method in _SEARCHING else method for method in methods}
    return used & {"finditer", "match", "fullmatch"} or {"finditer"}


@pytest.mark.slow
@pytest.mark.assault("texts for patterns", times=0)  # counted below
@pytest.mark.parametrize("part", range(PARTS))
def test_no_text_keeps_a_pattern_busy(part: int, request: pytest.FixtureRequest) -> None:
    tried, wrong = 0, []
    for found in gathered()[part::PARTS]:
        if found.where.partition(":")[0] in EXEMPT:
            continue
        pattern = re.compile(found.pattern, found.flags)
        tried += len(attacks(found.pattern, found.flags))
        wrong += [
            f"{found.where} {call} {found.pattern[:200]!r} {said}"
            for call in sorted(calls(found))
            if (said := trouble(pattern, call))
        ]
    request.node.user_properties.append(("assault", ("texts for patterns", tried)))
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow  # gathers what the test above tries: every module, every list of words, and an audit of the example
def test_there_are_as_many_patterns_as_the_program_compiles() -> None:
    places = {found.where.partition(":")[0] for found in gathered()}
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "auditor").rglob("*.py")
        if re.search(r"^_?[A-Z_]+ = re\.compile\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert wanted <= places


@pytest.mark.slow  # what measures the patterns, measured as they are
@pytest.mark.parametrize(
    "pattern",
    [r"\s+$", r"(a+)+b", r"(?:a|aa)+b", r"[\w-]+\.example", r"\s*,*\s*x", r"(\w+\s?)*;", r"x.*y.*z"],
)
def test_what_is_slow_is_found(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        patterns, "_TURNS", 2
    )  # more turns only ever clear a pattern that a busy machine made look slow
    assert trouble(re.compile(pattern))


@pytest.mark.slow  # as above
@pytest.mark.parametrize(
    "pattern", [r"\s{0,20}$", r"(?<!a)a++b", r"(?<![\w-])[\w-]++\.example", r"<a [^<>]{0,99}>", r"\d{3}"]
)
def test_what_is_not_slow_is_left_alone(pattern: str) -> None:
    assert not trouble(re.compile(pattern))


@pytest.mark.slow  # as above
def test_what_is_asked_at_the_beginning_alone_is_tried_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_TURNS", 2)  # as above
    assert not trouble(re.compile(r"[\s,]*+x"), "match")
    assert trouble(re.compile(r"\s*,*\s*x"), "match")
