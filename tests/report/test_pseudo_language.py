"""A language in which every translated text is marked: whatever a report shows unmarked is data, or a text that no translator ever saw."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from lxml import html as lxml_html
from lxml.etree import _Element as Element

from auditor import report
from auditor.audit import page_languages, registry, results
from auditor.audit.registry import CheckDoc, Known
from auditor.config.report import LENGTHS, Length
from auditor.model.messages import Voice, speaking
from auditor.report.renderers import actions, html

pytestmark = pytest.mark.slow  # every report once more

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "results.json"
OPEN, SHUT = "\u27e6", "\u27e7"
_PLACES = re.compile(r"(%\(\w+\)s|%%)")
_WORD = re.compile(r"[^\W\d_]{2,}")
OURS = {"auditor", "results", "json", "csv", "OpenSSF", "Scorecard"}
NOT_READ = {"style", "script", "code"}
KEYS = {
    "id",
    "plural",
    "text",
    "outcome",
    "severity",
    "category",
    "effort",
    "team",
    "state",
    "status",
    "existence",
    "kind",
    "roles",
}
"""What results hold besides data: templates, and words that programs read."""


class Marking(Voice):
    """English in brackets; what stands for a value is left out of them."""

    code = "en-x-mark"

    def day(self, moment: date) -> str:
        return moment.isoformat()

    def translate(self, singular: str, plural: str, count: int) -> str:
        template = super().translate(singular, plural, count)
        if "%(" in template or "%%" in template:
            return "".join(part if _PLACES.fullmatch(part) else _mark(part) for part in _PLACES.split(template))
        return "".join(_brace(*part) for part in Formatter().parse(template))


def _brace(text: str, name: str | None, form: str | None, conversion: str | None) -> str:
    marked = _mark(text.replace("{", "{{").replace("}", "}}"))
    if name is None:
        return marked
    return f"{marked}{{{name}{'!' + conversion if conversion else ''}{':' + form if form else ''}}}"


def _mark(text: str) -> str:
    return f"{OPEN}{text}{SHUT}" if _WORD.search(text) else text


def _page(_: Known) -> CheckDoc:
    return CheckDoc(*(f"{OPEN}{part}.{SHUT}" for part in ("What", "Why", "It takes minutes", "Limits")))


@pytest.fixture(autouse=True)
def pages_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_languages, "told", _page)


def told(length: Length = "full") -> report.Report:
    known = registry.load(installed=False)
    return report.build(results.read(GOLDEN), known, GOLDEN.parent, length=length)


def data() -> str:
    """Return what stands in results as somebody's own: names, addresses, what pages and posts say."""
    kept = json.loads(GOLDEN.read_text(encoding="utf-8"))
    del kept["thresholds"]  # what they mean is ours to say
    return _plain("\n".join(_texts(kept)))


def _plain(text: str) -> str:
    """Return the words of a text alone."""
    return " ".join(re.findall(r"[^\W\d_]+", text))


def _texts(kept: Any, key: str = "") -> Iterator[str]:
    if isinstance(kept, dict):
        for name, value in kept.items():
            yield from _texts(value, name)
    elif isinstance(kept, list):
        for value in kept:
            yield from _texts(value, key)
    elif isinstance(kept, str) and key not in KEYS:
        yield kept


def unmarked(page: str) -> list[str]:
    """Return what a reader sees of a page outside brackets, a piece for each text that holds words."""
    tree = lxml_html.fromstring(page)
    stream = "\n".join(_shown(tree))
    depth, outside = 0, []
    for mark in stream:
        depth += (mark == OPEN) - (mark == SHUT)
        outside.append(mark if depth == 0 and mark not in OPEN + SHUT else "\n")
    return [line.strip() for line in "".join(outside).splitlines() if _WORD.search(line)]


def _shown(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag not in NOT_READ:
            yield element.text or ""
        for name in ("title", "alt", "aria-label"):
            yield element.get(name) or ""
        yield element.tail or ""


def strangers(page: str, known: str) -> list[str]:
    """Return what is unmarked and no data."""
    return [piece for piece in unmarked(page) if _plain(piece) not in known and piece not in OURS]


@pytest.mark.parametrize("paper", [False, True])
@pytest.mark.parametrize("length", LENGTHS)
def test_a_report_shows_no_text_that_a_translator_never_saw(length: Length, paper: bool) -> None:
    with speaking(Marking()):
        page = html.document(told(length), paper=paper)
    left = strangers(page, data())
    assert not left, (
        f'{len(left)} texts can\'t be translated, such as {left[0]!r}: write {{{{ _("…") }}}} or message(…)'
    )


def test_a_second_edition_speaks_its_own_language() -> None:
    html._environment.cache_clear()
    html.document(told("report"), paper=False)
    with speaking(Marking()):
        page = html.document(told("report"), paper=False)
    assert not strangers(page, data())


def test_the_plan_shows_none_either(tmp_path: Path) -> None:
    with speaking(Marking()):
        actions.write(told(), tmp_path / "actions.csv")
    head, first, *_ = (tmp_path / "actions.csv").read_text(encoding="utf-8").splitlines()
    assert all(cell.startswith(OPEN) for cell in head.split(","))
    assert first.count(OPEN) >= 4


def values(kept: Any) -> Iterator[str]:
    """Yield every bare string that stands as a value in a message, however deep."""
    if isinstance(kept, dict) and "id" in kept and isinstance(said := kept.get("values"), dict):
        yield from (one for one in said.values() if isinstance(one, str))
    parts = kept.values() if isinstance(kept, dict) else kept if isinstance(kept, list) else ()
    for part in parts:
        yield from values(part)


def prose() -> re.Pattern[str]:
    """Return what finds words of our own facts: strings of three words and more, which are no patterns; `{url}` may be anything."""
    found = {text for path in (ROOT / "auditor").rglob("*.toml") for text in _strings(tomllib.loads(path.read_text()))}
    told = [text for text in found if len(_WORD.findall(text)) >= 3 and " " in text and "\\" not in text]
    filled = (re.sub(r"\\{\w+\\}", r"\\S+", re.escape(text)) for text in sorted(told))
    return re.compile("|".join(f"(?:{text})" for text in filled))


def _strings(facts: Any, *, in_list: bool = False) -> Iterator[str]:
    """Yield what stands under a key of its own; lists hold marks to look for, except for those of laws."""
    if isinstance(facts, str) and not in_list:
        yield facts
    if isinstance(facts, dict):
        yield from (words for asked in facts.get("laws", {}).values() for entry in asked.values() for words in entry)
        for part in facts.values():
            yield from _strings(part)
    elif isinstance(facts, list):
        for part in facts:
            yield from _strings(part, in_list=True)


def test_no_words_of_our_facts_stand_in_a_message_as_somebodys_own() -> None:
    """What stands in platforms.toml and its like is ours to translate: `Message(words)`, and a line in scripts/catalogue.py."""
    ours = prose()
    assert ours.fullmatch("Open https://x.example/a in a browser.")
    kept = json.loads(GOLDEN.read_text(encoding="utf-8"))
    told = list(values(kept))
    assert len(told) > 100
    left = sorted({one for one in told if ours.fullmatch(one)})
    assert not left, f"{len(left)} words of ours can't be translated, such as {left[0]!r}"


def test_an_unmarked_text_is_noticed() -> None:
    page = f"<p>{OPEN}Of {SHUT}quillnet{OPEN} pages{SHUT}</p><p title='Left out'>Never seen</p>"
    assert sorted(strangers(page, "a page of quillnet")) == ["Left out", "Never seen"]
