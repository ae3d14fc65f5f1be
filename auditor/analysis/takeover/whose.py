"""Whether a link that an account never gave before may well be no stranger's. Proves nothing; a password or a block list outweighs it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from auditor import urls
from auditor.analysis.lookalikes import landings
from auditor.analysis.lookalikes.asked import Asked
from auditor.analysis.profiles import profiles
from auditor.model import Landing, Snapshot
from auditor.platforms import brands, forwarders
from auditor.platforms.parse import platform_of
from auditor.resources import facts
from auditor.text import company_names
from auditor.text.visible import visible_text

_MESSENGERS = frozenset({"telegram", "whatsapp", "discord", "signal", "line", "viber", "wechat"})
"""Where strangers draw readers to: a link there is what a takeover is for."""
_TELLING = 4
"""Letters of a name from which it says something as one word of several. Our default."""
_READ = 500_000
"""Characters of a page that are looked through for the way back."""


def may_be_ours(snapshot: Snapshot, url: str, landing: Landing | None, own: Collection[str]) -> bool:
    """Return whether an address is of a well-known service, bears the company's own name, or shows a page that leads to its site or names it.

    Args:
        snapshot: The visit.
        url: Where the link ends, as far as is known.
        landing: What was met there; None where it was not followed.
        own: Registrable domains that are the company's.
    """
    shown = landing is not None and (_leads_back(snapshot, landing, own) or _names_us(snapshot, landing))
    return shown or _is_service(url) or _bears_name(url, own)


def _is_service(url: str) -> bool:
    if forwarders.forwards(url) or forwarders.is_under(facts("analysis/lookalikes/hosts.toml")["anybody"], url):
        return False
    if (platform := platform_of(url)) is not None:
        return platform.id not in _MESSENGERS
    return brands.holder(urls.host(url)) is not None or _is_shared(url)


def _is_shared(url: str) -> bool:
    """Return whether a service keeps what companies have there below one domain of its own, such as meetings and tickets."""
    below = urls.registered(urls.host(url)) not in {"", urls.site_of(url)}
    return not below and forwarders.is_under(facts("analysis/lookalikes/hosts.toml")["customers"], url)


def _bears_name(url: str, own: Collection[str]) -> bool:
    """Return whether a domain is the company's own name, under whatever ending, or holds it as a word: `acme.fr`, `acme-france`."""
    label = company_names.label(url)
    names = {company_names.label(f"https://{domain}/") for domain in own}
    return label in names or any(word in names for word in label.split("-") if len(word) >= _TELLING)


def _leads_back(snapshot: Snapshot, landing: Landing, own: Collection[str]) -> bool:
    """Return whether the page links the company's own site."""
    fetch = landings.fetch_of(snapshot, landing)
    if fetch is None or not own:
        return False
    hosts = "|".join(re.escape(one) for one in sorted(own))
    linked = re.compile(rf"""href\s*=\s*["']?https?://(?:[\w-]+\.)*(?:{hosts})(?![\w.-])""", re.IGNORECASE)
    return linked.search(snapshot.read(fetch)[:_READ]) is not None


def _names_us(snapshot: Snapshot, landing: Landing) -> bool:
    """Return whether the page speaks of the company, as those of an event, a vote or a partner do.

    One that asks for the password of an account says nothing by that: whoever is after it names the company too.
    """
    fetch = landings.fetch_of(snapshot, landing)
    if fetch is None or landings.asks_for(snapshot, landing) is Asked.ACCOUNT:
        return False
    said = f"{landing.title} {visible_text(snapshot.read(fetch)[:_READ])}"
    names = (name for name in profiles.brand(snapshot) if len(company_names.plain(name)) >= company_names.TELLING)
    return any(company_names.holds(said, name) for name in names)
