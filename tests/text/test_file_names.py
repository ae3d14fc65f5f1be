"""What links call a file, without the words that only say that it is one."""

from __future__ import annotations

import pytest

from auditor.text.file_names import bare, stem


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Impressum (PDF, 84 KB)", "Impressum"),
        ("Impressum herunterladen", "Impressum"),
        ("PDF: Impressum", "Impressum"),
        ("Download our press kit as PDF", "press kit"),
        ("Dossier de presse (PDF, 2 Mo)", "Dossier de presse"),
        ("⬇ Kontakt.pdf", "Kontakt"),
        ("プレスキット\uff08PDF\uff09", "プレスキット"),
        ("Contact", "Contact"),
        ("Press (UK)", "Press (UK)"),
        ("PDF", "PDF"),
    ],
)
def test_only_the_name_is_left(text: str, name: str) -> None:
    assert bare(text) == name


def test_a_file_is_called_by_its_address() -> None:
    assert stem("https://www.acme.example/files/Press-kit_2026.pdf?v=2") == "Press kit 2026"
