"""Where refreshes and scripts take visitors, told without running anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.apps import opens
from auditor.text.moves import ByScript, by_script, clicked, refresh

URL = "https://acme.example/contact?x=1"


@pytest.mark.parametrize(
    ("content", "delay", "reference"),
    [
        ("0;url=/x", 0, "/x"),
        ("0; URL='/en/contact'", 0, "/en/contact"),
        ('3, url="a b"', 3, "a b"),
        ("0;/x", 0, "/x"),
        ("0 url=/x", 0, "/x"),
        (" 10 ; uRl = https://x.example/ ", 10, "https://x.example/"),
        ("0.5;url=/x", 0, "/x"),
        (".;url=/x", 0, "/x"),
        ("5", 5, ""),
        ("3;URL=", 3, ""),
    ],
)
def test_a_refresh_is_read_as_browsers_read_it(content: str, delay: float, reference: str) -> None:
    assert refresh(content) == (delay, reference)


@pytest.mark.parametrize("content", ["url=/x", "", "abc", "-1;url=/x", "0x;url=/q"])
def test_what_browsers_make_nothing_of_is_no_refresh(content: str) -> None:
    assert refresh(content) is None


@pytest.mark.parametrize(
    "script",
    [
        'window.location.replace("/x");',
        'location="/x"',
        'setTimeout(function(){ window.location.href = "/x"; }, 3000)',
        "setTimeout(\"location.href='/x'\",100)",
        'setTimeout(() => location.href="/x", 10)',
        'function go(){location.href="/x"} go();',
        'function go(){location.href="/x"}\nwindow.onload = go;',
        'window.onload=function(){document.location.href="/x"}',
        "$(function(){ location.assign('/x') })",
        'jQuery(document).ready(function($){\n top.location.href = "/x";\n});',
        'document.addEventListener("DOMContentLoaded", () => { self.location = "/x" })',
        '(function(){ location.replace("/x") })()',
        'var u="/x";\nlocation.href=u;',
        'location.href = "/" + "x"',
        'window.location.href="\\/x"',
        'window["location"]["href"]="/x"',
        '$(location).attr("href","/x")',
        'window.open("/x","_self")',
        'try{ location.replace("/x") }catch(e){}',
        '<!--\nlocation.href="/x"\n//-->',
    ],
)
def test_a_script_that_only_sets_the_location_says_where_to(script: str) -> None:
    assert by_script([script], URL).certain == ("/x",)


@pytest.mark.parametrize(
    "script",
    [
        "if(top!=self) top.location=self.location",
        'if (mobile) { location.href="/m/" } else { location = "/d/" }',
        'function go(){location.href="/x"}',
        'el.addEventListener("click", () => { location = "/x" })',
        'a.onclick=function(){location="/x"}',
        'x && (location.href="/y")',
        'fetch("/a").then(()=>{location="/b"})',
    ],
)
def test_what_hangs_on_a_condition_or_a_click_is_possible_only(script: str) -> None:
    said = by_script([script], URL)
    assert said.possible
    assert not said.certain


@pytest.mark.parametrize("script", ['location.href="/a"+b', 'let u="/a";u="/b";location=u', "location = next()"])
def test_what_a_script_works_out_leads_somewhere(script: str) -> None:
    assert by_script([script], URL) == ByScript(somewhere=True)


@pytest.mark.parametrize(
    "script", ["location.reload()", "var a=\"location='/x'\"", '// location="/x"\nvar a=1', "a = location.href"]
)
def test_a_script_that_stays_leads_nowhere(script: str) -> None:
    assert not by_script([script], URL)


def test_parts_of_the_location_are_put_together() -> None:
    script = 'var l=window.location; l.replace(l.protocol+"//"+l.hostname+"/?/contact");'
    assert by_script([script], URL).certain == ("https://acme.example/?/contact",)


@pytest.mark.parametrize("handler", ["location.href='/x'", "window.open('/x')", "location='/x';return false;"])
def test_a_click_leads_where_its_handler_says(handler: str) -> None:
    assert clicked(handler, URL) == ("/x",)


@given(st.text(alphabet="location.href=/x'\"`;{}()+?&|\n\\ifunctio>"))
def test_no_script_breaks_the_reader(script: str) -> None:
    by_script([script, f"location {script}"], URL)
    clicked(script, URL)
    refresh(script)


SHELL = '<div id="root"></div><script src="/static/main.3f2.js"></script>'
MOVE = '<script>var l=location;l.replace(l.origin+"/?/"+l.pathname.slice(1))</script>'


@pytest.mark.parametrize(
    "page",
    [
        f"<title>Acme</title>{MOVE}",
        f"<title>Acme</title>{SHELL}",
        f"<title>Acme</title><noscript>You need to enable JavaScript to run this app.</noscript>{SHELL}",
        '<title>Acme</title><meta http-equiv="refresh" content="0;url=/app/contact">',
        '<title>Acme</title>Loading…<script src="/assets/index-4a.js" type="module"></script>',
        '<h1>Not found</h1><script>location.replace("/en/contact")</script>',
    ],
)
def test_a_404_that_opens_an_application_proves_nothing(page: str) -> None:
    assert opens(page, URL)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<title>404 Not Found</title><h1>Not Found</h1>",
        '<h1>Page not found</h1><script src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>',
        '<h1>Seite nicht gefunden</h1><script src="/wp-content/themes/a/app.js"></script>',
        '<h1>Not found</h1><div id="app"></div><script src="/app.js"></script>',
        "<title>Acme</title><script>setTimeout(function(){location.href='/'},5000)</script><p>Page not found</p>",
        '<title>Acme</title><meta http-equiv="refresh" content="5;url=/">Not found',
        '<meta http-equiv="refresh" content="0;url=/404.html">',
        "<script>window.dataLayer=[];function gtag(){dataLayer.push(arguments)}</script>",
    ],
)
def test_a_404_that_says_so_is_one_whatever_counts_its_visitors(page: str) -> None:
    assert not opens(page, URL)
