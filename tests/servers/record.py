"""Records what a seeded server answers while profiles and posts are gathered from it: the fixtures of tests/collect/sources.

usage: TIPS=2 DEEP=2 bash tests/servers/atproto/start.sh STATE PORT, then record.py bluesky STATE tests/collect/sources/fixtures/bluesky.json
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from auditor.settings import SourceSettings
from auditor.store import Store, Visit

from auditor.collect.sources import run
from auditor.collect.sources.clients import SourceContext
from auditor.model import Profile

KIND, STATE, OUT = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
SEEDED = json.loads((STATE / "seeded.json").read_text(encoding="utf-8"))
NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
HANDLES = {
    "bluesky": ["borehole.test", "borehole-eu.test", "borehole-old.test", "borehole-prize.test", "nobody.test"],
    "mastodon": [f"{name}@{SEEDED.get('host')}" for name in ("borehole", "boreholeeu", "nobody")],
}


def record(folder: Path) -> list[dict[str, object]]:
    base = f"{SEEDED['appview']}/xrpc/" if KIND == "bluesky" else SEEDED["base"].replace("localhost", "127.0.0.1") + "/"
    environ = {"AUDITOR_TOKEN_MASTODON": SEEDED["token"]} if KIND == "mastodon" else {}
    visits: list[Visit] = []
    store = Store(folder)
    means = SourceContext(SourceSettings(bases={KIND: base}), visits.append, environ=environ)
    asyncio.run(run.gather([Profile(KIND, handle, "") for handle in HANDLES[KIND]], means, store, now=NOW))
    store.close()
    answers = [(visit.fetch, visit.body.decode()) for visit in visits if visit.fetch is not None]
    return [
        {"path": fetch.url.removeprefix(base), "status": fetch.status, "type": fetch.content_type, "body": body}
        for fetch, body in sorted(answers, key=lambda answer: answer[0].url)
        if "zq" not in fetch.url  # controls are made up anew each time
    ]


with tempfile.TemporaryDirectory() as scratch:
    answers = record(Path(scratch))
seeded = {key: value for key, value in SEEDED.items() if "token" not in key}
fixture = {"now": NOW.isoformat(), "handles": HANDLES[KIND], "seeded": seeded, "answers": answers}
OUT.parent.mkdir(parents=True, exist_ok=True)
OUT.write_text(json.dumps(fixture, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
