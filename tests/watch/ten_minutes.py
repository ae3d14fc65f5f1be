"""Ten real minutes on loopback: `python -m tests.watch.ten_minutes FOLDER`. Not part of the tests, because it takes ten minutes.

The command line watches a small Bluesky every minute. The network is down for five of its eleven rounds, the profile is taken down from the third to the
seventh minute, the webhook answers 500 before it answers 200, the watch is killed five times and started again, and FOLDER, best on a
disk of its own of 16 MB (`mount -t tmpfs -o size=16m none FOLDER`), is full for a minute.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.watch.bsky import Bluesky, Row

FINE: Row = {"displayName": "Acme", "description": "Anvils since 1949"}
DOWN = ((1.5, 2.5), (3.5, 5.5), (7.5, 9.5))
BAD = (2.5, 6.5)
"""In minutes after the start."""
FULL = (8.5, 9.5)
KILLS = (80.0, 182.0, 184.5, 335.0, 421.0)
"""In seconds after the start: between rounds, and while alerts are on their way."""
PAGER = """
import json, sys, time
said = json.load(sys.stdin)
time.sleep(1)
with open(sys.argv[1], "a") as file:
    file.write(json.dumps([[one["event"], one["subject"]] for one in said["events"]]) + "\\n")
"""


def within(minutes: float, spans: tuple[tuple[float, float], ...]) -> bool:
    """Return whether a moment lies in one of some spans."""
    return any(since <= minutes < until for since, until in spans)


class Hook:
    """A webhook that answers 500 to the first two tries."""

    def __init__(self) -> None:
        self.tries: list[list[object]] = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status = 500 if len(hook.tries) < 2 else 200
                hook.tries.append([status, said["id"], *[(one["event"], one["subject"]) for one in said["events"]]])
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def main(folder: Path) -> None:
    """Run it, and print what was seen."""
    begun = time.monotonic()

    def minutes() -> float:
        return (time.monotonic() - begun) / 60

    def profile() -> Row | str | None:
        if within(minutes(), DOWN):
            return None
        return "AccountTakedown" if within(minutes(), (BAD,)) else FINE

    hook = Hook()
    with Bluesky(profile) as network:
        command = prepared(folder, network.url, hook.server.server_port)
        kills, filled = list(KILLS), folder / "filling"
        process = subprocess.Popen(command)
        while process.poll() is None:
            if kills and time.monotonic() - begun > kills[0]:
                process.kill()
                process.wait()
                say(f"killed at {kills.pop(0):.0f} s")
                process = subprocess.Popen(command)
            if within(minutes(), (FULL,)) != filled.exists():
                fill(filled, full=not filled.exists())
            time.sleep(0.2)
    hook.server.shutdown()
    say(f"ended with {process.returncode}")
    say("command got:\n" + (folder.parent / "got").read_text())
    say("webhook got:\n" + "\n".join(map(str, hook.tries)))


def prepared(folder: Path, base: str, port: int) -> list[str]:
    """Write what the watch needs; return its command line."""
    (folder.parent / "got").write_text("")
    (folder.parent / "pager.py").write_text(PAGER)
    config = folder / "auditor.toml"
    config.write_text(
        f'[target]\nsite = "https://www.acme.example"\n[[profile]]\nurl = "https://bsky.app/profile/acme.example"\n'
        f'[sources.bases]\nbluesky = "{base}"\n[watch]\nblind_after = 2\n'
    )
    until = datetime.now(UTC) + timedelta(minutes=10)
    pager = f"{sys.executable} {folder.parent / 'pager.py'} {folder.parent / 'got'}"
    return [
        sys.executable, "-m", "auditor", "watch", str(config), "--every", "1m", "--until", until.isoformat(), "--alert-on", "high",
        "--alert-command", pager, "--webhook", f"http://127.0.0.1:{port}/hook?key=s3cret", "--webhook-private",
    ]  # fmt: skip


def fill(path: Path, *, full: bool) -> None:
    """Fill the disk up, or make room again."""
    if not full:
        path.unlink()
        say("there is room again")
        return
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4_096):
            pass
    say("the disk is full")


def say(line: str) -> None:
    """Show a line."""
    sys.stdout.write(f"--- {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
