from __future__ import annotations

from datetime import UTC, datetime

from auditor.audit.summary import profiles
from auditor.model import Existence, Role, quoted
from auditor.report import ProfileRow
from tests import asked
from tests.snapshots import FILLER, SITE, Site


def rows(site: Site, *, internal: bool = False) -> dict[str, ProfileRow]:
    return {row.platform: row for row in profiles.rows(site.snapshot(), internal=internal)}


def test_a_profile_is_told_as_it_was_met() -> None:
    newest = datetime(2026, 11, 3, tzinfo=UTC)
    site = Site().page("/contact", FILLER, Role.CONTACT)
    site.profile(
        "mastodon", "acme@social.example", "https://social.example/@acme", "/", "/contact",
        existence=Existence.LIVE, reason="its API names it", links=(SITE,), last_post_at=newest, posts=3,
    )  # fmt: skip
    site.posts(channel=asked.channel(account="acme@social.example", posts=12))
    assert rows(site)["Mastodon"] == ProfileRow(
        "Mastodon", "acme@social.example", "https://social.example/@acme", "live", quoted("Its API names it."), None, 2, False, True,
        "2026-11-03", False, 12,
    )  # fmt: skip


def test_what_could_not_be_told_says_how_to_find_out() -> None:
    site = Site().profile("x", "acme", "https://x.com/acme", reason="x.com answers strangers the same")
    row = rows(site)["X"]
    assert (row.existence, str(row.how), row.links_back, row.last_post) == (
        "unknown", "x.com answers strangers the same.", None, "",
    )  # fmt: skip
    assert "https://x.com/acme" in str(row.verify)
    assert row.gathered is None


def test_a_rule_that_was_not_to_be_trusted_makes_it_unknown() -> None:
    site = Site().profile(
        "bluesky", "acme.example", "https://bsky.app/profile/acme.example", existence=Existence.MISSING
    )
    row = rows(site.profile_control("bluesky", "the handle known to be there was not found"))["Bluesky"]
    assert (row.existence, str(row.how)) == ("unknown", "The handle known to be there was not found.")
    assert row.verify


def test_one_named_in_the_configuration_alone_is_told_as_such() -> None:
    row = rows(Site().profile("x", "acme", "https://x.com/acme", "auditor.toml"))["X"]
    assert (row.pages, row.listed) == (0, True)


def test_the_last_post_is_taken_from_those_gathered_where_the_platform_does_not_tell() -> None:
    row = next(row for row in profiles.rows(asked.site().snapshot(), internal=False) if row.platform == "Mastodon")
    newest = max(
        post.created_at for post in asked.site().snapshot().posts if post.by_brand and post.platform == "mastodon"
    )
    assert row.last_post == newest.date().isoformat()


def test_private_profiles_are_masked_but_in_the_internal_edition() -> None:
    url = "https://www.instagram.com/jane.quill"
    card = (
        f'<h1>Ask Jane Quill</h1><p>Jane Quill</p><p>Sales Manager</p><p>Jane Quill: <a href="{url}">pictures</a></p>'
    )
    site = Site().page("/contact", FILLER + card, Role.CONTACT)
    site.profile("instagram", "jane.quill", url, "/contact", hint=f"Open {url} in a browser.")
    masked = repr(rows(site)["Instagram"]).lower()
    assert "jane" not in masked
    assert "quill" not in masked
    assert "https://www.instagram.com/j•••" in masked
    assert rows(site, internal=True)["Instagram"].url == url
