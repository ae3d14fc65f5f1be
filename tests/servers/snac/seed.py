"""Sets snac up (before it starts), then puts a company, its customers and their conversations in, and writes down what.

usage: seed.py prepare|fill STATE PORT
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

TASK, STATE, PORT = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
BASE, HOST, HOME = f"http://localhost:{PORT}", f"localhost:{PORT}", "https://www.borehole.example/"
TIPS = int(os.environ.get("TIPS", "45"))
"""More than a page of posts."""


def change(path: Path, **values: object) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def prepare() -> None:
    data = STATE / "data" / "snac"
    # It sends to itself: with as few threads as a small machine has cores, all wait for one another until they time out.
    plain = {"protocol": "http", "disable_sandbox": True}
    change(data / "server.json", **plain, num_threads=32, queue_timeout=60, queue_timeout_2=60, queue_retry_minutes=1)
    change(
        data / "user" / "borehole" / "user.json",
        name="Borehole Tools",
        bio="Drills since 1887. Help: https://www.borehole.example/support",
        metadata={"Home": HOME, "Shop": "https://shop.borehole.example/"},
    )
    change(data / "user" / "boreholeeu" / "user.json", name="Borehole Europe", bio="Drills. Now in Europe.")
    change(
        data / "user" / "boreholesupport" / "user.json",
        name="Borehole Tools Support",
        bio="Order late? Send us its number and your card: https://refunds.example/",
    )
    # What snac writes once it has found a link back; it looks at encrypted addresses only.
    (data / "user" / "borehole" / "links.json").write_text(json.dumps({HOME: int(time.time())}))


def ask(path: str, token: str = "", **form: str) -> object:
    data = urllib.parse.urlencode(form).encode() if form else None
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(BASE + path, data, headers)) as answer:
            said = answer.read().decode()
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{path}: {error.code} {error.read()[:300]!r}") from None
    return json.loads(said) if said[:1] in "[{" else said


def token(user: str) -> str:
    password = (STATE / f"password.{user}").read_text().strip()
    page = str(ask("/oauth/x-snac-get-token", login=user, passwd=password))
    found = re.search(r"[0-9a-f]{32,}", page)
    assert found, page
    return found[0]


def fill() -> None:
    tokens = {user: token(user) for user in ("borehole", "tamsin", "olu")}

    def post(user: str, text: str, parent: str = "") -> str:
        form = {"status": text, "visibility": "public", **({"in_reply_to_id": parent} if parent else {})}
        return str(ask("/api/v1/statuses", tokens[user], **form)["id"])  # type: ignore[index]

    tips = [post("borehole", f"Tip {number}: let the drill do the work.") for number in range(TIPS)]
    launch = post("borehole", "Our new drill is out: https://www.borehole.example/drill")
    charger = post("tamsin", f"@borehole@{HOST} does it ship with a charger?", launch)
    answer = post("borehole", f"@tamsin@{HOST} yes, it does!", charger)
    thanks = post("tamsin", f"@borehole@{HOST} great, thank you.", answer)
    shops = post("olu", f"@borehole@{HOST} where can I buy it in Norway?", launch)
    again = post("olu", "@borehole or in Sweden?", shops)
    order = post("olu", "@borehole my order never came. Whom do I call?")
    deadline = time.monotonic() + 200
    while True:  # what others wrote arrives by a queue
        told = ask("/api/v1/notifications", tokens["borehole"])
        if sum(one["type"] == "mention" for one in told) >= 5:  # type: ignore[union-attr]
            break
        if time.monotonic() > deadline:
            raise SystemExit(f"not all is there yet: {told}")
        time.sleep(0.2)
    seeded = {
        "base": BASE,
        "host": HOST,
        "home": HOME,
        "token": tokens["borehole"],
        "other_token": tokens["olu"],
        "own": [*tips, launch, answer],
        "answered": [charger],
        "unanswered": [shops, order],
        "mentions": [order],
        "thread": {charger: launch, answer: charger, thanks: answer, shops: launch, again: shops},
    }
    (STATE / "seeded.json").write_text(json.dumps(seeded, indent=1), encoding="utf-8")


{"prepare": prepare, "fill": fill}[TASK]()
