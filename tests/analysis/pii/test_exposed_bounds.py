"""Where the rules of what is exposed begin and end: years, lines, networks, how many pages link a profile."""

from __future__ import annotations

import json

import pytest

from auditor.analysis.pii import exposed
from auditor.model import Role, Snapshot
from tests.snapshots import FILLER, TAKEN_AT, Site

CARD = "<p>Jane Quill</p><p>Sales Manager</p>"
STREET = "<p>12 Heather Lane</p>"
YEAR = TAKEN_AT.year
DOGS = "https://www.instagram.com/heather_and_dogs/"


def team(html: str, *roles: Role, lang: str = "en") -> Site:
    return Site().page("/team", f'<html lang="{lang}"><body>{html}</body></html>', *(roles or (Role.ABOUT,)))


def homes(html: str) -> list[str]:
    return [one.value for one in exposed.homes(team(html).snapshot())]


def births(html: str, lang: str = "en") -> list[tuple[str, bool]]:
    return [(one.person, one.sure) for one in exposed.births(team(html, lang=lang).snapshot())]


def marked(birth: str, **more: str) -> str:
    data = {"@type": "Person", "name": "Jane Quill", "birthDate": birth, **more}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


# ---------------------------------------------------------------------------------------------------------------- homes


def test_pages_without_a_role_or_a_text_are_not_read() -> None:
    site = Site().page("/shop", CARD + STREET).page("/gone", "", Role.ABOUT, status=None)
    assert exposed.homes(site.snapshot()) == ()


def test_a_post_box_is_passed_over_and_what_follows_is_not() -> None:
    assert homes(f"<p>Peter Vellum</p><p>P.O. Box 12</p>{FILLER}{CARD}{STREET}") == ["12 Heather Lane"]


def test_one_page_that_calls_an_address_private_is_enough() -> None:
    site = team("<p>Jane Quill</p><p>Home address: 12 Heather Lane</p>").page("/about", CARD + STREET, Role.ABOUT)
    assert [one.sure for one in exposed.homes(site.snapshot())] == [True]


def test_one_page_that_shows_an_office_is_enough() -> None:
    site = team(CARD + STREET).page("/about", "<p>Jane Quill</p><p>Office: 12 Heather Lane</p>", Role.ABOUT)
    assert exposed.homes(site.snapshot()) == ()


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ("<p>Office</p>", 0),
        ("<p>Office</p><p>Ground floor</p>", 0),
        ("<p>Office</p><p>Ground floor</p><p>At the back</p>", 0),
        ("<p>Office</p><p>Ground floor</p><p>At the back</p><p>Ring twice</p>", 1),
        (f"<p>Office {'o' * 53}</p>", 0),  # a line of sixty characters
        (f"<p>Office {'o' * 54}</p>", 1),  # longer ones are prose
    ],
)
def test_the_word_for_an_office_stands_in_one_of_three_short_lines_above(above: str, found: int) -> None:
    assert len(homes(f"<p>Jane Quill</p>{above}{STREET}")) == found


def test_the_word_for_an_office_counts_at_the_beginning_of_a_long_page_too() -> None:
    assert homes(f"<p>Jane Quill</p><p>Office</p>{STREET}{FILLER * 20}") == []
    assert homes(f"{FILLER * 20}<p>Jane Quill</p><p>Office</p>{STREET}") == []


def test_a_home_is_told_where_it_stands_first() -> None:
    site = team(CARD + STREET).page("/about", f"<p>Jane Quill</p>{STREET}", Role.ABOUT)
    assert [one.page.url for one in exposed.homes(site.snapshot())] == ["https://www.acme.example/about"]


def test_any_of_the_companys_names_makes_an_address_its_own() -> None:
    site = team(f"<p>Jane Quill</p><p>Anvilworks</p>{STREET}").company_profile(names=("Roadrunner", "Anvilworks"))
    assert exposed.homes(site.snapshot()) == ()


@pytest.mark.parametrize(
    ("line", "job"),
    [
        ("Studio Manager", True),
        ("Office Manager", True),
        ("Studio North Manager", True),  # three words
        ("Studio North West Manager", False),
        ("Studio", False),
    ],
)
def test_what_somebody_is_takes_three_words_at_most(line: str, job: bool) -> None:
    assert bool(homes(f"<p>Jane Quill</p><p>{line}</p>{STREET}")) is job


# --------------------------------------------------------------------------------------------------------------- births


@pytest.mark.parametrize(
    ("year", "found"), [(YEAR - 15, 0), (YEAR - 16, 1), (YEAR - 40, 1), (YEAR - 110, 1), (YEAR - 111, 0)]
)
def test_mark_up_gives_the_birth_date_of_who_may_be_on_a_staff(year: int, found: int) -> None:
    assert len(births(marked(f"{year}-03-12"))) == found


@pytest.mark.parametrize("birth", ["1980", "1980-03", "soon", ""])
def test_mark_up_gives_whole_dates_only(birth: str) -> None:
    assert births(marked(birth)) == []


def test_mark_up_of_the_dead_is_no_exposure() -> None:
    assert births(marked("1980-03-12", deathDate="2020-01-02")) == []


@pytest.mark.parametrize(("year", "sure"), [(YEAR - 16, True), (YEAR - 15, False)])
def test_a_child_beside_a_name_is_for_a_person_to_judge(year: int, sure: bool) -> None:
    assert births(f"<p>Jane Quill, born 12 March {year}.</p>") == [("Jane Quill", sure)]


def test_news_of_a_birth_that_names_nobody_hides_no_other_date() -> None:
    html = f"<p>Our elephant was born on 12 March {YEAR}.</p>{FILLER}<p>Jane Quill, born 12 March 1980.</p>"
    assert births(html) == [("Jane Quill", True)]


@pytest.mark.parametrize(
    ("lang", "word", "found"),
    [
        ("da", "f.", []),  # a page, more likely than a child
        ("en", "b.", []),
        ("pl", "ur.", []),
        ("de", "geb.", [("Jane Quill", False)]),  # four signs
        ("da", "f\u00f8dt", [("Jane Quill", False)]),
    ],
)
def test_a_childs_date_behind_a_short_word_is_none(lang: str, word: str, found: list[tuple[str, bool]]) -> None:
    assert births(f"<p>Jane Quill, {word} 12.3.{YEAR - 6}</p>", lang) == found
    assert births(f"<p>Jane Quill, {word} 12.3.1980</p>", lang) == [("Jane Quill", True)]


def test_what_is_taken_for_a_page_hides_no_date_behind_it() -> None:
    html = f"<p>Jane Quill, b. 12.3.{YEAR - 6}</p>{FILLER}<p>Jane Quill, born 12 March 1980.</p>"
    assert births(html) == [("Jane Quill", True)]


# ------------------------------------------------------------------------------------------------------------- profiles


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/heather.and.dogs", DOGS, "https://www.threads.net/@heather_and_dogs", "https://x.com/heatheranddogs",
        "https://www.tiktok.com/@heatheranddogs", "https://www.pinterest.com/heatheranddogs/", "https://www.reddit.com/user/heatheranddogs",
        "https://www.flickr.com/people/heatheranddogs/", "https://bsky.app/profile/heatheranddogs.bsky.social",
        "https://mastodon.social/@heatheranddogs", "https://vk.com/heatheranddogs", "https://www.snapchat.com/add/heatheranddogs",
    ],
)  # fmt: skip
def test_networks_on_which_people_show_themselves_in_private(url: str) -> None:
    assert [one.value for one in exposed.profiles(team(f"{CARD}<a href={url}>Here</a>").snapshot())] == [url]


def linked(pages: int, linking: int, handle: str = "heather_and_dogs") -> Snapshot:
    """Return a visit to so many pages, of which some link the profile that stands beside a name on one of them."""
    link = f"<a href=https://www.instagram.com/{handle}/>Instagram</a>"
    site = team(CARD + link)
    for number in range(pages - 2):  # the home page and the team's are there
        site.page(f"/p{number}", f"{FILLER}{link if number < linking - 1 else ''}")
    return site.snapshot()


@pytest.mark.parametrize(
    ("pages", "linking", "found"), [(2, 1, 1), (4, 1, 1), (4, 2, 0), (12, 3, 1), (12, 4, 0), (15, 3, 1), (15, 4, 0)]
)
def test_what_more_than_a_fourth_of_all_pages_link_is_the_companys(pages: int, linking: int, found: int) -> None:
    assert len(exposed.profiles(linked(pages, linking))) == found


def test_what_is_made_of_the_name_is_theirs_however_often_it_is_linked() -> None:
    assert len(exposed.profiles(linked(12, 8, "jane.quill"))) == 1


def test_a_profile_linked_twice_is_told_once_where_it_stands_first() -> None:
    site = team(f"{CARD}<a href={DOGS}>Instagram</a>")
    site.page("/about", f"<p>Peter Vellum</p><a href={DOGS}?hl=en>Instagram</a>", Role.ABOUT)
    for number in range(8):
        site.page(f"/p{number}", FILLER)
    (one,) = exposed.profiles(site.snapshot())
    assert one.page.url.endswith("/about")


def test_whose_a_profile_is_is_told_where_it_stands_first() -> None:
    link = "<a href=https://www.instagram.com/jane.quill/>Instagram</a>"
    site = team(CARD + link).page("/about", f"<p>Peter Vellum</p>{link}", Role.ABOUT)
    for number in range(4):
        site.page(f"/p{number}", FILLER + link)
    assert exposed.profiles(site.snapshot()) == ()


def test_links_to_others_hide_no_profile_behind_them() -> None:
    html = f"{CARD}<a href=https://www.linkedin.com/in/janequill>in</a><a href={DOGS}>Instagram</a>"
    assert [one.value for one in exposed.profiles(team(html).snapshot())] == [DOGS]
    far = f"<p>Follow us</p><a href=https://www.instagram.com/hounds_of_quay/>We</a>{FILLER * 3}{CARD}<a href={DOGS}>She</a>"
    assert [one.value for one in exposed.profiles(team(far).snapshot())] == [DOGS]


@pytest.mark.parametrize("handle", ["elegantthemes", "acme_dogs"])
def test_a_themes_and_the_companys_own_are_nobodys(handle: str) -> None:
    html = f"{CARD}<a href=https://www.instagram.com/{handle}/>Instagram</a>"
    assert exposed.profiles(team(html).snapshot()) == ()


def test_three_letters_of_the_companys_name_are_enough() -> None:
    html = f"{CARD}<a href=https://www.instagram.com/zoy_dogs/>Instagram</a>"
    assert exposed.profiles(team(html).company_profile(names=("Zoy",)).snapshot()) == ()


def test_what_has_to_be_hidden_is_told_by_its_kind() -> None:
    html = f"{CARD}{STREET}<p>Born 12 March 1980</p><a href={DOGS}?hl=en>Instagram</a>"
    found = exposed.hidden(team(html).snapshot())
    assert {found["Jane Quill"], found["12 Heather Lane"], found["12 March 1980"]} == {"name", "street", "date"}
    assert {text for text, kind in found.items() if kind == "profile"} == {f"{DOGS}?hl=en", exposed._preferred(DOGS)}


def test_a_page_names_somebody_or_nobody() -> None:
    snapshot = team(CARD).page("/about", FILLER, Role.ABOUT).snapshot()
    told = {page.url: exposed.names_somebody(snapshot, page) for page in snapshot.pages}
    assert (told["https://www.acme.example/team"], told["https://www.acme.example/about"]) == (True, False)
