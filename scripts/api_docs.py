"""Makes docs/api.md from what stands in the code: `auditor.api` and the types its questions take and return."""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from auditor import api, model
from auditor.api import testing, types
from auditor.api.query import Query

_NOUNS = (
    "Snapshot", "Target", "Page", "Role", "Link", "LinkKind", "Place", "Fetch", "Reach", "ContactDetail", "ContactKind",
    "ContactSource", "Form", "FormField", "Document", "Profile", "Existence", "Owner", "ProfileMention", "Post", "PostKind",
    "Channel", "Certificate", "DnsRecord", "DnsOutcome",
)  # fmt: skip
"""What was gathered, in the order a reader asks for it; the other types of the model belong to findings."""


def declaring() -> str:
    """Return the functions with which a check is declared and findings are built."""
    return "\n\n".join(_function(getattr(api, name), name) for name in _functions())


def conclusions() -> str:
    """Return the types of findings."""
    found = [name for name in _types() if name not in _NOUNS and _is_models(name)]
    return "\n\n".join(_type(name) for name in found)


def nouns() -> str:
    """Return the types that a snapshot is made of."""
    return "\n\n".join(_type(name) for name in _NOUNS)


def questions() -> str:
    """Return the classes by which a check asks, each with its questions."""
    return "\n\n".join(_query(name) for name in sorted(_queries()))


def answers() -> str:
    """Return the types of answers."""
    return "\n\n".join(_type(name) for name in _types() if not _is_models(name))


def trials() -> str:
    """Return the functions for tests."""
    return "\n\n".join(_function(getattr(testing, name), name) for name in ("page", "visit", "run"))


def _functions() -> list[str]:
    found = {name: value for name in api.__all__ if inspect.isfunction(value := getattr(api, name))}
    return sorted(found, key=lambda name: (found[name].__module__ != "auditor.api.findings", _line(found[name])))


def _line(function: Callable[..., Any]) -> int:
    return function.__code__.co_firstlineno


def _offered() -> dict[str, Any]:
    return {name: getattr(module, name) for module in (api, types) for name in module.__all__}


def _classes() -> dict[str, type]:
    return {name: value for name, value in _offered().items() if inspect.isclass(value)}


def _queries() -> dict[str, type[Query]]:
    return {name: one for name, one in _classes().items() if issubclass(one, Query)}


def _types() -> list[str]:
    return sorted(_classes().keys() - _queries().keys())


def _is_models(name: str) -> bool:
    return hasattr(model, name) and getattr(model, name) is _offered()[name]


def _query(name: str) -> str:
    one = _queries()[name]
    declared = ", ".join(f"`{field}`" for field in one.rests_on)
    constants = [(f"`{name}.{called}`", said) for called, said in _members(one).items() if called.isupper()]
    rows = [*_asked(name, one), *constants]
    lines = [f"### {name}", "", _paragraphs(one.__doc__), "", f"Rests on {declared}: declare it.", ""]
    return "\n".join([*lines, *_table((f"`{name}(snapshot)`", "what it says"), rows)])


def _asked(name: str, one: type[Query]) -> Iterator[tuple[str, str]]:
    """Yield the questions of a class: those that need no snapshot with the name of the class in front."""
    for called, value in vars(one).items():
        static = isinstance(value, staticmethod)
        if called.startswith("_") or not (static or inspect.isfunction(value)):
            continue
        asked = getattr(one, called)
        said, arguments = _told(asked)
        listed = " ".join(f"`{argument}`: {text}" for argument, text in arguments)
        whole = " ".join(filter(None, (*said.split("\n\n"), listed)))
        yield f"`{name if static else ''}.{called}{_signature(asked)}`", whole


def _function(function: Callable[..., Any], name: str) -> str:
    """Return a function with what it takes and returns, under a heading."""
    heading = f"### {name}\n\n"
    said, arguments = _told(function)
    listed = "".join(f"\n- `{argument}`: {text}" for argument, text in arguments)
    return f"{heading}**`{name}{_signature(function)}`**\n\n{said}" + (f"\n{listed}" if listed else "")


def _signature(function: Callable[..., Any]) -> str:
    """Return what a function takes and returns, without `self`, types as `auditor.api` calls them."""
    parts, starred = [], False
    for one in inspect.signature(function).parameters.values():
        if one.name == "self":
            continue
        if one.kind is one.KEYWORD_ONLY and not starred:
            parts.append("*")
        starred = starred or one.kind in {one.KEYWORD_ONLY, one.VAR_POSITIONAL}
        parts.append(_parameter(one))
    returned = inspect.signature(function).return_annotation
    return _named(f"({', '.join(parts)}) -> {returned}", sys.modules[function.__module__])


def _parameter(one: inspect.Parameter) -> str:
    stars = "*" if one.kind is one.VAR_POSITIONAL else "**" if one.kind is one.VAR_KEYWORD else ""
    if one.default is one.empty:
        return f"{stars}{one.name}: {one.annotation}"
    default = "NOTHING" if one.default is api.NOTHING else json.dumps(one.default) if one.default == "" else one.default
    return f"{one.name}: {one.annotation} = {default}"


def _told(function: Callable[..., Any]) -> tuple[str, list[tuple[str, str]]]:
    """Return what a docstring says, and what it says of each argument."""
    doc = inspect.cleandoc(function.__doc__ or "")
    said, _, rest = doc.partition("\n\nArgs:\n")
    rest = re.split(r"\n\n(?:Raises|Returns):", rest)[0]
    arguments = re.findall(r"^    (\w+): ((?:.+(?:\n     .*)*))", rest, re.MULTILINE)
    returned = re.search(r"\n\nReturns:\n((?:    .*\n?)+)", doc)
    more = f"\n\n{_line_of(returned[1])}" if returned and "Args:" in doc else ""
    return _paragraphs(said) + more, [(name, _line_of(text)) for name, text in arguments]


def _type(name: str) -> str:
    """Return a type with its fields or members, and what can be asked of it."""
    one = _classes()[name]
    lines = [f"### {name}", "", _paragraphs(one.__doc__), "", *_rows(one)]
    kept = {field.name for field in fields(one)} if is_dataclass(one) else set()
    for called, value in vars(one).items():
        if called.startswith("_") or called in kept:
            continue
        if isinstance(value, property):
            lines += ["", f"**`.{called}`** {_line_of(value.__doc__ or '')}"]
        elif inspect.isfunction(value):
            lines += ["", f"**`.{called}{_signature(value)}`** {_line_of(value.__doc__ or '')}"]
    return "\n".join(lines).rstrip()


def _rows(one: type) -> Iterator[str]:
    said, module = _members(one), sys.modules[one.__module__]
    if issubclass(one, Enum):
        yield from _table(("member", "meaning"), ((f"`{member.name}`", said.get(member.name, "")) for member in one))
    elif is_dataclass(one):
        rows = (
            (f"`{field.name}`", f"`{_named(str(field.type), module)}`", said.get(field.name, ""))
            for field in fields(one)
        )
        yield from _table(("field", "type", "what it is"), (row for row in rows if not row[0].startswith("`_")))
    elif hasattr(one, "_fields"):
        types = inspect.get_annotations(one)
        rows = ((f"`{name}`", f"`{_named(_written(types[name]), module)}`", said.get(name, "")) for name in one._fields)
        yield from _table(("field", "type", "what it is"), rows)


def _written(annotation: Any) -> str:
    return getattr(annotation, "__forward_arg__", str(annotation))


def _members(declared: type) -> dict[str, str]:
    """Return the strings under the members of a class, by name."""
    body = ast.parse(inspect.cleandoc("\n" + inspect.getsource(declared))).body[0]
    assert isinstance(body, ast.ClassDef)
    said = {}
    for member, doc in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(doc, ast.Expr)
            and isinstance(doc.value, ast.Constant)
            and isinstance(member, ast.Assign | ast.AnnAssign)
        ):
            target = member.target if isinstance(member, ast.AnnAssign) else member.targets[0]
            said[ast.unparse(target)] = _line_of(str(doc.value.value))
    return said


def _named(annotation: str, module: Any) -> str:
    """Return an annotation with the names by which `auditor.api` has its types."""
    called = {id(value): name for name, value in _classes().items()}

    def rename(match: re.Match[str]) -> str:
        value = getattr(module, match[0], None)
        return called.get(id(value), match[0]) if inspect.isclass(value) else match[0]

    return re.sub(r"\b[A-Z]\w+", rename, annotation)


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    heads = tuple(heads)
    yield _row(heads)
    yield _row(("---",) * len(heads))
    yield from map(_row, rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _paragraphs(doc: str | None) -> str:
    """Return a docstring with each paragraph on one line, sections such as `Raises` left out."""
    text = re.split(r"\n\n(?:Args|Raises|Returns):", inspect.cleandoc(doc or ""))[0]
    return "\n\n".join(map(_line_of, text.split("\n\n")))


def _line_of(text: str) -> str:
    return " ".join(text.split())
