"""Whether somebody else has one of the company's accounts: its posts against its past, its profile against what was approved. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from auditor.analysis.conversations import post_scan, queries
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.profiles import profiles
from auditor.analysis.profiles.approved import approved_accounts, approved_for
from auditor.analysis.takeover import acts, changes
from auditor.analysis.takeover.acts import Account, Act
from auditor.analysis.takeover.changes import Aspect, Change
from auditor.analysis.takeover.incidents import PAUSE, AccountIncident, incidents
from auditor.analysis.takeover.signs import Kind, Rules, signs
from auditor.model import ApprovedAccount, Channel, Existence, Page, Post, PostKind, Profile, Role, Snapshot
from auditor.model.remembering import remembered
from auditor.platforms.spelling import account_key
from auditor.text import company_names
from auditor.text.posts.language import language
from auditor.text.posts.takeover import baits, renames, suspects

_SUSPECTING = 2
"""People who have to suspect a post. Our default: one may be mistaken, or hostile."""
_LOOKS = frozenset({Aspect.NAME, Aspect.AVATAR, Aspect.LINKS})
_SLIGHT = frozenset({Kind.DOMAIN, Kind.HOURS, Kind.CLIENT})
"""Kinds that whoever has a new logo shows as well: a partner's page, a new tool."""
_LINKED = (Kind.LURE, Kind.DOMAIN, Kind.BURST, Kind.BAIT)


@dataclass(frozen=True, slots=True)
class AccountVerdict:
    """What one account shows."""

    platform: str
    account: str
    subject: str
    """What to call it in findings."""
    posts: int
    """Own posts that were looked at."""
    since: datetime | None
    """When the first of them was written."""
    incidents: tuple[AccountIncident, ...]
    """By time."""
    changes: tuple[Change, ...]
    profile: Profile | None
    approved: ApprovedAccount | None
    until: datetime | None = None
    """How far its posts are known, UTC; None where none are."""
    times: bool = True
    """Whether the times of day of its posts are known."""
    renamed: bool = False
    """Whether the company says elsewhere, or did in a post here, that it goes by the name that the profile shows."""
    baited: tuple[Act, ...] = ()
    """Of an account with too few posts to tell what is usual: those that bait readers with a link to strangers."""

    @property
    def proven(self) -> tuple[AccountIncident, ...]:
        """Return the takeovers that are more than a single sign, by time."""
        return tuple(one for one in self.incidents if one.proven)

    @property
    def looks(self) -> tuple[Change, ...]:
        """Return the changes of what visitors of a living profile see."""
        return tuple(one for one in self.changes if one.aspect in _LOOKS)

    @property
    def is_replaced(self) -> bool:
        """Whether its profile shows someone else's page: two of name, picture and links are others than approved.

        A new picture and a new link below the approved name are a company's that has a new logo.
        """
        named = self.approved is not None and self.approved.name is not None
        other_name = any(one.aspect is Aspect.NAME for one in self.looks)
        return len(self.looks) > 1 and not self.renamed and (other_name or not (named and self.shows_name))

    @property
    def shows_name(self) -> bool:
        """Whether its profile could be seen to show a name."""
        return self.profile is not None and bool(profiles.shown_name(self.profile))

    @property
    def is_as_approved(self) -> bool:
        """Whether its profile is there and shows nothing else than was approved, as far as it can be seen."""
        there = self.profile is not None and self.profile.existence is Existence.LIVE
        return there and self.approved is not None and not self.changes


@remembered()
def verdicts(snapshot: Snapshot) -> tuple[AccountVerdict, ...]:
    """Return what each account shows that has posts of its own, or was approved and looked up; by platform and account."""
    gathered = {account_key(one.platform, one.account): one for one in acts.accounts(snapshot)}
    theirs = {account_key(one.platform, one.handle): one for one in snapshot.profiles}
    approved = approved_accounts(snapshot)
    bare = {key: Account(approved[key].platform, approved[key].handle, ()) for key in approved.keys() & theirs.keys()}
    every = {**bare, **gathered}
    return tuple(_verdict(snapshot, every[key], theirs.get(key)) for key in sorted(every))


def _verdict(snapshot: Snapshot, account: Account, profile: Profile | None) -> AccountVerdict:
    own, approved = account.acts, approved_for(snapshot, account.platform, account.account)
    changed = changes.changes(snapshot, profile, approved) if profile and approved else ()
    happened = incidents(own, _rules(snapshot, account, approved))
    few = len(own) < snapshot.thresholds.takeover_posts
    renamed = any(one.aspect is Aspect.NAME and _goes_by(snapshot, one.shown, account, happened) for one in changed)
    return AccountVerdict(
        account.platform,
        account.account,
        _subject(snapshot, account, profile, approved),
        len(own),
        own[0].at if own else None,
        tuple(_beside(happened, () if renamed else changed, snapshot)),
        changed,
        profile,
        approved,
        _until(snapshot, account),
        _tells_times(snapshot, account),
        renamed,
        tuple(act for act in own if act.foreign and baits(act.post.text)) if few else (),
    )


def _subject(snapshot: Snapshot, account: Account, profile: Profile | None, approved: ApprovedAccount | None) -> str:
    known = profile.url if profile else approved.url if approved else ""
    return known or queries.subject(snapshot, account.platform, account.account)


def _tells_times(snapshot: Snapshot, account: Account) -> bool:
    ways = queries.channels_of(snapshot, account.platform, account.account)
    return not any("times" in one.cannot_see for one in ways)


def still_shown(snapshot: Snapshot, account: AccountVerdict) -> bool:
    """Return whether this visit read all posts of an account where visitors do: files and earlier rounds tell of what may be gone."""
    ways = queries.channels_of(snapshot, account.platform, account.account)
    return not snapshot.watching and bool(ways) and all(one.url.startswith("http") for one in ways)


def _until(snapshot: Snapshot, account: Account) -> datetime | None:
    """Return how far an account's posts are known: a file ends where its last post stands, a source with the visit."""
    ways = queries.channels_of(snapshot, account.platform, account.account)
    if not account.acts:
        return read_until(snapshot, ways)
    ends = [one.until or account.acts[-1].at for one in ways] or [snapshot.taken_at]
    return min(max(ends), snapshot.taken_at)


def read_until(snapshot: Snapshot, ways: Iterable[Channel]) -> datetime | None:
    """Return how far sources that showed no post of an account's own read it; None where none read it to its end."""
    ends = [one.until for one in ways if one.until is not None and not one.cut]
    return min(max(ends), snapshot.taken_at) if ends else None


def _beside(
    found: Iterable[AccountIncident], changed: Sequence[Change], snapshot: Snapshot
) -> Iterator[AccountIncident]:
    """Yield the incidents; beside a changed profile one kind of sign is enough. When it changed nobody can tell.

    Below the approved name, a new picture or link is a change that goes with a new partner or tool as well.
    """
    since = snapshot.taken_at - timedelta(days=snapshot.thresholds.recurrence_days)
    if snapshot.approved and snapshot.approved.on:
        since = max(since, datetime.combine(snapshot.approved.on, time(), UTC))
    looks = {one.aspect for one in changed} & _LOOKS
    for one in found:
        tells = bool(looks) and (Aspect.NAME in looks or not set(one.kinds) <= _SLIGHT)
        yield replace(one, proven=True) if tells and one.last >= since else one


def _goes_by(snapshot: Snapshot, name: str, account: Account, happened: Sequence[AccountIncident]) -> bool:
    """Return whether the company says that it goes by a name now: in a post, in the titles of its site, or in that of a page that tells so.

    A single page may bear the name of a customer, a partner or a star: who takes an account over takes one of these too, and says so
    there. What an account says close to other signs of a takeover is not certainly the company's.
    """
    titled = [page for page in snapshot.pages if page.title]
    bearing = [page for page in titled if company_names.holds(page.title, name)]
    if 2 * len(bearing) > len(titled) or any(_is_home(snapshot, one) or renames(one.title, name) for one in bearing):
        return True
    here = account_key(account.platform, account.account)
    strange = [act for one in happened for act in one.acts]
    for key, own in post_scan.scanned(snapshot).own.items():
        near = strange if account_key(*key) == here else []
        if any(renames(post.text, name) and not _is_beside(post, near) for post in own.posts):
            return True
    return False


def _is_beside(post: Post, strange: Iterable[Act]) -> bool:
    return any(act.id != post.id and abs(act.at - post.created_at) <= PAUSE for act in strange)


def _is_home(snapshot: Snapshot, page: Page) -> bool:
    return page.has(Role.HOME) or page.url == snapshot.target.site


def _rules(snapshot: Snapshot, account: Account, approved: ApprovedAccount | None) -> Rules:
    """Return what an account is judged by, with what others' posts around its own tell."""
    plain = Rules(snapshot.thresholds, approved, clock=_tells_times(snapshot, account))
    found = signs(account.acts, plain)
    asked = {sign.act for sign in found if sign.kind is Kind.LANGUAGE and sign.act.post.parent_id}
    linked = {sign.act for sign in found if sign.kind in _LINKED}
    return replace(plain, answered=_asked(snapshot, asked), doubted=_doubted(snapshot, account, linked))


def _asked(snapshot: Snapshot, own: Iterable[Act]) -> dict[str, str]:
    """Return by own posts the language of the customer's post that each answers."""
    keys = {act.id: Key(act.post.platform, act.post.account, act.post.parent_id) for act in own}
    found = queries.posts(snapshot, keys.values()) if keys else {}
    return {
        id_: language(found[key].text, found[key].lang)
        for id_, key in keys.items()
        if key in found and not found[key].by_brand
    }


def _doubted(snapshot: Snapshot, account: Account, own: Iterable[Act]) -> frozenset[str]:
    """Return the own posts below which several people suspect that they are not the company's."""
    threads = {(act.post.thread_id or act.id): act.id for act in own} | {act.id: act.id for act in own}
    if not threads:
        return frozenset()
    wanted = account_key(account.platform, account.account)
    people: dict[str, set[str]] = {}
    for post in snapshot.posts:
        below = threads.get(post.parent_id) or threads.get(post.thread_id)
        if below and not post.by_brand and _is_of(post, wanted) and suspects(post.text):
            people.setdefault(below, set()).add(post.author or post.id)
    return frozenset(id_ for id_, who in people.items() if len(who) >= _SUSPECTING)


def _is_of(post: Post, account: tuple[str, str]) -> bool:
    return post.kind is not PostKind.DIRECT and account_key(post.platform, post.account) == account
