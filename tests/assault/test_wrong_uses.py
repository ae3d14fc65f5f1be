"""Commands, options and settings that make no sense: one line that says what, where and how to mend it; exit 2; nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.commands import main
from tests.typed import Ended

pytestmark = pytest.mark.assault("wrong uses")

SITE = '[target]\nsite = "https://www.acme.example"\n'
SETTINGS = {
    # what is wrong, and what the line has to name
    "empty": ("", "target"),
    "no TOML": ("[target\n", "not valid TOML"),
    "a text": ("Audit https://www.acme.example, please.", "not valid TOML"),
    "brackets by the thousand": ("a = " + "[" * 20_000, "not valid TOML"),
    "tables by the thousand": ("a" + ".a" * 5_000 + " = 1\n" + SITE, "unknown key a"),
    "inline tables by the thousand": (SITE + "a = " + "{a=" * 5_000, "not valid TOML"),
    "a key twice": (SITE + '[target]\nsite = "x"\n', "not valid TOML"),
    "an unknown section": (SITE + "[craw]\nmax_pages = 3\n", "did you mean crawl?"),
    "an unknown key": (SITE + "[crawl]\nmax_page = 3\n", "did you mean max_pages?"),
    "siet": ('[target]\nsiet = "https://www.acme.example"\n', "did you mean site?"),
    "no site": ('[target]\nname = "Acme"\n', "target.site is missing"),
    "a site of 5": ("[target]\nsite = 5\n", "target.site"),
    "an empty site": ('[target]\nsite = ""\n', "target.site"),
    "a mailbox as site": ('[target]\nsite = "mailto:press@acme.example"\n', "target.site"),
    "a script as site": ('[target]\nsite = "javascript:alert(1)"\n', "target.site"),
    "a file as site": ('[target]\nsite = "file:///etc/passwd"\n', "target.site"),
    "a bell in the site": ('[target]\nsite = "https://www.acme.example/\\u0007"\n', "target.site"),
    "a country of three": (SITE + 'country = "DEU"\n', "target.country"),
    "no time zone": (SITE + 'timezone = "Berlin/Europe"\n', "target.timezone"),
    "no zone but a path": (SITE + 'timezone = "../../etc/passwd"\n', "target.timezone"),
    "no hours": (SITE + 'hours = "always"\n', "target.hours"),
    "no domain": (SITE + 'domains = ["acme"]\n', "target.domains"),
    "names that are numbers": (SITE + "names = [1]\n", "target.names"),
    "no pages": (SITE + "[crawl]\nmax_pages = 0\n", "crawl.max_pages"),
    "pages below nothing": (SITE + "[crawl]\nmax_pages = -1\n", "crawl.max_pages"),
    "half a page": (SITE + "[crawl]\nmax_pages = 1.5\n", "crawl.max_pages"),
    "pages of 20 digits": (SITE + "[crawl]\nmax_pages = 99999999999999999999\n", "crawl.max_pages"),
    "links of 20 digits": (SITE + "[crawl]\nmax_links = 99999999999999999999\n", "crawl.max_links"),
    "a body of 20 digits": (SITE + "[crawl]\nmax_body = 99999999999999999999\n", "crawl.max_body"),
    "a body of a gigabyte": (SITE + "[crawl]\nmax_body = 1000000000\n", "crawl.max_body"),
    "a body of nothing": (SITE + "[crawl]\nmax_body = 0\n", "crawl.max_body"),
    "endless seconds": (SITE + "[crawl]\nmax_seconds = inf\n", "crawl.max_seconds"),
    "seconds of nan": (SITE + "[crawl]\nmax_seconds = nan\n", "crawl.max_seconds"),
    "an endless time-out": (SITE + "[crawl]\ntimeout = inf\n", "crawl.timeout"),
    "a time-out of a year": (SITE + "[crawl]\ntimeout = 31536000\n", "crawl.timeout"),
    "no time-out": (SITE + "[crawl]\ntimeout = 0\n", "crawl.timeout"),
    "a delay below nothing": (SITE + "[crawl]\ndelay = -inf\n", "crawl.delay"),
    "600 connections": (SITE + "[crawl]\nconnections = 600\n", "crawl.connections"),
    "a word for a number": (SITE + '[crawl]\nper_host = "many"\n', "crawl.per_host"),
    "a header in contact": (SITE + '[crawl]\ncontact = "me\\r\\nCookie: a=b"\n', "crawl.contact"),
    "an escape in contact": (SITE + '[crawl]\ncontact = "\\u001b[31mred"\n', "crawl.contact"),
    "a zero byte in contact": (SITE + '[crawl]\ncontact = "a\\u0000b"\n', "crawl.contact"),
    "text turned round": (SITE + '[crawl]\ncontact = "\\u202Ecba"\n', "crawl.contact"),
    "a robots.txt of maybe": (SITE + '[crawl]\nrespect_robots = "maybe"\n', "crawl.respect_robots"),
    "an unknown threshold": (SITE + "[thresholds]\ndormant_dais = 3\n", "did you mean"),
    "an endless threshold": (SITE + "[thresholds]\ndormant_days = inf\n", "thresholds"),
    "a threshold of 20 digits": (SITE + "[thresholds]\ndormant_days = 99999999999999999999\n", "thresholds"),
    "a threshold of nan": (SITE + "[thresholds]\ndormant_days = nan\n", "thresholds"),
    "a threshold below nothing": (SITE + "[thresholds]\ndormant_days = -1\n", "thresholds"),
    "a threshold that is a word": (SITE + '[thresholds]\ndormant_days = "many"\n', "thresholds"),
    "excludes everything": (SITE + '[[exclude]]\npattern = "*"\nreason = "x"\n', "exclude"),
    "excludes without a reason": (SITE + '[[exclude]]\npattern = "https://www.acme.example/a"\n', "exclude.reason"),
    "excludes for no reason": (SITE + '[[exclude]]\npattern = "https://a.example/"\nreason = " "\n', "exclude.reason"),
    "accepts until yesterday's word": (SITE + '[[accept]]\npattern = "a@b.example"\nreason = "not ours"\nuntil = "soon"\n', "accept.until"),
    "accepts for another reason": (SITE + '[[accept]]\npattern = "a@b.example"\nreason = "because"\n', "accept.reason"),
    "accepts of an unknown check": (SITE + '[[accept]]\npattern = "a@b.example"\nreason = "not ours"\ncheck = "dead-media-pag"\n', "dead-media-page"),
    "only an unknown check": (SITE + '[checks]\nonly = ["dead-media-pag"]\n', "dead-media-page"),
    "skips an unknown check": (SITE + '[checks]\nskip = ["dead-media-pag"]\n', "dead-media-page"),
    "checks of nowhere": (SITE + '[checks]\nfolders = ["./nowhere"]\n', "nowhere"),
    "a profile that is a number": (SITE + "[[profile]]\nurl = 1\n", "profile.url"),
    "an unknown owner": (SITE + '[[profile]]\nurl = "https://x.com/acme"\nowner = "nobody"\n', "profile.owner"),
    "posts of nowhere": (SITE + '[[conversations]]\npath = "nowhere.csv"\n', "nowhere.csv"),
    "a column of nothing": (SITE + '[[conversations]]\npath = "a.csv"\ncolumns = { txt = "a" }\n', "columns"),
    "a window of 20 digits": (SITE + "[sources]\nwindow_days = 99999999999999999999\n", "sources.window_days"),
    "an unknown severity": ('fail_on = "hgih"\n' + SITE, "did you mean high?"),
    "a list for a table": ("target = []\n", "target"),
    "a table for a list": (SITE + "[exclude]\na = 1\n", "exclude"),
}  # fmt: skip
USES = {
    "no such command": ("adit", "https://www.acme.example"),
    "no such option": ("run", "https://www.acme.example", "--ouput", "x"),
    "a mailbox as target": ("run", "mailto:press@acme.example"),
    "a script as target": ("run", "javascript:alert(1)"),
    "a number as target": ("run", "tel:+49301234567"),
    "data as target": ("run", "data:text/html,x"),
    "an empty target": ("run", ""),
    "a folder as target": ("run", "."),
    "the folder above as target": ("run", ".."),
    "an empty output": ("collect", "https://www.acme.example", "--output", ""),
    "an empty folder to check": ("check", ""),
    "an empty folder of checks": ("run", "https://www.acme.example", "--checks", ""),
    "empty settings": ("check", "run", "--config", ""),
    "an empty baseline": ("run", "https://www.acme.example", "--baseline", ""),
    "an empty file to write": ("diff", "old", "new", "--output", ""),
    "blanks as target": ("run", "   "),
    "a bell as target": ("run", "\x07"),
    "a target without a host": ("run", "https://"),
    "a target of 3,000 letters": ("run", f"https://{'a' * 3_000}.example"),
    "a port of 20 digits": ("run", "https://www.acme.example:99999999999999999999/"),
    "settings that are not there": ("run", "nowhere/auditor.toml"),
    "no format": ("run", "https://www.acme.example", "--format", ""),
    "commas for formats": ("run", "https://www.acme.example", "--format", " , ,"),
    "an unknown format": ("run", "https://www.acme.example", "--format", "hmtl"),
    "an unknown severity": ("run", "https://www.acme.example", "--fail-on", "hgih"),
    "coverage above all": ("run", "https://www.acme.example", "--min-coverage", "200"),
    "coverage below nothing": ("run", "https://www.acme.example", "--min-coverage", "-1"),
    "coverage of a word": ("run", "https://www.acme.example", "--min-coverage", "most"),
    "only an unknown check": ("run", "https://www.acme.example", "--only", "dead-media-pag"),
    "skip an unknown check": ("run", "https://www.acme.example", "--skip", "dead-media-pag"),
    "checks of nowhere": ("run", "https://www.acme.example", "--checks", "nowhere"),
    "a known baseline of nowhere": ("run", "https://www.acme.example", "--baseline", "nowhere.json"),
    "against nowhere": ("run", "https://www.acme.example", "--against", "nowhere"),
    "an unknown language": ("run", "https://www.acme.example", "--language", "xx"),
    "an unknown length": ("run", "https://www.acme.example", "--length", "endless"),
    "check nowhere": ("check", "nowhere"),
    "report nowhere": ("report", "nowhere"),
    "export nowhere": ("export", "nowhere", "--warc"),
    "diff nowhere": ("diff", "nowhere", "elsewhere"),
    "baseline of nowhere": ("baseline", "nowhere"),
    "explain nothing": ("explain", "dead-media-pag"),
    "collect without a folder": ("collect", "https://www.acme.example"),
    "import nowhere": ("import", "nowhere/auditor.toml"),
}


def auditor(*args: str) -> Result:
    return CliRunner().invoke(main, args, input=Ended())


def is_told(result: Result) -> str:
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 2, result.output
    said = result.stderr.strip()
    assert "Traceback" not in said
    assert "internal error" not in said
    assert len(said) < 2_000
    return said


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_that_make_no_sense(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text, named = SETTINGS[name]
    (tmp_path / "auditor.toml").write_text(text, encoding="utf-8")
    said = is_told(auditor("run", "auditor.toml", "--output", "run"))
    assert len(said.splitlines()) <= 2  # where something can't be read, what, and that nothing was visited
    assert named in said
    assert [path.name for path in tmp_path.iterdir()] == ["auditor.toml"]


@pytest.mark.parametrize("name", USES)
def test_uses_that_make_no_sense(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    is_told(auditor(*USES[name]))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("args", [("explain", "dead-media-pag"), ("check", "x", "--only", "dead-media-pag"), ("check", "x", "--skip", "dead-media-pag")])  # fmt: skip
def test_the_nearest_id_is_named(args: tuple[str, ...]) -> None:
    assert "did you mean dead-media-page?" in is_told(auditor(*args))


SECRET = "hunter2SECRET9f8a7b6c5d4e"
QUOTED = f"https://user:{SECRET}@acme.example/?token={SECRET}&sessionid={SECRET}"


@pytest.mark.parametrize(
    "args",
    [
        ("run", "https://acme.example", QUOTED),
        ("explain", "dead-media-page", QUOTED),
        ("schema", QUOTED),
        ("completion", QUOTED),
        (QUOTED,),
        ("run", "https://acme.example", "--fail-on", QUOTED),
        ("run", "https://acme.example", "--against", QUOTED),
        ("run", "https://acme.example", "--min-coverage", QUOTED),
        ("init", "https://acme.example", "--conversations", QUOTED),
        ("checks", "--severity", QUOTED),
        *(
            (command, QUOTED)
            for command in ("import", "baseline", "approve", "check", "report", "interview", "new-check")
        ),
        ("diff", QUOTED, QUOTED),
        ("export", QUOTED, "--warc"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--debug",)])
def test_no_message_quotes_a_secret_that_was_typed(
    args: tuple[str, ...], more: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Messages end in the logs of CI systems, whatever stood in the wrong place."""
    monkeypatch.chdir(tmp_path)
    result = auditor(*args, *more)
    assert result.exit_code == 2, result.output
    assert SECRET not in result.output
    assert not list(tmp_path.iterdir())
