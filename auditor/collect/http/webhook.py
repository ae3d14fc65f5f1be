"""Hands a piece of JSON to an address that the user named: one POST, behind a guard of its own, without redirects.

The address may hold secrets. Nothing of it but its host is ever told.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from http.client import HTTPException

from urllib3 import Timeout
from urllib3.exceptions import HTTPError

from auditor import urls
from auditor.collect.http import guarded_pool
from auditor.collect.http.address_guard import Guard, GuardedResolver, NoSuchHost, RefusedAddress
from auditor.collect.http.guarded_pool import Turn, Unreached
from auditor.collect.http.politeness import Politeness

_LONGEST_REASON = 200


class Webhook:
    """An address that alerts are handed to."""

    def __init__(self, url: str, *, private: bool = False) -> None:
        """Take an address.

        Args:
            url: Absolute, http or https.
            private: Whether it may lie in a private network or on this machine.

        Raises:
            ValueError: it is no such address; one line that says so and holds no secret.
        """
        address = urls.normalise(url)
        if address is None or urls.scheme(address) not in {"http", "https"}:
            raise ValueError("is not a web address; write it like https://hooks.company.example/auditor")
        self._url = url.strip()
        self._private = private

    @property
    def shown(self) -> str:
        """Return what may be shown of it: its host."""
        return urls.host(self._url)

    def post(self, body: bytes, headers: Mapping[str, str], seconds: float = 20.0) -> str:
        """Hand a body over; return why that failed, in words without secrets, empty where it went well."""
        turn = Turn(time.monotonic() + seconds)
        guarded_pool.begin(turn)
        try:
            return self._posted(body, headers, seconds)
        except RefusedAddress:
            if self._private:
                return f"{self.shown} has an address that is nobody's to visit, such as that of a cloud's metadata; name another webhook"
            return f"{self.shown} lies in a private network; allow it by --webhook-private"
        except NoSuchHost:
            return f"there is no host {self.shown}"
        except Unreached as error:
            return f"{self.shown} could not be reached ({self._scrubbed(error)})"
        except (HTTPError, HTTPException, ssl.SSLError, OSError, ValueError) as error:
            return f"{self.shown} gave no answer ({self._scrubbed(error)})"
        finally:
            turn.close()

    def _posted(self, body: bytes, headers: Mapping[str, str], seconds: float) -> str:
        guard = Guard.everywhere() if self._private else Guard()
        pools = guarded_pool.pools(GuardedResolver(guard), Politeness())
        try:
            response = pools.urlopen(
                "POST",
                self._url,
                body=body,
                headers={**Politeness().headers, "Content-Type": "application/json", **headers},
                redirect=False,
                retries=False,
                timeout=Timeout(total=seconds),
                preload_content=False,
            )
            status = response.status
            response.close()
        finally:
            pools.clear()
        return "" if 200 <= status < 300 else f"{self.shown} answered {status}"

    def _scrubbed(self, error: BaseException) -> str:
        """Return the words of an error without the address: libraries quote it."""
        said = " ".join(str(error).split())
        for secret in filter(None, (self._url, self._url.partition(self.shown)[2])):
            if len(secret) > 1:
                said = said.replace(secret, "…")
        return said[:_LONGEST_REASON] or type(error).__name__
