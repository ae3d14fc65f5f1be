"""`auditor init`: what it writes is what it saw, and `auditor run` takes it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from auditor.cli import init
from auditor.cli.commands import main
from auditor.cli.init import Sighting, country_of, quoted
from auditor.collect.crawl.profile_discovery import Discovery
from auditor.config import load
from auditor.model import Owner, OwnerEvidence, OwnerSign, Place, Profile, ProfileMention, ProfileSource, Target
from tests.local_web import LocalWeb

FOOTER = (
    "<footer><a href=https://x.com/acme_tools>X</a> <a href=https://plus.google.com/+Acme>G</a> "
    "<a href='https://www.facebook.com/sharer.php?u=U'>Share</a></footer>"
)


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        name = '<meta property="og:site_name" content=\'Acme "Tools" \\ & Söhne\'>'
        server.html(
            "/", f"{name}<nav><a href=/contact>Contact</a><a href=/press>Press</a><a href=/help>Help</a></nav>{FOOTER}"
        )
        server.html(
            "/contact", f"<p>Call <a href='tel:+442071838750'>+44 20 7183 8750</a></p>{FOOTER}", title="Contact"
        )
        server.html(
            "/press",
            f"<p>Ask <a href=mailto:press@acme.example>press@acme.example</a>. As <a href=https://x.com/jane>Jane</a> and <a href=https://x.com/joe>Joe</a> said.</p>{FOOTER}",
            title="Press",
        )
        yield server  # fmt: skip


def auditor(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_what_was_found_is_written_and_taken(web: LocalWeb, tmp_path: Path) -> None:
    path = tmp_path / "auditor.toml"
    result = auditor("init", web.url, "--output", path)
    assert result.exit_code == 0, result.output
    assert f"{path}: 2 pages and 2 profiles of" in result.stdout
    settings = load.read(path)
    assert settings.target.site == f"{web.url}/"
    assert settings.target.name == 'Acme "Tools" \\ & Söhne'
    assert settings.pages.contact == ("/contact",)
    assert settings.pages.media == ("/press",)
    assert settings.pages.support == ()  # the link to it is dead
    assert [(one.url, one.owner) for one in settings.profile] == [("https://x.com/acme_tools", "ours")]
    assert (
        'owner = "ours"  # Certainly yours. The footers of 3 pages link to it. 3 of 3 pages link to it.'
        in path.read_text(encoding="utf-8")
    )
    text = path.read_text(encoding="utf-8")
    assert "X: linked in the footer of /. It is on 2 more pages." in text
    assert '  "/press",  # ' in text
    assert "#   https://plus.google.com/+acme" in text
    assert "#   https://x.com/jane  # X: linked in the text of /press." in text
    assert "sharer" not in text
    path.write_text(f"{text}[crawl]\nmax_links = 0\n[sources]\nprofiles = false\nposts = false\n", encoding="utf-8")
    again = auditor("run", path, "--output", tmp_path / "run", "--format", "json", "--only", "dead-contact-page")
    assert again.exit_code == 0, again.output
    assert json.loads((tmp_path / "run" / "results.json").read_text())["target"]["name"] == settings.target.name


def test_a_file_that_is_there_stays_as_it_is(web: LocalWeb, tmp_path: Path) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text("mine", encoding="utf-8")
    result = auditor("init", web.url, "--output", path)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"auditor: {path} exists already. Remove it, or name another file with --output."
    ]
    assert path.read_text(encoding="utf-8") == "mine"
    assert web.asked == []


def test_a_file_that_came_meanwhile_stays_too(tmp_path: Path) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(load.ConfigError, match="exists already"):
        init.save(path, "ours")
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("site", "code", "words"),
    [("not a site", 2, "is not a web address"), ("https://no-such-host.invalid", 3, "there is no host")],
)
def test_a_site_that_cannot_be_looked_at(tmp_path: Path, site: str, code: int, words: str) -> None:
    path = tmp_path / "auditor.toml"
    result = auditor("init", site, "--output", path)
    assert result.exit_code == code
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert not path.exists()


def test_nothing_found_says_how_to_name_it(tmp_path: Path) -> None:
    text = init.write(Sighting(Target("Acme", "https://acme.example/")), date(2026, 11, 21))
    path = tmp_path / "auditor.toml"
    path.write_text(text, encoding="utf-8")
    settings = load.read(path)
    assert settings.profile == ()
    assert settings.pages.contact == ()
    assert "# contact = []  # none was found" in text
    assert "# [[profile]]" in text
    assert "on 2026-11-21." in text
    assert settings.target.name == "Acme"


def test_a_host_is_not_taken_for_the_name_of_a_company(tmp_path: Path) -> None:
    text = init.write(Sighting(Target("acme.example", "https://www.acme.example/")), date(2026, 11, 21))
    assert "name" not in tomllib.loads(text)["target"]


@given(st.text(max_size=60), st.text(max_size=200))
def test_hostile_names_and_links_stay_what_they_are(name: str, text: str) -> None:
    mention = ProfileMention(f"https://acme.example/{text}", text, ProfileSource.LINK, Place.FOOTER, text)
    profile = Profile("website", text, f"https://other.example/{text}", (mention,))
    seen = Sighting(
        Target(name, "https://acme.example/"), profiles=Discovery((profile,), (profile, replace(profile, handle=name)))
    )
    written = init.write(seen, date(2026, 11, 21))
    data = tomllib.loads(written.encode("utf-8").decode("utf-8"))
    assert (
        data["target"]["name"] == name.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        or "\ufffd" in data["target"]["name"]
    )
    assert len(data["profile"]) == 1
    assert set(data) == {"target", "pages", "mentions", "profile"}
    assert all(line.isprintable() for line in written.splitlines())


@given(st.text())
def test_any_text_is_a_toml_string(text: str) -> None:
    told = tomllib.loads(f"x = {quoted(text)}")["x"]
    assert told == "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


@pytest.mark.parametrize(
    ("site", "country"),
    [
        ("https://acme.de/", "DE"), ("https://acme.co.uk/", "GB"), ("https://acme.com.au/", "AU"), ("https://acme.com/", ""), ("https://acme.io/", ""),
        ("https://acme.eu/", ""), ("https://acme.example/", ""), ("http://127.0.0.1:80/", ""), ("http://[::1]/", ""), ("https://acme.paris/", ""), ("http://localhost/", ""),
    ],
)  # fmt: skip
def test_the_country_is_told_only_where_the_address_leaves_no_doubt(site: str, country: str) -> None:
    assert country_of(site) == country


def test_a_profile_that_the_site_warns_of_and_leads_to_is_asked_about() -> None:
    site, url = "https://www.acme.example/", "https://x.com/acme"
    mention = ProfileMention(site, url, ProfileSource.LINK, Place.FOOTER)
    one = Profile("x", "acme", url, (mention,), owner=Owner.UNKNOWN, why=(OwnerEvidence(OwnerSign.CONTESTED),))
    written = init.write(Sighting(Target("Acme", site), profiles=Discovery((), (one,))), date(2026, 11, 29))
    asked = written.partition("# The site warns of these, yet links to them as its own. Which is right?\n")[2]
    assert asked == f"#   {url}  # X: linked in the footer of /.\n"


@pytest.mark.parametrize(
    ("name", "titled", "line"),
    [
        ("acme.example", "Acme GmbH", 'name = "Acme GmbH"  # as the site calls itself in its titles'),
        ("acme.example", "", '# name = "the company\'s name"'),
        ("Acme Tools", "Acme GmbH", 'name = "Acme Tools"'),
    ],
)
def test_the_name_is_that_of_the_titles_where_the_site_gives_none(name: str, titled: str, line: str) -> None:
    seen = Sighting(Target(name, "https://www.acme.example/"), titled=titled)
    assert line in init.write(seen, date(2026, 11, 29)).splitlines()


MASTODON = (
    '{"orderedItems": [{"type": "Create", "actor": "https://m.example/users/acme", "object": {"id": "https://m.example/1", '
    '"published": "2026-03-02T10:00:00Z", "content": "Hello", "to": ["https://www.w3.org/ns/activitystreams#Public"]}}]}'
)


def test_exports_are_named_with_what_they_are_and_lack(
    web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    exports = Path("exports")
    exports.mkdir()
    (exports / "outbox.json").write_text(MASTODON)
    (exports / "WhatsApp Chat with Ann.txt").write_text("25/02/2026, 10:01 - Ann: Hi\n25/02/2026, 10:02 - Ann: Oh?\n")
    (exports / "notes.bin").write_bytes(b"\0\1\2")
    (exports / "empty.csv").write_text("a,b\n1,2\n")
    (exports / "posts.csv").write_text("id,created_at,author,text\n1,2026-03-02 10:00,ann,Hello?\n")
    files = [option for file in sorted(exports.iterdir()) for option in ("--conversations", file)]
    Path("audits").mkdir()
    result = auditor("init", web.url, "--output", "audits/auditor.toml", *files)
    assert result.exit_code == 0, result.output
    assert "see how the exports are read: auditor import audits/auditor.toml" in result.output
    text = Path("audits/auditor.toml").read_text(encoding="utf-8")
    sections = {part.partition('"')[2].partition('"')[0]: part for part in text.split("[[conversations]]")[1:]}
    assert sections.keys() == {f"../exports/{file.name}" for file in exports.iterdir()}
    assert "# Posts by acme on mastodon." in sections["../exports/outbox.json"]
    chat = sections["../exports/WhatsApp Chat with Ann.txt"]
    assert "# private = true  # It holds private conversations." in chat
    assert '# account = ""  # where the file does not say it: the company' in chat
    assert "its format was not recognised" in sections["../exports/notes.bin"]
    assert "no column was found for text, created_at" in sections["../exports/empty.csv"]
    table = sections["../exports/posts.csv"]
    assert '# account = ""  # the file does not say whose it is' in table
    assert "# brand = []  # nobody in it is known to speak for the company" in table
    assert '# timezone = "Europe/London"  # its times name no zone' in table
    read = load.read(Path("audits/auditor.toml")).conversations
    assert [Path(one.path).resolve() for one in read] == [file.resolve() for file in sorted(exports.iterdir())]
    assert not any(one.private for one in read), "that is for a person to say"


def test_an_export_that_is_not_there_is_told_before_the_visit(tmp_path: Path) -> None:
    result = auditor("init", "http://127.0.0.1:1", "--output", tmp_path / "auditor.toml", "--conversations", "gone.csv")
    assert result.exit_code == 2
    assert "'gone.csv' does not exist" in result.output
