"""The sections of auditor.toml: what may stand in each, what it means and what is taken where it is left out."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, PrivateAttr, ValidationInfo, field_validator

from auditor import urls
from auditor.config.mentions import ArchiveSettings, CoverageSettings, MentionSettings, StatusSettings
from auditor.config.report import ReportSettings
from auditor.config.section import Section, line, nearest, plain_date, site, zone
from auditor.config.security import SecuritySettings
from auditor.config.watch import WatchSettings
from auditor.model import REASONS, Approved, Severity
from auditor.model.declarations import Declared
from auditor.text import patterns

COLUMNS = (
    "text", "title", "created_at", "author", "direction", "thread", "parent", "id", "url", "lang", "likes", "rating", "kind",
    "automated", "account", "platform", "reply", "reply_at",
)  # fmt: skip
"""What a column of a table may hold."""
UNSEEN = (
    "inbound",
    "replies",
    "threads",
    "parents",
    "deleted",
    "direct",
    "images",
    "automation",
    "authors",
    "times",
    "time-zone",
    "reply-times",
    "addressees",
)
"""What a source may not show: words of `Channel.cannot_see`."""
FAIL_ON = ("never", *(severity.label for severity in Severity if severity))


class TargetSettings(Section):
    """Whom to look at."""

    site: str = Field(description="address of the home page")
    name: str = Field(default="", description="the company's name; by default the one its home page gives")
    country: str = Field(
        default="",
        pattern="^([A-Za-z]{2})?$",
        description="two letters; phone numbers without a country code are read as from there",
    )

    names: tuple[str, ...] = Field(default=(), description="other names it goes by: brands, products, abbreviations")
    jurisdiction: str = Field(
        default="",
        pattern="^([A-Za-z]{2})?$",
        description="two letters of the country whose law applies to the site, `country` by default; the rules for DE and AT (Impressum) need it",
    )
    timezone: str = Field(default="", description="time zone of its hours, such as Europe/Berlin; UTC by default")
    hours: str = Field(default="", description="when somebody answers, such as Mon-Fri 09:00-17:00")
    handle: str = Field(default="", description="its name on platforms, without the @")
    avatar: str = Field(default="", description="address of the approved profile picture")
    domains: tuple[str, ...] = Field(
        default=(), description="further domains of the company, such as acme-shop.example"
    )

    @field_validator("domains")
    @classmethod
    def _are_domains(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        found = [urls.normalise(one) for one in value]
        for written, url in zip(value, found, strict=True):
            if url is None or "." not in urls.host(url):
                raise ValueError(f"{written!r} is not a domain; write it like acme-shop.example")
        return tuple(urls.host(url) for url in found if url is not None)

    @field_validator("timezone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        return zone(value)

    @field_validator("hours")
    @classmethod
    def _are_hours(cls, value: str) -> str:
        if value:
            from auditor.analysis.conversations.metrics.hours import parse

            parse(value)
        return value

    @field_validator("site")
    @classmethod
    def _is_address(cls, value: str) -> str:
        return site(value)


class CrawlSettings(Section):
    """How far and how fast to look."""

    max_pages: int = Field(default=300, ge=1, description="pages of the site read")
    max_links: int = Field(default=3_000, ge=0, description="other addresses checked: files, images, third parties")
    links: Literal["judged", "all"] = Field(
        default="judged",
        description="`judged`: links, pictures and files that a check judges, as in link-truth.md; `all`: those of every page",
    )
    max_seconds: float = Field(
        default=1_800, gt=0, le=604_800, description="for the whole visit; the report says what was left"
    )
    per_host: int = Field(default=4, ge=1, le=512, description="connections to one host at a time")
    connections: int = Field(default=32, ge=1, le=512, description="connections in all")
    delay: float = Field(default=0.0, ge=0, le=86_400, description="seconds between two requests to one host")
    timeout: float = Field(default=20.0, gt=0, le=86_400, description="seconds for one answer, redirects included")
    max_body: int = Field(
        default=10_000_000, ge=10_000, le=50_000_000, description="bytes of a page that are read at most"
    )
    respect_robots: bool = Field(default=True, description="false only for a site you are responsible for")
    browser: bool = Field(
        default=False, description="render pages that need JavaScript, and take pictures, with an installed Chromium"
    )
    contact: str = Field(
        default="", description="an address for complaints, sent to the sites visited in the User-Agent"
    )

    @field_validator("contact")
    @classmethod
    def _is_one_line(cls, value: str) -> str:
        return line(value)


class PageSettings(Section):
    """Pages named by hand, beside those that are found."""

    contact: tuple[str, ...] = Field(default=(), description="contact pages, as addresses or paths")
    media: tuple[str, ...] = Field(default=(), description="press and media pages")
    support: tuple[str, ...] = Field(default=(), description="support and help pages")
    complaints: tuple[str, ...] = Field(default=(), description="pages for complaints")


class ProfileSettings(Section):
    """A profile, and whose it is: the company's own, whether its site links it or not, unless `owner` says otherwise."""

    url: str = Field(description="address of the profile")
    purpose: str = Field(default="", pattern="^(support|news)?$", description="`support` or `news`, if it has one")
    owner: Literal["ours", "probably", "other"] = Field(
        default="ours",
        description="`ours`; `probably`: listed for a person to confirm, never judged; `other`: somebody else's",
    )


class SpokespersonSettings(Section):
    """Somebody who speaks for the company in public and agreed to be named; their details here are no exposure."""

    name: str = Field(min_length=2, description="as the site writes it")
    consent: str = Field(min_length=3, description="when and how they agreed; the report prints it")
    emails: tuple[str, ...] = Field(default=(), description="mailboxes that may appear on the site")
    phones: tuple[str, ...] = Field(default=(), description="numbers that may appear on the site")
    profiles: tuple[str, ...] = Field(default=(), description="addresses of profiles that may be linked")


class ConversationSettings(Section):
    """Posts in a file that another tool exported."""

    path: str = Field(min_length=1, description="file, zip or folder, relative to auditor.toml")
    format: str = Field(default="", description="format of the file, as in imports.md; recognised by default")
    platform: str = Field(
        default="", description="where the posts were written, such as x; by default, that of the format"
    )
    account: str = Field(default="", description="the company's account there; by default, from the file or its name")
    columns: dict[str, str | tuple[str, ...]] = Field(
        default={}, description="which column of a table holds what, such as { text = 'Message' }"
    )
    inbound: tuple[str, ...] = Field(default=(), description="what the direction column says for posts by others")
    outbound: tuple[str, ...] = Field(default=(), description="what it says for the company's own")
    brand: tuple[str, ...] = Field(default=(), description="handles and names of the company's accounts and agents")
    kind: str = Field(
        default="",
        pattern="^(post|reply|mention|review|direct)?$",
        description="what posts by others are: `mention`, `review` or `direct`; by default, from the rest of the row",
    )
    time_format: str = Field(
        default="",
        description="`day-first`, `month-first`, or a pattern such as `%d/%m/%Y %H:%M`; guessed by default",
    )
    timezone: str = Field(default="", description="for times without one, such as Europe/Berlin; UTC by default")
    encoding: str = Field(
        default="", description="encoding of the text, such as utf-8, utf-16 or cp1252; guessed by default"
    )
    delimiter: str = Field(
        default="", pattern="^.?$", description="separator between the cells of a table; guessed by default"
    )
    pairing: Literal["", "time"] = Field(
        default="",
        description="`time`: each reply answers the post right before it, for files that do not say what answers what",
    )
    mentions: bool = Field(
        default=False,
        description="`true` for an export of what others say elsewhere, such as a monitoring tool's: mentions, not conversations",
    )
    private: bool = Field(
        default=False,
        description="`true` to import private conversations: mail, chats, help desks; no words, names or addresses of them are kept",
    )
    cannot_see: tuple[str, ...] = Field(
        default=(), description="what the file lacks, besides what its format never shows, as in conversations.md"
    )

    @field_validator("timezone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        return zone(value)

    @field_validator("columns")
    @classmethod
    def _are_columns(cls, value: dict[str, str | tuple[str, ...]]) -> dict[str, str | tuple[str, ...]]:
        for key in value:
            if key not in COLUMNS:
                raise ValueError(f"{key!r} is not one of {', '.join(COLUMNS)}{nearest(key, COLUMNS)}")
        return value

    @field_validator("cannot_see")
    @classmethod
    def _are_words(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for word in value:
            if word not in UNSEEN:
                raise ValueError(f"{word!r} is not one of {', '.join(UNSEEN)}{nearest(word, UNSEEN)}")
        return value


class SourceSettings(Section):
    """How profiles and conversations are looked up; tokens come from the environment, never from this file."""

    profiles: bool = Field(default=True, description="look profiles up on platforms that answer strangers")
    posts: bool = Field(default=True, description="gather their posts and the conversations below them")
    window_days: int = Field(
        default=90, ge=1, le=3_650, description="days before the visit that posts are gathered for"
    )
    max_posts: int = Field(default=2_000, ge=0, description="posts of one account at most")
    max_seconds: float = Field(default=600, gt=0, le=604_800, description="for all platforms together")
    bases: dict[str, str] = Field(
        default={},
        description="address of the API of a platform or host, such as bluesky or social.example, if it is not the usual one",
    )
    resolver: str = Field(default="", description="address of the DNS server to ask; the system's by default")


class CheckSettings(Section):
    """Which checks run."""

    folders: tuple[str, ...] = Field(default=(), description="folders of further checks, relative to auditor.toml")
    only: tuple[str, ...] = Field(default=(), description="ids of the checks to run; all if left empty")
    skip: tuple[str, ...] = Field(default=(), description="ids of checks to leave out")


class PluginSettings(Section):
    """What others wrote: checks, sources, importers and renderers in folders of their own."""

    folders: tuple[str, ...] = Field(default=(), description="folders of plug-ins, relative to auditor.toml")


class _Ruling(Section):
    """What auditor.toml decides of addresses of one kind, and why."""

    @field_validator("pattern", check_fields=False)
    @classmethod
    def _names_something(cls, value: str) -> str:
        if patterns.is_boundless(value):
            raise ValueError(f"{value!r} would match everything; name a host, a path or a mailbox")
        if value.startswith("/"):
            raise ValueError(f"{value!r} is a path; write the whole address, like https://www.company.example{value}")
        return _as_kept(value)

    @field_validator("reason", check_fields=False)
    @classmethod
    def _says_something(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("is empty; say why, in words that the report will print")
        return " ".join(value.split())


class ExcludeSettings(_Ruling):
    """Addresses that are never asked for."""

    pattern: str = Field(description="addresses, with `*` for any characters, `?` for one, `[ab]` for one of several")
    reason: str = Field(description="why; the report prints it")

    @field_validator("pattern")
    @classmethod
    def _may_be_an_address(cls, value: str) -> str:
        if not value.startswith(("http", "*", "?", "[")):
            raise ValueError(f"{value!r} is not a web address; write it like https://www.company.example/archive/*")
        return value


class AcceptSettings(_Ruling):
    """Faults that are known and borne."""

    pattern: str = Field(description="pattern for the subject of a finding: an address, a mailbox, a number, as above")
    check: str = Field(default="", description="id of the check; all if left empty")
    reason: str = Field(description="why: `false alarm`, `accepted risk`, `fix planned`, `third party` or `not ours`")
    note: str = Field(default="", description="more about it; the report prints it")
    who: str = Field(default="", description="who decided it; the report prints it")
    until: date | None = Field(default=None, description="last day on which it applies, in UTC, such as 2026-12-31")

    @field_validator("reason")
    @classmethod
    def _is_on_the_list(cls, value: str) -> str:
        if value not in REASONS:
            raise ValueError(f"{value!r} is not one of {', '.join(REASONS)}; your own words go into note")
        return value

    @field_validator("note", "who")
    @classmethod
    def _is_one_line(cls, value: str) -> str:
        return " ".join(value.split())

    @field_validator("until", mode="before")
    @classmethod
    def _is_date(cls, value: object) -> object:
        return plain_date(value)


class Settings(Section):
    """All of auditor.toml."""

    target: TargetSettings
    crawl: CrawlSettings = CrawlSettings()
    pages: PageSettings = PageSettings()
    checks: CheckSettings = CheckSettings()
    plugins: PluginSettings = PluginSettings()
    sources: SourceSettings = SourceSettings()
    security: SecuritySettings = SecuritySettings()
    mentions: MentionSettings = MentionSettings()
    venues: dict[str, CoverageSettings] = Field(default_factory=dict)
    status: StatusSettings = StatusSettings()
    archive: ArchiveSettings = ArchiveSettings()
    report: ReportSettings = ReportSettings()
    watch: WatchSettings = WatchSettings()
    profile: tuple[ProfileSettings, ...] = ()
    spokespeople: tuple[SpokespersonSettings, ...] = ()
    conversations: tuple[ConversationSettings, ...] = ()
    thresholds: dict[str, float] = Field(default_factory=dict)
    exclude: tuple[ExcludeSettings, ...] = ()
    accept: tuple[AcceptSettings, ...] = ()
    fail_on: str = Field(default="never", description="lowest severity that makes the exit code 1")
    _declared: tuple[Declared, ...] = PrivateAttr(default=())
    _approved: Approved | None = PrivateAttr(default=None)

    @property
    def declared(self) -> tuple[Declared, ...]:
        """What interview.toml beside it declares."""
        return self._declared

    def declaring(self, declared: tuple[Declared, ...]) -> Settings:
        """Return the same with the answers of an interview."""
        copy = self.model_copy()
        copy._declared = declared  # noqa: SLF001 - its own
        return copy

    @property
    def approved(self) -> Approved | None:
        """What approved.toml beside it confirms; None where there is no such file."""
        return self._approved

    def approving(self, approved: Approved | None) -> Settings:
        """Return the same with what the company confirmed."""
        copy = self.model_copy()
        copy._approved = approved  # noqa: SLF001 - its own
        return copy

    @field_validator("fail_on")
    @classmethod
    def _is_severity(cls, value: str) -> str:
        if value not in FAIL_ON:
            raise ValueError(f"{value!r} is not one of {', '.join(FAIL_ON)}{nearest(value, FAIL_ON)}")
        return value

    @field_validator("exclude", "accept", "profile", "spokespeople", "conversations", mode="before")
    @classmethod
    def _is_list(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, list | tuple) or not all(isinstance(one, dict | Section) for one in value):
            raise ValueError(f"is a list of tables; write [[{info.field_name}]] above each")
        return value


def _as_kept(pattern: str) -> str:
    """Return a pattern with its letters as addresses are kept: host in lower case and ASCII, the rest percent-encoded."""
    if "://" not in pattern:
        local, at, domain = pattern.rpartition("@")
        return f"{local}{at}{domain.lower()}" if at else pattern
    host, slash, _ = pattern.partition("://")[2].partition("/")
    if "?" in host or ("*" in host and not slash):  # there a `?` begins no query, and a `*` takes in the path
        return pattern.lower() if not slash else pattern
    found = urls.resolve(pattern, pattern)
    if found is None:
        return pattern
    return found.url + pattern[pattern.index("#") :] if "#" in pattern else found.url
