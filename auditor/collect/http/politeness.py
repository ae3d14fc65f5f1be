"""How both readers present themselves, what an answer may cost, and whom they trust."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

import auditor

MOVED = frozenset({301, 302, 303, 307, 308})
"""Statuses of answers that lead elsewhere."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost."""

    seconds: float = 20.0
    """For one try, redirects and body included."""
    body: int = 10_000_000
    """Bytes of a body after decompression."""
    redirects: int = 20
    """After which browsers give up (Fetch standard, HTTP-redirect fetch)."""


@dataclass(frozen=True, slots=True)
class Politeness:
    """How we present ourselves and how hard we knock."""

    per_host: int = 4
    connections: int = 32
    contact: str = ""
    """Told in the User-Agent."""

    @property
    def user_agent(self) -> str:
        """An honest name; robots.txt can address it as `auditor`."""
        purpose = f"site audit; {self.contact}" if self.contact else "site audit"
        return f"auditor/{auditor.__version__} ({purpose})"

    @property
    def headers(self) -> dict[str, str]:
        """What is sent with every request."""
        return {"User-Agent": self.user_agent, "Accept-Encoding": "gzip, deflate", "Accept-Language": "en,*;q=0.5"}


def tls_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """Return a context that verifies as browsers do, trusting `ca_file` besides, for examples and tests."""
    context = ssl.create_default_context()
    if ca_file is not None:
        context.load_verify_locations(cafile=ca_file)
    return context
