"""Details and secrets of forty kinds, planted in every field that leaves the model and looked for in everything that is shown."""

from __future__ import annotations

import html as html_text
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import pytest
from pypdf import PdfReader

from auditor import pipeline
from auditor.analysis import redaction
from auditor.analysis.masking import NOTHING, mask_text
from auditor.audit import registry, runner
from auditor.audit.results import CheckOut
from auditor.cli import terminal
from auditor.model import Check, CompanyProfile, Evidence, Finding, Outcome, Role, Snapshot, Spokesperson, quoted
from auditor.model.declarations import Declared, Said
from auditor.report import Report
from auditor.report.renderer import Renderer
from auditor.report.renderers import actions, findings, github, gitlab, html, junit, pdf, sarif, summary, word, workbook
from auditor.watch import faults, lines
from tests import factories as make
from tests.factories import make_check
from tests.snapshots import FILLER, Site

CARD = (
    "<h2>Our team</h2><p>Jane Quillfeather</p><p>Sales Manager</p><p>jane.quillfeather@gmail.com</p><p>+49 151 12345678</p>"
    "<p>12 Heatherbell Lane</p><p>Jane Quillfeather, born 12 March 1980</p>"
    '<p>Jane Quillfeather: <a href="https://www.instagram.com/jane.quillfeather">pictures</a></p>'
    "<p>Write to Ms Featherstone.</p>"
    "<p>Tom Barleymow: tom [dot] barleymow [at] acme-mail [dot] example</p>"
)
LINES = "<p>Customer service: <a href='tel:+441632960123'>01632 960123</a></p><p>Freephone 0800 0960 555</p>"

PLANTED = {
    "mailbox": ("jane.quillfeather@gmail.com", "quillfeather"),
    "mailbox in capitals": ("JANE.QUILLFEATHER@GMAIL.COM", "quillfeather"),
    "spelled-out mailbox": ("tom [dot] barleymow [at] acme-mail [dot] example", "barleymow"),
    "spelled-out mailbox, round brackets": ("j.wintergreen (at) gmail (dot) com", "wintergreen"),
    "mailbox between lines": ("rose.wintergreen_at_gmail.com", "wintergreen"),
    "mailbox between stars": ("rose.wintergreen*at*gmail.com", "wintergreen"),
    "mailbox in words": ("rose dot wintergreen at gmail dot com", "wintergreen"),
    "mailbox in German words": ("rose punkt wintergreen bei web punkt de", "wintergreen"),
    "mailbox in French words": ("rose point wintergreen arobase orange point fr", "wintergreen"),
    "mailbox in Spanish words": ("rose punto wintergreen arroba terra punto es", "wintergreen"),
    "mailbox in an address": ("https://acme.example/off?mail=rose.wintergreen@gmail.com", "wintergreen"),
    "encoded mailbox in an address": ("https://acme.example/off?m=rose.wintergreen%40gmail.com", "wintergreen"),
    "mailbox in a path": ("https://acme.example/u/rose.wintergreen@gmail.com/x", "wintergreen"),
    "mailto link": ("mailto:rose.wintergreen@gmail.com?subject=x", "wintergreen"),
    "mobile number": ("+49 151 12345678", "12345678"),
    "number without spaces": ("+4915112345678", "12345678"),
    "national number": ("0151/12345678", "12345678"),
    "tel link": ("tel:+49-151-12345678", "12345678"),
    "number in a messenger's address": ("https://wa.me/4915112345678", "12345678"),
    "number in a query": ("https://acme.example/call?phone=%2B4915112345678", "12345678"),
    "name": ("Jane Quillfeather", "quillfeather"),
    "name in capitals": ("JANE QUILLFEATHER", "quillfeather"),
    "family name": ("Ms Featherstone", "featherstone"),
    "home address": ("12 Heatherbell Lane", "heatherbell"),
    "another's street beside a name": ("Jane Quillfeather, 7 Cloudberry Close", "cloudberry"),
    "birth date": ("12 March 1980", "march 1980"),
    "private profile": ("https://www.instagram.com/jane.quillfeather", "quillfeather"),
    "profile of a person on a network for work": ("https://www.linkedin.com/in/rose-wintergreen-1a2b", "wintergreen"),
    "user name and password": ("https://rose:wintergreen@intranet.acme.example/x", "wintergreen"),
}
"""Kind → what is planted, and what of it must not be shown, in lower case."""
SECRETS = {
    "token in an address": ("https://acme.example/off?lang=en&token=wintergreen", "wintergreen"),
    "token behind a number sign": ("https://acme.example/#access_token=wintergreen&type=x", "wintergreen"),
    "token that keeps forms safe": ("/contact?_token=wintergreen", "wintergreen"),
    "key of an interface": ("https://api.acme.example/v1?api_key=wintergreen", "wintergreen"),
    "code that logs in": ("https://acme.example/back?code=4f8a9d0e1b2wintergreen", "wintergreen"),
    "password in an address": ("https://acme.example/login?user=x&password=wintergreen", "wintergreen"),
    "session id in a path": ("https://acme.example/shop;jsessionid=wintergreen?page=2", "wintergreen"),
    "session id in a query": ("https://acme.example/shop.php?PHPSESSID=wintergreen", "wintergreen"),
    "signed address": ("https://acme.example/kit.zip?X-Amz-Signature=wintergreen", "wintergreen"),
    "cookie that is set": ("Set-Cookie: sid=wintergreen; Path=/; HttpOnly", "wintergreen"),
    "cookies sent": ("Cookie: lang=en; sid=wintergreen", "wintergreen"),
    "log-in in a header": ("Authorization: Basic wintergreen", "wintergreen"),
    "token in a header": ("Authorization: Bearer wintergreen.x", "wintergreen"),
}
"""Likewise, of what opens doors."""
PLANTED |= SECRETS
IN_EXCERPTS_ONLY = frozenset({"another's street beside a name"})
"""Elsewhere a street may be the company's own."""


def visit(company_profile: CompanyProfile | None = None) -> Snapshot:
    site = Site().page(
        "/contact", f"<html lang=en><title>Contact</title><body>{FILLER}{CARD}{LINES}</body>", Role.CONTACT
    )
    return replace(site.snapshot(), company_profile=company_profile or CompanyProfile())


@cache
def known() -> dict[str, registry.Known]:
    return dict(registry.load(installed=False))


def planting(text: str, *, fields: tuple[str, ...]) -> Check:
    """Return a check that says `text` in fields of a finding, and one more time while it breaks."""

    def run(_: Snapshot) -> Iterator[Finding]:
        said = {"subject": "a page", "message": "Something.", "url": "https://acme.example/", "excerpt": "x"}
        said |= dict.fromkeys(fields, text)
        proof = Evidence(said["url"], said["excerpt"])
        for outcome in (Outcome.FAIL, Outcome.REVIEW, Outcome.INCONCLUSIVE, Outcome.PASS):
            yield Finding(outcome, said["subject"], quoted(said["message"]), (proof,))

    return replace(make_check("dead-contact-link"), run=run, needs=())


def breaking(text: str) -> Check:
    def run(_: Snapshot) -> Iterator[Finding]:
        raise ValueError(f"cannot read {text}")
        yield

    return replace(make_check("dead-contact-page"), run=run, needs=())


def packed(renderer: Renderer, told: Report) -> str:
    """Return all parts of a file that is an archive, mark-up left out."""
    with tempfile.TemporaryDirectory() as folder:
        renderer.render(told, Path(folder) / renderer.file)
        with zipfile.ZipFile(Path(folder) / renderer.file) as file:
            texts = [file.read(name).decode("utf-8", "replace") for name in file.namelist()]
    return "\n".join(html_text.unescape(re.sub("<[^>]*>", " ", text)) + text for text in texts)


TEXTS = (sarif.RENDERER, github.RENDERER, gitlab.RENDERER, summary.RENDERER, findings.RENDERER, actions.RENDERER)


def written(renderer: Renderer, told: Report) -> str:
    with tempfile.TemporaryDirectory() as folder:
        renderer.render(told, Path(folder) / renderer.file)
        return (Path(folder) / renderer.file).read_text(encoding="utf-8")


def watched(text: str, judged: Iterable[CheckOut]) -> Iterator[str]:
    """Yield what a watch hands over and logs of the findings, and of a source that fails with the text."""
    found = faults.changes({}, judged, faults.Bar("low", reviews=True), "2026-11-27T17:40:00+00:00", faults.Unseen())
    assert found
    yield from map(lines.of_change, found)
    told = [replace(change, fault=replace(change.fault, told=True)) for change in found]
    yield json.dumps([*lines.of_faults(told)])
    if text in {secret for secret, _ in SECRETS.values()}:  # what a client says of an address that it asked
        yield json.dumps(lines.of_blindness("acme", 3, "", f"no answer from {text}"))


def outputs(text: str, fields: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    snapshot = replace(
        visit(),
        notes=(quoted(f"Left out: {text}."),),
        missing=MappingProxyType({"dns": quoted(f"No answer for {text}.")}),
    )
    judged = pipeline.judge_all([planting(text, fields=fields), breaking(text)], snapshot)
    told = make.make_report(judged, snapshot, known())
    terminal.verdict(judged)
    captured = capsys.readouterr()
    return {
        **{renderer.name: written(renderer, told) for renderer in TEXTS},
        "webhook and log of a watch": "\n".join(watched(text, judged.checks)),
        "json": judged.model_dump_json(),
        "html": html.render(told),
        "junit": junit.render(told),
        "terminal": captured.out + captured.err,
    }


@pytest.mark.assault("secrets")
@pytest.mark.parametrize("kind", sorted(PLANTED.keys() - IN_EXCERPTS_ONLY))
def test_no_detail_reaches_any_output(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    text, secret = PLANTED[kind]
    for output, shown in outputs(text, ("subject", "message", "url", "excerpt"), capsys).items():
        assert secret not in re.sub(r"[^\S ]+", " ", shown).lower(), output


@pytest.mark.parametrize("kind", sorted(IN_EXCERPTS_ONLY))
def test_no_detail_reaches_an_excerpt(kind: str) -> None:
    text, secret = PLANTED[kind]
    for found in runner.run(planting(text, fields=("excerpt",)), visit()).findings:
        assert secret not in found.evidence[0].excerpt.lower()
        assert "•" in found.evidence[0].excerpt


def printed(told: Report) -> str:
    if reason := pdf.available():
        pytest.fail(reason)
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.render(told))).pages)


@pytest.mark.parametrize("output", ["pdf", "docx", "xlsx"])
def test_no_detail_reaches_what_takes_long_to_make(output: str) -> None:
    everything = " ; ".join(text for kind, (text, _) in PLANTED.items() if kind not in IN_EXCERPTS_ONLY)
    judged = pipeline.judge_all([planting(everything, fields=("subject", "message", "excerpt"))], visit())
    told = make.make_report(judged, visit(), known())
    renderer = {"docx": word.RENDERER, "xlsx": workbook.RENDERER}
    shown = packed(renderer[output], told) if output in renderer else printed(told)
    gap = "" if output == "pdf" else " "  # lines of a PDF break anywhere
    shown = re.sub(r"\s+", gap, shown).lower()
    assert "•••" in shown
    for kind, (_, secret) in PLANTED.items():
        assert kind in IN_EXCERPTS_ONLY or secret.replace(" ", gap) not in shown, kind


def test_every_text_of_a_report_goes_through_it() -> None:
    """What a renderer may one day show, today's renderers or not."""
    text, secret = PLANTED["mailbox"]
    snapshot = replace(visit(), partial=quoted(f"stopped at {text}"), notes=(quoted(text),))
    told = make.make_report(pipeline.judge_all([planting(text, fields=("message",))], snapshot), snapshot, {})
    assert secret not in repr(told).lower()


def test_what_is_masked_stays_as_it_is() -> None:
    hidden = redaction.of(visit())
    for kind, (text, _) in PLANTED.items():
        once = mask_text(text, hidden, parts=True)
        assert mask_text(once, hidden, parts=True) == once, kind


@pytest.mark.parametrize(
    "line",
    [
        "Visitors read 01632 960123, but the link dials tel:+441632960123.",
        "Freephone 0800 0960 555",
        "https://www.acme.example/contact?ref=20261121123456",
        "https://www.linkedin.com/company/acme",
        "press@acme.example, support [at] acme [dot] example",
        "Acme Ltd, 1 Anvil Road",
        "a list (at the end) of results (see above)",
        "SIP: sip.acme.example:5061, 2026-11-21, 192.0.2.17, version 1.2.3",
    ],
)
def test_what_the_company_publishes_as_its_own_is_shown(line: str) -> None:
    assert mask_text(line, redaction.of(visit()), parts=True) == line


def test_a_line_beside_a_person_is_not_the_companys_though_it_stands_elsewhere_too() -> None:
    site = Site().page("/contact", f"<body>{CARD}", Role.CONTACT)
    site.page("/about", "<p>Call +49 151 12345678</p>", Role.ABOUT)
    assert "12345678" not in mask_text("+49 151 12345678", redaction.of(site.snapshot()))


def test_who_speaks_for_the_company_is_shown_with_their_lines() -> None:
    spoken = Spokesperson("Jane Quillfeather", "in writing", phones=("+49 151 12345678",))
    hidden = redaction.of(visit(CompanyProfile(spokespeople=(spoken,))))
    assert mask_text("Jane Quillfeather, +49 151 12345678", hidden) == "Jane Quillfeather, +49 151 12345678"


def test_a_line_beside_who_speaks_for_the_company_is_shown_whatever_accents_the_name_has() -> None:
    card = "<p>José Márquez</p><p>Press officer</p><p>+49 151 12345678</p>"
    site = Site().page("/press", f"<html lang=en><body>{FILLER}{card}</body></html>", Role.MEDIA)
    spoken = CompanyProfile(spokespeople=(Spokesperson("José Márquez", "in writing"),))
    hidden = redaction.of(replace(site.snapshot(), company_profile=spoken))
    assert mask_text("+49 151 12345678", hidden) == "+49 151 12345678"


@pytest.mark.parametrize(
    "before",
    [
        "private mailbox jane.quill@acme-post.example, mobile",
        "Press office, Jane Quillfeather, mobile:",
        "(Sales) Handy",
    ],
)
def test_a_number_shown_and_another_dialled_are_both_somebodys(before: str) -> None:
    card = f'<p>Jane Quillfeather, born 14 July 1962, {before} <a href="tel:+447384612907">07384 612908</a></p>'
    site = Site("https://www.acme.co.uk/").page(
        "/contact", f"<html lang=en><body>{FILLER}{card}</body></html>", Role.CONTACT
    )
    hidden = redaction.of(site.snapshot())
    assert mask_text("07384 612908, +447384612907", hidden) == "073 ••• ••08, +44 738 ••• ••07"


def test_a_desks_label_in_front_of_a_number_keeps_it_shown() -> None:
    card = "<p>Jane Quillfeather, customer service: +44 20 7946 0123</p>"
    site = Site().page("/contact", f"<html lang=en><body>{FILLER}{card}</body></html>", Role.CONTACT)
    assert mask_text("+44 20 7946 0123", redaction.of(site.snapshot())) == "+44 20 7946 0123"


def test_a_check_that_breaks_says_nothing_of_anybody() -> None:
    result = runner.run(breaking("jane.quillfeather@gmail.com"), visit())
    assert result.outcome is Outcome.ERROR
    assert result.reason.text == "ValueError: cannot read j•••r@gmail.com"
    assert "jane.quill" in runner.run(breaking("jane.quillfeather@gmail.com"), visit(), unmasked=True).reason.text


@pytest.mark.parametrize(
    "text",
    [
        "https://acme.example/press?lang=en&key=press&code=de",
        "https://acme.example/contact?session=2024#tokens",
        "Cookie: we use them to count visits. Authorization: ask your bank.",
        "The bearer of this voucher may exchange it.",
    ],
)
def test_what_is_no_secret_stays_as_a_reader_needs_it(text: str) -> None:
    assert mask_text(text) == text


def test_values_of_every_shape_are_gone_through() -> None:
    found = redaction.everywhere({"a": ["+49 151 12345678", ("x@gmail.com", 3)], "id": "x@gmail.com"}, NOTHING)
    assert found == {"a": ["+49 151 ••• ••78", ("x•••@gmail.com", 3)], "id": "x@gmail.com"}


@pytest.mark.parametrize(
    ("site", "shown", "masked"),
    [
        ("https://www.gmx.net/", "press@gmx.net", "jane.quill@gmx.net"),
        ("https://www.gmx.net/", "presse@gmx.de", "jane.quill@gmx.de"),
        ("https://www.orange.com/", "support@orange.fr", "marc.petit@orange.fr"),
        ("https://www.web.de/", "Presse@web.de", "info@gmail.com"),
        ("https://www.acme.example/", "press@acme.example", "press@gmx.net"),
    ],
)
def test_a_providers_own_role_mailboxes_stay_readable(site: str, shown: str, masked: str) -> None:
    hidden = redaction.of(Site(site).snapshot())
    assert mask_text(f"Write to {shown}.", hidden) == f"Write to {shown}."
    assert masked not in mask_text(f"Write to {masked}.", hidden)
    assert shown in mask_text(f"https://{site[12:]}off?mail={shown}", hidden)


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [
        (
            "Minutes of 2026-03-02, Jane Quillfeather and Bob Fielding present",
            "Minutes of 2026-03-02, J••• Q•• and B••• F•• present",
        ),
        ("linkedin.com/in/bob-fielding, shown on a screen", "linkedin.com/in/b•••, shown on a screen"),
        ("https://www.instagram.com/jane.quillfeather.", "https://www.instagram.com/j•••."),
        ("Handbook, page 7: acme.example/handbook", "Handbook, page 7: acme.example/handbook"),
        ("https://www.instagram.com/acme", "https://www.instagram.com/acme"),
        ("Signed by Ada Acmeson, who speaks for us", "Signed by Ada Acmeson, who speaks for us"),
    ],
)
def test_what_an_interview_names_as_evidence_names_no_third_person(evidence: str, shown: str) -> None:
    company_profile = CompanyProfile(
        spokespeople=(Spokesperson("Ada Acmeson", "in writing"),),
        declared=(Declared("weekend-rota", Said.YES, "Carl Acme, press office", date(2026, 3, 2), evidence),),
    )
    snapshot = replace(Site().snapshot(), company_profile=company_profile)
    for unmasked, told in ((False, shown), (True, evidence)):
        interview = pipeline.judge_all([], snapshot, unmasked=unmasked).interview
        assert interview is not None
        (answer,) = (one for section in interview.sections for one in section.answers if one.answer)
        assert (answer.evidence, answer.who) == (told, "Carl Acme, press office")
