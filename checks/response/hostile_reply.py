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
_PRIVATE = message("It was written in private, so its words were not kept.")
_FIND_IT = message("Find it in the inbox by its time, and read it in its conversation.")
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
    """Quote what may be hostile, or tell when it was written in private; a person judges."""
    for one in Posts(snapshot).flagged("hostile", SHOWN):
        quoted = Posts.quote(one.post)
        where = (_PRIVATE,) if one.post.marks else ()
        said = NOTHING.then(*(MAY_CONTAIN[kind] for kind in one.what), *where)
        yield review(quoted.url, said, quoted, hint=_FIND_IT if where else _READ_IT)
    site, read = snapshot.target.site, Posts(snapshot).counts()
    count = read.company + read.private
    if count and not Posts(snapshot).count("hostile"):
        said = message(
            "The company's only post contains no insult, threat or name-dropping.",
            "None of the company's {count:,} posts contains an insult, a threat or name-dropping.",
            count=count,
        )
        yield passed(site, said)
    yield from Posts(snapshot).not_read("company")
