"""One door for shipped checks, a folder's and a package's."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from auditor import pipeline, report
from auditor.audit import choosing, registry
from auditor.audit.registry import CheckLoadError
from auditor.plugins import registry as plugins
from tests.snapshots import Site

CHECK = """
from auditor.api import Severity, check, passed

@check("{id}", category="contact", severity=Severity.LOW, needs=("pages",), title="Good", failing_title="Bad")
def {name}(snapshot):
    yield passed("x")
"""
DOC = "## What it checks\n\nA.\n\n## Why it matters\n\nB.\n\n## How to fix\n\nC.\n\n## What it cannot tell\n\nD.\n"


def write(folder: Path, id: str, doc: str | None = DOC, code: str = CHECK, file: str = "") -> None:
    name = id.replace("-", "_")
    (folder / f"{file or name}.py").write_text(code.format(id=id, name=name), encoding="utf-8")
    if doc is not None:
        (folder / f"{file or name}.md").write_text(doc, encoding="utf-8")


def test_a_folder_of_checks_joins_the_shipped_ones(tmp_path: Path) -> None:
    write(tmp_path, "fax-number")
    known = registry.load(folders=[tmp_path], installed=False)
    assert known["fax-number"].doc.fix == "C."
    assert "dead-media-page" in known
    assert list(known) == sorted(known)


@pytest.mark.parametrize(
    ("doc", "code", "file", "words"),
    [
        (None, CHECK, "", "fax_number.md: missing"),
        ("## What it checks\n", CHECK, "", "needs exactly the headings"),
        (
            DOC,
            "import nothing_of_that_name",
            "",
            "cannot be loaded: ModuleNotFoundError: No module named 'nothing_of_that_name' .line 1.",
        ),
        (DOC, "1 / 0", "", "cannot be loaded: ZeroDivisionError: division by zero .line 1."),
        (DOC, "def (", "", "cannot be loaded: SyntaxError"),
        (DOC, "import sys; sys.exit(0)", "", "exits while it is being loaded, with 0 .line 1."),
        (DOC, "raise SystemExit('bye\\nbye')", "", r"with 'bye\\nbye' .line 1."),
        (DOC, "raise GeneratorExit", "", "cannot be loaded: GeneratorExit"),
        (DOC, "raise ValueError('one\\ntwo')", "", "ValueError: one two"),
        (DOC, "x = 1", "", "declares no check"),
        (DOC, CHECK, "telefax", "file and id must be the same name"),
    ],
)
def test_what_is_wrong_with_a_check_is_said_with_its_file(
    tmp_path: Path, doc: str | None, code: str, file: str, words: str
) -> None:
    write(tmp_path, "fax-number", doc, code, file)
    with pytest.raises(CheckLoadError, match=words) as caught:
        registry.load(folders=[tmp_path], installed=False)
    assert str(tmp_path) in str(caught.value)


def declaring(old: str, new: str) -> str:
    assert old in CHECK
    return CHECK.replace(old, new)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (declaring('"pages",', '"pagess",'), 'needs: "pagess" is unknown; did you mean "pages"?'),
        (declaring('("pages",)', '("pages",), uses=("dnss",)'), 'uses: "dnss" is unknown; did you mean "dns"?'),
        (declaring('("pages",)', '"pages"'), "needs is 'pages'; it has to be a tuple, such as needs=(\"pages\",)"),
        (declaring('"contact"', '"contakt"'), 'category: "contakt" is unknown; did you mean "contact"?'),
        (declaring('"contact"', '"zzz"'), "it has to be one of contact, response, privacy"),
        (declaring('"Good"', '"Good", effort="minute"'), 'effort: "minute" is unknown; did you mean "minutes"?'),
        (declaring('"Good"', '"Good", team="it"'), 'team: "it" is unknown; did you mean "IT"?'),
        (declaring('"Good"', '"Good", team="tech"'), "it has to be one of web, comms, support, IT"),
        (declaring("Severity.LOW", '"low"'), "severity is 'low'; it has to be a `Severity`"),
        (declaring('"Good"', '" "'), "title says nothing"),
    ],
)
def test_a_declaration_is_held_to_what_there_is(tmp_path: Path, code: str, words: str) -> None:
    write(tmp_path, "fax-number", code=code)
    with pytest.raises(CheckLoadError, match=re.escape(words)) as caught:
        registry.load(folders=[tmp_path], installed=False)
    assert str(caught.value).startswith(str(tmp_path / "fax_number.py"))
    assert "\n" not in str(caught.value)


def test_a_page_in_another_encoding(tmp_path: Path) -> None:
    write(tmp_path, "fax-number")
    (tmp_path / "fax_number.md").write_bytes(DOC.replace("A.", "\xc4").encode("latin-1"))
    with pytest.raises(CheckLoadError, match=r"fax_number.md: is not encoded in UTF-8"):
        registry.load(folders=[tmp_path], installed=False)


def test_whoever_stops_us_is_not_taken_for_a_broken_file(tmp_path: Path) -> None:
    write(tmp_path, "fax-number", code="raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        registry.load(folders=[tmp_path], installed=False)


def test_tests_beside_checks_are_no_checks(tmp_path: Path) -> None:
    write(tmp_path, "fax-number")
    for name in ("test_fax_number.py", "conftest.py"):
        (tmp_path / name).write_text("1 / 0", encoding="utf-8")
    assert "fax-number" in registry.load(folders=[tmp_path], installed=False)
    (tmp_path / "test_telex.py").write_text("x = 1", encoding="utf-8")
    with pytest.raises(CheckLoadError, match=r"test_telex.py: declares no check"):
        registry.load(folders=[tmp_path], installed=False)


def point_at(monkeypatch: pytest.MonkeyPatch, folder: Path, *modules: str) -> None:
    """Let an installed package declare checks in these modules of `folder`."""
    monkeypatch.syspath_prepend(folder)
    points = [EntryPoint(name.replace("_", "-"), name, "auditor.checks") for name in modules]
    monkeypatch.setattr(plugins, "entry_points", lambda: EntryPoints(points))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("1 / 0", "cannot be loaded: ZeroDivisionError"),
        ("import sys; sys.exit(0)", "exits while it is being loaded"),
        ("x = 1", "declares no check"),
        (declaring('"contact"', '"contakt"'), 'category: "contakt" is unknown'),
    ],
)
def test_an_installed_check_that_is_broken_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, words: str
) -> None:
    bad, good = (f"{word}_number_{abs(hash(code))}" for word in ("bad", "good"))
    write(tmp_path, bad.replace("_", "-"), code=code)
    write(tmp_path, good.replace("_", "-"))
    point_at(monkeypatch, tmp_path, bad, good)
    known = registry.load()
    assert good.replace("_", "-") in known
    assert bad.replace("_", "-") not in known
    assert "dead-media-page" in known
    (line,) = known.left_out
    assert line.startswith(f"installed check {bad.replace('_', '-')} ({bad}): ")
    assert words in line


def test_an_installed_check_does_not_replace_one_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "dead-media-page")
    point_at(monkeypatch, tmp_path, "dead_media_page")
    known = registry.load()
    assert len(known.left_out) == 1
    assert "is declared already" in known.left_out[0]
    assert known["dead-media-page"].path.parent.name == "contact"


def test_an_empty_folder_and_none_at_all(tmp_path: Path) -> None:
    with pytest.raises(CheckLoadError, match="holds no check"):
        registry.load(folders=[tmp_path], installed=False)
    with pytest.raises(CheckLoadError, match="no such folder"):
        registry.load(folders=[tmp_path / "none"], installed=False)


def test_one_id_declared_twice(tmp_path: Path) -> None:
    write(tmp_path, "dead-media-page")
    with pytest.raises(CheckLoadError, match="is declared already"):
        registry.load(folders=[tmp_path], installed=False)


def test_two_folders_may_hold_files_of_one_name(tmp_path: Path) -> None:
    for part in ("one", "two"):
        (tmp_path / part).mkdir()
    write(tmp_path / "one", "fax-number")
    write(tmp_path / "two", "telex-number")
    assert {"fax-number", "telex-number"} <= registry.load(
        folders=[tmp_path / "one", tmp_path / "two"], installed=False
    ).keys()


@pytest.mark.slow
def test_an_installed_package_adds_checks_by_its_entry_point(tmp_path: Path) -> None:
    """The same door, from a package in a virtual environment of its own."""
    package = tmp_path / "acme_checks"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    write(package, "fax-number")
    (tmp_path / "acme_checks-1.dist-info").mkdir()
    (tmp_path / "acme_checks-1.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: acme-checks\nVersion: 1\n"
    )
    (tmp_path / "acme_checks-1.dist-info" / "entry_points.txt").write_text(
        "[auditor.checks]\nfax-number = acme_checks.fax_number\n"
    )
    code = "from auditor.audit import registry; print(registry.load()['fax-number'].doc.fix)"
    environment = {"PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[2]}", "PATH": "/usr/bin:/bin"}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "C."


# ------------------------------------------------------------------------------------------------------- own categories

BILLING = 'category = [{ id = "billing", title = "Billing", question = "Are invoices right?" }]'


def test_a_folder_of_checks_may_have_categories_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "late-invoice", code=declaring('"contact"', '"billing"'))
    (tmp_path / "categories.toml").write_text(BILLING, encoding="utf-8")
    known = registry.load(folders=[tmp_path], installed=False)
    assert known["late-invoice"].category.title == "Billing"
    assert list(known.categories)[-1] == "billing"
    only = choosing.chosen(known, only=["late-invoice"])
    theirs = registry.categories_of(only.values())
    judged = pipeline.judge_all([known["late-invoice"].check], Site().snapshot(), categories=theirs)
    assert [(one.id, one.title) for one in judged.categories] == [("billing", "Billing")]
    (category,) = report.build(judged, only, tmp_path).categories
    assert (category.title, category.question) == ("Billing", "Are invoices right?")


def test_without_the_line_a_category_is_unknown(tmp_path: Path) -> None:
    write(tmp_path, "late-invoice", code=declaring('"contact"', '"billing"'))
    with pytest.raises(CheckLoadError, match="beside the checks"):
        registry.load(folders=[tmp_path], installed=False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BILLING.replace("billing", "contact"), "category 'contact' is there already; choose another id"),
        (BILLING.replace("billing", "Billing!"), "id is 'Billing!'; it has to be lower-case words"),
        (BILLING.replace("question", "qestion"), "is no category; write it like category = "),
        (BILLING.replace('title = "Billing", ', ""), "is no category"),
        (BILLING.replace('"Billing"', "7"), "title is 7; it has to be a text"),
        ('category = ["billing"]', "billing is no category"),
        ('categories = ["billing"]', "has to be a list of categories and nothing else"),
        ("category = 3", "has to be a list of categories"),
        ("category = [", "cannot be read"),
        ('category = [{ id = "a", title = "A" }, { id = "a", title = "A" }]', "twice; remove one"),
        ('category = [{ id = "a", title = "A" }, { id = "a", title = "B" }]', "category 'a' is there already"),
    ],
)
def test_what_is_wrong_with_categories_is_said_with_their_file(tmp_path: Path, text: str, words: str) -> None:
    write(tmp_path, "late-invoice")
    (tmp_path / "categories.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CheckLoadError, match=re.escape(words)) as caught:
        registry.load(folders=[tmp_path], installed=False)
    assert str(tmp_path / "categories.toml") in str(caught.value)
