"""What became of what the company announced for a day: a word about it, or people who ask. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from auditor.analysis.conversations import post_scan, queries
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.conversations.statements import Announcement, announcements, local_day, own_posts, promised_by
from auditor.analysis.links.status import LinkState, judge
from auditor.model import Page, Post, Snapshot
from auditor.model.remembering import remembered
from auditor.text import announced, dates, said
from auditor.text.fold import fold, words
from auditor.text.topics import singular, title_words


@remembered()
def settled(snapshot: Snapshot) -> dict[Key, Post]:
    """Return, by announcement, an own post that says a word about it once it was due, or moved the day before.

    One walk through the posts for all announcements together.
    """
    waiting = {post_scan.key_of(one.post): one for one in announcements(snapshot)}
    by_word: dict[str, set[Key]] = {}
    for key, one in waiting.items():
        for word in one.promised.about:
            by_word.setdefault(word, set()).add(key)
    found: dict[Key, Post] = {}
    for post in own_posts(snapshot) if by_word else ():
        above = Key(post.platform, post.account, post.parent_id)
        if above in waiting and local_day(snapshot, post.created_at) >= waiting[above].promised.first:
            found.setdefault(above, post)  # whoever goes on with the announcement itself speaks of it
        named = {word for raw in words(fold(post.text[: said.LONGEST])) if (word := singular(raw)) in by_word}
        for key in sorted({key for word in named for key in by_word[word]}):
            if _settles(snapshot, post, waiting[key], named & waiting[key].promised.about):
                found[key] = post
                for word in waiting[key].promised.about:
                    by_word[word].discard(key)
    return found


def _settles(snapshot: Snapshot, post: Post, promise: Announcement, shared: frozenset[str] | set[str]) -> bool:
    if post.created_at <= promise.post.created_at:
        return False
    day = local_day(snapshot, post.created_at)
    # Within the week that is meant, one more announcement is no word about it.
    due = day >= promise.promised.day or (day >= promise.promised.first and promised_by(snapshot, post) is None)
    if due and (len(shared) > 1 or shared & promise.promised.names):
        return True
    return announced.settles(post.text, post.lang)


@remembered()
def asked_about(snapshot: Snapshot) -> dict[Key, tuple[Key, ...]]:
    """Return, by announcement, the questions about it since it was due, one of each person.

    A question is about it if it shares two of its words, or one that nobody asked about before and that is written like a name or waited
    for, and if it does not presume that the thing is there.
    """
    waiting = announcements(snapshot)
    by_word: dict[str, list[Announcement]] = {}
    for one in waiting:
        for word in one.promised.about:
            by_word.setdefault(word, []).append(one)
    asked = sorted(_questions(snapshot, by_word), key=lambda each: each[:2])
    first: dict[str, date] = {}
    found: dict[Key, dict[str, Key]] = {}
    weak: set[tuple[Key, Key]] = set()
    for day, key, author, shared in asked:
        for word in shared:
            first.setdefault(word, day)
        about = {post_scan.key_of(one.post): one for word in shared for one in by_word[word]}
        for promise_key, one in about.items():
            of_it = shared & one.promised.about
            new = {word for word in of_it if first[word] >= one.written}
            if day >= _asked_from(one) and (len(of_it) > 1 or new):
                found.setdefault(promise_key, {}).setdefault(author, key)
                if len(of_it) == 1 and not new & one.promised.names:
                    weak.add((promise_key, key))
    texts = queries.posts(snapshot, {key for people in found.values() for key in people.values()})
    waits = {
        key: [each for each in people.values() if _waits(texts.get(each), weak=(key, each) in weak)]
        for key, people in found.items()
    }
    return {key: tuple(listed) for key, listed in waits.items() if listed}


def _waits(post: Post | None, *, weak: bool) -> bool:
    if post is None:
        return not weak
    return not announced.presumes(post.text, post.lang) and (not weak or announced.awaits(post.text, post.lang))


def _asked_from(one: Announcement) -> date:
    """Return the day from which a question is about what is due: the named one, or the one after a week or a month that is over."""
    promised = one.promised
    return promised.day if promised.first == promised.day else promised.day + timedelta(days=1)


def _questions(
    snapshot: Snapshot, by_word: dict[str, list[Announcement]]
) -> Iterator[tuple[date, Key, str, frozenset[str]]]:
    """Yield (day, key, author, shared words) of the questions that share a word with any announcement."""
    for (platform, account), asked in post_scan.scanned(snapshot).questions.items():
        for question in asked:
            if shared := by_word.keys() & set(question.words):
                key = Key(platform, account, question.id)
                yield local_day(snapshot, question.at), key, question.author or question.id, frozenset(shared)


def page_says(snapshot: Snapshot, promise: Announcement) -> str:
    """Return a page of the site that takes the announcement up in its title or heading; empty for none.

    The announcement itself, where it stands on the site, is no such page.
    """
    itself = {promise.post.url, *promise.post.urls}
    for page, told in _headings(snapshot):
        if (
            len(promise.promised.about & told) > 1
            and page.url not in itself
            and not _names_day(page, promise.promised.day)
        ):
            return page.url
    return ""


def _names_day(page: Page, day: date) -> bool:
    return any(one.day == day for one in dates.days(f"{page.title} {page.heading}"[:400], page.lang, near=day))


@remembered()
def _headings(snapshot: Snapshot) -> tuple[tuple[Page, frozenset[str]], ...]:
    """Return the pages that load, and the words of their titles and headings."""
    there = (page for page in snapshot.pages if judge(snapshot, page.url).state is LinkState.ALIVE)
    return tuple((page, title_words(f"{page.title}. {page.heading}")) for page in there)
