"""The company's profiles as rows of a table. Pure."""

from __future__ import annotations

from auditor.analysis import redaction
from auditor.analysis.masking import DOTS, Hidden, mask_text
from auditor.analysis.profiles import profiles, purpose
from auditor.audit.summary.nouns import ProfileRow
from auditor.model import NOTHING, Existence, Message, Owner, Profile, Snapshot, message
from auditor.platforms import owner_sentences


def rows(snapshot: Snapshot, *, internal: bool) -> tuple[ProfileRow, ...]:
    """Return a row for each profile; those of private persons are masked but in the internal edition."""
    if not snapshot.profiles:
        return ()
    gathered: dict[tuple[str, str], int] = {}
    for one in snapshot.channels:
        key = one.platform, one.account
        gathered[key] = gathered.get(key, 0) + one.posts
    hide = None if internal else redaction.of(snapshot)
    return tuple(_row(snapshot, one, gathered.get((one.platform, one.handle)), hide) for one in snapshot.profiles)


def _row(snapshot: Snapshot, profile: Profile, gathered: int | None, hide: Hidden | None) -> ProfileRow:
    known = profiles.of(profile)
    problem = snapshot.profile_controls.get(profile.platform, NOTHING)
    unsure = profiles.unsure(snapshot, profile)
    url, private = _masked(profile.url, hide)
    how, verify = problem or profile.reason, profiles.hint(profile) if unsure else NOTHING

    def shown(said: Message) -> Message | None:
        """Return a message about the profile fit for anybody; None for nothing to say."""
        return said.over_words(lambda words: _masked(words.replace(profile.url, url), hide)[0]) or None

    back = None if profile.links is None else profiles.leads_to_site(snapshot, profile.links)
    last = profile.last_post_at or (purpose.last_own_post(snapshot, profile) if gathered else None)
    return ProfileRow(
        platform=known.name if known else profile.platform,
        handle=f"{profile.handle[:1]}{DOTS}" if private else profile.handle,
        url=url,
        existence=Existence.UNKNOWN.value if unsure else profile.existence.value,
        how=shown(how),
        verify=shown(verify),
        pages=len(profiles.pages_of(profile)),
        listed=profile.official,
        links_back=back,
        last_post=last.date().isoformat() if last else "",
        silent=profile.posts == 0,
        gathered=gathered,
        whose=shown(_whose(profile)),
    )


def _whose(profile: Profile) -> Message:
    """Return whose a profile is that is not certainly the company's, and why."""
    said = {
        Owner.LIKELY: message("Probably yours."),
        Owner.UNKNOWN: message("It is not known whose it is."),
        Owner.OTHER: message("Somebody else's."),
    }
    if profile.owner not in said:
        return NOTHING
    return said[profile.owner].then(owner_sentences.sentences(profile.why[:1]))


def _masked(text: str, hide: Hidden | None) -> tuple[str, bool]:
    """Return a text fit for anybody, and whether it had to be masked for that."""
    masked = text if hide is None else mask_text(text, hide)
    return masked, masked != text
