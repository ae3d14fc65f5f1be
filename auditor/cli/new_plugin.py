"""The three files of a new source, importer or renderer: those of the example package under another name, which work at once."""

from __future__ import annotations

import re
from pathlib import Path

from auditor import extensions
from auditor.plugins.loading import LoadError
from auditor.plugins.names import is_name
from auditor.resources import shipped

_MODELS = {"source": "parley", "importer": "parley_export", "renderer": "one_line"}
"""By kind: the file in `examples/third_party/acme_audit/` that a new one starts as."""


def write(kind: str, name: str, folder: Path) -> list[Path]:
    """Write a plug-in, its page and its test; return the files.

    Args:
        kind: `source`, `importer` or `renderer`.
        name: Its name, lower-case words joined by dashes.
        folder: Where the files go.

    Raises:
        LoadError: the name can't be, or a file is there already.
    """
    if not is_name(name):
        raise LoadError(f"the name is {name!r}; it has to be lower-case words joined by dashes, such as parley-archive")
    if name in extensions.shipped(kind):
        raise LoadError(f"there is {'an' if kind == 'importer' else 'a'} {kind} {name!r} already; choose another name")
    models = shipped("examples") / "third_party" / "acme_audit"
    model, file = _MODELS[kind], name.replace("-", "_")
    sources = [models / f"{model}.py", models / f"{model}.md", models / f"test_{model}.py"]
    paths = [folder / path.name.replace(model, file) for path in sources]
    if taken := [str(path) for path in paths if path.exists()]:
        raise LoadError(f"{taken[0]}: is there already")
    folder.mkdir(parents=True, exist_ok=True)
    for source, path in zip(sources, paths, strict=True):
        path.write_text(_renamed(source.read_text(encoding="utf-8"), model, name), encoding="utf-8", newline="\n")
    return paths


def _renamed(text: str, model: str, name: str) -> str:
    """Return a text about the model as one about the plug-in called `name`: its module, its name, and its name in prose."""
    file, slug, prose = name.replace("-", "_"), name, name.replace("-", " ").capitalize()
    platform = "parley"
    spellings = {
        f"from {model} import": f"from {file} import",
        model.replace("_", "-"): slug,
        model.replace("_", " ").capitalize(): prose,
        platform: slug,
        platform.capitalize(): prose,
        platform.upper(): file.upper(),
    }
    pattern = re.compile("|".join(sorted(map(re.escape, spellings), key=len, reverse=True)))
    return pattern.sub(lambda found: spellings[found.group()], text)
