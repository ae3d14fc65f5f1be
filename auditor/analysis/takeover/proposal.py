"""What approved.toml could say, by what a visit saw. Pure: a person has to confirm it.

What belongs to a takeover, or to a single sign of one, is left out, and told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from auditor import urls
from auditor.analysis.profiles import avatars, profiles
from auditor.analysis.takeover import acts, takeovers
from auditor.analysis.takeover.acts import Act
from auditor.analysis.takeover.takeovers import AccountVerdict
from auditor.model import Approved, ApprovedAccount, Owner, Profile, Snapshot
from auditor.platforms.spelling import account_key

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MOST_HOURS = 18
"""Hours of a day from which an account posts at all hours, and hours tell nothing. Our default."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What could be approved, and what was left out of it."""

    approved: Approved
    left_out: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """By (platform, handle), domains that posts lead to which look like a stranger's."""
    withheld: frozenset[tuple[str, str]] = frozenset()
    """(platform, handle) of accounts whose profile is left out, because they show signs of a takeover."""
    suspect: tuple[str, ...] = ()
    """Accounts that show signs of a takeover, as findings call them: nobody should approve them as they are."""


def proposal(snapshot: Snapshot) -> Proposal:
    """Return what the company could approve: its profiles as they are, and how its accounts usually post."""
    verdicts = {account_key(one.platform, one.account): one for one in takeovers.verdicts(snapshot)}
    posted = {account_key(one.platform, one.account): one for one in acts.accounts(snapshot)}
    living = {
        account_key(one.platform, one.handle): one for one in profiles.living(snapshot) if one.owner is Owner.CERTAIN
    }
    accounts: list[ApprovedAccount] = []
    left_out: dict[tuple[str, str], tuple[str, ...]] = {}
    withheld: set[tuple[str, str]] = set()
    for key in sorted({*living, *posted}):
        verdict, profile = verdicts.get(key), living.get(key)
        usual = _usual(posted[key].acts, verdict) if key in posted else []
        names = (profile.platform, profile.handle) if profile else (posted[key].platform, posted[key].account)
        account = _account(snapshot, names, profile, usual)
        if verdict and _is_suspect(verdict):
            account = replace(account, name=None, bio=None, links=None, avatar="")
            withheld.add(names)
        accounts.append(account)
        if verdict and (strange := tuple(dict.fromkeys(one for each in verdict.incidents for one in each.domains))):
            left_out[names] = strange
    ordered = tuple(sorted(accounts, key=lambda one: (one.platform, one.handle)))
    suspect = tuple(one.subject for one in verdicts.values() if _is_suspect(one))
    zone = snapshot.company_profile.timezone
    own = tuple(sorted(acts.own_domains(snapshot)))
    approved = Approved(snapshot.target.site, snapshot.taken_at.date(), zone, own, ordered)
    return Proposal(approved, left_out, frozenset(withheld), suspect)


def _is_suspect(verdict: AccountVerdict) -> bool:
    return bool(verdict.proven) or verdict.is_replaced


def _usual(own: Sequence[Act], verdict: AccountVerdict | None) -> list[Act]:
    """Return an account's posts without those that stand out, and without others that lead where these do."""
    every = verdict.incidents if verdict else ()
    strange, domains = {act.id for each in every for act in each.acts}, {one for each in every for one in each.domains}
    return [act for act in own if act.id not in strange and domains.isdisjoint(one.domain for one in act.foreign)]


def _account(
    snapshot: Snapshot, names: tuple[str, str], profile: Profile | None, usual: Sequence[Act]
) -> ApprovedAccount:
    share = snapshot.thresholds.takeover_rate
    clock = snapshot.thresholds.takeover_clock_posts
    return ApprovedAccount(
        *names,
        url=profile.url if profile else "",
        name=profile.name if profile else None,
        bio=profile.bio if profile else None,
        links=tuple(one for one in profile.links if urls.is_web(one))
        if profile and profile.links is not None
        else None,
        avatar=avatars.of_profile(snapshot, profile) if profile else "",
        languages=_often((act.lang for act in usual), share),
        hours=_hours(usual) if len(usual) >= clock else "",
        domains=tuple(sorted({one.domain for act in usual for one in act.foreign if not one.lures})),
        clients=_often((act.post.client for act in usual), share),
    )


def _often(found: Iterable[str], share: float) -> tuple[str, ...]:
    """Return what stands in so large a share of the posts that it is usual, and more than once; in order."""
    counted = Counter(filter(None, found))
    least = max(2.0, share * counted.total())
    return tuple(sorted(one for one, count in counted.items() if count >= least))


def _hours(usual: Sequence[Act]) -> str:
    """Return when an account posts, in the words of opening hours; empty for one that posts at nearly all hours."""
    parts = []
    for days in (range(5), range(5, 7)):
        hours = sorted({act.local.hour for act in usual if act.local.weekday() in days})
        if hours and hours[-1] + 1 - hours[0] > _MOST_HOURS:
            return ""
        if hours:
            end = f"{hours[-1] + 1:02}:00"
            parts.append(f"{_DAYS[days[0]]}-{_DAYS[days[-1]]} {hours[0]:02}:00-{end}")
    return ", ".join(parts)
