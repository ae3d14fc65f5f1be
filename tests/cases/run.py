"""Audits the made-up sites of the case book, each in a network of its own, and says which come out wrong.

python -m tests.cases.run [FOLDER …] [-j N] [-v] [--day DAY]

Without folders: the case book, and the folder that AUDITOR_CASES names besides. Needs Linux with `unshare` and `ip` (util-linux,
iproute2), as root or in a user namespace.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from auditor.collect.browser.chromium import available
from tests.cases.case import KINDS, Case, CaseError, findings, load, wrong

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BOOK = HERE / "book"
KNOWN_WRONG = HERE / "known_wrong.toml"
_EXPECTED = frozenset({0, 1, 3})
"""Exit codes of an audit that came to its end."""
_SHOWN = 240
_JOBS = 2 * (os.cpu_count() or 1)
"""Half of what a case takes is waiting: for a second answer of what seems gone, and for what never comes."""
_FEW = 5
"""Cases for which reading everything ahead takes longer than it saves."""


@dataclass(frozen=True)
class Outcome:
    """What became of a case."""

    case: Case
    wrong: tuple[str, ...]
    """What was said that must not be, and what lacked; empty where the case came out right."""
    found: tuple[str, ...] = ()
    """All that was found besides passes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run cases; return 1 where one comes out wrong that isn't known to, or right that is."""
    options = _options(arguments)
    if why := unavailable():
        print(f"The cases can't be run here: {why}", file=sys.stderr)
        return 2
    try:
        cases = [load(folder) for folder in options.folders or standard()]
    except CaseError as error:
        print(error, file=sys.stderr)
        return 2
    cases = _possible(cases)
    outcomes = []
    nurseries: SimpleQueue[Nursery] = SimpleQueue()
    for _ in range(min(options.jobs, len(cases))):
        nurseries.put(Nursery(read_ahead=len(cases) > _FEW * options.jobs, day=options.day))
    with ThreadPoolExecutor(options.jobs) as pool:
        for outcome in pool.map(partial(_run, nurseries), cases):
            outcomes.append(outcome)
            _tell(outcome, verbose=options.verbose)
    while not nurseries.empty():
        nurseries.get().close()
    print(*tally(outcomes), sep="\n")
    return 1 if _surprises(outcomes) else 0


def _run(nurseries: SimpleQueue[Nursery], case: Case) -> Outcome:
    nursery = nurseries.get()
    try:
        return nursery.run(case)
    finally:
        nurseries.put(nursery)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Audit the made-up sites of the case book.")
    parser.add_argument("folders", nargs="*", type=Path, help="folders of cases; the whole book where left out")
    parser.add_argument("-j", dest="jobs", type=int, default=_JOBS, help=f"cases at a time; {_JOBS} where left out")
    parser.add_argument("-v", dest="verbose", action="store_true", help="show all that was found")
    parser.add_argument(
        "--day", default="", help="when cases take place that name no day, as 2027-05-31; today where left out"
    )
    return parser.parse_args(arguments)


def _possible(cases: Sequence[Case]) -> list[Case]:
    """Return the cases that can be run here; say which need a browser and there is none."""
    why = available() if any(case.index.get("browser") for case in cases) else ""
    left = [case.name for case in cases if why and case.index.get("browser")]
    if left:
        print(f"Left out, since they need a browser ({why}): {', '.join(left)}", file=sys.stderr)
    return [case for case in cases if case.name not in left]


def standard() -> list[Path]:
    """Return the folders of the case book, and of the further cases that AUDITOR_CASES names."""
    further = os.environ.get("AUDITOR_CASES")
    roots = [BOOK, *([Path(further)] if further else [])]
    return [folder for root in roots for folder in sorted(root.iterdir()) if (folder / "index.json").is_file()]


def unavailable() -> str:
    """Return why a network namespace can't be made here; empty where it can."""
    try:
        done = subprocess.run([*_namespace(), "ip", "link"], capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        return f"{error.filename} is not installed (Debian: util-linux, iproute2)."
    return f"{done.stderr.strip()} (root or user namespaces are needed)" if done.returncode else ""


def _namespace() -> list[str]:
    return ["unshare", "-n", "-m"] if os.geteuid() == 0 else ["unshare", "-U", "-r", "-n", "-m"]


class Nursery:
    """Runs cases, one after another, each in a network of its own."""

    def __init__(self, *, read_ahead: bool = False, day: str = "") -> None:
        self._day = day
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cases.nursery", *(["--read-ahead"] if read_ahead else [])],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, case: Case) -> Outcome:
        """Serve and audit one case."""
        with tempfile.TemporaryDirectory(prefix="case-results-") as folder:
            made, log = Path(folder) / "results.json", Path(folder) / "log"
            code = self._ask(case, made, log)
            said = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
            if "Traceback" in said or code not in _EXPECTED or not made.is_file():
                return Outcome(case, (f"exit code {code}: {' '.join(said.split())[-300:]}",))
            results = json.loads(made.read_text(encoding="utf-8"))
        found = tuple(" ".join(finding) for finding in findings(results) if finding[1] != "pass")
        return Outcome(case, tuple(wrong(case, results)), found)

    def _ask(self, case: Case, made: Path, log: Path) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(case.folder.resolve()), str(made), str(log), self._day]) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline() or -1)

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def _tell(outcome: Outcome, *, verbose: bool) -> None:
    print(f"{'wrong' if outcome.wrong else 'right'}  {outcome.case.name}", flush=True)
    for line in outcome.wrong:
        print(f"       wrong: {line[:_SHOWN]}")
    for line in outcome.found if verbose else ():
        print(f"       found: {line[:_SHOWN]}")


def known_wrong() -> Mapping[str, str]:
    """Return the cases that are known to come out wrong, each with the reason."""
    return dict(tomllib.loads(KNOWN_WRONG.read_text(encoding="utf-8")).get("cases", {}))


def _surprises(outcomes: Sequence[Outcome]) -> list[str]:
    known = known_wrong()
    return [outcome.case.name for outcome in outcomes if bool(outcome.wrong) != (outcome.case.name in known)]


def tally(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the table of right and wrong by kind, then what differs from what is known."""
    kinds = Counter(outcome.case.kind for outcome in outcomes)
    right = Counter(outcome.case.kind for outcome in outcomes if not outcome.wrong)
    yield ""
    for kind in (*KINDS, "other"):
        if kinds[kind]:
            yield f"{kind:<10} {right[kind]:>4} of {kinds[kind]:>4} right"
    yield f"{'all':<10} {right.total():>4} of {kinds.total():>4} right"
    known = known_wrong()
    for outcome in outcomes:
        if outcome.wrong and outcome.case.name in known:
            yield f"known to be wrong: {outcome.case.name}: {known[outcome.case.name]}"
        elif outcome.case.name in known:
            yield f"right by now, so take it out of {KNOWN_WRONG.name}: {outcome.case.name}"
        elif outcome.wrong:
            yield f"WRONG: {outcome.case.name}: {outcome.wrong[0][:_SHOWN]}"


if __name__ == "__main__":
    sys.exit(main())
