"""Own replies with insults, threats, boasts or shouting, for a person to judge."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    NOTHING,
    Finding,
    Posts,
    Severity,
    Snapshot,
    check,
    inconclusive,
    message,
    passed,
    review,
)

MAY_CONTAIN = {
    "insult": message("This reply may contain an insult."),
    "threat": message("This reply may contain a threat."),
    "boast": message("This reply may contain name-dropping."),
    "shouting": message("This reply may be shouting."),
}
_READ_IT = message("Read it in its conversation.")
_HAVE_READ = message("Ask somebody who knows the language to look through them.")
SHOWN = 20


@check(
    "hostile-reply",
    category="response",
    severity=Severity.INFO,
    needs=("posts",),
    uses=("contacts",),
    effort="minutes",
    team="support",
    title="Nobody at the company insults or threatens in public",
    failing_title="A reply may insult, threaten or shout",
)
def hostile_reply(snapshot: Snapshot) -> Iterator[Finding]:
    """Quote what may be hostile; a person judges."""
    for one in Posts(snapshot).flagged("hostile", SHOWN):
        quoted = Posts.quote(one.post)
        yield review(quoted.url, NOTHING.then(*(MAY_CONTAIN[kind] for kind in one.what)), quoted, hint=_READ_IT)
    site, read = snapshot.target.site, Posts(snapshot).counts()
    if read.company and not Posts(snapshot).count("hostile"):
        said = message(
            "The company's only post contains no insult, threat or name-dropping.",
            "None of the company's {count:,} posts contains an insult, a threat or name-dropping.",
            count=read.company,
        )
        yield passed(site, said)
    if read.unread:
        why = message(
            "{count:,} post of the company is in a language that Auditor does not read.",
            "{count:,} posts of the company are in languages that Auditor does not read.",
            count=read.unread,
        )
        yield inconclusive(site, why, variant="language", hint=_HAVE_READ)
