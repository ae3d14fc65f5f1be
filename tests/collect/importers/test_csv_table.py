"""Tables with a mapping in auditor.toml, good ones and bad ones."""

from __future__ import annotations

import codecs
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.collect.importers.base import ImportProblem
from auditor.collect.importers.table import IMPORTERS
from auditor.model import Post, PostKind
from tests.collect.importers.imported import read, request, rows_of, stored

COLUMNS = {"text": "Message", "created_at": "Date", "author": "From"}
WIDE = {**COLUMNS, "direction": "Direction", "thread": "Thread", "parent": "Parent", "id": "Id", "url": "Link"}
SAID: dict[str, Any] = {"platform": "x", "account": "acme", "columns": COLUMNS}
HEAD = "Date,From,Message\n"


def write(folder: Path, body: str | bytes, name: str = "inbox.csv") -> Path:
    path = folder / name
    path.write_bytes(body.encode() if isinstance(body, str) else body)
    return path


def texts(posts: list[Post]) -> list[str]:
    return [post.text for post in posts]


def test_every_mapped_column_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "Id,Date,From,Direction,Thread,Parent,Message,Link,Stars\n"
        "1,2026-03-02T10:00:00Z,@ann,IN,t1,,Where is my parcel? https://acme.example/track.,https://x.example/1,\n"
        "2,2026-03-02T10:30:00Z,acme,OUT,t1,1,On its way.,https://x.example/2,\n",
    )
    said = {**SAID, "columns": {**WIDE, "rating": "Stars"}, "inbound": ["in"], "outbound": ["out"]}
    (question, answer), skips = read(path, "csv", **said)
    assert skips == []
    assert question == Post(
        platform="x",
        account="acme",
        id="1",
        created_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        text="Where is my parcel? https://acme.example/track.",
        author="ann",
        kind=PostKind.MENTION,
        thread_id="t1",
        urls=("https://acme.example/track",),
        url="https://x.example/1",
        source="csv",
    )
    assert (answer.by_brand, answer.kind, answer.parent_id, answer.author) == (True, PostKind.REPLY, "1", "acme")


@pytest.mark.parametrize(
    ("id", "parent", "kept"),
    [
        ("18", "https://x.com/ann/status/17", "17"),
        ("18", "https://x.com/ann/status/17/?s=20#top", "17"),
        ("18", "https://x.com/", ""),
        ("https://x.com/acme/status/18", "https://x.com/ann/status/17", "https://x.com/ann/status/17"),
        ("18", "17", "17"),
    ],
)
def test_what_a_post_answers_may_be_told_by_its_address(tmp_path: Path, id: str, parent: str, kept: str) -> None:
    path = write(tmp_path, f"Id,Date,From,Parent,Message\n{id},2026-03-02T10:30:00Z,acme,{parent},On its way.\n")
    columns = {name: column for name, column in WIDE.items() if name in {*COLUMNS, "id", "parent"}}
    ((post,), _) = read(path, "csv", **{**SAID, "columns": columns})
    assert (post.id, post.parent_id) == (id, kept)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiter_and_encoding_are_told_apart(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = (
        ("Date", "From", "Message"),
        ("2026-03-02 10:00", "Zoë", "Grüße, alle; hallo"),
        ("2026-03-02 11:00", "acme", "Hallo"),
    )
    body = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    posts, skips = read(write(tmp_path, body.encode(encoding)), "csv", **SAID)
    assert [(post.author, post.text) for post in posts] == [("Zoë", "Grüße, alle; hallo"), ("acme", "Hallo")]
    assert skips == []


def test_what_is_above_the_header_is_passed_over(tmp_path: Path) -> None:
    body = f'sep=;\n\n"Inbox report; January"\nPeriod;2026-01\n{HEAD.replace(",", ";")}2026-03-02 10:00;ann;Hello?\n'
    assert texts(read(write(tmp_path, body), "csv", **SAID)[0]) == ["Hello?"]


def test_names_of_columns_are_compared_as_people_read_them(tmp_path: Path) -> None:
    body = "message_text,CREATED AT,from-name\nHello?,2026-03-02 10:00,ann\n"
    columns = {"text": "Message Text", "created_at": "Created at", "author": "From (name)"}
    assert texts(read(write(tmp_path, body), "csv", **{**SAID, "columns": columns})[0]) == ["Hello?"]


def test_columns_named_like_fields_need_no_mapping(tmp_path: Path) -> None:
    body = (
        "id,created_at,author,by_brand,text\n1,2026-03-02T10:00Z,ann,false,Hello?\n2,2026-03-02T11:00Z,acme,True,Hi\n"
    )
    posts, _ = read(write(tmp_path, body), "csv")
    assert [post.by_brand for post in posts] == [False, True]


def test_a_column_called_inbound_says_what_its_yes_means(tmp_path: Path) -> None:
    body = "tweet_id,author_id,inbound,created_at,text,in_reply_to_tweet_id\n1,115712,True,Tue Oct 31 22:10:47 +0000 2017,@acme help?,\n2,acme,False,Tue Oct 31 22:11:45 +0000 2017,@115712 DM us,1.0\n"
    columns = {"id": "tweet_id", "author": "author_id", "direction": "inbound", "parent": "in_reply_to_tweet_id"}
    posts, _ = read(write(tmp_path, body), "csv", **{**SAID, "columns": columns})
    assert [(post.by_brand, post.parent_id) for post in posts] == [(False, ""), (True, "1")]


# ---------------------------------------------------------------------------------------------------------------- whose it is


def test_without_a_direction_handles_and_names_tell_the_companys_posts(tmp_path: Path) -> None:
    body = f"{HEAD}2026-03-02 10:00,ann,Hello?\n2026-03-02 10:10,@ACME,Hi\n2026-03-02 10:20,Bo Support,Hi\n"
    posts, _ = read(write(tmp_path, body), "csv", **SAID, brand=["bo support"])
    assert [post.by_brand for post in posts] == [False, True, True]


def test_a_direction_that_nobody_explained_is_counted(tmp_path: Path) -> None:
    body = "Date,Message,Way\n2026-03-02 10:00,Hello?,in\n2026-03-02 10:00,Hello?,sideways\n"
    columns = {"text": "Message", "created_at": "Date", "direction": "Way"}
    posts, skips = read(write(tmp_path, body), "csv", **{**SAID, "columns": columns})
    assert (len(posts), [(skip.reason, skip.where) for skip in skips]) == (1, [("direction not understood", "line 3")])


def test_when_nothing_tells_whose_it_is_the_line_says_how_to_mend_it(tmp_path: Path) -> None:
    path = write(tmp_path, "Date,Message\n2026-03-02 10:00,Hello?\n")
    columns = {"text": "Message", "created_at": "Date"}
    with pytest.raises(
        ImportProblem, match=r"inbox.csv: nothing tells the company's posts from those of others. Name the column"
    ):
        rows_of(path, "csv", platform="x", account="acme", columns=columns)
    posts, _ = read(path, "csv", platform="x", account="acme", columns=columns, kind="mention")
    assert [(post.by_brand, post.kind) for post in posts] == [(False, PostKind.MENTION)]


def test_a_table_with_one_side_only_says_that_it_has_no_other(tmp_path: Path) -> None:
    asked = request(write(tmp_path, f"{HEAD}2026-03-02T10:00Z,ann,Hello?\n"), "csv", **SAID)
    list(IMPORTERS["csv"].read(asked))
    assert asked.unseen == {"replies", "threads", "automation"}


# ---------------------------------------------------------------------------------------------------------------- bad input


def test_wrong_column_names_list_those_of_the_file_and_the_nearest(tmp_path: Path) -> None:
    path = write(tmp_path, "Date,From,Message\n2026-03-02 10:00,ann,Hello?\n")
    with pytest.raises(ImportProblem) as caught:
        rows_of(path, "csv", **{**SAID, "columns": {**COLUMNS, "text": "Mesage"}})
    assert str(caught.value) == (
        f"{path} has no column 'Mesage' (columns.text in auditor.toml). Did you mean 'Message'? Its columns: Date, From, Message."
    )


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            "Ann Example,2026-03-02 10:00,Where is my parcel?\nBob Example,2026-03-02 11:00,Hello?\n",
            "Its first row has 3 cells. None of them is the usual name of a column; does it have a row of headings?",
        ),
        (
            "Ann Example,ann@post.example,Where is it?\nBob,bob@post.example,Hello?\n",
            "Its first row has 3 cells. None of them is the usual name of a column; does it have a row of headings?",
        ),
        ("Ann Example,Author\nBob,Zoe\n", "Its first row has 2 cells. Usual names of columns among them: author."),
    ],
)
@pytest.mark.parametrize("columns", [{}, {"text": "Mesage"}])
def test_of_a_first_row_that_may_be_a_post_no_cell_is_told(
    rows: str, told: str, columns: dict[str, str], tmp_path: Path
) -> None:
    with pytest.raises(ImportProblem) as caught:
        rows_of(write(tmp_path, rows), "csv", columns=columns)
    assert told in str(caught.value)
    assert not any(word in str(caught.value) for word in ("Ann", "ann@", "parcel"))


def test_an_optional_column_that_is_not_there_is_told_as_well(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEAD}2026-03-02 10:00,ann,Hello?\n")
    with pytest.raises(ImportProblem, match=r"has no column 'Conversation' \(columns.thread in auditor.toml\)"):
        rows_of(path, "csv", **{**SAID, "columns": {**COLUMNS, "thread": "Conversation"}})


def test_without_a_mapping_the_line_says_how_to_write_one(tmp_path: Path) -> None:
    path = write(tmp_path, "Created,From,Message\n2026-03-02 10:00,ann,Hello?\n")
    with pytest.raises(ImportProblem) as caught:
        rows_of(path, "csv")
    assert str(caught.value) == (
        f"{path}: no column was found for text, created_at. Its columns: Created, From, Message. "
        "Name them in auditor.toml: columns = { text = 'Message', created_at = 'Created' }"
    )


@pytest.mark.parametrize("body", [b"", b"\n \r\n", codecs.BOM_UTF8])
def test_an_empty_file_is_a_problem(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(ImportProblem, match=r"inbox.csv is empty; export it again"):
        rows_of(write(tmp_path, body), "csv", **SAID)


def test_a_header_alone_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, HEAD)
    posts, channels, problems = stored(tmp_path, {"path": "inbox.csv", "kind": "mention", **SAID})
    assert (posts, channels) == ([], [])
    assert problems == ["inbox.csv holds no posts; export it again, for a longer time if need be."]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("inbox.xlsx", "save it again, or as CSV"),
        ("inbox.xls", "save it as .xlsx or CSV"),
        ("inbox.csv.gz", "unpack it and name the file or folder"),
    ],
)
def test_files_of_another_kind_are_told_from_tables(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(ImportProblem, match=words):
        rows_of(write(tmp_path, b"PK\0\1\2", name), "csv", **SAID)


def test_junk_is_one_short_line(tmp_path: Path) -> None:
    for body in (b'\0,\x1b[2J,"a\nb"\n' * 100, b"," * 9_000_000, b"x" * 9_000_000, bytes(range(256)) * 100):
        with pytest.raises(ImportProblem) as caught:
            rows_of(write(tmp_path, body), "csv", **SAID)
        line = str(caught.value)
        assert line.isprintable()
        assert len(line) < 2_500


def test_days_and_months_are_told_apart_over_all_rows(tmp_path: Path) -> None:
    early = "".join(f"4/{1 + n % 12}/17 22:11,ann,message {n}\n" for n in range(6_000))
    posts, skips = read(
        write(tmp_path, f"{HEAD}{early}4/31/17 1:00,x,no such day\n10/31/17 22:11,bob,last\n"), "csv", **SAID
    )
    assert posts[0].created_at == datetime(2017, 4, 1, 22, 11, tzinfo=UTC)
    assert posts[-1].created_at == datetime(2017, 10, 31, 22, 11, tzinfo=UTC)
    assert [skip.reason for skip in skips] == ["date missing or not understood"]


def test_dates_that_could_be_either_are_refused_until_somebody_says(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEAD}4/5/2026 10:00,ann,Hello?\n6/7/2026 10:00,ann,Hello?\n")
    with pytest.raises(
        ImportProblem, match=r"every date in 'Date' could be day or month first.*time_format = \"day-first\""
    ):
        rows_of(path, "csv", **SAID)
    posts, _ = read(path, "csv", **SAID, time_format="day-first")
    assert [post.created_at.month for post in posts] == [5, 7]


def test_dates_of_both_orders_are_refused_until_somebody_says(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEAD}13/5/2026 10:00,ann,a\n5/14/2026 10:00,ann,b\n3/5/2026 10:00,ann,c\n")
    with pytest.raises(ImportProblem, match="some dates in 'Date' can only be day first, others only month first"):
        rows_of(path, "csv", **SAID)
    posts, skips = read(path, "csv", **SAID, time_format="month-first")
    assert (texts(posts), len(skips)) == (["b", "c"], 1)


def test_other_mixed_formats_are_read_row_by_row(tmp_path: Path) -> None:
    dates = (
        "2026-03-02T10:00:00Z",
        "1772445600",
        "1772445600000",
        "Mon, 2 Mar 2026 10:00:00 GMT",
        "02.03.2026 10:00",
        "never",
        "",
    )
    body = HEAD + "".join(f'"{date}",ann,message {n}\n' for n, date in enumerate(dates))
    posts, skips = read(write(tmp_path, body), "csv", **SAID)
    assert {post.created_at for post in posts} == {datetime(2026, 3, 2, 10, tzinfo=UTC)}
    assert (len(posts), len(skips)) == (5, 2)


def test_without_a_zone_the_channel_says_so_unless_one_is_configured(tmp_path: Path) -> None:
    write(tmp_path, f"{HEAD}2026-07-02 10:00,ann,Hello?\n2026-07-02 11:00,acme,Hi\n")
    posts, (channel,), _ = stored(tmp_path, {"path": "inbox.csv", **SAID})
    assert posts[0].created_at == datetime(2026, 7, 2, 10, tzinfo=UTC)
    assert "time-zone" in channel.cannot_see
    posts, (channel,), _ = stored(
        tmp_path / "x", {"path": str(tmp_path / "inbox.csv"), **SAID, "timezone": "Europe/Berlin"}
    )
    assert posts[0].created_at == datetime(2026, 7, 2, 8, tzinfo=UTC)
    assert "time-zone" not in channel.cannot_see
    assert channel.timezone == "Europe/Berlin"


def test_bare_line_ends_in_texts(tmp_path: Path) -> None:
    body = "Date,Message,From\n2026-03-02 10:00,Hello\nis anybody there?\nplease,ann\n2026-03-02 11:00,Hi,acme\n"
    posts, skips = read(write(tmp_path, body), "csv", **SAID)
    assert (texts(posts), skips) == (["Hello\nis anybody there?\nplease", "Hi"], [])


def test_rows_with_too_few_and_too_many_fields_are_counted(tmp_path: Path) -> None:
    body = f"{HEAD}2026-03-02 10:00,ann,one, two, three\n2026-03-02 11:00,acme,good\nfoo,bar\n2026-03-02 12:00,bob,good too\n"
    posts, skips = read(write(tmp_path, body), "csv", **SAID)
    assert texts(posts) == ["good", "good too"]
    assert [(skip.reason, skip.where) for skip in skips] == [
        ("too many fields", "line 2"),
        ("too few fields", "line 4"),
    ]


def test_empty_texts_are_counted(tmp_path: Path) -> None:
    posts, skips = read(write(tmp_path, f"{HEAD}2026-03-02 10:00,ann,  \n"), "csv", **SAID)
    assert (posts, [skip.reason for skip in skips]) == ([], ["empty"])


def test_ids_that_a_spreadsheet_spoiled(tmp_path: Path) -> None:
    body = "Id,Date,From,Message\n123.0,2026-03-02 10:00,ann,a\n1.24E+18,2026-03-02 10:00,ann,b\n1.24E+18,2026-03-02 11:00,ann,c\n,2026-03-02 11:00,ann,d\n"
    posts, _ = read(write(tmp_path, body), "csv", **{**SAID, "columns": {**COLUMNS, "id": "Id"}})
    assert posts[0].id == "123"
    assert len({post.id for post in posts}) == 4, "rounded ids would have made one post of two"


def test_made_up_ids_are_the_same_in_every_export(tmp_path: Path) -> None:
    row = "2026-03-02 10:00,ann,Hello?\n"
    one, _ = read(write(tmp_path, f"{HEAD}{row}"), "csv", **SAID)
    other, _ = read(write(tmp_path, f"{HEAD}2026-03-01 10:00,bob,Earlier\n{row}", "b.csv"), "csv", **SAID)
    assert one[0].id == other[1].id


def test_several_accounts_in_one_table(tmp_path: Path) -> None:
    write(
        tmp_path,
        "Date,From,Message,Page\n2026-03-02 10:00,ann,Hello?,one\n2026-03-02 10:00,acme,Hi,two\n2026-03-02 10:00,bob,Hello?,\n",
    )
    _, channels, _ = stored(tmp_path, {"path": "inbox.csv", **SAID, "columns": {**COLUMNS, "account": "Page"}})
    assert [(channel.account, channel.posts) for channel in channels] == [("acme", 1), ("one", 1), ("two", 1)]


def test_hostile_cells(tmp_path: Path) -> None:
    invisible = "\u200b" * 5_000
    body = f'{HEAD}2026-03-02 10:00,"\u202eann\0","{invisible}hi\0"\n2026-03-02 10:00,{"a" * 100_000},{"http://" * 10_000}\n'
    posts, skips = read(write(tmp_path, body), "csv", **SAID)
    assert (len(posts), skips) == (2, [])


# ---------------------------------------------------------------------------------------------------------------------- reviews


@pytest.mark.parametrize(
    ("head", "platform", "marks", "stars"),
    [
        ("Rating", "booking", "1 2 3 4", [0.5, 1.0, 1.5, 2.0]),
        ("Rating", "shop", "1 2 3 4", [1.0, 2.0, 3.0, 4.0]),
        ("Rating (1-10)", "shop", "1 2 3 4", [0.5, 1.0, 1.5, 2.0]),
        ("Score out of 10", "shop", "4 4 4 4", [2.0, 2.0, 2.0, 2.0]),
        ("Rating", "shop", "4/10 2/10 4/5 9", [2.0, 1.0, 4.0, None]),
        ("Rating", "shop", "4 8 10 7", [2.0, 4.0, 5.0, 3.5]),
        ("Rating", "shop", "40 80 100 70", [2.0, 4.0, 5.0, 3.5]),
        ("Rating", "shop", "4 5 3 9", [4.0, 5.0, 3.0, None]),
    ],
)
def test_marks_of_other_scales_become_stars(
    tmp_path: Path, head: str, platform: str, marks: str, stars: list[float | None]
) -> None:
    rows = "".join(f"r{n},2026-03-02T1{n}:00Z,{mark},Fine,Ann\n" for n, mark in enumerate(marks.split()))
    asked = request(
        write(tmp_path, f"Id,Date,{head},Review,Reviewer\n{rows}"),
        "csv",
        platform=platform,
        account="acme",
        kind="review",
        columns={"id": "Id", "created_at": "Date", "rating": head, "text": "Review", "author": "Reviewer"},
    )
    read_ = [row for row in IMPORTERS["csv"].read(asked) if isinstance(row, Post)]
    assert [row.rating for row in read_] == stars


def test_reviews_bring_their_replies(tmp_path: Path) -> None:
    body = (
        "Review ID,Review date,Rating,Title,Review,Reviewer,Reply,Reply date\n"
        "r1,2026-03-02T10:00Z,1,Never again,It broke.,Ann,Sorry! Write to us.,2026-03-03T10:00Z\n"
        "r2,2026-03-02T11:00Z,5 stars,,Fine,Bob,,\n"
        "r3,2026-03-02T12:00Z,4.5,,,Cem,,\n"
        "r4,2026-03-02T12:00Z,★★☆☆☆,,Meh,Dee,,\n"
        "r5,2026-03-02T12:00Z,80 %,,Meh,Eve,,\n"
    )
    asked = request(write(tmp_path, body), "reviews", platform="shop", account="acme")
    rows = [row for row in IMPORTERS["reviews"].read(asked) if isinstance(row, Post)]
    assert [(row.id, row.kind, row.rating) for row in rows] == [
        ("r1", PostKind.REVIEW, 1.0),
        ("r1#reply", PostKind.REPLY, None),
        ("r2", PostKind.REVIEW, 5.0),
        ("r3", PostKind.REVIEW, 4.5),
        ("r4", PostKind.REVIEW, 2.0),
        ("r5", PostKind.REVIEW, None),
    ]
    assert rows[0].text == "Never again\nIt broke."
    assert (rows[1].parent_id, rows[1].by_brand, rows[1].created_at.day) == ("r1", True, 3)
    assert "replies" not in asked.unseen
    assert {"threads", "automation"} == asked.unseen


def test_a_reply_without_a_date_stays_an_answer(tmp_path: Path) -> None:
    asked = request(
        write(tmp_path, "Date,Rating,Review,Reply\n2026-03-02T10:00Z,1,Broken,Sorry\n"), "reviews", account="acme"
    )
    rows = list(IMPORTERS["reviews"].read(asked))
    assert [row.by_brand for row in rows if isinstance(row, Post)] == [False, True]
    assert "reply-times" in asked.unseen


INBOX = (
    "Timestamp (ET),Network,Profile,Message Type,From,Message,Sent By,Permalink,Conversation ID\n"
    "03/28/2026 10:00 AM,X (Twitter),@AcmeHelp,Tweet Mention,@ann,Where is it?,,https://x.com/ann/status/1900000000000000001,k1\n"
    "03/28/2026 11:00 AM,X (Twitter),@AcmeHelp,Tweet,@AcmeHelp,On its way.,Jo,https://x.com/AcmeHelp/status/1900000000000000002,k1\n"
    "03/28/2026 12:00 PM,Facebook,Acme,Comment,bo,Hello?,,https://www.facebook.com/acme/posts/17?comment_id=4,k2\n"
    "03/28/2026 12:01 PM,Nowhere,Acme,Comment,bo,Hello?,,,k3\n"
)


def test_an_inbox_of_several_networks_is_read_network_by_network(tmp_path: Path) -> None:
    (tmp_path / "inbox.csv").write_text(INBOX)
    posts, channels, _ = stored(tmp_path, {"path": "inbox.csv", "format": "sprout", "brand": ["acmehelp"]})
    assert [(post.platform, post.account, post.by_brand) for post in posts] == [
        ("facebook", "Acme", False),
        ("sprout", "Acme", False),
        ("x", "AcmeHelp", False),
        ("x", "AcmeHelp", True),
    ]
    assert [post.id for post in posts if post.platform == "x"] == ["1900000000000000001", "1900000000000000002"]
    assert all(post.id.startswith("made-") for post in posts if post.platform != "x"), "an address of more than one"
    assert {(one.platform, one.account) for one in channels} == {
        ("x", "AcmeHelp"),
        ("facebook", "Acme"),
        ("sprout", "Acme"),
    }


def test_what_auditor_toml_says_of_the_platform_holds_for_every_row(tmp_path: Path) -> None:
    (tmp_path / "inbox.csv").write_text(INBOX)
    posts, _ = read(tmp_path / "inbox.csv", "sprout", platform="forum", account="acme")
    assert {post.platform for post in posts} == {"forum"}


def test_an_account_named_by_its_address_is_its_domain(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Review Id,Review Created (UTC),Review Content,Review Stars,Review Username,Domain Url,Company Response\n"
        "r1,2026-03-02 10:00:00,Fine,5,ann,https://www.acme.example/,Thank you!\n"
    )
    posts, _ = read(tmp_path / "a.csv", "trustpilot")
    assert [(post.account, post.by_brand) for post in posts] == [
        ("www.acme.example", False),
        ("www.acme.example", True),
    ]
