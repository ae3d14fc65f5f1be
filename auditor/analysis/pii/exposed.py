"""Private details beside persons' names: home addresses, birth dates, private profiles, wherever pages with a role show them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from auditor.analysis.pii import birthdates, mailboxes
from auditor.analysis.pii import births as birth
from auditor.analysis.pii.addresses import Address, addresses
from auditor.analysis.pii.names import Person
from auditor.analysis.pii.phones import is_called_private
from auditor.analysis.pii.view import View, own_names, spokespeople, view
from auditor.model import Page, Snapshot
from auditor.model.remembering import remembered
from auditor.platforms import whose
from auditor.platforms.parse import profile_of
from auditor.resources import facts
from auditor.text import company_names
from auditor.text.fold import fold, is_unspaced, words
from auditor.text.people import lexicon

_CHILD = 16
"""Years below which whoever was born is hardly on a company's staff: news of an animal's or a baby's birth. Our default."""
_SHORT = 4
"""Signs of an abbreviation from which it is one of a longer word than `s.` for a page. Our default."""
_SHORT_LINE = 60
"""Characters of a line that heads an address; longer ones are prose. Our default."""
_JOB = 3
"""Words of what somebody is, on a line of its own. Our default."""
_ABOVE = 3
"""Lines over an address in which a firm's name or the word for an office makes it the firm's. Our default."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """A private detail of somebody, where a page shows it."""

    page: Page
    person: str
    """Name as written; empty where nobody is named."""
    value: str
    """The address, date or URL as written."""
    excerpt: str
    sure: bool = False
    """The page itself says that it is private, or whose it is."""


def read(snapshot: Snapshot) -> Iterator[View]:
    """Yield the pages with a role, as far as people are concerned."""
    for page in snapshot.pages:
        if page.roles and page.fetch.body_sha256:
            yield view(snapshot, page)


@remembered()
def homes(snapshot: Snapshot) -> tuple[Exposure, ...]:
    """Return street addresses that stand beside a person's name and nowhere as an office's.

    An office's is what also stands on a page without that person, beside several persons, in an imprint, under a firm's
    name or a word such as "office", in a list of dealers or practices, or in a line of its own with the company's name.
    """
    found: dict[str, list[tuple[View, Address, Person | None]]] = {}
    for one in read(snapshot):
        for address in addresses(one.text):
            if address.is_box:
                continue  # nobody lives there
            found.setdefault(address.key, []).append((one, address, one.beside(address.start, address.end)))
    return tuple(exposure for places in found.values() if (exposure := _home(snapshot, places)) is not None)


def _home(snapshot: Snapshot, places: list[tuple[View, Address, Person | None]]) -> Exposure | None:
    persons = {fold(person.name) if person is not None else "" for _, _, person in places}
    one, address, person = places[0]
    if len(persons) != 1 or person is None or persons <= spokespeople(snapshot):
        return None
    private = any(is_called_private(view_.before(at.start)) for view_, at, _ in places)
    if not private and any(_is_office(snapshot, view_, at) for view_, at, _ in places):
        return None
    return Exposure(one.page, person.name, address.text, one.excerpt(person, address.start, address.end), private)


def _is_office(snapshot: Snapshot, one: View, address: Address) -> bool:
    if one.is_lawful(address.start) or one.is_among_dealers(address.start):
        return True
    head = one.text[max(0, address.start - 600) : address.start].split("\n")
    lines = [line for line in head[-_ABOVE - 1 :] if len(line) <= _SHORT_LINE]
    # An "Office Manager" is a person, and a street may be called after a workshop.
    told = [line for line in lines if not _is_job(line)]
    around = fold("\n".join([*told, one.text[address.end : address.end + 40]]))
    if _offices().search(around) or not _firm_words().isdisjoint(words(around)):
        return True
    return any(company_names.holds("\n".join(lines), name) for name in own_names(snapshot))


def _is_job(line: str) -> bool:
    """Return whether a line says what somebody is, with a place of work in it at most: `Studio Manager`."""
    said = words(fold(line))
    ends = 1 < len(said) <= _JOB and lexicon.is_role_word(said[-1]) and not lexicon.is_role_word(said[0])
    return ends or lexicon.is_pure_role(line)


@cache
def _offices() -> re.Pattern[str]:
    """Return the pattern of words for places of work; in scripts without spaces they may stand inside others."""
    listed = facts("text/people/words.toml")["offices"]
    every = {fold(word) for word in (*listed["words"], *listed["named"])}
    solid = {word for word in every if is_unspaced(word)}
    spaced = "|".join(
        re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s{1,9}") for word in sorted(every - solid)
    )
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)|{'|'.join(map(re.escape, sorted(solid)))}")


@cache
def _firm_words() -> frozenset[str]:
    return frozenset(facts("text/people/words.toml")["firms"]["words"])


@remembered()
def births(snapshot: Snapshot) -> tuple[Exposure, ...]:
    """Return full birth dates; `sure` where a person is named in the same line or card, or mark-up gives a person's."""
    return tuple(exposure for one in read(snapshot) for exposure in _births(one))


def _births(one: View) -> Iterator[Exposure]:
    for told in one.marked:
        if told.birth_date and not told.is_dead and _may_live(one, told.birth_date):
            yield Exposure(one.page, told.name, told.birth_date, f"{told.name}, birthDate: {told.birth_date}", True)
    for born in birth.births(one):
        date, person = born.date, born.person
        grown = one.page.fetch.at.year - date.day.year >= _CHILD
        sure = (person is not None or born.is_headed) and grown
        if not grown and (person is None or (date.kind == "direct" and date.word_end - date.word < _SHORT)):
            continue  # `s. 5.3.2020` is a page
        excerpt = one.excerpt(person, date.word, date.end)
        yield Exposure(one.page, person.name if person else "", date.text, excerpt, sure)


def _may_live(one: View, told: str) -> bool:
    """Return whether a date is a full one of somebody old enough to be on a staff, and not too old to be alive."""
    match = re.fullmatch(r"(\d{4})-\d{2}-\d{2}.{0,20}", told)
    return match is not None and _CHILD <= one.page.fetch.at.year - int(match[1]) <= birthdates.LONGEST_LIFE


_PRIVATE = frozenset(
    {
        "facebook",
        "instagram",
        "threads",
        "x",
        "tiktok",
        "pinterest",
        "reddit",
        "flickr",
        "bluesky",
        "mastodon",
        "vk",
        "snapchat",
    }
)
"""Networks, by their id in platforms.toml, on which people show themselves in private. Those for work (LinkedIn, GitHub) are left
out: to be found there is what they are for."""


@remembered()
def profiles(snapshot: Snapshot) -> tuple[Exposure, ...]:
    """Return links to profiles on private networks beside a person's name that are none of the company's.

    The company's are those whose handle is like its name, those linked from many pages, and those auditor.toml names.
    """
    official = {profile.url for profile in snapshot.profiles if profile.official}
    official |= {_preferred(url) for one in snapshot.company_profile.spokespeople for url in one.profiles}
    seen: dict[str, list[Exposure]] = {}
    for one in read(snapshot):
        for exposure in _profiles(snapshot, one):
            if _preferred(exposure.value) not in official:
                seen.setdefault(_preferred(exposure.value), []).append(exposure)
    few = max(1, len(snapshot.pages) // 4)
    linking: dict[str, set[str]] = {}
    for link in snapshot.links if seen else ():
        linking.setdefault(_preferred(link.url), set()).add(link.page)
    return tuple(found[0] for url, found in seen.items() if found[0].sure or len(linking.get(url, ())) <= few)


def _preferred(url: str) -> str:
    found = profile_of(url)
    return found.url if found is not None else url


def _profiles(snapshot: Snapshot, one: View) -> Iterator[Exposure]:
    for link in one.links:
        found = profile_of(link.url)
        if (
            found is None
            or found.platform not in _PRIVATE
            or found.holder == "organisation"
            or _ours(snapshot, found.name)
            or whose.is_default(found.name)
        ):
            continue
        named = next((person for person in one.people if found.name and fits(found.name, person.name)), None)
        person = named or (None if one.is_prose(link.start) else one.beside(link.start, link.end))
        if person is None or fold(person.name) in spokespeople(snapshot):
            continue
        excerpt = one.excerpt(person, link.start, link.end)
        yield Exposure(one.page, person.name, link.url, f"{excerpt} \u2192 {link.url}", named is not None)


def _ours(snapshot: Snapshot, handle: str) -> bool:
    """Return whether a handle is like a name of the company: `acmecare`, `team_acme` for Acme."""
    known = (*own_names(snapshot), snapshot.company_profile.handle, company_names.label(snapshot.target.site))
    bare = company_names.plain(handle)
    return any(len(name) >= company_names.SHORTEST and name in bare for name in map(company_names.plain, known))


def fits(handle: str, name: str) -> bool:
    """Return whether a handle is made of a person's names: `jane.doe`, `janedoe85`, `jdoe`."""
    return mailboxes.belongs(f"{handle}@x", name) == "full"


def names_somebody(snapshot: Snapshot, page: Page) -> bool:
    """Return whether a page names a person at all."""
    return bool(view(snapshot, page).people)


def hidden(snapshot: Snapshot) -> dict[str, str]:
    """Return what has to be masked wherever it stands: text as written, and `name`, `street`, `date` or `profile`."""
    kept = spokespeople(snapshot)
    found = {person.name: "name" for one in read(snapshot) for person in one.people if fold(person.name) not in kept}
    found |= {one.value: "street" for one in homes(snapshot)}
    found |= {one.value: "date" for one in births(snapshot)}
    for one in profiles(snapshot):
        found |= {one.value: "profile", _preferred(one.value): "profile"}
    return found
