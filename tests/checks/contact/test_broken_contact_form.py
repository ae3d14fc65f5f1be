"""Contact forms: can they be sent, where to, and how safely; what proves nothing is not called broken."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.model import Cause, Outcome, Reach, Role
from tests.snapshots import FILLER, SITE, Site, only, run

FIELDS = '<input name="name"><input type="email" name="email"><textarea name="message"></textarea>'


def form(
    action: str = "/send", method: str = "post", button: str = "<button>Send</button>", more: str = "", site: str = SITE
) -> Site:
    html = f'{FILLER}<form action="{action}" method="{method}" {more}>{FIELDS}{button}</form>'
    return Site(site).page("/contact", html, Role.CONTACT)


@pytest.mark.parametrize("status", [200, 204, 302, 405])
def test_passes_when_the_address_is_there(status: int) -> None:
    finding = only(run("broken-contact-form", form().answer("/send", status).snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.PASS, SITE + "send"), finding.message.text
    assert SITE + "contact" in finding.message.text


def test_passes_when_sent_to_its_own_page() -> None:
    assert only(run("broken-contact-form", form("").snapshot())).outcome is Outcome.PASS


def test_passes_though_a_reader_is_sent_home() -> None:
    assert (
        only(run("broken-contact-form", form().answer("/send", html="<p>x</p>", landed="/").snapshot())).outcome
        is Outcome.PASS
    )


@pytest.mark.parametrize(
    ("action", "answer"),
    [
        ("https://forms.gone.test/x", {"status": None, "reach": Reach.DNS_FAILED, "cause": Cause.NO_SUCH_HOST}),
        ("/send", {"status": 410}),
        ("/send.php", {"status": 404}),
        ("/cgi-bin/mail.pl?to=us", {"status": 404}),
        ("/Contact.ASPX", {"status": 404}),
        ("https://www.acme.example:8443/send", {"status": None, "reach": Reach.CONNECT_FAILED, "tries": 3}),
    ],
)
def test_a_dead_address_fails(action: str, answer: dict[str, Any]) -> None:
    site = form(action).answer(action, **answer)
    finding = only(run("broken-contact-form", site.snapshot()))
    assert (finding.outcome, finding.variant.split()[0]) == (Outcome.FAIL, "dead-action"), finding.message.text


def test_a_dead_address_of_a_get_form_fails() -> None:
    result = run("broken-contact-form", form("/send", "get").answer("/send", 404).snapshot())
    assert {finding.variant.split()[0] for finding in result.findings} == {"dead-action", "get"}


def test_not_found_where_only_sending_may_work_is_for_a_person_to_test() -> None:
    finding = only(run("broken-contact-form", form("/send").answer("/send", 404).snapshot()))
    assert finding.outcome is Outcome.REVIEW
    assert "send a test message" in finding.hint.text


@pytest.mark.parametrize("status", [400, 401, 403, 429, 500, 503])
def test_other_refusals_prove_nothing(status: int) -> None:
    finding = only(run("broken-contact-form", form().answer("/send", status, tries=3).snapshot()))
    assert finding.outcome is Outcome.INCONCLUSIVE


def test_an_address_nobody_looked_at_is_inconclusive() -> None:
    assert only(run("broken-contact-form", form().snapshot())).outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize(
    ("action", "more"),
    [("/send.php", 'onsubmit="return go()"'), ("javascript:go()", ""), ("#", ""), ("/send.php", 'data-netlify="true"')],
)
def test_a_form_that_a_script_handles_is_never_called_broken(action: str, more: str) -> None:
    for button in ("<button>Send</button>", ""):
        site = form(action, "get", button, more).answer("/send.php", 404)
        assert only(run("broken-contact-form", site.snapshot())).outcome is Outcome.INCONCLUSIVE


def test_mail_programs_prove_nothing() -> None:
    assert only(run("broken-contact-form", form("mailto:info@acme.example").snapshot())).outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize("button", ["", '<input type="reset">'])
def test_no_way_to_send_fails(button: str) -> None:
    finding = only(run("broken-contact-form", form(button=button).answer("/send", 200).snapshot()))
    assert (finding.outcome, finding.variant.split()[0]) == (Outcome.FAIL, "no-submit")


@pytest.mark.parametrize(
    ("html", "outcome"),
    [
        (f"<fieldset disabled>{FIELDS}<button>Send</button></fieldset>", Outcome.FAIL),
        (f"{FIELDS}<button disabled>Send</button>", Outcome.FAIL),
        (f"<fieldset disabled><legend>{FIELDS}<button>Send</button></legend></fieldset>", Outcome.PASS),
        (f"<fieldset disabled><p>{FIELDS}</p><legend>Write</legend></fieldset><button>Send</button>", Outcome.FAIL),
        (f"<fieldset disabled>{FIELDS}</fieldset><script src=/form.js></script><button>Send</button>", Outcome.PASS),
        (f"{FIELDS}<input type=checkbox onchange='go.disabled=0'><button id=go disabled>Send</button>", Outcome.PASS),
        (f"<select disabled><option>en</select>{FIELDS}<button>Send</button>", Outcome.PASS),
    ],
)
def test_what_is_switched_off_fails_where_no_script_switches_it_on(html: str, outcome: Outcome) -> None:
    site = Site().page("/contact", f"{FILLER}<form action='/send' method='post'>{html}</form>", Role.CONTACT)
    assert only(run("broken-contact-form", site.answer("/send", 200).snapshot())).outcome is outcome


@pytest.mark.parametrize(
    "button", ['<a class="btn" href="#">Send</a>', '<div role="button">Send</div>', '<span onclick="go()">Send</span>']
)
def test_something_else_to_press_is_for_a_person_to_try(button: str) -> None:
    finding = only(run("broken-contact-form", form(button=button).answer("/send", 200).snapshot()))
    assert finding.outcome is Outcome.REVIEW


@pytest.mark.parametrize(
    "button",
    [
        '<input type="submit">',
        '<input type="image" src="/go.png">',
        "<button>Go</button>",
        "<button type=submit>Go</button>",
    ],
)
def test_ways_to_send(button: str) -> None:
    assert only(run("broken-contact-form", form(button=button).answer("/send", 200).snapshot())).outcome is Outcome.PASS


def test_an_address_without_encryption_fails() -> None:
    finding = only(
        run(
            "broken-contact-form",
            form("http://www.acme.example/send").answer("http://www.acme.example/send").snapshot(),
        )
    )
    assert (finding.outcome, finding.variant.split()[0]) == (Outcome.FAIL, "plain-http")


def test_a_page_without_encryption_fails() -> None:
    site = form("https://www.acme.example/send", site="http://www.acme.example/").answer(
        "https://www.acme.example/send"
    )
    assert only(run("broken-contact-form", site.snapshot())).variant.startswith("plain-http")


def test_sending_by_get_fails() -> None:
    finding = only(run("broken-contact-form", form(method="get").answer("/send").snapshot()))
    assert (finding.outcome, finding.variant.split()[0]) == (Outcome.FAIL, "get")


def test_a_form_without_action_and_method_may_be_a_scripts() -> None:
    html = f"<form>{FIELDS}<button>Send</button></form>"
    with_script = Site().page("/contact", FILLER + html + '<script src="/app.js"></script>', Role.CONTACT)
    assert only(run("broken-contact-form", with_script.snapshot())).outcome is Outcome.REVIEW
    without = Site().page("/contact", FILLER + html, Role.CONTACT)
    assert only(run("broken-contact-form", without.snapshot())).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    "html",
    [
        '<form action="/search"><input name="q"></form>',
        '<form action="/gone.php" method="post"><input name="user"><input type="password" name="p"></form>',
        '<form action="/gone.php" class="newsletter"><input type="email" name="e"><button>Subscribe</button></form>',
        '<form action="/gone.php"><select name="language"><option>en</option></select></form>',
    ],
)
def test_other_forms_are_left_out(html: str) -> None:
    site = Site().page("/contact", FILLER + html, Role.CONTACT).answer("/gone.php", 404)
    assert run("broken-contact-form", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_forms_of_other_and_of_dead_pages_are_left_out() -> None:
    html = f'<form action="/gone.php" method="post">{FIELDS}</form>'
    site = Site().page("/shop", html).page("/contact", html, Role.CONTACT, status=404).answer("/gone.php", 404)
    assert run("broken-contact-form", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_one_form_on_many_pages_is_told_once() -> None:
    site = form("/send.php").answer("/send.php", 404)
    site.page(
        "/help", f'{FILLER}<form action="/send.php" method="post">{FIELDS}<button>Send</button></form>', Role.SUPPORT
    )
    assert only(run("broken-contact-form", site.snapshot())).outcome is Outcome.FAIL


def test_faults_of_two_forms_have_their_own_fingerprints() -> None:
    other = '<form action="/other.php" method="post"><textarea name="idea"></textarea><button>Send</button></form>'
    html = f'{FILLER}<form action="/send.php" method="post">{FIELDS}<button>Send</button></form>{other}'
    site = Site().page("/contact", html, Role.CONTACT).answer("/send.php", 404).answer("/other.php", 404)
    found = run("broken-contact-form", site.snapshot()).findings
    assert len({finding.fingerprint for finding in found}) == len(found) == 2


def test_missing_forms_are_inconclusive() -> None:
    assert run("broken-contact-form", Site().snapshot(missing={"forms": "lost"})).outcome is Outcome.INCONCLUSIVE


def test_a_button_that_bad_nesting_puts_outside_is_for_a_person_to_try() -> None:
    html = f'<div><form action="/send" method="post">{FIELDS}</div><p><input type="submit" value="Send"></p></form>'
    site = Site().page("/contact", FILLER + html, Role.CONTACT).answer("/send")
    assert run("broken-contact-form", site.snapshot()).outcome is not Outcome.FAIL


def test_a_form_sent_nowhere_in_the_web_is_told_by_its_page() -> None:
    assert only(run("broken-contact-form", form("mailto:info@acme.example").snapshot())).subject == SITE + "contact"
