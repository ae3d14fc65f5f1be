"""What a source asks its platform with: a `requests.Session` for the one interface at its base address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http.cookiejar import DefaultCookiePolicy
from typing import Any, cast
from urllib.parse import quote

import requests

from auditor import urls
from auditor.collect.http.blocking import BlockingWeb
from auditor.collect.sources.adapter import Answered, SourceAdapter, Terms, Unanswered, with_params
from auditor.collect.sources.paging import Follow, Pages, Walk
from auditor.collect.sources.replies import Reply
from auditor.model import Message

_JSON = "application/json, */*;q=0.1"
"""Nothing more: snac answers whoever mentions ActivityPub's type with 404 for all else that it has."""
_ANY = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.1"


class SourceSession(requests.Session):
    """Asks one interface.

    It works as any session of `requests` does, so that libraries that take one can be handed it. Below it, whatever is asked goes to
    addresses that this visit may connect to, waits as the other side asks, is tried again where that may help, ends within limits of
    size, time and redirects, and is kept as evidence without secrets. The user's token is sent along, to the interface's own origin
    alone; a source never sees it. Addresses may be relative to the interface's; those at any other origin are not asked.

    Most sources need no more than `ask` and `pages`, which never raise. `get` raises as `requests` does where nothing comes back
    (`Unanswered`); a source that lets that pass has said that it can't tell.
    """

    def __init__(self, web: BlockingWeb, base: str, terms: Terms | None = None) -> None:
        """Take what reads, the interface's address, without query, log-in and fragment, and on what terms it is asked."""
        super().__init__()
        self.base = base.rstrip("/") + "/"
        """Address of the interface."""
        self.origin = urls.origin(self.base)
        self._adapter = SourceAdapter(web, self.origin, terms or Terms())
        self._told: dict[str, Reply] = {}
        self.adapters.clear()
        for scheme in ("https://", "http://"):
            self.mount(scheme, self._adapter)
        self.trust_env = False
        self.headers.clear()
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))

    @property
    def authorised(self) -> bool:
        """Whether a token is sent: False too once it was refused."""
        return self._adapter.token is not None

    @property
    def notes(self) -> list[Message]:
        """Sentences for the report: what did not go as asked for."""
        return self._adapter.notes

    def ask(
        self,
        path: str,
        params: Mapping[str, object] | None = None,
        *,
        json: bool = True,
        anew: bool = True,
        **parts: str,
    ) -> Reply:
        """Ask once, with tries; never raises for anything that the other side does.

        Args:
            path: Below the base, such as `api/v1/accounts/{id}/statuses`; or a whole address at the same origin.
            params: Query parameters; None values are left out, lists are repeated.
            json: Whether only JSON will do. Otherwise `Reply.text` is of use too.
            anew: Whether to ask again for what was asked with `anew=False` before, such as the account that `posts` needs too.
            parts: Fill the braces of `path`, quoted.
        """
        if parts:  # without any, braces are the address's own
            path = path.format_map({key: quote(part, safe="@") for key, part in parts.items()})
        pairs = {key: value for key, value in (params or {}).items() if value is not None}
        try:
            url = with_params(self._address(path), pairs)
            if not anew and url in self._told:
                return self._told[url]
            reply = cast("Answered", self.get(url, headers={"Accept": _JSON if json else _ANY})).reply
        except Unanswered as error:
            return error.reply
        if not anew:
            self._told[url] = reply
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
            path: As for `ask`, `params` and `parts` too.
            params: Of the first page.
            follow: How to ask for the next one.
            most: Pages at most.
            rows: Where in an answer its list lies: several pages in a row with nothing in it are the end.
            parts: Fill the braces of `path`.
        """
        return Pages(self.ask, Walk(path, params or {}, parts), follow, most, tuple(rows))

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        """Take an address as relative to the interface's."""
        request.url = self._address(str(request.url))
        return super().prepare_request(request)

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """Ask; redirects are followed below, each behind the guard."""
        return super().send(request, **{**options, "allow_redirects": False})

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return None: `requests` would read the address of a redirect that nobody follows here, and fall over one that is none."""
        del resp

    def _address(self, path: str) -> str:
        found = urls.resolve(path, self.base)
        if found is None or urls.origin(found.url) != self.origin:
            raise Unanswered(self._adapter.refused(path))
        return found.url
