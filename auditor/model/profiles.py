"""The company's presences on platforms of others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from auditor.model.messages import NOTHING, Message
from auditor.model.web import Place


class Existence(StrEnum):
    """What became of a profile. Only a platform's own word or its documented marks lead away from UNKNOWN."""

    LIVE = "live"
    MISSING = "missing"
    """The platform says that nobody has this handle."""
    SUSPENDED = "suspended"
    """Taken down by the platform."""
    DEACTIVATED = "deactivated"
    """Switched off by its owner."""
    MOVED = "moved"
    """It names another profile as its successor; `Profile.moved_to`."""
    CLOSED = "closed"
    """The whole platform has shut down."""
    UNKNOWN = "unknown"
    """It could not be told; `Profile.reason` and `Profile.hint` say why and how to find out."""


class ProfileSource(StrEnum):
    """Where a profile was learned of."""

    LINK = "link"
    """A link that a visitor can click."""
    SAME_AS = "same-as"
    """`sameAs` of the page's structured data."""
    REL_ME = "rel-me"
    """A link that says `rel=me`, visible or not."""
    META = "meta"
    """A `<meta>` such as `twitter:site`."""
    APP_LINK = "app-link"
    """Words that open an app: smart banners, app-store ids."""
    CONFIGURATION = "configuration"
    """Named in auditor.toml."""


class Beside(StrEnum):
    """What the words and boxes around the mention of a profile make of it."""

    NOTHING = ""
    """They say nothing of whose it is."""
    FOLLOW = "follow"
    """"Follow us", or a row of such icons."""
    OFFICIAL = "official"
    """It is called the company's official one."""
    WARNING = "warning"
    """Visitors are warned of it: somebody pretends to be the company."""
    CREDIT = "credit"
    """Of those who made or host the site, or a picture."""
    MEMBER = "member"
    """Of an association, a certifier, or another company above or below it."""
    PARTNER = "partner"
    """Of a partner, sponsor, brand, supplier or customer."""
    PRESS = "press"
    """Of those who report about the company."""
    THANKS = "thanks"
    QUOTE = "quote"
    """Of whoever is quoted there: an embedded post, a customer's praise, a comment."""
    PERSON = "person"
    """Of a person: staff, founders, authors."""
    LIST = "list"
    """One of a list of recommendations."""
    SHARE = "share"
    NAMED = "named"
    """Somebody else's name stands there, and the handle carries it."""
    ELSE = "else"
    """The page's structured data says it is another's."""


class Owner(StrEnum):
    """Whose a profile is, by the evidence there is."""

    CERTAIN = "certain"
    """The company's; only these are judged."""
    LIKELY = "likely"
    """Probably the company's; for a person to confirm."""
    UNKNOWN = "unknown"
    """Nothing tells whose it is."""
    OTHER = "other"
    """Somebody else's."""


class OwnerSign(StrEnum):
    """What speaks for or against a profile's being the company's."""

    LISTED_OURS = "listed-ours"
    """auditor.toml names it as the company's."""
    LISTED_PROBABLE = "listed-probable"
    LISTED_OTHER = "listed-other"
    SPOKESPERSON = "spokesperson"
    """It is that of a spokesperson whom auditor.toml names."""
    CONTESTED = "contested"
    """The site contradicts itself: it warns of the profile, and leads visitors to it as its own."""
    OWN_DOMAIN = "own-domain"
    """Its handle is the site's own domain."""
    BELOW_DOMAIN = "below-domain"
    """Its handle is a name below the site's own domain."""
    VERIFIED_LINK = "verified-link"
    """It links back to the site, which its platform has verified."""
    LINKS_BACK = "links-back"
    SAME_AS = "same-as"
    REL_ME = "rel-me"
    META = "meta"
    APP = "app"
    FOOTER = "footer"
    """Linked in the footer of `count` pages."""
    HEADER = "header"
    MENU = "menu"
    REPEATED = "repeated"
    """Linked from `count` of `total` pages."""
    FOLLOW = "follow"
    OFFICIAL = "official"
    NAMED_AFTER = "named-after"
    """Its handle is the company's name."""
    CONTACT_PAGE = "contact-page"
    """It stands on a page where the company says how to reach it."""
    MENU_UNDER_OTHER_NAME = "menu-under-other-name"
    BESIDE = "beside"
    """The words around a mention say that it is somebody else's: `beside`, `words`."""
    EXAMPLE = "example"
    """Themes and site builders leave it in their examples."""
    PERSONAL_ADDRESS = "personal-address"
    """Its address is that of a person's profile."""
    NOTHING = "nothing"
    """Nothing on the site says whose it is."""
    BETTER_RIVAL = "better-rival"
    """Another profile of its platform has more to show for it."""
    EQUAL_RIVAL = "equal-rival"
    """Another profile of its platform has as much to show for it."""
    EARLIER_WORDS = "earlier-words"
    """`words` of a snapshot that was written when reasons were kept as text."""


@dataclass(frozen=True, slots=True)
class OwnerEvidence:
    """One thing that speaks for or against a profile's being the company's."""

    sign: OwnerSign
    count: int = 0
    """Pages."""
    total: int = 0
    """Of how many."""
    beside: Beside = Beside.NOTHING
    words: str = ""
    """The site's own."""


@dataclass(frozen=True, slots=True)
class ProfileMention:
    """One place that names a profile."""

    page: str
    """URL of the page; `auditor.toml` for a profile named there."""
    url: str
    """As written there."""
    source: ProfileSource
    place: Place = Place.MAIN
    text: str = ""
    """Visible text of the link."""
    beside: Beside = Beside.NOTHING
    words: str = ""
    """What says so, as written; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile, page or channel on a platform, its spellings told together."""

    platform: str
    """Id in platforms.toml, such as `bluesky`."""
    handle: str
    """As the platform compares handles, without `@`; `name@host` where every host has names of its own."""
    url: str
    """Its address, written in the one way the platform prefers."""
    mentions: tuple[ProfileMention, ...] = ()
    """In the order of pages; empty for none on the site."""
    existence: Existence = Existence.UNKNOWN
    reason: Message = NOTHING
    """What the existence was read from, or why it could not be told."""
    hint: str = ""
    """How a person can find out where the platform's own way in platforms.toml does not do, as a sentence; for UNKNOWN."""
    moved_to: str = ""
    """Address of the successor."""
    evidence: str = ""
    """URL whose answer says so; a key of `Snapshot.fetches` where it was asked for."""
    at: datetime | None = None
    """When it was looked at, UTC; None where it was not."""
    name: str | None = None
    """As shown; None where it can't be seen, empty where none is given."""
    bio: str | None = None
    """Plain text; None where it can't be seen."""
    links: tuple[str, ...] | None = None
    """Addresses in bio and fields; None where they can't be seen."""
    verified_links: tuple[str, ...] = ()
    """Those the platform found to link back."""
    avatar: str | None = None
    """Address of the picture; None where it can't be seen, empty where there is none."""
    avatar_sha256: str = ""
    """Key of the stored picture."""
    created_at: datetime | None = None
    last_post_at: datetime | None = None
    """Newest own post; None where it can't be seen or there is none (`posts` tells which)."""
    posts: int | None = None
    """How many own posts there are, as the platform counts them; None where it can't be seen."""
    purpose: str = ""
    """As auditor.toml says: `support`, `news`, or empty."""

    owner: Owner = Owner.CERTAIN
    """Whose it is."""
    why: tuple[OwnerEvidence, ...] = ()
    """What that was told from, the strongest first."""

    @property
    def official(self) -> bool:
        """Whether auditor.toml names it as the company's own."""
        return any(mention.source is ProfileSource.CONFIGURATION for mention in self.mentions)

    @property
    def contested(self) -> bool:
        """Whether the site warns of it and leads visitors to it as its own."""
        return any(one.sign is OwnerSign.CONTESTED for one in self.why)
