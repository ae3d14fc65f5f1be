"""Published routes that mostly hang on one platform of others."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    CONTACT_ROLES,
    Finding,
    Pages,
    Routes,
    Severity,
    Snapshot,
    check,
    fail,
    inconclusive,
    message,
    passed,
)

FEW = 2
"""Routes up to which a share says nothing. Our default."""


@check(
    "single-platform-contact",
    category="contact",
    severity=Severity.MEDIUM,
    needs=("pages", "links", "contacts", "forms"),
    uses=("dns", "documents", "profiles"),
    effort="hours",
    team="support",
    title="Visitors do not depend on one platform to reach you",
    failing_title="Most ways to reach you hang on one platform",
)
def single_platform_contact(snapshot: Snapshot) -> Iterator[Finding]:
    """Count the routes of the contact pages: the company's own, and those on each platform."""
    site = snapshot.target.site
    own, there = Routes(snapshot).own(), Routes(snapshot).on_platforms()
    total = len(own) + sum(there.values())
    if not total or not there:
        return
    name, most = there.most_common(1)[0]
    told = message(
        "{count} of {total} routes on the contact pages is on {platform}.",
        "{count} of {total} routes on the contact pages are on {platform}.",
        count=most,
        total=total,
        platform=name,
    )
    hangs = not own or (total > FEW and most / total > snapshot.thresholds.single_platform_share)
    if hangs and (doubt := Routes(snapshot).customers_doubt() or Pages(snapshot).unread_doubt(*CONTACT_ROLES)):
        yield inconclusive(site, told.then(doubt.reason), hint=doubt.hint)
    elif not own:
        yield fail(site, told.then(message("None is a channel of your own.")), variant="no-own")
    elif hangs:
        left = message(
            "If it locks you out, visitors are left with {count}.",
            "If it locks you out, visitors are left with {count}.",
            count=len(own),
        )
        yield fail(site, told.then(left), variant=name)
    else:
        yours = message("{count} is your own.", "{count} are your own.", count=len(own))
        yield passed(site, told.then(yours))
