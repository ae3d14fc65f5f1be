"""What the documentation says is so: its tables, examples, commands, links and promises."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import get_args

import click
import jsonschema
import pytest
from PIL import Image
from pydantic import BaseModel

from auditor import RULESET, __version__, pipeline
from auditor.analysis import masking
from auditor.analysis.conversations import queries
from auditor.analysis.conversations.metrics import build, cases, rates
from auditor.analysis.conversations.metrics.turns import SECOND
from auditor.api import renderers
from auditor.audit import registry, results, runner
from auditor.audit.scoring import ENOUGH_COVERAGE
from auditor.cli import outcome
from auditor.cli.commands import main
from auditor.collect.browser import chromium
from auditor.collect.crawl import patience, render_queue
from auditor.collect.http.retry_policy import Pace
from auditor.collect.importers.base import NO_DATE, NO_ENTRY, ImportProblem, Request
from auditor.collect.sources import run, tokens
from auditor.collect.sources.clients import SourceContext
from auditor.collect.sources.table import source_for
from auditor.config import load
from auditor.config.schema import UNSEEN, ConversationSettings, SourceSettings
from auditor.model import Existence, Finding, Outcome, Profile, Reach, Role, Thresholds, quoted
from auditor.model.message_shape import MessageOut
from auditor.platforms.catalogue import catalogue
from auditor.plugins.registry import KINDS
from auditor.snapshot import records
from auditor.snapshot.writer import Store
from auditor.text import patterns
from auditor.text.posts.language import SUPPORTED
from auditor.text.role_words import known_languages
from scripts import docs, report_picture
from tests import local_web, snapshots
from tests.collect.sources import replay
from tests.conftest import ROOT
from tests.local_web import LocalWeb
from tests.test_architecture import ROOMS

PAGES = sorted(
    [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")]
    + [page for folder in ("docs", "examples") for page in ROOT.glob(f"{folder}/**/*.md")]
)
INDEX = ROOT / "docs" / "README.md"
MARKS = {re.split("[:(]", mark)[0] for mark in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["markers"]}  # fmt: skip


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(page: str, heading: str) -> str:
    """Return what stands under a heading, up to the next of its level or above."""
    found = re.search(rf"^(#+) {re.escape(heading)}$(.*?)(?=^#{{1,2}} |\Z)", text(page), re.MULTILINE | re.DOTALL)
    assert found is not None, f"{page} has no heading {heading!r}"
    return found.group(2)


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text(page), re.MULTILINE | re.DOTALL)


def first_cells(table: str) -> list[str]:
    """Return the first cell of each row of the tables in a text, heads left out."""
    rows = re.findall(r"^\|[ -]*-[ |-]*\|\n((?:\|.*\n?)+)", table, re.MULTILINE)
    return [line.split("|")[1].strip() for part in rows for line in part.splitlines()]


def prose(page: Path) -> str:
    return re.sub(r"^```.*?^```$|^    .*$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


# ------------------------------------------------------------------------------------------------------- taken from the code


def test_what_is_taken_from_the_code_is_up_to_date() -> None:
    assert docs.stale() == [], "run: python scripts/docs.py --write"


def test_every_marked_block_is_kept_up_to_date() -> None:
    kept = {(ROOT / path, name) for path, name in docs._MAKERS}
    elsewhere = {
        (ROOT / "docs" / "accuracy.md", "contact-details"),
        (ROOT / "docs" / "accuracy.md", "documents"),
        (ROOT / "docs" / "accuracy.md", "hijack-signs"),
        (ROOT / "docs" / "accuracy.md", "personal-details"),
        (ROOT / "docs" / "accuracy.md", "posts"),
        (ROOT / "docs" / "accuracy.md", "spikes"),
        (ROOT / "docs" / "speed.md", "audits"),
        (ROOT / "docs" / "speed.md", "benchmark"),
        (ROOT / "docs" / "speed.md", "conversations"),
        (ROOT / "docs" / "speed.md", "pages"),
        (ROOT / "docs" / "speed.md", "repeats"),
        (ROOT / "docs" / "speed.md", "rows"),
    }
    marked = {(page, name) for page in PAGES for name in re.findall(r"^<!-- ([\w-]+):begin -->$", page.read_text("utf-8"), re.MULTILINE)}  # fmt: skip
    assert marked == kept | elsewhere


def test_a_stale_block_is_noticed_and_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = {
        place: make for place, make in docs._MAKERS.items() if place[1] in {"checks", "help"}
    }  # each takes its time
    monkeypatch.setattr(docs, "_MAKERS", some)
    for path, _ in some:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text(path).replace("dead-media-page", "dead-page"), encoding="utf-8")
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    assert docs.stale() == ["docs/checks.md: checks"]
    docs.write()
    assert docs.stale() == []


def test_the_table_of_checks_names_each_once() -> None:
    named = re.findall(r"^\| \[([\w-]+)\]", docs.checks(), re.MULTILINE)
    assert sorted(named) == list(registry.load(installed=False))


def test_the_help_is_what_users_see() -> None:
    names = [name for name, command in main.every().items() if not command.hidden]
    assert re.findall(r"^  ([a-z][a-z-]+)  ", docs.help_text(), re.MULTILINE) == sorted(names)
    assert "-h, --help" in docs.help_text("run")


def keys_of(model: type[BaseModel]) -> Iterator[str]:
    """Yield the keys of a section, those of lists of tables in it last."""
    for key, field in model.model_fields.items():
        inner = next(iter(get_args(field.annotation)), None)
        yield from keys_of(inner) if isinstance(inner, type) and issubclass(inner, BaseModel) else (key,)


def test_every_key_of_auditor_toml_is_told_once() -> None:
    for name, field in load.Settings.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            told = first_cells(section("docs/configuration.md", f"[{name}]"))
            assert told == [f"`{key}`" for key in keys_of(inner)]
        elif (args := get_args(inner)) and isinstance(args[0], type) and issubclass(args[0], BaseModel):
            told = first_cells(section("docs/configuration.md", f"[[{name}]]"))
            assert told == [f"`{key}`" for key in args[0].model_fields]
    assert first_cells(section("docs/configuration.md", "[venues]")) == ["`owner`", "`watched_by`"]
    assert first_cells(section("docs/configuration.md", "Above all sections")) == ["`fail_on`"]


def test_every_reach_is_told() -> None:
    told = first_cells(section("docs/link-truth.md", "When no answer arrives"))
    assert list(dict.fromkeys(told)) == [f"`{reach.value}`" for reach in Reach if reach is not Reach.RESPONDED]


def test_tables_of_verdicts_hold_no_two_judgements_in_one_row() -> None:
    with pytest.raises(AssertionError, match="not judged alike"):
        docs._common(docs._OWN, (403, 404), 2)


# ---------------------------------------------------------------------------------------------------------- results.json


MODELS: dict[str, type[BaseModel]] = {
    "The file": results.Results,
    "target": results.TargetOut,
    "score": results.ScoreOut,
    "categories": results.CategoryOut,
    "checks": results.CheckOut,
    "findings": results.FindingOut,
    "messages": MessageOut,
    "evidence": results.EvidenceOut,
}


@pytest.mark.parametrize("heading", MODELS)
def test_every_key_of_the_results_is_told(heading: str) -> None:
    assert first_cells(section("docs/results.md", heading)) == [f"`{key}`" for key in MODELS[heading].model_fields]


def test_every_outcome_is_told() -> None:
    assert first_cells(section("docs/results.md", "Outcomes")) == [f"`{outcome.value}`" for outcome in Outcome]


def test_the_example_of_the_results_is_one() -> None:
    (example,) = blocks("docs/results.md", "json")
    data = json.loads(example)
    jsonschema.validate(data, json.loads(text("docs/results.schema.json")))
    assert data["ruleset"] == RULESET
    assert f"below {ENOUGH_COVERAGE}," in section("docs/results.md", "score")
    check, finding = data["checks"][0], data["checks"][0]["findings"][0]
    declared = registry.load(installed=False)[check["id"]].check
    assert check["title"] == declared.failing_title
    site = snapshots.Site("https://www.company.example/").page("/press", "", Role.MEDIA, status=404, tries=2)
    made = snapshots.only(runner.run(declared, site.snapshot()))
    assert (made.subject, made.fingerprint) == (finding["subject"], finding["fingerprint"])


def test_the_promises_about_outcomes_hold() -> None:
    def outcome(*yielded: Outcome) -> Outcome:
        check = registry.load(installed=False)["dead-media-page"].check
        finding = Finding(Outcome.PASS, "x", quoted("y"))
        return runner.conclude(check, tuple(replace(finding, outcome=one) for one in yielded)).outcome

    told = re.search(r"any of its findings has: (.+?)\. Without", section("docs/results.md", "Outcomes"))
    assert told is not None
    order = [Outcome(word) for word in re.findall(r"`([\w-]+)`", told.group(1))]
    assert [outcome(*order[place:]) for place in range(len(order))] == order
    assert outcome() is Outcome.NOT_APPLICABLE


# ------------------------------------------------------------------------------------------------------- commands and links


def _commands() -> Iterator[tuple[str, str]]:
    """Yield every command line of ours that the documentation shows, with its page."""
    for page in PAGES:
        shown = re.findall(r"^(?:    |      - run: |    - )((?:auditor|\.venv/bin/auditor) .+)$", page.read_text("utf-8"), re.MULTILINE)  # fmt: skip
        quoted = re.findall(r"`(auditor [^`]+)`", prose(page))
        yield from ((_name(page), re.sub(r"\s+", " ", line)) for line in (*shown, *quoted))


@pytest.mark.parametrize(("page", "line"), sorted(set(_commands())))
def test_every_command_exists_with_its_options(page: str, line: str) -> None:
    name, *rest = shlex.split(line)[1:]
    if name.startswith("-"):
        assert line in {"auditor --help", "auditor --version"}
        return
    command = main.every()[name]
    options = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    assert {part for part in rest if part.startswith("--")} <= options, f"{page}: {line}"
    given = [part for part in rest if part.startswith("--")]
    for option, value in pairwise(rest):
        if option in {"--fail-on", "--format"}:
            _take(command, option, value)
    assert len(given) == len(set(given))


def _take(command: click.Command, option: str, value: str) -> None:
    """Let the option say no to a value that it does not know."""
    (parameter,) = (one for one in command.params if option in one.opts)
    with click.Context(command) as context:
        assert parameter.process_value(context, value)


def test_every_option_named_in_passing_exists() -> None:
    ours = {option for command in main.every().values() for parameter in command.params for option in parameter.opts}
    others = {"--write", "--version", "--help"}  # scripts/docs.py and click
    for page in PAGES:
        named = set(re.findall(r"`(--[\w-]+)", prose(page)))
        assert named <= ours | others, f"{page.name}: {named - ours - others}"


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            if target.startswith("https://"):
                continue
            path, _, fragment = target.partition("#")
            place = (page.parent / path).resolve() if path else page
            assert place.exists(), f"{_name(page)}: {target}"
            assert place.is_relative_to(ROOT), _name(page)
            assert not fragment or fragment in _anchors(place), f"{_name(page)}: {target}"


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_paths_named_in_passing_exist() -> None:
    own = re.compile(r"`((?:auditor|tests|scripts|docs|examples|benchmarks|checks|templates|\.ci)/[\w./-]+)`")
    for page in PAGES:
        for path in own.findall(page.read_text(encoding="utf-8")):
            assert "ID" in path or "CATEGORY" in path or (ROOT / path).exists(), f"{page.name}: {path}"


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"(?:`|^    )make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE)) <= targets, (
            page.name
        )


# ----------------------------------------------------------------------------------------------------------------- README


def test_the_exit_codes_are_those_of_the_command_line() -> None:
    codes = outcome.CLEAN, outcome.FOUND, outcome.WRONG_USE, outcome.INCOMPLETE
    assert first_cells(section("README.md", "In CI")) == [str(code) for code in codes]


def test_the_files_of_a_run_are_told() -> None:
    table = first_cells(section("README.md", "Use"))
    told = {cell.strip("`") for cell in table if cell.startswith("`")}
    assert told == {*pipeline.FORMATS.values(), "snapshot.sqlite", pipeline.PROPOSAL}


def test_the_example_of_auditor_toml_is_taken(tmp_path: Path) -> None:
    example, *_ = blocks("docs/configuration.md", "toml")
    (tmp_path / "auditor.toml").write_text(example, encoding="utf-8")
    settings = load.read(tmp_path / "auditor.toml")
    elsewhere = {
        "exclude",
        "accept",
        "spokespeople",
        "sources",
        "security",
        "plugins",
        "report",
        "mentions",
        "venues",
        "status",
        "archive",
    }
    elsewhere |= {"watch"}
    assert settings.model_fields_set == set(load.Settings.model_fields) - elsewhere
    assert set(settings.checks.skip) <= registry.load(installed=False).keys()
    assert load.thresholds(settings).certificate_days == 21


def test_the_examples_of_excludes_and_accepts_are_taken(tmp_path: Path) -> None:
    *_, excluded, accepted, _ = blocks("docs/configuration.md", "toml")
    (tmp_path / "auditor.toml").write_text(f'{excluded}{accepted}[target]\nsite = "https://company.example"')
    settings = load.read(tmp_path / "auditor.toml")
    assert [one.reason for one in settings.exclude] == ["frozen copy of the old site"]
    assert [one.note for one in settings.accept] == ["their site is down until March"]
    assert settings.accept[0].check in registry.load(installed=False)
    told = section("docs/configuration.md", "[[exclude]]")
    (pattern,) = (one.pattern for one in settings.exclude)
    home = "https://www.company.example"
    assert f"`{pattern}` leaves out all" in told
    assert [patterns.matches(pattern, home + path) for path in ("/archive/x/y", "/archive", "/Archive/x")] == [True, False, False]  # fmt: skip


def test_the_example_of_a_watch_is_taken(tmp_path: Path) -> None:
    (example,) = (one for one in blocks("docs/configuration.md", "toml") if one.startswith("[watch]"))
    (tmp_path / "auditor.toml").write_text(f'{example}[target]\nsite = "https://company.example"')
    assert load.read(tmp_path / "auditor.toml").watch.alert_command == ("/usr/local/bin/page", "--team", "press")


def test_the_example_of_findings_toml_is_taken(tmp_path: Path) -> None:
    *_, example = blocks("docs/configuration.md", "toml")
    (tmp_path / "findings.toml").write_text(example, encoding="utf-8")
    (said,) = load.findings(tmp_path / "auditor.toml").values()
    assert said.responsible == "Web team"
    told = section("docs/configuration.md", "findings.toml")
    assert [cell.strip("`") for cell in first_cells(told)] == list(load.FindingSettings.model_fields)


def test_the_limits_told_are_the_defaults() -> None:
    told = section("docs/on-the-web.md", "How it behaves on the web")
    crawl = load.CrawlSettings()
    assert f"At most {crawl.per_host} connections to one host" in told
    assert f"At most {crawl.max_pages} pages and {crawl.max_links:,} other addresses" in told
    assert f"{crawl.max_body // 1_000_000} MB a page" in told
    assert crawl.max_seconds == 1_800
    assert "half an hour in all" in told


def test_the_picture_is_wide_enough_and_light() -> None:
    assert report_picture.PICTURE.stat().st_size < 150_000
    with Image.open(report_picture.PICTURE) as picture:
        assert picture.format == "PNG"
        assert picture.width == 1280
        assert len(picture.convert("RGB").getcolors(1 << 16) or ()) > 20, "more than an empty page"


def test_the_languages_told_are_those_of_the_words() -> None:
    told = " ".join(text("README.md").split())
    assert f"recognised by words in {len(known_languages())} languages" in told


# --------------------------------------------------------------------------------- platforms, conversations, privacy, links


def test_every_platform_is_told_once_and_with_what_it_rests_on() -> None:
    known = catalogue().platforms.values()
    asked, unasked = (section("docs/platforms.md", heading) for heading in ("Asked", "Not asked"))
    assert sorted(first_cells(asked) + first_cells(unasked)) == sorted(one.name for one in known if not one.closed_on)
    assert sorted(first_cells(section("docs/platforms.md", "Services that have shut down"))) == sorted(
        one.name for one in known if one.closed_on
    )
    told = section("docs/platforms.md", 'How to read "rule"')
    for one in known:
        if one.closed_on is None:
            assert f"**{one.standing}**" in told
            assert (f"| {one.name} |" in asked) is (source_for(one.id) is not None)
    assert not re.search(r"\{\w+\}", text("docs/platforms.md"))


def test_the_variables_of_tokens_are_those_that_are_read() -> None:
    told = first_cells(section("docs/platforms.md", "Tokens"))
    assert told == [f"`{tokens.variable(name)}`" for name in ("bluesky", "mastodon", "social.example")]
    (example,) = blocks("docs/platforms.md", "toml")
    assert SourceSettings(**tomllib.loads(example)["sources"]).bases == {"social.example": "https://social.example"}


def test_what_is_said_of_figures_is_what_is_counted() -> None:
    told, usual = text("docs/conversations.md"), Thresholds()
    assert f"is {usual.answer_hours} hours (`answer_hours`)" in told
    assert build.BURST == 1_800 * SECOND
    assert "within half an hour" in told
    assert cases.SKEW == 300 * SECOND
    assert "up to five minutes before" in told
    assert f"| below {usual.few_cases} (`few_cases`) |" in told
    assert f"| {usual.few_cases} to {usual.some_cases - 1} (below `some_cases`) |" in told
    assert f"| {usual.some_cases} or more |" in told
    assert [round(100 * share) for share in rates.wilson(21, 34)] == [45, 76]
    assert "For 21 of 34, 62 %, it is 45–76 %." in " ".join(told.split())  # noqa: RUF001 - ranges are written with an en dash
    names = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "pt": "Portuguese"}  # fmt: skip
    assert set(names) == SUPPORTED
    sentences = re.findall(
        r"(?:read are|conversations in) ([A-Z][\w, ]+?)[.;]", " ".join((told + text("README.md")).split())
    )
    assert len(sentences) == 2
    for sentence in sentences:
        assert sorted(re.findall(r"[A-Z]\w+", sentence)) == sorted(names.values())


def test_the_masks_told_are_those_that_are_put() -> None:
    told = section("docs/privacy.md", "What is masked")
    for masked in (
        masking.mask_email("jane@company.example"), masking.mask_phone("+442079460356"), masking.mask_name("Jane Doe"),
        masking.mask_street("12 High Street"), masking.mask_date("12 March 1980"), masking.mask_profile("https://social.example/jane"),
        queries.hide_handles("@anna"),
    ):  # fmt: skip
        assert f"`{masked}`" in told


def test_the_example_of_a_spokesperson_is_taken(tmp_path: Path) -> None:
    (example,) = blocks("docs/privacy.md", "toml")
    (tmp_path / "auditor.toml").write_text(f'{example}[target]\nsite = "https://company.example"')
    (person,) = load.company_profile(load.read(tmp_path / "auditor.toml")).spokespeople
    assert (person.name, person.emails) == ("Jo Quill", ("jo.quill@company.example",))


def test_how_often_what_is_gone_is_asked_for_is_told() -> None:
    told, pace = " ".join(section("docs/link-truth.md", "Trying again").split()), Pace()
    assert f"| 404, 410, a host that does not exist | 2 | {pace.confirm_after:g} s |" in told
    assert f"a failed secure connection | {pace.tries} | {pace.waits[0]:g} s, then {pace.waits[1]:g} s |" in told
    assert f"until {patience.CONFIRMED_ENOUGH} addresses of that host were" in told


def test_the_limits_of_the_browser_are_told() -> None:
    told = " ".join(section("docs/link-truth.md", "Pages that need scripts").split())
    assert f"{render_queue.MOST_PAGES} pages in all" in told
    assert f"within {chromium._SECONDS:g} seconds" in told
    assert f"{chromium._REQUESTS} requests and {chromium._BYTES // 1_000_000} MB a page" in told
    assert render_queue._ROUNDS == 3
    assert "three rounds at most" in told
    assert f"`{chromium.VARIABLE}` names another" in told


def test_every_page_is_listed_once_in_the_index() -> None:
    targets = re.findall(r"\]\(([\w/.-]+\.md)\)", INDEX.read_text(encoding="utf-8"))
    listed = [(INDEX.parent / target).resolve() for target in targets]
    assert sorted(page for page in listed if page.is_relative_to(INDEX.parent)) == sorted(
        page for page in INDEX.parent.rglob("*.md") if page != INDEX
    )


def test_the_first_pages_stay_short() -> None:
    assert len(text("README.md").split()) <= 1_500
    assert len(text("CONTRIBUTING.md").splitlines()) <= 250


# ----------------------------------------------------------------------------------------------------------- CONTRIBUTING


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return the folder with the check that CONTRIBUTING.md shows."""
    folder = tmp_path / "our_checks"
    folder.mkdir()
    shown = re.findall(
        r"^`our_checks/(\w+\.\w+)`[^\n]*\n\n```\w+\n(.*?)^```$", text("CONTRIBUTING.md"), re.MULTILINE | re.DOTALL
    )
    for name, content in shown:
        (folder / name).write_text(content, encoding="utf-8")
    assert len(shown) == 2
    return folder


def test_the_example_of_a_check_works(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = registry.load(folders=[example], installed=False)
    (new,) = known.keys() - registry.load(installed=False).keys()
    assert new == "untitled-contact-page"
    monkeypatch.setattr(snapshots, "_known", lambda: known)
    _, shown, *_ = blocks("CONTRIBUTING.md", "python")
    names: dict[str, object] = {}
    exec(compile(shown, "<CONTRIBUTING.md>", "exec"), names)
    (test,) = (value for name, value in names.items() if name.startswith("test_"))
    assert callable(test)
    test()


def test_the_example_test_of_a_check_can_fail(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (example / "untitled_contact_page.py").read_text()
    (example / "untitled_contact_page.py").write_text(code.replace("if page.title", "if not page.title"))
    with pytest.raises(AssertionError):
        test_the_example_of_a_check_works(example, monkeypatch)


def _module(page: str, heading: str) -> ModuleType:
    """Return the Python of a guide as a module."""
    (shown,) = re.findall(r"^```python\n(.*?)^```$", section(page, heading), re.MULTILINE | re.DOTALL)
    module = ModuleType("parley")
    exec(compile(shown, f"<{page}>", "exec"), module.__dict__)
    return module


def test_the_example_of_a_source_looks_profiles_up_and_gathers_posts(tmp_path: Path) -> None:
    source = _module("docs/extending/sources.md", "Add a source").SOURCE
    assert f"`AUDITOR_TOKEN_{source.name.upper()}`" in section("docs/extending/sources.md", "Add a source")
    talks = [
        {"id": "2", "by": "ann", "to": "1", "text": "Where is my order?", "at": "2026-11-20T10:05:00Z"},
        {"id": "1", "by": "Acme", "text": "Good morning", "at": "2026-11-20T10:00:00Z"},
        {"id": "x", "by": "ann", "text": "undated"},
        {"id": "0", "by": "Acme", "text": "long ago", "at": "2020-01-01T10:00:00Z"},
    ]
    with LocalWeb() as web:
        web.missing = local_web.answer(status=404)
        web.pages["/v1/users/acme"] = replay.said({"name": "Acme Tools"})
        web.pages["/v1/users/acme/talks"] = replay.said({"talks": talks, "cursor": "more"})
        store = Store(tmp_path)
        means = SourceContext(SourceSettings(bases={"parley": web.url}), store.put, pace=replay.HASTY)
        asked = [Profile("parley", handle, "") for handle in ("acme", "nobody")]
        found = asyncio.run(run.gather(asked, means, store, now=replay.NOW, source_for=lambda _: source))
        (channel,) = store.channels()
        posts = {post.id: post for post in records.posts(store._db, tmp_path)}
        store.close()
    assert [(one.existence, one.name) for one in found] == [(Existence.LIVE, "Acme Tools"), (Existence.MISSING, None)]
    assert {key: (post.by_brand, post.parent_id) for key, post in posts.items()} == {"1": (True, ""), "2": (False, "1")}
    assert (channel.skipped, channel.cut.text, channel.cannot_see) == ({"no time": 1}, "", ("deleted", "direct"))


def test_the_example_of_an_importer_reads_a_zip_and_counts_what_it_cannot(tmp_path: Path) -> None:
    importer = _module("docs/extending/importers.md", "Add an importer").IMPORTER
    with zipfile.ZipFile(tmp_path / "parley.zip", "w") as packed:
        entries = [{"id": "1", "at": "2026-03-02T10:00:00Z", "text": "Hello"}, {"id": "2", "at": "once"}, "nonsense"]
        packed.writestr("archive/talks.json", json.dumps(entries))
    said = ConversationSettings(path="parley.zip", account="Acme")
    post, *skips = importer.read(Request(tmp_path / "parley.zip", said, importer.name))
    assert (post.id, post.text, post.by_brand, post.account, post.source) == ("1", "Hello", True, "Acme", "parley")
    assert [(skip.reason, skip.where) for skip in skips] == [
        (NO_DATE, "archive/talks.json, entry 2"),
        (NO_ENTRY, "archive/talks.json, entry 3"),
    ]
    assert set(importer.cannot_see) <= set(UNSEEN)
    (tmp_path / "other.zip").write_bytes(b"PK")
    with pytest.raises(ImportProblem):
        list(importer.read(Request(tmp_path / "other.zip", said, importer.name)))


def test_the_example_of_a_renderer_writes_its_line(tmp_path: Path) -> None:
    renderer = _module("docs/extending/renderers.md", "Add a renderer").RENDERER
    assert list(renderer.problems()) == []
    renderer.render(renderers.trial(), tmp_path / renderer.file)
    assert (tmp_path / renderer.file).read_text(encoding="utf-8").startswith("Company: 50, on 100 % verified")


def test_the_page_on_extending_names_every_kind_and_group() -> None:
    table = text("docs/extending.md")
    assert re.findall(r"`auditor new-(\w+) NAME`", table) == list(KINDS)
    entry_points = tomllib.loads(blocks("docs/extending.md", "toml")[1])["project"]["entry-points"]
    assert list(entry_points) == list(KINDS.values())
    assert entry_points == tomllib.loads(text("examples/third_party/pyproject.toml"))["project"]["entry-points"]
    assert load.Settings.model_validate(
        {"target": {"site": "x.example"}, **tomllib.loads(blocks("docs/extending.md", "toml")[0])}
    )


def test_every_folder_of_real_data_that_tests_look_for_is_told() -> None:
    told = set(re.findall(r"^- `(\w+)/`", section("docs/developing/testing.md", "Real data"), re.MULTILINE))
    tests = (path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py") if "state" not in path.parts)
    assert told >= {name for code in tests for name in re.findall(r'shared_data / "(\w+)"', code)}


def test_the_layout_names_every_package_in_the_order_of_imports() -> None:
    table = section("CONTRIBUTING.md", "Layout").partition("In `auditor/`,")[2]
    cells = [re.findall(r"`(.+?)`", cell) for cell in first_cells(table)]
    named = [name.strip("/").removesuffix(".py").replace("/", ".") for names in cells for name in names]
    assert named == [
        room for room in ROOMS if not room.startswith("api.") and room not in {"analysis", "collect", "__main__"}
    ]


def test_every_file_of_facts_is_told() -> None:
    cells = first_cells(section("docs/developing/facts.md", "Where each fact lives"))
    named = [name for cell in cells for name in re.findall(r"`(.+?)`", cell)]
    found = [path for name in named for path in (ROOT / "auditor").glob(name) if path.suffix == ".toml"]
    told = [path.relative_to(ROOT / "auditor").as_posix() for path in found]
    assert all(any((ROOT / "auditor").glob(name)) for name in named)
    assert sorted(told) == sorted(
        path.relative_to(ROOT / "auditor").as_posix() for path in (ROOT / "auditor").rglob("*.toml")
    )


def test_every_mark_is_told() -> None:
    assert {cell.strip("`") for cell in first_cells(section("docs/developing/testing.md", "Marked tests"))} == MARKS


def test_every_dependency_has_its_reason_and_no_other() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    needed = (
        project["build-system"]["requires"],
        project["project"]["dependencies"],
        *project["dependency-groups"].values(),
    )
    named = (one for group in needed for one in group if isinstance(one, str))  # the others include a group
    names = sorted(re.match(r"[\w.-]+", one)[0] for one in named)  # type: ignore[index]
    pages = ("CONTRIBUTING.md", "docs/developing/testing.md", "docs/developing/supply-chain.md")
    table = "".join(section(page, "Dependencies") for page in pages)
    assert sorted(first_cells(table)) == names
    for row in re.findall(r"^\| (?!package)[\w-]+ \| (.+) \|$", table, re.MULTILINE):
        assert len(row) > 30
        assert row.endswith(".")


# -------------------------------------------------------------------------------------------------------------- CHANGELOG


def test_the_changelog_tells_this_version_and_ruleset_first() -> None:
    versions = re.findall(r"^## \[([\d.]+)\] - (unreleased|\d{4}-\d{2}-\d{2})$", text("CHANGELOG.md"), re.MULTILINE)
    assert versions[0][0] == tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert __version__ in {versions[0][0], "0+clone"}
    kinds = re.findall(r"^### (\w+)$", text("CHANGELOG.md"), re.MULTILINE)
    assert set(kinds) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Rules"}
    rules = re.search(r"^### Rules$(.*?)(?=^##|\Z)", text("CHANGELOG.md"), re.MULTILINE | re.DOTALL)
    assert rules is not None
    assert f"Ruleset {RULESET}" in rules.group(1)


# ------------------------------------------------------------------------------------------------------------------ words


def test_pages_are_plain() -> None:
    for page in PAGES:
        said = page.read_text(encoding="utf-8")
        assert said.endswith("\n"), _name(page)
        assert "\t" not in said, _name(page)
        assert said.count("```") % 2 == 0, _name(page)
        assert not re.search(
            r"\b(?:TODO|TBD|FIXME|simply|seamless|powerful|cutting-edge|blazing)\b", said, re.IGNORECASE
        ), _name(page)
        assert not re.search(r"(?<![\w.])/(?:home|root|opt|work|tmp)/", said), (
            f"{_name(page)}: a path of somebody's machine"
        )
        american = re.search(
            r"\b(?:color|behavior|center|license[ds]?|recogniz\w+|optimiz\w+)\b(?![\w/.]|\]\()", prose(page)
        )
        assert american is None, f"{_name(page)}: {american}"


def test_pages_say_it_in_our_words() -> None:
    for page in (*PAGES, *sorted(ROOT.glob("checks/**/*.md"))):
        ours = re.sub(r"^<!-- ([\w-]+):begin -->$.*?^<!-- \1:end -->$", "", prose(page), flags=re.MULTILINE | re.DOTALL)
        if page.name != "documentation.md":  # the list of words itself
            assert re.findall(r"\b(?:mend(?:s|ed|ing)?|house rules?|at fault)\b", ours, re.IGNORECASE) == [], _name(
                page
            )
