"""What a client reads holds no speech of the tool: no files of ours, keys, commands, ids of checks, hashes or paths of this machine.

The appendix, which is for whoever runs the audit, may hold all of it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from lxml import html as parser

from auditor import report
from auditor.audit import registry, results
from auditor.audit.results import Results
from auditor.config.report import Length
from auditor.config.schema import Settings
from auditor.model import Message, message
from auditor.report.renderers import html
from tests.conftest import ROOT

KNOWN = registry.load(installed=False)
GOLDEN = results.read(ROOT / "tests" / "golden" / "results.json")
IDS = "|".join(re.escape(id_) for id_ in KNOWN if "-" in id_)
SPEECH = re.compile(
    r"auditor\.toml|\[\[|results\.json|posts\.csv|findings\.toml|snapshot|AUDITOR_|\b[0-9a-f]{12,}\b(?<!\d{12})|/tmp/|(?<![\w-])--[a-z]|"
    rf"\b(?:{'|'.join(Settings.model_fields)})\.[a-z]+(?:_[a-z]+)+|\b(?:answer_hours|few_cases|contact_clicks)\b|"
    rf"auditor (?:run|check|collect|import)\b|(?<![\w-])(?:{IDS})(?![\w-])"
)
EDITIONS: tuple[tuple[Length, bool], ...] = tuple(
    (length, paper) for length in ("summary", "report", "full") for paper in (True, False)
)


@cache
def told(length: Length, *, paper: bool) -> str:
    return html.document(report.build(GOLDEN, KNOWN, length=length), paper=paper)


def said(markup: str) -> list[str]:
    """Return the texts of a document but for those of the appendix."""
    tree: Any = parser.document_fromstring(markup)
    for other in tree.xpath("//style | //script | //*[@id='appendix'] | //svg"):
        other.drop_tree()
    return [" ".join(one.split()) for one in tree.body.itertext() if one.strip()]


@pytest.mark.parametrize(("length", "paper"), EDITIONS)
def test_no_speech_of_the_tool_is_in_a_clients_paper(length: Length, paper: bool) -> None:
    texts = said(told(length, paper=paper))
    assert len(texts) > 50
    assert [one for one in texts if SPEECH.search(one)] == []


def test_the_measure_of_it_finds_it() -> None:
    found = {match.group() for match in SPEECH.finditer(appendix(told("full", paper=True)))}
    assert {"posts.csv", "auditor.toml", "dead-contact-page", "answer_hours"} <= found
    assert any(re.fullmatch("[0-9a-f]{64}", one) for one in found)


def test_the_pages_of_checks_name_no_file_that_only_whoever_runs_the_audit_has() -> None:
    operators = re.compile(r"\w+\.toml|\[\[|auditor (?:run|check|collect|approve)\b")
    pages = sorted((ROOT / "checks").rglob("*.md"))
    assert pages
    assert [
        (page.name, found) for page in pages if (found := operators.findall(page.read_text(encoding="utf-8")))
    ] == []


# --- what is said where something went wrong ----------------------------------------------------------------------------


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, bool]]:
    """Yield each call of `message` or `phrase`, and whether it is said to whoever runs the audit."""
    for_operator = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "telling_operator"
        for argument in node.args
        for inner in ast.walk(argument)
    }
    named = {
        name.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "telling_operator"
        for name in node.args
        if isinstance(name, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            target = node.targets[0].id
            if target in named or target in OPERATORS_OWN:
                for_operator |= {id(inner) for inner in ast.walk(node.value)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"message", "phrase"}:
            yield node, id(node) in for_operator


OPERATORS_OWN = frozenset({"WITH_BROWSER", "LONGER"})
"""Messages that other modules hand to `telling_operator`."""
FILES = sorted(
    path
    for folder in ("auditor", "checks")
    for path in (ROOT / folder).rglob("*.py")
    if not path.is_relative_to(ROOT / "auditor" / "collect" / "importers")  # why files can't be read: appendix only
    and not path.is_relative_to(ROOT / "auditor" / "cli")
)


@pytest.mark.slow
def test_what_readers_are_told_holds_none_whatever_went_wrong() -> None:
    templates = [
        (path.relative_to(ROOT).as_posix(), part.value)
        for path in FILES
        for call, for_operator in calls(ast.parse(path.read_text(encoding="utf-8")))
        if not for_operator
        for part in call.args
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    assert len(templates) > 1_000
    assert [(path, template) for path, template in templates if SPEECH.search(template)] == []


def test_no_page_of_a_check_speaks_to_whoever_runs_it_where_the_report_prints_it() -> None:
    printed = {id_: f"{known.doc.why}\n{known.doc.fix}\n{known.doc.limits}" for id_, known in KNOWN.items()}
    assert {id_: found.group() for id_, text in printed.items() if (found := SPEECH.search(text))} == {}


# --- the appendix -------------------------------------------------------------------------------------------------------


def broken(**changed: object) -> Results:
    return GOLDEN.model_copy(update=changed)


def of(judged: Results, length: Length = "report", *, paper: bool = True) -> str:
    return html.document(report.build(judged, KNOWN, length=length), paper=paper)


def appendix(markup: str) -> str:
    tree: Any = parser.document_fromstring(markup)
    return " ".join(" ".join(part.itertext()) for part in tree.xpath("//*[@id='appendix']"))


LIMIT = message("9 further pages were not read.").telling_operator(message("Raise crawl.max_pages."))
UNREAD = message("{file} does not exist.", file="/home/anna/clients/acme/inbox.csv")


@pytest.mark.parametrize("paper", [True, False])
def test_what_to_do_is_told_in_the_appendix_and_what_it_means_in_the_paper(paper: bool) -> None:
    markup = of(broken(limits=(LIMIT,)), paper=paper)
    assert "9 further pages were not read." in said(markup)
    assert "Raise crawl.max_pages." in appendix(markup)
    assert not [one for one in said(markup) if "max_pages" in one]


def test_a_file_that_could_not_be_read_is_named_in_the_appendix_without_its_folder() -> None:
    markup = of(broken(unimported=(UNREAD,)))
    assert "A file of conversations could not be read." in " ".join(said(markup))
    assert not [one for one in said(markup) if "inbox.csv" in one]
    assert "inbox.csv does not exist." in appendix(markup)
    assert "anna" not in markup


def test_there_is_no_appendix_on_paper_where_it_would_be_empty() -> None:
    quiet = broken(limits=(), unimported=(), checks=(), conversations=None, profiles=())
    assert appendix(of(quiet)) == ""
    assert "dead" not in appendix(of(quiet))
    assert appendix(of(broken(limits=(LIMIT,)), "summary")) == ""


def test_a_message_keeps_what_it_says_to_whoever_runs_the_audit() -> None:
    outer = message("It is so. {why}", why=LIMIT).then(LIMIT)
    assert outer.text == "It is so. 9 further pages were not read. 9 further pages were not read."
    assert outer.in_full == f"{outer.text} Raise crawl.max_pages."
    kept = Results.model_validate(
        {**GOLDEN.model_dump(mode="json"), "limits": [{"id": "x", "values": {}, "text": "x"}]}
    )
    again = Results.model_validate(broken(limits=(outer,)).model_dump(mode="json"))
    assert again.limits == (outer,)
    assert kept.limits == (Message("x"),)
