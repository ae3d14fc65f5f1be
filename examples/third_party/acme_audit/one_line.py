"""One line: the score of an audit as a line of text. An example, to be replaced by a format of your own."""

from pathlib import Path

from auditor.api.renderers import Renderer, Report, plain


def render(report: Report, path: Path) -> None:
    """Write the line. All that a report holds was written by strangers: escape it as the format asks."""
    path.write_text(f"{plain(report.name)}: {report.score_line}\n", encoding="utf-8", newline="\n")


RENDERER = Renderer(
    interface=1, name="one-line", title="The score in a line", file="report.one-line.txt", render=render
)
