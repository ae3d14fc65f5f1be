"""A whole site crawled by us and by other link checkers, in the same run, on a site made for it: time, memory, truth.

    python -m benchmarks.crawl [--install DIR | --peers DIR] [--pages N] [--memory] [--repeat N] [--write]

`--install` installs the others into a folder first, `--peers` names a folder where that was done. `--memory` crawls ten
times as many pages besides. `--write` puts the tables into docs/speed.md. What the columns mean: benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.snapshot.reader import SnapshotError
from benchmarks import tools
from benchmarks.measure import Cost, measured
from benchmarks.site import Plan, served
from benchmarks.tables import CONNECTIONS, LARGER, MANY, Judged, Round, Run, promises, targets, text, write
from benchmarks.tools import AUDITOR, PEERS, ROOT, Task, Tool, ToolError

LATENCIES = (0.0, 0.1)
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where and how tools are run."""

    folder: Path
    peers: Path | None
    limit: float
    """Seconds for one run."""
    repeat: int = 1

    def run(self, tool: Tool, plan: Plan, connections: int = CONNECTIONS) -> Run:
        """Let a tool crawl the site; of several tries the fastest is kept."""
        run = Run(tool, tool.title(self.peers), connections)
        start = tool.start(self.peers)
        if start is None:
            return replace(run, trouble="not installed")
        tries = [self._once(run, plan, start) for _ in range(self.repeat)]
        done = [each for each in tries if each.wall is not None]
        return min(done, key=lambda each: each.wall or 0.0) if done else tries[-1]

    def _once(self, run: Run, plan: Plan, start: list[str | Path]) -> Run:
        folder = self.place(run)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o755)  # LinkChecker, started by root, reads its settings as nobody
        with served(replace(plan, headers=run.tool.headers)) as site:
            there, gone = plan.truth()
            task = Task(site.urls[0], tuple(sorted(there)), tuple(sorted(there | gone)), run.connections, folder)
            output = folder / "output"
            where = ROOT if run.tool.is_ours else folder
            cost = measured([*start, *run.tool.command(task)], output, limit=self.limit, folder=where)
        counted = site.counted
        run = replace(run, cost=cost, requests=counted.get("requests", 0), most=counted.get("most", 0))
        trouble = _trouble(run.tool, cost, output, self.limit)
        return replace(run, trouble=trouble) if trouble else _judged(run, task, output, gone)

    def place(self, run: Run) -> Path:
        """Return the folder of a run."""
        return self.folder / f"{re.sub(r'[^a-zA-Z]+', '-', run.tool.name + run.tool.manner)}-{run.connections}"


def _trouble(tool: Tool, cost: Cost, output: Path, limit: float) -> str:
    if cost.late:
        return f"not done after {limit:.0f} s"
    if cost.code not in tool.codes:
        said = tools.last_line(output.with_suffix(".err").read_text(encoding="utf-8", errors="replace"))
        return f"failed with exit code {cost.code}" + (f": {said}" if said else "")
    return ""


def _judged(run: Run, task: Task, output: Path, gone: set[str]) -> Run:
    """Compare what the tool calls broken with what is."""
    try:
        said = run.tool.broken(task, output)
    except (ValueError, LookupError, TypeError, OSError, SnapshotError) as error:
        return replace(run, trouble=tools.unreadable(error))
    return replace(run, found=len(said & gone), missed=len(gone - said), false=len(said - gone))


def compare(bench: Bench, plan: Plan, tell: Callable[[str], None]) -> Round:
    """Let all tools crawl the site at one latency."""
    tries: list[tuple[Tool, int]] = [(AUDITOR, CONNECTIONS)]
    if plan.latency:
        tries.append((AUDITOR, MANY))
    tries += [(peer, CONNECTIONS) for peer in PEERS]
    runs = []
    for tool, connections in tries:
        run = bench.run(tool, plan, connections)
        took = run.trouble if run.wall is None else f"{run.wall:.2f} s"
        tell(f"{plan.latency * 1000:.0f} ms, {run.name}, {connections} connections: {took}")
        runs.append(run)
    return Round(plan.latency, count(plan), tuple(runs))


def count(plan: Plan) -> int:
    """Return how many addresses the site links to, dead ones among them."""
    return sum(map(len, plan.truth()))


def judge(folder: Path, limit: float) -> Judged | str:
    """Check and report what our crawl brought; return the seconds, or what went wrong in a line."""
    stages: dict[str, list[str | Path]] = {
        "check": ["check", folder],
        "report": ["report", folder, "--format", "html,json"],
    }
    walls = {}
    for name, arguments in stages.items():
        output = folder.parent / f"{name}.out"
        command = [sys.executable, "-m", "auditor", *arguments]
        cost = measured(command, output, limit=limit, folder=ROOT)
        if trouble := _trouble(AUDITOR, cost, output, limit):
            return f"`{name}` {trouble}"
        walls[name] = cost.wall
    begin = time.perf_counter()
    tools.dead_links(folder)
    return Judged(walls["check"], walls["report"], time.perf_counter() - begin)


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, metavar="DIR", help="where the other tools are installed")
    parser.add_argument("--install", type=Path, metavar="DIR", help="install them there first")
    parser.add_argument("--pages", type=int, default=Plan().pages, help="pages of the site (default: %(default)s)")
    parser.add_argument("--memory", action="store_true", help=f"crawl {LARGER} times as many pages besides")
    parser.add_argument("--repeat", type=int, default=1, help="tries of each tool; the fastest counts")
    parser.add_argument("--limit", type=float, default=600, metavar="SECONDS", help="one run takes at most so long")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/speed.md")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    """Measure, print, and write when asked to."""
    options = parse(arguments)
    try:
        if options.install is not None:
            tools.install(options.install)
        with tempfile.TemporaryDirectory(prefix="auditor-benchmark-") as folder:
            Path(folder).chmod(0o755)
            bench = Bench(Path(folder), options.peers or options.install, options.limit, max(1, options.repeat))
            said, against = measure(bench, Plan(pages=options.pages), memory=options.memory)
        print(f"{said}\n\n{against}")
        if options.write:
            write(said)
    except (ToolError, OSError, subprocess.TimeoutExpired) as error:
        sys.exit(f"benchmark: {error}")


def measure(bench: Bench, plan: Plan, *, memory: bool = False) -> tuple[str, str]:
    """Run everything; return what was measured, and that against what was promised, as Markdown."""
    rounds: list[Round] = []
    judged: Judged | str | None = None
    for latency in LATENCIES:
        found = compare(bench, replace(plan, latency=latency), _tell)
        ours = found.of(AUDITOR)
        if judged is None and ours is not None:
            judged = judge(tools.run_folder(bench.place(ours)), bench.limit)
        rounds.append(found)
    larger = bench.run(AUDITOR, replace(plan, pages=LARGER * plan.pages)) if memory else None
    return text(plan, rounds, judged, larger), promises(targets(rounds, judged, larger))


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
