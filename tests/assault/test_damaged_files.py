"""Run folders and settings that are cut, flipped, edited or swapped: one line that says what is wrong, exit 2, no traceback.

Where the damage touches nothing that anybody reads, the command does its work as if nothing had happened.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import zstandard
from click.testing import CliRunner, Result

from auditor.cli.commands import main
from auditor.snapshot.bodies import LARGEST
from tests.conftest import ROOT
from tests.effort import most_bytes

GOLDEN = ROOT / "tests" / "golden"
Damage = Callable[[Path], None]

pytestmark = [pytest.mark.assault("damaged files"), pytest.mark.slow]  # each damage is tried by commands


def auditor(*args: object) -> Result:
    return CliRunner().invoke(main, list(map(str, args)))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run folder that is in order."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copyfile(GOLDEN / "snapshot.sqlite", folder / "snapshot.sqlite")
    assert auditor("check", folder, "--only", "dead-media-page", "--against", "none").exit_code == 0
    return folder


def cut(share: float) -> Damage:
    def damage(path: Path) -> None:
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])

    return damage


def flip(seed: int, count: int = 200) -> Damage:
    def damage(path: Path) -> None:
        chance, data = random.Random(seed), bytearray(path.read_bytes())
        for _ in range(count):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)

    return damage


def zeros(start: float, length: int) -> Damage:
    def damage(path: Path) -> None:
        data = bytearray(path.read_bytes())
        at = int(len(data) * start)
        data[at : at + length] = bytes(min(length, len(data) - at))
        path.write_bytes(data)

    return damage


def holding(content: bytes) -> Damage:
    def damage(path: Path) -> None:
        path.write_bytes(content)

    return damage


def sql(*statements: str, values: tuple[Any, ...] = ()) -> Damage:
    def damage(path: Path) -> None:
        with closing(sqlite3.connect(path)) as db, db:
            for statement in statements:
                db.execute(statement, values)

    return damage


def instead(*statements: str) -> Damage:
    def damage(path: Path) -> None:
        path.unlink()
        sql(*statements)(path)

    return damage


def meta(key: str, value: Any) -> Damage:
    return sql(f"UPDATE meta SET value = ? WHERE key = '{key}'", values=(value,))


def added(key: str, value: str) -> Damage:
    return sql(f"INSERT OR REPLACE INTO meta VALUES ('{key}', ?)", values=(value,))


def bodies(packed: bytes, size: str = "size") -> Damage:
    return sql(f"UPDATE body SET zstd = ?, size = {size}", values=(packed,))


@cache
def bomb() -> bytes:
    return zstandard.ZstdCompressor().compress(bytes(400_000_000))


def bombed(size: str = "size") -> Damage:
    def damage(path: Path) -> None:
        bodies(bomb(), size)(path)

    return damage


SURE: dict[str, Damage] = {
    "empty": holding(b""),
    "a text": holding(b"not a database\n"),
    "a picture": holding(b"\x89PNG\r\n\x1a\n" + bytes(5_000)),
    "only its head": cut(0.001),
    "a tenth": cut(0.1),
    "half": cut(0.5),
    "cut by 10 %": cut(0.9),
    "cut by 1 %": cut(0.99),
    "cut by 0.1 %": cut(0.999),
    "no head": zeros(0, 100),
    "no first page": zeros(0, 4_096),
    "a hole of 100 KB": zeros(0.3, 100_000),
    "a hole at the end": zeros(0.9, 10_000_000),
    "another database": instead("CREATE TABLE x (y)"),
    "no tables": instead("CREATE TABLE meta (key, value)"),
    "no meta": sql("DELETE FROM meta"),
    "format is a word": meta("format", "one"),
    "format is a fraction": meta("format", "1.5"),
    "format is below nothing": meta("format", "-1"),
    "format is empty bytes": meta("format", b"\xff\xfe"),
    "format of tomorrow": meta("format", "2"),
    "format of 5,000 digits": meta("format", "9" * 5_000),
    "no site": sql("DELETE FROM meta WHERE key = 'site'"),
    "no time": sql("DELETE FROM meta WHERE key = 'taken_at'"),
    "a time that is none": meta("taken_at", "yesterday"),
    "a time of another world": meta("taken_at", "99999-13-45T99:00"),
    "a time that is a number": meta("taken_at", 12),
    "thresholds null": added("thresholds", "null"),
    "thresholds a list": added("thresholds", "[1, 2]"),
    "thresholds a word": added("thresholds", '"high"'),
    "thresholds no JSON": added("thresholds", "{"),
    "a threshold null": added("thresholds", '{"dormant_days": null}'),
    "a threshold infinite": added("thresholds", '{"dormant_days": Infinity}'),
    "a threshold a word": added("thresholds", '{"dormant_days": "many"}'),
    "200,000 brackets": added("accepts", "[" * 200_000),
    "accepts of one word": added("accepts", '["a"]'),
    "accepts of null": added("accepts", "null"),
    "excludes of numbers": added("excludes", "[1]"),
    "unimported no messages": added("unimported", "[1]"),
    "a brief of brackets": added("brief", "[" * 100_000),
    "an approval that is none": added("approved", "[]"),
    "an unknown reach": sql("UPDATE fetch SET reach = 'perhaps'"),
    "redirects null": sql("UPDATE fetch SET redirects = 'null'"),
    "redirects of one word": sql("UPDATE fetch SET redirects = '[[\"x\"]]'"),
    "a fetch of no time": sql("UPDATE fetch SET at = ''"),
    "pages of nothing": sql("DELETE FROM fetch"),
    "an unknown role": sql("UPDATE role SET role = 'king'"),
    "an unknown kind of contact": sql("UPDATE contact SET kind = 'pigeon'"),
    "forms of null": sql("UPDATE form SET fields = 'null'"),
    "forms of too much": sql("UPDATE form SET fields = '[[1,2,3,4,5,6,7,8,9]]'"),
    "links that are none": sql("UPDATE links SET links = 'a' || char(10) || 'b'"),
    "links of bytes": sql("UPDATE links SET links = x'fffefd'"),
    "links of numbers": sql("UPDATE links SET links = replace(links, '\"main\"', '1')"),
    "forms of numbers": sql("UPDATE form SET fields = '[[1,2,3]]'"),
    "a form sent by a list": sql("UPDATE form SET scripted = '[]'"),
    "a redirect to a number": sql("UPDATE fetch SET redirects = '[[301,2]]'"),
    "a status that is a word": sql("UPDATE fetch SET status = 'fine'"),
    "a title of bytes": sql("UPDATE page SET title = x'fffefd'"),
    "a length that is a word": sql("UPDATE page SET text_length = 'long'"),
    "answers of numbers": sql("UPDATE dns SET answers = '[1]'"),
    "posts of bytes": sql("UPDATE post SET text = x'fffefd'"),
    "posts with a number for an address": sql("UPDATE post SET more = '{\"urls\":[1]}'"),
    "posts rated by a word": sql('UPDATE post SET more = \'{"rating":"good"}\''),
    "no pages": sql("DROP TABLE page"),
    "no links": sql("DROP TABLE links"),
    "a profile of brackets": sql("UPDATE profile SET said = ?", values=("[" * 100_000,)),
    "fewer columns": sql("ALTER TABLE fetch DROP COLUMN headers"),
}
BODIES: dict[str, Damage] = {
    "no zstd": bodies(b"nonsense"),
    "bytes that unpack to 400 MB": bombed(),
    "and say that they are": bombed("400000000"),
    "a size below nothing": sql("UPDATE body SET size = -1"),
    "a size of 20 digits": sql("UPDATE body SET size = 9e19"),
    "a size that is a word": sql("UPDATE body SET size = 'big'"),
    "another's body": bodies(zstandard.ZstdCompressor().compress(b"<h1>Another company</h1>"), "24"),
    "a body of text": sql("UPDATE body SET zstd = 'text'"),
}


def told_in_a_line(result: Result, code: int = 2) -> str:
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.output
    (line,) = result.stderr.splitlines()
    assert line.startswith("auditor: ")
    assert "internal error" not in line
    assert len(line) < 600
    return line


@pytest.mark.parametrize("name", SURE)
def test_a_damaged_snapshot_is_told_in_a_line(name: str, whole: Path, tmp_path: Path) -> None:
    shutil.copyfile(whole / "snapshot.sqlite", tmp_path / "snapshot.sqlite")
    SURE[name](tmp_path / "snapshot.sqlite")
    assert "snapshot.sqlite" in told_in_a_line(auditor("check", tmp_path, "--against", "none"))
    assert not (tmp_path / "results.json").exists()


@pytest.mark.parametrize("name", BODIES)
def test_answers_that_are_not_what_was_received_are_not_judged(name: str, whole: Path, tmp_path: Path) -> None:
    shutil.copyfile(whole / "snapshot.sqlite", tmp_path / "snapshot.sqlite")
    BODIES[name](tmp_path / "snapshot.sqlite")
    told_in_a_line(
        auditor("check", tmp_path, "--against", "none"), code=3
    )  # none of them can be read: nothing to judge


def test_one_answer_that_was_changed_is_enough(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "snapshot.sqlite"
    shutil.copyfile(whole / "snapshot.sqlite", path)
    packed = zstandard.ZstdCompressor().compress(b"<h1>Another</h1>")
    with closing(sqlite3.connect(path)) as db, db:
        (first,) = db.execute("SELECT body_sha256 FROM fetch WHERE encoding != '' ORDER BY url").fetchone()
        db.execute("UPDATE body SET zstd = ?, size = 16 WHERE sha256 = ?", (packed, first))
    assert "is not what was received" in told_in_a_line(auditor("check", tmp_path, "--against", "none"))


def test_what_unpacks_to_a_thousand_times_its_size_is_never_unpacked(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "snapshot.sqlite"
    shutil.copyfile(whole / "snapshot.sqlite", path)
    bombed("400000000")(path)
    assert most_bytes(lambda: auditor("check", tmp_path, "--against", "none")) < LARGEST


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bits_are_told_or_do_no_harm(seed: int, whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "snapshot.sqlite"
    shutil.copyfile(whole / "snapshot.sqlite", path)
    flip(seed)(path)
    result = auditor("check", tmp_path, "--against", "none", "--only", "dead-media-page,placeholder-content")
    if result.exit_code == 0:
        return
    assert isinstance(result.exception, SystemExit), result.exception
    assert "internal error" not in result.stderr
    assert "failed to run" not in result.stderr


def edited(change: Callable[[dict[str, Any]], Any]) -> Damage:
    def damage(path: Path) -> None:
        data = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(change(data) or data), encoding="utf-8")

    return damage


RESULTS: dict[str, Damage] = {
    "empty": holding(b""),
    "null": holding(b"null"),
    "a list": holding(b"[]"),
    "no UTF-8": holding(b"\xff\xfe{\x00}"),
    "half": cut(0.5),
    "cut by 1 %": cut(0.99),
    "200,000 brackets": holding(b"[" * 200_000),
    "200,000 objects": holding(b'{"a":' * 200_000),
    "a lone surrogate as key": edited(lambda data: data.update({"\udfff": 1})),
    "a number of 10,000 digits": holding(b'{"schema_version": ' + b"9" * 10_000 + b"}"),
    "a version that is a word": edited(lambda data: data.update(schema_version="two")),
    "a version of tomorrow": edited(lambda data: data.update(schema_version=99)),
    "version 1 with checks of null": edited(lambda data: data.update(schema_version=1, checks=None)),
    "no score": edited(lambda data: data.pop("score") and None),
    "a score of NaN": edited(lambda data: data["score"].update(coverage="much")),
    "checks null": edited(lambda data: data.update(checks=None)),
    "an unknown outcome": edited(lambda data: data["checks"][0].update(outcome="fine")),
    "a message of no template": edited(lambda data: data["checks"][0].update(reason={"id": 1})),
    "zeros": zeros(0.2, 500),
}


def test_half_a_character_in_results_does_no_harm(whole: Path, tmp_path: Path) -> None:
    shutil.copyfile(whole / "results.json", tmp_path / "results.json")
    edited(lambda data: data["target"].update(name="Acme \ud800"))(tmp_path / "results.json")
    result = auditor("report", tmp_path, "--format", "json,html,junit,md")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("name", RESULTS)
def test_damaged_results_are_told_in_a_line(name: str, whole: Path, tmp_path: Path) -> None:
    for file in ("snapshot.sqlite", "results.json"):
        shutil.copyfile(whole / file, tmp_path / file)
    RESULTS[name](tmp_path / "results.json")
    assert "results.json" in told_in_a_line(auditor("report", tmp_path, "--format", "json,html,junit"))
