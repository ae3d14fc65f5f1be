"""Lists of log-in names that the content system hands to anybody."""

from __future__ import annotations

from collections.abc import Iterator, Sized

from auditor.api import (
    Finding,
    LinkState,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    judge,
    logins,
    mask_name,
    passed,
)

NO_ANSWER = "The list of users could not be read. Open /wp-json/wp/v2/users in a private window of a browser."


@check(
    "open-user-list",
    category="privacy",
    severity=Severity.MEDIUM,
    needs=("fetches",),
    effort="minutes",
    team="web",
    title="Log-in names are not listed for strangers",
    failing_title="Strangers can list log-in names",
)
def open_user_list(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge what the site's list of users answered, and the addresses of its authors' archives."""
    lists = list(logins.user_lists(snapshot))
    for found in lists:
        yield listed(snapshot, found)
    if not lists and logins.is_wordpress(snapshot):
        yield inconclusive(snapshot.target.site, NO_ANSWER)
    archives = logins.author_archives(snapshot)
    if archives and not any(found.users for found in lists):
        said = ", ".join(map(mask_name, archives))
        message = (
            f"Links to {counted(archives, 'archive')} of authors, whose addresses hold what is usually the log-in name."
        )
        proof = evidence(snapshot, snapshot.target.site, said)
        yield fail(snapshot.target.site, message, proof, severity=Severity.LOW, variant="author archives")


def listed(snapshot: Snapshot, found: logins.UserList) -> Finding:
    """Judge one answer."""
    url = found.fetch.url
    if found.users:
        said = ", ".join(
            f"{mask_name(user.name or user.login)} (log-in {mask_name(user.login)})" for user in found.users
        )
        return fail(
            url, f"Lists {counted(found.users, 'log-in name')} to anybody who asks.", evidence(snapshot, url, said)
        )
    if judge(snapshot, url).state is LinkState.UNKNOWN and found.fetch.status not in {401, 403}:
        return inconclusive(url, NO_ANSWER, evidence(snapshot, url))
    return passed(url, "Lists nobody to strangers.", evidence(snapshot, url))


def counted(things: Sized, word: str) -> str:
    """Return how many there are, in words."""
    return f"1 {word}" if len(things) == 1 else f"{len(things)} {word}s"
