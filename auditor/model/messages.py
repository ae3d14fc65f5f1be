"""What a reader is told: whole sentences as templates with named values, so that they can be told in another language years later."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from string import Formatter
from typing import TYPE_CHECKING, Any, TypeAlias, Union

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

Value: TypeAlias = Union[str, int, float, date, "Message"]
"""What may stand in a template. Numbers are formatted by the template, dates as `16 September 2025`; a string is somebody's own words."""

_OTHERS_WORDS = "{words}"
_KEPT = '{"id": '
"""How a message in a column of text begins."""
_FORMAT = re.compile(r"[,.\d]{0,3}[a-z%]?")
"""How a template may format a value. A file of somebody else's must not ask for a line of a billion characters."""
_ADDRESS = re.compile(r"\S*[.:@/_]\S")
"""A beginning that is no word: `auditor.toml`, `https://…`."""
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""Spelled out: what strftime says depends on the machine."""


@dataclass(frozen=True, slots=True)
class Message:
    """One or more whole sentences. Never glued from pieces of sentences, never parsed again."""

    id: str = ""
    """The English template, by which a catalogue finds the translation; empty for nothing to say."""
    plural: str = ""
    """The template where `count` is not 1; empty where there is only one."""
    values: tuple[tuple[str, Value], ...] = ()
    """What the templates' names stand for."""
    more: tuple[Message, ...] = ()
    """Sentences that follow."""
    operator: tuple[Message, ...] = ()
    """Sentences for whoever runs the audit, which the report tells in its appendix only: commands, keys, files."""

    @property
    def text(self) -> str:
        """The sentences: in English, or in the language of `speaking`. Those for whoever runs the audit are not among them."""
        return self.render(_VOICE.get().translate)

    @property
    def in_full(self) -> str:
        """The sentences, and after them those for whoever runs the audit: for terminals, logs and lists of tasks."""
        return " ".join(filter(None, (self.text, *(one.text for one in self.for_operator()))))

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.id)

    def render(self, translate: Callable[[str, str, int], str]) -> str:
        """Return the sentences, with the templates that `translate(singular, plural, count)` gives, as gettext's `ngettext` does."""
        values = {name: _shown(value, translate) for name, value in self.values}
        count = dict(self.values).get("count", 1)
        template = self.id
        if self.id not in {"", _OTHERS_WORDS}:
            template = translate(self.id, self.plural, count if isinstance(count, int) else 1)
        return " ".join(filter(None, (template.format_map(values), *(one.render(translate) for one in self.more))))

    def for_operator(self) -> tuple[Message, ...]:
        """Return what is said to whoever runs the audit, here and in everything that this is made of; each once."""
        inner = [value for _, value in self.values if isinstance(value, Message)]
        return tuple(
            dict.fromkeys([*self.operator, *(said for one in (*inner, *self.more) for said in one.for_operator())])
        )

    def telling_operator(self, *said: Message) -> Message:
        """Return this with sentences for whoever runs the audit, who knows commands and keys that no client does."""
        return replace(self, operator=(*self.operator, *said))

    def then(self, *others: Message) -> Message:
        """Return this with further sentences behind it."""
        said = [one for one in (self, *others) if one]
        return replace(said[0], more=(*said[0].more, *said[1:])) if said else self

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Tell pydantic to keep a message as `to_json` does, and to take a bare string of an earlier file as a clause."""
        from pydantic_core import core_schema  # noqa: PLC0415 - slow to import, and helper processes do without

        from auditor.model.message_shape import MessageOut  # noqa: PLC0415 - as above

        del source
        kept = core_schema.plain_serializer_function_ser_schema(to_json)
        shape = handler.generate_schema(MessageOut)
        return core_schema.no_info_plain_validator_function(
            _validated, serialization=kept, json_schema_input_schema=shape
        )

    def over_words(self, change: Callable[[str], str]) -> Message:
        """Return this with every string among the values changed, the templates left as they are."""
        values = tuple((name, _changed(value, change)) for name, value in self.values)
        more, operator = (tuple(one.over_words(change) for one in said) for said in (self.more, self.operator))
        return replace(self, values=values, more=more, operator=operator)


class Voice:
    """English; other languages know other templates and write dates in another way."""

    code = "en"
    """Of the language, as in BCP 47."""

    def translate(self, singular: str, plural: str, count: int) -> str:
        """Return the template to fill in, as gettext's `ngettext` does."""
        return singular if count == 1 or not plural else plural

    def day(self, moment: date) -> str:
        """Return a date in prose."""
        return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"

    def number(self, written: str) -> str:
        """Return a number in English digits and marks, such as `1,234.5`, as the language writes it."""
        return written

    @property
    def untranslated(self) -> frozenset[str]:
        """Return what was asked for so far and is in no catalogue; English lacks nothing."""
        return frozenset()


_VOICE: ContextVar[Voice] = ContextVar("voice", default=Voice())  # noqa: B039 - nothing of it changes


@contextmanager
def speaking(voice: Voice) -> Iterator[None]:
    """Have every message that is read as text from here on say it in another language."""
    before = _VOICE.set(voice)
    try:
        yield
    finally:
        _VOICE.reset(before)


def voice() -> Voice:
    """Return the language that messages are read in."""
    return _VOICE.get()


NOTHING = Message()
"""Nothing to say."""


def message(template: str, plural: str = "", /, **values: Value) -> Message:
    """Return a message.

    Args:
        template: A whole sentence, or several, with names in braces: `"{count} page links {url}."`.
        plural: The same where the value called `count` is not 1: `"{count} pages link {url}."`.
        values: What the names stand for.
    """
    return Message(template, plural, tuple(values.items()))


def phrase(template: str, plural: str = "", /, **values: Value) -> Message:
    """Return words that stand as a value inside a sentence, such as a length of time: translated as a message is, but no sentence."""
    return message(template, plural, **values)


def translatable(words: str) -> str:
    """Return words as they are, and have the catalogue know them: for constants that `translated` tells later."""
    return words


def translated(words: str) -> str:
    """Return words that the catalogue knows, such as a heading, in the language of `speaking`."""
    return _VOICE.get().translate(words, "", 1) if words else ""


def quoted(words: str) -> Message:
    """Return somebody's own words as a message: an error's text, a sentence of auditor.toml."""
    return Message(_OTHERS_WORDS, values=(("words", words),)) if words else NOTHING


def listed(parts: Sequence[Message]) -> Message:
    """Return phrases as a list: `3 turns, asked again once`."""
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    return phrase("{first}, {more}", first=parts[0], more=listed(parts[1:]))


def as_message(words: Message | str) -> Message:
    """Return a message as it is, and a bare string as somebody's own words."""
    return words if isinstance(words, Message) else quoted(words)


def as_sentence(clause: str) -> Message:
    """Return a clause, as earlier snapshots hold them, as a sentence that stands for itself."""
    clause = clause.strip()
    if not clause:
        return NOTHING
    begun = clause if _ADDRESS.match(clause) else f"{clause[:1].upper()}{clause[1:]}"
    return quoted(begun if begun[-1] in ".!?" else f"{begun}.")


def sentence(words: Message | str) -> Message:
    """Return a message as it is, and a bare string, a clause, as a sentence."""
    return words if isinstance(words, Message) else as_sentence(words)


def to_json(said: Message) -> dict[str, Any]:
    """Return a message as results keep it: templates, values and the English text."""
    found: dict[str, Any] = {"id": said.id, "values": {name: _to_json(value) for name, value in said.values}}
    if said.plural:
        found["plural"] = said.plural
    if said.more:
        found["more"] = [to_json(one) for one in said.more]
    if said.operator:
        found["operator"] = [to_json(one) for one in said.operator]
    return {**found, "text": said.text}


def from_json(kept: Mapping[str, Any]) -> Message:
    """Return the message that `to_json` wrote.

    Raises:
        ValueError: a template asks for more than its values; KeyError where it has none.
    """
    _require_plain(kept["id"])
    _require_plain(kept.get("plural", ""))
    values = tuple((name, _from_json(value)) for name, value in kept.get("values", {}).items())
    more, operator = (tuple(from_json(one) for one in kept.get(key, ())) for key in ("more", "operator"))
    return Message(kept["id"], kept.get("plural", ""), values, more, operator)


def to_text(said: Message) -> str:
    """Return a message as a column of text holds it: JSON, or empty for nothing to say."""
    return json.dumps(to_json(said), ensure_ascii=False) if said else ""


def from_text(kept: str, earlier: Callable[[str], Message] = as_sentence) -> Message:
    """Return the message that `to_text` wrote; what stood in the column before, a clause unless told, as a sentence."""
    return from_json(json.loads(kept)) if kept.startswith(_KEPT) else earlier(kept)


def day(moment: date) -> str:
    """Return a date in prose: `16 September 2025`, or as the language of `speaking` has it."""
    return _VOICE.get().day(moment)


@lru_cache(maxsize=1_024)
def _require_plain(template: str) -> None:
    """Raise ValueError for a template that reaches into its values or formats them as none of ours does."""
    for _, name, form, conversion in Formatter().parse(template):
        if name is not None and not (
            name.isidentifier() and conversion in {None, "r"} and _FORMAT.fullmatch(form or "")
        ):
            raise ValueError(f"no template of a message: {template[:80]!r}")


def _validated(kept: object) -> Message:
    if isinstance(kept, Mapping):
        said = from_json(kept)
        _ = said.in_full  # a template that lacks a value is found here, not where it is shown
        return said
    if isinstance(kept, Message):
        return kept
    assert isinstance(kept, str), "neither a message nor a text"
    return as_sentence(kept)


def _shown(value: Value, translate: Callable[[str, str, int], str]) -> str | _Number:
    if isinstance(value, Message):
        return value.render(translate)
    if isinstance(value, date):
        return day(value)
    return value if isinstance(value, str) else _Number(value)


class _Number:
    """A number in a template, written as the language of `speaking` does."""

    def __init__(self, value: float) -> None:
        self._value = value

    def __format__(self, form: str) -> str:
        return _VOICE.get().number(format(self._value, form))

    def __str__(self) -> str:
        return format(self, "")

    __repr__ = __str__


def _changed(value: Value, change: Callable[[str], str]) -> Value:
    if isinstance(value, Message):
        return value.over_words(change)
    return change(value) if isinstance(value, str) else value


def _to_json(value: Value) -> object:
    if isinstance(value, Message):
        return to_json(value)
    return {"date": f"{value:%Y-%m-%d}"} if isinstance(value, date) else value


def _from_json(kept: Any) -> Value:
    if not isinstance(kept, Mapping):
        value: Value = kept
        return value
    return date.fromisoformat(kept["date"]) if "date" in kept else from_json(kept)
