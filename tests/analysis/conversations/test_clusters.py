"""Questions that several people ask alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from auditor.analysis.conversations import clusters, post_scan
from auditor.analysis.links.verdicts import LinkState
from auditor.model import Channel, Post, PostKind, Role
from auditor.model.messages import quoted
from tests.effort import ends
from tests.snapshots import FILLER, TAKEN_AT, Site

START = TAKEN_AT - timedelta(days=30)
HOUR = timedelta(hours=1)


def ask(n: int, text: str, **fields: object) -> Post:
    shared = {"kind": PostKind.MENTION, "lang": "en", **fields}
    return Post("x", "acme", f"q{n:05}", START + n * HOUR, text, str(shared.pop("author", f"c{n}")), **shared)  # type: ignore[arg-type]


def found(*posts: Post, site: Site | None = None) -> tuple[clusters.Cluster, ...]:
    return clusters.of((site or Site()).posts(*posts, channel=Channel("x", "acme", "x")).snapshot())


ALIKE = [
    "When will the Zephyr router ship to Rivermouth?",
    "Any date for the Zephyr router? It should ship in May",
    "Where is my Zephyr router, when does it ship?",
    "Hello, why does the router called Zephyr not ship?",
    "Does Zephyr, the router, ship to Leeds as well?",
]


def test_five_people_who_ask_about_one_thing() -> None:
    (cluster,) = found(*(ask(n, text) for n, text in enumerate(ALIKE)))
    assert cluster.people == 5
    assert set(cluster.words[:3]) == {"zephyr", "router", "ship"}
    assert [key.id for key in cluster.posts] == [f"q{n:05}" for n in range(5)]
    assert cluster.named


@pytest.mark.parametrize(
    ("lang", "texts"),
    [
        ("de", ["Wann kommt der Zephyr-Router nach Köln?", "Wo bleibt mein Zephyr Router?", "Gibt es den Router Zephyr schon?", "Kann ich den Zephyr Router kaufen?", "Wieso ist der Router Zephyr nicht da?"]),
        ("fr", ["Quand arrive le routeur Zephyr ?", "Où est mon routeur Zephyr ?", "Le routeur Zephyr est-il là ?", "Pourquoi pas de routeur Zephyr ?", "Avez-vous le routeur Zephyr ?"]),
        ("es", ["¿Cuándo llega el router Zephyr?", "¿Dónde está mi router Zephyr?", "¿Hay router Zephyr ya?", "¿Por qué no hay router Zephyr?", "¿Tenéis el router Zephyr?"]),
        ("it", ["Quando arriva il router Zephyr?", "Dov'è il mio router Zephyr?", "Avete il router Zephyr?", "Perché non c'è il router Zephyr?", "Il router Zephyr dove si trova?"]),
        ("nl", ["Wanneer komt de Zephyr router?", "Waar is mijn Zephyr router?", "Hebben jullie de Zephyr router?", "Waarom is er geen Zephyr router?", "Is de Zephyr router er al?"]),
        ("pt", ["Quando chega o router Zephyr?", "Onde está o meu router Zephyr?", "Têm o router Zephyr?", "Porque não há router Zephyr?", "O router Zephyr já chegou?"]),
    ],
)  # fmt: skip
def test_six_more_languages(lang: str, texts: Sequence[str]) -> None:
    (cluster,) = found(*(ask(n, text, lang=lang) for n, text in enumerate(texts)))
    assert cluster.people == 5
    assert "zephyr" in cluster.pair


def test_one_person_who_asks_five_times_is_one() -> None:
    assert found(*(ask(n, text, author="ann") for n, text in enumerate(ALIKE))) == ()
    mixed = [ask(n, text, author=("ann", "bob")[n % 2]) for n, text in enumerate(ALIKE * 10)]
    assert found(*mixed) == ()


def test_a_burst_of_one_person_hides_nobody_else() -> None:
    burst = [ask(n, ALIKE[0], author="spam") for n in range(300)]
    others = [ask(400 + n, text) for n, text in enumerate(ALIKE)]
    (cluster,) = found(*burst, *others)
    assert cluster.people >= 5
    assert {"q00400", "q00404"} <= {key.id for key in cluster.posts}


def test_more_than_a_week_apart_they_are_no_group() -> None:
    assert (
        found(*(replace(ask(n, text), created_at=START + n * timedelta(days=3)) for n, text in enumerate(ALIKE))) == ()
    )


@pytest.mark.parametrize(
    "texts",
    [
        ["Please help me with my account?"] * 5,
        ["Can you help? Sent from my iPhone", "Why is it so? Sent from my iPhone"] * 3,
        ["Why is that so? #acmefail #shame"] * 6,
        ["Hi @acme @acmehelp, why? https://acme.example/zephyr/router"] * 6,
        ["Does Acme do anything today? What is Acme doing?"] * 6,
        ["Is it broken?\n\nKind regards\nJane Quill Zephyr Router"] * 6,
        ["My router is slow, why?", "Which router do I need?", "Can I sell my router?", "Does the router glow?", "Is a router blue?"],
        ["", "?", "\u200b?", "why?", "how?"],
    ],
)  # fmt: skip
def test_what_makes_no_group(texts: Sequence[str]) -> None:
    assert found(*(ask(n, text) for n, text in enumerate(texts))) == ()


def test_words_that_stand_together_by_chance_make_no_group() -> None:
    things = ["parcel", "invoice", "refund", "battery"]
    places = ["leeds", "york", "bath", "hull"]
    noise = [ask(n, f"Where is the {things[n % 4]} for {places[n // 4 % 4]}, shelf n{n}x?") for n in range(160)]
    assert found(*noise) == ()


def test_two_things_make_two_groups_and_each_question_stands_in_one() -> None:
    other = [text.replace("Zephyr router", "Breeze modem").replace("Zephyr", "Breeze").replace("router", "modem").replace("ship", "glow") for text in ALIKE]  # fmt: skip
    both = found(*(ask(n, text) for n, text in enumerate([*ALIKE, *other])))
    assert [cluster.people for cluster in both] == [5, 5]
    assert len({key for cluster in both for key in cluster.posts}) == 10


def test_where_nobody_tells_who_asked_it_says_so() -> None:
    (cluster,) = found(*(ask(n, text, author="") for n, text in enumerate(ALIKE)))
    assert not cluster.named


@pytest.mark.parametrize(
    ("post", "answered"),
    [
        ("The Zephyr router will ship two weeks later.", True),
        ("Our shop in Leeds is open.", False),
    ],
)
def test_a_post_for_all_is_an_answer(post: str, answered: bool) -> None:
    posts = [ask(n, text) for n, text in enumerate(ALIKE)]
    word = Post("x", "acme", "w", START + 20 * HOUR, post, "acme", by_brand=True, lang="en")
    snapshot = Site().posts(*posts, word, channel=Channel("x", "acme", "x")).snapshot()
    assert (clusters.answered(snapshot, clusters.of(snapshot)[0]).state is LinkState.ALIVE) is answered


@pytest.mark.parametrize(
    ("html", "roles", "answered"),
    [
        ("<h1>Zephyr router</h1>", (), True),
        ("<h1>Help</h1><h3>When does the Zephyr router ship?</h3><p>In May.</p>", (Role.SUPPORT,), True),
        ("<h1>Help</h1><h3>When does the Zephyr router ship?</h3><p>In May.</p>", (), False),
        ("<h1>Help</h1><p>We sell anvils.</p>", (Role.SUPPORT,), False),
    ],
)
def test_a_page_that_takes_it_up_is_an_answer(html: str, roles: tuple[Role, ...], answered: bool) -> None:
    site = Site().page("/help", html + FILLER, *roles)
    posts = [ask(n, text) for n, text in enumerate(ALIKE)]
    snapshot = site.posts(*posts, channel=Channel("x", "acme", "x")).snapshot()
    assert (clusters.answered(snapshot, clusters.of(snapshot)[0]).state is LinkState.ALIVE) is answered


@pytest.mark.slow
def test_twenty_thousand_questions_alike_take_seconds() -> None:
    posts = [ask(n, f"{ALIKE[n % 5]} n{n}x") for n in range(20_000)]
    snapshot = Site().posts(*(replace(p, created_at=START + n * timedelta(seconds=9)) for n, p in enumerate(posts)), channel=Channel("x", "acme", "x")).snapshot()  # fmt: skip
    post_scan.scanned(snapshot)
    with ends():
        clusters.of(snapshot)


@pytest.mark.parametrize(
    ("lacks", "partial", "state"),
    [
        ((), "", LinkState.DEAD),
        (("replies",), "", LinkState.UNKNOWN),
        (("threads",), "", LinkState.UNKNOWN),
        ((), "killed", LinkState.UNKNOWN),
    ],
)
def test_no_answer_is_told_only_where_one_would_have_been_seen(
    lacks: tuple[str, ...], partial: str, state: LinkState
) -> None:
    posts = [ask(n, text) for n, text in enumerate(ALIKE)]
    loose = [
        Post(
            "x",
            "acme",
            f"r{n}",
            START + n * HOUR,
            "It is on its way.",
            "acme",
            by_brand=True,
            kind=PostKind.REPLY,
            lang="en",
        )
        for n in range(10)
    ]
    site = Site().page("/", "<h1>Acme</h1>" + FILLER)
    snapshot = site.posts(*posts, *loose, channel=Channel("x", "acme", "x", cannot_see=lacks)).snapshot(partial=partial)
    assert clusters.answered(snapshot, clusters.of(snapshot)[0]).state is state


@pytest.mark.parametrize(("oldest", "state"), [(-1, LinkState.DEAD), (1, LinkState.UNKNOWN)])
def test_where_own_posts_of_those_days_were_not_read_nobody_calls_it_unanswered(oldest: int, state: LinkState) -> None:
    posts = [ask(n, text) for n, text in enumerate(ALIKE)]
    own = [
        Post(
            "x",
            "acme",
            f"o{n}",
            START + (oldest + 24 * n) * HOUR,
            "Our shop opens at nine.",
            "acme",
            by_brand=True,
            lang="en",
        )
        for n in range(12)
    ]
    site = Site().page("/", "<h1>Acme</h1>" + FILLER)
    found = site.posts(*posts, *own, channel=Channel("x", "acme", "x", cut=quoted("The limit was reached."))).snapshot()
    assert clusters.answered(found, clusters.of(found)[0]).state is state


def test_a_question_that_is_shared_is_asked_once() -> None:
    shared = [ask(n, f"RT @ann: {ALIKE[0]}") for n in range(5)]
    assert found(*shared) == ()
