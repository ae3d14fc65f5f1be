"""What certificate a host shows: until when it is good, and whether a browser would warn."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from auditor.collect.http.address_guard import GuardedResolver, NoSuchHost, RefusedAddress
from auditor.model import Certificate

_SECONDS = 10.0


async def certificates(
    hosts: Iterable[tuple[str, int]], resolver: GuardedResolver, context: ssl.SSLContext
) -> list[Certificate]:
    """Return the certificate of each (host, port) that could be connected to."""
    found = await asyncio.gather(*(_certificate(host, port, resolver, context) for host, port in hosts))
    return [certificate for certificate in found if certificate is not None]


async def _certificate(host: str, port: int, resolver: GuardedResolver, context: ssl.SSLContext) -> Certificate | None:
    label = host if port == 443 else f"{host}:{port}"
    try:
        async with asyncio.timeout(_SECONDS):
            place = (await resolver.resolve(host.strip("[]"), port))[0]
            return Certificate(label, await _not_after(place["host"], place["port"], host, context))
    except ssl.SSLCertVerificationError as error:
        return Certificate(label, problem=error.verify_message or "it is not valid")
    except ssl.SSLError as error:
        return Certificate(label, problem=(error.reason or "the secure connection fails").replace("_", " ").lower())
    except (OSError, TimeoutError, NoSuchHost, RefusedAddress, ValueError):
        return None  # not reached: that is the business of the pages' own fetches


async def _not_after(address: str, port: int, host: str, context: ssl.SSLContext) -> datetime | None:
    name = host.strip("[]").rstrip(".")  # certificates name no root, and browsers leave it out
    _, writer = await asyncio.open_connection(address, port, ssl=context, server_hostname=name)
    try:
        shown: dict[str, Any] = writer.get_extra_info("peercert") or {}
    finally:
        writer.close()
    moment = shown.get("notAfter")
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(moment), UTC) if moment else None
