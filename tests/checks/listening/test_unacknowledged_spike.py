"""Hours in which far more is said than usual, and the first official word about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any

import pytest

from auditor.model import Channel, CheckResult, Outcome, Owner, Post, PostKind, Venue, VenueKind, message
from tests.snapshots import TAKEN_AT, Site, only, run

SINCE = TAKEN_AT - timedelta(days=60)
DAY = datetime(2026, 11, 10, tzinfo=UTC)
"""Of the outage."""
FORUM = Venue("forum", "talk.example", "discourse", since=SINCE, until=TAKEN_AT)
SOCIAL = Venue("mastodon", "#acme", "mastodon", kind=VenueKind.SOCIAL, since=SINCE, until=TAKEN_AT)
NEWS = Venue("gdelt", "press", "gdelt", kind=VenueKind.NEWS, since=SINCE, until=TAKEN_AT)
OWN = Channel("bluesky", "acme", "bluesky", since=SINCE, until=TAKEN_AT)
DOWN = ("My internet has been down since this morning, is there an outage in {place}?", "No internet in {place}, why is nobody answering?", "Outage again in {place}! The internet does not work.")  # fmt: skip
CHAT = ("Acme has a nice new shop in {place}.", "How do I change my tariff at Acme in {place}?", "Bought anvils at Acme today, {place} branch.")  # fmt: skip
PLACES = ("Leeds", "York", "Hull", "Bath", "Ely", "Truro", "Wells", "Derby", "Exeter")


def at(hour: float, day: datetime = DAY) -> datetime:
    return day + timedelta(hours=hour)


def said(venue: Venue, when: datetime, text: str, name: str, **fields: Any) -> Post:
    shared = {"kind": PostKind.MENTION, "lang": "en", "url": f"https://{venue.platform}.example/{name}", **fields}
    return Post(venue.platform, venue.name, name, when, text, f"c{name}", **shared)


def everyday(venue: Venue = FORUM) -> list[Post]:
    """Return a mention at each waking hour of sixty days."""
    return [
        said(venue, SINCE + timedelta(days=day, hours=hour), CHAT[day % 3].format(place=PLACES[(day * 7 + hour) % 9]), f"e{day}-{hour}")
        for day in range(59)
        for hour in range(14)
    ]  # fmt: skip


def outage(
    venue: Venue = FORUM, first: int = 6, hours: int = 12, each: int = 16, texts: Iterable[str] = DOWN
) -> list[Post]:
    """Return so many mentions at each hour of an outage."""
    listed = list(texts)
    return [
        said(venue, at(hour) + timedelta(minutes=60 * n / each), f"{listed[n % len(listed)].format(place=PLACES[n % 9])} ({hour}:{n})", f"o{hour}-{n}")
        for hour in range(first, first + hours)
        for n in range(each)
    ]  # fmt: skip


def own(when: datetime, text: str, name: str = "w", **fields: Any) -> Post:
    shared = {"by_brand": True, "lang": "en", "url": f"https://sky.example/{name}", **fields}
    return Post("bluesky", "acme", name, when, text, "acme", **shared)


WORD = "We are aware of an outage affecting the internet in several towns. Engineers are working on it."


def visit(*posts: Post, mentions: Iterable[Post] | None = None, venue: Venue = FORUM, site: Site | None = None) -> Site:
    found = (site or Site()).posts(own(SINCE + timedelta(hours=1), "Good morning!", "g"), *posts, channel=OWN)
    return found.mentions(*(mentions if mentions is not None else [*everyday(), *outage()]), venue=venue)


def result(*posts: Post, **fields: Any) -> CheckResult:
    return run("unacknowledged-spike", visit(*posts, **fields).snapshot())


def test_an_outage_from_six_with_the_first_word_at_1540() -> None:
    """The first of the failure stories."""
    cheerful = own(at(9), "Our new shop in Ely opens its doors. Come by!", "c")
    finding = only(result(own(at(15 + 40 / 60), WORD), cheerful))
    assert finding.outcome is Outcome.FAIL
    text = finding.message.text
    assert "spiked on 10 November 2026 from 06:00 (UTC)" in text
    assert "The first official word about it came on 10 November 2026 at 15:40, 9 h 40 min later." in text
    assert "internet" in text
    assert "about one false alarm a month" in text
    assert any("aware of an outage" in one.excerpt for one in finding.evidence)


@pytest.mark.parametrize(
    ("hour", "outcome", "value"),
    [(5.5, Outcome.PASS, 1.0), (6.5, Outcome.PASS, 1.0), (7.0, Outcome.PASS, 1.0), (7.1, Outcome.PASS, 0.5), (10.0, Outcome.PASS, 0.5), (10.1, Outcome.FAIL, None)],
)  # fmt: skip
def test_an_hour_is_good_and_four_are_weak(hour: float, outcome: Outcome, value: float | None) -> None:
    finding = only(result(own(at(hour), WORD)))
    assert (finding.outcome, finding.value) == (outcome, value)


def test_a_status_page_and_a_reply_elsewhere_are_official_words() -> None:
    update = Post(
        "status", "status.acme.example", "1", at(6.2), "Investigating: internet outage", by_brand=True, lang="en"
    )
    found = only(run("unacknowledged-spike", visit().status_updates(update).snapshot()))
    assert found.outcome is Outcome.PASS
    answer = said(
        FORUM,
        at(6.3),
        "Sorry, we are aware of an outage.",
        "r",
        by_brand=True,
        kind=PostKind.REPLY,
        thread_id="o6-0",
        parent_id="o6-0",
    )
    assert only(result(mentions=[*everyday(), *outage(), answer])).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Investigating: Degraded performance on core network", "en"),
        ("Untersuchung: Eingeschränkte Leistung im Kernnetz", "de"),
        ("Identifié : ralentissements sur le réseau central".replace(" :", ":"), "fr"),
        ("Investigando: Rendimiento reducido en la red central", "es"),
    ],
)
def test_a_fault_on_the_status_page_is_a_word_in_whatever_words(text: str, lang: str) -> None:
    update = Post("status", "status.acme.example", "1", at(6.2), text, by_brand=True, lang=lang)
    assert only(run("unacknowledged-spike", visit().status_updates(update).snapshot())).outcome is Outcome.PASS
    over = replace(update, text="Resolved: Degraded performance on core network")
    assert only(run("unacknowledged-spike", visit().status_updates(over).snapshot())).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Hi, Jo from Acme here: sorry for the outage, we are on it and will post updates.", "en"),
        ("Wir entschuldigen uns für die Störung und arbeiten daran, wir melden uns wieder.", "de"),
    ],
)
def test_an_apology_for_a_fault_with_a_promise_is_a_word(text: str, lang: str) -> None:
    answer = said(FORUM, at(6.3), text, "r", by_brand=True, kind=PostKind.REPLY, parent_id="o6-0", lang=lang)
    assert only(result(mentions=[*everyday(), *outage(), answer])).outcome is Outcome.PASS


def test_talk_of_the_companys_own_news_is_for_a_person() -> None:
    angry = ("Price rise at Acme again in {place}, unbelievable", "Why do prices go up in {place}?", "Prices are a joke in {place}, leaving")  # fmt: skip
    news = own(at(4), "From January our prices rise by 4 percent. Here is why.")
    found = only(result(news, mentions=[*everyday(), *outage(texts=angry)]))
    assert found.outcome is Outcome.REVIEW
    assert "On 10 November 2026 at 04:00 the company had posted of it" in found.message.text
    assert any("prices rise" in one.excerpt for one in found.evidence)
    assert only(result(mentions=[*everyday(), *outage(texts=angry)])).outcome is Outcome.FAIL
    other = own(at(4), "Come and see our new shop in Ely, with a price for everybody")
    assert only(result(other, mentions=[*everyday(), *outage(texts=angry)])).outcome is Outcome.FAIL


def test_what_programs_write_is_no_talk() -> None:
    robots = [replace(post, automated=True) for post in outage()]
    assert only(result(mentions=[*everyday(), *robots])).outcome is Outcome.PASS


def test_questions_with_laughter_are_no_trouble() -> None:
    joke = ("Has anyone ever seen a coyote pay Acme in {place}? lol", "Why does the coyote never sue? haha {place}", "Who else pictures the bird in {place}? 😂")  # fmt: skip
    assert only(result(mentions=[*everyday(), *outage(texts=joke)])).outcome is Outcome.REVIEW
    angry = [f"{text} lol" for text in DOWN]
    assert only(result(mentions=[*everyday(), *outage(texts=angry)])).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    "texts",
    [
        ("Why did the anvil cross the road in {place}?", "Asking for a friend: does Acme deliver to {place}?", "What do you call an anvil without a coyote in {place}?"),
        ("Was kostet ein Amboss bei Acme, fragt ein Freund aus {place}?", "Treffen sich zwei Ambosse in {place}: Wer f\u00e4llt zuerst?", "Kommt ein Kojote zu Acme nach {place}: Habt ihr Federn?"),
        ("Who else is still thinking of that ad in {place}?", "Can we talk about the best ad ever in {place}?", "Is this satire, {place}?"),
        ("\u0447\u0442\u043e \u044d\u0442\u043e \u0431\u044b\u043b\u043e \u0432 {place}? \u0445\u0430\u0445\u0430", "Why does it never hit the bird in {place}? \U0001f480", "Who pays for the anvils in {place}? wwww"),
    ],
)  # fmt: skip
def test_jokes_are_no_trouble_without_laughter_either(texts: tuple[str, ...]) -> None:
    assert only(result(mentions=[*everyday(), *outage(texts=texts)])).outcome is Outcome.REVIEW


RIVAL = ("Northfibre is down again in {place}. Glad I'm with Acme!", "No internet in {place}? Northfibre has an outage. Switching to Acme!", "Northfibre is down, why does {place} put up with it? Acme works fine.")  # fmt: skip
WITHOUT_US = ("Northfibre is down again in {place} #acme", "Northfibre outage in {place}! When will the internet be back? #acme", "In {place} Northfibre has been down since six, internet does not work. #acme")  # fmt: skip


@pytest.mark.parametrize("texts", [RIVAL, WITHOUT_US])
def test_a_rivals_outage_is_for_a_person(texts: tuple[str, ...]) -> None:
    found = only(result(mentions=[*everyday(), *outage(texts=texts)]))
    assert found.outcome is Outcome.REVIEW, found.message.in_full


@pytest.mark.parametrize(
    "texts",
    [
        ("Internet is down in {place} again, Acme wake up", "Leeds is down and {place} too, no internet, Acme?", "Outage in {place}, the internet does not work"),
        ("Northfibre worked, since I switched my internet is down every week in {place}", "Acme is down again in {place}", "Internet outage in {place}, is it Acme?"),
    ],
)  # fmt: skip
def test_the_own_outage_stays_the_own(texts: tuple[str, ...]) -> None:
    found = only(result(mentions=[*everyday(), *outage(texts=texts)]))
    assert found.outcome is Outcome.FAIL, found.message.in_full


def test_a_namesakes_trouble_and_a_namesakes_word_are_nobodys() -> None:
    bread = ("Acme Bakery is closed again in {place}, when does it open?", "Why is there no bread at Acme Bakery in {place}?", "B\u00e4ckerei Acme in {place}: nothing works, no bread, no answer")  # fmt: skip
    assert only(result(mentions=[*everyday(), *outage(texts=bread)])).outcome is Outcome.REVIEW
    word = replace(own(at(6.2), WORD, "n"), account="acmeanvils")
    namesake = Site().profile("bluesky", "acmeanvils", "https://bsky.app/profile/acmeanvils", owner=Owner.LIKELY)
    channel = replace(OWN, account="acmeanvils", url="https://bsky.app/profile/acmeanvils")
    found = run("unacknowledged-spike", visit(site=namesake.posts(word, channel=channel)).snapshot())
    assert only(found).outcome is not Outcome.PASS


@pytest.mark.parametrize(
    ("owner", "hour", "outcome"),
    [
        (Owner.CERTAIN, 6.2, Outcome.PASS),
        (Owner.LIKELY, 6.2, Outcome.REVIEW),
        (Owner.UNKNOWN, 9.5, Outcome.REVIEW),
        (Owner.LIKELY, 14, Outcome.FAIL),
        (Owner.OTHER, 6.2, Outcome.FAIL),
    ],
)
def test_a_word_by_an_account_that_may_be_the_companys_is_no_silence(
    owner: Owner, hour: float, outcome: Outcome
) -> None:
    word = replace(own(at(hour), WORD, "n"), account="acmehelp")
    help_desk = Site().profile("bluesky", "acmehelp", "https://bsky.app/profile/acmehelp", owner=owner)
    channel = replace(OWN, account="acmehelp", url="https://bsky.app/profile/acmehelp")
    found = only(run("unacknowledged-spike", visit(site=help_desk.posts(word, channel=channel)).snapshot()))
    assert found.outcome is outcome
    if outcome is Outcome.REVIEW:
        assert "An account that may be the company's spoke of it in time." in found.message.text
        assert found.evidence[-1].url == word.url


def test_a_word_of_its_own_counts_before_one_of_an_unsure_account() -> None:
    late = replace(own(at(9.5), WORD, "n"), account="acmehelp")
    help_desk = Site().profile("bluesky", "acmehelp", "https://bsky.app/profile/acmehelp", owner=Owner.LIKELY)
    channel = replace(OWN, account="acmehelp", url="https://bsky.app/profile/acmehelp")
    found = only(result(own(at(6.5), WORD), site=help_desk.posts(late, channel=channel)))
    assert found.outcome is Outcome.PASS


def test_a_late_word_fails_only_where_all_accounts_were_gathered() -> None:
    late = own(at(15), WORD)
    assert only(result(late)).outcome is Outcome.FAIL
    unseen = Site().profile("x", "acme", "https://x.com/acme", reason="x.com answers strangers the same")
    found = only(result(late, site=unseen))
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "https://x.com/acme" in found.message.text
    assert only(result(own(at(8), WORD), site=unseen)).outcome is Outcome.PASS


def test_where_nothing_spiked_the_places_that_were_not_seen_are_named() -> None:
    closed = Venue("reddit", "r/acme", "reddit", kind=VenueKind.SOCIAL, unseen=message("It asks for a log-in."))
    quiet = Site().posts(own(SINCE, "Good morning!"), channel=OWN).mentions(*everyday(), venue=FORUM)
    found = only(run("unacknowledged-spike", quiet.mentions(venue=closed).snapshot()))
    assert found.outcome is Outcome.PASS
    assert "Not all mentions at one place could be seen: r/acme." in found.message.text


@pytest.mark.parametrize(
    "text",
    [
        "Good morning! Our new shop in Ely opens its doors.",
        "There is no outage, everything is running smoothly.",
        "Have you tried to restart your router?",
        "RT @someone: We are aware of an outage affecting the internet",
    ],
)
def test_what_is_no_word_about_it(text: str) -> None:
    kind = PostKind.REPLY if "restart" in text else PostKind.POST
    found = only(result(own(at(6.5), text, kind=kind), own(at(15), WORD, "late")))
    assert found.outcome is Outcome.FAIL
    assert "15:00" in found.message.text


def test_silence_fails_only_where_all_of_the_companys_posts_were_seen() -> None:
    assert only(result()).outcome is Outcome.FAIL
    unseen = Site().profile("x", "acme", "https://x.com/acme", reason="x.com answers strangers the same")
    found = only(result(site=unseen))
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "https://x.com/acme" in found.message.text
    nothing = Site().mentions(*everyday(), *outage(), venue=FORUM).snapshot()
    assert only(run("unacknowledged-spike", nothing)).outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize("late", [(), (own(at(15), WORD),)])
def test_a_post_that_nobody_could_read_may_be_the_word(late: tuple[Post, ...]) -> None:
    polish = own(
        at(6.5), "Wiemy o awarii w kilku miastach, nasi technicy ju\u017c nad tym pracuj\u0105.", "pl", lang=""
    )
    found = only(result(polish, *late))
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "technicy" in found.evidence[-1].excerpt


def test_an_export_that_ends_before_the_outage_tells_nothing_of_that_day() -> None:
    ended = Channel("bluesky", "acme", "bluesky", since=SINCE, until=at(-5))
    site = Site().posts(own(at(-5), "Good night!"), channel=ended).mentions(*everyday(), *outage(), venue=FORUM)
    found = only(run("unacknowledged-spike", site.snapshot()))
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "acme (bluesky)" in found.message.text


def test_a_cut_account_is_seen_from_its_oldest_post_on() -> None:
    cut = Channel("bluesky", "acme", "bluesky", since=SINCE, until=TAKEN_AT, cut=message("Only the newest were given."))
    site = Site().posts(own(at(20), "Good night!"), channel=cut).mentions(*everyday(), *outage(), venue=FORUM)
    assert only(run("unacknowledged-spike", site.snapshot())).outcome is Outcome.INCONCLUSIVE


def test_an_outage_that_has_only_just_begun_is_not_late() -> None:
    now = TAKEN_AT.replace(minute=0)
    fresh = [
        said(FORUM, now - timedelta(minutes=2 * n), DOWN[n % 3].format(place=PLACES[n % 9]) + str(n), f"f{n}")
        for n in range(60)
    ]
    found = only(result(mentions=[*everyday(), *fresh]))
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "only just begun" in found.message.text


def test_quiet_accounts_alone_prove_nothing_of_what_is_said_elsewhere() -> None:
    site = Site().posts(own(at(1), "Good morning!"), channel=OWN)
    assert run("unacknowledged-spike", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_usual_days_pass_with_the_alarm_budget() -> None:
    found = only(result(mentions=everyday()))
    assert found.outcome is Outcome.PASS
    assert "about one false alarm a month" in found.message.text


def test_praise_is_for_a_person_to_judge() -> None:
    praise = [f"Love the new anvil by Acme, {{place}} has the best shop {n}" for n in range(5)]
    found = only(result(mentions=[*everyday(), *outage(texts=praise)]))
    assert found.outcome is Outcome.REVIEW


def test_one_story_in_a_hundred_papers_is_none() -> None:
    story = [
        said(NEWS, at(8) + timedelta(seconds=20 * n), f"Acme to close its anvil works in Leeds next spring | Paper {n}", f"n{n}")
        for n in range(100)
    ]  # fmt: skip
    quiet = [
        said(
            NEWS,
            SINCE + timedelta(days=day, hours=3),
            f"Article number {day} names Acme for a reason of its own {day}",
            f"q{day}",
        )
        for day in range(59)
    ]
    assert only(result(mentions=[*quiet, *story], venue=NEWS)).outcome is Outcome.PASS


def test_both_numbers_are_told_where_stories_were_copied() -> None:
    again = "My internet has been down since this morning and nobody at Acme tells us when it will be back again"
    copies = [said(FORUM, at(7) + timedelta(minutes=n), again, f"k{n}") for n in range(30)]
    text = only(result(own(at(15), WORD), mentions=[*everyday(), *outage(), *copies])).message.text
    told = re.search(r"(\d+) mentions in all, or (\d+) with copies of a story counted once", text)
    assert told is not None
    assert int(told[1]) - int(told[2]) == 29


def test_a_baseline_that_is_too_short_is_told() -> None:
    venue = Venue("forum", "talk.example", "discourse", since=at(-20), until=at(9))
    found = only(result(mentions=outage(venue, hours=2), venue=venue))
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "baseline is too short" in found.message.text


def test_a_cut_venue_makes_no_spike_where_it_begins() -> None:
    """A feed that shows its newest entries alone begins with them: before, it was not silent."""
    busy = [
        said(SOCIAL, at(4 * 24) + timedelta(minutes=3 * n), CHAT[n % 3].format(place=PLACES[n % 9]) + str(n), f"b{n}")
        for n in range(20 * 24 * 5)
    ]
    cut = Venue(
        "mastodon",
        "#acme",
        "mastodon",
        kind=VenueKind.SOCIAL,
        since=SINCE,
        until=TAKEN_AT,
        cut=message("Only the newest were given."),
    )
    site = visit(mentions=everyday()).mentions(*[post for post in busy if post.created_at < TAKEN_AT], venue=cut)
    found = run("unacknowledged-spike", site.snapshot())
    assert {one.outcome for one in found.findings} <= {Outcome.PASS, Outcome.INCONCLUSIVE}


def test_a_cut_venue_was_seen_from_its_oldest_mention_on_alone() -> None:
    cut = replace(FORUM, cut=message("Only the newest were given."))
    shown = [post for post in everyday(cut) if post.created_at >= TAKEN_AT - timedelta(days=10)]
    since = min(post.created_at for post in shown).date()
    site = Site().posts(own(SINCE, "Good morning!"), channel=OWN)
    found = only(run("unacknowledged-spike", site.mentions(*shown, venue=cut).snapshot()))
    assert found.outcome is Outcome.PASS
    assert found.message.text.startswith(f"Since {since.day} {since:%B %Y}, ")
    empty = Site().posts(own(SINCE, "Good morning!"), channel=OWN).mentions(venue=cut).snapshot()
    assert run("unacknowledged-spike", empty).outcome is Outcome.NOT_APPLICABLE


def test_what_customers_write_to_the_accounts_counts_towards_a_spike_too() -> None:
    written = [
        Post("bluesky", "acme", post.id, post.created_at, post.text, post.author, kind=PostKind.MENTION, lang="en")
        for post in (*everyday(), *outage())
    ]
    site = Site().posts(*written, own(at(15.5), WORD), channel=OWN)
    found = only(run("unacknowledged-spike", site.snapshot()))
    assert found.outcome is Outcome.FAIL
    assert "15:30" in found.message.text


def test_local_time() -> None:
    site = Site().company_profile(timezone="Europe/Berlin")
    text = only(result(own(at(15), WORD), site=site)).message.text
    assert "from 07:00 (Europe/Berlin)" in text
    assert "at 16:00, 9 h" in text


def test_without_venues_and_posts_nothing_applies() -> None:
    assert run("unacknowledged-spike", Site().snapshot()).outcome is Outcome.NOT_APPLICABLE
    closed = Venue("gdelt", "press", "gdelt", unseen=message("It answers 429 (too many requests)."))
    assert only(run("unacknowledged-spike", Site().mentions(venue=closed).snapshot())).outcome is Outcome.INCONCLUSIVE


def test_the_future_is_not_counted() -> None:
    later = [
        said(FORUM, TAKEN_AT + timedelta(days=3, seconds=n), DOWN[0].format(place="Ely") + str(n), f"z{n}")
        for n in range(500)
    ]
    assert only(result(mentions=[*everyday(), *later])).outcome is Outcome.PASS


@pytest.mark.slow
def test_a_hundred_thousand_mentions_take_bounded_time() -> None:
    many = [
        said(FORUM, SINCE + timedelta(seconds=51 * n), f"{DOWN[n % 3].format(place=PLACES[n % 9])} {n}", f"m{n}")
        for n in range(100_000)
    ]
    begin = perf_counter()
    result(mentions=many)
    assert perf_counter() - begin < 60


def test_the_first_complaint_is_one_about_the_trouble_not_about_a_bill_of_the_day_before() -> None:
    bill = said(FORUM, at(-9), "Why is there no line on my bill for Leeds? Nobody is answering.", "bill")
    early = said(FORUM, at(5), "Is there an outage? My internet has been down since this morning.", "early")
    for posts, first in (([bill], "o6-0"), ([bill, early], "early")):
        finding = only(result(own(at(15), WORD), mentions=[*everyday(), *outage(), *posts]))
        assert finding.evidence[0].url.endswith(f"/{first}")


def test_the_name_of_a_town_is_no_word_about_what_happened_there() -> None:
    here = [replace(post, text=f"{post.text} Harrow Quay is dark.") for post in outage()]
    soup = own(at(9), "Our cook made soup for everybody who queued in Harrow Quay.", "c")
    told = own(at(9), "Homes in Harrow Quay are without internet this morning.", "d")
    late = only(result(own(at(15 + 40 / 60), WORD), soup, mentions=[*everyday(), *here]))
    assert "at 15:40" in late.message.text
    early = only(result(own(at(15 + 40 / 60), WORD), told, mentions=[*everyday(), *here]))
    assert "at 09:00" in early.message.text


@pytest.mark.parametrize(
    ("text", "images", "outcome"),
    [("", 1, Outcome.INCONCLUSIVE), ("", None, Outcome.INCONCLUSIVE), ("\U0001f4a1\U0001f4a1", 0, Outcome.FAIL)],
)
def test_a_picture_without_words_may_be_the_word(text: str, images: int | None, outcome: Outcome) -> None:
    assert only(result(own(at(6.5), text, images=images))).outcome is outcome


@pytest.mark.parametrize(
    "word",
    [
        own(at(6.5), "We're seeing problems with broadband in the north this morning. More as we get it."),
        own(at(6.5), "Broadband trouble this morning: all updates at https://status.acme.example/"),
        own(at(6.5), "Hi, yes, there's a fault in your area. We expect it back at noon.", kind=PostKind.REPLY),
    ],
)
def test_words_that_own_to_a_fault_are_official_ones(word: Post) -> None:
    assert only(result(word)).outcome is Outcome.PASS


def test_what_burns_is_no_good_news() -> None:
    fires = ["Acme heaters catching fire in {place}, careful", "My Acme heater burst into flames", "Another Acme heater exploded in {place}"]  # fmt: skip
    assert only(result(mentions=[*everyday(), *outage(texts=fires)])).outcome is Outcome.FAIL


def test_where_hardly_anybody_complains_or_asks_it_may_be_good_news() -> None:
    cheers = ["The Acme tree in {place} is up, lovely", "Seen the Acme lights in {place}, so bright", "Acme lights again tonight"]  # fmt: skip
    talk = [*cheers, *cheers, "When do the Acme lights go off in {place}?"]
    assert only(result(mentions=[*everyday(), *outage(texts=talk)])).outcome is Outcome.REVIEW
