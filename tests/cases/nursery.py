"""A process that has read everything already and parts for every case: what takes a second and more at each start is done once.

python -m tests.cases.nursery [--read-ahead]    reads lines `[case, results, log, day]` in JSON, serves and audits each case in a child
with namespaces of its own, and answers each with the audit's exit code; without a day of its own a case takes place on `day`, or today
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import pkgutil
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp.connector

import auditor
from auditor import pipeline
from auditor.audit import registry, runner
from auditor.cli import commands
from auditor.collect.http.stand_ins import StandIns
from auditor.model import Role
from auditor.snapshot import reader
from tests.cases import serve
from tests.cases.case import load
from tests.snapshots import Site

_NEW_MOUNTS, _NEW_USER, _NEW_NETWORK = 0x00020000, 0x10000000, 0x40000000
_RECURSIVE, _PRIVATE = 0x4000, 1 << 18
_VISIT = Path(__file__).resolve().parents[1] / "golden"
"""Holds a visit with conversations, profiles and files."""
_PAGES = (
    "<p>Write to <a href='mailto:press@acme.example'>press@acme.example</a> or call +44 20 7183 8750, 1 Mill Row, Leeds.</p>",
    "<p>Schreiben Sie an Jana Vogt, jana.vogt (at) acme.example, Telefon 030 901820, Hauptstraße 1, 10115 Berlin.</p>",
    "<h1>Not found</h1><p>The page you asked for is not here.</p>",
)
"""Of a site that lacks what the visit has, so that what is missing is looked for by all there is to look for."""
_BROKEN = 70


def main() -> None:
    """Answer line after line."""
    registry.load(installed=False)
    if "--read-ahead" in sys.argv:
        _read_everything()
    for line in sys.stdin:
        case, results, log, day = json.loads(line)
        child = os.fork()
        if child == 0:
            os._exit(_alone(Path(case), Path(results), Path(log), day))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - what the runner reads


def _read_everything() -> None:
    """Import all modules, and let an audit read its lists of words and compile its patterns: it takes longer than a case.

    What is kept by that is ours, whoever is audited: it comes of visits that lie here, judged without a network, and of nothing
    that rests on the namespaces or the certificates of a case.
    """
    for found in pkgutil.walk_packages(auditor.__path__, "auditor."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    checks = [known.check for known in registry.load(installed=False).values()]
    site = Site()
    for number, page in enumerate(_PAGES):
        site.page(f"/{number}", page, Role.CONTACT)
    for visit in (site.snapshot(), reader.load(_VISIT)):
        runner.run_all(checks, visit)
    gc.collect()
    gc.freeze()  # what is here stays, and no case has to look through it, which would copy it


def _alone(folder: Path, results: Path, log: Path, day: str) -> int:
    """Serve and audit a case in namespaces of its own; return the exit code."""
    _write_to(log)
    signal.alarm(serve.LONGEST)
    try:
        _part_from_the_rest()
        case = load(folder)
        return serve.main(case, results, partial(_audited, day=case.day or day))
    except BaseException:  # whatever it is must reach the log, and never the next case
        traceback.print_exc()
        return _BROKEN
    finally:
        sys.stderr.flush()


def _write_to(log: Path) -> None:
    with log.open("wb") as stream, Path(os.devnull).open("wb") as nowhere:
        os.dup2(stream.fileno(), 2)
        os.dup2(nowhere.fileno(), 1)
    sys.stdout, sys.stderr = (open(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))  # noqa: SIM115 - for good


def _part_from_the_rest() -> None:
    """Make namespaces for the network and for mounts, as `unshare -n -m` does; of a user who is not root, for users too."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    if libc.unshare(_NEW_NETWORK | _NEW_MOUNTS | (_NEW_USER if user else 0)):
        raise OSError(ctypes.get_errno(), "no namespace can be made")
    if user:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1", encoding="ascii")
    if libc.mount(b"none", b"/", None, _RECURSIVE | _PRIVATE, None):
        raise OSError(ctypes.get_errno(), "mounts can't be kept to ourselves")


def _audited(arguments: list[str], bundle: Path, day: str) -> int:
    """Run `auditor` with arguments in a child of its own on a day, trusting a bundle of certificates; return its exit code."""
    child = os.fork()
    if child == 0:
        os.environ["SSL_CERT_FILE"] = str(bundle)
        aiohttp.connector._SSL_CONTEXT_VERIFIED.load_verify_locations(bundle)  # made when it was imported
        if day:
            pipeline.collect = _visiting_on(datetime.fromisoformat(f"{day}T12:00:00Z"), pipeline.collect)
        os._exit(_left_with(arguments))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _visiting_on(moment: datetime, collect: Callable[..., None]) -> Callable[..., None]:
    def gather(*arguments: Any, **options: Any) -> None:
        collect(*arguments, **{**options, "around": StandIns(now=moment)})

    return gather


def _left_with(arguments: list[str]) -> int:
    try:
        commands.main(arguments)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:
        traceback.print_exc()
        return _BROKEN
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    main()
