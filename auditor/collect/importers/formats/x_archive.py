"""X: the archive of an account, zip or folder. What the company wrote; never what was written to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from auditor.collect.importers import files, json_stream
from auditor.collect.importers.base import CERTAIN, NO, NO_DATE, NO_ENTRY, Importer, Request, Skip, handle, kept_id
from auditor.collect.importers.files import Export
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

_TWEETS = re.compile(r"(?:^|/)tweets?(?:-?part\d+)?\.js$")
"""`data/tweets.js` and `data/tweets-part1.js`; `tweet.js` in older archives."""
_PROGRAM = re.compile(r"(?:<a\b[^>]{0,500}>)?([^<>]{1,200})(?:</a>)?")
"""The program that a post was written with, as a link or by its name."""
_ACCOUNT = re.compile(r"(?:^|/)account\.js$")


def sniff(sample: Sample) -> float:
    """Know it by the names of its files."""
    return CERTAIN if sample.named(_TWEETS) else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield the account's posts."""
    with files.opened(request.path) as export:
        names = export.wanted(_TWEETS, "data/tweets.js")
        account_id = _account(request, export)
        for name in names:
            for number, entry in enumerate(json_stream.entries(request, export, name), 1):
                yield _post(request, entry, account_id) or Skip(NO_ENTRY, f"{name}, entry {number}")


def _account(request: Request, export: Export) -> str:
    """Take the account's name from the archive unless auditor.toml says it; return its number."""
    for name in export.named(_ACCOUNT):
        for entry in json_stream.entries(request, export, name):
            said = entry.get("account") if isinstance(entry, dict) else None
            if isinstance(said, dict):
                if not request.settings.account and isinstance(said.get("username"), str):
                    request.account = said["username"]
                return str(said.get("accountId", ""))
    return ""


def _post(request: Request, entry: Any, account_id: str) -> Post | Skip | None:
    tweet = entry.get("tweet", entry) if isinstance(entry, dict) else None
    if not isinstance(tweet, dict):
        return None
    id_, text = tweet.get("id_str"), tweet.get("full_text", tweet.get("text"))
    if not isinstance(id_, str) or not isinstance(text, str):
        return None
    at = request.clock.read(tweet.get("created_at"))
    if at is None:
        return Skip(NO_DATE, f"post {id_[:30]}")
    parent = kept_id(str(tweet.get("in_reply_to_status_id_str") or ""))
    to = str(tweet.get("in_reply_to_user_id_str") or "")
    to_others = (
        bool(to)
        and to != account_id
        and handle(str(tweet.get("in_reply_to_screen_name") or "")) != handle(request.account)
    )
    likes = str(tweet.get("favorite_count") or "0")
    return request.own(
        at,
        id=id_,
        text=unescape(text),
        kind=PostKind.REPLY if parent or to_others else PostKind.POST,
        parent_id=parent,
        lang=_lang(tweet.get("lang")),
        urls=_urls(tweet),
        likes=int(likes) if likes.isascii() and likes.isdigit() and len(likes) < 16 else None,
        url=f"https://x.com/{request.account}/status/{id_}" if id_.isdigit() else "",
        images=_images(tweet),
        client=_client(tweet.get("source")),
    )


def _client(said: object) -> str:
    """Return the name of the program, which stands in a link: `<a href="…">Twitter Web App</a>`."""
    found = _PROGRAM.fullmatch(said.strip()[:1_000]) if isinstance(said, str) else None
    return " ".join(unescape(found[1]).split()) if found else ""


def _lang(code: object) -> str:
    """Return the language X guessed; `und` and the codes that begin with q mean that it found none."""
    return code if isinstance(code, str) and code != "und" and not code.startswith("q") and code != "zxx" else ""


def _part(thing: dict[str, Any], *keys: str) -> list[dict[str, Any]]:
    """Return a list of objects that lies so deep, empty where anything on the way is missing."""
    found: Any = thing
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _urls(tweet: dict[str, Any]) -> tuple[str, ...]:
    said = (one.get("expanded_url") or one.get("url") for one in _part(tweet, "entities", "urls"))
    return tuple(dict.fromkeys(url for url in said if isinstance(url, str) and url.startswith("http")))


def _images(tweet: dict[str, Any]) -> int:
    media = _part(tweet, "extended_entities", "media") or _part(tweet, "entities", "media")
    return sum(one.get("type") == "photo" for one in media)


IMPORTER = Importer(
    interface=1,
    name="x-archive",
    title="X (Twitter), archive of an account as zip or folder",
    sniff=sniff,
    read=read,
    cannot_see=("inbound", "threads", "deleted", "direct", "images", "automation"),
)
