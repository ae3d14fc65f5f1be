"""Own replies with insults, threats, boasts or shouting, for a person to judge."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Severity, Snapshot, check, conversations, inconclusive, passed, post_scan, review

WORDS = {"insult": "an insult", "threat": "a threat", "boast": "name-dropping", "shouting": "shouting"}
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
    found = post_scan.scanned(snapshot)
    posts = conversations.posts(snapshot, [one.key for one in found.hostile.kept[:SHOWN]])
    for one in found.hostile.kept[:SHOWN]:
        quoted = conversations.quote(posts[one.key])
        told = " and ".join(WORDS.get(kind, kind) for kind in one.what)
        yield review(quoted.url, f"This reply may hold {told}. Read it in its conversation.", quoted)
    site = snapshot.target.site
    if found.brand_posts and not found.hostile.count:
        yield passed(site, f"None of {found.brand_posts:,} own posts holds words of insult, threat or boast.")
    if found.unread:
        yield inconclusive(
            site,
            f"{found.unread:,} own posts are in languages that auditor does not read. Have somebody who knows them look.",
            variant="language",
        )
