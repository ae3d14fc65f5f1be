"""Questions, answers and comments of a Stack Exchange site → posts. Built from documentation, never run against the service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from auditor.collect.sources import fields
from auditor.collect.sources.base import Errand
from auditor.collect.sources.markup import Markup
from auditor.collect.sources.paging import by_number
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.threads import Conversations
from auditor.model import Post, PostKind, message

COLLECTIVE = "collectives/"
"""Beginning of the handles of what is no member."""
_PAGE = 100
_AT_ONCE = 50
"""Questions whose answers and comments are asked for together; the interface takes 100 ids."""


def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
    """Yield the questions that the account asked or answered in the window, with all answers and comments."""
    number = errand.handle.rpartition("@")[0]
    if number.startswith(COLLECTIVE):
        errand.stop(message("Posts of collectives are not gathered."))
        return
    written: dict[str, None] = {}
    for what in ("questions", "answers"):
        for item in _all(session, errand, f"users/{{id}}/{what}", number, since=True):
            if question := fields.text(item, "question_id", most=40):
                written[question] = None
    found, ids = Conversations(errand), list(written)
    for first in range(0, len(ids), _AT_ONCE):
        yield from found.pick(list(conversations(session, errand, ids[first : first + _AT_ONCE])))


def conversations(session: SourceSession, errand: Errand, ids: Iterable[str]) -> Iterator[Post]:
    """Yield what was said in questions: the questions, their answers, comments on both."""
    joined, below = ";".join(ids), dict[str, str]()
    for path in ("questions/{id}", "questions/{id}/answers"):
        for item in _all(session, errand, path, joined):
            if post := _post(errand, item):
                below[post.id] = post.thread_id
                yield post
    commented = list(below)
    for first in range(0, len(commented), _PAGE):
        for item in _all(session, errand, "posts/{id}/comments", ";".join(commented[first : first + _PAGE])):
            if post := _comment(errand, item, below):
                yield post


def _all(
    session: SourceSession, errand: Errand, path: str, ids: str, *, since: bool = False
) -> Iterator[dict[str, Any]]:
    params: dict[str, object] = {
        "site": errand.host,
        "order": "desc",
        "sort": "creation",
        "filter": "withbody",
    }
    params |= {"pagesize": _PAGE, "page": 1, "fromdate": int(errand.since.timestamp()) if since else None}
    return errand.rows(session, path, params, follow=by_number("page", "has_more"), at=("items",), size=_PAGE, id=ids)


def _post(errand: Errand, item: dict[str, Any]) -> Post | None:
    question, answer = fields.text(item, "question_id", most=40), fields.text(item, "answer_id", most=40)
    closed = fields.moment(item, "closed_date") is not None or fields.moment(item, "locked_date") is not None
    more: dict[str, Any] = {"kind": PostKind.REPLY if answer else PostKind.POST, "thread_id": question}
    more |= {"parent_id": question if answer else "", "replies_closed": None if answer else closed}
    return _written(errand, item, answer or question, **more) if question else None


def _comment(errand: Errand, item: dict[str, Any], below: dict[str, str]) -> Post | None:
    key, parent = fields.text(item, "comment_id", most=40), fields.text(item, "post_id", most=40)
    thread = below.get(parent, "")
    return _written(errand, item, key and f"c{key}", kind=PostKind.REPLY, thread_id=thread, parent_id=parent)


def _written(errand: Errand, item: dict[str, Any], key: str, **facts: Any) -> Post | None:
    at_time = fields.moment(item, "creation_date")
    if not key or at_time is None:
        errand.skip("without id or time")
        return None
    host = errand.host
    number = fields.text(item, "owner", "user_id", most=40)
    body, title = Markup(fields.text(item, "body")), Markup(fields.line(item, "title")).text
    author = f"{number}@{host}" if number else Markup(fields.line(item, "owner", "display_name")).text
    return errand.post(
        key,
        at_time,
        text="\n".join(filter(None, [title, body.text])),
        author=author,
        by_brand=bool(number) and errand.is_brand(author),
        urls=body.links,
        likes=max(0, score) if isinstance(score := fields.find(item, "score"), int) else None,
        url=fields.line(item, "link", most=2_000) or f"https://{host}/q/{facts['thread_id']}",
        edited_at=fields.moment(item, "last_edit_date"),
        **facts,
    )
