"""Whole audits of an ordinary company's site: what is asked for and why, how long it takes, and what each stage costs.

    python -m benchmarks.audit [--sites 40,300,20] [--latency 0,80] [--against REVISION] [--tries N] [--write]
    python -m benchmarks.audit --repeat N [--against REVISION] [--write]

`--against` measures another revision of this repository in turn with this checkout, on the same sites. `--repeat` audits a small
site N times in one process instead. `--write` puts the tables into docs/speed.md. What the columns mean: benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.pipeline import FORMATS
from benchmarks import audit_tables, tables
from benchmarks.audit_tables import Audit, Repeated, Version
from benchmarks.company_server import Place, served
from benchmarks.company_site import DOMAIN, HOME, SITES, Company
from benchmarks.compare import imported, middle
from benchmarks.measure import Cost, measured
from benchmarks.tables import Target
from benchmarks.tools import ROOT, ToolError, last_line

_DRIVER = Path(__file__).with_name("audit_driver.py")
_SMALL = "20"
"""The site that is audited again and again."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where audits are made."""

    folder: Path
    limit: float
    """Seconds for one stage."""

    def audit(self, version: Version, site: str, latency: float) -> Audit:
        """Audit a site stage by stage; where answers take their time, all in one go too."""
        company, run = SITES[site], self.folder / "run"
        costs: dict[str, Cost] = {}
        shutil.rmtree(run, ignore_errors=True)
        with served(company, latency) as place:
            costs["gather"] = self.collect(version, company, place)
        log = place.log
        if not latency:
            stages: dict[str, list[str | Path]] = {
                "check": ["check", run],
                "report": ["report", run, "--format", "html,json"],
                "pdf": ["report", run, "--format", "pdf"],
            }
            costs |= {name: self._run(version, ["-m", "auditor", *words]) for name, words in stages.items()}
        else:
            shutil.rmtree(run, ignore_errors=True)
            with served(company, latency) as place:
                whole: list[str | Path] = ["run", HOME, "--output", run, "--format", ",".join(FORMATS)]
                costs["whole"] = self._driven(version, company, place, whole)
        return Audit(version, site, latency, tuple(log), costs)

    def collect(self, version: Version, company: Company, place: Place) -> Cost:
        """Only gather."""
        return self._driven(version, company, place, ["collect", HOME, "--output", self.folder / "run"])

    def repeat(self, version: Version, times: int) -> Repeated:
        """Audit a small site so many times in one process."""
        # A profile that turns us away is asked again after some seconds, in which nothing is done that is measured here.
        profiles = tuple(url for url in SITES[_SMALL].profiles if "linkedin" not in url)
        company, run = replace(SITES[_SMALL], profiles=profiles), self.folder / "run"
        with served(company) as place:
            self._driven(version, company, place, ["--repeat", str(times), HOME, run])
        lines = [json.loads(line) for line in (self.folder / "output").read_text().splitlines()]
        return Repeated(version, tuple(each["cpu"] for each in lines), tuple(each["mb"] for each in lines))

    def _driven(self, version: Version, company: Company, place: Place, words: Sequence[str | Path]) -> Cost:
        """Run a command among the hosts that are served."""
        said = {"http_port": place.http_port, "https_port": place.https_port, "ca_file": str(place.ca_file)}
        file = self.folder / "place.json"
        file.write_text(json.dumps({**said, "domain": DOMAIN, "hosts": sorted(company.hosts)}), encoding="utf-8")
        return self._run(version, ["-P", _DRIVER, file, *words])

    def _run(self, version: Version, words: Sequence[str | Path]) -> Cost:
        output = self.folder / "output"
        with imported(version.tree):
            cost = measured([sys.executable, *words], output, limit=self.limit, folder=version.tree)
        if cost.late or cost.code:
            said = last_line(output.with_suffix(".err").read_text(encoding="utf-8", errors="replace"))
            why = f"took more than {self.limit:.0f} s" if cost.late else f"left with {cost.code}: {said}"
            raise ToolError(f"{version.name}: {' '.join(map(str, words[-4:]))}: {why}")
        return cost


def audits(
    bench: Bench,
    versions: Sequence[Version],
    sites: Sequence[str],
    latencies: Sequence[float],
    tries: int,
    tell: Callable[[str], None],
) -> list[Audit]:
    """Audit every site with every version in turn, each the first every other time; of several tries the medians count."""
    found = []
    for site in sites:
        for latency in latencies:
            done: dict[str, list[Audit]] = {version.name: [] for version in versions}
            for number in range(tries):
                for version in versions if number % 2 == 0 else reversed(versions):
                    done[version.name].append(bench.audit(version, site, latency))
                    tell(audit_tables.line(done[version.name][-1]))
            found += [_middle(each) for each in done.values()]
    return found


def _middle(tries: list[Audit]) -> Audit:
    first = tries[0]
    costs = {stage: middle([each.costs[stage] for each in tries]) for stage in first.costs}
    return Audit(first.version, first.site, first.latency, first.log, costs)


@contextmanager
def versions_of(revision: str, folder: Path) -> Iterator[list[Version]]:
    """Check out a revision beside this checkout while the block lasts; nothing for an empty one."""
    here = Version("now", ROOT)
    if not revision:
        yield [here]
        return
    tree = folder / "before"
    _git("worktree", "add", "--detach", str(tree), revision)
    try:
        yield [Version(f"before ({_git('rev-parse', '--short=8', revision)})", tree), here]
    finally:
        _git("worktree", "remove", "--force", str(tree))


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        raise ToolError(f"git {words[0]}: {last_line(done.stderr)}")
    return done.stdout.strip()


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", default=",".join(SITES), metavar="PAGES,…", help="by pages (default: %(default)s)")
    parser.add_argument("--latency", default="0,80", metavar="MS,…", help="before each answer (default: %(default)s)")
    parser.add_argument(
        "--against", default="", metavar="REVISION", help="another revision to measure in turn with this"
    )
    parser.add_argument("--tries", type=int, default=1, help="audits of each; medians count (default: %(default)s)")
    parser.add_argument("--repeat", type=int, default=0, metavar="N", help="audit a small site N times in one process")
    parser.add_argument("--limit", type=float, default=600, metavar="SECONDS", help="one stage takes at most so long")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/speed.md")
    options = parser.parse_args(arguments)
    options.sites = [site for site in options.sites.split(",") if site]
    if unknown := set(options.sites) - SITES.keys():
        parser.error(f"--sites: there are {', '.join(SITES)}, not {', '.join(sorted(unknown))}")
    return options


def main(arguments: list[str] | None = None) -> None:
    """Measure, print, and write when asked to."""
    options = parse(arguments)
    try:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="auditor-benchmark-")))
            versions = stack.enter_context(versions_of(options.against, folder))
            said, against, marks = measure(Bench(folder, options.limit), versions, options)
        print("\n\n".join(filter(None, (said, tables.promises(against)))))
        if options.write:
            tables.write(said, between=marks)
    except (ToolError, OSError) as error:
        sys.exit(f"benchmark: {error}")


def measure(
    bench: Bench, versions: Sequence[Version], options: argparse.Namespace
) -> tuple[str, list[Target], tuple[str, str]]:
    """Return what was measured, that against what was promised, and between which marks it belongs."""
    if options.repeat:
        repeated = [bench.repeat(version, options.repeat) for version in versions]
        return audit_tables.repeats(repeated), audit_tables.repeat_targets(repeated), audit_tables.REPEAT_MARKS
    latencies = [float(each) / 1_000 for each in options.latency.split(",")]
    found = audits(bench, versions, options.sites, latencies, max(1, options.tries), _tell)
    return audit_tables.text(found), audit_tables.targets(found), audit_tables.MARKS


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
