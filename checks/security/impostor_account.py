"""Accounts on platforms that look like the company's and are on no list of its own."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Evidence,
    Finding,
    Pages,
    Profiles,
    Severity,
    Snapshot,
    check,
    inconclusive,
    message,
    passed,
    review,
)
from auditor.api.types import Suspect

HINT = message(
    "Find out whose it is. If it is the company's, list it among its profiles; if not, report it to the platform."
)
SEARCH = message("Search the platform for the company's name in a browser.")


@check(
    "impostor-account",
    category="security",
    severity=Severity.INFO,
    needs=("account_searches",),
    uses=("profiles", "approved", "pages"),
    effort="hours",
    team="comms",
    title="No account looks like the company's without being its own",
    failing_title="An account looks like the company's and is on no list of its own",
)
def impostor_account(snapshot: Snapshot) -> Iterator[Finding]:
    """Put every account that looks like the company's to a person, and say of every search what it is worth."""
    found = Profiles(snapshot).impostors()
    yield from (_suspected(snapshot, one) for one in found)
    for search in snapshot.account_searches:
        proof = Evidence(
            search.base, ", ".join(search.asked), search.at.strftime("%Y-%m-%dT%H:%M:%SZ") if search.at else ""
        )
        if search.problem:
            doubt = message("The search of {base} could not be relied on.", base=search.base).then(search.problem)
            yield inconclusive(search.base, doubt, proof, hint=SEARCH)
        elif not any(one.search is search and not one.declared for one in found):
            none = message("No other account there looks like the company's.")
            yield passed(search.base, none, proof)


def _suspected(snapshot: Snapshot, one: Suspect) -> Finding:
    account, handle = one.account, Profiles.shown_handle(one.account)
    told = message("{handle} is on no list of the company's profiles.", handle=handle)
    if doubt := Pages(snapshot).unread_doubt():
        as_read = message(
            "{handle} is on no list of the company's profiles, as far as its site was read.", handle=handle
        )
        told = as_read.then(doubt.reason)
    for sign in one.signs:
        told = told.then(sign)
    at = account.at.strftime("%Y-%m-%dT%H:%M:%SZ") if account.at else ""
    proof = Evidence(account.url, ": ".join(filter(None, (account.name, account.bio)))[:300], at)
    if one.declared:
        return passed(
            account.url,
            told.then(message("It says itself that it is not the company (“{word}”).", word=one.declared)),
            proof,
        )
    return review(account.url, told, proof, hint=HINT)
