"""What the documentation says is so: its tables, examples, commands, links and promises."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import get_args

import click
import jsonschema
import pytest
from PIL import Image
from pydantic import BaseModel

from auditor import RULESET, __version__, audit, cli, config, engine, registry, results
from auditor.cli import main
from auditor.model import Finding, Outcome, Reach, Role
from auditor.score import ENOUGH_COVERAGE
from auditor.text import patterns
from scripts import docs
from tests import snapshots
from tests.conftest import ROOT
from tests.test_architecture import LAYERS

PAGES = sorted(
    [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + list(ROOT.glob("docs/*.md"))
)
MARKS = {mark.partition(":")[0] for mark in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["markers"]}  # fmt: skip


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
        (ROOT / "docs" / "accuracy.md", "personal-details"),
        (ROOT / "README.md", "benchmark"),
        (ROOT / "README.md", "conversations"),
    }
    marked = {(page, name) for page in PAGES for name in re.findall(r"^<!-- ([\w-]+):begin -->$", page.read_text("utf-8"), re.MULTILINE)}  # fmt: skip
    assert marked == kept | elsewhere


def test_a_stale_block_is_noticed_and_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, _ in docs._MAKERS:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text(path).replace("dead-media-page", "dead-page"), encoding="utf-8")
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    assert docs.stale() == ["README.md: checks"]
    docs.write()
    assert docs.stale() == []


def test_the_table_of_checks_names_each_once() -> None:
    named = re.findall(r"^\| \[([\w-]+)\]", docs.checks(), re.MULTILINE)
    assert sorted(named) == list(registry.load(installed=False))


def test_the_help_is_what_users_see() -> None:
    names = [name for name, command in main.commands.items() if not command.hidden]
    assert re.findall(r"^  ([a-z]+)  ", docs.help_text(), re.MULTILINE) == sorted(names)
    assert "-h, --help" in docs.help_text("run")


def test_every_key_of_auditor_toml_is_told_once() -> None:
    for name, field in config.Settings.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            told = first_cells(section("docs/configuration.md", f"[{name}]"))
            assert told == [f"`{key}`" for key in inner.model_fields]
        elif (args := get_args(inner)) and isinstance(args[0], type) and issubclass(args[0], BaseModel):
            told = first_cells(section("docs/configuration.md", f"[[{name}]]"))
            assert told == [f"`{key}`" for key in args[0].model_fields]
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
    made = snapshots.only(engine.run(declared, site.snapshot()))
    assert (made.subject, made.fingerprint) == (finding["subject"], finding["fingerprint"])


def test_the_promises_about_outcomes_hold() -> None:
    def outcome(*yielded: Outcome) -> Outcome:
        check = registry.load(installed=False)["dead-media-page"].check
        finding = Finding(Outcome.PASS, "x", "y")
        return engine.conclude(check, tuple(replace(finding, outcome=one) for one in yielded)).outcome

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
        yield from ((page.name, re.sub(r"\s+", " ", line)) for line in (*shown, *quoted))


@pytest.mark.parametrize(("page", "line"), sorted(set(_commands())))
def test_every_command_exists_with_its_options(page: str, line: str) -> None:
    name, *rest = shlex.split(line)[1:]
    if name.startswith("-"):
        assert line == "auditor --help"
        return
    command = main.commands[name]
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
    ours = {option for command in main.commands.values() for parameter in command.params for option in parameter.opts}
    others = {"--write", "--picture", "--version", "--help"}  # scripts/docs.py and click
    for page in PAGES:
        named = set(re.findall(r"`(--[\w-]+)", prose(page)))
        assert named <= ours | others, f"{page.name}: {named - ours - others}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith("https://"):
            continue
        path, _, fragment = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        assert place.exists(), f"{page.name}: {target}"
        assert place.is_relative_to(ROOT)
        assert not fragment or fragment in _anchors(place), f"{page.name}: {target}"


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_paths_named_in_passing_exist() -> None:
    own = re.compile(r"`((?:auditor|tests|scripts|docs|examples|benchmarks|checks|templates|\.ci)/[\w./-]+)`")
    for page in PAGES:
        for path in own.findall(page.read_text(encoding="utf-8")):
            assert "ID" in path or "CATEGORY" in path or (ROOT / path).exists(), f"{page.name}: {path}"


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"(?:`|^    )make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)) <= targets, page.name


# ----------------------------------------------------------------------------------------------------------------- README


def test_the_exit_codes_are_those_of_the_command_line() -> None:
    codes = cli.CLEAN, cli.FOUND, cli.WRONG_USE, cli.INCOMPLETE
    assert first_cells(section("README.md", "In CI")) == [str(code) for code in codes]


def test_the_files_of_a_run_are_told() -> None:
    table = first_cells(section("README.md", "Use"))
    told = {cell.strip("`") for cell in table if cell.startswith("`")}
    assert told == {*audit.FORMATS.values(), "snapshot.sqlite"}


def test_the_example_of_auditor_toml_is_taken(tmp_path: Path) -> None:
    (example,) = blocks("README.md", "toml")
    (tmp_path / "auditor.toml").write_text(example, encoding="utf-8")
    settings = config.read(tmp_path / "auditor.toml")
    assert settings.model_fields_set - {"conversations"} == set(config.Settings.model_fields) - {
        "exclude",
        "accept",
        "profile",
        "spokespeople",
        "sources",
        "conversations",
    }
    assert set(settings.checks.skip) <= registry.load(installed=False).keys()
    assert config.thresholds(settings).certificate_days == 21


def test_the_examples_of_excludes_and_accepts_are_taken(tmp_path: Path) -> None:
    _, excluded, accepted = blocks("docs/configuration.md", "toml")
    (tmp_path / "auditor.toml").write_text(f'{excluded}{accepted}[target]\nsite = "https://company.example"')
    settings = config.read(tmp_path / "auditor.toml")
    assert [one.reason for one in settings.exclude] == ["frozen copy of the old site"]
    assert [one.reason for one in settings.accept] == ["their site is down until March"]
    assert settings.accept[0].check in registry.load(installed=False)
    told = section("docs/configuration.md", "[[exclude]]")
    (pattern,) = (one.pattern for one in settings.exclude)
    home = "https://www.company.example"
    assert f"`{pattern}` leaves out all" in told
    assert [patterns.matches(pattern, home + path) for path in ("/archive/x/y", "/archive", "/Archive/x")] == [True, False, False]  # fmt: skip


def test_the_limits_told_are_the_defaults() -> None:
    told = section("README.md", "How it behaves on the web")
    crawl = config.CrawlSettings()
    assert f"At most {crawl.per_host} connections to one host" in told
    assert f"At most {crawl.max_pages} pages and {crawl.max_links:,} other addresses" in told
    assert f"{crawl.max_body // 1_000_000} MB a page" in told
    assert crawl.max_seconds == 1_800
    assert "half an hour in all" in told


def test_the_picture_is_wide_enough_and_light() -> None:
    assert docs.PICTURE.stat().st_size < 150_000
    with Image.open(docs.PICTURE) as picture:
        assert picture.format == "PNG"
        assert picture.width == 1280
        assert len(picture.convert("RGB").getcolors(1 << 16) or ()) > 20, "more than an empty page"


def test_the_languages_told_are_those_of_the_words() -> None:
    names = {
        "cs": "Czech", "da": "Danish", "nl": "Dutch", "en": "English", "fi": "Finnish", "fr": "French", "de": "German",
        "it": "Italian", "ja": "Japanese", "nb": "Norwegian", "pl": "Polish", "pt": "Portuguese", "es": "Spanish", "sv": "Swedish",
    }  # fmt: skip
    words = tomllib.loads(text("auditor/collect/words.toml"))["phrases"]
    for role in ("contact", "media", "support"):
        assert set(words[role]) == set(names), role
    told = " ".join(text("README.md").split())
    sentence = re.search(r"recognised by words in (.+?)\. What", told)
    assert sentence is not None
    assert sorted(re.findall(r"[A-Z]\w+", sentence.group(1))) == sorted(names.values())


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
    _, shown = blocks("CONTRIBUTING.md", "python")
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


def test_the_layout_names_every_module_in_the_order_of_imports() -> None:
    table = section("CONTRIBUTING.md", "Layout").partition("In `auditor/`,")[2]
    named = [
        name.strip("/").removesuffix(".py") for cell in first_cells(table) for name in re.findall(r"`(.+?)`", cell)
    ]
    present = {path.name.removesuffix(".py") for path in (ROOT / "auditor").iterdir() if path.suffix in {"", ".py"}}
    assert named == [layer for layer in LAYERS if layer in present and layer != "__main__"]


def test_every_file_of_facts_is_told() -> None:
    cells = first_cells(section("CONTRIBUTING.md", "Add a word or a fact"))
    named = [name for cell in cells for name in re.findall(r"`(.+?)`", cell)]
    told = [path.relative_to(ROOT / "auditor").as_posix() for name in named for path in (ROOT / "auditor").glob(name)]
    assert all(any((ROOT / "auditor").glob(name)) for name in named)
    assert sorted(told) == sorted(path.relative_to(ROOT / "auditor").as_posix() for path in (ROOT / "auditor").rglob("*.toml"))


def test_every_mark_is_told() -> None:
    assert {cell.strip("`") for cell in first_cells(section("CONTRIBUTING.md", "Tests"))} == MARKS


def test_every_dependency_has_its_reason_and_no_other() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    needed = (
        project["build-system"]["requires"],
        project["project"]["dependencies"],
        *project["dependency-groups"].values(),
    )
    names = sorted(re.match(r"[\w.-]+", one)[0] for group in needed for one in group)  # type: ignore[index]
    table = section("CONTRIBUTING.md", "Dependencies")
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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_are_plain(page: Path) -> None:
    said = page.read_text(encoding="utf-8")
    assert said.endswith("\n")
    assert "\t" not in said
    assert said.count("```") % 2 == 0
    assert not re.search(r"\b(?:TODO|TBD|FIXME|simply|seamless|powerful|cutting-edge|blazing)\b", said, re.IGNORECASE)
    assert not re.search(r"(?<![\w.])/(?:home|root|opt|work|tmp)/", said), "a path of somebody's machine"
    american = re.search(
        r"\b(?:color|behavior|center|license[ds]?|recogniz\w+|optimiz\w+)\b(?![\w/.]|\]\()", prose(page)
    )
    assert american is None, american
