"""Names that are kept for examples, tests and local use, so that nobody is ever reached under them (RFC 2606, RFC 6761)."""

from __future__ import annotations

from auditor import urls
from auditor.model import Snapshot
from auditor.resources import facts


def reserved(snapshot: Snapshot, domain: str) -> str:
    """Return the reserved name that `domain` lies under; empty where the audited site itself lies there."""
    name = lies_under_reserved(domain)
    return "" if not name or is_under(urls.host(snapshot.target.site), name) else name


def lies_under_reserved(domain: str) -> str:
    """Return the name kept for examples and tests that `domain` lies under; empty where it lies under none."""
    return next(
        (str(name) for name in facts("analysis/contact_routes/facts.toml")["reserved"] if is_under(domain, name)), ""
    )


def is_under(domain: str, name: str) -> bool:
    """Return whether `domain` is `name`, or lies below it."""
    return domain == name or domain.endswith("." + name)
