"""Mark-up as browsers take it, and what of a page they show."""

from __future__ import annotations

import pytest

from auditor.text.as_browsers import XHTML, as_browsers_read
from auditor.text.shown import shows


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('<script src="/a.js"/><p>Hi</p>', '<script src="/a.js"></script><p>Hi</p>'),
        ("<a name='top' /><br/><textarea/>", "<a name='top'></a><br/><textarea></textarea>"),
        ('<img src="/a.png" />', '<img src="/a.png" />'),
        ('<a href="/x/">1 / 2</a>', '<a href="/x/">1 / 2</a>'),
    ],
)
def test_elements_closed_at_once_end_there_in_xhtml_alone(written: str, read: str) -> None:
    assert as_browsers_read(written, XHTML) == read
    assert as_browsers_read(written, "text/html") == written


@pytest.mark.parametrize(
    ("html", "is_shown"),
    [
        ("<p>Hello@Company.example</p>", True),
        ('<a href="mailto:hello%40company.example">Write</a>', True),
        ('<div style="display: none"><a href="mailto:hello@company.example">Write</a></div>', False),
        ("<template>hello@company.example</template><p>Write</p>", False),
    ],
)
def test_what_is_hidden_is_not_shown(html: str, is_shown: bool) -> None:
    assert shows(html, "hello@company.example") is is_shown
