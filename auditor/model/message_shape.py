"""Messages as pydantic reads and writes them: for results."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from auditor.model.messages import Message, quoted


class MessageOut(BaseModel):
    """Whole sentences: the English text, and the templates and values it is made of, for other languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(description="the English template, `{words}` for somebody's own words")
    values: dict[str, Any] = Field(
        default={}, description="what the names in the template stand for: texts, numbers, {date: ISO date} or messages"
    )
    plural: str = Field(default="", description="the template where `count` is not 1; left out where there is only one")
    more: tuple[MessageOut, ...] = Field(default=(), description="sentences that follow; left out where none do")
    operator: tuple[MessageOut, ...] = Field(
        default=(),
        description="sentences for whoever runs the audit, which `text` lacks; left out where there are none",
    )
    text: str = Field(description="all of it in English, for readers of the report")


def _as_words(kept: object) -> object:
    return quoted(kept) if isinstance(kept, str) else kept


Phrase: TypeAlias = Annotated[Message, BeforeValidator(_as_words)]
"""Words that are no sentence, such as a share; a bare string of an earlier file as it is."""
