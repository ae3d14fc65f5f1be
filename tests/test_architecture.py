"""Imports point one way, and only those who may open sockets or speak to the user do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = [
    "disk_cache",
    "resources",
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
    "cli.outcome",
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
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if _is_module(whole) or node.module in PARTLY_NETWORK:
                    yield whole
                elif node.module != "auditor":
                    yield str(node.module)


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    # By its exact name: `auditor.api.Pages` is a class, even where files are found whatever their case.
    there = {one.name for one in path.parent.glob("*")}
    return name.startswith("auditor.") and not there.isdisjoint({path.name, f"{path.name}.py"})


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def ours(path: Path) -> set[str]:
    """Return the modules of ours that a file imports, without `auditor.`."""
    return {name.removeprefix("auditor.") for name in imports(parsed(path)) if name.startswith("auditor.")}


def test_every_module_has_one_room() -> None:
    assert [path for path in AUDITOR if not room_of(module_of(path))] == [ROOT / "auditor" / "__init__.py"]


def test_every_room_is_there() -> None:
    """A name that fits nothing would hold nothing."""
    assert len(set(ROOMS)) == len(ROOMS)
    assert set(ROOMS) == {room_of(module_of(path)) for path in AUDITOR} - {""}


@pytest.mark.parametrize("path", AUDITOR, ids=named)
def test_imports_point_down(path: Path) -> None:
    room = room_of(module_of(path))
    if not room:
        assert ours(path) == set()
        return
    higher = {name for name in ours(path) if ROOMS.index(room_of(name)) > ROOMS.index(room)}
    assert not higher, f"{room} imports {higher}"


@pytest.mark.parametrize("path", AUDITOR, ids=named)
def test_siblings_do_not_meet(path: Path) -> None:
    package = package_of(path)
    others = {name.split(".")[0] for name in ours(path)} - {package}
    assert others.isdisjoint(KEPT_APART.get(package, ()))
    assert package not in SIBLINGS or others.isdisjoint(SIBLINGS)


def test_the_top_holds_few_files() -> None:
    loose = {path.stem for path in (ROOT / "auditor").glob("*.py")} - {"__init__", "__main__"}
    assert len(loose) <= 5


@pytest.mark.parametrize("path", AUDITOR, ids=named)
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", [*AUDITOR, *CHECKS], ids=named)
def test_functions_are_short(path: Path) -> None:
    functions = [node for node in ast.walk(parsed(path)) if isinstance(node, FUNCTIONS)]
    assert [(node.name, length(node)) for node in functions if length(node) > LONGEST_FUNCTION] == []


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function from its `def` to its end, its docstring left out."""
    first = node.body[0]
    docs = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(node) is not None else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docs


@pytest.mark.parametrize("path", AUDITOR, ids=named)
def test_nothing_in_auditor_imports_checks_or_tests(path: Path) -> None:
    assert {name.split(".")[0] for name in imports(parsed(path))}.isdisjoint({"checks", "tests"})


@pytest.mark.parametrize("path", CHECKS, ids=named)
def test_checks_import_only_the_api(path: Path) -> None:
    assert set(imports(parsed(path))) <= CHECKS_MAY_IMPORT


@pytest.mark.parametrize("path", CHECKS, ids=named)
def test_checks_are_short_and_use_no_private_names(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    body = [line for line in text.partition("@check(")[2].splitlines() if line.strip()]
    assert len(body) <= 64, f"{len(body)} lines from the declaration on: move what others could use below the api"
    touched = {node.attr for node in ast.walk(parsed(path)) if isinstance(node, ast.Attribute)}
    assert not {name for name in touched if name.startswith("_")}


@pytest.mark.parametrize("path", [*AUDITOR, *CHECKS], ids=named)
def test_only_collect_and_the_demo_open_sockets(path: Path) -> None:
    if path in AUDITOR and package_of(path) in OPENS_SOCKETS:
        return
    names = set(imports(parsed(path)))
    assert {name.split(".")[0] for name in names}.isdisjoint(NETWORK)
    assert names.isdisjoint(NETWORK_MODULES)


@pytest.mark.parametrize("path", [*AUDITOR, *CHECKS], ids=named)
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    if path in AUDITOR and (package_of(path) in SPEAKS or module_of(path) in KEEPS_PRINTS_BACK):
        return
    tree = parsed(path)
    assert {name.split(".")[0] for name in imports(tree)}.isdisjoint({"click", "rich", "getpass"})
    spoken = {f"{_owner(node)}.{node.attr}" for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert spoken.isdisjoint({"sys.exit", "os._exit", "sys.stdout", "sys.stderr"})
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert called.isdisjoint({"print", "input", "exit", "quit", "breakpoint"})
    raised = {_raised(node) for node in ast.walk(tree) if isinstance(node, ast.Raise)}
    assert raised.isdisjoint({"SystemExit", "KeyboardInterrupt"})


def _owner(node: ast.Attribute) -> str:
    return node.value.id if isinstance(node.value, ast.Name) else ""


def _raised(node: ast.Raise) -> str:
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return raised.id if isinstance(raised, ast.Name) else ""


@pytest.mark.parametrize("path", [*AUDITOR, *CHECKS], ids=named)
def test_only_the_engine_catches_everything(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ExceptHandler) and (path not in AUDITOR or module_of(path) not in CATCHES_EVERYTHING):
            assert node.type is not None, "a bare except"
            assert not (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"})


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
