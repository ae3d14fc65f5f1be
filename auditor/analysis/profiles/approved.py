"""What the company approved of a profile. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.analysis.profiles import avatars
from auditor.model import ApprovedAccount, Profile, Snapshot
from auditor.model.remembering import remembered
from auditor.platforms.spelling import account_key


@remembered()
def approved_accounts(snapshot: Snapshot) -> Mapping[tuple[str, str], ApprovedAccount]:
    """Return what was approved of accounts, by `account_key`."""
    every = snapshot.approved.accounts if snapshot.approved else ()
    return {account_key(one.platform, one.handle): one for one in every}


def approved_for(snapshot: Snapshot, platform: str, handle: str) -> ApprovedAccount | None:
    """Return what was approved of an account, however it is spelled; None where nothing was."""
    return approved_accounts(snapshot).get(account_key(platform, handle))


def of_profile(snapshot: Snapshot, profile: Profile) -> ApprovedAccount | None:
    """Return what was approved of a profile; None where nothing was."""
    return approved_for(snapshot, profile.platform, profile.handle)


def picture_bits(snapshot: Snapshot, profile: Profile) -> int | None:
    """Return in how many of 64 bits a profile's picture differs from the approved one; None where they can't be compared."""
    known, shown = of_profile(snapshot, profile), avatars.of_profile(snapshot, profile)
    return avatars.difference(known.avatar, shown) if known and known.avatar and shown else None
