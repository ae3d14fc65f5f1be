"""What a visit to a site with ten profiles costs with this checkout and with another one, in turn and in the same run.

    python -m benchmarks.profiles OTHER_CHECKOUT [--profiles N] [--posts N] [--repeat N] [--latency SECONDS]

The site is one page; its profiles lie on as many Mastodon servers, all of them on loopback, that answer after a while, as
platforms do. Every fourth post has a conversation, which is asked for by itself. Ratios of the medians of runs made in turn carry over
to other machines; seconds do not.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from benchmarks.compare import imported, middle
from benchmarks.measure import Cost, measured
from benchmarks.tools import ROOT

_LIMIT = 600.0
_PAGE = 40
"""Posts on a page, as Mastodon has it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to gather."""

    profiles: int = 10
    posts: int = 120
    """Of each profile."""
    latency: float = 0.05
    """Seconds before each answer."""


def compare(other: Path, plan: Plan, repeat: int) -> tuple[Cost, Cost]:
    """Return the medians here and there; each checkout is the first every other time."""
    costs: dict[Path, list[Cost]] = {ROOT: [], other: []}
    with served(plan) as port, tempfile.TemporaryDirectory(prefix="auditor-profiles-") as folder:
        for index in range(repeat):
            for tree in (ROOT, other) if index % 2 else (other, ROOT):
                costs[tree].append(_visit(tree, plan, port, Path(folder) / "visit"))
    return middle(costs[ROOT]), middle(costs[other])


def _visit(tree: Path, plan: Plan, port: int, folder: Path) -> Cost:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "auditor.toml").write_text(_settings(plan, port), encoding="utf-8")
    command: list[str | Path] = [sys.executable, "-m", "auditor", "collect", folder / "auditor.toml"]
    with imported(tree):
        cost = measured([*command, "--output", folder / "run"], folder / "out", limit=_LIMIT, folder=tree)
    with sqlite3.connect(folder / "run" / "snapshot.sqlite") as snapshot:
        ((gathered,),) = snapshot.execute("SELECT COUNT(*) FROM post")
    wanted = plan.profiles * (plan.posts + plan.posts // 4)
    if cost.code or gathered != wanted:
        sys.exit(f"benchmark: {tree} gathered {gathered} of {wanted} posts and ended with exit code {cost.code}")
    return cost


def _settings(plan: Plan, port: int) -> str:
    hosts = [f"h{number}.example" for number in range(plan.profiles)]
    bases = "\n".join(f'"{host}" = "http://127.0.0.1:{port}/{host}/"' for host in hosts)
    profiles = "\n".join(f'[[profile]]\nurl = "https://{host}/@acme"' for host in hosts)
    return f'[target]\nsite = "http://127.0.0.1:{port}/"\n{profiles}\n[sources.bases]\n{bases}\n'


@contextmanager
def served(plan: Plan) -> Iterator[int]:
    """Serve a plan from a process of its own while the block lasts; yield its port."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(plan, theirs), daemon=True)
    process.start()
    try:
        yield int(ours.recv())
    finally:
        process.kill()
        process.join(5)


def _serve(plan: Plan, pipe: Connection) -> None:
    async def go() -> None:
        server = await asyncio.start_server(lambda reader, writer: _talk(plan, reader, writer), "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(go())


async def _talk(plan: Plan, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            await asyncio.sleep(plan.latency)
            writer.write(_answer(plan, head.split(" ", 2)[1]))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _answer(plan: Plan, target: str) -> bytes:
    """Return what is said to a request: a page at the root, Mastodon's interface below each host's name, else 404."""
    parts = urlsplit(target)
    _, host, *rest = parts.path.split("/", 2)
    if target == "/":
        return _http("<!doctype html><html lang=en><title>Acme</title><h1>Acme Tools</h1><p>We make tools.</p></html>")
    said = _interface(plan, host, "".join(rest), parse_qs(parts.query)) if host.endswith(".example") else None
    return _http("{}", 404) if said is None else _http(json.dumps(said), kind="application/json")


def _interface(plan: Plan, host: str, path: str, query: dict[str, list[str]]) -> Any:
    match path.split("/")[2:]:
        case ["instance"]:
            return {"domain": host}
        case ["accounts", "lookup"]:
            return {"id": "1", "acct": "acme", "username": "acme"} if query["acct"] == [f"acme@{host}"] else None
        case ["accounts", _, "statuses"]:
            first = int(query.get("max_id", [str(plan.posts)])[0])
            return [_status(number) for number in range(first - 1, max(-1, first - 1 - _PAGE), -1)]
        case ["statuses", number, "context"]:
            answer = {**_status(int(number)), "id": f"r{number}", "in_reply_to_id": number}
            return {"ancestors": [], "descendants": [{**answer, "account": {"acct": "ann"}, "replies_count": 0}]}
    return None


def _status(number: int) -> dict[str, Any]:
    written = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=number and 1)
    return {
        "id": str(number),
        "created_at": written.isoformat(),
        "account": {"acct": "acme"},
        "content": f"<p>Post {number}: news about tools</p>",
        "replies_count": 1 if number % 4 == 0 else 0,
    }


def _http(body: str, status: int = 200, kind: str = "text/html") -> bytes:
    data = body.encode()
    return f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path, help="folder of the other checkout")
    parser.add_argument("--profiles", type=int, default=10, help="default: %(default)s")
    parser.add_argument("--posts", type=int, default=120, help="of each profile (default: %(default)s)")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each (default: %(default)s)")
    parser.add_argument("--latency", type=float, default=0.05, help="seconds before each answer (default: %(default)s)")
    options = parser.parse_args(arguments)
    plan = Plan(options.profiles, options.posts, options.latency)
    here, there = compare(options.other.resolve(), plan, max(1, options.repeat))
    print(f"wall s: {here.wall:.2f} here, {there.wall:.2f} there, ratio {here.wall / there.wall:.3f}")
    print(f"CPU s: {here.cpu:.2f} here, {there.cpu:.2f} there, ratio {here.cpu / there.cpu:.3f}")
    print(f"peak MB: {here.rss or 0:.0f} here, {there.rss or 0:.0f} there")


if __name__ == "__main__":
    main()
