"""What was asked for and what came: targets, requests, pages and the links between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from auditor.model.messages import NOTHING, Message
from auditor.model.remembering import Remembers


class LinkText(str):
    """A reason for a role that quotes the text of a link: a label such as “Contact” beside every agent of a list promises nothing."""

    __slots__ = ()


class Reach(StrEnum):
    """What happened to a request; never what it means."""

    RESPONDED = "responded"
    """An HTTP answer arrived, whatever its status."""
    TIMED_OUT = "timed-out"
    """No complete answer within the time allowed."""
    DNS_FAILED = "dns-failed"
    """The host name could not be resolved; `Fetch.cause` says whether it does not exist or the look-up failed."""
    CONNECT_FAILED = "connect-failed"
    """The name resolved, but no connection came about or it broke."""
    TLS_FAILED = "tls-failed"
    """The secure connection was refused or its certificate is not valid."""
    CHALLENGED = "challenged"
    """A login wall, captcha or bot page answered instead of the page."""
    RATE_LIMITED = "rate-limited"
    """The host asked us to slow down (429) until we gave up."""
    DISALLOWED = "disallowed"
    """robots.txt asks not to read it."""
    REFUSED_ADDRESS = "refused-address"
    """It leads to a private or local address that this target may not send us to."""
    TOO_LARGE = "too-large"
    """The body went past the size allowed; reading stopped there."""
    REDIRECT_LOOP = "redirect-loop"
    """Redirects came back to where they had been, or went on past the limit."""
    GARBLED = "garbled"
    """What arrived is not HTTP, or its body does not decode as its headers say."""


class Cause(StrEnum):
    """What was behind a failure, where a rule depends on it; what `detail` says is for readers alone."""

    UNSAID = ""
    NO_SUCH_HOST = "no-such-host"
    """Of a DNS_FAILED: the DNS says that there is no such host (NXDOMAIN), as against a look-up that failed."""
    BROKE_OFF = "broke-off"
    """Of a RESPONDED: the body ended before its time; what came of it is kept, as browsers show it."""
    CUT = "cut"
    """Of a RESPONDED: the body goes on past the size allowed; its beginning is kept."""
    NO_CONNECTION = "no-connection"
    """Of a TIMED_OUT: not even a connection came about, though the system asked for one again and again."""
    NO_HANDSHAKE = "no-handshake"
    """Of a TIMED_OUT: the server took the connection and said nothing on it, not even what TLS begins with."""
    UNREAD_ENCODING = "unread-encoding"
    """Of a GARBLED: a browser may well show what we cannot read."""
    PROGRAM = "program"
    """Of a RESPONDED: it redirects to what opens a program to write or ring with, `detail`: `mailto:jane@acme.example`."""
    LOGIN = "login"
    """Of a CHALLENGED: a log-in stands in front of the page."""
    CONSENT = "consent"
    """Of a CHALLENGED: a question for consent stands in front of the page."""
    OWN_NETWORK = "own-network"
    """Of a DNS record: look-ups on this machine or network can't be believed, so that it says nothing of the domain."""


class Role(StrEnum):
    """What a page is for."""

    HOME = "home"
    CONTACT = "contact"
    MEDIA = "media"
    """Press, media, newsroom."""
    SUPPORT = "support"
    """Support, help, service, status of an order."""
    COMPLAINTS = "complaints"
    LEGAL = "legal"
    """Imprint, legal notice, privacy, terms."""
    ABOUT = "about"


CONTACT_ROLES = frozenset({Role.CONTACT, Role.MEDIA, Role.SUPPORT, Role.COMPLAINTS})
"""Pages that exist so that somebody can reach the company."""


@dataclass(frozen=True, slots=True)
class Target:
    """The company looked at."""

    name: str
    """As a person would say it; the host name until somebody says better."""
    site: str
    """Address of the home page, normalised."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """One hop on the way to an answer."""

    status: int
    url: str
    """Where the hop led."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """What came of reading one URL, all tries together."""

    url: str
    """As asked for, without its fragment."""
    final_url: str
    """Where the last redirect led; `url` where there was none."""
    reach: Reach
    at: datetime
    """When the last try ended, UTC."""
    status: int | None = None
    """HTTP status of the last answer; None where no answer came."""
    redirects: tuple[Redirect, ...] = ()
    content_type: str = ""
    """Media type of the answer in lower case, without parameters."""
    body_sha256: str = ""
    """Key of the stored body; empty where none was kept."""
    encoding: str = ""
    """Character encoding decided for the body; empty for anything that is not text."""
    size: int = 0
    """Bytes of the body as decoded from its transfer."""
    tries: int = 1
    detail: str = ""
    """What went wrong, in words, where something did."""
    method: str = "GET"
    cause: Cause = Cause.UNSAID


@dataclass(frozen=True, slots=True)
class Page(Remembers):
    """A page of the target's own site: read, or only known by its links when it could not be."""

    url: str
    fetch: Fetch
    roles: tuple[Role, ...] = ()
    """Sorted; several where the page serves several ends, none where it is some other page."""
    role_reasons: tuple[str, ...] = ()
    """What the roles were read from, such as `link text "Press"`."""
    found_by: tuple[str, ...] = ()
    """How we learned of it: `home`, `link`, `sitemap`, `usual path`, `configuration`."""
    depth: int | None = None
    """Clicks from the home page along links; None where no link leads to it."""
    title: str = ""
    heading: str = ""
    """Text of the first h1."""
    lang: str = ""
    """Of the html element, lower case, such as `de` or `pt-br`."""
    text_length: int = 0
    """Characters a visitor sees."""
    needs_script: bool = False
    """The page shows next to nothing until its scripts have run, and nobody ran them."""
    rendered: bool = False
    """Its facts are those of the document a browser showed once its scripts had run; `fetch` names that document as its body."""
    not_rendered: Message = NOTHING
    """Why a browser could not show it; nothing where it could or none was asked."""
    read: Callable[[], str] = field(default=lambda: "", repr=False, compare=False)
    """Returns the decoded HTML as received, or as rendered; empty where no body was kept."""
    picture: Callable[[], bytes] = field(default=lambda: b"", repr=False, compare=False)
    """Returns how it looked in a browser, as JPEG; empty where no picture was taken."""

    def has(self, *roles: Role) -> bool:
        """Return whether the page has any of `roles`."""
        return any(role in self.roles for role in roles)


class LinkKind(StrEnum):
    """What a visitor's browser does with a link."""

    ANCHOR = "anchor"
    """Followed on a click; downloads too."""
    IMAGE = "image"
    MEDIA = "media"
    """Audio, video, tracks, objects."""
    FRAME = "frame"
    STYLESHEET = "stylesheet"
    SCRIPT = "script"
    ICON = "icon"
    CANONICAL = "canonical"
    ALTERNATE = "alternate"
    """Feeds and other languages."""
    REFRESH = "refresh"
    """`<meta http-equiv=refresh>`."""
    BROKEN = "broken"
    """Names nothing that a browser could open, such as `http://` alone; `url` is what is written."""
    SITEMAP = "sitemap"
    """Listed in a sitemap; `page` is the sitemap."""


class Place(StrEnum):
    """Where on the page a link or detail stands."""

    HEADER = "header"
    NAV = "nav"
    MAIN = "main"
    FOOTER = "footer"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Link:
    """A reference from a page of the site, resolved as a browser would."""

    page: str
    """URL of the page it stands on."""
    url: str
    """Absolute, normalised, without the fragment."""
    kind: LinkKind
    text: str = ""
    """Visible text, or the alternative text of a linked image."""
    fragment: str = ""
    """After the `#`, decoded; empty where there is none."""
    place: Place = Place.MAIN
    raw: str = ""
    """As written in the page."""
