"""Parley: accounts and their talks, by its public interface. An example, to be replaced by a platform of your own."""

from collections.abc import Iterator
from datetime import datetime

from auditor.api.sources import (
    Errand,
    Post,
    Problem,
    Profile,
    Source,
    SourceSession,
    at,
    by_cursor,
    fields,
    live,
    missing,
    unknown,
)


def profile(session: SourceSession, asked: Profile) -> Profile:
    """Look an account up."""
    reply = session.ask("v1/users/{name}", name=asked.handle)
    if reply.problem is Problem.NOT_FOUND:
        return missing(asked, reply, "its interface knows nobody of this name")
    if not reply.ok:
        return unknown(asked, reply)
    return live(asked, reply, "its interface shows it", name=fields.line(reply.data, "name"))


def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
    """Yield what was said on the account's page, newest first."""
    path = "v1/users/{name}/talks"
    for row in errand.rows(session, path, follow=by_cursor(), at=("talks",), written=_written, name=errand.handle):
        moment, author = _written(row), fields.line(row, "by")
        if moment is None:
            errand.skip("no time")
            continue
        yield errand.post(
            fields.line(row, "id"),
            moment,
            author=author,
            by_brand=errand.is_brand(author),
            text=fields.text(row, "text"),
            parent_id=fields.line(row, "to"),
        )


def _written(row: object) -> datetime | None:
    return fields.moment(row, "at")


SOURCE = Source(
    interface=1,
    name="parley",
    platforms=("parley",),
    base=at("https://api.parley.example/"),
    address=r"https://parley\.example/@(?P<handle>[\w.-]+)",
    profile=profile,
    posts=posts,
    cannot_see=("deleted", "direct"),
)
