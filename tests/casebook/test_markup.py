from __future__ import annotations

from html import unescape

import pytest

from auditor.casebook import markup
from auditor.casebook.fictional import Fictional

LINE = 'Quillnet, write to <a href="mailto:a.quill@quillnet.de">a.quill@quillnet.de</a>'


@pytest.fixture
def made_up() -> Fictional:
    return Fictional("https://www.quillnet.de/", b"salt")


def test_mark_up_stays_to_the_letter(made_up: Fictional) -> None:
    source = '<div CLASS=x><p>Contact<br/><a href=/kontakt >Kontakt</A><p><img alt="" src=a.png></div></div>'
    assert markup.page(source, made_up) == source


@pytest.mark.parametrize(
    "source",
    [
        f"<p>{LINE}</p>",
        f"<!-- {LINE} -->",
        '<img alt="Quillnet" src="/quillnet.png">',
        '<meta name=description content="Quillnet of a.quill@quillnet.de">',
        '<script>var mail = "a.quill@quillnet.de", home = "https://www.quillnet.de/quillnet";</script>',
        '<script type="application/ld+json">{"name": "Quillnet", "url": "https://www.quillnet.de"}</script>',
        "<script>document.write(\"<a title='Quillnet'>Quillnet</a>\")</script>",
        "<button onclick=\"location.href='https://www.quillnet.de/quillnet'\">Press</button>",
        '<a data-name="Quillnet" title=Quillnet>x</a>',
        '<meta http-equiv=refresh content="0; url=https://www.quillnet.de/quillnet">',
    ],
)
def test_nothing_that_names_the_company_is_left(made_up: Fictional, source: str) -> None:
    made = markup.page(source, made_up)
    assert "quill" not in unescape(made).lower(), made
    assert made.count("<") == source.count("<")


def test_what_is_spelled_out_in_references_stays_so(made_up: Fictional) -> None:
    spelled = "".join(f"&#{ord(letter)};" for letter in "a.quill@quillnet.de")
    made = markup.page(f"<p>{spelled}</p>", made_up)
    assert made.count("&#") == len("a.quill@quillnet.de") or "&#64;" in made
    assert "quill" not in unescape(made)
    assert "@" in unescape(made)


def test_a_shielded_address_stays_shielded(made_up: Fictional) -> None:
    plain = b"a.quill@quillnet.de"
    shielded = bytes((90, *(byte ^ 90 for byte in plain))).hex()
    made = markup.page(f'<a href="/cdn-cgi/l/email-protection#{shielded}" data-cfemail="{shielded}">x</a>', made_up)
    assert shielded not in made
    first, *rest = bytes.fromhex(made.partition("#")[2].partition('"')[0])
    told = bytes(byte ^ first for byte in rest).decode()
    assert told.endswith(".de")
    assert "quill" not in told


def test_a_broken_script_of_data_is_treated_as_a_program(made_up: Fictional) -> None:
    assert (
        "quill" not in markup.page('<script type="application/json">{"a": "Quillnet shop",</script>', made_up).lower()
    )
