"""The report's part about conversations, on screen and on paper."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from itertools import pairwise
from typing import Any

import pytest
from lxml import html as parser
from pypdf import PdfReader

from auditor.config import colours
from auditor.config.report import Length
from auditor.model import Snapshot
from auditor.report import Report
from auditor.report.branding import Branding
from auditor.report.renderers import helper, house, html, junit, pdf, shapes
from auditor.resources import shipped
from tests import asked
from tests.report.renderers.tags import structure
from tests.snapshots import Site

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}\u202egnp.exe\u200b\x00'
AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@cache
def built(*, internal: bool = False) -> Report:
    return asked.told(asked.site().snapshot(), internal=internal)


@cache
def text(*, paper: bool = False, internal: bool = False, length: Length = "report") -> str:
    return html.document(replace(built(internal=internal), length=length), paper=paper)


def parsed(markup: str) -> Any:
    return parser.document_fromstring(markup)


def hostile() -> Snapshot:
    """Return a visit in which all that strangers write in conversations is an attack."""
    site = Site()
    words = (HOSTILE, "x" * 10_240, "\u202e\u2066ملف\u200f", "=cmd()")
    for number, said in enumerate(words):
        at = AT + timedelta(hours=number)
        site.posts(asked.question(number, at, f"{said}? When will it work again?", HOSTILE))
        site.posts(asked.answer(number, at + timedelta(days=4), said))
    for post in list(site._posts):
        object.__setattr__(post, "url", f"javascript:alert({post.id})")
        object.__setattr__(post, "lang", HOSTILE)
    site.posts(channel=asked.channel(cut=HOSTILE, skipped={HOSTILE: 1}, cannot_see=(HOSTILE,)))
    site.posts(asked.question(9, AT, "Why?", account=HOSTILE), channel=asked.channel(account=HOSTILE, url=HOSTILE))
    site.profile("x", HOSTILE, HOSTILE, reason=HOSTILE, hint=HOSTILE)
    return site.snapshot()


@pytest.mark.parametrize("paper", [False, True])
def test_the_same_visit_gives_the_same_bytes(paper: bool) -> None:
    again = html.document(asked.told(asked.site().snapshot()), paper=paper)
    assert again.encode() == text(paper=paper).encode()


@pytest.mark.parametrize("paper", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        "Are questions answered, how fast and how?",
        "Accounts",
        "All accounts together",
        "acme (Mastodon)",
        "23 August 2026 to 21 November 2026, Europe/London",
        "Asked on a Saturday or Sunday",
        "Asked outside the stated hours",
        "Own posts that speak to a customer",
        "Rows left out (made-up): 3 × no date.",  # noqa: RUF001 - times
        "The source does not show direct messages.",
        "When questions come, and when they are answered",
        "How long the first reply takes",
        "good: 60 min",
        "weak, deadline: 24 h",
        "no reply",
        "The worst conversations",
        "Accounts whose conversations were not gathered",
        "posts.csv",
        "The company's profiles",
        "x.com answers strangers the same",
    ],
)
def test_a_reader_finds(words: str, paper: bool) -> None:
    body = parsed(text(paper=paper, length="full")).body
    assert words in " ".join(body.text_content().split())


@pytest.mark.parametrize("paper", [False, True])
def test_no_customer_can_be_recognised_by_what_is_shown(paper: bool) -> None:
    quiet = asked.told(asked.site().snapshot(), checks=("unlinked-profile",))
    shown = parsed(html.document(quiet, paper=paper)).body.text_content() + junit.render(quiet)
    for private in asked.PRIVATE:
        assert private not in shown, private
    assert "j•••n@mail.example" in shown
    assert "[link]" in shown
    assert "INTERNAL" not in shown


def test_the_internal_edition_quotes_in_full() -> None:
    shown = parsed(text(internal=True)).body.text_content()
    assert f"Customer ({asked.CUSTOMER})" in shown
    assert asked.EMAIL in shown
    assert "INTERNAL" in shown


@pytest.mark.parametrize("paper", [False, True])
def test_hostile_words_stay_words(paper: bool) -> None:
    told = html.document(asked.told(hostile()), paper=paper)
    tree = parsed(told)
    assert not tree.xpath("//img | //@*[starts-with(name(), 'on')]")
    assert {script.text for script in tree.xpath("//script")} <= {str(helper.script().text)}
    assert escape("<script>alert(1)</script>") in told
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00\ud800]", told)
    assert all(href.startswith(("#", "https://")) for href in tree.xpath("//a/@href"))
    assert HOSTILE not in tree.xpath("//@lang")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(tree.xpath("//@aria-labelledby")) <= set(ids)


@pytest.mark.parametrize("paper", [False, True])
def test_headings_skip_no_level_and_inner_links_have_their_place(paper: bool) -> None:
    tree = parsed(text(paper=paper, length="full"))
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")} <= set(tree.xpath("//@id"))
    assert "Conversations" in [link.text_content() for link in tree.xpath("//nav//a")]


@pytest.mark.parametrize("paper", [False, True])
def test_every_table_has_headings_of_columns_and_of_rows(paper: bool) -> None:
    tables = parsed(text(paper=paper, length="full")).xpath("//section[@id='conversations']//table")
    assert len(tables) == 7
    for table in tables:
        columns = table.xpath("./thead/tr/th[@scope='col']")
        assert all(len(row.xpath("./th | ./td")) == len(columns) for row in table.xpath("./tbody/tr"))
        assert all(row.xpath("./th[@scope='row']") for row in table.xpath("./tbody/tr"))
        assert table.xpath("./caption")


@pytest.mark.parametrize("paper", [False, True])
def test_every_chart_has_a_title_and_needs_no_style_sheet(paper: bool) -> None:
    charts = parsed(text(paper=paper, length="full")).xpath("//section[@id='conversations']//svg[@role='img']")
    assert len(charts) == 3 * 4
    for chart in charts:
        assert chart.xpath("./title")[0].text.strip()
        assert not chart.xpath(".//@style")
        for shape in chart.xpath(".//*[self::path or self::rect or self::text]"):
            assert shape.xpath("ancestor-or-self::*[@fill]")


@pytest.mark.parametrize("length", ["summary", "report", "full"])
@pytest.mark.parametrize("paper", [False, True])
def test_page_one_says_which_channel_answers_in_figures_and_bars(paper: bool, length: Length) -> None:
    (table,) = parsed(text(paper=paper, length=length)).xpath("//header//table[@class='answered']")
    assert table.xpath("./caption")[0].text == "Questions answered within 24 hours, by channel"
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath("./tbody/tr")]
    assert rows == [
        ["acme (Mastodon)", "acme (Mastodon): 72 of 120", "72 of 120"],
        ["help (zendesk)", "help (zendesk): 36 of 60", "36 of 60"],
    ]
    assert [float(bar.get("width")) for bar in table.xpath(".//rect[@class='c-sure']")] == [144, 144]


def test_without_questions_page_one_has_no_chart() -> None:
    quiet = Site().profile("x", "acme", "https://x.com/acme", reason="nobody looked it up")
    assert not parsed(html.render(asked.told(quiet.snapshot()))).xpath("//table[@class='answered']")


def test_heat_maps_say_their_numbers_in_figures_too() -> None:
    account = asked.talk(asked.site().snapshot()).accounts[0]
    assert account.heat is not None
    chart = parsed(text()).xpath("//svg[@class='heat']")[2]
    numbers = [int(word.text) for word in chart.xpath(".//g[starts-with(@class, 'n')]/text")]
    assert sum(numbers) == sum(map(sum, account.heat.questions)) == 120


def test_on_screen_each_share_unfolds_to_its_posts_and_on_paper_it_does_not() -> None:
    folds = parsed(text()).xpath("//div[@class='refs-fold']//details")
    summaries = [fold.xpath("./summary")[0].text_content() for fold in folds]
    assert re.fullmatch(r"All questions: \d+ answered in time, \d+ not answered in time", summaries[0])
    links = folds[0].xpath(".//ul[@class='refs']//a")
    assert len(links) == 2 * html.SHOWN_REFS  # as many that were answered, and that were not
    assert all(link.get("href").startswith("https://social.example/@acme/") for link in links)
    assert "more in the table of posts" in folds[0].text_content()
    assert not parsed(text(paper=True)).xpath("//details | //div[@class='refs-fold']")


def test_posts_without_an_address_are_named_by_time_and_id() -> None:
    folds = parsed(text()).xpath("//div[@class='refs-fold']")[1]
    assert not folds.xpath(".//a")
    assert re.search(r"\w{3} \d+ \w{3} 2026, \d\d:\d\d q\d+", " ".join(folds.text_content().split()))


def test_without_posts_the_part_is_not_there_and_profiles_say_so() -> None:
    site = Site().profile("x", "acme", "https://x.com/acme", reason="nobody looked it up")
    tree = parsed(html.render(asked.told(site.snapshot())))
    assert not tree.xpath("//*[@id='conversations'] | //nav//a[@href='#conversations']")
    assert "No conversations were gathered" in tree.text_content()
    assert "No conversations were gathered" not in text()


@pytest.mark.slow
def test_on_paper_it_can_be_read_by_screen_readers() -> None:
    quiet = asked.told(asked.site().snapshot(), checks=("unlinked-profile",))
    reader: Any = PdfReader(io.BytesIO(pdf.render(quiet)))
    parts = list(structure(reader))
    figures = [part.get("/Alt") for part in parts if part["/S"] == "/Figure"]
    assert "Questions by weekday and hour, as described above" in figures
    assert all(figures)
    assert {part["/A"].get("/Scope") for part in parts if part["/S"] == "/TH"} == {"/Column", "/Row"}
    told = [annotation for page in reader.pages for annotation in page.get("/Annots", ())]
    kids = [kid.get_object() for part in parts if part["/S"] == "/Link" for kid in part["/K"]]
    inside = {kid.raw_get("/Obj").idnum for kid in kids if hasattr(kid, "raw_get") and kid.get("/Type") == "/OBJR"}
    assert {annotation.idnum for annotation in told} == inside
    assert all("21 November 2026" in page.extract_text() for page in reader.pages)
    shown = "".join(page.extract_text() for page in reader.pages)
    assert not [private for private in asked.PRIVATE if private in shown]


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5, 6, 17, 1_000])
def test_the_scale_says_what_the_shades_mean(most: int) -> None:
    scale = {step: range(low, high + 1) for step, low, high in shapes.heat_scale(most)}
    for count in range(1, most + 1):
        assert count in scale[shapes.heat_step(count, most)]
    assert sum(map(len, scale.values())) == most
    assert shapes.heat_step(0, most) == shapes.heat_step(0, 0) == 0


def test_numbers_fit_their_cells() -> None:
    assert [shapes.short(count) for count in (0, 999, 9_999, 10_000, 1_234_567)] == ["0", "999", "9999", "10k", "1234k"]


DARKS = ("", "#7a1f5c", "#000000", "#0000ff", colours.nearest_legible("#ffcc00"), colours.nearest_legible("#00ff00"))
"""Colours of a house; none for ours."""


@pytest.mark.parametrize("colour", DARKS)
@pytest.mark.parametrize("dark", [False, True])
def test_numbers_stand_out_from_their_shade(dark: bool, colour: str) -> None:
    branding = Branding(accent=colour) if colour else Branding()
    if dark:
        style = (shipped("templates") / "report.css").read_text(encoding="utf-8") + house.style_sheet(
            branding, paper=False
        )
        ground = dict(re.findall(r"\.h(\d) \{ fill: (#[0-9a-f]{6})", style))
        rules = re.findall(r"((?:\.n\d,? )+)\{ fill: (#[0-9a-f]{6})", style)
        ink = {step: colour for names, colour in rules for step in re.findall(r"n(\d)", names)}
    else:
        markup = (shipped("templates") / "partials" / "talk_charts.j2").read_text(encoding="utf-8")
        (inks,) = re.findall(r"set ink = \[(.*?)\]", markup)
        ink = {str(step): colour for step, colour in enumerate(re.findall("#[0-9a-f]{6}", inks))}
        ground = {str(step): colour for step, colour in enumerate(house.tints(branding).heat)}
    for step in map(str, range(1, shapes.STEPS + 1)):
        assert colours.contrast(ground[step], ink[step]) >= 4.5, step


@pytest.mark.parametrize("paper", [False, True])
def test_many_accounts_some_of_them_silent_or_blind_can_be_told(paper: bool) -> None:
    site = Site()
    for number in range(15):
        name = f"branch{number:02}"
        posts = [asked.question(one, AT, "Open on Sunday?", account=name) for one in range(number)]
        blind = ("replies",) if number % 2 else ()
        site.posts(*posts, channel=asked.channel(account=name, cannot_see=blind))
    shown = " ".join(
        " ".join(
            parsed(html.document(replace(asked.told(site.snapshot()), length="full"), paper=paper)).itertext()
        ).split()
    )
    assert "branch00 (Mastodon) 0 0 no cases" in shown
    assert "branch13 (Mastodon) 13 13 cannot be told" in shown
    assert "The other 3 accounts, with fewer questions, are in the table at the top." in shown
