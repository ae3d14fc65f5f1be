"""Lists of log-in names that the content system hands to anybody."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Links,
    LinkState,
    Message,
    People,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    message,
    passed,
)
from auditor.api.types import (
    UserList,
)

NO_ANSWER = message("The list of users could not be read.")
LOOK = message("Open /wp-json/wp/v2/users in a private browser window.")


@check(
    "open-user-list",
    category="privacy",
    severity=Severity.MEDIUM,
    needs=("fetches",),
    uses=("pages", "links", "profiles"),
    effort="minutes",
    team="web",
    title="Log-in names are not listed for strangers",
    failing_title="Strangers can list log-in names",
)
def open_user_list(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge what the site's list of users answered, and the addresses of its authors' archives."""
    lists = list(People(snapshot).user_lists())
    for found in lists:
        yield listed(snapshot, found)
    if not lists and People(snapshot).is_wordpress():
        yield inconclusive(snapshot.target.site, NO_ANSWER, hint=LOOK)
    archives = People(snapshot).author_archives()
    if archives and not any(found.users for found in lists):
        said = ", ".join(map(People.mask_name, archives))
        proof = evidence(snapshot, snapshot.target.site, said)
        told = _archives(len(archives))
        yield fail(snapshot.target.site, told, proof, severity=Severity.LOW, variant="author archives")


def listed(snapshot: Snapshot, found: UserList) -> Finding:
    """Judge one answer."""
    url = found.fetch.url
    if found.users:
        said = ", ".join(
            f"{People.mask_name(user.name or user.login)} (log-in {People.mask_name(user.login)})"
            for user in found.users
        )
        return fail(url, _names(len(found.users)), evidence(snapshot, url, said))
    if Links(snapshot).judge(url).state is LinkState.UNKNOWN and found.fetch.status not in {401, 403}:
        return inconclusive(url, NO_ANSWER, evidence(snapshot, url), hint=LOOK)
    return passed(url, message("Strangers are shown no log-in names."), evidence(snapshot, url))


def _names(count: int) -> Message:
    return message(
        "Anybody who asks is shown {count} log-in name.",
        "Anybody who asks is shown {count} log-in names.",
        count=count,
    )


def _archives(count: int) -> Message:
    return message(
        "The site links to {count} author archive, whose address usually contains the log-in name.",
        "The site links to {count} author archives, whose addresses usually contain the log-in names.",
        count=count,
    )
