"""What lies below a source's session: waiting as asked, trying again, keeping evidence, and no secret in anything kept."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from auditor import urls
from auditor.collect.http.blocking import BlockingWeb
from auditor.collect.http.journey import Answer, in_words
from auditor.collect.http.politeness import Limits
from auditor.collect.sources.deadline import Deadline
from auditor.collect.sources.replies import PASSING, Problem, Reply, judge, utc_now, wait_asked
from auditor.collect.sources.tokens import Scrubber, Token
from auditor.model import Cause, Message, Redirect, message, phrase
from auditor.snapshot.writer import Visit

Carry = Callable[[str], tuple[Mapping[str, str], Mapping[str, str]]]
"""Makes of a token what is sent: (headers, query parameters)."""
Put = Callable[[Visit], None]

_KEPT = ("content-type", "date", "last-modified", "etag", "link", "retry-after", "x-robots-tag")
"""Headers kept as evidence, besides those of rate limits; cookies and the rest tell nothing that lasts."""
_OURS = frozenset({"user-agent", "accept-encoding", "connection", "content-length", "host", "cookie"})
"""Headers that a source has no say in."""


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
    """Followed without a token."""


class Unanswered(requests.RequestException):
    """Nothing came back: no connection, no time, an address that is not asked. `reply` says which."""

    def __init__(self, reply: Reply, request: requests.PreparedRequest | None = None) -> None:
        """Take what came of it."""
        super().__init__(reply.why.text, request=request)
        self.reply = reply


def why(error: requests.RequestException) -> Message:
    """Return what is behind an error of `requests`, as a sentence."""
    reply = getattr(error, "reply", None) or getattr(error.response, "reply", None)
    if isinstance(reply, Reply) and reply.why:
        return reply.why
    return message("The answer of the platform's interface can't be used ({error}).", error=in_words(error))


class Answered(requests.Response):
    """An answer without secrets; `reply` names what is wrong with it."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a source asks."""

    name: str = ""
    """The source's, for what is told of it."""
    token: Token | None = None
    """Sent to the interface's own origin and nowhere else."""
    carry: Carry = bearer
    """How it is sent."""
    put: Put = lambda _: None
    """Takes each answer as evidence."""
    pace: Pace = field(default_factory=Pace)
    secrets: tuple[str, ...] = ()
    """More that must not be written down."""
    deadline: Deadline = field(default_factory=Deadline)


class SourceAdapter(BaseAdapter):
    """Asks one origin on behalf of one source."""

    def __init__(self, web: BlockingWeb, origin: str, terms: Terms) -> None:
        super().__init__()
        self.notes: list[Message] = []
        self.token = terms.token
        self.scrub = Scrubber([*terms.secrets, *([terms.token.value] if terms.token else [])])
        self._web = web
        self._origin = origin
        self._terms = terms
        self._pace = terms.pace
        self._turns = threading.Semaphore(terms.pace.at_once)
        self._ready_at = 0.0

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> Answered:
        """Ask, with tries.

        Raises:
            Unanswered: nothing came back.
            Stopped: time is up.
        """
        url, headers = str(request.url), CaseInsensitiveDict(request.headers)
        if urls.origin(url) != self._origin:
            raise Unanswered(self.refused(url), request)
        if request.method != "GET":
            raise Unanswered(
                Reply(self.scrub.url(url), utc_now(), None, Problem.REFUSED, phrase("sources only read")), request
            )
        with self._turns:
            reply, answer = self._patiently(
                url, {key: value for key, value in headers.items() if key.lower() not in _OURS}
            )
        if answer is None:
            raise Unanswered(reply, request)
        self._terms.put(Visit(answer.fetch, answer.body, self._kept(answer.headers)))
        if reply.status is None:
            raise Unanswered(reply, request)
        return _response(request, reply, answer)

    def close(self) -> None:
        """Leave the connections to whoever opened them."""

    def refused(self, url: str) -> Reply:
        """Return what comes of asking somebody else; the report says so."""
        asked = urls.origin(found.url) if (found := urls.resolve(url, self._origin)) else ""
        if asked and self._terms.name:
            note = message(
                "The source “{name}” wanted to ask {asked}, which is not where its interface lies ({origin}). Nothing was sent there.",
                name=self._terms.name,
                asked=self.scrub.url(asked),
                origin=self._origin,
            )
            self.notes += [] if note in self.notes else [note]
        detail = phrase("the address is not at the interface's own host")
        return Reply(self.scrub.url(url)[:500], utc_now(), problem=Problem.REFUSED, detail=detail)

    def _patiently(self, url: str, headers: Mapping[str, str]) -> tuple[Reply, Answer | None]:
        known, pace = self.scrub.url(url), self._pace
        reply, answer, tries = Reply(known, utc_now(), problem=Problem.RATE_LIMITED), None, 0
        wants_json = headers.get("Accept", "").startswith("application/json")
        while tries < pace.tries and self._may_ask():
            tries += 1
            before, used = reply, self.token
            if tries == pace.tries > 1 and before.problem is Problem.SERVER_ERROR:
                used = None  # some servers fall over a token they can't read, Bluesky's AppView among them
            answer = self._scrubbed(known, self._read(url, used, headers), tries)
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

    def _read(self, url: str, token: Token | None, headers: Mapping[str, str]) -> Answer:
        pace = self._pace
        accept = {"Accept": headers.get("Accept", "*/*")}
        private = {key: value for key, value in headers.items() if key not in accept}
        more, params = self._terms.carry(token.value) if token else ({}, {})
        limits = Limits(pace.timeout, pace.body, pace.redirects)
        return self._web.read(with_params(url, params), limits, accept, {**private, **more})

    def _scrubbed(self, url: str, answer: Answer, tries: int) -> Answer:
        scrub, fetch = self.scrub, answer.fetch
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
        return {name: self.scrub.url(value) for name, value in kept.items()}

    def _drop(self, reply: Reply) -> None:
        """Go on as a stranger: what everybody may see is not lost with a token that has run out."""
        token, self.token = self.token, None
        if token is not None:
            answered = f"{reply.status}, {reply.error}" if reply.error else f"{reply.status}"
            why = message(
                "{origin} refused the token in {variable} ({answer}). It may have expired.",
                origin=self._origin,
                variable=token.variable,
                answer=answered,
            )
            public = message("Only what {origin} shows to everybody was gathered there.", origin=self._origin)
            self.notes.append(public.telling_operator(why))

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            self._ready_at = max(self._ready_at, time.monotonic() + seconds)

    def _may_ask(self) -> bool:
        """Wait until the other side wants to be asked again; return False where that is too long."""
        self._terms.deadline.require()
        while (left := self._ready_at - time.monotonic()) > 0:
            if left > self._pace.longest or self._ready_at > self._terms.deadline.at:
                return False
            self._terms.deadline.wait_until(self._ready_at)
        return True


def with_params(url: str, pairs: Mapping[str, object]) -> str:
    """Return an address with parameters besides its own."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode(pairs, doseq=True)}" if pairs else url


def _response(request: requests.PreparedRequest, reply: Reply, answer: Answer) -> Answered:
    found = Answered()
    found.reply = reply
    found.request = request
    found.url = reply.final_url or reply.url
    found.status_code = reply.status or 0
    found.headers = CaseInsensitiveDict(answer.headers)
    found.encoding = answer.fetch.encoding or None
    found._content = answer.body  # noqa: SLF001 - the one way to hand requests a body that was read already
    return found


def _as_data(answer: Answer | None, reply: Reply) -> Answer | None:
    """Say of JSON that it is text, so that whoever reads the snapshot can show it."""
    if answer is None or answer.fetch.encoding or reply.data is None:
        return answer
    return replace(answer, fetch=replace(answer.fetch, encoding="utf-8"))
