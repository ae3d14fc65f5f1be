"""Whether those who only speak of the company are answered as those who name its handle."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Conversations,
    Finding,
    Listening,
    Severity,
    Snapshot,
    check,
    fail,
    inconclusive,
    message,
    passed,
)

_CHANCE = message("With so few cases, the difference may be chance.")
_LONGER = message("Look at a longer period.").telling_operator(
    message("Set sources.window_days in auditor.toml to look further back.")
)


@check(
    "untagged-blind-spot",
    category="listening",
    severity=Severity.MEDIUM,
    needs=("mentions",),
    uses=("posts", "status_updates", "pages", "contacts", "profiles"),
    effort="hours",
    team="support",
    title="Those who only speak of the company are answered too",
    failing_title="Only those who name the company's handle are answered",
)
def untagged_blind_spot(snapshot: Snapshot) -> Iterator[Finding]:
    """Hold the share of answers to those who name the handle against that of the others."""
    found, limits, site = Listening(snapshot).by_tag(), snapshot.thresholds, snapshot.target.site
    if not found.tagged.n or not found.untagged.n:
        return
    said = message(
        "{tagged:,} of {asked:,} complaints and questions that name the company's handle were answered ({sure}), and {count:,} of {total:,} of the others ({reliability}).",
        "{tagged:,} of {asked:,} complaints and questions that name the company's handle were answered ({sure}), and {count:,} of {total:,} of the others ({reliability}).",
        tagged=found.tagged.hits,
        asked=found.tagged.n,
        sure=Conversations.reliability(found.tagged),
        count=found.untagged.hits,
        total=found.untagged.n,
        reliability=Conversations.reliability(found.untagged),
    )
    if min(found.tagged.n, found.untagged.n) < limits.few_cases:
        yield inconclusive(site, said, hint=_LONGER)
    elif 100 * found.gap <= limits.tagged_points:
        yield passed(site, said)
    elif found.low <= 0:
        yield inconclusive(site, said.then(_CHANCE), hint=_LONGER)
    else:
        yield fail(site, said)
