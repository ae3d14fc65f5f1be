"""Lists of senders, read term by term as RFC 7208 has it."""

from __future__ import annotations

import pytest

from auditor.model import DnsOutcome, DnsRecord
from auditor.text.spf import Records, evaluate

Zone = dict[str, tuple[str, ...] | DnsOutcome]


def records(zone: Zone) -> Records:
    found = {}
    for name, said in zone.items():
        outcome, values = (said, ()) if isinstance(said, DnsOutcome) else (DnsOutcome.FOUND, said)
        found[name, "TXT"] = DnsRecord(name, "TXT", outcome, values)
    return found


def result(record: str, **zone: tuple[str, ...]) -> tuple[str, str]:
    below = {f"{name}.test.de": said for name, said in zone.items()}
    found = evaluate(records({"acme.de": (record,), **below}), "acme.de")
    return found.result, found.problem.text


@pytest.mark.parametrize(
    ("record", "sign"),
    [
        ("v=spf1 -all", "-"),
        ("v=spf1 ~ALL", "~"),
        ("v=spf1 all", "+"),
        ("v=spf1 +all -all", "+"),
        ("v=spf1 mx", "?"),
        ("v=spf1", "?"),
        ("v=spf1 ?all", "?"),
        ("v=spf1 ip4:0.0.0.0/0 -all", "+"),
        ("v=spf1 -ip6:::/0 +all", "-"),
        ("v=spf1 a mx ptr a:mail.acme.de/24//64 mx/24 a/24 exists:%{i}._spf.acme.de include:%{d}.x ~all", "~"),
        ("v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.7 ip6:2001:db8::/32 exp=why.acme.de unknown=thing -all", "-"),
        ("v=spf1 a:_spf.acme.de. redirect=_spf.other.de -all", "-"),
    ],
)
def test_what_becomes_of_who_is_on_no_list(record: str, sign: str) -> None:
    assert result(record) == (sign, "")


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("v=spf1 include: a.test.de -all", "include:"),
        ("v=spf1 ip:192.0.2.1 -all", "ip:192.0.2.1"),
        ("v=spf1 ip4:192.0.2.300 -all", "192.0.2.300"),
        ("v=spf1 ip4:2001:db8::1 -all", "2001:db8::1"),
        ("v=spf1 -all:x", "-all:x"),
        ("v=spf1 a.acme.de -all", "a.acme.de"),
        ("v=spf1 include:localhost -all", "localhost"),
        ("v=spf1 redirect=a.test.de redirect=b.test.de", "twice"),
        ("v=spf1 mx, -all", "mx,"),
    ],
)
def test_what_can_not_be_read(record: str, words: str) -> None:
    _, problem = result(record)
    assert words in problem
    assert "ignore" in problem


def test_what_is_included() -> None:
    assert result("v=spf1 include:open.test.de -all", open=("v=spf1 +all",)) == ("+", "")
    assert result("v=spf1 -include:open.test.de ~all", open=("v=spf1 +all",)) == ("-", "")
    assert result("v=spf1 include:shut.test.de ~all", shut=("v=spf1 -all",)) == ("~", "")
    assert result("v=spf1 redirect=shut.test.de", shut=("v=spf1 -all",)) == ("-", "")
    assert "no SPF record" in result("v=spf1 include:none.test.de -all", none=("hello",))[1]
    assert "several SPF" in result("v=spf1 include:two.test.de -all", two=("v=spf1 -all", "v=spf1 ~all"))[1]
    assert "includes itself" in result("v=spf1 include:a.test.de -all", a=("v=spf1 include:a.test.de",))[1]


def test_ten_look_ups_are_allowed_and_what_follows_all_is_none() -> None:
    ten = " ".join(f"a:h{number}.acme.de" for number in range(10))
    assert result(f"v=spf1 {ten} -all") == ("-", "")
    assert result(f"v=spf1 {ten} -all mx") == ("-", "")
    assert "more than 10" in result(f"v=spf1 {ten} mx -all")[1]


def test_what_is_not_known_is_wanted() -> None:
    found = evaluate(records({"acme.de": ("v=spf1 include:a.test.de mx -all",)}), "acme.de")
    assert found.wanted == {("a.test.de", "TXT"), ("acme.de", "MX")}
    failed = evaluate(
        records({"acme.de": ("v=spf1 include:a.test.de -all",), "a.test.de": DnsOutcome.FAILED}), "acme.de"
    )
    assert (failed.result, failed.failed) == ("-", "a.test.de")


def test_hosts_without_addresses_are_counted() -> None:
    known = {
        **records({"acme.de": ("v=spf1 a:x.acme.de a:y.acme.de mx:z.acme.de a:v6.acme.de -all",)}),
        ("v6.acme.de", "A"): DnsRecord("v6.acme.de", "A", DnsOutcome.NO_DATA),
        ("v6.acme.de", "AAAA"): DnsRecord("v6.acme.de", "AAAA", DnsOutcome.FOUND, ("2001:db8::1",)),
        ("z.acme.de", "MX"): DnsRecord("z.acme.de", "MX", DnsOutcome.NO_DATA),
    }
    for name in ("x", "y"):
        for type_ in ("A", "AAAA"):
            known[f"{name}.acme.de", type_] = DnsRecord(f"{name}.acme.de", type_, DnsOutcome.NO_DOMAIN)
    assert evaluate(known, "acme.de").void == 3
