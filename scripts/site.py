"""Gathers the documentation as MkDocs wants it: in one folder, with links that lead somewhere there.

    python scripts/site.py        writes build/site-source, from which `mkdocs build --strict` makes build/site

Pages of checks come along; files that are no pages (code, examples) are linked by name only.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "build" / "site-source"
TOP = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE")
"""Pages beside the folders; the first is the site's front page."""
FOLDERS = ("docs", "checks", "examples", "auditor", "tests", "benchmarks", "scripts")
"""Where pages are looked for, besides."""
_LEFT_OUT = {"before", "after", "golden", "state"}
_LINK = re.compile(r"(!?\[(?:[^\[\]]|\[[^\]]*\])*\])\(([^)\s]+)\)")
_CODE = re.compile(r"(^```.*?^```|`[^`\n]*`)", re.MULTILINE | re.DOTALL)


def pages() -> Iterator[Path]:
    """Yield every page, relative to the project, in the order of their paths."""
    yield from (Path(name) for name in TOP if name.endswith(".md"))
    for folder in FOLDERS:
        found = (ROOT / folder).rglob("*.md")
        yield from sorted(path.relative_to(ROOT) for path in found if _is_told(path))


def _is_told(path: Path) -> bool:
    """Return whether a page is for readers of the site: not in another language, nor part of an example company, a test or what tests install."""
    return path.name.count(".") == 1 and not _LEFT_OUT & set(path.relative_to(ROOT).parts)


def write(target: Path = TARGET) -> None:
    """Write the folder anew."""
    shutil.rmtree(target, ignore_errors=True)
    known = {path.as_posix() for path in pages()}
    for path in map(Path, sorted(known)):
        place = target / _placed(path.as_posix())
        place.parent.mkdir(parents=True, exist_ok=True)
        text = _titled(ROOT.joinpath(path).read_text(encoding="utf-8"), path)
        place.write_text(_linked(text, path, known), encoding="utf-8")
    for picture in sorted((ROOT / "docs").glob("*.png")):
        shutil.copy(picture, target / "docs" / picture.name)


def _placed(path: str) -> str:
    return "index.md" if path == "README.md" else path


def _titled(text: str, path: Path) -> str:
    """Return a page with a heading: those of checks begin with their first section."""
    return text if text.startswith("# ") else f"# {path.stem.replace('_', '-')}\n\n{text}"


def _linked(text: str, path: Path, known: set[str]) -> str:
    """Return a page with its links as they are on the site; what stands in code is left alone."""
    parts = _CODE.split(text)
    return "".join(
        part if index % 2 else _LINK.sub(lambda match: _link(match, path, known), part)
        for index, part in enumerate(parts)
    )


def _link(match: re.Match[str], path: Path, known: set[str]) -> str:
    words, address = match[1], match[2]
    if address.startswith(("http:", "https:", "mailto:", "#")):
        return match[0]
    file, mark, anchor = address.partition("#")
    led = _normal(PurePosixPath(path.parent.as_posix()) / file)
    if led.endswith(".png") or led in known:
        up = "../" * (len(PurePosixPath(_placed(path.as_posix())).parts) - 1)
        return f"{words}({up}{_placed(led)}{mark}{anchor})"
    return words.strip("![]")


def _normal(path: PurePosixPath) -> str:
    """Return a path without `.` and `..`."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


if __name__ == "__main__":
    write()
    print(f"{TARGET}: {len(list(pages()))} pages")
