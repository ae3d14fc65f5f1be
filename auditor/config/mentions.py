"""The sections of auditor.toml on what is said elsewhere: where to look, for which words, and who is responsible there."""

from __future__ import annotations

from pydantic import Field, ValidationInfo, field_validator

from auditor import urls
from auditor.config.section import Section

_SHORTEST = 2
"""Letters of a word to search for at least: less than that finds everything."""


class MentionFeedSettings(Section):
    """A feed that reports mentions, such as one of Google Alerts."""

    url: str = Field(description="address of the feed, RSS or Atom")
    name: str = Field(default="", description="what the report calls it; by default, its host")
    terms: tuple[str, ...] = Field(
        default=(), description="what it is an alert for; by default, what the title of a Google Alerts feed says"
    )
    everything: bool = Field(
        default=False,
        description="`true`: every entry is a mention; by default, only those that hold a name, but for Google Alerts",
    )

    @field_validator("url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        found = urls.normalise(value)
        if found is None or not value.strip().startswith(("http://", "https://")):
            raise ValueError(
                f"{value!r} is not the address of a feed; write it like https://www.google.com/alerts/feeds/…"
            )
        return found


class MentionSettings(Section):
    """What to look for away from the company's own accounts, and where."""

    names: tuple[str, ...] = Field(
        default=(), description="what to search for; by default, `name` and `names` under [target]"
    )
    misspellings: tuple[str, ...] = Field(default=(), description="usual misspellings, searched for as well")
    must: tuple[str, ...] = Field(
        default=(), description="words of which a mention holds at least one, such as a town or a product"
    )
    never: tuple[str, ...] = Field(
        default=(), description="words that only mentions of a namesake hold; these are left out"
    )
    hackernews: bool = Field(default=True, description="search Hacker News")
    stackexchange: tuple[str, ...] = Field(
        default=(), description="sites of Stack Exchange to search, such as stackoverflow.com"
    )
    mastodon: tuple[str, ...] = Field(
        default=(), description="Mastodon servers whose tags are read, such as mastodon.social"
    )
    tags: tuple[str, ...] = Field(default=(), description="tags read there; by default, the names without spaces")
    discourse: tuple[str, ...] = Field(default=(), description="addresses of Discourse forums to search")
    lemmy: tuple[str, ...] = Field(default=(), description="Lemmy servers to search, such as lemmy.world")
    gdelt: bool = Field(
        default=False, description="search the world's news in GDELT, which often refuses; the report then says so"
    )
    reddit: bool = Field(
        default=False, description="search Reddit, which refuses most servers; the report then says so"
    )
    sources: tuple[str, ...] = Field(
        default=(), description="names of further sources that find mentions, from plug-ins"
    )
    max_seconds: float = Field(default=300, gt=0, description="for all of it together")
    feed: tuple[MentionFeedSettings, ...] = ()

    @field_validator("names", "misspellings", "must", "never")
    @classmethod
    def _are_words(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for word in value:
            if sum(map(str.isalnum, word)) < _SHORTEST:
                raise ValueError(f"{word!r} is too short to search for")
        return tuple(" ".join(word.split()) for word in value)

    @field_validator("stackexchange", "mastodon", "discourse", "lemmy")
    @classmethod
    def _are_hosts(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        return tuple(_address(word, str(info.field_name)) for word in value)

    @field_validator("tags")
    @classmethod
    def _are_tags(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for word in value:
            if not word.lstrip("#").replace("_", "").isalnum():
                raise ValueError(f"{word!r} is not a tag; write it without spaces and signs, such as quillnet")
        return tuple(word.lstrip("#") for word in value)

    @field_validator("feed", mode="before")
    @classmethod
    def _is_list(cls, value: object) -> object:
        if not isinstance(value, list | tuple) or not all(isinstance(one, dict | Section) for one in value):
            raise ValueError("is a list of tables; write [[mentions.feed]] above each")
        return value


class CoverageSettings(Section):
    """Who is responsible for a place where people speak of the company."""

    owner: str = Field(default="", description="who answers there: a team or a role")
    watched_by: str = Field(default="", description="who watches it, and when")


class StatusSettings(Section):
    """The company's pages about the state of its service."""

    pages: tuple[str, ...] = Field(
        default=(), description="addresses of status pages, besides those that the site links"
    )
    read: bool = Field(default=True, description="read what they said of faults")

    @field_validator("pages")
    @classmethod
    def _are_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_address(word, "pages") for word in value)


class ArchiveSettings(Section):
    """The public web archive: what it still holds of pages that are gone, or that showed too much."""

    lookup: bool = Field(
        default=False, description="ask it; off by default, since it learns from this which site is audited"
    )
    cdx: str = Field(
        default="https://web.archive.org/cdx/search/cdx", description="address of its index (a CDX server)"
    )
    captures: str = Field(
        default="https://web.archive.org/web/", description="beginning of the addresses of its captures"
    )
    max_pages: int = Field(default=40, ge=0, le=500, description="pages asked for at most")
    delay: float = Field(default=1.0, ge=0, description="seconds between two questions")

    @field_validator("cdx", "captures")
    @classmethod
    def _is_address(cls, value: str, info: ValidationInfo) -> str:
        return _address(value, str(info.field_name))


def _address(word: str, key: str) -> str:
    """Return a host or address that somebody typed as an address.

    Raises:
        ValueError: it is none.
    """
    found = urls.normalise(word)
    if found is None:
        raise ValueError(
            f"{word!r} is neither a host nor an address; write {key} like forum.example or https://forum.example/"
        )
    return found
