"""Read an example company from its folder.

`demo.toml` says which hosts the company has, what they answer where the files alone do not say it, and what their DNS
zone holds. `before/HOST/` and `after/HOST/` hold the files, `after/` only those that differ once the company has fixed
its faults. Files ending in `.html` are Jinja templates; names beginning with `_` are never served.

Where there are a `profiles.toml` and a `conversations.py`, invented networks answer from them (`auditor.demo.fake_networks`), and
`auditor.toml` says how to audit the company.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.model import DnsOutcome, DnsRecord
from auditor.resources import shipped

LOOPBACK = "127.0.0.1"
"""The only address an example is ever served on."""

SERVABLE = re.compile(r"(?:/\.well-known)?(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*/?")
"""Paths that can be served. Segments can't begin with a dot or an underscore, so nothing above the served folders and
no partial template is in reach; the one folder that RFC 8615 names is."""

_RECORD_TYPES = ("A", "AAAA", "MX", "NS", "SOA", "TXT")


class ExampleError(ValueError):
    """An example's folder is not in order; the message names the file, the place and the fault."""


@dataclass(frozen=True, slots=True)
class Override:
    """What a host answers at one path where the files alone do not say it."""

    status: int | None = None
    """Status to answer with; for a redirect its kind."""
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Sent besides the usual ones."""
    redirect: str = ""
    """Where to send the visitor: an absolute URL or a path of the same host."""
    file: str = ""
    """File of the host whose content stands in for the path's own."""
    plain: bool = False
    """Answers on plain http too; every other path sends visitors from there to https."""
    methods: tuple[str, ...] = ()
    """Methods it takes where GET is not among them, such as `POST`; any other gets 405."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong at the company before it fixed its faults."""

    check: str
    """Id of the check that finds it."""
    page: str
    """URL of the page on which a visitor meets it."""
    subject: str
    """What is at fault: a URL, an e-mail address, a number as shown."""
    what: str
    """The fault in a few words."""
    fixed: str
    """What the company did about it."""


@dataclass(frozen=True)
class Example:
    """A fictional company: its hosts, what they answer, and its DNS zone."""

    company: str
    site: str
    """Address of the home page."""
    folder: Path
    fixed: bool
    """Whether it shows the company after it fixed its faults."""
    hosts: tuple[str, ...]
    """Every host that answers; any other name under `.example` does not exist."""
    facts: Mapping[str, Any]
    """What the company publishes about itself; pages read it as `facts`."""
    overrides: Mapping[tuple[str, str], Override]
    """By (host, path)."""
    networks: Mapping[str, str]
    """Hosts that answer from what was made up, by name: `mastodon`, `bluesky`, `feed`, or a kind of `fake_venues`."""
    zone: Mapping[tuple[str, str], DnsRecord]
    """By (name, type)."""
    faults: tuple[Fault, ...]
    """What is wrong; nothing once fixed."""

    def lookup(self, name: str, type: str) -> DnsRecord:
        """Return what the zone says: NO_DOMAIN for any name under `.example` it lacks, FAILED for names elsewhere."""
        name = name.rstrip(".").lower()
        if found := self.zone.get((name, type)):
            return found
        if any(known == name for known, _ in self.zone):
            return DnsRecord(name, type, DnsOutcome.NO_DATA)
        if name == "example" or name.endswith(".example"):
            return DnsRecord(name, type, DnsOutcome.NO_DOMAIN)
        return DnsRecord(name, type, DnsOutcome.FAILED, detail="the example's zone knows names under .example only")

    def find(self, host: str, path: str) -> Path | None:
        """Return the file of `host` that `path` names: itself, with `.html`, or its folder's index."""
        if not SERVABLE.fullmatch(path):
            return None
        stem = path.strip("/")
        names = [f"{stem}/index.html".lstrip("/")]
        if stem and not path.endswith("/"):
            names[:0] = [stem, f"{stem}.html"]
        layers = self.layers(host)
        return next((layer / name for name in names for layer in layers if (layer / name).is_file()), None)

    def layers(self, host: str) -> tuple[Path, ...]:
        """Return the folders that hold the files of `host`, the first to have a file wins."""
        phases = ("after", "before") if self.fixed else ("before",)
        return tuple(path for phase in phases if (path := self.folder / phase / host).is_dir())


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _OverrideShape(_Shape):
    status: int | None = Field(default=None, ge=200, le=999)
    headers: dict[str, str] = {}
    redirect: str = Field(default="", pattern=r"^(https?://|/|$)")
    file: str = ""
    plain: bool = False
    methods: list[Literal["POST", "PUT"]] = []


class _FaultShape(_Shape):
    check: str
    page: str
    subject: str
    what: str
    fixed: str


class _PhaseShape(_Shape):
    both: dict[str, dict[str, _OverrideShape]] = {}
    before: dict[str, dict[str, _OverrideShape]] = {}
    after: dict[str, dict[str, _OverrideShape]] = {}


_Zone = dict[str, dict[Literal["A", "AAAA", "MX", "NS", "SOA", "TXT"], list[str]]]


class _Manifest(_Shape):
    company: str
    site: str
    hosts: list[str]
    facts: dict[str, Any] = {}
    overrides: _PhaseShape = _PhaseShape()
    networks: dict[
        str, Literal["mastodon", "bluesky", "feed", "stories", "forum", "alerts", "ratings", "status", "archive"]
    ] = {}
    no_domain: list[str] = []
    zone: _Zone = {}
    fixed_zone: _Zone = {}
    faults: list[_FaultShape] = []


def load(name: str = "quillnet", fixed: bool = False) -> Example:
    """Return the shipped example `name`, with its faults or `fixed`.

    Raises:
        ExampleError: there is no such example, or its `demo.toml` is not in order.
    """
    folder = shipped("examples") / name
    if not (folder / "demo.toml").is_file():
        raise ExampleError(f"there is no example called {name!r}")
    return read(folder, fixed)


def read(folder: Path, fixed: bool = False) -> Example:
    """Return the example in `folder`.

    Raises:
        ExampleError: its `demo.toml` is not in order.
    """
    file = folder / "demo.toml"
    try:
        manifest = _Manifest.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise ExampleError(f"{file} can't be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ExampleError(f"{file} is not valid TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ExampleError(f"{file}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    example = _example(folder, fixed, manifest)
    if trouble := next(_troubles(example), ""):
        raise ExampleError(f"{file}: {trouble}")
    return example


def _example(folder: Path, fixed: bool, manifest: _Manifest) -> Example:
    faults = () if fixed else tuple(Fault(**fault.model_dump()) for fault in manifest.faults)
    return Example(
        company=manifest.company,
        site=manifest.site,
        folder=folder,
        fixed=fixed,
        hosts=tuple(manifest.hosts),
        facts=MappingProxyType(manifest.facts),
        overrides=MappingProxyType(_overrides(manifest.overrides, fixed)),
        networks=MappingProxyType(dict(manifest.networks)),
        zone=MappingProxyType(_zone(manifest, fixed)),
        faults=faults,
    )


def _overrides(phases: _PhaseShape, fixed: bool) -> dict[tuple[str, str], Override]:
    made: dict[tuple[str, str], Override] = {}
    for phase in (phases.both, phases.after if fixed else phases.before):
        for host, paths in phase.items():
            for path, shape in paths.items():
                values = shape.model_dump()
                values["headers"] = MappingProxyType(values["headers"])
                values["methods"] = tuple(values["methods"])
                made[host, path] = Override(**values)
    return made


def _zone(manifest: _Manifest, fixed: bool) -> dict[tuple[str, str], DnsRecord]:
    zone: dict[tuple[str, str], DnsRecord] = {
        (host, "A"): DnsRecord(host, "A", DnsOutcome.FOUND, (LOOPBACK,)) for host in manifest.hosts
    }
    for name, records in (*manifest.zone.items(), *(manifest.fixed_zone.items() if fixed else ())):
        for kind, values in records.items():
            zone[name, kind] = DnsRecord(name, kind, DnsOutcome.FOUND, tuple(values))
    for name in manifest.no_domain:
        zone |= {(name, kind): DnsRecord(name, kind, DnsOutcome.NO_DOMAIN) for kind in _RECORD_TYPES}
    return zone


def _troubles(example: Example) -> Iterator[str]:
    """Yield what the shape of the file alone can't tell."""
    if urlsplit(example.site).hostname not in example.hosts:
        yield f"site: {example.site} is on none of the hosts"
    for host in example.hosts:
        if host in {name for (name, _), record in example.zone.items() if record.outcome is DnsOutcome.NO_DOMAIN}:
            yield f"no_domain: {host} is one of the hosts"
    for host in example.networks.keys() - set(example.hosts):
        yield f"networks: {host!r} is not one of the hosts"
    for (host, path), override in example.overrides.items():
        if host not in example.hosts:
            yield f"overrides: {host!r} is not one of the hosts"
        if not SERVABLE.fullmatch(path) or not path:
            yield f"overrides.{host}: {path!r} is not a path that can be served"
        if override.file and not example.find(host, "/" + override.file):
            yield f"overrides.{host}.{path}: there is no file {override.file!r}"
