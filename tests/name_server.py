"""A DNS server on loopback that says exactly what a test tells it to, over UDP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Self

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

SERVFAIL, REFUSED, SILENT, GARBAGE = "SERVFAIL", "REFUSED", "SILENT", "GARBAGE"
Zone = Mapping[tuple[str, str], tuple[str, ...] | str]
"""(name, type) → records as text, or one of the troubles above. A name with any record exists; of other types it has no data."""


class NameServer:
    """Answers questions from a zone; `lie` is the address it gives for every name it does not know, instead of NXDOMAIN;
    `port` is any free one where left out."""

    def __init__(self, zone: Zone, lie: str = "", port: int = 0) -> None:
        self._zone = {(name.lower(), type_): said for (name, type_), said in zone.items()}
        self._lie = lie
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", port))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.asked: list[tuple[str, str]] = []

    @property
    def address(self) -> str:
        """Where it listens, as auditor.toml writes it."""
        return f"127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", self._socket.getsockname())
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            data, sender = self._socket.recvfrom(65_535)
            if not data:
                return
            answer = self._answer(dns.message.from_wire(data))
            if answer is not None:
                self._socket.sendto(answer, sender)

    def _answer(self, query: dns.message.Message) -> bytes | None:
        question = query.question[0]
        name, type_ = question.name.to_text(omit_final_dot=True).lower(), dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, type_))
        said = self._zone.get((name, type_), ())
        if said == SILENT:
            return None
        if said == GARBAGE:
            return query.to_wire()[:2] + b"\xff" * 20
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        if isinstance(said, str):
            answer.set_rcode(dns.rcode.from_text(said))
        elif said:
            answer.answer.append(dns.rrset.from_text(question.name, 300, "IN", type_, *said))
        elif self._lie and type_ == "A" and not self._exists(name):
            answer.answer.append(dns.rrset.from_text(question.name, 300, "IN", "A", self._lie))
        elif not self._exists(name) and not self._lie:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer.to_wire()

    def _exists(self, name: str) -> bool:
        return any(known == name or known.endswith(f".{name}") for known, _ in self._zone)


CONTROLS: Zone = {
    ("example.com", "A"): ("192.0.2.1",),
    ("example.com", "TXT"): ('"v=spf1 -all"',),
    ("example.com", "NS"): ("a.iana-servers.net.",),
}
"""What stands in the world, by which look-ups are known to work."""
