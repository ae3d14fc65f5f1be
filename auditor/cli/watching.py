"""The command that goes on: `watch`."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from auditor.cli import options, outcome, placing, stages, terminal
from auditor.config import spans
from auditor.config import watch as keys
from auditor.config.load import ConfigError

if TYPE_CHECKING:
    from datetime import datetime, timedelta, tzinfo

    from auditor.config.schema import Settings
    from auditor.extensions import Extensions
    from auditor.model import Check
    from auditor.watch.handover import Receivers
    from auditor.watch.moments import Clock
    from auditor.watch.orders import Orders

_WEBHOOK = "AUDITOR_WEBHOOK"
_CODES = {"clean": outcome.CLEAN, "found": outcome.FOUND, "blind": outcome.INCOMPLETE}


@click.command()
@click.argument("target", required=False)
@click.option("--every", metavar="SPAN", help="Time between two rounds, such as 30m, 2h or 1d.  [default: 30m]")
@click.option("--until", metavar="TIME", help='When to end, such as "Mon 09:00" or 2026-11-30T09:00; never by default.')
@click.option("--once", is_flag=True, help="Make one round and end, for cron.")
@click.option(
    "--alert-on", type=click.Choice(keys.ALERT_ON), help="Lowest severity to be told of.  [default: critical]"
)
@click.option("--alert-command", metavar="COMMAND", help="Run without a shell; gets each alert as JSON.")
@click.option(
    "--webhook", metavar="URL", envvar=_WEBHOOK, help=f"Post each alert there as JSON.  [environment: {_WEBHOOK}]"
)
@click.option("--webhook-private", is_flag=True, help="The webhook lies in a private network or on this machine.")
@click.option("--exit-on-critical", is_flag=True, help="End with 1 as soon as there is something to be told of.")
@click.option("--output", type=options.FOLDER, help="Folder of the watch; auditor-watch/HOST by default.")
@options.with_check_folders
@options.with_skip
@outcome.orderly
def watch(
    target: str | None, output: Path | None, folders: tuple[Path, ...], skip: tuple[str, ...], **asked: Any
) -> None:
    """Look at the profiles, posts and mentions of TARGET again and again, and say what changes.

    TARGET is a site or an auditor.toml; without it, the auditor.toml of the folder that this is run in. The site itself is not read.
    """
    from auditor.snapshot.reader import CannotWrite
    from auditor.watch.handover import ProcessPost
    from auditor.watch.moments import SystemClock
    from auditor.watch.orders import NothingToWatch
    from auditor.watch.watching import Watcher

    target = stages.config_here() if target is None else target
    settings = stages.settings_of(target)
    stages.tell_left_out(settings)
    clock = SystemClock()
    others = stages.extensions(settings)
    checks = _checks(settings, others, folders, skip)
    orders = _orders(settings, target, asked, clock, others, checks)
    folder = output or placing.of_target(settings, target, placing.WATCHES)
    _tell(_begin(orders, folder, settings))
    watcher = Watcher(folder, orders, clock, _tell, ProcessPost(orders.receivers), wait=time.sleep)
    try:
        ending = watcher.run()
    except NothingToWatch as error:
        raise ConfigError(str(error)) from None
    except CannotWrite as error:
        outcome.stop(f"{error}; the watch ended, because it could not remember what it told", outcome.INCOMPLETE)
    _leave(ending.value)


def _leave(ending: str) -> None:
    if ending == "found":
        outcome.stop("something was found that you wanted to be told of", _CODES[ending])
    outcome.stop_where_left_out()
    if ending == "blind":
        outcome.stop("too much was not seen to say that nothing happened", _CODES[ending])


def _tell(line: str, *, trouble: bool = False) -> None:
    """Show a line; a log on a full disk ends no watch."""
    with suppress(OSError):
        click.echo(f"auditor: {terminal.safe(line).strip()}" if trouble else terminal.safe(line), err=trouble)


def _begin(orders: Orders, folder: Path, settings: Settings) -> str:
    from auditor.watch import lines

    often = "once" if orders.once else f"every {_shown(orders.every)}"
    end = f", until {lines.stamp(orders.until, orders.zone)}" if orders.until else ""
    zone = settings.target.timezone or "UTC"
    return f"watching {settings.target.site} {often}{end} ({zone}), in {folder}"


def _shown(every: timedelta | None) -> str:
    from auditor.watch.moments import in_words

    return in_words(every.total_seconds()) if every else ""


def _checks(settings: Settings, others: Extensions, folders: tuple[Path, ...], skip: tuple[str, ...]) -> list[Check]:
    from auditor.audit.choosing import UnknownCheck
    from auditor.watch import judging

    known = stages.chosen_checks(settings, others, folders, skip=skip)
    for id_ in settings.watch.checks:
        if id_ not in known and id_ not in (*skip, *settings.checks.skip):
            raise UnknownCheck(id_, known)
    own = [id_ for id_, entry in known.items() if any(Path(folder) in entry.path.parents for folder in folders)]
    return judging.chosen(known, [*(id_ for id_ in settings.watch.checks if id_ in known), *own])


def _orders(
    settings: Settings, target: str, asked: dict[str, Any], clock: Clock, others: Extensions, checks: list[Check]
) -> Orders:
    from auditor.collect.rounds import Plan
    from auditor.collect.run import block_lists_of
    from auditor.config import load
    from auditor.watch.faults import Bar
    from auditor.watch.orders import Orders

    said, zone = settings.watch, ZoneInfo(settings.target.timezone or "UTC")
    until = _until(asked["until"], zone, clock)
    if asked["once"] and until is not None:
        raise ConfigError("--once and --until: name one of them")
    return Orders(
        Plan(settings, sources=others.sources(), block_lists=block_lists_of(settings.security.block_lists)),
        checks,
        load.thresholds(settings),
        load.accepts(settings),
        settings.declared,
        every=_every(asked["every"], settings, once=asked["once"]),
        until=until,
        once=asked["once"],
        stop_on_alert=asked["exit_on_critical"],
        bar=Bar(asked["alert_on"] or said.alert_on, said.reviews),
        receivers=_receivers(settings, asked),
        blind_after=said.blind_after,
        limit=said.max_mb * 1_000_000,
        runs=placing.of_target(settings, target, placing.RUNS),
        zone=zone,
    )


def _every(text: str | None, settings: Settings, *, once: bool) -> timedelta | None:
    if text is None and once and "every" not in settings.watch.model_fields_set:
        return None  # whoever starts single rounds knows how often; nobody else does
    try:
        return spans.span(text or settings.watch.every)
    except ValueError as error:
        raise ConfigError(f"--every: {error}") from None


def _until(text: str | None, zone: tzinfo, clock: Clock) -> datetime | None:
    from auditor.watch import moments

    try:
        return moments.end(text, zone, clock.now()) if text is not None else None
    except ValueError as error:
        raise ConfigError(f"--until: {error}") from None


def _receivers(settings: Settings, asked: dict[str, Any]) -> Receivers:
    from auditor.watch import handover

    said = settings.watch
    try:
        command = keys.command(asked["alert_command"]) if asked["alert_command"] else said.alert_command
        handover.require_there(command)
    except ValueError as error:
        raise ConfigError(
            f"{'--alert-command' if asked['alert_command'] else 'watch.alert_command'}: {error}"
        ) from None
    private = asked["webhook_private"] or said.private_webhook
    address = (asked["webhook"] or "").strip()
    os.environ.pop(_WEBHOOK, None)  # no command for alerts needs it
    if address:
        from auditor.collect.http.webhook import Webhook

        try:
            Webhook(address, private=private)
        except ValueError as error:
            raise ConfigError(f"--webhook: {error}") from None
    return handover.Receivers(command, address, private, said.alert_seconds)
