"""What an interface answered, and what is wrong with the answer where something is: a name for it, never an exception."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from auditor.collect.http.journey import Answer
from auditor.collect.sources import fields
from auditor.model import NOTHING, Cause, Message, Reach, message, phrase


class Problem(StrEnum):
    """Why an answer is none that can be used."""

    HTML = "html-instead-of-json"
    """A page where data was promised: a log-in, a bot check, a host without such an interface."""
    SERVER_ERROR = "server-error"
    RATE_LIMITED = "rate-limited"
    """Asked to wait for longer than there is time."""
    UNAUTHORISED = "unauthorised"
    """Strangers are not answered, or the token is refused."""
    NOT_FOUND = "not-found"
    GONE = "gone"
    REJECTED = "rejected"
    """The request was understood and turned down (400, 422 …); `Reply.data` may say why."""
    TOO_LARGE = "too-large"
    GARBLED = "garbled"
    """No HTTP, or no JSON."""
    TIMED_OUT = "timed-out"
    UNREACHABLE = "unreachable"
    """No such host, no connection, no valid certificate."""
    REFUSED = "refused"
    """We did not ask: the address is not on the interface's own host, or is none that this visit may connect to."""
    REDIRECTED = "redirected"
    """Redirects that don't end."""


PASSING = frozenset({Problem.SERVER_ERROR, Problem.RATE_LIMITED, Problem.TIMED_OUT, Problem.UNREACHABLE})
"""What another try may mend."""
ABSENT = frozenset({Problem.NOT_FOUND, Problem.GONE})
"""What says that there is nothing, or nothing any longer."""

_WORDS = {
    Problem.HTML: phrase("The platform's interface answered with a web page instead of data"),
    Problem.SERVER_ERROR: phrase("The platform's interface is in trouble"),
    Problem.RATE_LIMITED: phrase("The platform's interface asked us to wait for longer than the visit lasts"),
    Problem.UNAUTHORISED: phrase("The platform's interface does not answer strangers"),
    Problem.NOT_FOUND: phrase("The platform's interface found nothing there"),
    Problem.GONE: phrase("The platform's interface says that it is gone"),
    Problem.REJECTED: phrase("The platform's interface turned the request down"),
    Problem.TOO_LARGE: phrase("The answer of the platform's interface is too large"),
    Problem.GARBLED: phrase("The answer of the platform's interface can't be read"),
    Problem.TIMED_OUT: phrase("The platform's interface did not answer in time"),
    Problem.UNREACHABLE: phrase("The platform's interface could not be reached"),
    Problem.REFUSED: phrase("The platform's interface leads to an address that this visit may not connect to"),
    Problem.REDIRECTED: phrase("The platform's interface redirects without end"),
}
_TOKEN_ERRORS = frozenset({"ExpiredToken", "InvalidToken", "AuthMissing", "invalid_token", "access_token_required"})
"""What interfaces that answer 400 call a token that is refused: Bluesky, OAuth 2 (RFC 6750), Stack Exchange."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one request, all tries together. Holds no secret."""

    url: str
    """As asked for, without secrets: key of `Snapshot.fetches`."""
    at: datetime
    status: int | None = None
    problem: Problem | None = None
    """None for an answer that can be used."""
    detail: Message | str = ""
    """In words what went wrong, where `problem` does not say it all."""
    cause: Cause = field(default=Cause.UNSAID, kw_only=True)
    data: Any = None
    """The JSON, of failures too; None for anything else."""
    text: str = field(default="", repr=False)
    """The body decoded."""
    headers: Mapping[str, str] = field(default_factory=dict)
    final_url: str = ""
    """Where redirects ended; empty for none."""

    @property
    def ok(self) -> bool:
        """Whether it can be used."""
        return self.problem is None

    @property
    def why(self) -> Message:
        """What is wrong, as a sentence for readers; nothing for a usable answer."""
        if self.problem is None:
            return NOTHING
        what, detail = _WORDS[self.problem], self.detail
        if self.status and detail:
            return message("{what} ({status}, {detail}).", what=what, status=self.status, detail=detail)
        if self.status:
            return message("{what} ({status}).", what=what, status=self.status)
        return message("{what} ({detail}).", what=what, detail=detail) if detail else message("{what}.", what=what)

    @property
    def error(self) -> str:
        """The code that an answer in JSON gives its failure, such as `AccountTakedown`; empty where it gives none."""
        return fields.line(self.data, "error") or fields.line(self.data, "error_name")

    @property
    def message(self) -> str:
        """What an answer in JSON says of its failure; empty where it says nothing."""
        return fields.line(self.data, "message") or fields.line(self.data, "error_description")


def judge(url: str, answer: Answer, *, json_wanted: bool = True) -> Reply:
    """Return what an answer comes to."""
    fetch = answer.fetch
    body = answer.body.decode(fetch.encoding or "utf-8", errors="replace").removeprefix("\ufeff")
    data, broken = _parse(body)
    problem, detail = _problem(answer, data)
    if problem is None and json_wanted and broken:
        is_page = "html" in fetch.content_type or body.lstrip()[:1] == "<"
        problem, detail = (Problem.HTML, "") if is_page else (Problem.GARBLED, broken)
    known = data, body, answer.headers, fetch.final_url
    return Reply(url, fetch.at, fetch.status, problem, detail, *known, cause=fetch.cause)


def _parse(body: str) -> tuple[Any, Message]:
    """Return (data, why it can't be read)."""
    if not body.strip():
        return None, phrase("an empty answer")
    try:
        return json.loads(body), NOTHING
    except RecursionError:
        return None, phrase("JSON nested too deeply")
    except ValueError:
        return None, phrase("no JSON")


_REACHES = {
    Reach.TIMED_OUT: Problem.TIMED_OUT,
    Reach.TOO_LARGE: Problem.TOO_LARGE,
    Reach.GARBLED: Problem.GARBLED,
    Reach.REFUSED_ADDRESS: Problem.REFUSED,
    Reach.REDIRECT_LOOP: Problem.REDIRECTED,
}


def _problem(answer: Answer, data: Any) -> tuple[Problem | None, Message | str]:
    fetch = answer.fetch
    status = fetch.status or 0
    if fetch.reach is not Reach.RESPONDED:
        return _REACHES.get(fetch.reach, Problem.UNREACHABLE), fetch.detail
    if 200 <= status < 300:
        return None, ""
    if status == 429 or (status == 403 and allowance(answer.headers) == 0):
        return Problem.RATE_LIMITED, ""
    if status in {401, 403} or fields.line(data, "error") in _TOKEN_ERRORS:
        return Problem.UNAUTHORISED, ""
    if 300 <= status < 400:  # one that could be followed was
        return Problem.GARBLED, phrase("a redirect to no address")
    if status >= 500:
        return Problem.SERVER_ERROR, ""
    if status in {404, 410}:
        return (Problem.NOT_FOUND if status == 404 else Problem.GONE), ""
    return Problem.REJECTED, fields.line(data, "message", most=200) or fields.line(data, "error_message", most=200)


def allowance(headers: Mapping[str, str]) -> int | None:
    """Return how many requests are left by X-RateLimit-Remaining (Mastodon, GitHub) or RateLimit-Remaining (Bluesky)."""
    value = headers.get("x-ratelimit-remaining") or headers.get("ratelimit-remaining") or ""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else None


def wait_asked(answer: Answer, data: Any, now: datetime) -> float:
    """Return the seconds an answer asks us to wait: Retry-After, a used-up allowance, or Stack Exchange's `backoff`."""
    asked = [answer.retry_after(now) or 0.0, float(fields.count(data, "backoff") or 0)]
    if allowance(answer.headers) == 0:
        asked.append(_until_reset(answer.headers, now))
    return max(asked)


def _until_reset(headers: Mapping[str, str], now: datetime) -> float:
    """Return the seconds until a used-up allowance is renewed: written as a time, in seconds since 1970, or from now."""
    value = headers.get("x-ratelimit-reset") or headers.get("ratelimit-reset") or ""
    if value.isascii() and value.isdecimal() and len(value) < 12:
        seconds = float(value)
        return max(0.0, seconds - now.timestamp()) if seconds > 10**9 else seconds
    moment = fields.moment(value)
    return max(0.0, (moment - now).total_seconds()) if moment else 0.0


def utc_now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)
