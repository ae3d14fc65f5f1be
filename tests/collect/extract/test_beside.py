"""What stands around a link to a profile, and whose it makes it."""

from __future__ import annotations

import pytest

from auditor.collect.extract import organisations
from auditor.collect.extract.beside import of_node
from auditor.collect.extract.html import Document
from auditor.model import Beside

HOME = "https://www.acme.example/"
LINK = '<a id="it" href="https://bsky.app/profile/fennwick.bsky.social">Bluesky</a>'


def beside(html: str, handle: str = "fennwick") -> Beside:
    document = Document(f"<!doctype html><html><body>{html}</body></html>", HOME)
    node = document.tree.css_first("#it")
    assert node is not None
    return of_node(node, HOME, handle)[0]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<footer>{LINK}</footer>", Beside.NOTHING),
        (f"<footer><a href=/>Home</a> <a href=/partners>Partners</a> {LINK}</footer>", Beside.NOTHING),
        (f"<footer><p>Website by <a href='https://fennwick.example/'>Fennwick</a> {LINK}</p></footer>", Beside.CREDIT),
        (f"<footer><p>Website by Fennwick. Follow us: {LINK}</p></footer>", Beside.FOLLOW),
        (f"<footer><p>Follow us: <a href='https://x.com/acme'>X</a>. Website by Fennwick {LINK}</p></footer>", Beside.CREDIT),
        (f"<footer><p>Gestaltung: Studio F. {LINK}</p></footer>", Beside.CREDIT),
        (f"<footer><p>Proudly powered by WordPress</p><ul>{LINK}</ul></footer>", Beside.NOTHING),
        (f"<p>Questions from customers? We answer on {LINK}.</p>", Beside.NOTHING),
        (f"<p>We thank our partners. Find us on {LINK}.</p>", Beside.FOLLOW),
        (f"<p>Mitglied im Verband e.V. {LINK}</p>", Beside.MEMBER),
        (f"<p>Bu site {LINK} taraf\u0131ndan tasarland\u0131.</p>", Beside.CREDIT),
        (f"<blockquote>So good! {LINK}</blockquote>", Beside.QUOTE),
        (f"<h2>Our team</h2><div><h4>Ada Moss</h4>{LINK}</div>", Beside.PERSON),
        (f"<h2>Our team</h2><p>Ada.</p><h2>Follow us</h2><p>{LINK}</p>", Beside.FOLLOW),
        (f"<div class='team-member'><ul class='social'>{LINK}</ul></div>", Beside.PERSON),
        (f"<div class='elementor-social-icons-wrapper'>{LINK}</div>", Beside.FOLLOW),
        (f"<p>Beware of fake accounts such as {LINK}</p>", Beside.WARNING),
        (f"<p>Beware of fakes. Our official account is {LINK}</p>", Beside.OFFICIAL),
        (f"<p>This account is official, not an impersonation: {LINK}</p>", Beside.OFFICIAL),
        (f"<h2>Fake accounts</h2><ul><li>{LINK.replace('Bluesky', 'Fennwick')}</li></ul>", Beside.WARNING),
        (f"<h2>Cuentas falsas</h2><p>{LINK.replace('Bluesky', 'Fennwick')}</p>", Beside.WARNING),
        (f"<h2>Fake accounts</h2><h3>Our team</h3><ul><li>{LINK}</li></ul>", Beside.PERSON),
        (f"<h2>Fake accounts</h2><p>Report fakes to us on {LINK}.</p>", Beside.OFFICIAL),
        (f"<h2>Beware of impostors</h2><p>You can find us here:</p><ul><li>{LINK}</li></ul>", Beside.FOLLOW),
        (f"<h2>Warnung vor Betrug</h2><p>Wir sind nur hier zu finden:</p> <ul><li>{LINK}</li></ul>", Beside.OFFICIAL),
        (f"<h2>Links</h2><p>These accounts are fake:</p><ul><li>a</li><li>{LINK}</li></ul>", Beside.WARNING),
        (f"<p>Studio Fennwick {LINK}</p>".replace("Studio ", ""), Beside.NAMED),
    ],
)  # fmt: skip
def test_what_stands_around_a_link(html: str, expected: Beside) -> None:
    assert beside(html) is expected


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ('{"@type":"Organization","sameAs":"https://x.com/acme"}', Beside.NOTHING),
        ('{"@type":"Organization","url":"https://acme.example","sameAs":"https://x.com/acme"}', Beside.NOTHING),
        ('{"@type":"Organization","name":"Gale","url":"https://gale.example","sameAs":"https://x.com/gale"}', Beside.ELSE),
        ('{"@type":"Organization","memberOf":{"@type":"Organization","sameAs":"https://x.com/guild"}}', Beside.MEMBER),
        ('{"@type":"Organization","founder":{"@type":"Person","name":"Ada","sameAs":"https://x.com/ada"}}', Beside.PERSON),
        ('{"@type":"Person","name":"Acme","sameAs":"https://x.com/acme"}', Beside.NOTHING),
    ],
)  # fmt: skip
def test_whose_structured_data_says_it_is(node: str, expected: Beside) -> None:
    (found,) = organisations.same_as(node, HOME)
    assert found.beside is expected
