"""Forms as visitors meet them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.extract.forms import forms
from auditor.collect.extract.html import Document

URL = "https://acme.example/contact"
ASPNET = (
    '<form method=post><input type=hidden name=__VIEWSTATE><div><input name=u><input type=password name=p><input type=submit value="Log in"></div>'
    "<div><input name=q><input type=submit value=Search></div>{}</form>"
)
WRITE = "<input name=n><input type=email name=m><textarea name=t></textarea><input type=submit>"


def found(html: str) -> list[tuple[str, str, str, bool]]:
    return [
        (form.purpose, form.method, form.action.removeprefix("https://acme.example"), form.scripted)
        for form in forms(Document(f"<html><body>{html}</body></html>", URL))
    ]


def test_a_page_that_is_one_form_is_several_to_a_visitor() -> None:
    assert {one[0] for one in found(ASPNET.format(WRITE))} == {"login", "search", "contact"}
    assert {one[0] for one in found(ASPNET.format(""))} == {"login", "search"}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<form><textarea></textarea><button formaction=/send formmethod=post>Send</button></form>", ("contact", "post", "/send", False)),
        ("<form method=post action=/a><textarea></textarea><button formmethod=get>Send</button></form>", ("contact", "get", "/a", False)),
        ("<form action=/a method=post><textarea></textarea><button>Send</button><button formaction=/b>Save</button></form>", ("contact", "post", "/a", False)),
        ("<form id=f method=post action=/a></form><textarea form=f></textarea><button form=f formaction=/b>Send</button>", ("contact", "post", "/b", False)),
        ("<div><input type=email><textarea></textarea><button>Send</button></div><script>1</script>", ("contact", "get", "/contact", True)),
        ("<div><input type=email><div contenteditable=true></div><a role=button>Send</a></div><script>1</script>", ("contact", "get", "/contact", True)),
        ("<div><input type=email><textarea></textarea><button>Send</button></div>", ("contact", "get", "/contact", False)),
        ("<div class=comment-box><textarea></textarea><button>Post</button></div>", ("comment", "get", "/contact", False)),
        ("<div><input type=email><button>Subscribe</button></div>", ("newsletter", "get", "/contact", False)),
        ('<iframe srcdoc="&lt;form action=/s method=post>&lt;textarea>&lt;/textarea>&lt;/form>"></iframe>', ("contact", "post", "/s", False)),
        ("<form action=/a method=post><input name=name><input name=message><button>Send</button></form>", ("contact", "post", "/a", False)),
        ("<form action=/a method=post><input name=a><input name=b><input type=email><button>Subscribe now</button></form>", ("newsletter", "post", "/a", False)),
        ("<form action=/a method=post><input name=a><input type=tel><input type=email><button>Call me back</button></form>", ("contact", "post", "/a", False)),
        ("<table><form action=/s method=post><tr><td><textarea></textarea><button>Send</button></td></tr></form></table>", ("contact", "post", "/s", False)),
    ],
)  # fmt: skip
def test_forms(html: str, expected: tuple[str, str, str, bool]) -> None:
    assert found(html) == [expected]


@pytest.mark.parametrize(
    "html",
    [
        "<textarea readonly>code to copy</textarea><button>Copy</button>",
        "<p><textarea></textarea></p>",
        "<template><form><textarea></textarea></form></template>",
        "<div><input name=q><button>Search</button></div>",
    ],
)
def test_what_is_no_form(html: str) -> None:
    assert found(html) == []


def test_forms_between_the_rows_of_a_table_have_what_follows_each() -> None:
    rows = "<tr><form action=/find><td><input name=q></td></form></tr><tr><form action=/send method=post><td>{}</td></form></tr>"
    inner = "<form action=/own method=post><textarea name=x></textarea></form>"
    whole = forms(Document(f"<table>{rows.format(WRITE)}<tr><td>{inner}</td></tr></table><input name=far>", URL))
    assert [[field.name for field in form.fields] for form in whole] == [["q"], ["n", "m", "t"], ["x"]]
    assert [form.submittable for form in whole] == [True, True, False]


@given(st.text(alphabet=st.sampled_from("<>/=\"' abdefiormnputxtyl&;"), max_size=300))
def test_nothing_breaks_it(html: str) -> None:
    forms(Document(f"<form><textarea>{html}", URL))
