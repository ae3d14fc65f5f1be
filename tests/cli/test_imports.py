"""Imports that are tried before a visit, and told at the front of the report where they are borne."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor import report
from auditor.cli.commands import main
from auditor.model import message
from auditor.report.renderers import html
from tests import factories

MASTODON = (
    '{"type": "Create", "actor": "https://m.example/users/acme", "object": {"id": "https://m.example/1", "published": '
    '"2026-03-02T10:00:00Z", "content": "Hello", "to": ["https://www.w3.org/ns/activitystreams#Public"]}}'
)
HEAD = '[target]\nsite = "https://nobody.invalid"\nname = "Acme"\n[crawl]\nmax_seconds = 5\n'
GOOD = '[[conversations]]\npath = "good.csv"\nplatform = "Twitter"\naccount = "AcmeHelp"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    rows = [
        f"2026-10-{1 + n:02d} 08:00,ann{n},Is my line down?\n2026-10-{1 + n:02d} 08:10,acmehelp,It will be back."
        for n in range(12)
    ]
    (tmp_path / "good.csv").write_text("\n".join(["createdAt,author,text", *rows, "never,ann,hello"]) + "\n")
    (tmp_path / "bad.csv").write_text("Customer Age,Opened,Ticket Description\n32,2026-03-02 10:00,It is down again\n")
    return tmp_path


def run(command: str, *more: str, toml: str) -> Result:
    Path("auditor.toml").write_text(HEAD + toml)
    return CliRunner().invoke(main, [command, "auditor.toml", *more])


def test_it_says_how_a_file_is_read_and_what_it_lacks(folder: Path) -> None:
    result = run("import", toml=GOOD)
    assert result.exit_code == 0
    assert "columns: " in result.output
    assert "createdAt = created_at" in result.output
    assert "24 posts, 12 of them by the company" in result.output
    assert "AcmeHelp on x" in result.output
    assert "left out: 1 (date missing or not understood, first at line 26)" in result.output
    assert "which post answers which" in result.output
    assert "pairing set to “time”" in result.output
    assert sorted(path.name for path in folder.iterdir()) == ["auditor.toml", "bad.csv", "good.csv"]


def test_what_is_quoted_of_a_file_is_cut(folder: Path) -> None:
    long = "x" * 20_000
    names = ["createdAt", "author", "text", "thread", f"col {long}", *(f"col{n}" for n in range(200))]
    row = [f"2026-10-01 08:00,{long},Is my line down?,{long},{long}", *("" for _ in range(200))]
    (folder / "good.csv").write_text("\n".join([",".join(names), ",".join(row)]) + "\n")
    result = run("import", toml=GOOD.replace("account", 'columns = { thread = "thread" }\naccount'))
    assert result.exit_code == 0
    assert "columns not read: col xxx" in result.output
    assert max(map(len, result.output.splitlines())) < 1_000
    assert "\u2026" in result.output


def test_pairing_by_time_is_tried_too(folder: Path) -> None:
    result = run("import", toml=GOOD + 'pairing = "time"\ntimezone = "UTC"\n')
    assert result.exit_code == 0
    assert "yes: All questions" in result.output


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[[conversations]]\npath = "gone.csv"\n', "gone.csv does not exist"),
        ('[[conversations]]\npath = "good.csv"\nformat = "zendeks"\n', "Did you mean 'zendesk'?"),
        ('[[conversations]]\npath = "bad.csv"\n', "columns = { text = 'Ticket Description', created_at = 'Opened' }"),
        ('[[conversations]]\npath = "good.csv"\nformat = "csv"\ncolumns = { text = "txet" }\n', "Did you mean 'text'?"),
    ],
)
def test_what_cannot_be_read_ends_it_before_the_visit(folder: Path, toml: str, said: str) -> None:
    for command, more in (("import", ()), ("run", ("--output", "out")), ("collect", ("--output", "out"))):
        result = run(command, *more, toml=GOOD + toml)
        assert result.exit_code == 2, command
        assert said in result.output, command
        assert str(folder) not in result.output, command
        assert not (folder / "out").exists()


PARLEY = """
from datetime import datetime, timezone
from auditor.api.importers import CERTAIN, Importer
def sniff(sample):
    SNIFF
    return CERTAIN if sample.path.suffix == ".parley" else 0.0
def read(request):
    for _ in range(POSTS):
        yield request.own(datetime(2026, 3, 2, tzinfo=timezone.utc), id="1", text="Hello")
    BREAK
IMPORTER = Importer(interface=1, name="parley", title="Parley", sniff=sniff, read=read, cannot_see=("inbound",))
"""


def parley(*, posts: int = 0, breaks: str = "raise ZeroDivisionError('nothing left')", sniff: str = "") -> str:
    """Write an importer that breaks and a file for it; return what auditor.toml says of them."""
    Path("plugins").mkdir()
    text = PARLEY.replace("POSTS", str(posts)).replace("BREAK", breaks).replace("SNIFF", sniff)
    Path("plugins", "parley.py").write_text(text)
    Path("talks.parley").write_text("x")
    return '[plugins]\nfolders = ["plugins"]\n[[conversations]]\npath = "talks.parley"\n'


@pytest.mark.parametrize("posts", [0, 1])
def test_an_importer_that_breaks_is_no_fault_of_the_file(folder: Path, posts: int) -> None:
    result = run("import", toml=parley(posts=posts))
    assert result.exit_code == 3
    assert "the importer broke: importer parley failed: ZeroDivisionError: nothing left" in result.output
    assert f"{posts} post{'s' * (posts != 1)}, {posts} of them by the company" in result.output
    assert "(reading talks.parley)" in result.output
    assert folder


def test_an_importer_that_yields_what_is_no_post_is_broken(folder: Path) -> None:
    result = run("import", toml=parley(breaks="yield 17"))
    assert result.exit_code == 3
    assert "yields int, neither a Post nor a Skip" in result.output
    assert folder


@pytest.mark.parametrize("command", ["import", "run"])
def test_a_file_unknown_because_an_importer_broke_is_no_fault_of_the_file(folder: Path, command: str) -> None:
    result = run(command, toml=parley(posts=1, sniff="raise ZeroDivisionError('nothing left')"))
    assert result.exit_code == 3
    assert "talks.parley: its format was not recognised" in result.output
    assert "importer parley failed: ZeroDivisionError: nothing left (looking at" in result.output
    assert folder


def test_a_file_that_breaks_off_is_told_with_what_it_does_not_show(folder: Path) -> None:
    problem = "from auditor.api.importers import ImportProblem; raise ImportProblem('The rest is gone.')"
    result = run("import", toml=parley(posts=1, breaks=problem))
    assert result.exit_code == 0
    assert "not read to its end: The rest is gone." in result.output
    assert "does not show: what customers write" in result.output
    (folder / "outbox.json").write_text('{"orderedItems": [' + MASTODON + ', {"type":')
    result = run("import", toml='[[conversations]]\npath = "outbox.json"\n')
    assert result.exit_code == 0
    assert "not read to its end: outbox.json could not be read to its end: it is damaged or breaks off" in result.output


def test_an_archive_beside_an_inbox_of_the_account_is_tried_as_it_is_judged(folder: Path) -> None:
    rows = [
        f"k{n},2026-10-{1 + n:02d} 08:00,ann{n},Is my line down?\nk{n},2026-10-{1 + n:02d} 08:10,acmehelp,It will be back."
        for n in range(12)
    ]
    (folder / "inbox.csv").write_text("\n".join(["thread,created_at,author,text", *rows]) + "\n")
    tweets = [
        {
            "tweet": {
                "id_str": str(n),
                "full_text": "@bo hi",
                "created_at": "Thu Oct 01 20:19:24 +0000 2026",
                "in_reply_to_status_id_str": str(900 + n),
                "in_reply_to_user_id_str": "7",
            }
        }
        for n in range(60)
    ]
    (folder / "tweets.js").write_text(f"window.YTD.tweets.part0 = {json.dumps(tweets)}")
    shared = 'platform = "x"\naccount = "AcmeHelp"\ntimezone = "UTC"\n'
    result = run(
        "import",
        toml=f'[[conversations]]\npath = "inbox.csv"\n{shared}[[conversations]]\npath = "tweets.js"\n{shared}',
    )
    assert result.exit_code == 0
    assert "yes: All questions (11)" in result.output, "of the last one the time is not up"


def test_lenient_goes_on_to_the_visit(folder: Path) -> None:
    result = run("run", "--output", "out", "--lenient", toml='[[conversations]]\npath = "gone.csv"\n')
    assert "gone.csv does not exist" in result.output
    assert result.exit_code == 3, "the site is not there"


def test_good_files_do_not_stand_in_the_way(folder: Path) -> None:
    assert run("collect", "--output", "out", toml=GOOD).exit_code == 3


def test_what_was_borne_is_told_on_the_first_page() -> None:
    known = factories.example_known()
    results = factories.make_results()
    borne = results.model_copy(update={"unimported": (message("{file} does not exist.", file="exports/gone.csv"),)})
    page = html.render(report.build(borne, known))
    assert page.index("A file of conversations") < page.index("Score by category")
    assert "exports/gone.csv does not exist." in page
    assert "could not be read.</strong>" not in html.render(report.build(results, known))
