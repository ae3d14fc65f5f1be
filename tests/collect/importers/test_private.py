"""Private conversations: read only where that is allowed, and kept without words, names and addresses."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.analysis.conversations.metrics.measure import Setting, measure
from auditor.analysis.conversations.metrics.words import read_words
from auditor.cli.commands import main
from auditor.collect.importers import private, trial
from auditor.collect.importers.private import Veil
from auditor.collect.importers.table import IMPORTERS
from auditor.config.schema import ConversationSettings, Settings, TargetSettings
from auditor.model import Post, PostKind
from auditor.plugins import watch
from auditor.text.posts.marks import reading_of
from tests.collect.importers.imported import stored

EXPORTS = Path(__file__).parent / "exports"
PRIVATE = sorted(path for path in EXPORTS.glob("*/*") if IMPORTERS[path.parent.name].private)
AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
NAMED = "ann.example@mail.example"


def settings(path: Path, **said: object) -> Settings:
    one = ConversationSettings(path=str(path), **said)  # type: ignore[arg-type]
    return Settings(target=TargetSettings(site="acme.example"), conversations=(one,))


@pytest.mark.parametrize("path", PRIVATE, ids=lambda path: path.relative_to(EXPORTS).as_posix())
def test_a_private_format_is_refused_before_anything_is_gathered(path: Path, tmp_path: Path) -> None:
    form = path.parent.name
    (told,) = trial.broken(settings(path, format=form))
    assert "\n" not in told.text
    assert "holds private conversations (" in told.text
    assert "add private = true to its section in auditor.toml" in told.text
    assert trial.broken(settings(path, format=form, private=True)) == []
    posts, _, problems = stored(tmp_path, {"path": str(path), "format": form})
    assert (posts, len(problems)) == ([], 1)


@pytest.mark.parametrize("path", PRIVATE, ids=lambda path: path.relative_to(EXPORTS).as_posix())
def test_of_a_private_export_no_words_and_names_get_into_the_snapshot(path: Path, tmp_path: Path) -> None:
    """The fixtures of private formats are about Ann Example, whose parcel is lost."""
    posts, channels, problems = stored(
        tmp_path,
        {"path": str(path), "format": path.parent.name, "private": True, "account": "acme", "brand": ["Acme Help"]},
    )
    assert posts
    assert problems == []
    assert {post.kind for post in posts} == {PostKind.DIRECT}
    assert {post.by_brand for post in posts} == {True, False}
    assert all(post.marks for post in posts if not (post.by_brand and path.parent.name == "zendesk-tickets"))
    assert not any(post.text or post.url or post.urls or post.lang for post in posts)
    kept = b"".join(file.read_bytes() for file in (tmp_path / "run").iterdir()).lower()
    for word in (b"ann", b"example.com", b"parcel", b"44207946"):
        assert word not in kept.replace(b"channel", b"").replace(b"cannot", b"").replace(b"planned", b""), word
    assert all(not channel.url for channel in channels)


@pytest.mark.parametrize(
    "name",
    [
        "mail/support.mbox",
        "whatsapp/WhatsApp Chat with Ann Example.txt",
        "zendesk-json/tickets.json",
        "slack/acme-export",
        "facebook-messages/facebook-acme",
    ],
)
def test_what_is_kept_is_enough_for_the_share_of_answers_and_their_time(name: str, tmp_path: Path) -> None:
    posts, channels, _ = stored(tmp_path, {"path": str(EXPORTS / name), "private": True})
    later = AT + timedelta(days=30)
    windows = tuple(replace(one, until=later) for one in channels)  # else the deadlines lie beyond the last message
    found = measure(posts, Setting(later, channels=windows, read=read_words)).channels[0]
    assert found.answered_ever.hits == found.answered_ever.n > 0
    assert round(found.first_reply.median or 0) == 30 * 60


def test_not_even_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "WhatsApp Chat with Ann Example.txt").write_text("25/02/2026, 10:01 - Ann Example joined\n")
    said = {"path": "WhatsApp Chat with Ann Example.txt", "format": "whatsapp", "private": True}
    _, _, (problem,) = stored(tmp_path, said)
    assert problem == (
        "Entry 1 under [[conversations]] in auditor.toml, a file of private conversations, was not imported; "
        "`auditor import auditor.toml` says why."
    )


HEADLESS = "Ann Example,2026-03-02 10:00,Where is my parcel?\n"


@pytest.mark.parametrize("said", [{"private": True}, {"private": True, "format": "zendesk"}, {"kind": "direct"}, {}])
@pytest.mark.parametrize(
    "name", ["Ann Example.csv", "Ann Example.zip", "WhatsApp Chat with Ann Example.txt", "Ann Example"]
)
def test_nothing_of_a_file_that_cannot_be_imported_gets_into_the_run_folder(
    name: str, said: dict[str, object], tmp_path: Path
) -> None:
    """Neither its name, nor those of files in it, nor what stands where its columns should be named."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as packed:
            packed.writestr("Ann Example.zip", "x")
            packed.writestr("Ann Example.html", "x")
    elif name.endswith(".txt"):
        (tmp_path / name).write_text(
            "25/02/2026, 10:01 - Ann Example: Hello\n25/02/2026, 10:02 - Ann Example: Hello?\n"
        )
        said = {**said, "time_format": "Ann Example"} if said.get("private") else said
    elif name.endswith(".csv"):
        (tmp_path / name).write_text(HEADLESS)
    _, channels, problems = stored(tmp_path, {"path": name, **said})
    assert channels == []
    (problem,) = problems
    assert "Ann" not in problem
    assert problem.startswith("Entry 1 under [[conversations]] in auditor.toml, a file ")
    if said or name.endswith(".txt"):
        assert problem.startswith(
            "Entry 1 under [[conversations]] in auditor.toml, a file of private conversations, was"
        )


def test_what_a_broken_importer_says_of_a_file_that_may_be_private_is_not_kept() -> None:
    broke = watch.Broke("importer csv failed: ValueError: Ann Example")
    broke.__cause__ = ValueError("Ann Example")
    doing = "reading Ann Example.csv"
    kept = private.fault(IMPORTERS["csv"], ConversationSettings(path="Ann Example.csv"), doing, broke)
    assert kept == "importer csv failed: ValueError (reading a file that may hold private conversations)"
    public = ConversationSettings(path="Ann Example.csv", kind="mention")
    assert private.fault(IMPORTERS["csv"], public, doing, broke).endswith("Ann Example (reading Ann Example.csv)")


@pytest.mark.parametrize(
    "damage", [lambda body: body[: len(body) // 2], lambda _: b"{", lambda body: body.replace(b"177", b"9")]
)
def test_no_name_of_a_file_inside_is_told(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    for file in (EXPORTS / "facebook-messages").rglob("*.json"):
        copy = tmp_path / "export" / file.relative_to(EXPORTS / "facebook-messages")
        copy.parent.mkdir(parents=True)
        copy.write_bytes(damage(file.read_bytes()))
    said = {"path": "export", "format": "facebook-messages", "private": True}
    _, channels, problems = stored(tmp_path, said)
    told = [*problems, *(str(channel.cut) for channel in channels)]
    assert any(told)
    assert not any("ann" in one.lower() or "zoe" in one.lower() for one in told)


def test_what_was_said_to_be_public_needs_no_leave(tmp_path: Path) -> None:
    path = EXPORTS / "zendesk" / "tickets.csv"
    assert trial.broken(settings(path, kind="mention", account="acme")) == []
    posts, _, _ = stored(tmp_path, {"path": str(path), "kind": "mention", "account": "acme"})
    assert any(post.text for post in posts)


def test_what_is_said_to_be_private_needs_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,created_at,author,text\n1,2026-03-02T10:00Z,ann,Hello?\n")
    assert "holds private" in trial.broken(settings(tmp_path / "a.csv", kind="direct", account="acme"))[0].text
    assert trial.broken(settings(tmp_path / "a.csv", account="acme")) == []


def test_private_rows_among_public_ones_are_left_out_unless_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": "1", "created_at": "2026-03-02T10:00Z", "text": "Hello?", "kind": "mention"}\n'
        '{"id": "2", "created_at": "2026-03-02T10:00Z", "text": "Secret?", "kind": "direct"}\n'
    )
    said = {"path": "a.jsonl", "platform": "x", "account": "acme"}
    posts, (channel,), _ = stored(tmp_path, said)
    assert [post.text for post in posts] == ["Hello?"]
    assert channel.skipped == {"private, and private = true is not set": 1}
    posts, _, _ = stored(tmp_path / "again", {**said, "path": str(tmp_path / "a.jsonl"), "private": True})
    assert [(post.text, bool(post.marks)) for post in posts] == [("Hello?", False), ("", True)]


def veiled(key: bytes = b"key", **said: object) -> Post:
    return Veil(key).over(post(**said), "help")


def ids(folder: Path, *names: str) -> list[list[str]]:
    """Return ids, conversations and what is answered of all posts that files of private messages bring."""
    said = ({"path": name, "platform": "crm", "account": "acme", "kind": "direct", "private": True} for name in names)
    posts, _, problems = stored(folder, *said)
    assert problems == []
    return sorted([one.id, one.thread_id, one.parent_id] for one in posts)


def numbered(*numbers: str) -> str:
    rows = (f"{n},2026-03-02 10:00,ann,Where is {n}?,447700900{n},\n" for n in numbers)
    return "id,created_at,author,text,thread_id,parent_id\n" + "".join(rows)


def test_ids_hang_on_what_the_private_files_hold(tmp_path: Path) -> None:
    for folder in ("here", "there", "elsewhere"):
        (tmp_path / folder).mkdir()
    (tmp_path / "here" / "a.csv").write_text(numbered("461", "462"))
    (tmp_path / "there" / "called otherwise.csv").write_text(numbered("461", "462"))
    (tmp_path / "elsewhere" / "a.csv").write_text(numbered("461", "463"))
    here = ids(tmp_path / "here", "a.csv")
    assert here == ids(tmp_path / "there", "called otherwise.csv"), "the same on every machine"
    assert len({one for row in here for one in row}) == 5, "two messages, two conversations, and nothing answered"
    elsewhere = ids(tmp_path / "elsewhere", "a.csv")
    assert {row[0] for row in here}.isdisjoint(row[0] for row in elsewhere)


def test_what_two_private_files_hold_counts_once_in_a_visit_taken_up_again_too(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(numbered("461", "462"))
    (tmp_path / "b.csv").write_text(numbered("462", "463"))
    assert len(ids(tmp_path, "a.csv")) == 2
    assert len(ids(tmp_path, "a.csv", "b.csv")) == 3, "not the two of before besides"


def test_where_private_rows_may_stand_the_file_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "Ann Example.csv").write_text(
        "id,created_at,author,text,kind,direction\n1,2026-03-02 10:00,ann,Where is it?,dm,in\n2,2026-03-02 10:00,ann,Hello?,mention,in\n"
    )
    said = {"path": "Ann Example.csv", "format": "csv", "platform": "x"}
    posts, (channel,), _ = stored(tmp_path, {**said, "private": True}, name="Acme")
    assert ({post.account for post in posts}, channel.account, channel.url) == ({"Acme"}, "Acme", "")
    (tmp_path / "again").mkdir()
    posts, (channel,), _ = stored(tmp_path / "again", {**said, "path": str(tmp_path / "Ann Example.csv")})
    assert (channel.account, channel.url, len(posts)) == ("Ann Example", "Ann Example.csv", 1), (
        "of public posts it may be"
    )


def test_a_private_row_is_of_the_account_that_the_file_is_of(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,created_at,author,text,account\n1,2026-03-02 10:00,ann,Where?,Ann Example\n")
    said = {"path": "a.csv", "format": "csv", "platform": "crm", "kind": "direct", "private": True}
    (post,), _, _ = stored(tmp_path, said, name="Acme")
    assert post.account == "Acme"


def test_a_channel_of_discord_is_private_unless_it_is_said_to_be_public(tmp_path: Path) -> None:
    (path,) = (EXPORTS / "discord").iterdir()
    assert "holds private conversations" in trial.broken(settings(path))[0].text
    assert trial.broken(settings(path))[0].text.endswith('If they were public, add kind = "mention" instead.')
    posts, _, _ = stored(tmp_path, {"path": str(path), "private": True, "account": "acme"})
    assert {post.kind for post in posts} == {PostKind.DIRECT}
    assert not any(post.text for post in posts)
    (tmp_path / "public").mkdir()
    posts, _, _ = stored(tmp_path / "public", {"path": str(path), "kind": "mention", "account": "acme"})
    assert {post.kind for post in posts} == {PostKind.MENTION, PostKind.POST}


def post(**said: object) -> Post:
    told = {"id": "<17@mail.example>", "author": NAMED, "thread_id": NAMED, **said}
    return Post("mail", "help", created_at=AT, **told)  # type: ignore[arg-type]


def test_a_customer_stays_the_same_one_within_a_conversation_only() -> None:
    one, again, elsewhere = (veiled(thread_id=thread) for thread in ("1", "1", "2"))
    assert one.author == again.author != elsewhere.author
    other = veiled(key=b"other", thread_id="1")
    assert other.author != one.author, "nobody can find out whether a name was among them"
    assert veiled(by_brand=True).author == "help"


def test_ids_that_may_name_somebody_are_made_over() -> None:
    for id_ in (NAMED, "447700900461", "501", "7f9c24e5-1a2b-4c3d-8e4f-123456789abc", "made-0123456789abcdef0123"):
        kept, again, elsewhere = veiled(id=id_), veiled(parent_id=id_), veiled(key=b"other", id=id_)
        assert id_ not in repr(kept)
        assert kept.id == again.parent_id, "what answers it still does"
        assert kept.id != elsewhere.id, "nobody finds out by trying what it was"
    assert veiled(thread_id="").thread_id == ""


def test_words_are_read_before_they_go() -> None:
    asked, rude = veiled(text="Where is my parcel?"), veiled(text="You are an idiot.", by_brand=True)
    assert reading_of(asked.marks).wants_answer >= 0.5
    assert reading_of(rude.marks).hostile == ("insult",)
    assert (asked.text, rude.text) == ("", "")


def test_what_is_tried_out_is_kept_as_little(tmp_path: Path) -> None:
    path = EXPORTS / "whatsapp" / "_chat.txt"
    (tried,) = trial.trials(settings(path, private=True, brand=["Acme Help"]))
    assert tried.first
    assert "Ann" not in repr(tried.first)
    assert not any(post.text for post in tried.first)


@pytest.mark.parametrize("command", ["run", "import"])
def test_the_program_leaves_with_one_line_and_exit_code_2(tmp_path: Path, command: str) -> None:
    path = EXPORTS / "whatsapp" / "_chat.txt"
    (tmp_path / "auditor.toml").write_text(
        f"[target]\nsite = 'https://acme.example'\n[[conversations]]\npath = '{path}'\n"
    )
    result = CliRunner().invoke(
        main,
        [command, str(tmp_path / "auditor.toml"), *(["--output", str(tmp_path / "run")] if command == "run" else [])],
    )
    assert result.exit_code == 2
    assert result.output.count("holds private conversations (WhatsApp") == 1
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    "word",
    [
        "Private note",
        "Direktnachricht",
        "Message privé",
        "Mensaje directo",
        "Messaggio privato",
        "Privébericht",
        "wiadomość prywatna",
    ],
)
def test_rows_are_private_in_seven_languages(word: str, tmp_path: Path) -> None:
    (tmp_path / "talk.csv").write_text(
        f"id,created_at,author,text,kind,direction\n1,2026-03-02 10:00,ann,Where is it?,{word},in\n2,2026-03-02 10:00,ann,Hello?,mention,in\n"
    )
    posts, _, _ = stored(tmp_path, {"path": "talk.csv", "format": "csv", "platform": "x"})
    assert [post.text for post in posts] == ["Hello?"]
