"""Mobile and private numbers beside persons' names, where a desk's or a role's belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    ContactKind,
    Finding,
    Message,
    Pages,
    People,
    Profiles,
    Role,
    Routes,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    message,
    passed,
    review,
)
from auditor.api.types import (
    Sighting,
)

SHARED = message("The number also stands next to other names, or next to none: it is a switchboard's or a team's.")
ASK = message("Find out whether it is the company's phone.")


@check(
    "exposed-personal-phone",
    category="privacy",
    severity=Severity.HIGH,
    needs=("pages", "contacts"),
    uses=("profiles",),
    effort="minutes",
    team="web",
    title="Phone numbers next to names are desk or role numbers",
    failing_title="A person's own phone number is published",
)
def exposed_personal_phone(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every number that stands beside one person's name on a page with a role that loads."""
    open_: dict[str, list[Sighting]] = {}
    for number, places in People(snapshot).sightings(Pages(snapshot).living(*Role), ContactKind.PHONE).items():
        owners = {seen.owner.name for seen in places if seen.owner}
        if consent := People(snapshot).consent(places):
            yield passed(number, consent)
        elif not owners:
            continue
        elif len(owners) > 1 or not all(seen.owner for seen in places):
            yield passed(number, SHARED)
        elif (kind := People.line(places)) == "either":
            open_.setdefault(places[0].page.url, []).append(places[0])
        else:
            yield judged(snapshot, number, kind, places)
    for url, seen in open_.items():
        proof = evidence(snapshot, url, seen[0].excerpt)
        yield inconclusive(url, _open(len(seen)), proof, hint=message("Ask each person whose line it is."))
    for one in People(snapshot).bio_phones():
        yield review(one.value, one.said, *Profiles(snapshot).proof(one.profile, one.profile.bio or ""), hint=ASK)


def _open(count: int) -> Message:
    return message(
        "{count} phone number next to a name may be a mobile or a desk line: that country's numbers do not show which.",
        "{count} phone numbers next to names may be mobiles or desk lines: that country's numbers do not show which.",
        count=count,
    )


def judged(snapshot: Snapshot, number: str, kind: str, places: Sequence[Sighting]) -> Finding:
    """Judge a number that is one person's."""
    seen = places[0]
    whose = seen.owner.name if seen.owner else ""
    proof = evidence(snapshot, seen.page.url, seen.excerpt)
    if kind == "private":
        return fail(number, message("The page calls this the private number of {person}.", person=whose), proof)
    if kind != "mobile":
        told = message("A desk or role number, not a mobile, stands next to the name {person}.", person=whose)
        return passed(number, told, proof)
    if any(one.lawful for one in places):
        told = message("The number of {person} is in a legal notice, where the law asks for it.", person=whose)
        return passed(number, told, proof)
    if all(one.page.has(Role.MEDIA) or Routes.is_for_press(one.page, one.detail) for one in places):
        told = message("A mobile number stands next to the name of a press contact, {person}.", person=whose)
        return review(number, told, proof, hint=ASK)
    return fail(number, message("A mobile number stands next to the name {person}.", person=whose), proof)
