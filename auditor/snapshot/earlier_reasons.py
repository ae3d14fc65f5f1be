"""Whose a profile is, as snapshots kept it when reasons were clauses: read as the evidence that replaced them."""

from __future__ import annotations

import json

from auditor.model import Beside, OwnerSign

_SIGNS = {
    "auditor.toml names it as yours": OwnerSign.LISTED_OURS,
    "auditor.toml calls it probably yours": OwnerSign.LISTED_PROBABLE,
    "auditor.toml says that it is somebody else's": OwnerSign.LISTED_OTHER,
    "it is that of a spokesperson whom auditor.toml names": OwnerSign.SPOKESPERSON,
    "the site warns of it, and leads visitors to it as its own": OwnerSign.CONTESTED,
    "its handle is the site's own domain": OwnerSign.OWN_DOMAIN,
    "its handle is a name below the site's own domain": OwnerSign.BELOW_DOMAIN,
    "it links back to the site, which its platform has verified": OwnerSign.VERIFIED_LINK,
    "its bio links back to the site": OwnerSign.LINKS_BACK,
    "the site's own organisation names it (sameAs)": OwnerSign.SAME_AS,
    "the site says rel=me of it": OwnerSign.REL_ME,
    "a meta element of the site names it": OwnerSign.META,
    "it is the app that the site names as its own": OwnerSign.APP,
    "the site asks visitors to follow it": OwnerSign.FOLLOW,
    "the site calls it its official one": OwnerSign.OFFICIAL,
    "its handle is the company's name": OwnerSign.NAMED_AFTER,
    "it stands on a page where the company says how to reach it": OwnerSign.CONTACT_PAGE,
    "it stands in a menu or footer, beside another name": OwnerSign.MENU_UNDER_OTHER_NAME,
    "it is one that themes and site builders leave in their examples": OwnerSign.EXAMPLE,
    "its address is that of a person's profile": OwnerSign.PERSONAL_ADDRESS,
    "nothing on the site says whose it is": OwnerSign.NOTHING,
    "another of this platform has more to show for it": OwnerSign.BETTER_RIVAL,
    "another of this platform is as near at hand": OwnerSign.EQUAL_RIVAL,
}
_WARNED = "the site warns of it"


def with_evidence(said: str) -> str:
    """Return a profile's JSON with evidence in place of clauses."""
    if '"why":["' not in said:
        return said
    profile = json.loads(said)
    profile["why"] = [_evidence(clause) for clause in profile["why"]]
    return json.dumps(profile, ensure_ascii=False)


def _evidence(clause: str) -> dict[str, str]:
    """Return what a clause stood for; one with figures or the site's words in it as those words."""
    if clause == _WARNED:
        return {"sign": OwnerSign.BESIDE, "beside": Beside.WARNING}
    if clause in _SIGNS:
        return {"sign": _SIGNS[clause]}
    return {"sign": OwnerSign.EARLIER_WORDS, "words": f"{clause[:1].upper()}{clause[1:].rstrip('.')}."}
