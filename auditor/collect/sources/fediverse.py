"""Accounts, channels and communities of the Fediverse besides Mastodon's: asked for by WebFinger (RFC 7033), which they all speak."""

from __future__ import annotations

from auditor.collect.sources import fields
from auditor.collect.sources.base import Source, host_of, live, missing, unknown
from auditor.collect.sources.client import Client
from auditor.collect.sources.mastodon import speaks
from auditor.collect.sources.replies import ABSENT
from auditor.model import Profile

_HINT = "Open the profile in a browser, or look its handle up from an account on another host of the Fediverse."


async def profile(client: Client, asked: Profile) -> Profile:
    """Ask the host whether it has somebody of this name; all but a clear word leaves it open."""
    name = asked.handle.rpartition("/")[2]
    reply = await client.get("/.well-known/webfinger", {"resource": f"acct:{name}"})
    if reply.ok and fields.text(reply.data, "subject"):
        return live(asked, reply, "its host names it by WebFinger")
    if reply.problem in ABSENT:
        return missing(asked, reply, "its host's WebFinger knows nobody of this name")
    return unknown(asked, reply, _HINT, "its host answered with something else than WebFinger's" if reply.ok else "")


SOURCE = Source(
    id="fediverse",
    platforms=("pixelfed", "peertube", "lemmy", "misskey", "friendica"),
    base=lambda profile: f"https://{host}/" if (host := host_of(profile.handle)) else "",
    profile=profile,
    speaks=speaks,
    many_hosts=True,
)
