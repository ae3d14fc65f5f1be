"""approved.toml, beside auditor.toml: what the company confirmed as right. Reading it; errors name the file, the key and the fix."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator

from auditor import toml, urls
from auditor.config.problems import first_problem, nearest_of
from auditor.config.section import Section, plain_date, zone
from auditor.model import Approved, ApprovedAccount
from auditor.platforms import catalogue, parse, spelling

_LARGEST = 20_000_000
"""Bytes of the file. Our default: ten thousand accounts with long descriptions."""
_SLIP = 0.8
"""How alike two names have to be, 0 to 1, for one to be a slip of the pen for the other. Our default."""
_HASH = re.compile("[0-9a-f]{16}-[0-9a-f]{16}")
_LANGUAGE = re.compile("[a-z]{2,3}")


class ApprovedError(Exception):
    """An approved.toml that can't be used; one line that says what, where and how to fix it."""


class AccountSettings(Section):
    """One account. A key that is left out is not compared with anything."""

    platform: str = Field(default="", description="platform as in platforms.md, such as bluesky; by default from `url`")
    handle: str = Field(default="", description="its name there, without the @; by default from `url`")
    url: str = Field(default="", description="address of the profile; an account known only by its posts has none")
    name: str | None = Field(default=None, description="name it shows")
    bio: str | None = Field(default=None, description="description it shows, as plain text")
    links: tuple[str, ...] | None = Field(default=None, description="addresses in its description and fields")
    avatar: str = Field(default="", description="hash of its picture, as `auditor approve` writes it")
    languages: tuple[str, ...] = Field(default=(), description='languages it posts in, such as ["en", "de"]')
    hours: str = Field(default="", description="when it posts, such as Mon-Fri 07:00-19:00")
    domains: tuple[str, ...] = Field(default=(), description="domains of others that it links to")
    clients: tuple[str, ...] = Field(default=(), description="programs it posts with, where the platform tells")

    @field_validator("url", "links")
    @classmethod
    def _are_addresses(cls, value: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
        for address in (value,) if isinstance(value, str) else value or ():
            if address and not urls.is_web(address):
                raise ValueError(f"{address!r} is not a web address; write it like https://www.company.example")
        return value

    @field_validator("avatar")
    @classmethod
    def _is_hash(cls, value: str) -> str:
        if value and not _HASH.fullmatch(value):
            raise ValueError(f"{value!r} is not a hash of a picture; let `auditor approve` write it, or leave it out")
        return value

    @field_validator("languages")
    @classmethod
    def _are_languages(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for code in value:
            if not _LANGUAGE.fullmatch(code):
                raise ValueError(f"{code!r} is not the code of a language; write it like en")
        return value

    @field_validator("hours")
    @classmethod
    def _are_hours(cls, value: str) -> str:
        if value:
            from auditor.analysis.conversations.metrics.hours import parse as parse_hours  # noqa: PLC0415 - only where hours are named

            parse_hours(value)
        return value

    @field_validator("domains")
    @classmethod
    def _are_domains(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return domains(value)

    @model_validator(mode="after")
    def _names_an_account(self) -> AccountSettings:
        if self.url and not (self.platform and self.handle) and parse.profile_of(self.url, rel_me=True) is None:
            raise ValueError(f"{self.url}: is not the address of a profile; add its platform and handle")
        if not self.url and not (self.platform and self.handle):
            raise ValueError("name its url, or its platform and handle")
        if self.platform and spelling.platform_named(self.platform) is None:
            # Posts may come from a tool that nobody knows; a name nearly that of a platform is a slip of the pen.
            near = difflib.get_close_matches(self.platform.lower(), catalogue.catalogue().platforms, n=1, cutoff=_SLIP)
            if near:
                raise ValueError(f"the platform {self.platform!r} is not known; did you mean {near[0]}?")
        return self

    def told(self) -> ApprovedAccount:
        """Return the account as checks see it."""
        found = parse.profile_of(self.url, rel_me=True) if self.url else None
        platform = spelling.platform_id(self.platform or (found.platform if found else ""))
        handle = self.handle.strip().removeprefix("@") or (found.handle if found else "")
        rest = self.model_dump(exclude={"platform", "handle"})
        return ApprovedAccount(platform, handle, **rest)


class ApprovedSettings(Section):
    """All of approved.toml."""

    site: str = Field(description="address of the home page, as in auditor.toml")
    approved_on: date | None = Field(default=None, description="day on which it was last confirmed")
    timezone: str = Field(default="", description="time zone of `hours`, such as Europe/Berlin; UTC by default")
    domains: tuple[str, ...] = Field(default=(), description="domains of your own; a link to them is never suspicious")
    account: tuple[AccountSettings, ...] = ()

    @field_validator("approved_on", mode="before")
    @classmethod
    def _is_date(cls, value: object) -> object:
        return plain_date(value)

    @field_validator("timezone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        return zone(value)

    @field_validator("domains")
    @classmethod
    def _are_domains(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return domains(value)

    @field_validator("account", mode="before")
    @classmethod
    def _is_list(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, list | tuple) or not all(isinstance(one, dict | Section) for one in value):
            raise ValueError(f"is a list of tables; write [[{info.field_name}]] above each")
        return value


def read(path: Path, site: str = "") -> Approved:
    """Return what an approved.toml confirms.

    Args:
        path: The file.
        site: Home page of the target that it has to be for; empty where any will do.

    Raises:
        ApprovedError: it can't be read, has a key or value that is not known, or is for another target.
    """
    try:
        told = ApprovedSettings.model_validate(_parsed(path))
        found = _told(told)
    except ValidationError as error:
        raise ApprovedError(f"{path}: {first_problem(error, ApprovedSettings)}") from None
    except ValueError as error:
        raise ApprovedError(f"{path}: {error}") from None
    if site and _bare(found.site) != _bare(site):
        raise ApprovedError(f"{path}: is for another target ({found.site}, not {site}); each needs a folder of its own")
    return found


def _told(settings: ApprovedSettings) -> Approved:
    """Return what is confirmed; raise ValueError where an account stands twice."""
    accounts: dict[tuple[str, str], ApprovedAccount] = {}
    for number, one in enumerate(settings.account, start=1):
        account = one.told()
        key = spelling.account_key(account.platform, account.handle)
        if key in accounts:
            raise ValueError(f"account (entry {number}): {account.handle} on {account.platform} stands there twice")
        accounts[key] = account
    ordered = tuple(accounts[key] for key in sorted(accounts))
    return Approved(settings.site, settings.approved_on, settings.timezone, settings.domains, ordered)


def domains(written: tuple[str, ...]) -> tuple[str, ...]:
    """Return registrable domains as they are compared; raise ValueError for what is none."""
    return tuple(dict.fromkeys(map(_domain, written)))


def _domain(written: str) -> str:
    found = urls.normalise(written) if written.strip() else None
    name = urls.host(found) if found else ""
    if "." not in name or urls.is_address(name):
        raise ValueError(f"{written!r} is not a domain; write it like company.example")
    return urls.registrable(name)


def _bare(site: str) -> str:
    return urls.netloc(urls.normalise(site) or site).removeprefix("www.")


def _parsed(path: Path) -> Mapping[str, Any]:
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise ApprovedError(f"{path}: is not a file; remove it, and let `auditor approve` write one")
        if path.stat().st_size > _LARGEST:
            raise ApprovedError(f"{path}: is larger than {_LARGEST:,} bytes; leave out accounts that nobody uses")
        data = toml.read(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ApprovedError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ApprovedError(f"{path}: is not UTF-8 text; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ApprovedError(f"{path}: is not valid TOML: {error}") from None
    for key in data:
        if key not in ApprovedSettings.model_fields:  # told before what is wrong further down
            raise ApprovedError(f"{path}: unknown key {key}{nearest_of(key, ApprovedSettings.model_fields)}")
    return data


def described() -> Iterator[tuple[str, str]]:
    """Yield every key that may stand in the file with what it means, those of accounts as `account.KEY`."""
    for name, entry in ApprovedSettings.model_fields.items():
        if name != "account":
            yield name, entry.description or ""
    for name, entry in AccountSettings.model_fields.items():
        yield f"account.{name}", entry.description or ""
