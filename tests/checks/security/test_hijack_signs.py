from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from auditor.model import ApprovedAccount, Existence, Outcome, Owner, Post, PostKind
from tests.histories import EVIL, FRIDAY, HANDLE, PLATFORM, URL, history, other, own, site
from tests.snapshots import FILLER, Site, only, run

LURE = f"A free anvil for everybody! Confirm your account today: {EVIL}"
SALE = "Huge clearance, everything must go, be there before it is too late https://mega-outlet.example/"


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def bad(text: str, after: float = 0, **more: Any) -> Post:
    return own(f"bad-{after}", FRIDAY + hours(after), text, **more)


def judged(*posts: Post, of: int = 60, **fields: Any) -> Site:
    return site(*history(of), *posts, **fields)


def test_a_usual_account_passes() -> None:
    found = only(run("hijack-signs", judged().snapshot()))
    assert (found.outcome, found.subject) == (Outcome.PASS, URL)
    assert "60 own posts" in found.message.text
    assert "nothing has been approved" in found.message.text


def test_a_weekend_of_phishing_fails_once_with_its_beginning_and_its_end() -> None:
    posts = [bad(LURE), bad(f"Last chance for your anvil {EVIL}", 16), bad(f"Only today {EVIL}", 46)]
    found = only(run("hijack-signs", judged(*posts).landing(EVIL, password=True).snapshot()))
    assert (found.outcome, found.subject) == (Outcome.FAIL, URL)
    assert found.data == {"since": "2026-11-13T17:40:00Z", "until": "2026-11-15T15:40:00Z"}
    assert "13 November 2026, 17:40 (UTC)" in found.message.in_full
    assert "free-anvils.example, which asks for a password" in found.message.in_full
    assert next(proof.excerpt for proof in found.evidence).startswith("company: A free anvil")


@pytest.mark.parametrize(
    ("posts", "outcome"),
    [
        ([bad("We are giving back: send 0.1 BTC and get double https://btc-event.example/x")], Outcome.REVIEW),
        ([bad("FREE BITCOIN giveaway, claim it now https://cutt.ly/a8Xk2")], Outcome.FAIL),
        ([bad(f"{SALE}{n}", n / 10) for n in range(3)], Outcome.FAIL),
        ([bad(f"{SALE}{n}", n / 10) for n in range(2)], Outcome.REVIEW),
        ([bad("A new page https://partner.example/")], Outcome.REVIEW),
        (
            [
                bad("Только сегодня раздаём призы всем подписчикам, переходите по ссылке https://podarok.example/"),
                bad("Осталось несколько часов, успейте получить свой подарок прямо сейчас", 2),
            ],
            Outcome.FAIL,
        ),
        ([bad("Только сегодня раздаём призы всем подписчикам, пишите нам скорее", -4)], Outcome.REVIEW),
        ([bad("Our anvils are back, and so are the rubber bands", 24 - 17 + 3 + 1 / 6)], Outcome.PASS),
    ],
)
def test_two_independent_kinds_one_of_them_strong_fail_and_fewer_are_to_be_looked_at(
    posts: list[Post], outcome: Outcome
) -> None:
    assert only(run("hijack-signs", judged(*posts).snapshot())).outcome is outcome


def test_signs_further_apart_than_a_day_do_not_add_up() -> None:
    posts = [bad("See https://cutt.ly/a8Xk2", -7), bad("Our anvils are back", 24 + 9.5)]
    assert only(run("hijack-signs", judged(*posts).snapshot())).outcome is Outcome.REVIEW


def test_links_to_own_domains_cancel_the_sign() -> None:
    microsite = "https://night-anvil.example/"
    posts = [bad(f"It is here at last, our night anvil, order it today {microsite}{n}", n / 10 + 7) for n in range(4)]
    assert only(run("hijack-signs", judged(*posts).snapshot())).outcome is Outcome.FAIL
    approved = judged(*posts).approved(domains=("night-anvil.example",)).snapshot()
    linked = judged(*posts).page("/news", f'{FILLER}<a href="{microsite}">Night anvil</a>').snapshot()
    for snapshot in (approved, linked):
        assert "domain" not in only(run("hijack-signs", snapshot)).message.text
        assert only(run("hijack-signs", snapshot)).outcome is not Outcome.FAIL


NOON = FRIDAY.replace(hour=11, minute=0) - timedelta(days=1)


def alike(url: str, *, after: float = 0, count: int = 4) -> list[Post]:
    """Return a countdown: posts alike with one link."""
    return [
        own(f"n{n}", NOON + hours(after + n / 4), f"Only {n} hours to go until the sale begins, be there {url}")
        for n in range(count)
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://www.amazon.com/dp/B000",
        "https://www.youtube.com/watch?v=abcdefghij0",
        "https://zoom.us/j/1",
        "https://www.acme.fr/",
        "https://acme-sale.example/",
    ],
)
def test_a_campaign_alike_on_a_known_service_or_under_the_own_name_is_for_a_person(url: str) -> None:
    for after in (0, 11):  # in the middle of the night too
        assert only(run("hijack-signs", judged(*alike(url, after=after)).snapshot())).outcome is Outcome.REVIEW


def test_a_campaign_whose_page_leads_to_the_own_site_is_for_a_person() -> None:
    url = "https://night-anvil.example/"
    assert only(run("hijack-signs", judged(*alike(url)).snapshot())).outcome is Outcome.FAIL
    back = f'{FILLER}<footer><a href="https://www.acme.example/">Acme</a></footer>'
    assert only(run("hijack-signs", judged(*alike(url)).landing(url, html=back).snapshot())).outcome is Outcome.REVIEW
    asks = judged(*alike(url)).landing(url, html=f"{back}<input type=password>").snapshot()
    assert only(run("hijack-signs", asks)).outcome is Outcome.FAIL
    baited = [replace(post, text=f"Claim your free BTC {url}", id=f"b{post.id}") for post in alike(url)]
    assert only(run("hijack-signs", judged(*baited).landing(url, html=back).snapshot())).outcome is Outcome.FAIL


def test_a_new_market_greeted_in_its_language_under_the_own_name_is_for_a_person() -> None:
    said = "Bonjour la France ! Nos enclumes arrivent enfin chez vous, toutes les tailles sont en magasin"
    posts = [own("f1", NOON, f"{said} https://www.acme.fr/"), own("f2", NOON + hours(1), said)]
    assert only(run("hijack-signs", judged(*posts).snapshot())).outcome is Outcome.REVIEW
    strange = [replace(posts[0], text=f"{said} https://mega-outlet.example/"), posts[1]]
    assert only(run("hijack-signs", judged(*strange).snapshot())).outcome is Outcome.FAIL


def test_another_language_at_another_hour_that_leads_to_the_own_site_is_for_a_person() -> None:
    said = "Hoy abrimos nuestra primera tienda en Madrid, os esperamos a todos en la inauguración"
    home = [bad(f"{said} https://www.acme.example/es"), bad(said, 3)]
    assert only(run("hijack-signs", judged(*home).snapshot())).outcome is Outcome.REVIEW
    nowhere = [bad(said), bad(said, 3)]
    assert only(run("hijack-signs", judged(*nowhere).snapshot())).outcome is Outcome.FAIL
    both = [bad(f"{said} https://www.acme.example/es https://mega-outlet.example/"), bad(said, 3)]
    assert only(run("hijack-signs", judged(*both).snapshot())).outcome is Outcome.FAIL


def test_a_short_link_that_nobody_followed_on_an_unusual_day_is_for_a_person() -> None:
    fair = own("f", datetime(2026, 11, 14, 11, tzinfo=UTC), "We are at the fair today, see you there https://bit.ly/f")
    assert only(run("hijack-signs", judged(fair).snapshot())).outcome is Outcome.REVIEW
    led = judged(fair).landing("https://bit.ly/f", landed="https://www.acme.example/fair", html=FILLER)
    assert only(run("hijack-signs", led.snapshot())).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "said",
    [
        "We are sorry for the outage tonight, our engineers are working on it",
        "Wir entschuldigen uns für die Störung heute Nacht, unsere Techniker arbeiten daran",
        "Désolés pour la panne de cette nuit, nos équipes sont mobilisées pour vous",
    ],
)
def test_a_night_of_trouble_is_work(said: str) -> None:
    posts = [
        own(f"s{n}", NOON + hours(14 + n / 4), f"{said}: https://status.watch.example/ ({n})", lang="en")
        for n in range(4)
    ]
    assert only(run("hijack-signs", judged(*posts).snapshot())).outcome is Outcome.REVIEW
    lure = judged(*posts).landing("https://status.watch.example/", html="<input type=password>")
    assert only(run("hijack-signs", lure.snapshot())).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("said", "outcome", "told"),
    [
        ("Send 0.1 BTC to bc1qexample and get it doubled, only today", Outcome.REVIEW, "coins"),
        ("Introducing $ACME, our official memecoin! Presale is live now", Outcome.REVIEW, "coins"),
        ("Wir verschenken 1000 Bitcoin an alle, die heute mitmachen", Outcome.FAIL, "coins"),
        ("HACKED BY GhostCrew. Your security is a joke", Outcome.REVIEW, "claims to have taken it over"),
        ("lol pirate par la bande de Lyon", Outcome.REVIEW, "claims to have taken it over"),
        ("Win a leather wallet, free of charge, in our shop this week", Outcome.PASS, ""),
        ("Our shop now takes Bitcoin for anvils, send us a message", Outcome.PASS, ""),
        ("A year ago the town hall was hacked by strangers, as the paper tells today", Outcome.PASS, ""),
    ],
)
def test_bait_and_boasts_need_no_link(said: str, outcome: Outcome, told: str) -> None:
    found = only(run("hijack-signs", judged(own("x", NOON, said)).snapshot()))
    assert found.outcome is outcome, found.message.in_full
    assert told in found.message.in_full


def test_bait_in_another_language_beside_a_strange_link_fails() -> None:
    said = "Votre compte a été suspendu. Confirmez vos coordonnées ici, sans attendre https://secure-fr.example/"
    assert only(run("hijack-signs", judged(own("x", NOON, said)).snapshot())).outcome is Outcome.FAIL


def test_what_an_account_often_does_is_no_sign() -> None:
    often = [
        own(f"q{n}", post.created_at + hours(0.5), f"Read more at https://partner{n}.example/")
        for n, post in enumerate(history(60))
        if n % 10 == 9
    ]
    assert (
        only(run("hijack-signs", judged(*often, bad("See https://partner99.example/", -5)).snapshot())).outcome
        is Outcome.PASS
    )


def test_answers_to_customers_alike_on_a_day_of_trouble_are_no_burst() -> None:
    said = "Sorry, we are closed because of the storm; all is on https://status.pagewatch.example/acme"
    asked = [other(f"a{n}", FRIDAY - hours(7 + n / 9), "Are you open?", f"ann{n}") for n in range(9)]
    answers = [own(f"r{n}", FRIDAY - hours(6 + n / 9), said, kind=PostKind.REPLY, parent_id=f"a{n}") for n in range(9)]
    assert only(run("hijack-signs", judged(*asked, *answers).snapshot())).outcome is Outcome.REVIEW


def test_who_answers_in_the_language_asked_in_is_no_stranger() -> None:
    asked = other("a", FRIDAY - hours(8), "¿Cuándo llega mi pedido, por favor? Llevo una semana esperando", "ana")
    answer = own(
        "r",
        FRIDAY - hours(7),
        "Hola, tu pedido llega mañana por la tarde, gracias por tu paciencia",
        kind=PostKind.REPLY,
        parent_id="a",
    )
    assert only(run("hijack-signs", judged(asked, answer).snapshot())).outcome is Outcome.PASS
    assert only(run("hijack-signs", judged(answer).snapshot())).outcome is Outcome.REVIEW


def test_readers_who_suspect_it_are_a_sign() -> None:
    post = bad("See https://cutt.ly/a8Xk2", -5)
    said = [
        other(f"d{n}", FRIDAY, "Is this phishing? Have you been hacked?", f"ann{n}", parent_id=post.id)
        for n in range(2)
    ]
    assert only(run("hijack-signs", judged(post).snapshot())).outcome is Outcome.REVIEW
    assert only(run("hijack-signs", judged(post, said[0]).snapshot())).outcome is Outcome.REVIEW
    found = only(run("hijack-signs", judged(post, *said).snapshot()))
    assert found.outcome is Outcome.FAIL
    assert "suspect" in found.message.in_full


def test_under_ten_posts_nothing_is_usual() -> None:
    few = only(run("hijack-signs", judged(bad(f"{SALE}1"), bad(f"{SALE}2", 1), bad(f"{SALE}3", 2), of=6).snapshot()))
    assert few.outcome is Outcome.REVIEW  # unscored: otherwise every company with a quiet account would lose its grade
    assert "auditor approve RUN" in " ".join(step.text for step in few.hint.for_operator())
    found = only(
        run(
            "hijack-signs",
            judged(bad("FREE BITCOIN giveaway send 0.1 BTC to double it http://evil.example/x"), of=2).snapshot(),
        )
    )
    assert found.outcome is Outcome.REVIEW


OWN = ApprovedAccount(PLATFORM, HANDLE, URL, "Acme", "Anvils", ("https://www.acme.example/",))


def test_a_profile_as_approved_passes_whatever_the_number_of_posts() -> None:
    assert only(run("hijack-signs", judged(of=3).approved(OWN).snapshot())).outcome is Outcome.PASS
    found = only(run("hijack-signs", judged().approved(OWN).snapshot()))
    assert (found.outcome, "The profile is as approved." in found.message.in_full) == (Outcome.PASS, True)


def test_posts_that_nobody_read_are_not_called_none() -> None:
    silent = judged(of=0).approved(OWN).snapshot()
    assert "It has 0 posts of its own" in only(run("hijack-signs", silent)).message.in_full
    unread = only(run("hijack-signs", replace(silent, channels=())))
    assert (unread.outcome, "Its posts were not read." in unread.message.in_full) == (Outcome.INCONCLUSIVE, True)


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"name": "Acme Anvils"}, Outcome.PASS),
        ({"name": "Elon Giveaway"}, Outcome.REVIEW),
        ({"links": ("https://win-now.example/",)}, Outcome.REVIEW),
        ({"links": ("https://shop.acme.example/",)}, Outcome.PASS),
        ({"bio": "Anvils and more"}, Outcome.PASS),
        ({"name": "Elon Giveaway", "links": ("https://win-now.example/",)}, Outcome.FAIL),
        ({"existence": Existence.MISSING}, Outcome.REVIEW),
        ({"existence": Existence.SUSPENDED}, Outcome.REVIEW),
        ({"existence": Existence.DEACTIVATED}, Outcome.REVIEW),
        ({"name": None, "links": None}, Outcome.PASS),
    ],
)
def test_profiles_are_held_against_what_was_approved(fields: dict[str, Any], outcome: Outcome) -> None:
    for posts in (0, 4):
        found = only(run("hijack-signs", judged(of=posts, **fields).approved(OWN).snapshot()))
        assert found.outcome is outcome, found.message.in_full


REBRANDED: dict[str, Any] = {"name": "Novaria", "links": ("https://novaria.example/",)}


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("Big news: Acme is now Novaria! Same anvils, new name", Outcome.REVIEW),
        ("Aus Acme wird Novaria: Wir heißen ab sofort Novaria, sonst bleibt alles beim Alten", Outcome.REVIEW),
        ("Our anvils are back, and Novaria sells them too", Outcome.FAIL),
        ("We have a new name for our oldest anvil", Outcome.FAIL),
    ],
)
def test_a_new_name_that_the_company_announced_is_for_a_person(said: str, outcome: Outcome) -> None:
    found = only(run("hijack-signs", judged(own("n", NOON, said), **REBRANDED).approved(OWN).snapshot()))
    assert found.outcome is outcome, found.message.in_full
    assert ("goes by this name now" in found.message.in_full) == (outcome is Outcome.REVIEW)


@pytest.mark.parametrize(("before", "outcome"), [(1, Outcome.FAIL), (200, Outcome.REVIEW)])
def test_a_new_name_told_where_the_strange_posts_stand_excuses_nothing(before: float, outcome: Outcome) -> None:
    told = bad("Big news: Acme is now Novaria! A new name and a new era", -before)
    found = only(run("hijack-signs", judged(told, bad(SALE), **REBRANDED).approved(OWN).snapshot()))
    assert found.outcome is outcome, found.message.in_full


@pytest.mark.parametrize(
    ("titles", "outcome"),
    [
        ({"/": "Novaria | Home"}, Outcome.REVIEW),
        ({"/": "Welcome", "/a": "Anvils - Novaria", "/b": "Jobs - Novaria", "/c": "News - Novaria"}, Outcome.REVIEW),
        ({"/": "Acme", "/a": "Anvils - Acme", "/news": "Acme is now Novaria"}, Outcome.REVIEW),
        ({"/": "Acme", "/a": "Anvils - Acme", "/b": "Our customer Novaria - Acme"}, Outcome.FAIL),
    ],
)
def test_a_new_name_that_the_site_bears_is_for_a_person(titles: dict[str, str], outcome: Outcome) -> None:
    visit = judged(**REBRANDED).approved(OWN)
    for path, title in titles.items():
        visit.page(path, f"<html><head><title>{title}</title></head><body>{FILLER}</body></html>")
    found = only(run("hijack-signs", visit.snapshot()))
    assert found.outcome is outcome
    if outcome is Outcome.FAIL:  # a profile is not as it was for a time, but until somebody sets it right
        assert found.data == {"since": f"{visit.snapshot().taken_at:%Y-%m-%dT%H:%M:%SZ}", "stands": 1}


def test_a_new_link_below_the_approved_name_and_a_partners_page_are_for_a_person() -> None:
    post, bait = bad("A new page https://partner.example/"), bad(LURE)
    changed: dict[str, Any] = {"links": ("https://cards.example/acme",)}
    assert only(run("hijack-signs", judged(post, **changed).approved(OWN).snapshot())).outcome is Outcome.REVIEW
    lured = judged(bait, **changed).approved(OWN).landing(EVIL, password=True)
    assert only(run("hijack-signs", lured.snapshot())).outcome is Outcome.FAIL


def test_a_countdown_to_a_registration_that_names_the_company_is_for_a_person() -> None:
    url = "https://day-of-anvils.example/register"
    fields = "<input name=mail><input type=password name=pw><input type=password name=pw_confirm>"
    event = f"{FILLER}<h1>Day of anvils, with Acme Anvils and others</h1><form>{fields}</form>"
    named = judged(*alike(url)).company_profile(names=("Acme Anvils",))
    assert only(run("hijack-signs", named.landing(url, html=event).snapshot())).outcome is Outcome.REVIEW
    log_in = event.replace("pw_confirm", "code")
    stranger = judged(*alike(url)).company_profile(names=("Acme Anvils",)).landing(url, html=log_in)
    assert only(run("hijack-signs", stranger.snapshot())).outcome is Outcome.FAIL


def test_a_countdown_behind_a_short_link_that_nobody_followed_is_for_a_person() -> None:
    found = only(run("hijack-signs", judged(*alike("https://bit.ly/x1")).snapshot()))
    assert found.outcome is Outcome.REVIEW
    led = judged(*alike("https://bit.ly/x1")).landing("https://bit.ly/x1", landed="https://mega-outlet.example/")
    assert only(run("hijack-signs", led.snapshot())).outcome is Outcome.FAIL


def test_a_page_with_a_log_in_linked_on_a_saturday_is_for_a_person_unless_it_bears_anothers_name() -> None:
    url = "https://forum.example/thread/7"
    saturday = own("f", datetime(2026, 11, 14, 11, tzinfo=UTC), f"They speak of our anvils: {url}")
    field = "<form><input name=u><input type=password name=p></form>"
    honest = f"<html><head><title>Forum</title></head><body>{FILLER}{field}</body></html>"
    assert only(run("hijack-signs", judged(saturday).landing(url, html=honest).snapshot())).outcome is Outcome.REVIEW
    robbed = honest.replace("Forum", "PayPal")
    assert only(run("hijack-signs", judged(saturday).landing(url, html=robbed).snapshot())).outcome is Outcome.FAIL


def test_an_account_that_names_a_successor_is_not_said_to_be_nobodys() -> None:
    moved = judged(existence=Existence.MOVED, moved_to="https://bsky.app/profile/win.example").approved(OWN)
    found = only(run("hijack-signs", moved.snapshot()))
    assert (found.outcome, "moved to https://bsky.app/profile/win.example" in found.message.in_full) == (
        Outcome.REVIEW,
        True,
    )


def test_a_changed_profile_and_one_other_sign_fail() -> None:
    post = bad("A new page https://partner.example/")
    assert (
        only(run("hijack-signs", judged(post, name="Elon Giveaway").approved(OWN).snapshot())).outcome is Outcome.FAIL
    )


def test_approved_languages_hours_and_clients_take_the_place_of_the_past() -> None:
    account = ApprovedAccount(
        PLATFORM, HANDLE, URL, languages=("en", "ru"), hours="Mon-Sun 06:00-23:00", clients=("Studio",)
    )
    late = bad("Только сегодня раздаём призы всем подписчикам, пишите нам скорее", 4, client="Studio")
    assert only(run("hijack-signs", judged(late).approved(account).snapshot())).outcome is Outcome.PASS
    strange = bad("Our anvils are back in stock https://cutt.ly/a8Xk2", -6, client="Botnet")
    found = only(run("hijack-signs", judged(strange).approved(account).snapshot()))
    assert (found.outcome, "Botnet" in found.message.in_full) == (Outcome.FAIL, True)


def test_every_page_document_and_feed_that_sends_people_there_is_named() -> None:
    visit = judged(bad(LURE)).landing(EVIL, password=True)
    visit.page("/contact", f'{FILLER}<a href="{URL}">Bluesky</a>').page(
        "/team", f"{FILLER}<p>Find us: @acme.example</p>"
    )
    visit.answer(
        "https://www.acme.example/feed.xml",
        html=f"<rss><channel><item>{URL}</item></channel></rss>",
        content_type="application/rss+xml",
    )
    visit.document("/kit.pdf", title=f"Follow {URL}")
    found = only(run("hijack-signs", visit.snapshot()))
    assert {
        "https://www.acme.example/contact",
        "https://www.acme.example/feed.xml",
        "https://www.acme.example/kit.pdf",
        "https://www.acme.example/team",
    } <= {proof.url for proof in found.evidence}
    assert "3 pages of the site name it. 1 published document names it. 1 feed names it." in found.message.in_full


def test_where_posts_could_not_be_read_nothing_passes() -> None:
    result = run("hijack-signs", site().snapshot(missing={"posts": "Posts were not asked for."}))
    assert only(result).outcome is Outcome.INCONCLUSIVE


def test_the_same_thing_again_after_weeks_is_a_second_takeover() -> None:
    first = [own("x1", FRIDAY - timedelta(days=21), LURE)]
    found = run(
        "hijack-signs",
        judged(*first, bad("FREE BITCOIN giveaway, claim it now https://cutt.ly/a8Xk2"))
        .landing(EVIL, password=True)
        .snapshot(),
    )
    assert [one.outcome for one in found.findings] == [Outcome.FAIL, Outcome.FAIL]
    assert len({one.variant for one in found.findings}) == 2


def test_ten_thousand_approved_accounts_are_no_burden() -> None:
    many = [ApprovedAccount(PLATFORM, f"acme{number}.example") for number in range(10_000)]
    snapshot = judged().approved(OWN, *many).snapshot()
    spent = time.process_time()
    assert only(run("hijack-signs", snapshot)).outcome is Outcome.PASS
    assert time.process_time() - spent < 5


def test_accounts_that_may_be_others_are_left_alone_unless_their_posts_were_exported() -> None:
    snapshot = judged(*(bad(f"{SALE}{n}", n / 10) for n in range(3)), owner=Owner.LIKELY).snapshot()
    assert run("hijack-signs", snapshot).outcome is Outcome.NOT_APPLICABLE
    exported = replace(snapshot, channels=(replace(snapshot.channels[0], url="archive.zip", source="x-archive"),))
    assert only(run("hijack-signs", exported)).outcome is Outcome.FAIL


def test_a_profile_s_link_that_ends_at_home_or_stands_on_the_site_is_no_stranger_s() -> None:
    linked = judged(links=("https://short.example/acme", "https://pictures.example/acme/")).approved(OWN)
    assert only(run("hijack-signs", linked.snapshot())).outcome is Outcome.REVIEW
    linked.landing("https://short.example/acme", landed="https://www.acme.example/shop")
    assert only(run("hijack-signs", linked.snapshot())).outcome is Outcome.REVIEW
    linked.page("/contact", f'{FILLER}<a href="https://pictures.example/acme">Pictures</a>')
    assert only(run("hijack-signs", linked.snapshot())).outcome is Outcome.PASS


def test_where_links_were_not_followed_it_says_so() -> None:
    unfollowed = judged().snapshot(missing={"landings": "Links were not followed."})
    assert "Where its links lead was not looked up." in only(run("hijack-signs", unfollowed)).message.in_full
    assert "Where its links lead" not in only(run("hijack-signs", judged().snapshot())).message.in_full
