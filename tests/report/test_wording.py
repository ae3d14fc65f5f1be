"""Small rules about sentences."""

from __future__ import annotations

import pytest

from auditor.report.wording import first_sentence


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("It takes 9.5 minutes. Then rest.", "It takes 9.5 minutes."),
        (
            'Add: "Mon to Fri, 9 to 17. Else: help.example" or so. More.',
            'Add: "Mon to Fri, 9 to 17. Else: help.example" or so.',
        ),
        ("Schreiben Sie „Mo bis Fr. Sonst: Hilfe“ dazu. Fertig.", "Schreiben Sie „Mo bis Fr. Sonst: Hilfe“ dazu."),
        ("Say “No. Thanks.” Then go. Now.", "Say “No. Thanks.” Then go."),
        ("No end", "No end"),
    ],
)
def test_the_first_sentence_keeps_quotations_whole(text: str, first: str) -> None:
    assert first_sentence(text) == first
