"""What the renderer writes."""

from pathlib import Path

from one_line import RENDERER

from auditor.api.renderers import trial


def test_the_declaration_is_sound() -> None:
    """As `auditor plugins` looks at it."""
    assert list(RENDERER.problems()) == []


def test_the_file_is_written(tmp_path: Path) -> None:
    """The same report, the same bytes."""
    path = tmp_path / RENDERER.file
    RENDERER.render(trial(), path)
    first = path.read_bytes()
    assert first.startswith(b"Company: ")
    RENDERER.render(trial(), path)
    assert path.read_bytes() == first
