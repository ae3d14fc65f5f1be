"""Answers that stand in front of a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditor.collect.http.bot_walls import challenge
from auditor.resources import facts
from auditor.text.visible import visible_text

URL = "https://www.acme.example/contact"
LONG = "We make tools for people who build things, and we have done so since 1931.\n" * 80
CONTACT_FORM = """<h1>Contact</h1><form method="post"><input type="text" name="name"><input type="email" name="email">
<textarea name="message"></textarea><div class="g-recaptcha" data-sitekey="x"></div></form>
<script src="https://www.google.com/recaptcha/api.js"></script>"""


def ask(
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    title: str = "",
    text: str = "",
    html: str = "",
    url: str = URL,
) -> str:
    return challenge(status, headers or {}, title, text, html, url)


@pytest.mark.parametrize(
    ("status", "header", "value", "vendor"),
    [
        (403, "cf-mitigated", "challenge", "Cloudflare"),
        (429, "CF-Mitigated", "Challenge", "Cloudflare"),
        (202, "x-amzn-waf-action", "challenge", "AWS WAF"),
        (405, "X-Amzn-Waf-Action", "captcha", "AWS WAF"),
        (403, "x-datadome", "protected", "DataDome"),
        (429, "x-vercel-mitigated", "challenge", "Vercel"),
        (403, "x-sucuri-block", "geo", "Sucuri"),
        (429, "x-kpsdk-ct", "0abc", "Kasada"),
        (202, "SG-Captcha", "challenge", "SiteGround"),
        (200, "Server", "imunify360-webshield/1.21", "Imunify360"),
    ],
)
def test_header(status: int, header: str, value: str, vendor: str) -> None:
    assert vendor in ask(status=status, headers={header: value}, text="Please wait")


@pytest.mark.parametrize(
    ("status", "header", "value"),
    [
        (200, "server", "cloudflare"),
        (200, "cf-ray", "8f0"),
        (200, "x-datadome", "protected"),
        (200, "x-iinfo", "1-2-3"),
        (200, "x-cdn", "Imperva"),
        (200, "x-sucuri-cache", "HIT"),
        (200, "x-sucuri-id", "15001"),
        (200, "server", "ddos-guard"),
        (200, "server", "AkamaiGHost"),
        (200, "x-azure-ref", "x"),
        (200, "content-security-policy", "script-src https://www.google.com/recaptcha/ https://hcaptcha.com"),
    ],
)
def test_header_of_an_ordinary_answer(status: int, header: str, value: str) -> None:
    assert ask(status=status, headers={header: value}, title="Contact | Acme", text=LONG, html=CONTACT_FORM) == ""


@pytest.mark.parametrize(
    ("status", "title", "text", "html", "reason"),
    [
        (
            403,
            "Just a moment...",
            "Enable JavaScript and cookies to continue",
            "<script>window._cf_chl_opt={}</script>",
            "bot check by Cloudflare",
        ),
        (
            503,
            "Nur einen Moment\u2026",
            "Bitte warten",
            "<script>window._cf_chl_opt={}</script>",
            "bot check by Cloudflare",
        ),
        (
            403,
            "Attention Required! | Cloudflare",
            "Sorry, you have been blocked",
            '<div id="cf-error-details">cloudflare',
            "access denied by the server's firewall (Cloudflare)",
        ),
        (
            403,
            "Attention Required! | Cloudflare",
            "One more step",
            '<a href="https://www.cloudflare.com">',
            "bot check by Cloudflare",
        ),
        (
            403,
            "acme.example",
            "Sorry, you have been blocked\nYou are unable to access acme.example",
            "Cloudflare Ray ID",
            "access denied by the server's firewall (Cloudflare)",
        ),
        (
            403,
            "Access denied | acme.example used Cloudflare to restrict access",
            "Error 1020\nacme.example used Cloudflare to restrict access",
            "cloudflare",
            "access denied by the server's firewall (Cloudflare)",
        ),
        (
            403,
            "Access Denied",
            'Access Denied\nYou don\'t have permission to access "http://acme.example/" on this server.\nReference #18.1',
            "Reference&#32;&#35;18",
            "access denied by the server's firewall (Akamai)",
        ),
        (200, "", "", '<div id="sec-if-cpt-container">', "bot check by Akamai"),
        (
            200,
            "",
            "Request unsuccessful. Incapsula incident ID: 7",
            '<iframe src="/_Incapsula_Resource?x">',
            "bot check by Imperva",
        ),
        (200, "", "", '<iframe src="/_Incapsula_Resource?CWUDNSAI=1">', "bot check by Imperva"),
        (
            403,
            "acme.example",
            "Please enable JS and disable any ad blocker",
            '<script src="https://ct.captcha-delivery.com/c.js">',
            "bot check by DataDome",
        ),
        (
            403,
            "Access to this page has been denied.",
            "Press & Hold to confirm you are a human",
            '<div id="px-captcha">',
            "bot check by HUMAN",
        ),
        (202, "", "", "<script>window.gokuProps = {}</script>", "bot check by AWS WAF"),
        (
            403,
            "Sucuri WebSite Firewall - Access Denied",
            "Access Denied - Sucuri Website Firewall\nBlock ID: GEO02",
            "",
            "access denied by the server's firewall (Sucuri)",
        ),
        (
            200,
            "You are being redirected...",
            "Javascript is required.",
            "<script>sucuri_cloudproxy_js=''</script>",
            "bot check by Sucuri",
        ),
        (403, "DDoS-Guard", "Checking your browser", "", "bot check by DDoS-Guard"),
        (429, "Vercel Security Checkpoint", "We're verifying your browser", "", "bot check by Vercel"),
        (
            200,
            "Pardon Our Interruption",
            "As you were browsing something about your browser made us think you were a bot.",
            "",
            "bot check by Imperva",
        ),
        (
            200,
            "Making sure you're not a bot!",
            "Loading...",
            '<script src="/.within.website/x/cmd/anubis/static/js/main.mjs">',
            "bot check by Anubis",
        ),
        (
            503,
            "Amazon.example",
            "Enter the characters you see below\nSorry, we just need to make sure you're not a robot.",
            "",
            "bot check by Amazon",
        ),
        (
            429,
            "Sorry",
            "Our systems have detected unusual traffic from your computer network.",
            "",
            "bot check by Google",
        ),
        (
            200,
            "Request Rejected",
            "The requested URL was rejected. Please consult with your administrator. Your support ID is: 1",
            "",
            "access denied by the server's firewall (F5)",
        ),
        (
            406,
            "Not Acceptable!",
            "Not Acceptable! This error was generated by Mod_Security.",
            "",
            "access denied by the server's firewall (ModSecurity)",
        ),
        (
            503,
            "Your access to this site has been limited",
            "Your access to this site has been limited by the site owner",
            "",
            "access denied by the server's firewall (Wordfence)",
        ),
        (999, "", "", "", "request denied to robots (status 999)"),
        (200, "Robot check", "Type the letters", "", "captcha"),
        (200, "Sind Sie ein Mensch?", "Bitte best\u00e4tigen", "", "captcha"),
        (200, "Acme", "I'm not a robot", '<form><div class="h-captcha"></div></form>', "captcha"),
        (200, "Security Check", "One more step", '<div class="cf-turnstile"></div>', "captcha"),
    ],
)
def test_wall(status: int, title: str, text: str, html: str, reason: str) -> None:
    assert ask(status=status, title=title, text=text, html=html) == reason


@pytest.mark.parametrize(
    "title",
    [
        "Access Denied", "Access denied | Acme", "403 Forbidden", "Zugriff verweigert", "Acc\u00e8s refus\u00e9", "Acceso denegado", "Accesso negato",
        "Toegang geweigerd", "Acesso negado", "Odmowa dost\u0119pu", "\u00c5tkomst nekad", "アクセスが拒否されました",
    ],
)  # fmt: skip
def test_access_denied_under_a_status_that_says_all_is_well(title: str) -> None:
    assert ask(title=title, text=title) == "access denied"
    assert ask(title="Acme", text=title, html=f"<body><h1>{title}</h1>") == "access denied"
    assert ask(title=title, text=title, status=403) == ""  # the status speaks for itself
    assert ask(title=title, text=LONG) == ""


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://www.acme.example/login?next=/contact", "login wall"),
        ("https://www.acme.example/user/login?destination=node/7", "login wall"),
        ("https://www.acme.example/wp-login.php?redirect_to=https%3A%2F%2Facme.example%2F&reauth=1", "login wall"),
        ("https://www.acme.example/Account/Login.aspx?ReturnUrl=%2fsupport", "login wall"),
        ("https://www.acme.example/anmelden?lang=de&return_to=%2F", "login wall"),
        ("https://sso.acme.example/oauth2/authorize?client_id=1&redirect_uri=x", "login wall"),
        ("https://www.linkedin.com/authwall?trk=x", "login wall"),
        ("https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Facme", "login wall"),
        ("https://www.instagram.com/accounts/login/", "login wall"),
        ("https://x.com/i/flow/login", "login wall"),
        ("https://accounts.google.com/v3/signin/identifier", "login wall"),
        ("https://acme.okta.com/login/login.htm", "login wall"),
        ("https://consent.youtube.com/m?continue=x", "consent page"),
        ("https://consent.google.de/ml?continue=x", "consent page"),
        ("https://guce.yahoo.com/consent?x", "consent page"),
        ("https://www.google.com/sorry/index?continue=x", "bot check by Google"),
        ("https://acme.queue-it.net/?c=acme", "waiting room"),
        ("https://validate.perfdrive.com/?ssa=1", "bot check by Radware"),
    ],
)
def test_where_the_redirects_ended(url: str, reason: str) -> None:
    assert ask(title="Acme", text=LONG, url=url) == reason


@pytest.mark.parametrize(
    "url",
    [
        "https://www.acme.example/login",
        "https://www.acme.example/login?lang=de",
        "https://www.acme.example/blog/login?page=2",
        "https://www.acme.example/contact?next=2",
        "https://www.acme.example/help/how-to-login.html?section=returns",
        "https://www.acme.example/consent",
        "https://www.google.com/maps",
    ],
)
def test_ordinary_address(url: str) -> None:
    assert ask(title="Acme", text="Welcome", html='<input type="password">', url=url) == ""


@pytest.mark.parametrize(
    "title",
    ["Log in", "Acme | Sign in", "Bitte melden Sie sich an", "Zaloguj si\u0119 - Acme", "Threads \u2022 Log in"],
)
def test_log_in_form_in_the_place_of_a_page(title: str) -> None:
    form = '<form><input name="u"><input type="password"></form>'
    assert ask(title=title, text="E-mail\nPassword", html=form) == "login wall"
    assert ask(title=title, text="E-mail\nPassword", html=form, url="https://www.acme.example/login") == ""
    assert ask(title=title, text="E-mail\nPassword", html="<p>") == ""


def test_consent_page_by_its_title() -> None:
    html = '<form action="https://consent.youtube.com/save">'
    assert ask(title="Bevor Sie zu YouTube weitergehen", text="Cookies", html=html) == "consent page"


@pytest.mark.parametrize(
    ("status", "title", "text", "html"),
    [
        (200, "Contact | Acme", "Contact\nName\nE-mail\nMessage\nI'm not a robot", CONTACT_FORM),
        (
            200,
            "Captcha explained",
            "A captcha asks whether you are human. Solve the captcha to go on.\n" + LONG,
            "g-recaptcha",
        ),
        (200, "What is a captcha?", "Short answer: a puzzle.", "<p>captcha</p>"),
        (200, "Contact", LONG, "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"),
        (200, "Contact", LONG, "<script src='/_Incapsula_Resource?SWJIYLWA=1'></script>"),
        (200, "Contact", LONG, "<script>window._pxAppId='PX1'</script>"),
        (200, "Contact", LONG, "<script src='https://js.datadome.co/tags.js'></script>"),
        (200, "Contact", LONG, "<script src='https://challenges.cloudflare.com/turnstile/v0/api.js'></script>"),
        (200, "Security check for your boiler", "Book a security check", "<p>challenge"),
        (200, "Security check", LONG, "<p>challenge"),
        (200, "Just a moment with our founder", LONG, "cloudflare"),
        (200, "Please wait", "Please wait at the gate.", "<p>"),
        (403, "403 Forbidden", "403 Forbidden\nnginx", "<h1>403 Forbidden</h1>"),
        (
            403,
            "403 Forbidden",
            "Forbidden\nYou don't have permission to access /x on this server.\nApache",
            "<h1>Forbidden</h1>",
        ),
        (404, "Page not found", "Page not found", ""),
        (429, "Too many requests", "Too many requests", ""),
        (503, "Service unavailable", "Service unavailable", ""),
        (200, "", "", ""),
    ],
)
def test_no_wall(status: int, title: str, text: str, html: str) -> None:
    assert ask(status=status, title=title, text=text, html=html) == ""


def test_every_mark_says_what_it_rests_on() -> None:
    criteria = {"statuses", "headers", "titles", "texts", "bodies", "urls"}
    known = criteria | {"reason", "cause", "when", "source", "below", "absent", "not_urls", "longest_text"}
    for mark in facts("collect/http/bot_walls.toml")["mark"]:
        assert set(mark) <= known, mark
        assert mark["when"].endswith(".")
        assert mark["source"] in {"documented", "shown", "convention"}
        assert criteria & set(mark), mark
        # what only the mark-up or the words say must be bounded by how much the page says
        assert mark.get("longest_text") or {"statuses", "headers", "urls"} & set(mark), mark
        assert all(body == body.lower() for body in (*mark.get("bodies", ()), *mark.get("absent", ())))


@pytest.mark.parametrize("hostile", ["/login?" * 2_000, "/-_" * 2_000 + "login", "a" * 1_000_000, "<h1>" * 100_000])
def test_hostile_answer(hostile: str) -> None:
    assert ask(title=hostile, text=hostile, html=hostile, url=f"https://acme.example/{hostile}") == ""


def test_long_page_whose_text_was_not_read() -> None:
    html = "<script src='/_Incapsula_Resource?SWJIYLWA=1'></script>" + "<p>drill</p>" * 10_000
    assert ask(title="Contact", text="", html=html) == ""
    assert ask(title="Contact", text="", html=html[:100]) == "bot check by Imperva"
    assert ask(title="Acme", text="", html='<div id="root"></div>' + html[:100]) == ""


def limit(reason: str, criterion: str) -> int:
    """Return the longest text with which the mark of this reason and criterion may apply."""
    marks = facts("collect/http/bot_walls.toml")["mark"]
    (longest,) = [mark["longest_text"] for mark in marks if mark["reason"] == reason and criterion in mark]
    return int(longest)


def filled(text: str, length: int) -> str:
    """Return a text that goes on to so many characters."""
    return text + "\n" + "x" * (length - len(text) - 1)


def test_a_page_that_says_more_than_a_wall_ever_does_is_none() -> None:
    most = limit("access denied", "titles")
    assert ask(title="Access Denied", text=filled("Access Denied", most)) == "access denied"
    assert ask(title="Access Denied", text=filled("Access Denied", most + 1)) == ""


def test_the_longest_of_all_walls_is_one_to_its_last_character() -> None:
    most = limit("consent page", "titles")
    assert most == max(mark.get("longest_text", 0) for mark in facts("collect/http/bot_walls.toml")["mark"])
    title, form = "Before you continue to YouTube", '<form action="https://consent.youtube.com/save">'
    assert ask(title=title, text=filled("Cookies", most), html=form) == "consent page"
    assert ask(title=title, text=filled("Cookies", most + 1), html=form) == ""


def test_headers_and_addresses_tell_however_long_the_page_is() -> None:
    long = filled("Welcome", 50_000)
    assert ask(status=403, headers={"cf-mitigated": "challenge"}, text=long) == "bot check by Cloudflare"
    assert ask(url="https://www.acme.example/login?next=/contact", text=long) == "login wall"


@pytest.mark.parametrize(("status", "reason"), [(200, "access denied"), (399, "access denied"), (400, ""), (403, "")])
def test_an_error_speaks_for_itself_from_400_on(status: int, reason: str) -> None:
    assert ask(status=status, title="Access Denied", text="Access Denied") == reason


def test_how_much_a_visitor_reads_may_be_said_in_place_of_the_text() -> None:
    def seen(text_length: int) -> str:
        return challenge(200, {}, "Access Denied", "", "", URL, text_length=text_length)

    assert seen(50) == "access denied"
    assert seen(5_000) == ""


def test_a_short_text_in_long_mark_up_is_short() -> None:
    scripts = "<script>" + "x" * 200_000 + "</script>"
    assert ask(title="Access Denied", text="Access Denied", html=scripts) == "access denied"


def test_mark_up_of_a_usual_size_says_nothing_of_how_much_a_visitor_reads() -> None:
    html = "<script src='/_Incapsula_Resource?SWJIYLWA=1'></script>" + "<!-- -->" * 1_000
    assert ask(html=html) == "bot check by Imperva"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I'm not a robot", "captcha"),
        ("I'm not a robotic arm", ""),  # whole words
        ("私はロボットではありません", "captcha"),  # in scripts without spaces they stand inside others
    ],
)
def test_words_are_whole_where_words_are_parted(text: str, reason: str) -> None:
    assert ask(title="Acme", text=text, html='<form><div class="h-captcha"></div></form>') == reason


def test_what_stands_far_beyond_what_any_wall_shows_is_not_looked_at() -> None:
    assert ask(text="Wait", html="<p>" * 200_000 + "px-captcha") == ""
    assert ask(url=f"https://www.acme.example/{'a' * 5_000}/login?next=/contact") == ""
    assert ask(title="a " * 300 + "| Access Denied", text="Wait") == ""


@pytest.mark.shared_data
def test_real_contact_pages_are_no_walls(shared_data: Path) -> None:
    folder = shared_data / "contact_pages"
    for name in json.loads((folder / "labels.json").read_text(encoding="utf-8")):
        html = (folder / "pages" / name).read_text(encoding="utf-8", errors="replace")
        tree = LexborHTMLParser(html)
        node = tree.css_first("title")
        title, text = node.text() if node else "", visible_text(tree)
        assert ask(title=title, text=text, html=html) == "", name


def test_a_page_that_is_not_shown_in_our_country() -> None:
    said = "This site is currently unavailable to visitors from the European Economic Area."
    assert "other countries" in ask(text=said, html=f"<p>{said}</p>")
    assert "other countries" in ask(text="Diese Seite ist in Ihrem Land nicht verfügbar.", html="<p>")
    shop = "Delivery is not available in your country. Write to us: hello@acme.example."
    assert not ask(text=shop, html=f"<nav></nav><p>{shop}</p>")
    assert not ask(text=shop + LONG, html=f"<p>{shop}{LONG}</p>")
