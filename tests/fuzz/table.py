"""Every target, by name."""

from __future__ import annotations

from importlib import import_module

from tests.fuzz.case import Case
from tests.fuzz.engine import ROOT
from tests.fuzz.target import Target

__all__ = ["CORPUS", "ROOT", "kept", "target", "targets"]

CORPUS = ROOT / "tests" / "fuzz" / "corpus"
_WHERE = ("pages", "web", "sources", "files", "folders")


def targets() -> dict[str, Target]:
    """Return every target."""
    modules = [import_module(f"tests.fuzz.targets.{name}") for name in _WHERE]
    return {one.name: one for module in modules for one in module.TARGETS}


def target(name: str) -> Target:
    """Return one target; `module:NAME` names any that a module holds."""
    if ":" in name:
        module, _, attribute = name.partition(":")
        found: Target = getattr(import_module(module), attribute)
        return found
    return targets()[name]


def kept(name: str) -> tuple[Case, ...]:
    """Return what the corpus holds for a target, by the names of the files."""
    return tuple(Case.read(path.read_bytes()) for path in sorted((CORPUS / name).glob("*")) if path.is_file())
