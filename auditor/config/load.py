"""auditor.toml → Settings. Errors name the file, the key and the fix."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from auditor import disk, toml, urls
from auditor.config.problems import first_problem, nearest_of
from auditor.config.report import LENGTHS, FindingSettings
from auditor.config.schema import FAIL_ON, CheckSettings, CrawlSettings, Settings, TargetSettings
from auditor.interview import answers
from auditor.model import Accept, Approved, CompanyProfile, Coverage, Exclude, Listening, Spokesperson, Thresholds

if TYPE_CHECKING:
    from auditor.text.mention_terms import Terms

__all__ = [
    "FAIL_ON",
    "LENGTHS",
    "CheckSettings",
    "ConfigError",
    "CrawlSettings",
    "FindingSettings",
    "Settings",
    "accepts",
    "company_profile",
    "excludes",
    "findings",
    "for_site",
    "read",
    "thresholds",
    "thresholds_from",
]


APPROVED = "approved.toml"
"""Beside auditor.toml: what the company confirmed as right."""
FINDINGS = "findings.toml"
"""Beside auditor.toml: what is being done about which finding."""
_MOST = 1_000_000_000
_FINGERPRINT = re.compile("[0-9a-f]{32}")


class ConfigError(Exception):
    """A configuration that can't be used; one line that says what, where and how to fix it."""


def for_site(site: str, name: str = "") -> Settings:
    """Return the settings for a site without a file.

    Raises:
        ConfigError: it is no web address.
    """
    try:
        return Settings(target=TargetSettings(site=site, name=name))
    except ValidationError as error:
        raise ConfigError(first_problem(error, Settings)) from None


def read(path: Path) -> Settings:
    """Read auditor.toml, with interview.toml and approved.toml beside it.

    Raises:
        ConfigError: it is not there; one of them is no TOML, or has a key or value that is not known.
    """
    data = _toml(path, "Name a site or an auditor.toml.")
    try:
        settings = Settings.model_validate(data)
        thresholds(settings)
    except ValidationError as error:
        raise ConfigError(f"{path}: {first_problem(error, Settings)}") from None
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from None
    try:
        declared = answers.read(path.with_name(answers.NAME))
    except answers.InterviewError as error:
        raise ConfigError(str(error)) from None
    confirmed = _approved(path.with_name(APPROVED), settings.target.site)
    return _with_folders_beside(path, settings.declaring(declared).approving(confirmed))


def _approved(path: Path, site: str) -> Approved | None:
    """Return what approved.toml confirms; None where there is none.

    Raises:
        ConfigError: it can't be used.
    """
    if not path.exists() and not path.is_symlink():  # a link to nothing is a mistake
        return None
    from auditor.config import approved  # noqa: PLC0415 - reads addresses of platforms, for the few that have such a file

    try:
        return approved.read(path, site)
    except approved.ApprovedError as error:
        raise ConfigError(str(error)) from None


def findings(beside: Path) -> Mapping[str, FindingSettings]:
    """Return what findings.toml, in the folder of the auditor.toml at `beside`, says of findings, by fingerprint; nothing without it.

    Raises:
        ConfigError: it is no TOML, or has a key or value that is not known.
    """
    path = beside.with_name(FINDINGS)
    if not path.exists() and not path.is_symlink():  # as above
        return {}
    found: dict[str, FindingSettings] = {}
    for fingerprint, said in _toml(path, "Give it a readable one, or none.").items():
        if not _FINGERPRINT.fullmatch(fingerprint) or not isinstance(said, dict):
            raise ConfigError(
                f"{path}: {fingerprint!r} is not a fingerprint; copy those of actions.csv, as in [{'1f' * 16}]"
            )
        try:
            found[fingerprint] = FindingSettings.model_validate(said)
        except ValidationError as error:
            raise ConfigError(f"{path}: [{fingerprint}] {first_problem(error, FindingSettings)}") from None
    return found


def _toml(path: Path, instead: str) -> dict[str, Any]:
    try:
        return toml.read(disk.text(path))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}). {instead}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8 text; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from None


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
            raise ConfigError(f"unknown key thresholds.{key}{nearest_of(key, known)}")
        is_share = isinstance(getattr(usual, key), float)
        if not 0 <= value <= _MOST or (is_share and value > 1) or (not is_share and value != int(value)):
            raise ConfigError(
                f"thresholds.{key}: {value:g} is not a {'share between 0 and 1' if is_share else 'whole number of 0 or more'}"
            )
        values[key] = value if is_share else int(value)
    return Thresholds(**values)


def excludes(settings: Settings) -> tuple[Exclude, ...]:
    """Return what auditor.toml keeps out of a visit."""
    return tuple(Exclude(one.pattern, one.reason) for one in settings.exclude)


def accepts(settings: Settings) -> tuple[Accept, ...]:
    """Return the faults that auditor.toml accepts."""
    return tuple(Accept(one.pattern, one.reason, one.check, one.until, one.who, one.note) for one in settings.accept)


def company_profile(settings: Settings) -> CompanyProfile:
    """Return what auditor.toml says of the company."""
    target = settings.target
    people = tuple(
        Spokesperson(one.name, one.consent, tuple(map(_domain_lower, one.emails)), one.phones, one.profiles)
        for one in settings.spokespeople
    )
    return CompanyProfile(
        target.names,
        target.handle.lstrip("@"),
        target.avatar,
        (target.jurisdiction or target.country).upper(),
        target.timezone,
        target.hours,
        people,
        settings.declared,
        target.domains,
        listening(settings),
    )


def listening(settings: Settings) -> Listening:
    """Return what auditor.toml says of listening to what is said elsewhere."""
    said, target = settings.mentions, settings.target
    names = said.names or tuple(filter(None, (target.name, *target.names)))
    return Listening(
        bool({"mentions", "venues"} & settings.model_fields_set),
        tuple(dict.fromkeys(names)),
        said.misspellings,
        len(said.feed),
        tuple(Coverage(venue, one.owner, one.watched_by) for venue, one in sorted(settings.venues.items())),
    )


def terms(settings: Settings, site: str) -> Terms:
    """Return what tells a mention of the company from other texts; `site` is where the visit landed."""
    from auditor.text.mention_terms import Terms  # noqa: PLC0415 - for the few who look for mentions

    said = listening(settings)
    hosts = {urls.site_of(url) for url in (site, settings.target.site)} | set(settings.target.domains)
    words = settings.mentions.must, settings.mentions.never
    return Terms((*said.names, *said.misspellings), *words, tuple(sorted(hosts)))


def _domain_lower(address: str) -> str:
    local, at, domain = address.strip().rpartition("@")
    return f"{local}{at}{domain.lower()}"


def _with_folders_beside(path: Path, settings: Settings) -> Settings:
    beside = {"folders": tuple(str(path.parent / folder) for folder in settings.checks.folders)}
    checks = settings.checks.model_copy(update=beside)
    beside = {"folders": tuple(str(path.parent / folder) for folder in settings.plugins.folders)}
    plugins = settings.plugins.model_copy(update=beside)
    said = {name: value for name in ("locales", "logo", "templates") if (value := getattr(settings.report, name))}
    report = settings.report.model_copy(update={name: str(path.parent / value) for name, value in said.items()})
    changed: dict[str, object] = {
        name: part for name, part in (("plugins", plugins), ("report", report)) if name in settings.model_fields_set
    }
    here = path.parent.absolute()
    conversations = tuple(
        one.model_copy(update={"path": str(here / Path(one.path).expanduser())}) for one in settings.conversations
    )
    if "security" in settings.model_fields_set:
        lists = tuple(str(here / Path(one).expanduser()) for one in settings.security.block_lists)
        changed["security"] = settings.security.model_copy(update={"block_lists": lists})
    return settings.model_copy(update={"checks": checks, "conversations": conversations, **changed})
