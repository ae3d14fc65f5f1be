"""auditor.toml → Settings. Errors name the file, the key and the mend."""

from __future__ import annotations

import difflib
import math
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from auditor import urls
from auditor.model import Accept, Exclude, Severity, Thresholds
from auditor.text import patterns


class ConfigError(Exception):
    """A configuration that can't be used; one line that says what, where and how to mend it."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TargetSettings(_Section):
    """Whom to look at."""

    site: str = Field(description="address of the home page")
    name: str = Field(default="", description="the company's name; the host name where left out")
    country: str = Field(
        default="",
        pattern="^([A-Za-z]{2})?$",
        description="two letters; phone numbers without a country code are read for it",
    )

    @field_validator("site")
    @classmethod
    def _is_address(cls, value: str) -> str:
        found = urls.normalise(value)
        if found is None:
            raise ValueError(f"{value!r} is no web address; write it like https://www.company.example")
        return found


class CrawlSettings(_Section):
    """How far and how fast to look."""

    max_pages: int = Field(default=300, ge=1, description="pages of the site read")
    max_links: int = Field(default=3_000, ge=0, description="other addresses checked: files, images, third parties")
    max_seconds: float = Field(default=1_800, gt=0, description="the whole visit; what is left then is said to be left")
    per_host: int = Field(default=4, ge=1, le=512, description="connections to one host at a time")
    connections: int = Field(default=32, ge=1, le=512, description="connections in all")
    delay: float = Field(default=0.0, ge=0, description="seconds between two requests to one host")
    timeout: float = Field(default=20.0, gt=0, description="seconds for one answer, redirects included")
    max_body: int = Field(default=10_000_000, ge=10_000, description="bytes of a page read at most")
    respect_robots: bool = Field(default=True, description="false only for a site you are responsible for")
    browser: bool = Field(
        default=False, description="look at pages that need JavaScript, and take pictures, with an installed Chromium"
    )
    contact: str = Field(
        default="", description="told to the sites visited, in the User-Agent: an address to complain to"
    )


class PageSettings(_Section):
    """Pages named by hand, beside those that are found."""

    contact: tuple[str, ...] = Field(default=(), description="contact pages, as addresses or paths")
    media: tuple[str, ...] = Field(default=(), description="press and media pages")
    support: tuple[str, ...] = Field(default=(), description="support and help pages")
    complaints: tuple[str, ...] = Field(default=(), description="pages for complaints")


class CheckSettings(_Section):
    """Which checks run."""

    folders: tuple[str, ...] = Field(default=(), description="folders of further checks, relative to auditor.toml")
    only: tuple[str, ...] = Field(default=(), description="ids of the checks to run; all where left empty")
    skip: tuple[str, ...] = Field(default=(), description="ids of checks to leave out")


class _Ruling(_Section):
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
            raise ValueError(f"{value!r} is no web address; write it like https://www.company.example/archive/*")
        return value


class AcceptSettings(_Ruling):
    """Faults that are known and borne."""

    pattern: str = Field(description="what the subject of a finding is like: an address, a mailbox, a number, as above")
    check: str = Field(default="", description="id of the check; all where left empty")
    reason: str = Field(description="why; the report prints it")
    until: date | None = Field(default=None, description="last day on which it applies, by UTC, such as 2026-12-31")

    @field_validator("until", mode="before")
    @classmethod
    def _is_date(cls, value: object) -> object:
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise ValueError(f"{str(value)!r} is no date; write it without quotes and time, like until = 2026-12-31")
        return value


class Settings(_Section):
    """All of auditor.toml."""

    target: TargetSettings
    crawl: CrawlSettings = CrawlSettings()
    pages: PageSettings = PageSettings()
    checks: CheckSettings = CheckSettings()
    thresholds: dict[str, float] = Field(default_factory=dict)
    exclude: tuple[ExcludeSettings, ...] = ()
    accept: tuple[AcceptSettings, ...] = ()
    fail_on: str = Field(default="never", description="lowest severity that makes the exit code 1")

    @field_validator("fail_on")
    @classmethod
    def _is_severity(cls, value: str) -> str:
        if value not in FAIL_ON:
            raise ValueError(f"{value!r} is none of {', '.join(FAIL_ON)}")
        return value

    @field_validator("exclude", "accept", mode="before")
    @classmethod
    def _is_list(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, list | tuple) or not all(isinstance(one, dict | _Ruling) for one in value):
            raise ValueError(f"is a list of tables; write [[{info.field_name}]] above each pattern and reason")
        return value


FAIL_ON = ("never", *(severity.label for severity in Severity if severity))


def for_site(site: str, name: str = "") -> Settings:
    """Return the settings for a site without a file.

    Raises:
        ConfigError: it is no web address.
    """
    try:
        return Settings(target=TargetSettings(site=site, name=name))
    except ValidationError as error:
        raise ConfigError(_first_problem(error)) from None


def read(path: Path) -> Settings:
    """Read auditor.toml.

    Raises:
        ConfigError: it is not there, no TOML, or has a key or value that is not known.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); name a site or an auditor.toml") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8 text; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from None
    try:
        settings = Settings.model_validate(data)
        thresholds(settings)
    except ValidationError as error:
        raise ConfigError(f"{path}: {_first_problem(error)}") from None
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from None
    return _with_folders_beside(path, settings)


def thresholds(settings: Settings) -> Thresholds:
    """Return the thresholds with the overrides of auditor.toml.

    Raises:
        ConfigError: an override names no threshold, or its value makes no sense.
    """
    return thresholds_from(settings.thresholds)


def thresholds_from(overrides: Mapping[str, float]) -> Thresholds:
    """Return the thresholds with some of them replaced; raises ConfigError as `thresholds` does."""
    usual = Thresholds()
    known = [field.name for field in fields(Thresholds)]
    values: dict[str, Any] = {}
    for key, value in overrides.items():
        if key not in known:
            raise ConfigError(f"unknown key thresholds.{key}{_nearest(key, known)}")
        is_share = isinstance(getattr(usual, key), float)
        if not math.isfinite(value) or value < 0 or (is_share and value > 1) or (not is_share and value != int(value)):
            raise ConfigError(
                f"thresholds.{key}: {value:g} is no {'share between 0 and 1' if is_share else 'whole number from 0 on'}"
            )
        values[key] = value if is_share else int(value)
    return Thresholds(**values)


def excludes(settings: Settings) -> tuple[Exclude, ...]:
    """Return what auditor.toml keeps out of a visit."""
    return tuple(Exclude(one.pattern, one.reason) for one in settings.exclude)


def accepts(settings: Settings) -> tuple[Accept, ...]:
    """Return the faults that auditor.toml accepts."""
    return tuple(Accept(one.pattern, one.reason, one.check, one.until) for one in settings.accept)


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


def _with_folders_beside(path: Path, settings: Settings) -> Settings:
    folders = tuple(str(path.parent / folder) for folder in settings.checks.folders)
    checks = settings.checks.model_copy(update={"folders": folders})
    return settings.model_copy(update={"checks": checks})


def _first_problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    key = _key(problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"unknown key {key}{_nearest(str(problem['loc'][-1]), _keys_beside(problem['loc']))}"
    if problem["type"] == "missing":
        return f"key {key} is missing; add it"
    message = problem["msg"].removeprefix("Value error, ")
    return f"{key}: {message}" if key else message


def _key(place: tuple[Any, ...]) -> str:
    """Return how a person would name the place, such as `exclude.reason (entry 2)`."""
    key = ".".join(part for part in place if isinstance(part, str))
    return key + "".join(f" (entry {part + 1})" for part in place if isinstance(part, int))


def _keys_beside(place: tuple[Any, ...]) -> tuple[str, ...]:
    """Return the keys that would have been right where an unknown one stood."""
    model: type[BaseModel] = Settings
    for part in place[:-1]:
        if isinstance(part, int):
            continue
        inner = model.model_fields[part].annotation
        inner = next(iter(get_args(inner)), inner)  # of a list, what it is a list of
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return ()
        model = inner
    return tuple(model.model_fields)


def _nearest(key: str, known: Any) -> str:
    close = difflib.get_close_matches(key, tuple(known), n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; known here: {', '.join(known)}" if known else ""
