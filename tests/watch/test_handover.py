"""Alerts on their way: real commands, a real process around them, a real webhook."""

from __future__ import annotations

import asyncio
import json
import os
import stat
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

import pytest

from auditor.snapshot import lock
from auditor.watch import handover, shim
from auditor.watch.handover import Handover, ProcessPost, Receivers
from auditor.watch.journal import Entry
from auditor.watch.state import Alert, State, take
from tests.local_web import LocalWeb, Request
from tests.watch.world import FRIDAY, FastClock

pytestmark = pytest.mark.slow  # real processes and pauses

PYTHON = sys.executable
EVENT = {"event": "found", "subject": "https://bsky.app/profile/acme.example", "summary": "NEW high dead-profile-link"}


def script(folder: Path, text: str) -> tuple[str, ...]:
    path = folder / "command.py"
    path.write_text(text)
    return PYTHON, str(path)


def on_the_way(folder: Path, receivers: Receivers, clock: FastClock | None = None) -> Handover:
    """Return an alert that is to be handed over."""
    state, clock = State(), clock or FastClock()
    state.alerts["a1"] = Alert("a1", FRIDAY.isoformat(), (EVENT,))

    def write(entry: Entry) -> None:
        take(state, json.loads(json.dumps(entry)))

    return Handover(folder / "handover", state, clock, write, receivers, ProcessPost(receivers), time.sleep)


def tried(one: Handover) -> list[str]:
    return [why for _, _, why, _ in one.hand_over()]


def test_a_command_gets_the_alert_on_its_standard_input_and_no_shell_reads_it(tmp_path: Path) -> None:
    command = script(
        tmp_path, f"import sys; open({str(tmp_path / 'got')!r}, 'w').write(sys.stdin.read() + sys.argv[1])"
    )
    one = on_the_way(tmp_path, Receivers((*command, "$HOME; `ls`")))
    assert tried(one) == [""]
    text, _, argument = (tmp_path / "got").read_text().rpartition("}")
    said = json.loads(text + "}")
    assert argument == "$HOME; `ls`"
    assert said == {
        "version": 1, "id": "a1", "at": FRIDAY.isoformat(), "attempt": 1, "text": EVENT["summary"], "events": [EVENT],
    }  # fmt: skip
    assert not one.state.alerts
    assert one.due() is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("import sys; print('first'); print('no such pager', file=sys.stderr); sys.exit(4)", "it ended with code 4: no such pager"),
        ("import os; os.kill(os.getpid(), 9)", "it ended with code -9"),
        ("import time; time.sleep(60)", "it took longer than 1 s and was ended"),
    ],
)  # fmt: skip
def test_a_command_that_fails_says_why_and_is_tried_again(tmp_path: Path, text: str, why: str) -> None:
    one = on_the_way(tmp_path, Receivers(script(tmp_path, text), seconds=1))
    assert tried(one) == [why]
    due = one.due()
    assert due is not None
    assert (due - FRIDAY).total_seconds() == 60
    assert tried(one) == []


def test_an_alert_that_was_given_up_is_really_tried_once_more(tmp_path: Path) -> None:
    mended, runs = tmp_path / "mended", tmp_path / "runs"
    text = f"import os, sys; open({str(runs)!r}, 'a').write('x'); sys.exit(0 if os.path.exists({str(mended)!r}) else 7)"
    clock = FastClock()
    one = on_the_way(tmp_path, Receivers(script(tmp_path, text)), clock)
    for _ in range(5):
        assert tried(one) == ["it ended with code 7"]
        clock.wait(7_200)
    assert not one.state.alerts
    mended.touch()
    one.write({"kind": "again"})
    assert tried(one) == [""]  # no receipt of an earlier try stands for this one
    assert runs.read_text() == "x" * 6
    assert not one.state.alerts
    assert not one.state.given_up


def test_a_command_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    text = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open({str(tmp_path / "child")!r}, "w").write(str(child.pid))
time.sleep(60)
"""
    assert shim.run(script(tmp_path, text), b"{}", 2) == "it took longer than 2 s and was ended"
    child = int((tmp_path / "child").read_text())
    assert not _is_running(child)


def _is_running(pid: int) -> bool:
    for _ in range(50):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return False
            os.kill(pid, 0)
        except (ProcessLookupError, FileNotFoundError):
            return False
        time.sleep(0.05)
    return True


def test_a_command_may_print_as_much_as_it_likes(tmp_path: Path) -> None:
    text = "import sys\nfor _ in range(3_000): print('x' * 10_000)\nprint('done'); sys.exit(1)"
    assert shim.run(script(tmp_path, text), b"{}", 60) == "it ended with code 1: done"


def test_a_command_need_not_read_what_it_gets(tmp_path: Path) -> None:
    assert shim.run(script(tmp_path, "import sys; sys.stdin.close()"), b"x" * 5_000_000, 30) == ""


def test_what_a_command_leaves_running_keeps_nobody_waiting(tmp_path: Path) -> None:
    text = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(8)'])"
    before = time.monotonic()
    assert shim.run(script(tmp_path, text), b"{}", 30) == ""
    assert time.monotonic() - before < 7


def test_a_command_gets_no_tokens_of_platforms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_TOKEN_MASTODON", "s3cret")
    monkeypatch.setenv("PAGER_KEY", "mine")
    text = "import os, sys; print(os.environ.get('AUDITOR_TOKEN_MASTODON'), os.environ['PAGER_KEY']); sys.exit(1)"
    assert shim.run(script(tmp_path, text), b"{}", 30) == "it ended with code 1: None mine"


def test_a_command_that_is_not_there_is_found_out_beforehand(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'no-such-pager' is not found"):
        handover.require_there(("no-such-pager", "--now"))
    plain = tmp_path / "pager"
    plain.write_text("#!/bin/sh\n")
    with pytest.raises(ValueError, match="may not be run: is it executable"):
        handover.require_there((str(plain),))
    plain.chmod(plain.stat().st_mode | stat.S_IXUSR)
    handover.require_there((str(plain),))
    assert shim.run(("/no/such/program",), b"", 5).startswith("it could not be started (No such file")


def test_a_try_that_outlives_its_watch_is_not_made_again(tmp_path: Path) -> None:
    """The watch is killed while the command runs: whoever takes it up waits for the receipt."""
    counted = tmp_path / "counted"
    command = script(
        tmp_path, f"import sys, time; time.sleep(1); open({str(counted)!r}, 'a').write('x'); sys.stdin.read()"
    )
    folder = tmp_path / "handover" / "a1-command-0"
    job = {"folder": str(folder), "payload": "{}", "seconds": 20, "key": "a1", "command": command}
    process = subprocess.Popen([PYTHON, "-m", "auditor.watch.shim"], stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(json.dumps(job).encode())
    process.stdin.close()
    one = on_the_way(tmp_path, Receivers(command))
    one.state.alerts["a1"] = Alert("a1", FRIDAY.isoformat(), (EVENT,), begun=("command",))
    assert tried(one) == [""]
    process.wait(20)
    assert counted.read_text() == "x"
    assert not one.state.alerts


def test_a_try_that_never_began_is_made(tmp_path: Path) -> None:
    counted = tmp_path / "counted"
    one = on_the_way(tmp_path, Receivers(script(tmp_path, f"open({str(counted)!r}, 'a').write('x')")))
    one.state.alerts["a1"] = Alert("a1", FRIDAY.isoformat(), (EVENT,), begun=("command",))
    assert tried(one) == [""]
    assert counted.read_text() == "x"


def test_where_nobody_knows_whether_it_arrived_it_is_tried_again(tmp_path: Path) -> None:
    """The machine went down while the command ran."""
    folder = tmp_path / "handover" / "a1-command-0"
    folder.mkdir(parents=True)
    (folder / shim.BEGUN).write_text("1")
    one = on_the_way(tmp_path, Receivers(script(tmp_path, "")))
    one.state.alerts["a1"] = Alert("a1", FRIDAY.isoformat(), (EVENT,), begun=("command",))
    assert tried(one) == ["it was ended from outside; whether the alert arrived is not known"]
    assert one.due() is not None


def test_two_processes_hand_one_alert_over_once(tmp_path: Path) -> None:
    counted = tmp_path / "counted"
    command = script(tmp_path, f"import time; time.sleep(0.5); open({str(counted)!r}, 'a').write('x')")
    job = json.dumps({"folder": str(tmp_path / "one"), "payload": "{}", "seconds": 20, "key": "a1", "command": command})
    both = [subprocess.Popen([PYTHON, "-m", "auditor.watch.shim"], stdin=subprocess.PIPE) for _ in range(2)]
    for process in both:
        assert process.stdin is not None
        process.stdin.write(job.encode())
        process.stdin.close()
    for process in both:
        process.wait(20)
    assert counted.read_text() == "x"
    with lock.held(tmp_path / "one"):
        pass


def test_a_job_that_was_cut_short_is_none(tmp_path: Path) -> None:
    job = json.dumps({"folder": str(tmp_path / "one"), "payload": "{}", "seconds": 20, "command": ["true"]})
    done = subprocess.run([PYTHON, "-m", "auditor.watch.shim"], input=job[:-5].encode(), check=False, timeout=30)
    assert done.returncode == 0
    assert not (tmp_path / "one").exists()


class Hook:
    """A webhook on loopback that answers as it is told, one status after the other; the last one stays."""

    def __init__(self, *statuses: int) -> None:
        self.got: list[tuple[str, str, bytes]] = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.got.append((self.path, self.headers["Idempotency-Key"], body))
                self.send_response(statuses[min(len(hook.got), len(statuses)) - 1])
                self.send_header("Location", "/other")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def test_a_webhook_that_answers_500_gets_the_alert_once_it_answers_200(tmp_path: Path) -> None:
    with Hook(500, 204) as hook:
        clock = FastClock()
        one = on_the_way(tmp_path, Receivers(webhook=f"{hook.url}/hook?token=s3cret", private=True), clock)
        assert tried(one) == ["127.0.0.1 answered 500"]
        clock.wait(61)
        assert tried(one) == [""]
    assert [(path, key, json.loads(body)["attempt"]) for path, key, body in hook.got] == [
        ("/hook?token=s3cret", "a1", 1),
        ("/hook?token=s3cret", "a1", 2),
    ]


@pytest.mark.parametrize("private", [False, True])
def test_a_webhook_on_this_machine_has_to_be_allowed(tmp_path: Path, private: bool) -> None:
    with Hook(200) as hook:
        (why,) = tried(on_the_way(tmp_path, Receivers(webhook=f"{hook.url}/s3cret", private=private)))
    assert why == ("" if private else "127.0.0.1 lies in a private network; allow it by --webhook-private")
    assert len(hook.got) == private


def test_a_clouds_metadata_is_no_webhook_however_private(tmp_path: Path) -> None:
    (why,) = tried(on_the_way(tmp_path, Receivers(webhook="http://169.254.169.254/s3cret", private=True)))
    assert "nobody's to visit" in why
    assert "--webhook-private" not in why


def test_redirects_of_a_webhook_are_followed_nowhere(tmp_path: Path) -> None:
    with Hook(307) as hook:
        receivers = Receivers(webhook=f"{hook.url}/s3cret", private=True)
        assert tried(on_the_way(tmp_path, receivers)) == ["127.0.0.1 answered 307"]
    assert [path for path, _, _ in hook.got] == ["/s3cret"]


@pytest.mark.parametrize("scene", ["closed", "silent", "garbage"])
def test_nothing_of_a_webhooks_address_but_its_host_is_told(tmp_path: Path, scene: str) -> None:
    async def silent(_: Request, __: asyncio.StreamWriter) -> None:
        await asyncio.sleep(20)

    with LocalWeb({"/s3cret": silent if scene == "silent" else b"no HTTP at all\r\n\r\n"}) as web:
        port = 1 if scene == "closed" else web.port
        receivers = Receivers(webhook=f"http://127.0.0.1:{port}/s3cret", private=True, seconds=1)
        (why,) = tried(on_the_way(tmp_path, receivers))
    assert why
    assert "s3cret" not in why
    assert why.startswith("127.0.0.1 ")


def test_a_process_around_a_try_that_is_stuck_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handover, "_GRACE", 0.0)
    one = on_the_way(tmp_path, Receivers(script(tmp_path, ""), seconds=0.01))
    (why,) = tried(one)
    assert why == "the process that hands it over could not be started"


def test_a_full_disk_gives_up_its_reserve_for_a_receipt(tmp_path: Path) -> None:
    counted, room = tmp_path / "counted", tmp_path / "handover"
    room.touch()  # no folder can be made in it
    one = on_the_way(tmp_path, Receivers(script(tmp_path, f"open({str(counted)!r}, 'a').write('x')")))
    one.make_room = room.unlink
    assert tried(one) == [""]
    assert counted.read_text() == "x"


def test_who_takes_one_alert_is_handed_those_that_did_not_arrive_before(tmp_path: Path) -> None:
    got = tmp_path / "got"
    one = on_the_way(
        tmp_path, Receivers(script(tmp_path, f"import sys; open({str(got)!r}, 'a').write(sys.stdin.read() + '\\n')"))
    )
    one.state.alerts = {
        "a1": Alert("a1", FRIDAY.isoformat(), (EVENT,), tries={"command": 3}, tried=FRIDAY.isoformat()),
        "a2": Alert("a2", FRIDAY.isoformat(), (EVENT,)),
    }
    assert tried(one) == ["", ""]
    assert [json.loads(line)["id"] for line in got.read_text().splitlines()] == ["a2", "a1"]


def test_strangers_words_call_nobody_in_a_chat(tmp_path: Path) -> None:
    got = tmp_path / "got"
    one = on_the_way(
        tmp_path, Receivers(script(tmp_path, f"import sys; open({str(got)!r}, 'w').write(sys.stdin.read())"))
    )
    event = EVENT | {"summary": "NEW <!channel> <https://evil.example|log in> @everyone https://m.example/@acme"}
    one.state.alerts["a1"] = Alert("a1", FRIDAY.isoformat(), (event,))
    assert tried(one) == [""]
    said = json.loads(got.read_text())
    assert not set(said["text"]) & set("<>")
    assert "@everyone" not in said["text"]
    assert "https://m.example/@acme" in said["text"]
    assert said["events"] == [event]
