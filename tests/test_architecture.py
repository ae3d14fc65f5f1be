"""Imports point one way, and only those who may open sockets or speak to the user do."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = [
    "disk",
    "resources",
    "toml",
    "model",
    "urls",
    "plugins",
    "text",
    "interview",
    "platforms",
    "snapshot",
    "analysis.lookups",
    "analysis.links",
    "analysis.absence",
    "analysis.pages",
    "analysis.contact_routes",
    "analysis.pii",
    "analysis.masking",
    "analysis.profiles",
    "analysis.lookalikes",
    "analysis.conversations.metrics",
    "analysis.conversations",
    "analysis.takeover",
    "analysis.mentions",
    "analysis.listening",
    "analysis.redaction",
    "analysis.releases",
    "analysis",
    "config",
    "audit.summary",
    "audit",
    "api",
    "collect.http",
    "collect.documents",
    "collect.extract",
    "collect.browser",
    "collect.importers",
    "collect.sources",
    "collect.crawl",
    "collect.run",
    "collect",
    "report",
    "report.renderers",
    "demo",
    "casebook",
    "api.importers",
    "api.sources",
    "api.renderers",
    "extensions",
    "pipeline",
    "watch",
    "cli",
    "__main__",
]
"""Each may import itself and what stands before it. A module belongs to the longest name that it begins with."""
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LONGEST_FUNCTION = 40
"""Lines, the docstring left out."""
LONGEST_MODULE = 400
LONGEST_CHECK = 64
"""Lines from the declaration on that are not empty."""
SIBLINGS = ("collect", "report", "demo", "casebook")
"""None of these imports another."""
KEPT_APART = {"collect": ("analysis", "audit", "api")}
"""Facts are gathered without a thought of what checks make of them."""
CHECKS_MAY_IMPORT = {
    "__future__",
    "auditor.api",
    "auditor.api.types",
    "bs4",
    "collections",
    "collections.abc",
    "datetime",
    "email_validator",
    "phonenumbers",
    "re",
}
NETWORK = {
    "aiohttp",
    "asyncio",
    "dns",
    "ftplib",
    "playwright",
    "requests",
    "selectors",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "urllib3",
}
NETWORK_MODULES = {"http.client", "http.cookiejar", "http.server", "urllib.request"}
PARTLY_NETWORK = {"http", "urllib"}
OPENS_SOCKETS = ("collect", "demo")
SPEAKS = ("cli",)
CATCHES_EVERYTHING = {
    "audit.runner",
    "interview.form",
    "plugins.loading",
    "plugins.watch",
    "watch.looking",
    "cli.commands",
    "cli.outcome",
    "cli.start",
    "collect.sources.workers",
}
"""They run what others wrote, and see that nothing that broke passes for an answer."""

KEEPS_PRINTS_BACK = {"collect.sources.workers"}
"""It takes the place of the output, so that what others wrote prints into the log."""

AUDITOR = sorted((ROOT / "auditor").rglob("*.py"))
CHECKS = sorted((ROOT / "checks").rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def package_of(path: Path) -> str:
    """Return the first part of a module's name below `auditor`."""
    return path.relative_to(ROOT / "auditor").parts[0].removesuffix(".py")


def room_of(name: str) -> str:
    """Return the room of a module, named without `auditor.`; empty where it has none."""
    return max((room for room in ROOMS if name == room or name.startswith(f"{room}.")), key=len, default="")


def module_of(path: Path) -> str:
    """Return the name of a module without `auditor.`; of a package its own."""
    return path.relative_to(ROOT / "auditor").with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the modules imported, names of the package itself (`auditor.__version__`) aside."""
    for node in _nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if _is_module(whole) or node.module in PARTLY_NETWORK:
                    yield whole
                elif node.module != "auditor":
                    yield str(node.module)


@cache
def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    # By its exact name: `auditor.api.Pages` is a class, even where files are found whatever their case.
    return name.startswith("auditor.") and not _names_in(path.parent).isdisjoint({path.name, f"{path.name}.py"})


@cache
def _names_in(folder: Path) -> set[str]:
    return {one.name for one in folder.glob("*")}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree))


def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Return all that a file consists of; read once, however many rules look at it."""
    return _nodes(parsed(path))


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Return the modules that a file imports."""
    return frozenset(imports(parsed(path)))


@cache
def ours(path: Path) -> set[str]:
    """Return the modules of ours that a file imports, without `auditor.`."""
    return {name.removeprefix("auditor.") for name in imports_of(path) if name.startswith("auditor.")}


def against(rule: Callable[[Path], Collection[object]], paths: Iterable[Path]) -> dict[str, Collection[object]]:
    """Return by its name each file that breaks a rule, with what breaks it."""
    return {named(path): broken for path in paths if (broken := rule(path))}


def test_every_module_has_one_room() -> None:
    assert [path for path in AUDITOR if not room_of(module_of(path))] == [ROOT / "auditor" / "__init__.py"]


def test_every_room_is_there() -> None:
    """A name that fits nothing would hold nothing."""
    assert len(set(ROOMS)) == len(ROOMS)
    assert set(ROOMS) == {room_of(module_of(path)) for path in AUDITOR} - {""}


def test_imports_point_down() -> None:
    def higher(path: Path) -> set[str]:
        room = room_of(module_of(path))
        return {name for name in ours(path) if not room or ROOMS.index(room_of(name)) > ROOMS.index(room)}

    assert against(higher, AUDITOR) == {}


def test_no_import_is_relative() -> None:
    """The readers above would take it for something else."""

    def relative(path: Path) -> list[str]:
        return [f"line {node.lineno}" for node in nodes_of(path) if isinstance(node, ast.ImportFrom) and node.level]

    assert against(relative, [*AUDITOR, *CHECKS]) == {}


def test_siblings_do_not_meet() -> None:
    def met(path: Path) -> set[str]:
        package = package_of(path)
        others = {name.split(".")[0] for name in ours(path)} - {package}
        return others & {*KEPT_APART.get(package, ()), *(SIBLINGS if package in SIBLINGS else ())}

    assert against(met, AUDITOR) == {}


def test_the_top_holds_few_files() -> None:
    loose = {path.stem for path in (ROOT / "auditor").glob("*.py")} - {"__init__", "__main__"}
    assert len(loose) <= 5


def test_modules_are_short() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in AUDITOR}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    def long(path: Path) -> list[tuple[str, int]]:
        functions = [node for node in nodes_of(path) if isinstance(node, FUNCTIONS)]
        return [(node.name, length(node)) for node in functions if length(node) > LONGEST_FUNCTION]

    assert against(long, [*AUDITOR, *CHECKS]) == {}


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function from its `def` to its end, its docstring left out."""
    first = node.body[0]
    docs = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(node) is not None else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docs


def test_nothing_in_auditor_imports_checks_or_tests() -> None:
    def outside(path: Path) -> set[str]:
        return {name for name in imports_of(path) if name.split(".")[0] in {"checks", "tests"}}

    assert against(outside, AUDITOR) == {}


def test_checks_import_only_the_api() -> None:
    assert against(lambda path: imports_of(path) - CHECKS_MAY_IMPORT, CHECKS) == {}


def test_checks_are_short() -> None:
    """Move what others could use below the api."""

    def body(path: Path) -> list[str]:
        text = path.read_text(encoding="utf-8").partition("@check(")[2]
        return [line for line in text.splitlines() if line.strip()]

    lengths = {named(path): len(body(path)) for path in CHECKS}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_CHECK} == {}


def test_checks_use_no_private_names() -> None:
    def private(path: Path) -> set[str]:
        touched = {node.attr for node in nodes_of(path) if isinstance(node, ast.Attribute)}
        return {name for name in touched if name.startswith("_")}

    assert against(private, CHECKS) == {}


def test_only_collect_and_the_demo_open_sockets() -> None:
    def opens(path: Path) -> set[str]:
        return {name for name in imports_of(path) if name.split(".")[0] in NETWORK or name in NETWORK_MODULES}

    allowed = [path for path in AUDITOR if package_of(path) in OPENS_SOCKETS]
    assert against(opens, [path for path in (*AUDITOR, *CHECKS) if path not in allowed]) == {}


def test_only_the_command_line_prints_or_exits() -> None:
    def speaks(path: Path) -> set[str]:
        nodes = nodes_of(path)
        imported = {name for name in imports_of(path) if name.split(".")[0] in {"click", "rich", "getpass"}}
        spoken = {f"{_owner(node)}.{node.attr}" for node in nodes if isinstance(node, ast.Attribute)}
        called = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        raised = {_raised(node) for node in nodes if isinstance(node, ast.Raise)}
        return (
            imported
            | spoken & {"sys.exit", "os._exit", "sys.stdout", "sys.stderr"}
            | called & {"print", "input", "exit", "quit", "breakpoint"}
            | raised & {"SystemExit", "KeyboardInterrupt"}
        )

    allowed = [path for path in AUDITOR if package_of(path) in SPEAKS or module_of(path) in KEEPS_PRINTS_BACK]
    assert against(speaks, [path for path in (*AUDITOR, *CHECKS) if path not in allowed]) == {}


def _owner(node: ast.Attribute) -> str:
    return node.value.id if isinstance(node.value, ast.Name) else ""


def _raised(node: ast.Raise) -> str:
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return raised.id if isinstance(raised, ast.Name) else ""


def test_only_the_engine_catches_everything() -> None:
    def everything(path: Path) -> list[str]:
        handlers = [node for node in nodes_of(path) if isinstance(node, ast.ExceptHandler)]
        return [f"line {node.lineno}" for node in handlers if _catches_everything(node)]

    allowed = [path for path in AUDITOR if module_of(path) in CATCHES_EVERYTHING]
    assert against(everything, [path for path in (*AUDITOR, *CHECKS) if path not in allowed]) == {}


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    """Tell whether it is bare, or names what everything is."""
    return handler.type is None or (
        isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"}
    )


def test_the_test_would_notice(tmp_path: Path) -> None:
    """The readers above see every way to import."""
    file = tmp_path / "x.py"
    file.write_text(
        "import auditor.api, socket\nfrom auditor import pipeline, __version__\nfrom auditor.model import Page\ndef f():\n    import checks.contact\n"
    )
    assert set(imports(parsed(file))) == {
        "auditor.api",
        "socket",
        "auditor.pipeline",
        "auditor.model",
        "checks.contact",
    }
