"""Signs of a takeover in real histories of accounts: alarms for nothing, and takeovers that were put into them.

    python -m benchmarks.hijack_signs [--data FOLDER] [--write] [--verbose]

Each account's own history is gone through post by post, as the check does. Two kinds of histories: the posts of 24 brands' support
accounts (IBM/twitter-customer-care-document-prediction, Apache-2.0, `dev.json`; addresses there are copies in a web archive, and are
taken for the originals), and a made-up year of three news accounts with all that honest accounts do: launches at midnight, campaigns on
domains of their own, partners' links, days with many posts. Into each history of ten posts or more every kind of takeover is put, at three
moments. A takeover is found if an incident holds one of its posts. A year has 365 days; an account's time is that from its tenth post on.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from auditor.analysis.takeover import takeovers
from auditor.analysis.takeover.incidents import AccountIncident
from auditor.model import (
    Approved,
    ApprovedAccount,
    Existence,
    Landing,
    LandingState,
    Post,
    PostKind,
    Profile,
    Snapshot,
    Target,
)
from benchmarks import honest_accounts

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("AUDITOR_SHARED_DATA", ROOT.parent / "shared" / "data")) / "support_threads"
BEGIN, END = "<!-- hijack-signs:begin -->", "<!-- hijack-signs:end -->"
EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=UTC)
YEAR = 365.0
LEAST = 10
PLACES = (0.4, 0.7, 0.95)
"""Where in a history a takeover begins, as a share of its posts after the tenth."""
ARCHIVE = re.compile(r"https?://web\.archive\.org/web/\d+/")
SITES = {
    "AdobeCare": "adobe.com", "AmazonHelp": "amazon.com", "AppleSupport": "apple.com", "AskPlayStation": "playstation.com",
    "Ask_Spectrum": "spectrum.net", "Ask_WellsFargo": "wellsfargo.com", "AskeBay": "ebay.com", "ChaseSupport": "chase.com",
    "Delta": "delta.com", "DropboxSupport": "dropbox.com", "GoDaddyHelp": "godaddy.com", "Google": "google.com",
    "MicrosoftHelps": "microsoft.com", "MojangSupport": "mojang.com", "RockstarSupport": "rockstargames.com",
    "SouthwestAir": "southwest.com", "SpotifyCares": "spotify.com", "TMobileHelp": "t-mobile.com", "TeamYouTube": "youtube.com",
    "Uber_Support": "uber.com", "XboxSupport": "xbox.com", "YahooCare": "yahoo.com", "hulu_support": "hulu.com", "zoom_us": "zoom.us",
}  # fmt: skip
"""Each account's own site, as auditor.toml would name it; nothing else is known of the company."""


@dataclass(frozen=True, slots=True)
class History:
    """The posts of one account."""

    account: str
    site: str
    posts: tuple[Post, ...]
    """By time, those of customers among them."""

    @property
    def own(self) -> list[Post]:
        """Return the account's own posts."""
        return [post for post in self.posts if post.by_brand]

    @property
    def days(self) -> float:
        """Return the days in which an alarm was possible: from the tenth own post to the last."""
        own = self.own
        return (own[-1].created_at - own[LEAST - 1].created_at) / timedelta(days=1) if len(own) >= LEAST else 0.0


@dataclass(frozen=True, slots=True)
class Takeover:
    """What a stranger posts."""

    name: str
    texts: tuple[str, ...]
    url: str = ""
    landing: Landing | None = None
    hours: tuple[float, ...] = (0.0,)
    """When each post is written, after the first."""


@dataclass
class Tally:
    """What came of the histories of one kind."""

    accounts: int = 0
    posts: int = 0
    days: float = 0.0
    failed: int = 0
    """Incidents that would fail, without any takeover."""
    reviews: int = 0
    """Incidents that a person would have to look at."""
    found: dict[str, list[int]] = field(default_factory=dict)
    """By takeover: put in, failed, to be looked at."""


def _landing(url: str, *, password: bool | None, title: str = "") -> Landing:
    domain = url.split("/")[2]
    return Landing(url, url, domain, LandingState.ANSWERED, title=title, password=password, count=1)


EVIL = "https://quick-reward-center.example/login"
TAKEOVERS = (
    Takeover("crypto giveaway, new domain, link not followed",
             ("We are giving back! Send 0.1 BTC and receive double today only: https://btc-event.example/x",), "https://btc-event.example/x"),
    Takeover("crypto giveaway behind a shortener",
             ("FREE BITCOIN giveaway, claim yours in the next hour https://cutt.ly/a8Xk2",), "https://cutt.ly/a8Xk2"),
    Takeover("three posts to a page that asks for a password, one a day", (
             f"Your free month is waiting. Confirm your account today: {EVIL}",
             f"Only this weekend, log in for your bonus {EVIL}",
             f"Last hours to keep what is yours {EVIL}"), EVIL, _landing(EVIL, password=True), (0.0, 16.0, 40.0)),
    Takeover("one post to a page that asks for a password", (
             f"We have changed our terms. Verify your account before tonight: {EVIL}",), EVIL, _landing(EVIL, password=True)),
    Takeover("two posts in Russian with a new domain", (
             "Только сегодня раздаём призы всем подписчикам, переходите по ссылке и забирайте свой подарок https://podarok.example/",
             "Осталось всего несколько часов, успейте получить свой подарок прямо сейчас https://podarok.example/"),
             "https://podarok.example/", None, (0.0, 2.0)),
    Takeover("two posts in Indonesian without a link", (
             "Kami membagikan hadiah untuk semua pengikut setia hari ini, silakan kirim pesan kepada kami sekarang juga",
             "Masih ada waktu beberapa jam lagi untuk mendapatkan hadiah dari kami, jangan sampai ketinggalan ya"), "", None, (0.0, 3.0)),
    Takeover("burst of three nearly identical posts with a link", (
             "Huge clearance today, everything must go, shop here before it is too late https://mega-outlet.example/1",
             "Huge clearance today, everything must go, shop here before it is too late https://mega-outlet.example/2",
             "Huge clearance today, everything must go, shop here before it is too late https://mega-outlet.example/3"),
             "https://mega-outlet.example/1", None, (0.0, 0.2, 0.5)),
)  # fmt: skip


PROFILES: dict[str, tuple[str, ...]] = {
    "profile under another name": (),
    "profile under another name, with another link": ("https://quick-reward-center.example/",),
}
LABELS = {"brands": "support accounts of 24 brands", "made up": "a made-up year of three accounts"}


def read(folder: Path) -> list[History]:
    """Return the histories of the brands' accounts."""
    conversations = json.loads((folder / "dev.json").read_text(encoding="utf-8"))
    found: dict[str, dict[str, Post]] = {}
    for one in conversations:
        brand = one["dialogHeader"]["company"]
        last = one["agentURL"]
        turns = [
            *one["dialogContent"],
            {"agent": brand, "tweet_ID": last["tweet_ID"], "message": last["url_utterance"]},
        ]
        parent = ""
        for turn in turns:
            post = _post(brand, turn, parent, turns[0]["tweet_ID"])
            found.setdefault(brand, {}).setdefault(post.id, post)
            parent = post.id
    return [
        History(
            brand,
            f"https://www.{SITES[brand]}/",
            tuple(sorted(posts.values(), key=lambda one: (one.created_at, one.id))),
        )
        for brand, posts in sorted(found.items())
    ]


def _post(brand: str, turn: dict[str, str], parent: str, thread: str) -> Post:
    at = (
        datetime.fromisoformat(turn["datetime"])
        if "datetime" in turn
        else EPOCH + timedelta(milliseconds=int(turn["tweet_ID"]) >> 22)
    )
    ours = "agent" in turn
    author = next(value for key, value in turn.items() if key.startswith(("agent", "client")))
    kind = PostKind.REPLY if parent else PostKind.POST if ours else PostKind.MENTION
    text = ARCHIVE.sub("", turn["message"])
    return Post("x", brand, turn["tweet_ID"], at, text, author, ours, kind, thread, parent)


def made_up() -> list[History]:
    """Return the made-up histories."""
    return [History(name, honest_accounts.SITE, honest_accounts.year(name)) for name in ("news", "support", "small")]


def snapshot_of(history: History, posts: Sequence[Post] = (), landings: Sequence[Landing] = ()) -> Snapshot:
    """Return a visit that gathered a history, with some posts put into it."""
    every = tuple(sorted((*history.posts, *posts), key=lambda one: (one.created_at, one.id)))
    at = every[-1].created_at + timedelta(hours=1)
    known = MappingProxyType({one.url: one for one in landings})
    return Snapshot(Target(history.account, history.site), at, posts=every, landings=known)


def incidents(snapshot: Snapshot) -> tuple[AccountIncident, ...]:
    """Return what the check would tell of the one account of a visit."""
    return tuple(one for verdict in takeovers.verdicts(snapshot) for one in verdict.incidents)


def put_in(history: History, takeover: Takeover, place: float, dice: random.Random) -> list[Post]:
    """Return the posts of a takeover that begins at a place of a history, at any hour."""
    own = history.own
    begin = own[LEAST + round(place * (len(own) - LEAST - 1))].created_at + timedelta(minutes=dice.randrange(24 * 60))
    return [
        Post(
            "x",
            history.account,
            f"bad-{number}",
            begin + timedelta(hours=hours),
            text,
            history.account,
            True,
            urls=(takeover.url,) if takeover.url else (),
        )
        for number, (text, hours) in enumerate(zip(takeover.texts, takeover.hours, strict=True))
    ]


def measure(histories: Sequence[History], tell: Callable[[str], None] = lambda _: None) -> Tally:
    """Return what comes of histories without takeovers, and with each of them."""
    total = Tally(found={one.name: [0, 0, 0] for one in TAKEOVERS})
    dice = random.Random(16)
    for history in histories:
        total.accounts += 1
        total.posts += len(history.own)
        total.days += history.days
        for one in incidents(snapshot_of(history)):
            total.failed += one.proven
            total.reviews += not one.proven
            tell(
                f"{history.account}: {'FAIL' if one.proven else 'review'} {one.first:%Y-%m-%d %H:%M} {', '.join(one.kinds)} {one.acts[0].post.text[:90]!r}"
            )
        if len(history.own) > LEAST:
            _with_takeovers(history, total, dice, tell)
    return total


def _with_takeovers(history: History, total: Tally, dice: random.Random, tell: Callable[[str], None]) -> None:
    for takeover in TAKEOVERS:
        for place in PLACES:
            bad = put_in(history, takeover, place, dice)
            seen = incidents(snapshot_of(history, bad, [takeover.landing] if takeover.landing else []))
            ids = {post.id for post in bad}
            hits = [one for one in seen if ids & {act.id for act in one.acts}]
            counted = total.found[takeover.name]
            counted[0] += 1
            counted[1] += any(one.proven for one in hits)
            counted[2] += bool(hits) and not any(one.proven for one in hits)
            if not hits:
                tell(f"{history.account}: missed {takeover.name} at {place}")


def profiles(histories: Sequence[History], total: Tally) -> None:
    """Add what comes of profiles that show somebody else's name, alone and with somebody else's link, against what was approved."""
    for name, links in PROFILES.items():
        counted = total.found.setdefault(name, [0, 0, 0])
        for history in histories:
            approved = ApprovedAccount(
                "x", history.account, f"https://x.com/{history.account}", history.account, None, (history.site,)
            )
            shown = Profile(
                "x",
                history.account,
                approved.url,
                existence=Existence.LIVE,
                name="Reward Center",
                links=links or (history.site,),
            )
            told = Approved(history.site, accounts=(approved,))
            seen = takeovers.verdicts(replace(snapshot_of(history), approved=told, profiles=(shown,)))
            mine = next(one for one in seen if one.platform == "x")
            counted[0] += 1
            counted[1] += mine.is_replaced or bool(mine.proven)
            counted[2] += bool(mine.changes) and not (mine.is_replaced or mine.proven)


def measured(data: Path, tell: Callable[[str], None] = lambda _: None) -> dict[str, Tally]:
    """Return what came of both kinds of histories."""
    found = {}
    for kind, histories in (("brands", read(data)), ("made up", made_up())):
        found[kind] = measure(histories, tell)
        profiles(histories, found[kind])
    return found


def table(found: dict[str, Tally]) -> str:
    """Return both tables as Markdown."""
    lines = [
        "| histories | accounts | own posts | account-days | would fail | per account and year | to be looked at | per account and year |",
        f"|---|{'--:|' * 7}",
    ]
    for kind, one in found.items():
        years = one.days / YEAR
        lines.append(
            f"| {LABELS[kind]} | {one.accounts} | {one.posts:,} | {one.days:,.0f} | {one.failed} | {one.failed / years:.2f} "
            f"| {one.reviews} | {one.reviews / years:.2f} |"
        )
    lines += ["", "| put into each history | times | failed | to be looked at | missed |", "|---|--:|--:|--:|--:|"]
    for name in found["brands"].found:
        times, failed, looked = (sum(one.found[name][place] for one in found.values()) for place in range(3))
        lines.append(f"| {name} | {times} | {failed} | {looked} | {times - failed - looked} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print and, if asked, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    asked = parser.parse_args()
    text = table(measured(asked.data, print if asked.verbose else lambda _: None))
    print(text)
    if asked.write:
        path = ROOT / "docs" / "accuracy.md"
        head, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
        path.write_text(f"{head}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
