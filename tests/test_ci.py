"""What CI systems are given: the action as a runner runs it, and the files for GitLab, pre-commit and containers."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.utils import canonicalize_name

from auditor import pipeline
from auditor.cli.commands import main
from tests.conftest import ROOT
from tests.local_web import LocalWeb
from tests.test_locks import pins

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


@dataclass
class Done:
    """One use of the action."""

    failed: bool
    outputs: Mapping[str, str]
    summary: str
    log: str


class Runner:
    """Runs the steps of action.yml as GitHub's runner does: each `run` in bash, with its own output file."""

    def __init__(self, folder: Path) -> None:
        self.temp, self.workspace, self.action = folder / "temp", folder / "workspace", folder / "action"
        for made in (self.temp, self.workspace):
            made.mkdir(parents=True)
        kept = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, check=True, capture_output=True, text=True,
        )  # fmt: skip
        for name in kept.stdout.splitlines():
            if not name.startswith(("tests/", "benchmarks/", "docs/")) and (ROOT / name).is_file():
                (self.action / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, self.action / name)
        self._lock_what_is_here()

    def _lock_what_is_here(self) -> None:
        """Lock the versions that the tests run with: what Auditor needs comes from there, and no registry is asked."""
        here: dict[str, str] = {canonicalize_name(one.name): one.version for one in metadata.distributions()}
        for name in ("build", "run"):
            names = {pin.name for pin in pins((ROOT / "requirements" / f"{name}.txt").read_text("utf-8"))}
            lines = [f"{one}=={here[one]} --hash=sha256:{'0' * 64}\n" for one in sorted(names & here.keys())]
            (self.action / "requirements" / f"{name}.txt").write_text("".join(lines), encoding="utf-8")

    def use(self, **given: str) -> Done:
        """Run the action with inputs, named with underscores."""
        inputs = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
        inputs |= {name.replace("_", "-"): value for name, value in given.items()}
        known = {f"inputs.{name}": value for name, value in inputs.items()}
        summary, log, failed = self.temp / "summary.md", "", False
        summary.unlink(missing_ok=True)
        for number, step in enumerate(ACTION["runs"]["steps"]):
            if "uses" in step or failed:
                continue
            written = self.temp / f"output-{number}"
            written.write_text("", encoding="utf-8")
            done = self._step(step, known, written, summary)
            log += done.stdout + done.stderr
            failed = done.returncode != 0
            known |= {f"steps.{step.get('id')}.outputs.{name}": value for name, value in outputs(written).items()}
        told = {name: filled(one["value"], known) for name, one in ACTION["outputs"].items()}
        return Done(failed, told, summary.read_text("utf-8") if summary.is_file() else "", log)

    def _step(
        self, step: Mapping[str, Any], known: Mapping[str, str], written: Path, summary: Path
    ) -> subprocess.CompletedProcess[str]:
        env = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(self.temp),
            "PIP_NO_INDEX": "1",
            "PYTHONPATH": sysconfig.get_path("purelib"),
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_OUTPUT": str(written),
            "GITHUB_STEP_SUMMARY": str(summary),
        }
        env |= {name: filled(str(value), known) for name, value in step.get("env", {}).items()}
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]
        return subprocess.run(command, cwd=self.workspace, env=env, capture_output=True, text=True, check=False)


def filled(text: str, known: Mapping[str, str]) -> str:
    return EXPRESSION.sub(lambda found: known.get(found.group(1), ""), text)


def outputs(path: Path) -> dict[str, str]:
    """Read a file of outputs as the runner does: `name=value`, or `name<<end`, lines, `end`."""
    found: dict[str, str] = {}
    lines = iter(path.read_text("utf-8").splitlines())
    for line in lines:
        name, several, end = line.partition("<<")
        if several:
            value = []
            while (one := next(lines)) != end:
                value.append(one)
            found[name] = "\n".join(value)
        else:
            name, _, found[name] = line.partition("=")
    return found


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    return Runner(tmp_path_factory.mktemp("runner"))


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.html("/", "<nav><a href=/contact>Contact</a><a href=/press>Press</a></nav>", title="Acme")
        server.html("/contact", "<p>Call <a href='tel:+442071838750'>+44 20 7183 8750</a></p>", title="Contact")
        yield server


@pytest.mark.slow
def test_the_action_fails_on_findings_and_passes_once_they_are_known_or_fixed(runner: Runner, web: LocalWeb) -> None:
    only = '[checks]\nonly = ["dead-media-page", "dead-contact-page"]\n[crawl]\nmax_seconds = 60\n'
    config = runner.workspace / "auditor.toml"
    config.write_text(f'[target]\nname = "Acme"\nsite = "{web.url}/"\n{only}', encoding="utf-8")

    failed = runner.use(fail_on="high", output="one")
    assert failed.failed, failed.log
    assert failed.outputs == {
        "exit-code": "1", "score": failed.outputs["score"], "coverage": "100", "grade": "F", "new-findings": "1", "report-path": "one",
    }  # fmt: skip
    assert "Fails: 1 finding at severity high or above." in failed.summary
    assert "::error file=auditor.toml,line=3,title=critical" in failed.log
    report = runner.workspace / "one"
    assert json.loads((report / "results.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert (report / "report.html").is_file()

    auditor = runner.temp / "auditor" / "bin" / "python"
    subprocess.run([auditor, "-m", "auditor", "baseline", "one"], cwd=runner.workspace, check=True, env={"PYTHONPATH": sysconfig.get_path("purelib")})  # fmt: skip
    known = runner.use(fail_on="high", output="two", baseline="baseline.json")
    assert (known.failed, known.outputs["exit-code"], known.outputs["new-findings"]) == (False, "0", "0"), known.log

    web.html("/press", "<p>Write to press@acme.example, or call us about anything at all.</p>", title="Press")
    passed = runner.use(fail_on="high", output="three")
    assert (passed.failed, passed.outputs["exit-code"], passed.outputs["score"]) == (False, "0", "100"), passed.log

    again = runner.use(fail_on="high", target="one", config="auditor.toml")
    assert (again.failed, again.outputs["report-path"], again.outputs["new-findings"]) == (True, "one", "1"), again.log


@pytest.mark.slow
def test_the_action_never_passes_because_something_broke(runner: Runner) -> None:
    config = runner.workspace / "auditor.toml"
    config.write_text("[target]\nsite = 3\n", encoding="utf-8")
    wrong = runner.use(output="wrong")
    assert (wrong.failed, wrong.outputs["exit-code"], wrong.outputs["score"]) == (True, "2", ""), wrong.log
    away = runner.use(target="http://127.0.0.1:9/", output="away")
    assert (away.failed, away.outputs["exit-code"], away.outputs["new-findings"]) == (True, "3", ""), away.log
    hostile = runner.use(
        target="$(touch hacked)`touch hacked`; touch hacked", output="a\nexit-code=0", fail_on='low"; touch hacked'
    )
    assert hostile.failed
    assert hostile.outputs["exit-code"] == "2"
    assert not (runner.workspace / "hacked").exists()


def test_inputs_reach_scripts_by_the_environment_alone() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    read = re.findall(r"""(?:_input\(|\(|")"?([A-Z_]{5,})""", (ROOT / "ci" / "action.py").read_text("utf-8"))
    given = {name.removeprefix("INPUT_") for step in ACTION["runs"]["steps"] for name in step.get("env", {})}
    assert {name for name in ACTION["inputs"] if name != "python-version"} == {
        name.lower().replace("_", "-") for name in given if name != "EXIT_CODE"
    }
    assert given - {"EXIT_CODE"} <= set(read)


def _lines(name: str) -> Iterator[str]:
    told = yaml.safe_load((ROOT / name).read_text("utf-8"))
    if isinstance(told, list):
        yield from (one["entry"] for one in told)
    else:
        yield from (line for job in told.values() for line in job["script"] if line.startswith("auditor"))


@pytest.mark.parametrize("name", ["ci/gitlab.yml", ".pre-commit-hooks.yaml"])
def test_the_commands_that_ci_files_run_exist(name: str) -> None:
    lines = list(_lines(name))
    assert lines
    for line in lines:
        _, command, *rest = line.split()
        known = {option for one in main.every()[command].params for option in one.opts}
        assert {part for part in rest if part.startswith("--")} <= known
        formats = rest[rest.index("--format") + 1].split(",") if "--format" in rest else []
        assert set(formats) <= set(pipeline.FORMATS)


def test_gitlab_keeps_files_that_are_written_and_no_snapshot() -> None:
    job = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text("utf-8"))[".auditor"]
    kept = [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]
    assert {Path(path).name for path in kept} <= set(pipeline.FORMATS.values())


def test_the_container_runs_as_nobody_in_particular_and_copies_what_is_there() -> None:
    lines = (ROOT / "Containerfile").read_text("utf-8")
    assert re.search(r"^USER (?!root)\w+$", lines, re.MULTILINE)
    assert 'ENTRYPOINT ["auditor"]' in lines
    for source in re.findall(r"^COPY (?!--from)(\S+)", lines, re.MULTILINE):
        assert (ROOT / source).exists()
    setup = (ROOT / "scripts" / "setup.sh").read_text("utf-8")
    assert set(re.findall(r"lib(?:pango|harfbuzz)[\w.-]+", lines)) == set(
        re.findall(r"lib(?:pango|harfbuzz)[\w.-]+", setup)
    )
