"""One way to ask every platform: waiting as asked, trying again, keeping evidence, and no secret in anything kept.

A client asks one interface at its base address. Answers that can't be used come back with a named problem; nothing that the
other side does raises.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import quote, urlencode

from auditor import urls
from auditor.collect.http.client import Answer, Limits, Web
from auditor.collect.sources.paging import Follow, Pages, Walk
from auditor.collect.sources.replies import PASSING, Problem, Reply, judge, utc_now, wait_asked
from auditor.collect.sources.tokens import Scrubber, Token
from auditor.model import Cause, Reach, Redirect, message
from auditor.snapshot.writer import Visit

Carry = Callable[[str], tuple[Mapping[str, str], Mapping[str, str]]]
"""Makes of a token what is sent: (headers, query parameters)."""
Put = Callable[[Visit], None]

_KEPT = ("content-type", "date", "last-modified", "etag", "link", "retry-after", "x-robots-tag")
"""Headers kept as evidence, besides those of rate limits; cookies and the rest tell nothing that lasts."""
_JSON = "application/json, */*;q=0.1"
"""Nothing more: snac answers whoever mentions ActivityPub's type with 404 for all else that it has."""
_ANY = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.1"


def bearer(token: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Send a token as most do (RFC 6750)."""
    return {"Authorization": f"Bearer {token}"}, {}


def as_parameter(name: str) -> Carry:
    """Return what sends a token as the query parameter `name`."""
    return lambda token: ({}, {name: token})


@dataclass(frozen=True, slots=True)
class Pace:
    """How patiently to ask. Seconds."""

    tries: int = 3
    waits: tuple[float, ...] = (1.0, 5.0)
    """Before the second and third try, where the other side does not say how long."""
    longest: float = 120.0
    """Waits longer than this are not waited for: what was asked for stays unknown, and the report says why."""
    at_once: int = 2
    timeout: float = 20.0
    body: int = 8_000_000
    """Bytes of one answer."""
    redirects: int = 3
    """Followed without a token; with one, none is."""


class Client:
    """Asks one interface.

    Args:
        web: Reads addresses behind the guard for this base.
        base: Address of the interface; without query, log-in and fragment.
        token: Sent to the origin of `base` and nowhere else.
        carry: How it is sent.
        put: Takes each answer as evidence.
        secrets: More that must not be written down.
        deadline: Time of the event loop after which nothing is waited for.
    """

    def __init__(
        self,
        web: Web,
        base: str,
        *,
        token: Token | None = None,
        carry: Carry = bearer,
        put: Put = lambda _: None,
        pace: Pace | None = None,
        secrets: tuple[str, ...] = (),
        deadline: float = float("inf"),
    ) -> None:
        self.base = base.rstrip("/") + "/"
        self.origin = urls.origin(self.base)
        self.notes: list[str] = []
        """Sentences for the report: what did not go as asked for."""
        self._web = web
        self._token = token
        self._carry = carry
        self._put = put
        self._pace = pace or Pace()
        self._deadline = deadline
        self._scrub = Scrubber([*secrets, *([token.value] if token else [])])
        self._turns = asyncio.Semaphore(self._pace.at_once)
        self._ready_at = 0.0

    @property
    def authorised(self) -> bool:
        """Whether a token is sent: False too once it was refused."""
        return self._token is not None

    async def get(
        self, path: str, params: Mapping[str, object] | None = None, *, json: bool = True, **parts: str
    ) -> Reply:
        """Ask once, with tries; never raises.

        Args:
            path: Below the base, such as `api/v1/accounts/{id}/statuses`; or a whole address at the same origin.
            params: Query parameters; None values are left out, lists are repeated.
            json: Whether only JSON will do. Otherwise `Reply.text` is of use too.
            parts: Fill the braces of `path`, quoted.
        """
        if parts:  # without any, braces are the address's own
            path = path.format_map({key: quote(part, safe="@") for key, part in parts.items()})
        url = self._address(path, params)
        if url is None:
            detail = "the address is not at the interface's own host"
            return Reply(self._scrub.url(path)[:500], utc_now(), problem=Problem.REFUSED, detail=detail)
        async with self._turns:
            reply, answer = await self._patiently(url, wants_json=json)
        if answer is not None:
            self._put(Visit(answer.fetch, answer.body, self._kept(answer.headers)))
        return reply

    def pages(
        self,
        path: str,
        params: Mapping[str, object] | None = None,
        *,
        follow: Follow,
        most: int,
        rows: Sequence[str | int] = (),
        **parts: str,
    ) -> Pages:
        """Return the answers page by page, to be gone through once; see `paging`.

        Args:
            path: As for `get`, `params` and `parts` too.
            params: Of the first page.
            follow: How to ask for the next one.
            most: Pages at most.
            rows: Where in an answer its list lies: several pages in a row with nothing in it are the end.
            parts: Fill the braces of `path`.
        """
        return Pages(self, Walk(path, params or {}, parts), follow, most, tuple(rows))

    def _address(self, path: str, params: Mapping[str, object] | None) -> str | None:
        found = urls.resolve(path, self.base)
        if found is None or urls.origin(found.url) != self.origin:
            return None
        pairs = {key: value for key, value in (params or {}).items() if value is not None}
        return _with(found.url, pairs)

    async def _patiently(self, url: str, *, wants_json: bool) -> tuple[Reply, Answer | None]:
        known, pace = self._scrub.url(url), self._pace
        reply, answer, tries = Reply(known, utc_now(), problem=Problem.RATE_LIMITED), None, 0
        while tries < pace.tries and await self._may_ask():
            tries += 1
            before, used = reply, self._token
            if tries == pace.tries > 1 and before.problem is Problem.SERVER_ERROR:
                used = None  # some servers fall over a token they can't read, Bluesky's AppView among them
            answer = self._scrubbed(known, await self._read(url, used, wants_json=wants_json), tries)
            reply = judge(known, answer, json_wanted=wants_json)
            self._wait(wait_asked(answer, reply.data, utc_now()))
            if reply.problem is Problem.UNAUTHORISED and used is not None and reply.status != 403:
                self._drop(reply)  # 403 may be meant for this one thing; anything else means the token
                tries -= 1
            elif reply.problem not in PASSING or reply.cause is Cause.NO_SUCH_HOST:
                if reply.ok and used is None:
                    self._drop(before)
                break
            elif tries < pace.tries:
                self._wait(pace.waits[min(tries, len(pace.waits)) - 1])
        return reply, _as_data(answer, reply)

    async def _read(self, url: str, token: Token | None, *, wants_json: bool) -> Answer:
        pace = self._pace
        accept = {"Accept": _JSON if wants_json else _ANY}
        limits = Limits(pace.timeout, pace.body, pace.redirects)
        if token is None:
            return await self._web.read(url, limits, any_type=True, headers=accept)
        headers, params = self._carry(token.value)
        sent = replace(limits, redirects=0)
        answer = await self._web.read(_with(url, params), sent, any_type=True, headers={**accept, **headers})
        if answer.fetch.reach is Reach.REDIRECT_LOOP:  # where it leads is asked without the token
            return await self._web.read(url, limits, any_type=True, headers=accept)
        return answer

    def _scrubbed(self, url: str, answer: Answer, tries: int) -> Answer:
        scrub, fetch = self._scrub, answer.fetch
        body = scrub.body(answer.body)
        fetch = replace(
            fetch,
            url=url,
            final_url=scrub.url(fetch.final_url),
            redirects=tuple(Redirect(hop.status, scrub.url(hop.url)) for hop in fetch.redirects),
            detail=scrub.url(fetch.detail),
            content_type=scrub.text(fetch.content_type),
            body_sha256=sha256(body).hexdigest() if fetch.body_sha256 else "",
            size=len(body),
            tries=tries,
        )
        return Answer(fetch, body, {name: scrub.text(value) for name, value in answer.headers.items()})

    def _kept(self, headers: Mapping[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in headers.items() if name in _KEPT or "ratelimit" in name}
        return {name: self._scrub.url(value) for name, value in kept.items()}

    def _drop(self, reply: Reply) -> None:
        """Go on as a stranger: what everybody may see is not lost with a token that has run out."""
        if self._token is not None:
            answered = f"{reply.status}, {reply.error}" if reply.error else f"{reply.status}"
            refused = message(
                "{origin} refused the token in {variable} ({answer}). It may have expired. Only public data was gathered there.",
                origin=self.origin,
                variable=self._token.variable,
                answer=answered,
            )
            self.notes.append(refused.text)
            self._token = None

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            self._ready_at = max(self._ready_at, asyncio.get_running_loop().time() + seconds)

    async def _may_ask(self) -> bool:
        """Wait until the other side wants to be asked again; return False where that is too long."""
        loop = asyncio.get_running_loop()
        while (left := self._ready_at - loop.time()) > 0:
            if left > self._pace.longest or self._ready_at > self._deadline:
                return False
            await asyncio.sleep(left)
        return True


def _with(url: str, pairs: Mapping[str, object]) -> str:
    if not pairs:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode(pairs, doseq=True)}"


def _as_data(answer: Answer | None, reply: Reply) -> Answer | None:
    """Say of JSON that it is text, so that whoever reads the snapshot can show it."""
    if answer is None or answer.fetch.encoding or reply.data is None:
        return answer
    return replace(answer, fetch=replace(answer.fetch, encoding="utf-8"))
