"""What is wrong in [mentions], [venues], [status] and [archive] is told in one line with the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.config import load
from auditor.model import Coverage

HEAD = '[target]\nsite = "https://quillnet.example"\nname = "Quillnet GmbH"\n'


def read(folder: Path, text: str) -> load.Settings:
    (folder / "auditor.toml").write_text(HEAD + text, encoding="utf-8")
    return load.read(folder / "auditor.toml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[mentions]\nhackernew = true", "unknown key mentions.hackernew; did you mean hackernews?"),
        ('[[mentions.feed]]\nurl = "https://a.example/f"\ntitle = "x"', "unknown key mentions.feed.title (entry 1)"),
        ('[[mentions.feed]]\nurl = "feed.xml"', "is not the address of a feed"),
        ("[[mentions.feed]]", "the key mentions.feed.url (entry 1) is missing"),
        ('[mentions.feed]\nurl = "https://a.example/f"', "is a list of tables; write [[mentions.feed]] above each"),
        ('[mentions]\nnames = ["Q"]', "'Q' is too short to search for"),
        ('[mentions]\ntags = ["quill net"]', "is not a tag"),
        ('[mentions]\nlemmy = ["no host"]', "is neither a host nor an address"),
        ('[venues.hackernews]\nonwer = "A"', "unknown key venues.hackernews.onwer"),
        ('[status]\npages = ["?"]', "is neither a host nor an address"),
        ("[archive]\nlookup = 3", "archive.lookup"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(load.ConfigError) as error:
        read(tmp_path, text)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_what_a_check_learns_of_it(tmp_path: Path) -> None:
    said = load.company_profile(
        read(tmp_path, '[mentions]\nmisspellings = ["Quilnet"]\n[venues."lemmy.world"]\nowner = "A"\n')
    ).listening
    assert (said.asked, said.names, said.misspellings) == (True, ("Quillnet GmbH",), ("Quilnet",))
    assert said.coverage == (Coverage("lemmy.world", "A"),)
    assert not load.company_profile(read(tmp_path, "")).listening.asked


def test_a_host_is_written_with_or_without_its_scheme(tmp_path: Path) -> None:
    found = read(
        tmp_path, '[mentions]\ndiscourse = ["forum.example", "https://forum.example/sub/"]\ntags = ["#quillnet"]'
    ).mentions
    assert found.discourse == ("https://forum.example/", "https://forum.example/sub/")
    assert found.tags == ("quillnet",)
