"""`auditor import`: how files of conversations are read, told before a visit is made."""
# ruff: noqa: PLC0415 - as in commands.py

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from auditor.cli import terminal
from auditor.model import phrase
from auditor.model.messages import listed
from auditor.plugins import watch

if TYPE_CHECKING:
    from auditor.analysis.conversations.metrics.figures import ChannelMeasure
    from auditor.collect.importers.trial import Trial
    from auditor.config.load import Settings
    from auditor.extensions import Extensions
    from auditor.model import Channel, Post

_MOST = 50_000
"""Posts from which it is told what would be judged; the rest are only counted."""
_LONGEST = 100
"""Characters of a post that are shown, of a column's name, an account or an id."""


def show(settings: Settings, others: Extensions) -> bool:
    """Print how every file is read, and what would be judged; return whether something of each could be read.

    An importer that breaks is noted as a fault of its own, and no file's.
    """
    from auditor.collect.importers import trial

    if not settings.conversations:
        click.echo("auditor.toml names no conversations; add [[conversations]] with the path of a file.")
        return True
    posts: list[Post] = []
    tried = list(
        trial.trials(settings, others.importers(), told=lambda post: posts.append(post) if len(posts) < _MOST else None)
    )
    for one in tried:
        for line in _lines(one):
            click.echo(terminal.safe(line))
        click.echo()
    for line in _judged(settings, tried, posts):
        click.echo(terminal.safe(line))
    for one in tried:
        if one.fault:
            watch.note(f"{one.fault} (reading {one.path})")
    return not any(one.problem is not None for one in tried)


def _lines(one: Trial) -> Iterator[str]:
    """Yield what is said of a file."""
    yield one.path
    yield from _layout(one)
    if one.problem is not None:
        yield f"  cannot be read: {one.problem.in_full}"
    else:
        yield from _read(one)


def _layout(one: Trial) -> Iterator[str]:
    """Yield as what a file was read."""
    from auditor.collect.importers import base

    if one.importer is not None:
        yield f"  read as {one.importer.name}: {one.importer.title}"
    for table in one.tables:
        sheet = f" of sheet {_cut(table.sheet)}" if table.sheet else ""
        yield f"  columns{sheet}: " + ", ".join(f"{_cut(table.name(field))} = {field}" for field in table.index)
        if unread := [name for place, name in enumerate(table.names) if place not in table.index.values()]:
            yield f"  columns not read: {base.listed(unread)}"
    if one.passed_over:
        yield f"  sheets not read: {base.listed(one.passed_over)}"


def _read(one: Trial) -> Iterator[str]:
    """Yield what was read of a file."""
    if one.fault:
        yield f"  the importer broke: {one.fault}"
    if one.cut:
        yield f"  not read to its end: {one.cut}"
    yield phrase(
        "  {count:,} post, {ours:,} of them by the company",
        "  {count:,} posts, {ours:,} of them by the company",
        count=one.posts,
        ours=one.by_brand,
    ).text
    for (platform, account), count in one.accounts.most_common():
        yield f"  account {_cut(account)} on {platform}: {count:,}"
    for post in one.first:
        yield f"    {_shown(post)}"
    for reason, count in one.skipped.most_common():
        place = f", first at {one.where[reason]}" if one.where.get(reason) else ""
        yield f"  left out: {count:,} ({reason}{place})"
    if not one.by_brand and "authors" not in one.cannot_see:
        yield '  nobody in it is known to speak for the company; name its accounts and agents, such as brand = ["AcmeHelp", "Jo"]'
    if "time-zone" in one.cannot_see:
        yield '  its times name no zone and are taken for UTC; say which it is, such as timezone = "Europe/London"'
    if one.cannot_see:
        yield "  does not show: " + ", ".join(_unseen(one.cannot_see))


def _shown(post: Post) -> str:
    from auditor.analysis.masking import mask_text

    who = "company" if post.by_brand else "customer"
    text = " ".join(post.text.split()) if not post.marks else "(private; its words are not kept)"
    text = _cut(text)
    if post.rating is not None:
        text = f"{post.rating:g} of 5. {text}" if text else f"{post.rating:g} of 5, without words"
    link = f", in {_cut(post.thread_id)}" if post.thread_id else ""
    link = f", answers {_cut(post.parent_id)}" if post.parent_id else link
    return f"{post.created_at:%Y-%m-%d %H:%M %Z} {who}, {post.kind.value}{link}: {mask_text(text)}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\u2026"


def _unseen(words: Iterable[str]) -> Iterator[str]:
    from auditor.analysis.conversations.sentences import not_shown

    return (not_shown(word).text for word in words)


def _judged(settings: Settings, tried: Iterable[Trial], posts: list[Post]) -> Iterator[str]:
    """Yield which shares of each account could be judged."""
    from auditor.analysis.conversations import sentences
    from auditor.analysis.conversations.metrics.measure import Setting, measure
    from auditor.audit.summary.counted import KINDS

    if not posts:
        return
    channels = tuple(_channels(tried))
    posts.sort(key=lambda post: (post.platform, post.account))
    zone = settings.target.timezone
    found = measure(posts, Setting(max(post.created_at for post in posts), channels=channels, timezone=zone))
    yield "What would be judged:"
    for one in found.channels:
        yield f"  {_cut(one.account)} ({one.platform}): {_counts(one)}"
        blind = [kind for kind in KINDS if sentences.unavailable(one, *kind.needs)]
        counts = [
            (kind.title.text, rate.n) for kind in KINDS if kind not in blind and (rate := kind.of(one)) is not None
        ]
        if judged := [f"{title} ({n:,})" for title, n in counts if n]:
            yield f"    yes: {'; '.join(judged)}"
        if empty := [title for title, n in counts if not n]:
            yield f"    no cases: {'; '.join(empty)}"
        if blind:
            needs = tuple(dict.fromkeys(need for kind in blind for need in kind.needs))
            yield f"    no: {'; '.join(kind.title.text for kind in blind)}"
            yield f"    why: {sentences.unavailable(one, *needs).then(sentences.remedy(one, *needs)).in_full}"


def _counts(one: ChannelMeasure) -> str:
    reviews = one.reviews.n if one.reviews is not None else 0
    if reviews and not one.questions and not one.linkage.own:
        return phrase("{count:,} review", "{count:,} reviews", count=reviews).text
    asked = phrase(
        "{count:,} post by customers that may ask something",
        "{count:,} posts by customers that may ask something",
        count=one.questions,
    )
    own = phrase("{count:,} post by the company", "{count:,} posts by the company", count=one.linkage.own)
    return listed([asked, own]).text


def _channels(tried: Iterable[Trial]) -> Iterator[Channel]:
    from auditor.model import Channel

    for one in tried:
        for platform, account in one.accounts:
            source = one.importer.name if one.importer is not None else ""
            yield Channel(platform, account, source, cannot_see=one.cannot_see, pairing=one.pairing)
