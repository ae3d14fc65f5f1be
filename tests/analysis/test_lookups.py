"""What is said of look-ups that failed."""

from __future__ import annotations

from auditor.analysis.lookups import why_failed
from auditor.model import Cause, DnsOutcome, DnsRecord
from tests.snapshots import Site


def failed(detail: str, cause: Cause = Cause.UNSAID) -> DnsRecord:
    return DnsRecord("acme.example", "MX", DnsOutcome.FAILED, detail=detail, cause=cause)


def test_a_servers_own_words_are_said_to_be_its_own() -> None:
    assert why_failed(Site().snapshot(), [None, failed("SERVFAIL.")]).text == "The network said: SERVFAIL."


def test_what_we_found_of_our_own_network_stands_for_itself() -> None:
    record = failed("this network lies", Cause.OWN_NETWORK)
    assert why_failed(Site().snapshot(), [record]).text == "This network lies."


def test_without_a_record_that_says_why_the_visit_does() -> None:
    offline = Site().snapshot(missing={"dns": "this network resolves nothing"})
    assert why_failed(offline, [failed(""), None]).text == "This network resolves nothing."
    assert not why_failed(Site().snapshot(), [])
