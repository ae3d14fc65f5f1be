"""Copies of a module with one thing changed each, as a slip of the hand would change it."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_OTHERWISE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_REVERSED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
}
_OPPOSITES = {"any": "all", "all": "any", "min": "max", "max": "min"}
_STEP = 0.01
"""By how much a share is changed; whole numbers are changed by one."""
_TESTED = (ast.If, ast.IfExp, ast.While)
_PLAIN = (ast.Name, ast.Call, ast.Attribute, ast.NamedExpr)
"""Conditions that are turned round as a whole: the others hold something that is changed by itself."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one thing changed."""

    line: int
    where: str
    """The function, class or constant it stands in, such as `Case.end`; empty in none."""
    change: str
    """What was written, and what stands there instead, as `a < b → a <= b`; from the second of its kind on with its number."""
    source: str
    """The whole module."""

    @property
    def key(self) -> tuple[str, str]:
        """What names it, whatever line it comes to stand in."""
        return self.where, self.change


def mutants(source: str) -> Iterator[Mutant]:
    """Yield each change once, in the order of the module; what says nothing to the program (docstrings, types) stays as it is."""
    body = ast.parse(source).body
    texts = [ast.unparse(part) for part in body]
    seen: Counter[tuple[str, str]] = Counter()
    for place, part in enumerate(body):
        for line, where, change, text in _of_part(part):
            seen[where, change] += 1
            times = seen[where, change]
            whole = "\n".join([*texts[:place], text, *texts[place + 1 :]])
            yield Mutant(line, where, change if times == 1 else f"{change} ({times})", whole)


def _of_part(part: ast.stmt) -> Iterator[tuple[int, str, str, str]]:
    """Yield the line, the place, the change and the changed text of one statement of a module."""
    holder = ast.Module([part], [])
    for node, where, put in list(_sites(holder, "")):
        for other in _changed(node):
            put(other)
            text = ast.unparse(ast.fix_missing_locations(holder))
            put(node)
            yield node.lineno, where, _shown(node, other), text


def _shown(node: ast.AST, other: ast.AST) -> str:
    before, after = (" ".join(ast.unparse(each).split()) for each in (node, other))
    return f"{before} → {after}"


_Put = Callable[[ast.AST], None]
_Site = tuple[ast.expr | ast.stmt, str, _Put]


def _sites(node: ast.AST, where: str) -> Iterator[_Site]:
    """Yield what may be changed below a node, where it stands, and how to put something else in its place."""
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_params"}:
            continue
        for child, put in _children(node, name, value):
            if _is_silent(child):
                continue
            if isinstance(child, ast.expr | ast.stmt):
                yield child, where, put
            yield from _sites(child, ".".join(filter(None, (where, _name(child)))))


def _name(node: ast.AST) -> str:
    """Return what a function, a class or a constant is called."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return node.name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)) if name.isupper():
            return name
    return ""


def _children(node: ast.AST, name: str, value: object) -> Iterator[tuple[ast.AST, _Put]]:
    if isinstance(value, ast.AST):
        yield value, lambda other: setattr(node, name, other)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            if isinstance(each, ast.AST):
                yield each, _putting(value, place)


def _putting(listed: list[ast.AST], place: int) -> _Put:
    def put(other: ast.AST) -> None:
        listed[place] = other

    return put


def _is_silent(node: ast.AST) -> bool:
    """Return whether a node is a docstring, a text with values in it, or an import."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom)


def _changed(node: ast.expr | ast.stmt) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            yield from _compared(node)
        case ast.BoolOp():
            yield from _joined(node)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.BinOp() | ast.AugAssign() if type(node.op) in _REVERSED:
            yield _with(node, op=_REVERSED[type(node.op)]())
        case ast.Constant():
            yield from (ast.Constant(value) for value in _other_values(node.value))
        case ast.Call(func=ast.Name(id=name)) if name in _OPPOSITES:
            yield _with(node, func=ast.Name(_OPPOSITES[name], ast.Load()))
        case ast.Return(value=ast.expr()):
            yield from _returned(node)
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
    yield from _turned(node)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _compared(node: ast.Compare) -> Iterator[ast.AST]:
    for place, operator in enumerate(node.ops):
        for other in _OTHERWISE[type(operator)]:
            yield _with(node, ops=[*node.ops[:place], other(), *node.ops[place + 1 :]])


def _joined(node: ast.BoolOp) -> Iterator[ast.AST]:
    """Yield the other of `and` and `or`; of three and more also what is left without each."""
    yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    if len(node.values) > 2:
        for place in range(len(node.values)):
            yield _with(node, values=[*node.values[:place], *node.values[place + 1 :]])


def _other_values(value: object) -> Iterator[bool | float | str]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1)
    elif isinstance(value, float):
        step = 1.0 if value >= 2 else _STEP
        yield from (value + step, value - step)
    elif isinstance(value, str) and " " not in value:
        yield f"{value}?" if value else "?"


def _returned(node: ast.Return) -> Iterator[ast.AST]:
    simple = isinstance(node.value, ast.Constant | ast.Compare | ast.BoolOp | ast.UnaryOp)
    if not simple:  # those are changed themselves
        yield ast.Return(ast.Constant(None))


def _turned(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a statement or expression with its condition turned round."""
    if isinstance(node, _TESTED) and isinstance(node.test, _PLAIN):
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
