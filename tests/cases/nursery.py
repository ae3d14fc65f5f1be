"""A process that has read everything already and parts for every case: what takes a second at each start is done once.

python -m tests.cases.nursery    reads lines `[case, results, log]` in JSON, serves and audits each case in a child with namespaces
of its own, and answers each with the audit's exit code
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import traceback
from pathlib import Path

import aiohttp.connector

from auditor import api, pipeline
from auditor.audit import registry
from auditor.cli import commands
from auditor.collect import run
from auditor.collect.crawl import after_crawl, site_visit
from tests.cases import serve
from tests.cases.case import load

_NEW_MOUNTS, _NEW_USER, _NEW_NETWORK = 0x00020000, 0x10000000, 0x40000000
_RECURSIVE, _PRIVATE = 0x4000, 1 << 18
_READ = (api, pipeline, after_crawl, run, site_visit)
"""What an audit imports on its way."""
_BROKEN = 70


def main() -> None:
    """Answer line after line."""
    registry.load(installed=False)
    for line in sys.stdin:
        case, results, log = json.loads(line)
        child = os.fork()
        if child == 0:
            os._exit(_alone(Path(case), Path(results), Path(log)))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - what the runner reads


def _alone(case: Path, results: Path, log: Path) -> int:
    """Serve and audit a case in namespaces of its own; return the exit code."""
    _write_to(log)
    signal.alarm(serve.LONGEST)
    try:
        _part_from_the_rest()
        return serve.main(load(case), results, _audited)
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


def _audited(arguments: list[str], bundle: Path) -> int:
    """Run `auditor` with arguments in a child of its own, trusting a bundle of certificates; return its exit code."""
    child = os.fork()
    if child == 0:
        os.environ["SSL_CERT_FILE"] = str(bundle)
        aiohttp.connector._SSL_CONTEXT_VERIFIED.load_verify_locations(bundle)  # made when it was imported
        os._exit(_left_with(arguments))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


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
