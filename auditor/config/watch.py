"""What auditor.toml says of `auditor watch`."""

from __future__ import annotations

import shlex

from pydantic import Field, field_validator

from auditor.config import spans
from auditor.config.section import Section, nearest
from auditor.model import Severity

ALERT_ON = tuple(severity.label for severity in Severity if severity)
"""Severities that alerts can be asked for from."""


class WatchSettings(Section):
    """How often rounds are made, and who is told what they find."""

    every: str = Field(default="30m", description="time between two rounds: `30m`, `2h`, `1d`; at least `1m`")
    alert_on: str = Field(default="critical", description="lowest severity that somebody is told of")
    reviews: bool = Field(default=False, description="true to be told of what a person must judge, too")
    alert_command: tuple[str, ...] = Field(
        default=(),
        description="program and arguments, run without a shell; the alert comes on its standard input as JSON",
    )
    alert_seconds: float = Field(default=30, gt=0, le=600, description="for one try to hand an alert over")
    private_webhook: bool = Field(
        default=False, description="true where the webhook lies in a private network or on this machine"
    )
    blind_after: int = Field(
        default=4, ge=1, le=1_000, description="rounds in a row that do not see something, after which you are told"
    )
    max_mb: int = Field(default=500, ge=20, description="megabytes that the folder of the watch may take")
    checks: tuple[str, ...] = Field(default=(), description="ids of further checks to run, such as your own")

    @field_validator("every")
    @classmethod
    def _is_span(cls, value: str) -> str:
        spans.span(value)
        return value

    @field_validator("alert_on")
    @classmethod
    def _is_severity(cls, value: str) -> str:
        if value not in ALERT_ON:
            raise ValueError(f"{value!r} is not one of {', '.join(ALERT_ON)}{nearest(value, ALERT_ON)}")
        return value

    @field_validator("alert_command", mode="before")
    @classmethod
    def _are_words(cls, value: object) -> object:
        return command(value) if isinstance(value, str) else value


def command(text: str) -> tuple[str, ...]:
    """Return the program and the arguments of a command that is written in one line.

    Raises:
        ValueError: a quote is never closed; one line that says so.
    """
    try:
        return tuple(shlex.split(text))
    except ValueError as error:
        raise ValueError(f"{text!r} cannot be read ({error}); write it as a list of words") from None
