"""Every regular expression of the program, and text made to keep each one busy.

Run as a command it prints, as JSON, what was compiled while every module was imported, every list of words read, and the example
audited: patterns that are built at use are among them.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import json
import pkgutil
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from time import perf_counter, process_time
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_OURS = (str(ROOT / "auditor"), str(ROOT / "checks"))


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern that was compiled."""

    pattern: str
    flags: int
    where: str
    """File and line that asked for it first."""


def gather() -> list[Found]:
    """Return every pattern that is compiled by our own modules."""
    found: dict[tuple[str, int], Found] = {}
    compiled = re._compile  # type: ignore[attr-defined]

    def note(pattern: Any, flags: int) -> Any:
        made = compiled(pattern, flags)
        text, how = made.pattern, made.flags
        if isinstance(text, bytes):  # bytes are letters to it of which it knows ASCII's alone
            text, how = text.decode("latin-1"), how | re.ASCII
        if where := _asker():
            found.setdefault((text, how), Found(text, how, where))
        return made

    re._compile = note  # type: ignore[attr-defined]
    try:
        for module in _modules():
            _read_words(module)
        _audit_the_example()
    finally:
        re._compile = compiled  # type: ignore[attr-defined]
    return list(found.values())


def _asker() -> str:
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(_OURS):
            return f"{Path(name).relative_to(ROOT)}:{frame.f_lineno}"
        if not name.endswith(("re/__init__.py", "functools.py")):
            return ""
        frame = frame.f_back  # type: ignore[assignment]
    return ""


def _modules() -> Iterator[ModuleType]:
    import auditor  # noqa: PLC0415 - after the hook is in place

    for found in pkgutil.walk_packages(auditor.__path__, "auditor."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)
    for path in sorted((ROOT / "checks").rglob("*.py")):
        spec = importlib.util.spec_from_file_location(f"gathered_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module


def _read_words(module: ModuleType) -> None:
    """Call what a module keeps for later: functions that are cached and ask for nothing."""
    from auditor.collect.browser.chromium import BrowserUnavailable  # noqa: PLC0415 - after the hook is in place

    for made in list(vars(module).values()):
        if hasattr(made, "cache_info") and getattr(made, "__module__", "") == module.__name__ and not _asks(made):
            with suppress(BrowserUnavailable):  # drives no page without a browser's library: nothing is compiled by it
                made()


def _asks(function: Callable[..., object]) -> bool:
    return any(one.default is inspect.Parameter.empty for one in inspect.signature(function).parameters.values())


def _audit_the_example() -> None:
    from click.testing import CliRunner  # noqa: PLC0415 - as above

    from auditor.cli.commands import main  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory() as folder:
        done = CliRunner().invoke(main, ["demo", "--output", folder, "--format", "html,json"])
        assert done.exit_code == 0, done.output


# What keeps a pattern busy


_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
_PROBES = " \n\t\u00a0a0-_.,:;/<>()\"'=@#&+*|%![]{}\\?~^$`éß中\u06270\u0660A"
_ENDS = ("", "\x00", "!", "a")
MANY = 10
"""Repeats up to this are no loop worth pumping."""
_ALIKE = 40
"""More loops than this are a list of phrases, each with the same white space between its words: fewer signs are tried of each."""


def attacks(pattern: str, flags: int) -> list[tuple[str, str]]:
    """Return what to try: what comes once, and what is repeated after it."""
    tree = parser.parse(pattern, flags)
    found: dict[tuple[str, str], None] = {}
    loops = list(_loops(tree, flags, ""))
    phrases = len(loops) > _ALIKE
    for prefix, body in loops:
        samples = _samples(body, flags)[: 2 if phrases else 12]
        for pump in dict.fromkeys((*samples, prefix + _sample(body, flags, 0), prefix)):
            if pump:
                found.setdefault((prefix, pump))
                if not phrases:
                    found.setdefault(("", pump))
    whole = _sample(tree, flags, 0)
    if whole:
        found.setdefault(("", whole))
        found.setdefault(("", whole[:-1] or whole))
    return list(found)


def _loops(tree: Any, flags: int, prefix: str) -> Iterator[tuple[str, Any]]:
    """Yield each repeat without a close end: text that leads to it, and what it repeats."""
    for kind, value in tree:
        if kind in _REPEATS:
            least, most, body = value
            if most is op.MAXREPEAT or most > MANY:
                yield prefix, body
            yield from _loops(body, flags, prefix)
            prefix += _sample(body, flags, 0) * min(least, 40)
            continue
        for part in _parts(kind, value):
            yield from _loops(part, flags, prefix)
        prefix += _sample([(kind, value)], flags, 0)


def _parts(kind: Any, value: Any) -> list[Any]:
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind is op.BRANCH:
        return list(value[1])
    if kind in {op.ASSERT, op.ASSERT_NOT}:
        return [value[1]]
    if kind is op.ATOMIC_GROUP:
        return [value]
    if kind is op.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []


def _samples(body: Any, flags: int) -> list[str]:
    """Return texts that a repeat's body matches: of a class, each kind of character in it."""
    if len(body) == 1 and body[0][0] in {op.IN, op.ANY, op.NOT_LITERAL, op.CATEGORY}:
        return _characters(body[0], flags)
    return list(dict.fromkeys(_sample(body, flags, n) for n in range(4)))


def _characters(item: Any, flags: int) -> list[str]:
    kind, value = item
    if kind is op.LITERAL:
        return [chr(value)]
    own = (
        [chr(part[1] if part[0] is op.LITERAL else part[1][0]) for part in value if part[0] in {op.LITERAL, op.RANGE}]
        if kind is op.IN
        else []
    )
    return [one for one in dict.fromkeys((*own, *_PROBES)) if _takes(item, one, flags)]


def _takes(item: Any, character: str, flags: int) -> bool:
    kind, value = item
    if kind is op.ANY:
        return character != "\n" or bool(flags & re.DOTALL)
    if kind is op.NOT_LITERAL:
        return bool(ord(character) != value)
    if kind is op.CATEGORY:
        return bool(_of_category(value, character))
    if kind is op.IN:
        negated = value[0][0] is op.NEGATE
        held = any(_within(part, character) for part in value)
        return bool(held is not negated)
    return bool(kind is op.LITERAL and ord(character) == value)


def _within(part: Any, character: str) -> bool:
    kind, value = part
    if kind is op.LITERAL:
        return bool(ord(character) == value)
    if kind is op.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    return bool(kind is op.CATEGORY and _of_category(value, character))


_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}


def _of_category(category: Any, character: str) -> bool:
    return re.match(_CATEGORIES[category], character) is not None


def _sample(tree: Any, flags: int, turn: int) -> str:
    """Return a text that a pattern matches, hardly longer than it has to be; other turns take other branches."""
    return "".join(_one(item, flags, turn) for item in tree)


def _one(item: Any, flags: int, turn: int) -> str:
    kind, value = item
    if kind in {op.LITERAL, op.IN, op.ANY, op.NOT_LITERAL}:
        found = _characters(item, flags)
        return str(found[turn % len(found)]) if found else ""
    if kind is op.BRANCH:
        return str(_sample(value[1][turn % len(value[1])], flags, turn))
    if kind in _REPEATS:
        return str(_sample(value[2], flags, turn) * min(max(value[0], 1 if turn else value[0]), 40))
    if kind is op.SUBPATTERN:
        return _sample(value[3], flags, turn)
    if kind is op.ATOMIC_GROUP:
        return _sample(value, flags, turn)
    return ""


# How busy it is kept


_STEP = re.compile(r"(?:a|b)*?c")
"""A pattern that takes about one step a character: what others are measured in, whatever the machine."""


_SMALL = (22, 44, 66, 300)
_SHORT, _BRIEF, _FIRST, _SECOND = 500, 1_500, 4_000, 12_000
_CHEAP, _DEAR, _WILD, _GROWTH, _HARDLY = 100.0, 1_500.0, 5_000.0, 2.0, 1.3
_TRIES = 5
_TURNS = 15
"""Times that both sizes are tried in turn at most, each counted by its best: a busy machine only ever slows them down."""
_MANY_ATTACKS = 150


def trouble(pattern: re.Pattern[str], call: str = "finditer") -> str:
    """Return the text on which a pattern takes more than its share; empty where each step of the text costs the same."""
    found = attacks(pattern.pattern, pattern.flags)
    for prefix, pump in found:
        for end in _ENDS if len(found) <= _MANY_ATTACKS else _ENDS[:2]:

            def text(size: int, made: tuple[str, str, str] = (prefix, pump, end)) -> str:
                return made[0] + made[1] * (size // len(made[1])) + made[2]

            if said := _trouble(pattern, call, text):
                return f"{said}: {prefix!r} + {pump!r} * n + {end!r}"
    return ""


def _trouble(pattern: re.Pattern[str], call: str, text: Callable[[int], str]) -> str:
    if any(_cost(pattern, call, text(size), _WILD) > _WILD for size in _SMALL):
        return "exponential"
    brief = _CHEAP * _BRIEF / _FIRST  # what grows with the text and is cheaper here is cheap there
    if (least := _cost(pattern, call, text(_BRIEF), brief)) <= brief:
        return ""
    if least > _WILD:
        return f"takes {least:.0f}"
    if least <= _DEAR and least <= _HARDLY * min(_once(pattern, call, text(_SHORT)) for _ in range(2)):
        return ""
    first = second = float("inf")
    for tries in range(1, _TURNS + 1):  # in turn, so that a machine that is busy for a while slows down both
        first = min(first, _once(pattern, call, text(_FIRST)))
        if first <= _CHEAP:
            return ""
        second = min(second, _once(pattern, call, text(_SECOND)))
        if tries > 1 and second <= min(_GROWTH * first, _DEAR):
            return ""
    return f"grows from {first:.0f} to {second:.0f}" if second > _GROWTH * first else f"takes {second:.0f}"


def _cost(pattern: re.Pattern[str], call: str, text: str, enough: float) -> float:
    """Return steps per character: the least of some tries, fewer where one is low enough."""
    least = _once(pattern, call, text, perf_counter)  # never less than what the process took, and cheaper to ask
    for _ in range(_TRIES):
        if least <= enough:
            break
        least = min(least, _once(pattern, call, text))
    return least


def _once(pattern: re.Pattern[str], call: str, text: str, clock: Callable[[], float] = process_time) -> float:
    return _steps(pattern, call, text, clock) / (len(text) or 1)


def _steps(pattern: re.Pattern[str], call: str, text: str, clock: Callable[[], float]) -> float:
    start = clock()
    if call == "finditer":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, call)(text)
    return (clock() - start) / _a_step()


_A_STEP: list[float] = []


def _a_step() -> float:
    if not _A_STEP:
        text = "ab" * 100_000
        times = []
        for _ in range(5):
            start = process_time()
            _STEP.match(text)
            times.append(process_time() - start)
        _A_STEP.append(min(times) / len(text))
    return _A_STEP[0]


if __name__ == "__main__":
    json.dump([[one.pattern, one.flags, one.where] for one in gather()], sys.stdout)
