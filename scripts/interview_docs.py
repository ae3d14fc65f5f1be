"""What the documentation tells of the interview, from its questions."""

from __future__ import annotations

from auditor.interview.questions import sections


def questions() -> str:
    """Return a table of all questions."""
    rows = ["| id | question | what would show it |", "|---|---|---|"]
    for section in sections():
        rows.append(f"| | **{section.title.text}** | |")
        rows += [f"| `{one.id}` | {one.text.text} | {one.proof.text} |" for one in section.questions]
    return "\n".join(rows)
