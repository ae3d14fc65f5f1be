"""What a page is called, links to and asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.extract import html as extract
from auditor.collect.extract.forms import forms
from auditor.collect.extract.html import Document
from auditor.model import LinkKind, Place

URL = "https://acme.example/about/"


def found(html: str) -> list[tuple[str, str]]:
    return [
        (link.kind.value, link.url.removeprefix("https://acme.example")) for link in extract.links(Document(html, URL))
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="press">Press</a>', [("anchor", "/about/press")]),
        ('<base href="/en/"><a href=press>Press</a>', [("anchor", "/en/press")]),
        ('<base href="javascript:0"><a href=press>Press</a>', [("anchor", "/about/press")]),
        ("<!-- <a href=/x>x</a> --><template><a href=/y>y</a></template><script>'<a href=/z>'</script>", []),
        ("<noscript><img src=/pixel.gif></noscript>", []),
        ("<link rel=preconnect href=//cdn.example><link rel=dns-prefetch href=//cdn.example>", []),
        (
            '<link rel="shortcut icon" href=/f.ico><link rel=canonical href=/c>',
            [("icon", "/f.ico"), ("canonical", "/c")],
        ),
        (
            '<img src=/a.png srcset="/b.png 2x, /c,d.png 3x,/e.png">',
            [("image", f"/{n}.png") for n in ("a", "b", "c,d", "e")],
        ),
        ("<picture><source srcset=/w.webp><img src=/w.png></picture>", [("image", "/w.webp"), ("image", "/w.png")]),
        ("<video src=/v.mp4 poster=/p.jpg></video>", [("media", "/v.mp4"), ("image", "/p.jpg")]),
        ("<iframe src=/map></iframe>", [("frame", "/map")]),
        ("<iframe data-src=/map></iframe>", [("frame", "/map")]),
        ("<iframe src=about:blank data-cookieblock-src=/map></iframe>", [("frame", "/map")]),
        ("<iframe src=/map data-src=/other></iframe><iframe data-id=/x></iframe>", [("frame", "/map")]),
        (
            "<object type=text/html data=/inc></object><object data=/f.swf></object>",
            [("frame", "/inc"), ("media", "/f.swf")],
        ),
        (
            "<turbo-frame src=/t></turbo-frame><include-fragment src=/i></include-fragment>",
            [("frame", "/t"), ("frame", "/i")],
        ),
        ('<div hx-get=/h hx-trigger="load delay:1s"></div><div hx-get=/no hx-trigger=click></div>', [("frame", "/h")]),
        ("<meta http-equiv=Refresh content=\"0; URL='/new'\">", [("refresh", "/new")]),
        ('<meta http-equiv=refresh content="5">', []),
        ("<a href=mailto:a@b.example>m</a><a href=tel:1>t</a><a href='javascript:x()'>j</a><a href=data:,x>d</a>", []),
        ("<a href=/same>One</a><a href=/same>One</a>", [("anchor", "/same")]),
        ("<a>no address</a><a href>empty</a>", []),
    ],
)
def test_links(html: str, expected: list[tuple[str, str]]) -> None:
    assert found(html) == expected


def test_a_link_says_what_it_shows_and_where_it_stands() -> None:
    html = (
        "<header><a href=/a><img alt='Acme home'></a></header><nav><a href=/b>  Press\n room </a></nav>"
        "<p><a href='/c#team' title=Team></a></p><footer><a href=/d aria-label='Contact us'><svg></svg></a></footer>"
    )
    links = extract.links(Document(html, URL))
    assert [(link.text, link.place, link.fragment) for link in links if link.kind is LinkKind.ANCHOR] == [
        ("Acme home", Place.HEADER, ""),
        ("Press room", Place.NAV, ""),
        ("Team", Place.MAIN, "team"),
        ("Contact us", Place.FOOTER, ""),
    ]


@pytest.mark.parametrize(
    ("html", "method", "purpose", "submittable", "scripted"),
    [
        ("<form method=POST action=/send><input name=email type=email><textarea name=m></textarea><button>Send</button></form>", "post", "contact", True, False),
        ("<form><input name=q type=search></form>", "get", "search", True, False),
        ("<form role=search><input name=s></form>", "get", "search", True, False),
        ("<form id=commentform><textarea name=comment></textarea><button>Post</button></form>", "get", "comment", True, False),
        ("<form action=/wp-comments-post.php><textarea></textarea><button>Post</button></form>", "get", "comment", True, False),
        ("<form><textarea name=comments></textarea><button>Send</button></form>", "get", "contact", True, False),
        ("<form class=newsletter><input type=email name=e><input type=submit></form>", "get", "newsletter", True, False),
        ("<form><input name=user><input type=password name=p><button>Log in</button></form>", "get", "login", True, False),
        ("<form><input name=name><input name=email><textarea></textarea></form>", "get", "contact", False, False),
        ("<form id=f><input name=name><textarea></textarea></form><button form=f>Send</button>", "get", "contact", True, False),
        ("<form onsubmit='go()'><textarea></textarea><input type=image src=x></form>", "get", "contact", True, True),
        ("<form action='javascript:go()'><textarea></textarea><button type=button>Go</button></form>", "get", "contact", False, True),
    ],
)  # fmt: skip
def test_forms(html: str, method: str, purpose: str, submittable: bool, scripted: bool) -> None:
    (form,) = forms(Document(html, URL))
    assert (form.method, form.purpose, form.submittable, form.scripted) == (method, purpose, submittable, scripted)


def test_a_form_without_action_goes_to_its_page_and_fields_have_labels() -> None:
    html = "<form method=post><label for=a>Your name</label><input id=a name=n><input type=hidden name=h><select name=s></select></form>"
    (form,) = forms(Document(html, URL))
    assert form.action == URL
    assert [(field.name, field.type, field.label) for field in form.fields] == [
        ("n", "text", "Your name"),
        ("s", "select", ""),
    ]


@pytest.mark.parametrize(
    ("html", "needs"),
    [
        ("<div id=root></div><script src=a.js></script>", True),
        ("<app-root></app-root><script src=a.js></script>", True),
        ("<noscript>Please enable JavaScript.</noscript><script src=a.js></script>", True),
        ("<div id=root><p>Rendered on the server</p></div><script src=a.js></script>", False),
        ("<p>Short page</p><script src=a.js></script>", False),
        ("<div id=root></div>", False),
    ],
)
def test_pages_that_show_nothing_without_scripts(html: str, needs: bool) -> None:
    assert Document(html, URL).needs_script is needs


def test_structured_types_survive_broken_json() -> None:
    html = (
        '<script type="application/ld+json">{"@type":["ContactPage","WebPage"],"x":[{"@type":"Organization"}]}</script>'
        '<script type="application/ld+json">{broken</script>'
    )
    assert Document(html, URL).types == ("ContactPage", "Organization", "WebPage")


@given(st.text(alphabet=st.sampled_from("<>/=\"' abchreflinksformputtx&;\0\u200b"), max_size=300))
def test_any_mark_up_is_survived(html: str) -> None:
    document = Document(html, URL)
    assert extract.links(document) == extract.links(Document(html, URL))
    forms(document)
    assert document.title is not None
    assert document.needs_script in {True, False}


@pytest.mark.parametrize(
    ("fields", "attributes", "purpose"),
    [
        ('<input name="q">', "", "search"),
        ('<input name="aranan" placeholder="Ürün ara…">', "", "search"),
        ('<input name="text" placeholder="Поиск по сайту">', "", "search"),
        ('<input name="kw" placeholder="搜索">', "", "search"),
        ('<input name="word" aria-label="ΑΝΑΖΗΤΗΣΗ">', "", "search"),
        ('<input name="parametre">', "", ""),
        ('<input name="a"><input type="email" name="b"><input name="c">', 'class="hirlevel-form"', "newsletter"),
        ('<input name="a"><input type="email" name="b"><input name="c">', 'action="/podpiska"', "newsletter"),
        ('<input name="a"><input type="email" name="b"><input name="c">', "", "contact"),
        ('<input type="email" name="b">', "", "newsletter"),
    ],
)
def test_purpose_of_a_form_in_any_language(fields: str, attributes: str, purpose: str) -> None:
    (form,) = forms(Document(f"<form {attributes}>{fields}<button>OK</button></form>", "https://acme.example/"))
    assert form.purpose == purpose


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ("<nav><ul class=menu><li><a href=x>y</a></ul></nav>", Place.NAV),
        ("<div class=menu><div class=nav><a href=x>y</a></div></div>", Place.NAV),
        ("<a class=menu href=x>y</a>", Place.MAIN),
        ("<div class=nav><a class=menu href=x>y</a></div>", Place.NAV),
        ("<footer><nav><a href=x>y</a></nav></footer>", Place.FOOTER),
    ],
)
def test_a_link_stands_where_the_boxes_around_it_say(html: str, place: Place) -> None:
    (link,) = extract.links(Document(html, URL))
    assert link.place is place


def test_what_stands_in_noscript_is_parsed_for_those_who_ask() -> None:
    plain, other = (Document(html, URL) for html in ("<p>a", "<p>a<noscript><p>b</noscript>"))
    assert plain.whole_tree is plain.tree
    assert len(other.tree.css("p")) == 1
    assert len(other.whole_tree.css("p")) == 2
