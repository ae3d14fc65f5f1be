"""A made-up year of three accounts, with what honest accounts do that looks like a takeover at first sight."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from auditor.model import Post, PostKind

BEGIN = datetime(2025, 9, 1, tzinfo=UTC)
DAYS = 365
SITE = "https://www.harbourline.example/"
_WORDS = [
    "harbour",
    "ferry",
    "crossing",
    "timetable",
    "summer",
    "winter",
    "ticket",
    "island",
    "morning",
    "evening",
    "crew",
    "deck",
    "cabin",
    "coffee",
    "bridge",
    "pier",
    "weather",
    "calm",
    "early",
    "late",
    "school",
    "families",
    "bicycles",
    "cargo",
    "repair",
    "engine",
    "paint",
    "season",
    "market",
    "fish",
    "festival",
    "music",
    "lights",
    "boats",
]
_SPANISH = (
    "Hoy salimos un poco más tarde por el viento, gracias por su paciencia a todos los pasajeros",
    "Nuestra nueva página en español ya está lista para todos los viajeros que nos visitan este verano",
    "El sábado hay música en el muelle y los niños viajan gratis con sus padres durante todo el día",
)
_PARTNERS = tuple(f"{name}.example" for name in (
    "saltmuseum", "islandjazz", "gullcoast-tourism", "northpier-radio", "bakehouse-quay", "tidefestival", "sailmakers-guild", "cyclecoast",
    "rowing-club", "kelp-kitchen", "lighthouse-trust", "pilot-gazette", "chart-room", "winter-lights", "skerry-school", "harbour-film",
    "quay-theatre", "netmenders",
))  # fmt: skip


def year(name: str) -> tuple[Post, ...]:
    """Return a year of one account: `news`, `support` or `small`."""
    makers = {"news": _news, "support": _support, "small": _small}
    return tuple(sorted(makers[name](random.Random(f"{name}-16")), key=lambda post: (post.created_at, post.id)))


def launches() -> tuple[datetime, ...]:
    """Return the days on which the news account launches something at midnight."""
    return tuple(BEGIN + timedelta(days=day) for day in (60, 121, 200, 270, 330))


def _post(account: str, at: datetime, text: str, number: int, **more: object) -> Post:
    return Post("x", account, f"{account}-{number}", at, text, account, by_brand=True, **more)  # type: ignore[arg-type]


def _said(dice: random.Random, words: int = 14) -> str:
    return " ".join(dice.choice(_WORDS) for _ in range(words)).capitalize() + "."


def _news(dice: random.Random) -> Iterator[Post]:
    """Yield one to three posts a working day, some at weekends, partners' links, five launches, and short links from spring on."""
    number = 0
    partners = list(_PARTNERS)
    program = "Studio A"
    for day in range(DAYS):
        date = BEGIN + timedelta(days=day)
        if day == 180:
            program = "Studio B"  # a new tool
        for _ in range(dice.choice((1, 1, 2, 3)) if date.weekday() < 5 else dice.choice((0, 0, 0, 1))):
            number += 1
            at = date + timedelta(hours=dice.choice((8, 9, 10, 11, 12, 14, 15, 16, 17)), minutes=dice.randrange(60))
            text = _said(dice) if dice.random() > 0.04 else dice.choice(_SPANISH)
            roll = dice.random()
            if roll < 0.4:
                text += f" {SITE}news/{number}"
            elif roll < 0.45:
                text += f" https://{dice.choice(partners)}/visit"
            elif roll < 0.5 and day > 200:
                text += f" https://bit.ly/hl{number}"
            yield _post("news", at, text, number, client=program)
        if date in launches():
            yield from _launch(date, number)
            number += 10


def _launch(date: datetime, number: int) -> Iterator[Post]:
    """Yield a launch day: at midnight, six times nearly the same, with a link to the company's page; thanks to a partner; a contest."""
    for step, hour in enumerate((0, 1, 7, 12, 18, 22)):
        text = f"It is here: our new night ferry sails from today, book your cabin now {SITE}night?post={step}"
        yield _post("news", date + timedelta(hours=hour, minutes=5), text, number + step + 1, client="Studio B")
    contest = "Giveaway! Win one of five cabins: tell us where you would sail, we draw the winners on Friday."
    yield _post("news", date + timedelta(hours=13), contest, number + 7, client="Studio B")
    ours = "Thank you to the paper for the long read on our night ferry https://www.pilot-gazette.example/night-ferry"
    yield _post("news", date + timedelta(hours=20), ours, number + 8, client="Studio B")


def _support(dice: random.Random) -> Iterator[Post]:
    """Yield replies, many alike, with outages on which thirty are; some in the language of who asked."""
    number = 0
    for day in range(DAYS):
        date = BEGIN + timedelta(days=day)
        outage = day % 45 == 30
        for _ in range(dice.choice((2, 4, 6)) + (30 if outage else 0)):
            number += 1
            at = date + timedelta(hours=dice.randrange(7, 22), minutes=dice.randrange(60))
            asked = f"ask-{number}"
            spanish = dice.random() < 0.03
            question = dice.choice(_SPANISH) + "?" if spanish else _said(dice, 9)[:-1] + "?"
            yield Post(
                "x",
                "support",
                asked,
                at - timedelta(minutes=30),
                question,
                f"rider{number % 97}",
                kind=PostKind.MENTION,
            )
            if spanish:
                text = dice.choice(_SPANISH)
            elif outage:
                text = "Sorry, the crossing is closed because of fog; all changes are on https://status.pagewatch.example/harbourline"
            else:
                text = dice.choice((
                    f"Sorry to hear that! Please send us a DM with your booking and we will look at it. {_said(dice, 4)}",
                    f"{_said(dice, 8)} More on {SITE}help/{number % 40}",
                    _said(dice, 12),
                ))  # fmt: skip
            yield _post(
                "support",
                at,
                f"@rider{number % 97} {text}",
                number,
                kind=PostKind.REPLY,
                parent_id=asked,
                thread_id=asked,
            )


def _small(dice: random.Random) -> Iterator[Post]:
    """Yield two posts a week at any hour of the day."""
    number = 0
    for week in range(DAYS // 7):
        for _ in range(2):
            number += 1
            at = BEGIN + timedelta(
                days=week * 7 + dice.randrange(7), hours=dice.randrange(7, 23), minutes=dice.randrange(60)
            )
            roll = dice.random()
            link = f" {SITE}{number}" if roll < 0.3 else f" https://{dice.choice(_PARTNERS)}/" if roll < 0.4 else ""
            yield _post("small", at, _said(dice) + link, number)
