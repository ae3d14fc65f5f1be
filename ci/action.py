"""What action.yml does between installing Auditor and passing or failing: audit, annotate, summarise, say how it came out.

It reads its inputs from the environment (INPUT_…) and never fails by itself: the last step of the action does, by `exit-code`.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

NEEDED = ("json", "md", "github", "sarif")
"""Formats that the outputs, the summary, the annotations and code scanning are made of."""
INCOMPLETE = 3


def main() -> None:
    """Run the audit and write what GitHub reads."""
    said = os.environ
    folder = Path(_input("TARGET") if _is_run(_input("TARGET")) else _input("OUTPUT"))
    before = _written(folder)
    code = max(map(_run, _commands(folder)))
    results = _results(folder) if _written(folder) != before else None
    _append(said["GITHUB_OUTPUT"], _outputs(results, code, folder))
    if results is None:
        return
    if (folder / "summary.md").is_file():
        with Path(said["GITHUB_STEP_SUMMARY"]).open("ab") as summary:
            summary.write((folder / "summary.md").read_bytes())
    if (folder / "annotations.txt").is_file():
        sys.stdout.write((folder / "annotations.txt").read_text(encoding="utf-8"))


def _run(command: list[str]) -> int:
    """Return the exit code of a command; one that was killed did not complete."""
    code = subprocess.run([sys.executable, "-m", "auditor", *command], check=False).returncode
    return code if code >= 0 else INCOMPLETE


def _written(folder: Path) -> int:
    """Return when results were written last: those of an earlier run are not this one's."""
    path = folder / "results.json"
    return path.stat().st_mtime_ns if path.is_file() else 0


def _input(name: str) -> str:
    return os.environ.get(f"INPUT_{name}", "").strip()


def _is_run(target: str) -> bool:
    return (Path(target) / "snapshot.sqlite").is_file()


def _commands(folder: Path) -> Iterator[list[str]]:
    """Yield the commands to run: one for a target, two for a visit that is there already."""
    wanted = ",".join(dict.fromkeys([*NEEDED, *filter(None, map(str.strip, _input("FORMATS").split(",")))]))
    if _is_run(_input("TARGET")):
        config = [f"--config={_input('CONFIG')}"] if _input("CONFIG") else []
        yield ["check", str(folder), *config, *_gate()]
        yield ["report", str(folder), *config, "--format", wanted]
    else:
        yield ["run", "--output", str(folder), "--format", wanted, *_gate(), "--", _input("TARGET")]


def _gate() -> Iterator[str]:
    for name, option in (("FAIL_ON", "--fail-on"), ("BASELINE", "--baseline"), ("MIN_COVERAGE", "--min-coverage")):
        if value := _input(name):
            yield f"{option}={value}"
    if _input("GATE_THIRD_PARTY") == "true":
        yield "--gate-third-party"


def _results(folder: Path) -> Mapping[str, Any] | None:
    """Return the results of the run; None where it came to none."""
    try:
        found: Mapping[str, Any] = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def _outputs(results: Mapping[str, Any] | None, code: int, folder: Path) -> dict[str, str]:
    if results is None:
        values = dict.fromkeys(("score", "coverage", "grade", "new-findings"), "")
        return {"exit-code": str(code or INCOMPLETE), **values, "report-path": str(folder)}
    score, gate = results["score"], results.get("gate")
    failing = {*gate["failing"], *gate["lapsed"]} if gate else ()
    return {
        "exit-code": str(code),
        "score": "" if score["value"] is None else f"{score['value']:.0f}",
        "coverage": str(int(100 * score["coverage"] + 1e-6)),
        "grade": score["grade"] or "",
        "new-findings": str(len(failing)),
        "report-path": str(folder),
    }


def _append(path: str, outputs: Mapping[str, str]) -> None:
    """Write outputs so that no value can end early and name another."""
    with Path(path).open("a", encoding="utf-8") as file:
        for name, value in outputs.items():
            end = f"end-{secrets.token_hex(16)}"
            file.write(f"{name}<<{end}\n{value}\n{end}\n")


if __name__ == "__main__":
    main()
