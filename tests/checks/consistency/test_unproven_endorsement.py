"""Papers and partners that pages name."""

from __future__ import annotations

import pytest

from auditor.model import CheckResult, Outcome
from tests.snapshots import FILLER, Site, run


def result(html: str, lang: str = "en") -> CheckResult:
    page = f"<html lang={lang}><head><title>About</title></head><body><main>{FILLER}{html}</main></body></html>"
    return run("unproven-endorsement", Site().page("/about", page).snapshot())


@pytest.mark.parametrize(
    ("lang", "html"),
    [
        ("en", "<p>As seen in The Daily Herald</p>"),
        ("en", "<section><h2>As featured in</h2><img src=a.png alt='The Daily Herald'><img src=b.png alt='Metro'></section>"),
        ("en", "<p>Official partner of Ford Rovers</p>"),
        ("en", "<p>Partner of Ford Rovers</p>"),
        ("en", "<p>We are a partner of Ford Rovers</p>"),
        ("en", "<p>Recommended by the Rowing League</p>"),
        ("de", "<div><h3>Bekannt aus</h3><img src=a.png alt='Tagblatt'></div>"),
        ("de", "<p>Offizieller Partner der Ruderliga</p>"),
        ("fr", "<p>Vu dans Le Courrier</p>"),
        ("es", "<p>Visto en El Correo</p>"),
        ("it", "<p>Visto su Il Corriere</p>"),
        ("nl", "<p>Bekend van De Courant</p>"),
        ("pt", "<p>Parceiro oficial do Porto Remo</p>"),
    ],
)  # fmt: skip
def test_a_name_without_a_link_is_for_a_person_to_judge(lang: str, html: str) -> None:
    found = result(html, lang)
    assert found.outcome is Outcome.REVIEW, [one.message.text for one in found.findings]
    assert found.findings[0].subject.endswith("/about")


@pytest.mark.parametrize(
    "html",
    [
        "<p>As seen in <a href='https://herald.example/acme'>The Daily Herald</a></p>",
        "<p>As seen in The Daily Herald (<a href=/files/herald.pdf>read it</a>)</p>",
        "<section><h2>As featured in</h2><a href='https://herald.example/acme'><img src=a.png alt='The Daily Herald'></a></section>",
    ],
)
def test_a_link_beside_it_shows_it(html: str) -> None:
    assert result(html).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "html",
    [
        "<p>Trusted by thousands of customers</p>",
        "<p>The Oslo chair, as seen in Blue</p>",
        "<p>Wie gesehen: Modell Oslo, as featured in Walnut</p>",
        "<section><h2>As featured in</h2><img src=a.png alt='Banner image'></section>",
        "<section><h2>As featured in</h2><img src=a.png alt='logo'><img src=b.png alt=''></section>",
        "<p>As featured in our newsletter</p>",
        "<p>Your partner of choice</p>",
        "<p>Anna is the partner of Jonas and mother of two.</p>",
        "<p>Anna Miller was a partner of Miller LLP until 2020.</p>",
        "<p>We are trusted by You.</p>",
        f"<p>{'Long ago we were seen by many. ' * 20} As seen in The Daily Herald, we said.</p>",
        "<script>var x = 'As seen in The Daily Herald'</script>",
        "<p>We sell anvils.</p>",
    ],
)
def test_what_names_nobody(html: str) -> None:
    assert result(html).outcome is Outcome.NOT_APPLICABLE


def test_languages_without_words_are_left_alone() -> None:
    assert result("<p>As seen in The Daily Herald</p>", "fi").outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    "html", ["<p>As seen in The " * 30_000, "<div>" * 5_000 + "As seen in The Herald", "as seen in " * 60_000]
)
def test_hostile_pages_take_no_time(html: str) -> None:
    result(html)
