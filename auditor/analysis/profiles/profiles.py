"""Questions about the company's profiles that several rules ask: which are there, who names them, are they the brand's. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from auditor import urls
from auditor.model import (
    NOTHING,
    Beside,
    Evidence,
    Existence,
    Finding,
    Message,
    Outcome,
    Owner,
    Profile,
    ProfileSource,
    Role,
    Snapshot,
    message,
    quoted,
)
from auditor.model.remembering import remembered
from auditor.platforms import owner_sentences
from auditor.platforms.catalogue import Platform, platform
from auditor.text import company_names
from auditor.text.edits import edits
from auditor.text.fold import fold, words

_MOST_TITLES = 30
_NEAR = 2
"""Letters that differ up to which a handle is a misspelling of the brand. Our default."""
_SHORTEST = 5
"""Letters of a name below which two make another word altogether. Our default."""
_CODE = 20
"""Characters past which a handle with digits in it is a code. Our default."""


def linked(snapshot: Snapshot) -> tuple[Profile, ...]:
    """Return the profiles that the site itself names."""
    return tuple(profile for profile in snapshot.profiles if pages_of(profile))


def own(snapshot: Snapshot) -> tuple[Profile, ...]:
    """Return the profiles that are the company's, certainly or probably."""
    return tuple(profile for profile in snapshot.profiles if profile.owner in {Owner.CERTAIN, Owner.LIKELY})


def living(snapshot: Snapshot) -> tuple[Profile, ...]:
    """Return the company's profiles known to be there."""
    return tuple(profile for profile in own(snapshot) if profile.existence is Existence.LIVE)


def contested(snapshot: Snapshot) -> tuple[Profile, ...]:
    """Return the profiles that the site warns of and leads visitors to as its own."""
    return tuple(profile for profile in snapshot.profiles if profile.contested)


def warnings(snapshot: Snapshot, profile: Profile) -> tuple[Evidence, ...]:
    """Return the first places of the site that warn of a profile, with the words that do."""
    found = {one.page: one for one in profile.mentions if one.beside is Beside.WARNING}
    return tuple(replace(_mention(snapshot, profile, page), excerpt=one.words[:300]) for page, one in found.items())[:2]


def confirmed(profile: Profile, finding: Finding) -> Finding:
    """Return a finding about a profile as it may be said: of one that is only probably the company's no fault is a fault."""
    if profile.owner is Owner.CERTAIN or finding.outcome in {Outcome.PASS, Outcome.REVIEW}:
        return finding
    if finding.outcome is Outcome.INCONCLUSIVE:
        return replace(finding, hint=finding.hint.then(_SAY_WHOSE))
    found = _whose(profile).then(finding.message)
    return replace(finding, outcome=Outcome.REVIEW, message=found, hint=_SAY_WHOSE)


_SAY_WHOSE = message("Say in the audit's settings whether the profile is yours.")


def _whose(profile: Profile) -> Message:
    if not profile.why:
        return message("This may be your profile, though nothing proves it.")
    return message("This is probably your profile.").then(owner_sentences.sentence(profile.why[0]))


def pages_of(profile: Profile) -> tuple[str, ...]:
    """Return the pages of the site that name a profile, each once."""
    found = (mention.page for mention in profile.mentions if mention.source is not ProfileSource.CONFIGURATION)
    return tuple(dict.fromkeys(found))


def platform_name(profile: Profile) -> str:
    """Return what readers call the platform of a profile."""
    known = platform(profile.platform)
    return known.name if known else profile.platform


def has_picture(profile: Profile) -> bool:
    """Return whether profiles on its platform have pictures at all."""
    known = platform(profile.platform)
    return known is None or known.pictures


def shown_handle(profile: Profile) -> str:
    """Return a handle as messages have it, such as `acme on social.example`.

    Written with an "@" it would look like somebody's mailbox, to readers and to the masking.
    """
    return profile.handle.replace("@", " on ", 1)


def of(profile: Profile) -> Platform | None:
    """Return the platform a profile is on; None for one that is not known."""
    return platform(profile.platform)


def proof(snapshot: Snapshot, profile: Profile, excerpt: str = "") -> tuple[Evidence, ...]:
    """Return where the platform's word stands, and the first places of the site that name the profile.

    Without an excerpt none is told: why a profile counts as it does is said in our words, not in the platform's.
    """
    looked = profile.evidence or profile.url
    fetch = snapshot.fetches.get(looked)
    at = profile.at.strftime("%Y-%m-%dT%H:%M:%SZ") if profile.at else ""
    first = Evidence(looked, excerpt, at, fetch.body_sha256 if fetch else "")
    return first, *(_mention(snapshot, profile, page) for page in pages_of(profile)[:2])


def _mention(snapshot: Snapshot, profile: Profile, page: str) -> Evidence:
    mention = next(one for one in profile.mentions if one.page == page)
    fetch = snapshot.fetches.get(page)
    at = fetch.at.strftime("%Y-%m-%dT%H:%M:%SZ") if fetch else ""
    words = f"{mention.text or mention.source.value} → {mention.url}"
    return Evidence(page, words[:300], at, fetch.body_sha256 if fetch else "")


def unsure(snapshot: Snapshot, profile: Profile) -> Message:
    """Return why nothing can be said of a profile; nothing where something can. `hint` says how to find out."""
    if problem := snapshot.profile_controls.get(profile.platform):
        doubt = message(
            "The answers of {platform} could not be relied on during this visit.", platform=platform_name(profile)
        )
        return doubt.then(problem)
    if profile.existence is not Existence.UNKNOWN:
        return NOTHING
    if not profile.reason:
        return message("The profile was not looked up.")
    return message("Whether the profile exists could not be verified.").then(profile.reason)


def hint(profile: Profile) -> Message:
    """Return how a person can look a profile up."""
    known = platform(profile.platform)
    usual = known.hint(profile.url) if known else NOTHING
    own = profile.hint if profile.hint != usual.text else ""  # earlier snapshots hold the usual way in English
    return quoted(own) or usual or message("Open {url} in a browser.", url=profile.url)


def linked_by(profile: Profile) -> Message:
    """Return who sends visitors to a profile."""
    found = pages_of(profile)
    if not found:
        return message("It was named for this audit.")
    if len(found) == 1:
        return message("It is linked from {page}.", page=found[0])
    return message(
        "It is linked from {page} and {count} other page.",
        "It is linked from {page} and {count} other pages.",
        page=found[0],
        count=len(found) - 1,
    )


def leads_to_site(snapshot: Snapshot, addresses: Iterable[str]) -> bool:
    """Return whether one of some addresses is on the company's own site."""
    home = snapshot.target.site
    return any(urls.same_site(found.url, home) for one in addresses if (found := urls.resolve(one, home)) is not None)


@remembered()
def own_domains(snapshot: Snapshot) -> frozenset[str]:
    """Return the registrable domains by whose names the company is known: its site's, those named for the audit and those it approved."""
    approved = snapshot.approved.domains if snapshot.approved else ()
    named = (f"https://{host}/" for host in (*snapshot.company_profile.domains, *approved))
    return frozenset(map(urls.site_of, (snapshot.target.site, *named)))


@remembered()
def brand(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the names the company goes by: what auditor.toml and the site say, and the name in its domain."""
    target = snapshot.target
    said = (
        target.name,
        *snapshot.company_profile.names,
        snapshot.company_profile.handle,
        *titled(snapshot),
        company_names.label(target.site),
    )
    return tuple(dict.fromkeys(name for name in said if company_names.plain(name)))


def titled(snapshot: Snapshot) -> tuple[str, ...]:
    """Return what the site calls itself in its titles."""
    titles = [page.title for page in snapshot.pages if page.roles and page.title]
    home = next((page.title for page in snapshot.pages if page.has(Role.HOME)), "")
    return company_names.of_titles(home, titles[:_MOST_TITLES], snapshot.target.site)


def is_named(snapshot: Snapshot, text: str) -> bool:
    """Return whether a name or handle is one that the company goes by, in any spelling, shortened, or with what may stand beside it."""
    return any(
        company_names.alike(text, name) or company_names.fits(text, name) or company_names.abbreviates(text, name)
        for name in brand(snapshot)
    )


def names_home(snapshot: Snapshot, profile: Profile) -> bool:
    """Return whether a profile's handle is the site's own domain or a name below it: only its holder can have it, and clients link it."""
    return profile.platform == "bluesky" and urls.same_site(f"https://{profile.handle}/", snapshot.target.site)


def shown_name(profile: Profile) -> str | None:
    """Return the name that visitors read: where none was chosen, platforms show the handle. None where it can't be seen."""
    if profile.name is None or profile.name.strip():
        return profile.name
    return chosen_name(profile)


def is_of_another_script(snapshot: Snapshot, text: str) -> bool:
    """Return whether a name is written in a script that none of the company's names uses, so that they can't be compared."""
    found = company_names.script(
        " ".join(word for word in words(fold(company_names.bare(text))) if word not in company_names.affixes())
    )
    return bool(found) and found not in {company_names.script(name) for name in brand(snapshot)}


def chosen_name(profile: Profile) -> str:
    """Return the part of a handle that tells the company's name: `acme` of `acme@social.example` or `company/acme`."""
    local = profile.handle.partition("@")[0] if "@" in profile.handle else profile.handle
    local = local.rpartition("/")[2]
    if profile.platform == "bluesky" and "." in local:
        return (
            company_names.label(f"https://{local}") if not local.endswith(".bsky.social") else local.partition(".")[0]
        )
    return local


_WITHOUT_BLANKS = "\u3040"
"""From this letter on, scripts write words together, or endings to them: Japanese, Chinese, Korean."""


def says(profile: Profile, phrases: Iterable[str]) -> bool:
    """Return whether name or bio holds one of some folded phrases, as whole words."""
    text = fold(f"{profile.name or ''} {profile.bio or ''}"[:20_000])
    return any(_holds(text, phrase) for phrase in phrases)


def _holds(text: str, phrase: str) -> bool:
    start = text.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        apart = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        if apart or phrase[0] >= _WITHOUT_BLANKS:
            return True
        start = text.find(phrase, start + 1)
    return False


def misspelt(snapshot: Snapshot, name: str) -> tuple[str, int] | None:
    """Return the company's name that a handle misspells, and by how many letters; None where it misspells none."""
    plain = company_names.plain(name)
    for one in brand(snapshot):
        right = company_names.plain(one)
        if len(right) >= _SHORTEST and (letters := edits(plain, right)) <= _NEAR:
            return one, letters
    return None


def is_given(profile: Profile) -> bool:
    """Return whether a handle is a number or a code that nobody chose."""
    name = chosen_name(profile)
    return not any(char.isalpha() for char in name) or (len(name) > _CODE and any(char.isdigit() for char in name))


def carries_name(snapshot: Snapshot, text: str) -> bool:
    """Return whether a name that a profile shows holds, or is, one that the company goes by."""
    return any(company_names.holds(text, one) for one in brand(snapshot)) or is_named(snapshot, text)
