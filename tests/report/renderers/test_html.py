from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from lxml import html as parser

from auditor.audit.registry import CheckDoc
from auditor.audit.summary.nouns import VenueRow
from auditor.config.report import Length
from auditor.model import Accept, Outcome, Role, Severity, quoted
from auditor.report import Report
from auditor.report.renderers import helper, html
from auditor.resources import shipped
from tests import factories as make

LENGTHS = ("summary", "report", "full")
BAD = make.make_finding(Outcome.FAIL)
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}\u202egnp.exe\u200b\x00'


def parsed(markup: str) -> Any:
    return parser.document_fromstring(markup)


def build(*, partial: str = "") -> Report:
    return make.make_report(make.make_results(), make.make_snapshot(partial=partial), make.example_known())


@cache
def text(*, paper: bool = False, length: Length = "report") -> str:
    return html.document(replace(build(), length=length), paper=paper)


def hostile() -> Report:
    """A report in which everything a stranger can write is an attack."""
    check = replace(make.make_check(category=HOSTILE, title=HOSTILE, failing_title=HOSTILE), id=HOSTILE)
    findings = [
        make.make_finding(outcome, f"{HOSTILE}{outcome}", HOSTILE, excerpt=HOSTILE, page=HOSTILE)
        for outcome in (Outcome.FAIL, Outcome.REVIEW, Outcome.INCONCLUSIVE, Outcome.PASS)
    ]
    page = make.make_page("/x/", Role.CONTACT, title=HOSTILE, lang=HOSTILE)
    snapshot = make.make_snapshot((page,), partial=HOSTILE, notes=(HOSTILE,))
    results = make.make_results((make.make_result(check, *findings),), name=HOSTILE, site=HOSTILE)
    return make.make_report(results, snapshot, make.make_known((check,), CheckDoc(HOSTILE, HOSTILE, HOSTILE, HOSTILE)))


@pytest.mark.parametrize("paper", [False, True])
def test_the_same_report_gives_the_same_bytes(paper: bool) -> None:
    assert html.document(build(), paper=paper).encode() == html.document(build(), paper=paper).encode()


@pytest.mark.parametrize("paper", [False, True])
def test_accepted_faults_are_seen_on_the_cover_and_with_their_check(paper: bool) -> None:
    borne = make.make_finding(
        Outcome.REVIEW,
        "https://partner.example/",
        "Answers 404.",
        accepted=Accept("https://partner.example/*", HOSTILE),
    )
    broken = make.make_check("dead-contact-link", failing_title="A link is dead")
    results = make.make_results((make.make_result(broken, borne),))
    told = make.make_report(results, make.make_snapshot(), make.make_known((broken,)))
    soup = BeautifulSoup(html.document(replace(told, length="full"), paper=paper), "lxml")

    def seen(selector: str) -> str:
        return " ".join(element.get_text(" ", strip=True) for element in soup.select(selector))

    assert "Accepted 1" in seen(".counts")
    assert "Needs review 0" in seen(".counts")
    assert seen("#check-dead-contact-link h3").endswith("Accepted : A link is dead")
    assert seen("#check-dead-contact-link .finding .message").startswith("Answers 404. Accepted: ")
    assert len(soup.select("script")) == (not paper)
    assert "Of 1 check: 1 with accepted findings only, 0 passed." in seen(".category .summary")
    assert "Accepted:" in seen(".contents")
    assert "1 finding is listed but not scored, because it was accepted." in seen(".notes")
    assert "ccepted faults" not in text(paper=paper)


@pytest.mark.parametrize("paper", [False, True])
def test_it_is_one_file_that_runs_and_fetches_nothing(paper: bool) -> None:
    tree = parsed(text(paper=paper))
    assert not tree.xpath("//link | //iframe | //object | //embed | //img | //form | //base")
    assert not tree.xpath("//*[@src] | //*[@srcset] | //*[@action] | //@*[starts-with(name(), 'on')]")
    assert "@import" not in text(paper=paper)
    assert set(re.findall(r"url\([^,]+,", text(paper=paper))) == {'url("data:font/woff2;base64,'}
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; ")
    scripts = tree.xpath("//script")
    if paper:
        assert not scripts
        assert "script-src" not in policy
        return
    (script,) = scripts
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
    assert f"; script-src 'sha256-{digest}'; " in policy
    assert not script.attrib


def test_the_summary_needs_no_script() -> None:
    assert not parsed(text(length="summary")).xpath("//script")


@pytest.mark.slow
def test_ten_thousand_findings_are_a_page_that_a_browser_opens_at_once() -> None:
    findings = [make.make_finding(Outcome.FAIL, f"https://a.example/{number}") for number in range(10_000)]
    checks = [make.make_check(f"check-{number}") for number in range(50)]
    results = make.make_results(make.make_result(one, *findings[at::50]) for at, one in enumerate(checks))
    told = make.make_report(results, make.make_snapshot(), make.make_known(checks))
    tree = parsed(html.render(told))
    assert len(tree.xpath("//@id[starts-with(., 'finding-')]")) == 10_000
    assert sum(1 for _ in tree.iter()) < 150_000  # Chromium opens as many in less than two seconds, on two old cores


@pytest.mark.parametrize("paper", [False, True])
def test_hostile_text_stays_text(paper: bool) -> None:
    told = html.document(hostile(), paper=paper)
    tree = parsed(told)
    assert {script.text for script in tree.xpath("//script")} <= {str(helper.script().text)}
    assert not tree.xpath("//img | //@*[starts-with(name(), 'on')]")
    assert "49" not in re.sub(r"<style>.*?</style>|<svg.*?</svg>|[0-9a-f]{12,}", "", told, flags=re.DOTALL)
    assert escape("<script>alert(1)</script>") in told
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00]", told)
    assert all(href.startswith(("#", "https://")) for href in tree.xpath("//a/@href"))


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("paper", [False, True])
@pytest.mark.parametrize("told", [build(), hostile()], ids=["usual", "hostile"])
def test_ids_are_unique_and_every_inner_link_has_its_place(told: Report, paper: bool, length: Length) -> None:
    tree = parsed(html.document(replace(told, length=length), paper=paper))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")} <= set(ids)
    assert set(tree.xpath("//@aria-labelledby")) <= set(ids)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("paper", [False, True])
def test_headings_skip_no_level(paper: bool, length: Length) -> None:
    tree = parsed(text(paper=paper, length=length))
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("paper", [False, True])
def test_every_picture_has_a_title_and_needs_no_style_sheet(paper: bool, length: Length) -> None:
    tree = parsed(text(paper=paper, length=length))
    pictures = tree.xpath("//svg")
    assert len(pictures) >= 3
    assert all(picture.xpath("./title")[0].text.strip() for picture in pictures)
    assert not tree.xpath("//svg//@style")
    for shape in tree.xpath("//svg//*[self::path or self::rect or self::circle or self::text]"):
        assert shape.get("fill") is not None


EVERYWHERE = [
    "Quillnet Broadband",
    "78, on 73 % verified (43\u201382)",
    "21 November 2026",
    "For journalists, 2 press pages are dead.",
    "To begin with: restore or redirect the dead press pages",
    "What to do",
    "A press or media page is dead",
    "A contact page still holds placeholder text",
]
IN_A_REPORT = [
    *EVERYWHERE,
    "Bring the page back at its old address",
    "Answers 200 but says “Page not found” (soft 404).",
    "Needs review: Accounts with your name are yours",
    "Not verified",
    "Contact and support pages load",
    "Open it in a browser to find out.",
    "Passed",
    "Mail in your name can be told from forgeries",
    "Not applicable",
    "robots.txt asks not to read 3 addresses",
    "OpenSSF Scorecard",
]
IN_FULL = [
    *IN_A_REPORT,
    '<a href="/press/">Press &amp; media</a>',  # the excerpt, as written on the page
    "What this check cannot tell",
    "Whether a page behind a log-in or a captcha is alive.",
    "Not verified: Contact and support pages load",
    "How to find out: Open it in a browser to find out.",
    "soft_404_similarity 0.9",
    "Rules 2026.11",
]


@pytest.mark.parametrize(
    ("length", "paper", "words"),
    [
        ("summary", True, EVERYWHERE),
        ("summary", False, EVERYWHERE),
        ("report", True, IN_A_REPORT),
        ("report", False, IN_FULL[:-4] + IN_FULL[-3:]),
        ("full", True, IN_FULL),
        ("full", False, IN_FULL),
    ],
)
def test_a_reader_finds(length: Length, paper: bool, words: list[str]) -> None:
    body = " ".join(parsed(text(paper=paper, length=length)).body.text_content().split())
    assert [one for one in words if one not in body] == []


def test_a_summary_is_the_first_page_and_the_plan_alone() -> None:
    tree = parsed(text(paper=True, length="summary"))
    assert [part.get("id") for part in tree.xpath("//section")] == ["plan"]
    assert not tree.xpath("//nav")


def test_a_plan_that_is_cut_says_so_and_leaves_out_the_least() -> None:
    many = [
        make.make_result(
            make.make_check(f"c{number:02}", severity=Severity.LOW if number > 20 else Severity.CRITICAL), BAD
        )
        for number in range(24)
    ]
    told = make.make_report(make.make_results(many), make.make_snapshot(), {})
    for length, most in html.PLANNED.items():
        tree = parsed(html.document(replace(told, length=length), paper=True))
        rows = tree.xpath("//table[@class='actions']/tbody/tr")
        assert len(rows) == min(24, max(most, 21)), "no critical action is ever left out"
        left_out = tree.xpath("//section[@id='plan']/p[@class='more']")
        assert [one.text_content()[:21] for one in left_out] == ["and 3 further actions"] * (len(rows) < 24)


def test_evidence_says_where_when_and_which_copy() -> None:
    tree = parsed(text())
    (source, *_) = tree.find_class("source")
    assert source.text_content() == "https://www.quillnet.example/, read 21 November 2026, 01:10 UTC"
    (row, *_) = tree.xpath("//section[@id='appendix']//tr[td//a[@href='https://www.quillnet.example/']]")
    assert re.search(r"[0-9a-f]{64}", row.text_content())


def test_outcomes_differ_by_word_and_shape() -> None:
    tree = parsed(text(length="full"))
    shapes: dict[str, str] = {}
    for state in tree.find_class("state"):
        shapes[state[0].tail.strip()] = "".join(state.xpath(".//@d | .//@stroke-dasharray"))
    assert shapes.pop("Read") == shapes["Passed"]
    assert len(shapes) == len(set(shapes.values())) == 6


def test_a_partial_visit_is_told_before_the_score() -> None:
    told = html.render(build(partial="it was stopped after 12 of 300 pages")).split("<body")[1]
    assert told.index("It was stopped after 12 of 300 pages.") < told.index("on 73 % verified")
    assert "did not come to its end" not in text()


def test_long_lists_fold_on_screen_and_are_cut_on_paper() -> None:
    screen, paper = parsed(text()), parsed(text(paper=True, length="full"))
    assert "30 passed" in [summary.text_content() for summary in screen.xpath("//details/summary")]
    assert not paper.xpath("//details")
    assert "and 22 more" in paper.text_content()
    assert "and 22 more" not in screen.text_content()


def test_the_less_urgent_folds_away_on_a_screen_below_what_is_urgent_and_on_paper_never() -> None:
    screen, paper = parsed(text()), parsed(text(paper=True))
    (fold,) = screen.xpath("//details[contains(@class, 'less')]")
    assert [one.get("id") for one in fold.xpath("./article")] == ["check-placeholder-content"]
    assert "A contact page still holds placeholder text" in fold.xpath("./summary")[0].text_content()
    open_ones = {one.get("id") for one in screen.xpath("//article[not(ancestor::details)]")}
    assert {"check-dead-media-page", "check-dead-contact-link", "check-undeliverable-email"} <= open_ones
    assert not paper.xpath("//details")
    assert not parsed(text(length="full")).xpath("//details[contains(@class, 'less')]")


def test_a_chapter_without_anything_urgent_stands_open() -> None:
    mild = make.make_result(make.make_check(severity=Severity.MEDIUM), BAD)
    told = make.make_report(make.make_results((mild,)), make.make_snapshot(), {})
    assert parsed(html.render(told)).xpath("//article[not(ancestor::details)]")


def test_many_faults_become_rows_on_paper_and_none_is_lost() -> None:
    findings = [make.make_finding(Outcome.FAIL, f"https://a.example/{number}") for number in range(50)]
    told = make.make_report(
        make.make_results((make.make_result(make.make_check(), *findings),)), make.make_snapshot(), {}
    )
    screen = parsed(html.document(told, paper=False))
    paper = parsed(html.document(replace(told, length="full"), paper=True))
    assert len(screen.find_class("finding")) == 50
    assert len(paper.find_class("finding")) == 20
    assert len(paper.xpath("//article//table[@class='rows']/tbody/tr")) == 30


def test_what_a_person_must_judge_is_told_of_low_severity_too() -> None:
    check = make.make_check(severity=Severity.LOW)
    judge = make.make_finding(Outcome.REVIEW, "https://a.example/judge", "Somebody should look.")
    found = make.make_result(check, make.make_finding(Outcome.FAIL), judge)
    paper = parsed(html.document(make.make_report(make.make_results((found,)), make.make_snapshot(), {}), paper=True))
    (row,) = paper.xpath("//tr[@id='check-dead-media-page']")
    assert "Needs review: a.example/judge: Somebody should look." in " ".join(row.text_content().split())


def test_two_findings_about_one_subject_have_two_places() -> None:
    result = make.make_result(make.make_check(), make.make_finding(Outcome.FAIL), make.make_finding(Outcome.FAIL))
    tree = parsed(html.render(make.make_report(make.make_results((result,)), make.make_snapshot(), {})))
    assert len({finding.get("id") for finding in tree.find_class("finding")}) == 2


def test_a_spotless_audit_says_so() -> None:
    fine = make.make_result(make.make_check(), make.make_finding(Outcome.PASS, message="answers 200"))
    told = html.render(make.make_report(make.make_results((fine,)), make.make_snapshot(notes=()), {}))
    assert "Nothing that could be verified failed" in told
    assert "Everything that applies was verified." in told


def test_an_audit_without_any_check_can_be_told() -> None:
    told = html.render(make.make_report(make.make_results(()), make.make_snapshot(()), {}))
    assert "No score: nothing could be verified" in told


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_stand_out_from_their_ground(scheme: int) -> None:
    style = (shipped("templates") / "report.css").read_text(encoding="utf-8")
    block = re.findall(r":root \{(.*?)\}", style, flags=re.DOTALL)[scheme]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
    for ink in ("ink", "soft", "accent", "critical", "high", "medium", "low", "pass", "review"):
        for ground in ("ground", "wash", "accent-wash"):
            assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert _contrast(colours["ink"], colours["warn-wash"]) >= 4.5


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 375, 768, 1280])
@pytest.mark.parametrize("long", [False, True], ids=["usual", "long words"])
def test_nothing_makes_a_screen_scroll_sideways(width: int, long: bool, tmp_path: Path) -> None:
    told = build()
    if long:
        word = "Telekommunikationskundendienstbeschwerdestelle" * 6
        check = make.make_check(failing_title=word)
        finding = make.make_finding(Outcome.FAIL, f"https://a.example/{word}", word, excerpt=word)
        pages = (make.make_page("/x/", Role.CONTACT, title=word),)
        results = make.make_results((make.make_result(check, finding),), name=word)
        told = make.make_report(results, make.make_snapshot(pages), make.make_known((check,)))
    page = escape(html.render(told), quote=True)
    probe = (
        f'<iframe width="{width}" height="900" srcdoc="{page}"></iframe><script>onload = () => {{'
        "document.title = frames[0].document.documentElement.scrollWidth }</script>"
    )
    (tmp_path / "probe.html").write_text(f"<!doctype html>{probe}", encoding="utf-8")
    dom = _chromium("--dump-dom", (tmp_path / "probe.html").as_uri(), profile=tmp_path / "profile")
    found = re.search(r"<title>(\d+)</title>", dom)
    assert found is not None
    assert int(found.group(1)) <= width


def _chromium(*arguments: str, profile: Path) -> str:
    binary = shutil.which("chromium") or shutil.which("google-chrome")
    assert binary is not None, "no Chromium here: leave these tests out with -m 'not browser'"
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
    quiet = ("--disable-component-update", f"--user-data-dir={profile}")
    run = subprocess.run([binary, *flags, *quiet, *arguments], capture_output=True, text=True, timeout=60, check=True)
    return run.stdout


@pytest.mark.parametrize("paper", [False, True])
def test_a_picture_stands_once_beside_the_finding_it_proves(paper: bool) -> None:
    shown = [
        replace(make.make_page(path, Role.CONTACT, title=path), rendered=True, picture=lambda: b"\xff\xd8\xffx")
        for path in ("/contact/", "/help/")
    ]
    check = make.make_check()
    results = make.make_results((make.make_result(check, make.make_finding(Outcome.FAIL, shown[0].url)),))
    told = make.make_report(results, make.make_snapshot(shown), make.make_known([check]))
    tree = parsed(html.document(told, paper=paper))
    assert [one.get("alt") for one in tree.xpath("//article//figure/img")] == ["Screenshot of /contact/"]
    assert [one.get("alt") for one in tree.xpath("//section[@id='looked-at']//figure/img")] == ["Screenshot of /help/"]


@pytest.mark.parametrize("paper", [False, True])
def test_pictures_stand_with_their_page_and_describe_themselves(paper: bool) -> None:
    shown = replace(
        make.make_page("/contact/", Role.CONTACT, title="Contact <us>"), rendered=True, picture=lambda: b"\xff\xd8\xffx"
    )
    other = make.make_page("/press/", Role.MEDIA, title="Press")
    told = make.make_report(make.make_results(), make.make_snapshot((shown, other)), {})
    tree = parsed(html.document(replace(told, length="full"), paper=paper))
    (picture,) = tree.xpath("//section[@id='looked-at']//figure/img")
    assert picture.get("src") == "data:image/jpeg;base64,/9j/eA=="
    assert picture.get("alt") == "Screenshot of Contact <us>"
    assert shown.url in picture.getparent().text_content()
    (row,) = [
        row for row in tree.xpath("//table[@class='pages']//tr") if "after its scripts had run" in row.text_content()
    ]
    assert shown.url in row.text_content()


def test_where_mentions_were_looked_for_is_told_and_nothing_where_nowhere_was() -> None:
    row = VenueRow(
        "Lemmy",
        "lemmy.example",
        "https://lemmy.example/",
        seen=True,
        mentions=3,
        stories=1,
        left_out=2,
        newest="2026-11-20",
        how=None,
    )
    refused = replace(row, name=HOSTILE, url="", seen=False, how=quoted("It refused."))
    report = build()
    assert report.results is not None
    told = parsed(
        html.document(
            replace(report, results=report.results.model_copy(update={"venues": (row, refused)})), paper=False
        )
    ).text_content()
    told = " ".join(told.split())
    assert "Lemmy lemmy.example: 3 mentions (1 story). 2 entries about something else were left out." in told
    assert "These could not be looked at, so what is said there is not known:" in told
    assert "It refused." in told
    assert "mentions were looked for" not in text()
