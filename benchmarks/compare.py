"""What a crawl of a site, its check and its report cost with this checkout and with another one, in turn and in the same run.

    python -m benchmarks.compare OTHER_CHECKOUT [--pages N] [--repeat N] [--latency SECONDS]

Seconds of one run say little on a machine that does other things too. Ratios of the medians of runs made in turn do.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.measure import Cost, measured
from benchmarks.site import Plan, served
from benchmarks.tables import CONNECTIONS
from benchmarks.tools import AUDITOR, ROOT, Task, run_folder

_LIMIT = 600.0
"""Seconds for one run."""
STAGES = ("collect", "check", "report")


@dataclass(frozen=True, slots=True)
class Ratio:
    """What one stage costs here and there."""

    stage: str
    here: Cost
    """Medians; the exit code is none."""
    there: Cost


def compare(other: Path, plan: Plan, repeat: int) -> list[Ratio]:
    """Let both checkouts do all stages in turn, each the first every other time."""
    costs: dict[tuple[Path, str], list[Cost]] = {}
    with tempfile.TemporaryDirectory(prefix="auditor-compare-") as folder:
        for index in range(repeat):
            for tree in (ROOT, other) if index % 2 else (other, ROOT):
                for stage, cost in _once(tree, plan, Path(folder)):
                    costs.setdefault((tree, stage), []).append(cost)
    return [Ratio(stage, middle(costs[ROOT, stage]), middle(costs[other, stage])) for stage in STAGES]


def _once(tree: Path, plan: Plan, folder: Path) -> Iterator[tuple[str, Cost]]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with served(plan) as site, imported(tree):
        task = Task(site.urls[0], (), tuple(map(str, range(plan.pages * 2))), CONNECTIONS, folder)
        stages: dict[str, list[str | Path]] = {
            "collect": _understood(AUDITOR.command(task), tree),
            "check": ["check", run_folder(folder)],
            "report": ["report", run_folder(folder), "--format", "html,json"],
        }
        for stage in STAGES:
            command = [sys.executable, "-m", "auditor", *stages[stage]]
            cost = measured(command, folder / f"{stage}.out", limit=_LIMIT, folder=tree)
            if cost.code not in AUDITOR.codes:
                sys.exit(f"benchmark: {stage} of {tree} failed with exit code {cost.code}")
            yield stage, cost


def _understood(command: list[str | Path], tree: Path) -> list[str | Path]:
    """Return a command whose settings a checkout understands: one from before there was a choice looks at all links anyway."""
    settings = next(Path(word) for word in command if str(word).endswith(".toml"))
    if "    links: " not in (tree / "auditor" / "config" / "schema.py").read_text(encoding="utf-8"):
        settings.write_text(settings.read_text(encoding="utf-8").replace('links = "all"\n', ""), encoding="utf-8")
    return command


@contextmanager
def imported(tree: Path) -> Iterator[None]:
    """Let processes started meanwhile import from a checkout, whichever is installed."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(tree)
    try:
        yield
    finally:
        del os.environ["PYTHONPATH"]
        if before is not None:
            os.environ["PYTHONPATH"] = before


def middle(costs: list[Cost]) -> Cost:
    """Return the medians of several runs."""
    resident = [cost.rss for cost in costs if cost.rss is not None]
    wall, cpu = median(cost.wall for cost in costs), median(cost.cpu for cost in costs)
    return Cost(0, wall, cpu, rss=median(resident) if resident else None)


def table(ratios: list[Ratio]) -> str:
    """Return the ratios as Markdown."""
    lines = [
        "| stage | CPU s here | there | ratio | wall s here | there | ratio | RSS here | there |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for one in ratios:
        here, there = one.here, one.there
        cpu = f"{here.cpu:.2f} | {there.cpu:.2f} | {here.cpu / there.cpu:.3f}"
        wall = f"{here.wall:.2f} | {there.wall:.2f} | {here.wall / there.wall:.3f}"
        lines.append(f"| {one.stage} | {cpu} | {wall} | {here.rss or 0:.0f} | {there.rss or 0:.0f} |")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path, help="folder of the other checkout")
    parser.add_argument("--pages", type=int, default=600, help="pages of the site (default: %(default)s)")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each (default: %(default)s)")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer (default: none)")
    options = parser.parse_args(arguments)
    plan = replace(Plan(), pages=options.pages, latency=options.latency)
    print(table(compare(options.other.resolve(), plan, max(1, options.repeat))))


if __name__ == "__main__":
    main()
