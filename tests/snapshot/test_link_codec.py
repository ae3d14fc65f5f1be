"""Links come out of the snapshot as they went in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Link, LinkKind, Place
from auditor.snapshot import link_codec

PAGE = "https://acme.example/"
WORDS = st.text(max_size=20)
LINKS = st.builds(
    Link,
    st.just(PAGE),
    url=WORDS,
    kind=st.sampled_from(LinkKind),
    text=WORDS,
    fragment=WORDS,
    place=st.sampled_from(Place),
    raw=WORDS,
)


@given(st.lists(LINKS, min_size=1, max_size=5))
def test_what_is_written_is_what_is_read(links: list[Link]) -> None:
    assert list(link_codec.read(PAGE, link_codec.write(links))) == links


def test_a_page_without_links_takes_no_room() -> None:
    assert link_codec.write([]) == ""
