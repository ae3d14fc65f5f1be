"""The browser that is asked to show pages: what it finds, and what it must not do. Drives an installed Chromium."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PIL import Image

from auditor.analysis.masking import mask_page
from auditor.collect.browser import chromium as browser
from auditor.collect.browser.chromium import BrowserUnavailable, Rendered
from auditor.collect.http.address_guard import Guard, StubNetwork
from auditor.collect.http.client import Limits, Politeness, open_web
from tests.local_web import LocalWeb, Request, answer

NAME = "auditor/0 (site audit)"


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


def show(
    web: LocalWeb,
    *paths: str,
    host: str = "",
    limits: Limits = Limits(),  # noqa: B008 - frozen
    forbidden: str = "\0",
) -> list[Rendered]:
    """Return what a browser shows of paths; with a host as of a public site that happens to be served here."""
    stub_network = StubNetwork(web.port, web.port, frozenset({host})) if host else None
    root = f"http://{host}" if host else web.url

    async def go(urls: Sequence[str]) -> list[Rendered]:
        guard = Guard.for_target(["127.0.0.1"])
        async with (
            open_web(guard, Politeness(), stub_network=stub_network) as reader,
            browser.open_browser(reader, limits, NAME, lambda url: forbidden not in url, mask_page) as chromium,
        ):
            return await chromium.render(urls)

    return asyncio.run(go([root + path for path in paths]))


def scripted(web: LocalWeb, path: str, script: str) -> None:
    web.pages[path] = answer(f"<!doctype html><title>Acme</title><div id=root></div><script>{script}</script>")


def say(words: str) -> str:
    return f"document.getElementById('root').textContent = {words};"


# ------------------------------------------------------------------------------------------------------ without a browser


def test_without_playwright_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise BrowserUnavailable('Playwright is missing: pip install "auditor[browser]"')

    monkeypatch.setattr(browser, "_playwright", missing)
    assert "auditor[browser]" in browser.available()


def test_without_chromium_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    monkeypatch.setattr(browser, "_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BrowserUnavailable, match="install Chromium"):
        browser.executable()
    monkeypatch.setenv(browser.VARIABLE, str(tmp_path / "chrome"))
    with pytest.raises(BrowserUnavailable, match=r"AUDITOR_BROWSER names '.*chrome'"):
        browser.executable()


def test_the_one_that_is_named_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.write_text("#!/bin/sh\n")
    mine.chmod(0o755)
    monkeypatch.setenv(browser.VARIABLE, str(mine))
    assert browser.executable() == mine


@pytest.mark.browser
def test_a_program_that_is_no_browser_is_told_in_a_line(
    web: LocalWeb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv(browser.VARIABLE, str(broken))
    with pytest.raises(BrowserUnavailable, match="does not start") as raised:
        show(web, "/")
    assert "\n" not in str(raised.value)


# ------------------------------------------------------------------------------------------------------------ what it shows


@pytest.mark.browser
def test_what_scripts_draw_from_data_is_shown(web: LocalWeb) -> None:
    web.pages["/data"] = answer('{"mail": "press@acme.example"}', type="application/json")
    scripted(web, "/", f"fetch('/data').then(r => r.json()).then(d => {{ {say('d.mail')} }})")
    (shown,) = show(web, "/")
    assert not shown.problem
    assert '<div id="root">press@acme.example</div>' in shown.html


@pytest.mark.browser
def test_a_picture_is_a_small_jpeg_of_the_window(web: LocalWeb) -> None:
    noise = io.BytesIO()
    Image.effect_noise((640, 450), 120).resize((1280, 900)).save(noise, "PNG")
    web.pages["/noise.png"] = answer(noise.getvalue(), type="image/png")
    web.html("/", "<img src=/noise.png style='position:fixed;inset:0'>")
    (shown,) = show(web, "/")
    assert len(shown.picture) <= browser.PICTURE_BYTES
    picture = Image.open(io.BytesIO(shown.picture))
    assert (picture.format, picture.size) == ("JPEG", (browser.WIDTH, browser.HEIGHT))


@pytest.mark.browser
def test_personal_details_are_masked_in_the_picture_and_kept_in_the_document(web: LocalWeb) -> None:
    style = "<style>body{margin:0;font:40px monospace}</style>"
    web.html("/plain", f"{style}<p>jane.doe@acme.example</p>", title="Same")
    web.html("/masked", f"{style}<p>j•••e@acme.example</p>", title="Same")
    web.html("/role", f"{style}<p>press@acme.example</p>", title="Same")
    plain, masked, role = show(web, "/plain", "/masked", "/role")
    assert "jane.doe@acme.example" in plain.html
    assert plain.picture == masked.picture
    assert role.picture != masked.picture


@pytest.mark.browser
def test_half_characters_and_nuls_that_scripts_make_do_no_harm(web: LocalWeb) -> None:
    scripted(web, "/", say("'one \\ud83d two \\0 three press@acme.example \\udc00'"))
    (shown,) = show(web, "/")
    assert "two" in shown.html.encode().decode()
    assert shown.picture


@pytest.mark.browser
def test_a_page_that_a_redirect_leads_to_is_found_where_it_lies(web: LocalWeb) -> None:
    web.pages["/old"] = answer(status=302, headers={"Location": "/new/page"})
    scripted(web, "/new/page", say("document.baseURI"))
    scripted(web, "/", "location = '/old'")
    (shown,) = show(web, "/")
    assert f"{web.url}/new/page" in shown.html


@pytest.mark.browser
def test_what_pages_share_is_asked_for_once(web: LocalWeb) -> None:
    web.pages["/app.js"] = answer(say("'drawn by a script that every page loads'"), type="text/javascript")
    for path in ("/a", "/b", "/c", "/d"):
        web.pages[path] = answer("<div id=root></div><script src=/app.js></script>")
    assert all("drawn by a script" in shown.html for shown in show(web, "/a", "/b", "/c", "/d"))
    assert web.asked.count("/app.js") <= 2  # two pages are shown at once


# --------------------------------------------------------------------------------------------------------- what it must not


@pytest.mark.browser
def test_it_says_who_it_is_to_servers_and_scripts(web: LocalWeb) -> None:
    scripted(web, "/", say("navigator.userAgent"))
    (shown,) = show(web, "/")
    assert NAME in shown.html
    assert "Chrome" in shown.html  # what it is, besides
    assert {request.headers["user-agent"].partition("/")[0] for request in web.requests} == {"auditor"}


@pytest.mark.browser
def test_nothing_is_ever_sent(web: LocalWeb) -> None:
    form = "<form action=/sent method={}><input name=q value=1></form>"
    for method in ("get", "post"):
        drawn = form.format(method)
        web.html(f"/{method}", f"{drawn}<script>document.forms[0].submit(); document.forms[0].requestSubmit()</script>")
    scripted(
        web, "/post-data", "fetch('/sent', {method: 'POST', body: 'x'}).catch(() => 0); navigator.sendBeacon('/sent')"
    )
    shown = show(web, "/get", "/post", "/post-data")
    assert not [path for path in web.asked if path.startswith("/sent")]
    assert [one.withheld for one in shown] == [False, False, True]


@pytest.mark.browser
def test_what_robots_txt_asks_to_leave_is_left(web: LocalWeb) -> None:
    scripted(web, "/", f"fetch('/private/data').then(() => 'got it', () => 'refused').then(w => {{ {say('w')} }})")
    (shown,) = show(web, "/", forbidden="/private/")
    assert "refused</div>" in shown.html
    assert shown.withheld
    assert "/private/data" not in web.asked


@pytest.mark.browser
def test_a_public_page_reaches_no_door_of_this_machine(web: LocalWeb) -> None:
    """Neither by request, nor by socket, worker, frame, pop-up or call: all of them knock at a listener on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        door = f"127.0.0.1:{listener.getsockname()[1]}"
        attempts = f"""
            fetch('http://{door}/').catch(() => 0);
            fetch('http://localhost:{door.split(":")[1]}/').catch(() => 0);
            new WebSocket('ws://{door}/');
            new Image().src = 'http://{door}/i.png';
            const frame = document.createElement('iframe'); frame.src = 'http://{door}/f'; document.body.append(frame);
            open('http://{door}/popup');
            const code = `fetch('http://{door}/w').catch(() => 0); new WebSocket('ws://{door}/')`;
            new Worker(URL.createObjectURL(new Blob([code])));
            const turn = 'turn:{door}?transport=tcp';
            const call = new RTCPeerConnection({{iceServers: [{{urls: turn, username: 'u', credential: 'c'}}]}});
            call.createDataChannel('x'); call.createOffer().then(o => call.setLocalDescription(o));
            for (const rel of ['preconnect', 'prefetch', 'dns-prefetch']) {{
                const link = document.createElement('link'); link.rel = rel; link.href = 'http://{door}/'; document.head.append(link);
            }}
            {say("'All that this page can do has been tried by now, to no avail.'")}
        """
        scripted(web, "/", attempts)
        (shown,) = show(web, "/", host="www.acme.example")
        assert "has been tried" in shown.html, shown.problem
        with pytest.raises(BlockingIOError):
            listener.accept()


@pytest.mark.browser
def test_a_page_that_goes_to_another_site_is_not_taken_for_it(web: LocalWeb) -> None:
    scripted(web, "/", f"location = 'http://localhost:{web.port}/there'")
    scripted(web, "/there", say("'Somebody else entirely, who says a great deal about himself.'"))
    (shown,) = show(web, "/")
    assert shown.problem.text == "Its scripts lead to another site."
    assert not shown.html


@pytest.mark.browser
@pytest.mark.parametrize("target", ["http://no-such-host.invalid/", "about:blank", "data:text/html,x", "http://[::1"])
def test_a_page_that_goes_nowhere_ends_nothing_but_itself(web: LocalWeb, target: str) -> None:
    scripted(web, "/", f"location = '{target}'")
    scripted(web, "/fine", say("'A page like any other, with nothing wrong about it.'"))
    gone, fine = show(web, "/", "/fine")
    assert gone.problem or not gone.html or "location" in gone.html
    assert "like any other" in fine.html


@pytest.mark.browser
def test_a_page_that_asks_questions_and_opens_windows_is_shown(web: LocalWeb) -> None:
    script = "alert(1); confirm(2); prompt(3); open('/popup'); onbeforeunload = () => 'stay';" + say("'after all that'")
    scripted(web, "/", script)
    scripted(web, "/popup", "alert(4)")
    (shown,) = show(web, "/")
    assert "after all that" in shown.html


@pytest.mark.browser
def test_downloads_and_errors_are_problems_of_one_page(web: LocalWeb) -> None:
    web.pages["/file"] = answer(b"x", type="application/zip", headers={"Content-Disposition": "attachment"})
    web.html("/fine", "A page like any other, with nothing wrong about it.")
    file, gone, fine = show(web, "/file", "/gone", "/fine")
    assert file.problem.text.startswith("The browser gave up on it")
    assert not file.html
    assert "Not found" in gone.html
    assert "nothing wrong" in fine.html


@pytest.mark.browser
def test_a_page_that_never_ends_is_left_after_its_time(web: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "_SECONDS", 4.0)
    monkeypatch.setattr(browser, "_LEAVE", 2.0)
    scripted(web, "/", "while (true) {}")
    web.html("/fine", "A page like any other, with nothing wrong about it.")
    endless, fine = show(web, "/", "/fine")
    assert endless.problem.text == "It did not come to rest within 4 seconds."
    assert "nothing wrong" in fine.html


@pytest.mark.browser
def test_a_page_that_grows_without_end_is_refused(web: LocalWeb) -> None:
    scripted(web, "/", "document.getElementById('root').textContent = 'x'.repeat(3e6)")
    (shown,) = show(web, "/", limits=Limits(body=1_000_000))
    assert shown.problem.text == "Its scripts make more than 1,000,000 characters of it."


@pytest.mark.browser
def test_a_browser_that_dies_takes_no_audit_with_it(web: LocalWeb) -> None:
    async def kill(_: Request, writer: asyncio.StreamWriter) -> None:
        for pid in chromium_below(os.getpid()):
            os.kill(pid, signal.SIGKILL)
        writer.write(answer("<p>Too late"))

    web.pages["/"] = kill
    (shown,) = show(web, "/")
    assert shown.problem.text.startswith("The browser gave up on it")


def chromium_below(root: int) -> list[int]:
    """Return the ids of the browser processes that descend from `root`."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                stat = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    below, todo = set[int](), [root]
    while todo:
        children = [pid for pid, parent in parents.items() if parent == todo[-1]]
        todo.pop()
        below |= set(children)
        todo += children
    return sorted(pid for pid in below if is_chromium(pid))


def is_chromium(pid: int) -> bool:
    try:
        return b"--headless" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
