"""Workflows and the action: pinned, with least rights, and no way for strangers' text into a script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.test_locks import PROJECT

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
ACTION = ROOT / "action.yml"
TRIGGERS = {"push", "pull_request", "schedule", "workflow_dispatch", "workflow_call"}
"""None of these runs with rights, or with secrets, on what a stranger proposed."""
RIGHTS = {
    ("release.yml", "check"): {"contents": "read"},
    ("release.yml", "attest"): {"attestations": "write", "id-token": "write"},
    ("release.yml", "publish"): {"id-token": "write"},
    ("release.yml", "announce"): {"contents": "write"},
}
"""What a job may do besides reading the repository; jobs that are not here have no `permissions` of their own."""
PIN = re.compile(r"(?P<action>[\w.-]+/[\w./-]+)@(?P<hash>[0-9a-f]{40}) # (?P<version>v\d+\.\d+\.\d+)")
_LONGEST = 60
"""Minutes that a job may take."""


def steps(workflow: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job.get("steps", ())


def complaints(text: str, name: str = "x.yml") -> Iterator[str]:
    """Yield what is wrong with a workflow."""
    told = yaml.safe_load(text)
    yield from unpinned(text)
    on = told[True]  # YAML takes `on` for a truth
    yield from (f"trigger {one}" for one in on if one not in TRIGGERS)
    if told.get("permissions") != {"contents": "read"}:
        yield "permissions"
    if not told.get("concurrency", {}).get("group"):
        yield "concurrency"
    if "secrets." in text or "secrets:" in text or "secrets[" in text:
        yield "secrets"
    for job, content in told["jobs"].items():
        if content.get("permissions") != RIGHTS.get((name, job)):
            yield f"permissions of {job}"
        if "uses" not in content and not 0 < content.get("timeout-minutes", 0) <= _LONGEST:
            yield f"timeout of {job}"
        if "self-hosted" in str(content.get("runs-on")):
            yield f"runner of {job}"
    for step in steps(told):
        yield from misused(step)


def unpinned(text: str) -> Iterator[str]:
    """Yield actions that are not held by a hash with its version beside it."""
    for used in re.findall(r"\buses: *(.+)", text):
        if not used.startswith("./") and not PIN.fullmatch(used.strip()):
            yield f"pin {used}"


def misused(step: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a step: expressions in scripts, credentials that stay, caches that others can fill."""
    if "${{" in step.get("run", ""):
        yield "expression in run"
    used, given = step.get("uses", ""), step.get("with", {})
    if used.startswith("actions/checkout@") and (given.get("persist-credentials") is not False or "ref" in given):
        yield "credentials"
    if "cache" in given or used.startswith("actions/cache"):
        yield "cache"


GOOD = """
on: {push: {branches: [main]}}
permissions: {contents: read}
concurrency: {group: x}
jobs:
  one:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          persist-credentials: false
      - run: make check
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("push: {branches: [main]}", "pull_request_target: {}", "trigger pull_request_target"),
        ("push: {branches: [main]}", "workflow_run: {workflows: [gate]}", "trigger workflow_run"),
        ("push: {branches: [main]}", "issue_comment: {}", "trigger issue_comment"),
        ("permissions: {contents: read}\n", "", "permissions"),
        ("{contents: read}", "write-all", "permissions"),
        ("{contents: read}", "{contents: write}", "permissions"),
        (
            "    timeout-minutes: 5\n",
            "    timeout-minutes: 5\n    permissions: {issues: write}\n",
            "permissions of one",
        ),
        ("concurrency: {group: x}\n", "", "concurrency"),
        ("    timeout-minutes: 5\n", "", "timeout of one"),
        ("timeout-minutes: 5", "timeout-minutes: 360", "timeout of one"),
        ("ubuntu-24.04", "[self-hosted, linux]", "runner of one"),
        ("persist-credentials: false", "persist-credentials: true", "credentials"),
        ("persist-credentials: false", "fetch-depth: 1", "credentials"),
        ("persist-credentials: false", "{persist-credentials: false, ref: other}", "credentials"),
        ("make check", "echo ${{ github.event.pull_request.title }}", "expression in run"),
        ("make check", "echo hi\n        env: {TOKEN: '${{ secrets.TOKEN }}'}", "secrets"),
        ("@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "@v6", "pin actions/checkout@v6"),
        (" # v6.0.2", "", "pin actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd"),
        ("@de0fac2e4500", "@de0fac2e", "pin actions/checkout@de0fac2edabe0009e67214ff5f5447ce83dd # v6.0.2"),
    ],
)
def test_what_is_wrong_with_a_workflow_is_noticed(old: str, new: str, told: str) -> None:
    assert list(complaints(GOOD)) == []
    assert old in GOOD
    assert told in list(complaints(GOOD.replace(old, new)))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_is_wrong_with_a_workflow(path: Path) -> None:
    assert list(complaints(path.read_text("utf-8"), path.name)) == []


def test_rights_are_given_to_jobs_that_exist() -> None:
    jobs = {(path.name, job) for path in WORKFLOWS for job in yaml.safe_load(path.read_text("utf-8"))["jobs"]}
    assert RIGHTS.keys() <= jobs


def test_the_action_is_pinned_and_takes_inputs_by_the_environment() -> None:
    text = ACTION.read_text("utf-8")
    assert list(unpinned(text)) == []
    assert [wrong for step in yaml.safe_load(text)["runs"]["steps"] for wrong in misused(step)] == []


def test_an_action_has_one_hash_and_one_version_everywhere() -> None:
    known: dict[str, tuple[str, str]] = {}
    for path in [ACTION, *WORKFLOWS, *ROOT.glob("docs/**/*.md")]:
        for found in PIN.finditer(path.read_text("utf-8")):
            pinned = found["hash"], found["version"]
            assert known.setdefault(found["action"], pinned) == pinned, (path, found["action"])
    assert len(known) > 5


def test_a_hash_stands_for_one_action() -> None:
    found = [PIN.findall(path.read_text("utf-8")) for path in [ACTION, *WORKFLOWS]]
    pairs = {(action, digest) for some in found for action, digest, _ in some}
    assert len({digest for _, digest in pairs}) == len({action for action, _ in pairs}) == len(pairs)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_workflows_run_is_here(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([\w-]+):", makefile, re.MULTILINE))
    scripts = "\n".join(step.get("run", "") for step in steps(yaml.safe_load(path.read_text("utf-8"))))
    for wanted in re.findall(r"\bmake ([a-z][\w -]*?)(?= [A-Z]+=|$)", scripts, re.MULTILINE):
        assert set(wanted.split()) <= targets
    for script in re.findall(r"\bscripts/\S+", scripts):
        assert (ROOT / script).is_file()


def test_every_supported_python_is_checked_and_tried() -> None:
    supported = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))
    for name, job in (("check.yml", "locked"), ("release.yml", "try")):
        jobs = yaml.safe_load((FOLDER / name).read_text("utf-8"))["jobs"]
        assert jobs[job]["strategy"]["matrix"]["python"] == supported


def test_a_release_is_checked_built_once_tried_attested_and_only_then_published() -> None:
    jobs = yaml.safe_load((FOLDER / "release.yml").read_text("utf-8"))["jobs"]
    order = ["check", "build", "try", "attest", "publish", "announce"]
    assert list(jobs) == order
    assert [jobs[job].get("needs") for job in order] == [None, *order[:-1]]
    built = [
        job
        for job in order
        for step in jobs[job].get("steps", ())
        if re.search(r"\bmake\b.*\bdist\b", step.get("run", ""))
    ]
    assert built == ["build"]
    for job in ("attest", "publish", "announce"):  # with rights: they run nothing of the checkout
        assert not [step for step in jobs[job]["steps"] if "checkout" in step.get("uses", "")]
    assert not [step for job in ("attest", "publish") for step in jobs[job]["steps"] if "run" in step]
