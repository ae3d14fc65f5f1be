"""Look-ups, asked of a real server on loopback: honest, broken and lying."""

from __future__ import annotations

import asyncio

import dns.asyncresolver
import dns.resolver
import pytest

from auditor.collect.http import dns as lookups
from auditor.collect.http.dns import (
    SystemLookup,
    addresses,
    delegations,
    distrust,
    mail_policies,
    mail_records,
    sender_lists,
    server_of,
)
from auditor.model import DnsOutcome, DnsRecord
from auditor.model.messages import quoted
from tests.name_server import CONTROLS, GARBAGE, REFUSED, SERVFAIL, SILENT, NameServer, Zone

FOUND, NO_DATA, NO_DOMAIN, FAILED = DnsOutcome.FOUND, DnsOutcome.NO_DATA, DnsOutcome.NO_DOMAIN, DnsOutcome.FAILED
ZONE: Zone = {
    **CONTROLS,
    ("acme.co.uk", "MX"): ("10 mx.acme.co.uk.", "20 mx2.acme.co.uk."),
    ("acme.co.uk", "TXT"): ('"site-verification=x"', '"v=spf1 include:_spf" ".example.net -all"'),
    ("_dmarc.acme.co.uk", "TXT"): ('"v=DMARC1; p=reject"',),
    ("mail.acme.co.uk", "MX"): ("10 mx.acme.co.uk.",),
    ("acme.co.uk", "NS"): ("ns1.acme.co.uk.",),
    ("acme.co.uk", "SOA"): ("ns1.acme.co.uk. host.acme.co.uk. 1 7200 3600 1209600 300",),
    ("broken.co.uk", "TXT"): SERVFAIL,
    ("refused.co.uk", "TXT"): REFUSED,
    ("silent.co.uk", "TXT"): SILENT,
    ("garbage.co.uk", "TXT"): GARBAGE,
}


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "_SECONDS", 0.6)


def ask(name: str, type_: str, zone: Zone = ZONE) -> DnsRecord:
    with NameServer(zone) as server:
        return asyncio.run(SystemLookup(server.address)(name, type_))


@pytest.mark.parametrize(
    ("name", "type_", "outcome", "values"),
    [
        ("acme.co.uk", "MX", FOUND, ("10 mx.acme.co.uk", "20 mx2.acme.co.uk")),
        ("acme.co.uk", "TXT", FOUND, ("site-verification=x", "v=spf1 include:_spf.example.net -all")),
        ("acme.co.uk", "A", NO_DATA, ()),
        ("nobody.co.uk", "MX", NO_DOMAIN, ()),
        ("broken.co.uk", "TXT", FAILED, ()),
        ("refused.co.uk", "TXT", FAILED, ()),
        ("silent.co.uk", "TXT", FAILED, ()),
        ("garbage.co.uk", "TXT", FAILED, ()),
        ("a..b", "MX", FAILED, ()),
        (f"{'x' * 64}.co.uk", "MX", FAILED, ()),
        (".".join(["x" * 60] * 5), "MX", FAILED, ()),
    ],
)
def test_what_a_server_says(name: str, type_: str, outcome: DnsOutcome, values: tuple[str, ...]) -> None:
    record = ask(name, type_)
    assert (record.outcome, record.values) == (outcome, values)
    assert bool(record.detail) == (outcome is FAILED)


def test_signs_that_do_not_print_are_left_out() -> None:
    zone: Zone = {("acme.co.uk", "TXT"): (r'"v=spf1 \027[31m\000 -all"',)}
    assert ask("acme.co.uk", "TXT", zone).values == ("v=spf1 [31m -all",)


def test_many_records_are_bounded() -> None:
    zone: Zone = {("acme.co.uk", "TXT"): tuple(f'"{number:03}{"x" * 20}"' for number in range(90))}
    assert len(ask("acme.co.uk", "TXT", zone).values) == 50


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("192.0.2.53", ("192.0.2.53", 53)),
        (" 192.0.2.53:5353 ", ("192.0.2.53", 5353)),
        ("2001:db8::53", ("2001:db8::53", 53)),
        ("[2001:db8::53]:5353", ("2001:db8::53", 5353)),
        ("[2001:db8::53]", ("2001:db8::53", 53)),
    ],
)
def test_how_a_server_is_written(text: str, server: tuple[str, int]) -> None:
    assert server_of(text) == server


@pytest.mark.parametrize(
    "text",
    ["dns.acme.example", "192.0.2", "192.0.2.53:0", "192.0.2.53:70000", "192.0.2.53:x", ":53", "https://192.0.2.53"],
)
def test_how_it_is_not_written(text: str) -> None:
    with pytest.raises(ValueError, match="write its IP address"):
        SystemLookup(text)


def doubt(zone: Zone, lie: str = "") -> str:
    with NameServer(zone, lie) as server:
        return asyncio.run(distrust(SystemLookup(server.address))).text


def test_an_honest_network_is_believed() -> None:
    assert doubt(CONTROLS) == ""


def test_a_network_that_resolves_nothing_is_not() -> None:
    assert "does not resolve example.com" in doubt({})


def test_a_network_that_invents_answers_is_not() -> None:
    assert "resolves auditor-control.invalid" in doubt(CONTROLS, lie="192.0.2.66")


def test_a_network_that_invents_answers_but_for_reserved_names_is_not() -> None:
    zone = {**CONTROLS, ("auditor-control.invalid", "A"): "NXDOMAIN"}
    assert "resolves auditor-control-no-such-name.example.com" in doubt(zone, lie="192.0.2.66")


def policies(*domains: str, zone: Zone = ZONE, doubt: str = "") -> tuple[dict[str, DnsRecord], list[tuple[str, str]]]:
    with NameServer(zone) as server:
        found = asyncio.run(mail_policies(domains, SystemLookup(server.address), quoted(doubt)))
        return {record.name: record for record in found}, server.asked


def test_policies_of_a_domain() -> None:
    found, asked = policies("acme.co.uk")
    assert found["acme.co.uk"].values == ("v=spf1 include:_spf.example.net -all",)
    assert found["_dmarc.acme.co.uk"].values == ("v=DMARC1; p=reject",)
    assert asked.count(("_dmarc.acme.co.uk", "TXT")) == 1


def test_the_organisation_is_asked_where_a_domain_has_no_policy() -> None:
    found, _ = policies("mail.acme.co.uk")
    assert found["_dmarc.mail.acme.co.uk"].outcome is NO_DOMAIN
    assert found["_dmarc.acme.co.uk"].values == ("v=DMARC1; p=reject",)
    assert "_dmarc.co.uk" not in found


def test_each_name_is_asked_about_once() -> None:
    _, asked = policies("mail.acme.co.uk", "acme.co.uk", "www.acme.co.uk")
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("domain", ["broken.co.uk", "silent.co.uk"])
def test_a_failed_look_up_stays_one(domain: str) -> None:
    found, _ = policies(domain)
    assert found[domain].outcome is FAILED


def test_a_network_without_texts_proves_nothing() -> None:
    found, asked = policies("acme.co.uk", zone={("acme.co.uk", "A"): ("192.0.2.9",)})
    assert {record.outcome for record in found.values()} == {FAILED}
    assert "gives no TXT records of example.com" in found["acme.co.uk"].detail
    assert asked == [("example.com", "TXT")]


def test_nothing_is_asked_where_nothing_would_be_believed() -> None:
    found, asked = policies("acme.co.uk", doubt="this network lies")
    assert {(record.outcome, record.detail) for record in found.values()} == {(FAILED, "this network lies")}
    assert set(found) == {"acme.co.uk", "_dmarc.acme.co.uk"}
    assert asked == []


def delegated(*hosts: str, zone: Zone = ZONE, doubt: str = "") -> dict[tuple[str, str], DnsOutcome]:
    with NameServer(zone) as server:
        found = asyncio.run(delegations(hosts, SystemLookup(server.address), quoted(doubt)))
    return {(record.name, record.type): record.outcome for record in found}


def test_the_registered_domain_of_a_host_is_asked_about() -> None:
    assert delegated("shop.acme.co.uk", "www.gone.co.uk", "gone.co.uk") == {
        ("acme.co.uk", "NS"): FOUND,
        ("acme.co.uk", "SOA"): FOUND,
        ("gone.co.uk", "NS"): NO_DOMAIN,
        ("gone.co.uk", "SOA"): NO_DOMAIN,
    }


def test_names_without_a_registry_are_left_out() -> None:
    assert delegated("192.0.2.7", "localhost", "printer.local", "acme.cmo", "[2001:db8::1]", "co.uk") == {}


def test_delegations_are_not_believed_of_a_network_without_them() -> None:
    zone = {key: said for key, said in CONTROLS.items() if key[1] != "NS"}
    assert set(delegated("gone.co.uk", zone=zone).values()) == {FAILED}
    assert set(delegated("gone.co.uk", doubt="this network lies").values()) == {FAILED}


def test_whether_there_is_such_a_host() -> None:
    hosts = "acme.co.uk", "www.gone.co.uk"
    with NameServer(ZONE) as server:
        found = asyncio.run(addresses(hosts, SystemLookup(server.address)))
        doubted = asyncio.run(addresses(hosts, SystemLookup(server.address), quoted("this network lies")))
    assert {(record.name, record.type, record.outcome == NO_DOMAIN) for record in found} == {
        ("acme.co.uk", "A", False),
        ("www.gone.co.uk", "A", True),
    }
    assert doubted == []


def test_mail_records_come_from_the_server_named() -> None:
    with NameServer(ZONE) as server:
        found = asyncio.run(mail_records(["acme.co.uk", "gone.co.uk"], SystemLookup(server.address)))
    assert {(record.name, record.type, record.outcome) for record in found} >= {
        ("acme.co.uk", "MX", FOUND),
        ("gone.co.uk", "A", NO_DOMAIN),
    }


def test_mail_servers_are_looked_up_and_what_is_no_name_is_not() -> None:
    zone: Zone = {**CONTROLS, ("acme.co.uk", "MX"): ("10 192.0.2.7.", "20 localhost.", "30 mx.acme.co.uk.")}
    with NameServer(zone) as server:
        asyncio.run(mail_records(["acme.co.uk"], SystemLookup(server.address)))
    assert {name for name, _ in server.asked} == {"acme.co.uk", "mx.acme.co.uk"}


def followed(zone: Zone, *domains: str) -> tuple[list[DnsRecord], list[tuple[str, str]]]:
    with NameServer({**CONTROLS, **zone}) as server:
        lookup = SystemLookup(server.address)
        known = asyncio.run(mail_policies(domains, lookup))
        server.asked.clear()
        return asyncio.run(sender_lists(domains, known, lookup)), server.asked


def test_lists_of_senders_are_followed_and_bounded() -> None:
    loop = {(f"l{number}.co.uk", "TXT"): (f'"v=spf1 include:l{(number + 1) % 40}.co.uk -all"',) for number in range(40)}
    found, asked = followed(loop, "l0.co.uk")
    assert len(found) == len(asked) <= 11


def test_of_what_a_list_includes_lists_alone_are_kept() -> None:
    zone: Zone = {
        ("acme.co.uk", "TXT"): ('"v=spf1 include:_spf.acme.co.uk -all"',),
        ("_spf.acme.co.uk", "TXT"): ('"v=spf1 mx:acme.co.uk -all"', '"note=x"'),
    }
    found, _ = followed(zone, "acme.co.uk")
    assert {(one.name, one.type): one.values for one in found} == {
        ("_spf.acme.co.uk", "TXT"): ("v=spf1 mx:acme.co.uk -all",),
        ("acme.co.uk", "MX"): (),
    }


def test_a_machine_without_resolvers_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.setattr(dns.asyncresolver, "Resolver", none)
    record = asyncio.run(SystemLookup()("acme.co.uk", "MX"))
    assert (record.outcome, record.detail) == (FAILED, "no DNS resolver is set up on this machine")
