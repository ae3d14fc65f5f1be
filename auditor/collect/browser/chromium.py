"""Pages as a visitor's browser shows them, in an installed Chromium driven by Playwright: the extra `auditor[browser]`.

The browser has no network. Every request of a page is handed to us, read by `Web` under the rules of the whole visit
(address guard, limits, User-Agent, no credentials) and handed back; what escapes that door finds a resolver that knows no
name and a proxy that does not exist. Scripts of strangers run in a fresh profile, in Chromium's sandbox, for seconds.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import re
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any

from auditor import urls
from auditor.collect.http.client import Answer, Limits, Web
from auditor.model import Reach
from auditor.model.messages import NOTHING, Message, message

VARIABLE = "AUDITOR_BROWSER"
"""Environment variable that names the Chromium to use."""

WIDTH, HEIGHT = 1280, 900
"""Pixels of the window, and of a picture."""

PICTURE_BYTES = 150_000

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
_INSTALL = f"install Chromium or Google Chrome, or name one in {VARIABLE}"
_FLAGS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://nowhere.invalid:1",
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--js-flags=--max-old-space-size=512",
)
_ENVIRONMENT = ("HOME", "LANG", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "USERPROFILE")
"""All that Chromium gets to see of our environment: tokens live there too."""

_AT_ONCE = 2
_SECONDS = 25.0
"""For one page, from the first request to the picture. Our default."""
_QUIET, _LATE = 5_000, 3_000
"""Milliseconds for requests to come to rest after loading, and then for a first word on a page that is still empty."""
_LEAVE = 5.0
_REQUESTS, _BYTES = 300, 25_000_000
"""What one page may ask for. Our default: several times what a heavy page takes."""
_SHELF = 40_000_000
"""Bytes of scripts, styles and images kept, so that a site is not asked for them once a page."""
_SHELVED = frozenset({"script", "stylesheet", "image", "font"})
_UNWANTED = frozenset({"media", "texttrack", "eventsource", "websocket", "manifest", "ping"})
_DATA = frozenset({"fetch", "xhr"})
_SENT_ON = ("accept", "accept-language", "origin", "referer", "x-requested-with")
_HANDED_BACK = ("content-type", "content-security-policy", "referrer-policy", "x-frame-options")
_QUALITIES = (70, 45, 25, 10)

_OF_PLAYWRIGHT = re.compile(r"^\s*(?:[\w.]{1,60}: )*")
"""Names of its errors and calls before what they say, such as `Page.goto: `."""

_NEVER_SUBMIT = """
HTMLFormElement.prototype.submit = HTMLFormElement.prototype.requestSubmit = () => {};
addEventListener("submit", event => { event.preventDefault(); event.stopImmediatePropagation(); }, true);
"""
_SAYS_SOMETHING = """() => document.body && (document.body.innerText.trim().length > 40
  || document.querySelector("a[href^='mailto:' i], a[href^='tel:' i], form"))"""
_TEXTS_IN_SIGHT = """() => {
  const found = [], range = document.createRange();
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walk.nextNode() && found.length < 3000) {
    const text = walk.currentNode.nodeValue;
    if (text.length > 20000 || !/@|\\d.*\\d.*\\d/.test(text)) continue;
    range.selectNodeContents(walk.currentNode);
    const box = range.getBoundingClientRect();
    if (box.bottom > 0 && box.top < innerHeight) found.push(text);
  }
  return found;
}"""
_PUT_INSTEAD = """masked => {
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.nodeValue;
    if (Object.hasOwn(masked, text)) walk.currentNode.nodeValue = masked[text];
  }
}"""


class BrowserUnavailable(Exception):
    """There is no browser to be had; the message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a browser made of one page."""

    url: str
    """As asked for."""
    status: int = 200
    """HTTP status of the answer it was made from."""
    html: str = ""
    """The document once its scripts had run; empty where there is a problem."""
    picture: bytes = b""
    """JPEG of the window, at most `PICTURE_BYTES`, personal details in its text masked; empty where none could be taken."""
    withheld: bool = False
    """The page asked its own site for data in a way we do not: what it shows may be less than what visitors see."""
    problem: Message = NOTHING
    """Why it could not be shown."""


def available() -> str:
    """Return why there is no browser here, in a line that says what to do; empty where there is one."""
    try:
        _playwright()
        executable()
    except BrowserUnavailable as error:
        return str(error)
    return ""


@cache
def _playwright() -> ModuleType:
    try:
        return importlib.import_module("playwright.async_api")
    except (ImportError, OSError) as error:
        raise BrowserUnavailable(f'Playwright is missing ({error}): pip install "auditor[browser]"') from None


def executable() -> Path:
    """Return the Chromium that is installed; none is ever downloaded.

    Raises:
        BrowserUnavailable: there is none, or not where AUDITOR_BROWSER says.
    """
    if named := os.environ.get(VARIABLE, ""):
        found = shutil.which(named)
        if found is None:
            raise BrowserUnavailable(f"{VARIABLE} names {named!r}, which is no program that can be started")
        return Path(found)
    for name in (*_NAMES, *_PLACES):
        if found := shutil.which(name):
            return Path(found)
    raise BrowserUnavailable(f"no Chromium was found: {_INSTALL}")


MaskPage = Callable[[str], Callable[[str], str]]
"""Given a page's HTML, returns what masks personal details in a text of that page."""


@asynccontextmanager
async def open_browser(
    web: Web, limits: Limits, user_agent: str, allowed: Callable[[str], bool], mask_page: MaskPage | None = None
) -> AsyncIterator[Browser]:
    """Start the one browser of a visit.

    Args:
        web: Reads what pages ask for.
        limits: What one answer may cost.
        user_agent: Our name, told to scripts beside the browser's own.
        allowed: Whether robots.txt and auditor.toml let us read a URL.
        mask_page: Hides personal details before a picture is taken; without it, no picture is.

    Raises:
        BrowserUnavailable: it is not installed or does not start.
    """
    api, path = _playwright(), executable()
    # Its driver is another program; where a library lacks, it fails with no error of Playwright's own.
    started: tuple[Any, ...] = await asyncio.gather(api.async_playwright().start(), return_exceptions=True)
    driver = started[0]
    if isinstance(driver, BaseException):
        raise BrowserUnavailable(f"Playwright does not start ({_words(driver)})")
    try:
        yield Browser(api, await _launch(api, driver, path), _Door(web, limits, allowed), user_agent, mask_page)
    finally:
        # Ends the browser too: it lives no longer than its driver.
        await _in_time(driver.stop(), api)


async def _launch(api: Any, driver: Any, path: Path) -> Any:
    # Chromium's sandbox does not work for root.
    sandbox = not hasattr(os, "geteuid") or os.geteuid() != 0
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        return await driver.chromium.launch(
            executable_path=path, headless=True, chromium_sandbox=sandbox, args=_FLAGS, env=kept, timeout=30_000
        )
    except api.Error as error:
        raise BrowserUnavailable(f"{path} does not start ({_words(error)})") from None


async def _in_time(work: Any, api: Any) -> None:
    """Wait a little for something to close; a browser that hangs or is gone is left to its driver."""
    with suppress(api.Error, TimeoutError):
        async with asyncio.timeout(_LEAVE):
            await work


class Browser:
    """Shows pages, at most two at once, each in a profile of its own."""

    def __init__(
        self, api: Any, chromium: Any, door: _Door, user_agent: str, mask_page: MaskPage | None = None
    ) -> None:
        self._api = api
        self._mask_page = mask_page
        self._chromium = chromium
        self._door = door
        # Chromium it is, and says so; who sends it stands beside it.
        engine = f"Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/{chromium.version}"
        self._name = f"{engine} Safari/537.36 {user_agent}"
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def render(self, wanted: Sequence[str]) -> list[Rendered]:
        """Return what a browser shows of each URL, in their order; never raises for anything a page does."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._one(url)) for url in wanted]
        return [task.result() for task in tasks]

    async def _one(self, url: str) -> Rendered:
        async with self._slots:
            try:
                async with asyncio.timeout(_SECONDS):
                    return await self._in_profile(url)
            except TimeoutError:
                return Rendered(
                    url, problem=message("It did not come to rest within {seconds:g} seconds.", seconds=_SECONDS)
                )
            except self._api.Error as error:
                return Rendered(url, problem=message("The browser gave up on it ({error}).", error=_words(error)))

    async def _in_profile(self, url: str) -> Rendered:
        profile = await self._chromium.new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            user_agent=self._name,
            service_workers="block",
            accept_downloads=False,
            reduced_motion="reduce",
            locale="en",
        )
        try:
            visitor = _Visitor(self._api, self._door, url)
            await profile.add_init_script(_NEVER_SUBMIT)
            await profile.route("**/*", visitor.serve)
            page = await profile.new_page()
            profile.on("page", self._close)
            return await self._show(page, url, visitor)
        finally:
            await _in_time(profile.close(), self._api)

    async def _close(self, popup: Any) -> None:
        await _in_time(popup.close(), self._api)

    async def _show(self, page: Any, url: str, visitor: _Visitor) -> Rendered:
        answer = await page.goto(url, wait_until="load", timeout=_SECONDS * 1_000)
        with suppress(self._api.TimeoutError):
            await page.wait_for_load_state("networkidle", timeout=_QUIET)
        with suppress(self._api.TimeoutError):
            await page.wait_for_function(_SAYS_SOMETHING, timeout=_LATE)
        html = (await page.content()).encode("utf-8", errors="replace").decode()  # scripts can make half characters
        shown = urls.normalise(page.url)
        if shown is None or not urls.same_site(shown, url):
            return Rendered(url, problem=message("Its scripts lead to another site."))
        if len(html) > self._door.limits.body:
            most = self._door.limits.body
            return Rendered(url, problem=message("Its scripts make more than {most:,} characters of it.", most=most))
        return Rendered(url, answer.status if answer else 200, html, await self._picture(page, html), visitor.withheld)

    async def _picture(self, page: Any, html: str) -> bytes:
        """Return a JPEG of the window, masked as the report masks its text: a picture can't be masked later."""
        if self._mask_page is None:
            return b""
        mask = self._mask_page(html)
        seen = await page.evaluate(_TEXTS_IN_SIGHT)
        masked = {text: hidden for text in seen if (hidden := mask(text)) != text}
        await page.evaluate(_PUT_INSTEAD, masked)
        for quality in _QUALITIES:
            taken: bytes = await page.screenshot(type="jpeg", quality=quality, animations="disabled", scale="css")
            if len(taken) <= PICTURE_BYTES:
                return taken
        return b""


@dataclass(slots=True)
class _Door:
    """What all pages of a visit read through."""

    web: Web
    limits: Limits
    allowed: Callable[[str], bool]
    shelf: dict[str, Answer] = field(default_factory=dict)
    room: int = _SHELF

    async def read(self, url: str, kind: str, headers: dict[str, str]) -> Answer:
        """Read what a page asks for; what many pages share only once."""
        if url in self.shelf:
            return self.shelf[url]
        answer = await self.web.read(url, self.limits, any_type=True, headers=headers)
        if kind in _SHELVED and answer.fetch.status == 200 and len(answer.body) <= self.room:
            self.room -= len(answer.body)
            self.shelf[url] = answer
        return answer


class _Visitor:
    """Answers the requests of one page."""

    def __init__(self, api: Any, door: _Door, url: str) -> None:
        self._api = api
        self._door = door
        self._url = url
        self._requests = _REQUESTS
        self._bytes = _BYTES
        self.withheld = False

    async def serve(self, route: Any) -> None:
        """Answer one request of the page, or refuse it."""
        request = route.request
        with suppress(self._api.Error):  # the page is gone by now, or the whole browser
            answer = await self._answer(request)
            if answer is None:
                await route.abort("blockedbyclient")
            elif request.is_navigation_request() and answer.fetch.redirects:
                # Where a page was found decides what its references mean, so the browser has to go there itself.
                onward = f'<meta http-equiv="refresh" content="0;url={escape(answer.fetch.final_url)}">'
                await route.fulfill(status=200, content_type="text/html; charset=utf-8", body=onward)
            else:
                await route.fulfill(status=answer.fetch.status, headers=_handed_back(answer), body=answer.body)

    async def _answer(self, request: Any) -> Answer | None:
        url = urls.normalise(request.url) if request.url.startswith(("http://", "https://")) else None
        kind = request.resource_type
        if url is None or kind in _UNWANTED or self._requests <= 0 or self._bytes <= 0:
            return None
        # We read, we never send; and what robots.txt asks to leave is left.
        if request.method != "GET" or not self._door.allowed(url):
            self.withheld |= kind in _DATA and urls.same_site(url, self._url)
            return None
        self._requests -= 1
        headers = {name: request.headers[name] for name in _SENT_ON if name in request.headers}
        answer = await self._door.read(url, kind, headers)
        self._bytes -= len(answer.body)
        return answer if answer.fetch.reach is Reach.RESPONDED and answer.fetch.status else None


def _handed_back(answer: Answer) -> dict[str, str]:
    return {
        name: value
        for name, value in answer.headers.items()
        if name in _HANDED_BACK or name.startswith(("access-control-", "cross-origin-"))
    }


def _words(error: BaseException) -> str:
    """Return the first line of an error, without what Playwright says of its own calls."""
    first = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
    return _OF_PLAYWRIGHT.sub("", first)[:200]
