"""A file of posts imported, stored, threaded and measured: time, memory, growth, and what reading the words costs.

    python -m benchmarks.conversations [--posts N,N,…] [--words N] [--write]

Each size runs in a process of its own, from its start to its end. `--posts 10000,100000,1000000` is what the table in
docs/speed.md comes from; `--write` puts it there. What the columns mean: benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from auditor.analysis.conversations.metrics.measure import measure, setting_of
from auditor.analysis.conversations.metrics.turns import unread
from auditor.analysis.conversations.metrics.words import read_words
from auditor.collect.importers.run import import_all
from auditor.config.schema import ConversationSettings, Settings, TargetSettings
from auditor.model import Target
from auditor.snapshot import reader
from auditor.snapshot.writer import Store
from benchmarks import talk
from benchmarks.measure import measured
from benchmarks.tools import ROOT, ToolError

BEGIN, END = "<!-- conversations:begin -->", "<!-- conversations:end -->"
POSTS, WORDS = "10000,100000", 10_000
_FAST, _SMALL, _STRAIGHT = 20_000, 1_024, 1.3
"""What was promised: posts a second, megabytes, and how much dearer a post of the largest file may be than of the smallest."""
_LIMIT = 1_200.0
"""Seconds for one run."""
_MB = 1_048_576


@dataclass(frozen=True, slots=True)
class Stage:
    """One run."""

    posts: int
    size: int
    """Bytes of the file."""
    words: bool
    """Whether languages were detected and words read."""
    imported: float
    """Seconds of processor time from the file to the snapshot."""
    judged: float
    """The same from the snapshot to all figures: loaded, threaded, measured."""
    wall: float
    """Seconds by the clock for both."""
    peak: float
    """Megabytes of resident memory, the highest there was."""
    questions: int

    @property
    def fast(self) -> float:
        """Posts a second of processor time, from the file to all figures. One thread does all of it and seldom waits for the disk."""
        return self.posts / (self.imported + self.judged)


def run(folder: Path, posts: int, *, words: bool) -> Stage:
    """Make a file of posts and let a process of its own take it through all that an audit does with it."""
    file = folder / "posts.jsonl"
    (talk.without_languages if words else talk.write)(file, posts)
    output = folder / "output.json"
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "benchmarks.conversations",
        "--child",
        file,
        *(["--read"] if words else []),
    ]
    cost = measured(command, output, limit=_LIMIT, folder=ROOT)
    if cost.code or cost.late:
        said = output.with_suffix(".err").read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise ToolError(f"{posts:,} posts: ended with {cost.code}: {said[-1] if said else 'nothing said'}")
    told = json.loads(output.read_text(encoding="utf-8"))
    if told["posts"] != posts:
        raise ToolError(f"{posts:,} posts: only {told['posts']:,} arrived")
    size = file.stat().st_size
    return Stage(posts, size, words, told["imported"], told["judged"], told["wall"], told["peak"], told["questions"])


def child(file: Path, *, words: bool) -> None:
    """Do what an audit does with a file of posts, and print what it took as JSON."""
    folder = file.parent / f"run-{os.getpid()}"
    settings = Settings(
        target=TargetSettings(site="https://www.quillnet.example/", timezone="Europe/Berlin", hours="Mon-Fri 9-17"),
        conversations=(ConversationSettings(path=file.name),),
    )
    clock, begin = time.perf_counter(), time.process_time()
    store = Store(folder)
    store.begin(Target("Quillnet", settings.target.site), talk.BEGIN + timedelta(days=91))
    if problems := import_all(settings, file.parent, store, lambda *_: None):
        sys.exit(f"benchmark: {problems[0]}")
    store.finish()
    store.close()
    middle = time.process_time()
    loaded = reader.load(folder)
    found = measure(loaded.posts, setting_of(loaded, read_words if words else unread)).total
    end, wall = time.process_time(), time.perf_counter() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1_024) / _MB
    times = {"imported": middle - begin, "judged": end - middle, "wall": wall, "peak": peak}
    print(json.dumps({**times, "posts": found.posts, "questions": found.questions}))


def text(stages: list[Stage]) -> str:
    """Return what was measured as Markdown."""
    head = (
        "posts",
        "file MB",
        "words read",
        "import CPU s",
        "measure CPU s",
        "posts per CPU s",
        "CPU µs per post",
        "wall s",
        "peak MB",
    )
    lines = [f"| {' | '.join(head)} |", "|" + "---:|" * len(head)]
    for each in stages:
        cells = (
            f"{each.posts:,}",
            f"{each.size / _MB:.0f}",
            "yes" if each.words else "no",
            f"{each.imported:.2f}",
            f"{each.judged:.2f}",
            f"{each.fast:,.0f}",
            f"{1e6 / each.fast:.1f}",
            f"{each.wall:.2f}",
            f"{each.peak:.0f}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    return "\n".join([*lines, "", f"{machine}."])


def promises(stages: list[Stage]) -> str:
    """Return what was promised beside what was measured."""
    plain = [each for each in stages if not each.words]
    small, large = min(plain, key=lambda each: each.posts), max(plain, key=lambda each: each.posts)
    growth = small.fast / large.fast
    rows = [
        (
            f"{large.posts:,} posts: at least {_FAST:,} per CPU second without reading words",
            f"{large.fast:,.0f}",
            large.fast >= _FAST,
        ),
        (f"{large.posts:,} posts: at most {_SMALL:,} MB", f"{large.peak:.0f} MB", large.peak <= _SMALL),
        (
            f"a post of {large.posts:,} costs at most {_STRAIGHT} times one of {small.posts:,}",
            f"{growth:.2f}",
            growth <= _STRAIGHT,
        ),
    ]
    cells = [f"| {what} | {said} | {'met' if met else '**missed**'} |" for what, said, met in rows]
    return "\n".join(["| target | measured | |", "|---|---|---|", *cells])


def write(said: str, path: Path = ROOT / "docs" / "speed.md") -> None:
    """Put `said` between the markers of the page.

    Raises:
        ToolError: the page has no such markers.
    """
    page = path.read_text(encoding="utf-8")
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ToolError(f"{path}: has no {BEGIN} … {END}")
    path.write_text(f"{head}{BEGIN}\n{said}\n{END}{tail}", encoding="utf-8")


def sizes(listed: str) -> list[int]:
    """Return the numbers in `10000,100000`."""
    found = [int(each.replace("_", "")) for each in listed.split(",")]
    if min(found) < 1:
        raise argparse.ArgumentTypeError(f"{min(found)} posts are too few")
    return found


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=sizes, default=sizes(POSTS), metavar="N,N", help=f"how many (default: {POSTS})")
    parser.add_argument(
        "--words", type=int, default=WORDS, metavar="N", help="how many with their words read; 0 for none"
    )
    parser.add_argument("--write", action="store_true", help="put the table into docs/speed.md")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--read", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    """Measure, print, and write when asked to."""
    options = parse(arguments)
    if options.child is not None:
        child(options.child, words=options.read)
        return
    wanted = [(count, False) for count in sorted(options.posts)] + [(options.words, True)] * bool(options.words)
    stages = []
    try:
        for count, words in wanted:
            with tempfile.TemporaryDirectory(prefix="auditor-benchmark-") as folder:
                stages.append(run(Path(folder), count, words=words))
            print(f"{count:,} posts: {stages[-1].fast:,.0f} per CPU second", file=sys.stderr, flush=True)
        print(f"{text(stages)}\n\n{promises(stages)}")
        if options.write:
            write(text(stages))
    except (ToolError, OSError) as error:
        sys.exit(f"benchmark: {error}")


if __name__ == "__main__":
    main()
