"""Mobile and private numbers beside persons' names, where a desk's or a role's belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    ContactKind,
    Finding,
    Role,
    Severity,
    Snapshot,
    bios,
    check,
    details,
    evidence,
    fail,
    inconclusive,
    lines,
    offers,
    pages,
    passed,
    presences,
    review,
)


@check(
    "exposed-personal-phone",
    category="privacy",
    severity=Severity.HIGH,
    needs=("pages", "contacts"),
    effort="minutes",
    team="web",
    title="Numbers beside names are desk or role numbers",
    failing_title="Somebody's own telephone number is on show",
)
def exposed_personal_phone(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every number that stands beside one person's name on a page with a role that loads."""
    open_: dict[str, list[details.Sighting]] = {}
    for number, places in details.sightings(snapshot, pages.living(snapshot, *Role), ContactKind.PHONE).items():
        owners = {seen.owner.name for seen in places if seen.owner}
        if consent := details.consent(snapshot, places):
            yield passed(number, consent)
        elif not owners:
            continue
        elif len(owners) > 1 or not all(seen.owner for seen in places):
            yield passed(
                number, "Stands beside several names or without one as well: a switchboard or a team's number."
            )
        elif (kind := told(places)) == "either":
            open_.setdefault(places[0].page.url, []).append(places[0])
        else:
            yield judged(snapshot, number, kind, places)
    for url, seen in open_.items():
        numbers = "1 number stands" if len(seen) == 1 else f"{len(seen)} numbers stand"
        message = (
            f"{numbers} beside names where numbers do not tell mobiles from desks. Ask each person whose line it is."
        )
        yield inconclusive(url, message, evidence(snapshot, url, seen[0].excerpt))
    for one in bios.phones(snapshot):
        told_ = f"{one.said} Is it the company's telephone?"
        yield review(one.value, told_, *presences.proof(snapshot, one.profile, one.profile.bio or ""))


def told(places: Sequence[details.Sighting]) -> str:
    """Return what sort of line a number is, by the words in front of it or by its country's plan."""
    if any(lines.is_called_private(seen.before) for seen in places):
        return "private"
    if any(lines.is_called_mobile(seen.before) for seen in places):
        return "mobile"
    return lines.number_kind(places[0].detail.value, places[0].detail.region)


def judged(snapshot: Snapshot, number: str, kind: str, places: Sequence[details.Sighting]) -> Finding:
    """Judge a number that is one person's."""
    seen = places[0]
    whose = seen.owner.name if seen.owner else ""
    proof = evidence(snapshot, seen.page.url, seen.excerpt)
    if kind == "private":
        return fail(number, f"Is given as the private number of {whose}.", proof)
    if kind != "mobile":
        return passed(number, f"Is no mobile: a desk or role number beside the name {whose}.", proof)
    if any(one.lawful for one in places):
        return passed(number, f"Stands beside {whose} in an imprint or a notice for which the law asks.", proof)
    if all(one.page.has(Role.MEDIA) or offers.is_press(one.page, one.detail) for one in places):
        return review(
            number, f"Is a mobile number beside {whose}, for the press: is it the company's telephone?", proof
        )
    return fail(number, f"Is a mobile number beside the name {whose}.", proof)
