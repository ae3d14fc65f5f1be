"""Plug-ins from the command line: `auditor plugins`, and what bad ones do to an audit. Nothing is lost, and no gate passes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.commands import main
from auditor.plugins import watch
from auditor.snapshot import reader
from tests.local_web import LocalWeb
from tests.plugins.declared import CODE, install, write
from tests.visits import collected


def auditor(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return tmp_path / "ours"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Return an auditor.toml that names the folder `ours`."""
    path = tmp_path / "auditor.toml"
    path.write_text(
        '[target]\nsite = "https://www.quillnet.example"\n[plugins]\nfolders = ["./ours"]\n', encoding="utf-8"
    )
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a run folder that was collected."""
    return collected(tmp_path / "run")


def test_all_kinds_are_listed_with_where_they_come_from(
    ours: Path, config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for kind in CODE:
        write(ours, kind, f"our{kind}")
    write(tmp_path / "site", "renderer", "slides", file="acme_slides")
    install(monkeypatch, tmp_path / "site", renderer="acme_slides")
    result = auditor("plugins", "--config", config)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert (
        lines[2].startswith("13 importers come with auditor 0.1.0: csv, facebook, ")
        or "importers come with" in lines[2]
    )
    rows = [line.split("\t") for line in lines if "\t" in line]
    assert [(row[0], row[1]) for row in rows] == [*((kind, f"our{kind}") for kind in CODE), ("renderer", "slides")]
    assert rows[2][2:5] == [str(ours / "ourimporter.py"), "", "1"]
    assert rows[4][2] == "acme_slides"


def test_without_any_the_page_is_named() -> None:
    result = auditor("plugins")
    assert result.exit_code == 0
    assert "No others were found; docs/extending.md says how to add some." in result.stdout


def test_a_named_one_that_cannot_be_loaded_ends_with_2_before_the_visit(
    ours: Path, config: Path, tmp_path: Path
) -> None:
    write(ours, "source", "parley", "SOURCE = ", "1 / 0\nSOURCE = ")
    for command in (
        ("run", config, "--output", tmp_path / "run"),
        ("collect", config, "--output", tmp_path / "run"),
        ("plugins", "--config", config),
    ):
        result = auditor(*command)
        assert result.exit_code == 2
        (line,) = result.stderr.splitlines()
        assert line == f"auditor: {ours / 'parley.py'}: cannot be loaded: ZeroDivisionError: division by zero (line 9)"
    assert not (tmp_path / "run").exists()


def test_an_installed_one_that_cannot_be_loaded_is_left_out_and_ends_with_3(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "acme_exits.py").write_text("raise SystemExit(0)")
    install(monkeypatch, tmp_path, source="acme_exits")
    result = auditor("check", folder, "--only", "dead-media-page")
    assert result.exit_code == 3
    assert json.loads((folder / "results.json").read_text())["broken_plugins"] == 1
    assert result.stderr.splitlines() == [
        "auditor: installed source acme_exits (acme_exits): exits while it is being loaded, with 0; left out",
        "auditor: 1 installed plug-in was left out, see above",
    ]
    assert auditor("plugins").exit_code == 3


def test_a_check_that_breaks_half_way_keeps_what_came_before(ours: Path, folder: Path, config: Path) -> None:
    write(ours, "check", "fax", 'yield passed("x")', 'yield passed("x")\n    raise ValueError("no line")')
    result = auditor("check", folder, "--config", config, "--only", "fax,dead-media-page")
    assert result.exit_code == 3
    assert "fax: ValueError: no line" in result.stderr
    (fax,) = (one for one in json.loads((folder / "results.json").read_text())["checks"] if one["id"] == "fax")
    assert (fax["outcome"], [finding["subject"] for finding in fax["findings"]]) == ("error", ["x"])


def test_a_check_that_prints_is_named_and_prints_nothing(ours: Path, folder: Path, config: Path) -> None:
    write(ours, "check", "fax", 'yield passed("x")', 'print("<html>")\n    yield passed("x")')
    result = auditor("check", folder, "--config", config, "--only", "fax")
    assert result.exit_code == 0
    assert "<html>" not in result.stdout
    assert result.stderr == "auditor: check fax prints '<html>\\n'; what plug-ins print is not shown\n"


def test_a_renderer_writes_its_file(ours: Path, folder: Path, config: Path) -> None:
    write(ours, "renderer", "slides")
    assert auditor("check", folder, "--only", "dead-media-page").exit_code == 0
    result = auditor("report", folder, "--config", config, "--format", "slides,json")
    assert result.exit_code == 0, result.output
    assert (folder / "report.slides.txt").read_text().endswith(": 1 checks")
    assert result.stdout.splitlines() == [str(folder / "report.slides.txt"), str(folder / "results.json")]


@pytest.mark.parametrize(
    ("new", "line"),
    [
        ("raise ValueError('no slides')", "renderer slides failed: ValueError: no slides"),
        ("path.write_text('half'); raise SystemExit(0)", "renderer slides wants to exit, with 0"),
        ("return", "renderer slides wrote no {file}"),
    ],
)
def test_a_renderer_that_breaks_ends_with_3_and_the_others_are_written(
    ours: Path, folder: Path, config: Path, new: str, line: str
) -> None:
    write(ours, "renderer", "slides", "path.write", f"{new}\n    path.write")
    assert auditor("check", folder, "--only", "dead-media-page").exit_code == 0
    result = auditor("report", folder, "--config", config, "--format", "slides,junit")
    assert result.exit_code == 3
    assert (folder / "results.junit.xml").is_file()
    assert not (folder / "report.slides.txt").exists()
    told = line.format(file=folder / "report.slides.txt")
    assert result.stderr.splitlines() == [f"auditor: {told}", "auditor: a plug-in failed, see above"]


def test_a_renderer_that_cannot_here_says_what_to_do(ours: Path, folder: Path, config: Path) -> None:
    write(
        ours,
        "renderer",
        "slides",
        "path.write",
        "from auditor.report.renderer import RenderProblem\n    raise RenderProblem('no slides: install them')\n    path.write",
    )
    assert auditor("check", folder, "--only", "dead-media-page").exit_code == 0
    result = auditor("report", folder, "--config", config, "--format", "slides,junit")
    assert (result.exit_code, result.stderr) == (3, "auditor: no slides: install them\n")


def test_a_format_that_is_none_ends_with_2_before_the_visit(config: Path, ours: Path, tmp_path: Path) -> None:
    write(ours, "renderer", "slides")
    result = auditor("run", config, "--format", "html,odt", "--output", tmp_path / "run")
    assert result.exit_code == 2
    assert result.stderr.startswith("auditor: --format: 'odt' is not one of html, pdf, ")
    assert result.stderr.endswith(", slides\n")
    assert not (tmp_path / "run").exists()


LOUD = """    if line == "stop":
            raise ValueError("no more")
        print(line)
        at ="""


def test_an_importer_that_breaks_half_way_and_prints_is_named_and_loses_nothing(ours: Path, tmp_path: Path) -> None:
    write(ours, "importer", "parley", "    at =", LOUD)
    (tmp_path / "talks.parley").write_text("one\ntwo\nstop\nfour\n")
    with LocalWeb() as web:
        web.html("/", "<p>Hello</p>")
        config = tmp_path / "auditor.toml"
        config.write_text(
            f'[target]\nsite = "{web.url}"\n[plugins]\nfolders = ["ours"]\n[[conversations]]\npath = "talks.parley"\n',
            encoding="utf-8",
        )
        result = auditor("collect", config, "--output", tmp_path / "run")
    assert result.exit_code == 3, result.output
    told = result.stderr.splitlines()
    assert f"auditor: importer parley failed: ValueError: no more (reading {tmp_path / 'talks.parley'})" in told
    assert any(line.startswith("auditor: importer parley prints 'one\\ntwo\\n") for line in told)
    assert told[-1] == "auditor: a plug-in failed, see above"
    assert f"Collected: {tmp_path / 'run'}" in result.stdout
    gathered = reader.load(tmp_path / "run")
    assert [post.text for post in gathered.posts] == ["one", "two"]
    assert "no more" in gathered.channels[0].cut.text


@pytest.mark.slow  # two visits each
def test_a_visit_on_which_a_plugin_broke_is_gone_on_with(ours: Path, tmp_path: Path) -> None:
    broken = write(ours, "importer", "parley", "    at =", LOUD)
    (tmp_path / "talks.parley").write_text("one\nstop\nthree\n")
    with LocalWeb() as web:
        web.html("/", "<p>Hello</p>")
        config = tmp_path / "auditor.toml"
        config.write_text(
            f'[target]\nsite = "{web.url}"\n[plugins]\nfolders = ["ours"]\n[[conversations]]\npath = "talks.parley"\n',
            encoding="utf-8",
        )
        resumed = "collect", config, "--output", tmp_path / "run", "--resume"
        assert auditor(*resumed[:-1]).exit_code == 3
        judged = auditor("check", tmp_path / "run", "--only", "dead-media-page", "--fail-on", "critical")
        assert judged.exit_code == 3  # what it would have brought is missing, though nothing broke this time
        assert judged.stderr.splitlines()[-1] == (
            "auditor: a plug-in failed on the visit; `auditor collect --resume` gathers what it would have brought"
        )
        assert json.loads((tmp_path / "run" / "results.json").read_text())["broken_plugins"] == 1
        assert not reader.load(tmp_path / "run").partial  # the site was seen whole
        assert auditor(*resumed).exit_code == 3  # it still breaks
        write(ours, "importer", "parley")
        done = auditor(*resumed)
        assert done.exit_code == 0, done.output
        gathered = reader.load(tmp_path / "run")
        assert [post.text for post in gathered.posts] == ["one", "stop", "three"]
        assert not gathered.channels[0].cut
        assert not gathered.partial
        assert not [note.text for note in gathered.notes if "parley" in note.text]
        web.asked.clear()
        assert auditor(*resumed).exit_code == 0
        assert web.asked == []  # now it is complete
    assert broken.is_file()


@pytest.mark.slow  # two visits each
def test_a_visit_from_which_a_plugin_was_left_out_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "acme_exits.py").write_text("raise SystemExit(0)")
    with LocalWeb() as web:
        web.html("/", "<p>Hello</p>")
        command = "collect", web.url, "--output", tmp_path / "run", "--resume"
        with monkeypatch.context() as patched:
            install(patched, tmp_path, source="acme_exits")
            assert auditor(*command).exit_code == 3
        web.asked.clear()
        assert auditor(*command).exit_code == 0
        assert web.asked


def test_what_was_left_out_is_told_before_a_format_is_refused(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "acme_exits.py").write_text("raise SystemExit(0)")
    install(monkeypatch, tmp_path, renderer="acme_exits")
    for command in (("run", "https://acme.example"), ("report", folder)):
        result = auditor(*command, "--format", "slides")
        assert result.exit_code == 2
        first, second = result.stderr.splitlines()
        assert first.endswith("exits while it is being loaded, with 0; left out")
        assert second.startswith("auditor: --format: 'slides' is not one of ")


def test_what_was_left_out_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "acme_exits.py").write_text("raise SystemExit(0)")
    install(monkeypatch, tmp_path, source="acme_exits")
    result = auditor("plugins")
    assert result.exit_code == 3
    assert result.stderr.splitlines() == [
        "auditor: installed source acme_exits (acme_exits): exits while it is being loaded, with 0; left out",
        "auditor: 1 installed plug-in was left out, see above",
    ]


def test_importing_tells_what_was_left_out(config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ours").mkdir()
    write(tmp_path / "ours", "renderer", "slides")
    (tmp_path / "acme_exits.py").write_text("raise SystemExit(0)")
    install(monkeypatch, tmp_path, importer="acme_exits")
    result = auditor("import", config)
    assert result.exit_code == 3
    assert "installed importer acme_exits" in result.stderr


def test_a_case_is_visited_with_the_plugins_of_auditor_toml(ours: Path, tmp_path: Path) -> None:
    write(ours, "importer", "parley", "    at =", LOUD)
    (tmp_path / "talks.parley").write_text("stop\n")
    with LocalWeb() as web:
        web.html("/", "<p>Hello</p>")
        config = tmp_path / "auditor.toml"
        config.write_text(
            f'[target]\nsite = "{web.url}"\n[plugins]\nfolders = ["ours"]\n[[conversations]]\npath = "talks.parley"\n',
            encoding="utf-8",
        )
        result = auditor("case", config, "--output", tmp_path / "case")
    assert result.exit_code == 3, result.output
    assert "importer parley failed: ValueError: no more" in result.stderr


def test_what_broke_outside_of_a_command_is_not_told_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "_WATCHES", [watch.Watch()])
    watch.note("source parley failed: LookupError (an earlier audit of this process)")
    result = CliRunner().invoke(main, ["check", str(tmp_path / "nothing")])
    assert "parley" not in result.stderr
    assert len(result.stderr.splitlines()) == 1
