"""Whether the site was seen: gates, doors and menus drawn by scripts on the one hand, ordinary sites on the other."""

from __future__ import annotations

import pytest

from auditor.analysis import absence, pages
from auditor.model import Reach, Role
from tests.snapshots import FILLER, Site

LINKS = '<nav><a href="/lamps">Lamps</a> <a href="/repairs">Repairs</a></nav>'
SCRIPT = '<script src="/app.js"></script>'
GATE = "<h1>Are you of legal drinking age?</h1><button>Yes</button><button>No</button>"


def told(site: Site) -> str:
    found = absence.obstacle(site.snapshot())
    return found.reason.text if found else ""


@pytest.mark.parametrize(
    ("home", "words"),
    [
        (GATE, "age"),
        (GATE + '<footer><a href="/terms">Terms</a></footer>', "age"),
        ('<p>Choose your country</p><a href="https://www.other.example/de">Deutschland</a>', "country"),
        ('<form><label>Enter using password <input type="password"></label></form>', "password"),
        (f'<nav id="menu"></nav>{FILLER * 5}{SCRIPT}', "menu"),
        (f"<site-header></site-header>{FILLER * 5}{SCRIPT}", "menu"),
        (f'<a href="#/contact">Contact</a>{FILLER * 5}{SCRIPT}', "Only scripts follow"),
        (f"<h1>Acme</h1><button>Start</button>{SCRIPT}", "hardly any links"),
        ('<iframe src="https://sites.builder.example/acme"></iframe>', "frame"),
    ],
)
def test_what_stands_between_us_and_the_site_is_told(home: str, words: str) -> None:
    found = absence.obstacle(Site(home=home).snapshot())
    assert found is not None
    assert words in found.reason.text
    assert found.hint, "says what to do"
    assert pages.doubt(Site(home=home).snapshot()) == found


@pytest.mark.parametrize(
    "home",
    [
        FILLER,
        f"{LINKS}{FILLER * 5}{SCRIPT}",
        f'{LINKS}{FILLER}<div class="cookies"><p>We use cookies.</p><button>Accept</button></div>{SCRIPT}',
        f"{LINKS}{FILLER}<footer>Are you over 18? You must be over 18 to buy wine. <select><option>Choose your country</select></footer>",
        f'{LINKS}{FILLER}<nav id="menu"></nav>{SCRIPT}',
        f'{FILLER * 5}<a href="#about">About</a>{SCRIPT}',
        f'{FILLER}<a href="https://www.facebook.com/#!/pages/acme">Facebook</a>{SCRIPT}',
        f'<nav id="menu"></nav>{FILLER * 5}<script>window.dataLayer=[];function gtag(){{dataLayer.push(arguments)}}</script>',
    ],
)
def test_ordinary_sites_were_seen(home: str) -> None:
    assert told(Site(home=home).page("/lamps").page("/repairs")) == ""


def test_a_door_with_a_link_through_it_keeps_nobody_out() -> None:
    assert told(Site(home=f'{GATE}<a href="/in">Enter</a>').page("/in").page("/lamps")) == ""
    assert "age" in told(Site(home=GATE).page("/terms", FILLER, Role.LEGAL).page("/no", GATE))


def test_pages_that_mostly_could_not_be_read_hide_something() -> None:
    site = Site(home=FILLER + "".join(f'<a href="/{n}">{n}</a>' for n in range(5)))
    for n in range(5):
        site.page(f"/{n}", "", status=None, reach=Reach.DISALLOWED) if n else site.page("/0")
    assert "4 of the 5 pages" in told(site)
