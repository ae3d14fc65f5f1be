"""Puts a company, its customers and their conversations into the Bluesky network, and writes down what was put in.

usage: seed.py NETWORK.json SEEDED.json
"""

from __future__ import annotations

import base64
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

NETWORK = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TIPS, DEEP = int(os.environ.get("TIPS", "120")), int(os.environ.get("DEEP", "110"))
"""More than a page of posts; a conversation deeper than one answer goes."""
NEWS = 24
"""Enough to tell what is usual for an account."""


def call(base: str, name: str, *, body: object = None, token: str = "", admin: bool = False, **params: object) -> dict:
    query = f"?{urllib.parse.urlencode(params)}" if params else ""
    headers = {"accept": "application/json"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    if admin:
        headers["authorization"] = "Basic " + base64.b64encode(b"admin:admin-pass").decode()
    data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    if data is not None:
        headers["content-type"] = "image/png" if isinstance(body, bytes) else "application/json"
    request = urllib.request.Request(f"{NETWORK[base]}/xrpc/{name}{query}", data, headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b"{}")
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{name}: {error.code} {error.read()[:300]!r}") from None


class Account:
    def __init__(self, name: str) -> None:
        self.handle = f"{name}.test"
        made = call(
            "pds",
            "com.atproto.server.createAccount",
            body={"handle": self.handle, "email": f"{name}@example.com", "password": "borehole-test"},
        )
        self.did, self.token = made["did"], made["accessJwt"]

    def record(self, kind: str, key: str = "", **record: object) -> dict[str, str]:
        body = {
            "repo": self.did,
            "collection": kind,
            "record": {"$type": kind, **record},
            **({"rkey": key} if key else {}),
        }
        made = call("pds", "com.atproto.repo.createRecord", body=body, token=self.token)
        return {"uri": made["uri"], "cid": made["cid"]}

    def post(
        self, text: str, hours: float, *, parent: dict | None = None, root: dict | None = None, **more: object
    ) -> dict:
        made = {"text": text, "createdAt": moment(hours), "langs": ["en"], **more}
        if parent:
            made["reply"] = {"root": root or parent, "parent": parent}
        return self.record("app.bsky.feed.post", **made)

    def picture(self, text: str) -> dict[str, object]:
        blob = call("pds", "com.atproto.repo.uploadBlob", body=PIXEL, token=self.token)["blob"]
        return {"image": blob, "alt": text}


def status(account: Account) -> int:
    """Return what the AppView answers for an account."""
    try:
        with urllib.request.urlopen(
            f"{NETWORK['appview']}/xrpc/app.bsky.actor.getProfile?actor={account.handle}"
        ) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def moment(hours: float) -> str:
    return (datetime.now(UTC) - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def facet(text: str, part: str, **feature: str) -> list[dict[str, object]]:
    start = text.encode().index(part.encode())
    feature = {"$type": f"app.bsky.richtext.facet#{'mention' if 'did' in feature else 'link'}", **feature}
    return [{"index": {"byteStart": start, "byteEnd": start + len(part.encode())}, "features": [feature]}]


company, europe = Account("borehole"), Account("borehole-eu")
tamsin, olu, petra = Account("tamsin"), Account("olu"), Account("petra")
old, taken = Account("borehole-old"), Account("borehole-prize")
shop, impostor = Account("borehole-shop"), Account("boreholesupport")
company.record(
    "app.bsky.actor.profile",
    "self",
    displayName="Borehole Tools",
    description="Drills since 1887. Help: help@borehole.example · https://www.borehole.example/support",
)
europe.record("app.bsky.actor.profile", "self", displayName="Borehole Europe", description="Drills. Now in Europe.")
shop.record("app.bsky.actor.profile", "self", displayName="Borehole Shop", description="What is new in the shop.")
impostor.record(
    "app.bsky.actor.profile",
    "self",
    displayName="Borehole Tools Support",
    description="Order late? Send us its number and your card: https://refunds.example/",
)
text = "Our new drill is out: borehole.example/dri…"
launch = company.post(
    text,
    72,
    facets=facet(text, "borehole.example/dri…", uri="https://www.borehole.example/drill"),
    embed={"$type": "app.bsky.embed.images", "images": [company.picture("A drill on a bench"), company.picture("")]},
)
charger = tamsin.post("Does it ship with a charger?", 71, parent=launch)
answer = company.post("Yes, it does!", 69, parent=charger, root=launch)
thanks = tamsin.post("Great, thank you.", 68, parent=answer, root=launch)
shops = olu.post("Where can I buy it in Norway?", 70, parent=launch)
same = petra.post("I would like to know that too.", 60, parent=shops, root=launch)

# Somebody else has the shop's account since three hours ago.
for number in range(NEWS):
    link = f"https://www.borehole.example/shop/{number}"
    text = f"New in the shop, part {number} of many: {link}"
    shop.post(text, 100 + 30 * number, facets=facet(text, link, uri=link))
bait = []
for number in range(3):
    link = "https://evil.example/x"
    text = f"FREE BITCOIN giveaway! Send 0.1 BTC, get 0.2 back, only {number + 1} hours left: {link}"
    bait.append(shop.post(text, 3 - number, facets=facet(text, link, uri=link)))

text = "@borehole.test my order never came. Whom do I call?"
order = petra.post(text, 50, facets=facet(text, "@borehole.test", did=company.did))
again = petra.post("Hello? Anybody there?", 30, parent=order)
text = "@borehole.test is the workshop open on Saturday?"
saturday = olu.post(text, 48, facets=facet(text, "@borehole.test", did=company.did))
opens = company.post("From nine to one.", 47.5, parent=saturday)

granite = olu.post("Which drill would you take for granite?", 40)
ours = company.post("Our DH-2 was made for it.", 39, parent=granite)
elsewhere = tamsin.post("I always rent one.", 38, parent=granite)

closed = company.post("We are closed on Monday.", 20)
key = closed["uri"].rpartition("/")[2]
company.record("app.bsky.feed.threadgate", key, post=closed["uri"], allow=[], createdAt=moment(20))
company.record("app.bsky.feed.repost", subject=elsewhere, createdAt=moment(19))

deep = chain = company.post("A riddle: what has a tongue and can't talk?", 100)
for number in range(DEEP):
    chain = (tamsin, olu)[number % 2].post(f"Guess {number + 1}", 99 - number / 10, parent=chain, root=deep)
tips = [company.post(f"Tip {number}: let the drill do the work.", 200 + number) for number in range(TIPS)]
ancient = company.post("Happy new year!", 24 * 200)

own = [launch, answer, opens, ours, closed, deep, *tips]
deadline = time.monotonic() + 60
while True:
    read = call("appview", "app.bsky.actor.getProfile", actor=company.handle)
    thread = call("appview", "app.bsky.feed.getPostThread", uri=chain["uri"], depth=0, parentHeight=0)
    second = call("appview", "app.bsky.actor.getProfile", actor=shop.handle)
    if read["postsCount"] >= len(own) + 1 and "post" in thread["thread"] and second["postsCount"] >= NEWS + len(bait):
        break
    if time.monotonic() > deadline:
        raise SystemExit(f"not all is there yet: {read}")
    time.sleep(0.2)

# What the AppView never saw it can't call switched off or taken down: only now.
for account in (old, taken):
    call("appview", "app.bsky.actor.getProfile", actor=account.handle)
call("pds", "com.atproto.server.deactivateAccount", body={}, token=old.token)
subject = {"$type": "com.atproto.admin.defs#repoRef", "did": taken.did}
takedown = {"subject": subject, "takedown": {"applied": True, "ref": "1"}}
call("pds", "com.atproto.admin.updateSubjectStatus", body=takedown, admin=True)
for account in (old, taken):
    while status(account) == 200:
        time.sleep(0.2)

seeded = {
    "own": [post["uri"] for post in own],
    "answered": [charger["uri"], saturday["uri"]],
    "unanswered": [shops["uri"], order["uri"]],
    "mentions": [order["uri"], saturday["uri"]],
    "thread": {
        post["uri"]: parent["uri"]
        for post, parent in [(charger, launch), (answer, charger), (thanks, answer), (shops, launch), (same, shops)]
    },
    "below_mention": [again["uri"], opens["uri"]],
    "stranger": granite["uri"],
    "not_ours": [elsewhere["uri"]],
    "closed": closed["uri"],
    "deepest": chain["uri"],
    "deep": DEEP,
    "too_old": ancient["uri"],
    "token": company.token,
    **NETWORK,
}
Path(sys.argv[2]).write_text(json.dumps(seeded, indent=1), encoding="utf-8")
