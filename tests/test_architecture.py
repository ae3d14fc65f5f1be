"""Imports point one way, and only those who may open sockets or speak to the user do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = [
    "model",
    "kept",
    "resources",
    "text",
    "urls",
    "nowhere",
    "names",
    "platforms",
    "people",
    "threads",
    "masking",
    "redaction",
    "settings",
    "config",
    "contents",
    "verdicts",
    "likeness",
    "soft_404",
    "venues",
    "truth",
    "absence",
    "pages",
    "landing",
    "fragments",
    "promised",
    "routes",
    "lapsed",
    "freed",
    "icons",
    "presences",
    "channels",
    "conversations",
    "clusters",
    "feeds",
    "releases",
    "claims",
    "statements",
    "link_text",
    "records",
    "snapshot",
    "store",
    "api",
    "collect",
    "registry",
    "engine",
    "score",
    "results",
    "history",
    "wording",
    "example",
    "networks",
    "casebook",
    "report",
    "render",
    "audit",
    "initial",
    "demo",
    "doctor",
    "screen",
    "cli",
    "__main__",
]
"""Each may import itself and what stands before it."""
COLLECT_MAY_IMPORT = {
    "model",
    "kept",
    "resources",
    "text",
    "urls",
    "nowhere",
    "masking",
    "settings",
    "config",
    "verdicts",
    "venues",
    "platforms",
    "people",
    "link_text",
    "snapshot",
    "store",
    "collect",
}
"""It stands after `api` for the order only: facts are gathered without a thought of what checks make of them."""
CHECKS_MAY_IMPORT = {
    "__future__",
    "auditor.api",
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
    "http",
    "playwright",
    "requests",
    "selectors",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "urllib3",
}
NETWORK_FUNCTIONS = {"urllib.request"}
OPENS_SOCKETS = ("collect", "demo")
SPEAKS = ("cli", "screen")
"""`screen` is what `cli` prints with."""

AUDITOR = sorted((ROOT / "auditor").rglob("*.py"))
CHECKS = sorted((ROOT / "checks").rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT / "auditor").parts[0].removesuffix(".py")


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the modules imported, names of the package itself (`auditor.__version__`) aside."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            if node.module == "auditor":
                yield from (f"auditor.{alias.name}" for alias in node.names if _is_module(alias.name))
            else:
                yield str(node.module)


def _is_module(name: str) -> bool:
    return (ROOT / "auditor" / name).is_dir() or (ROOT / "auditor" / f"{name}.py").is_file()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def ours(path: Path) -> set[str]:
    """Return the layers a file imports from."""
    return {name.split(".")[1] for name in imports(parsed(path)) if name.startswith("auditor.")}


def test_every_module_has_its_layer() -> None:
    assert {layer_of(path) for path in AUDITOR} - {"__init__"} <= set(LAYERS)


@pytest.mark.parametrize("path", AUDITOR, ids=named)
def test_imports_point_down(path: Path) -> None:
    layer = layer_of(path)
    if layer == "__init__":
        assert ours(path) == set()
        return
    higher = {name for name in ours(path) if LAYERS.index(name) > LAYERS.index(layer)}
    assert not higher, f"{layer} imports {higher}"


@pytest.mark.parametrize("path", [path for path in AUDITOR if layer_of(path) == "collect"], ids=named)
def test_collect_and_checks_never_meet(path: Path) -> None:
    assert ours(path) <= COLLECT_MAY_IMPORT


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
    assert len(body) <= 60, f"{len(body)} lines from the declaration on: move what others could use below the api"
    touched = {node.attr for node in ast.walk(parsed(path)) if isinstance(node, ast.Attribute)}
    assert not {name for name in touched if name.startswith("_")}


@pytest.mark.parametrize("path", [*AUDITOR, *CHECKS], ids=named)
def test_only_collect_and_the_demo_open_sockets(path: Path) -> None:
    if path in AUDITOR and layer_of(path) in OPENS_SOCKETS:
        return
    names = set(imports(parsed(path)))
    assert {name.split(".")[0] for name in names}.isdisjoint(NETWORK)
    assert names.isdisjoint(NETWORK_FUNCTIONS)


@pytest.mark.parametrize("path", [*AUDITOR, *CHECKS], ids=named)
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    if path in AUDITOR and layer_of(path) in SPEAKS:
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
        if isinstance(node, ast.ExceptHandler) and layer_of_any(path) not in {"engine", "registry"}:
            assert node.type is not None, "a bare except"
            assert not (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"})


def layer_of_any(path: Path) -> str:
    return layer_of(path) if path in AUDITOR else "checks"


def test_the_test_would_notice(tmp_path: Path) -> None:
    """The readers above see every way to import."""
    file = tmp_path / "x.py"
    file.write_text(
        "import auditor.api, socket\nfrom auditor import truth, __version__\nfrom auditor.model import Page\ndef f():\n    import checks.contact\n"
    )
    assert set(imports(parsed(file))) == {
        "auditor.api",
        "socket",
        "auditor.analysis.links.status",
        "auditor.model",
        "checks.contact",
    }
