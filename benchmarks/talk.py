"""Conversations made up for the benchmark: the same for the same seed, a line of JSON a post, never held at once."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_DAYS = 90
_BRAND = "quillnet"
_ASKS = (
    "@{brand} my line has been down since {hour} o'clock, when will it be back?",
    "@{brand} how do I move my contract to a new address in {town}",
    "@{brand} is the router you sent the one from the advertisement? It blinks {number} times and stops.",
    "Hi @{brand}, can somebody please look at bill {number}, it is twice what it should be.",
    "@{brand} thanks for nothing, third evening without television in {town}. Anybody there?",
    "@{brand} please add a dark mode to the app, would be lovely",
)
_ANSWERS = (
    "@{who} Sorry to hear that! Our engineers are in {town} already and we expect it back by {hour}:00. ^{agent}",
    "@{who} Please send us a direct message with your postcode so that we can have a look. ^{agent}",
    "@{who} You can move it online in a few minutes: https://help.quillnet.example/{number} ^{agent}",
    "@{who} We have passed this on to our colleagues and will get back to you. ^{agent}",
    "@{who} That lamp shows a firmware update. Leave it for {hour} minutes and it will start by itself. ^{agent}",
)
_MORE = (
    "@{brand} thank you, that helped!",
    "@{brand} any news?",
    "@{brand} done, and now? It still blinks {number} times.",
)
_TOWNS = ("Quillham", "Inkley", "Nibford", "Vellum Bay", "Blotting")
_AGENTS = ("JD", "AB", "Anna", "TR")


def lines(count: int, seed: int = 1) -> Iterator[str]:
    """Yield `count` posts of one account as lines of JSON, roughly by time: about half of them the brand's.

    Conversations overlap: several hundred are open at once, and a post may come long after the one it answers.
    """
    chance = random.Random(seed)
    waiting: list[dict[str, object]] = []
    step = timedelta(days=_DAYS) / max(1, count)
    for number in range(count):
        at = BEGIN + step * number
        if waiting and (len(waiting) > 400 or chance.random() < 0.55):
            place = chance.randrange(len(waiting))
            post = _following(waiting[place], number, at, chance)
            if chance.random() < 0.3:
                waiting[place] = waiting[-1]
                waiting.pop()
            else:
                waiting[place] = post
        else:
            post = _opening(number, at, chance)
            waiting.append(post)
        yield json.dumps(post, ensure_ascii=False, separators=(",", ":"))


def _opening(number: int, at: datetime, chance: random.Random) -> dict[str, object]:
    if chance.random() < 0.1:
        text = "All lines in {town} are back since {hour} o'clock. Thank you for your patience!"
        return _post(number, at, _BRAND, text, chance, kind="post", by_brand=True)
    return _post(number, at, f"person{chance.randrange(10**6)}", chance.choice(_ASKS), chance, kind="mention")


def _following(before: dict[str, object], number: int, at: datetime, chance: random.Random) -> dict[str, object]:
    thread = str(before.get("thread_id") or before["id"])
    links: dict[str, Any] = {"kind": "reply", "parent_id": before["id"], "thread_id": thread}
    if before.get("by_brand"):
        author = str(before.get("to") or f"person{chance.randrange(10**6)}")
        return _post(number, at, author, chance.choice(_MORE), chance, **links)
    who = str(before["author"])
    return _post(number, at, _BRAND, chance.choice(_ANSWERS), chance, who=who, by_brand=True, **links)


def _post(
    number: int, at: datetime, author: str, text: str, chance: random.Random, who: str = "", **more: Any
) -> dict[str, object]:
    id_ = f"{10**18 + number * 4_194_304}"
    said = text.format(
        brand=_BRAND,
        who=who,
        town=chance.choice(_TOWNS),
        agent=chance.choice(_AGENTS),
        hour=chance.randrange(1, 24),
        number=chance.randrange(10**6),
    )
    return {
        "platform": "x",
        "account": _BRAND,
        "id": id_,
        "created_at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "text": said,
        "author": author,
        "lang": "en",
        "url": f"https://social.example/{author}/status/{id_}",
        **more,
    }


def write(path: Path, count: int, seed: int = 1) -> None:
    """Write `count` posts to a file."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines(count, seed))


def without_languages(path: Path, count: int, seed: int = 1) -> None:
    """Write the same posts, but none says its language."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(line.replace('"lang":"en",', "") + "\n" for line in lines(count, seed))
