"""The shape of a message in JSON, for the schema of results."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class MessageOut(BaseModel):
    """Whole sentences: the English text, and the templates and values it is made of, for other languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(description="the English template, `{words}` for somebody's own words")
    values: dict[str, Any] = Field(
        default={}, description="what the names in the template stand for: texts, numbers, {date: ISO date} or messages"
    )
    plural: str = Field(default="", description="the template where `count` is not 1; left out where there is only one")
    more: tuple[MessageOut, ...] = Field(default=(), description="sentences that follow; left out where none do")
    text: str = Field(description="all of it in English")
