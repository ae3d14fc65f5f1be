"""Exports of X, Facebook, Instagram, LinkedIn and YouTube, in the shapes that are described of them."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.collect.importers.base import Skip
from auditor.model import PostKind
from tests.collect.importers.imported import read, stored

AT = datetime(2018, 10, 10, 20, 19, 24, tzinfo=UTC)
SECONDS = int(AT.timestamp())


def packed(folder: Path, members: dict[str, str]) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in members.items():
            file.writestr(name, body)
    return path


def laid_out(folder: Path, members: dict[str, str]) -> Path:
    for name, body in members.items():
        path = folder / "export" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8", newline="")
    return folder / "export"


def meta(thing: Any) -> str:
    """Return JSON as Meta writes it: each byte of UTF-8 as a letter."""
    return json.dumps(json.loads(json.dumps(thing, ensure_ascii=False).encode().decode("latin-1")))


# ---------------------------------------------------------------------------------------------------------------------------- X


def tweet(number: int, **said: Any) -> dict[str, Any]:
    return {
        "tweet": {
            "id_str": str(number),
            "created_at": "Wed Oct 10 20:19:24 +0000 2018",
            "full_text": f"post {number}",
            "lang": "en",
            **said,
        }
    }


def script(kind: str, part: int, *entries: Any) -> str:
    return f"window.YTD.{kind}.part{part} = {json.dumps(entries, indent=2)}"


X = {
    "data/account.js": script("account", 0, {"account": {"username": "AcmeHelp", "accountId": "77", "email": "x@acme.example"}}),
    "data/tweets.js": script(
        "tweets",
        0,
        tweet(1, entities={"urls": [{"url": "https://t.co/x", "expanded_url": "https://acme.example/a"}], "media": [{"type": "photo"}]},
              extended_entities={"media": [{"type": "photo"}, {"type": "photo"}, {"type": "video"}]}, favorite_count="4",
              source='<a href="https://mobile.twitter.com" rel="nofollow">Twitter Web &amp; App</a>'),
        tweet(2, full_text="@ann AT&amp;T &lt;3", in_reply_to_status_id_str="9", in_reply_to_user_id_str="5", in_reply_to_screen_name="ann"),
        tweet(3, created_at="soon"),
        {"tweet": {"id_str": "4"}},
        "junk",
    ),
    "data/tweets-part1.js": script("tweets", 1, tweet(5, in_reply_to_status_id_str="1", in_reply_to_user_id_str="77"), tweet(2)),
    "data/tweet-headers.js": script("tweet_headers", 0, tweet(99)),
    "data/deleted-tweets.js": script("deleted_tweets", 0, tweet(98)),
    "data/direct-messages.js": script("direct_messages", 0, {"dmConversation": {}}),
    "data/tweets_media/1-a.jpg": "x",
}  # fmt: skip


@pytest.mark.parametrize("make", [packed, laid_out])
def test_x_archive(tmp_path: Path, make: Any) -> None:
    posts, skips = read(make(tmp_path, X), "x-archive", platform="x")
    assert [post.id for post in posts] == ["1", "2", "5", "2"]
    first, reply, thread, _ = posts
    assert (first.account, first.author, first.by_brand, first.kind) == ("AcmeHelp", "AcmeHelp", True, PostKind.POST)
    assert (first.created_at, first.urls, first.images, first.likes) == (AT, ("https://acme.example/a",), 2, 4)
    assert first.url == "https://x.com/AcmeHelp/status/1"
    assert (first.client, reply.client) == ("Twitter Web & App", "")
    assert (reply.text, reply.kind, reply.parent_id) == ("@ann AT&T <3", PostKind.REPLY, "9")
    assert (thread.kind, thread.parent_id) == (PostKind.REPLY, "1")
    assert [skip.reason for skip in skips] == [
        "date missing or not understood",
        "not of the expected shape",
        "not of the expected shape",
    ]


def test_x_archive_in_the_snapshot_says_what_it_lacks(tmp_path: Path) -> None:
    packed(tmp_path, X)
    posts, (channel,), problems = stored(tmp_path, {"path": "export.zip", "format": "x-archive", "platform": "x"})
    assert (len(posts), channel.posts, problems) == (3, 3, [])
    assert channel.skipped == {"date missing or not understood": 1, "id seen before": 1, "not of the expected shape": 2}
    assert {"inbound", "threads", "direct"} <= set(channel.cannot_see)
    assert (channel.account, channel.source, channel.url, channel.since, channel.until) == (
        "AcmeHelp",
        "x-archive",
        "export.zip",
        AT,
        AT,
    )


def test_older_x_archives(tmp_path: Path) -> None:
    posts, _ = read(
        laid_out(tmp_path, {"twitter-2019/tweet.js": script("tweet", 0, tweet(1))}), "x-archive", account="@acme"
    )
    assert [(post.id, post.account) for post in posts] == [("1", "acme")]


# --------------------------------------------------------------------------------------------------------------- Facebook


FACEBOOK = {
    "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json": meta(
        [
            {"timestamp": SECONDS, "data": [{"update_timestamp": SECONDS}, {"post": "Störung in Köln 🙁 \u2013 mehr: https://acme.example/s"}]},
            {"timestamp": SECONDS, "attachments": [{"data": [{"media": {"uri": "a/b.jpg", "description": "Unser Büro"}}, {"external_context": {"url": "https://acme.example/x"}}]}]},
            {"timestamp": SECONDS, "title": "Acme updated its cover photo."},
            {"data": [{"post": "no time"}]},
            7,
        ]
    ),
    "comments_and_reactions/comments.json": meta(
        {
            "comments_v2": [
                {"timestamp": SECONDS, "data": [{"comment": {"timestamp": SECONDS, "comment": "Danke für die Geduld!", "author": "Bäcker Acme"}}], "title": "…"},
                {"timestamp": SECONDS, "data": [{"comment": {"timestamp": SECONDS, "comment": "", "author": "Acme"}}]},
            ]
        }
    ),
}  # fmt: skip


@pytest.mark.parametrize("make", [packed, laid_out])
def test_facebook(tmp_path: Path, make: Any) -> None:
    posts, skips = read(make(tmp_path, FACEBOOK), "facebook", account="acme")
    comment, first, second = sorted(posts, key=lambda post: post.kind is PostKind.POST)
    assert first.text == "Störung in Köln 🙁 \u2013 mehr: https://acme.example/s"
    assert (first.created_at, first.urls, first.by_brand) == (AT, ("https://acme.example/s",), True)
    assert (second.text, second.urls, second.images) == ("Unser Büro", ("https://acme.example/x",), 1)
    assert (comment.text, comment.author, comment.kind) == ("Danke für die Geduld!", "Bäcker Acme", PostKind.REPLY)
    assert len({post.id for post in posts}) == 3
    assert sorted(skip.reason for skip in skips) == [
        "date missing or not understood",
        "empty",
        "empty",
        "not of the expected shape",
    ]


# -------------------------------------------------------------------------------------------------------------- Instagram


INSTAGRAM = {
    "your_instagram_activity/content/posts_1.json": meta(
        [
            {"media": [{"uri": "media/1.jpg", "creation_timestamp": SECONDS, "title": "Größer!"}]},
            {"media": [{"uri": "media/2.jpg"}, {"uri": "media/3.mp4"}], "title": "Zwei", "creation_timestamp": SECONDS},
            {"media": []},
        ]
    ),
    "your_instagram_activity/comments/post_comments_1.json": meta(
        [
            {"media_list_data": [{"uri": ""}], "string_map_data": {"Comment": {"value": "Schön 💛"}, "Media Owner": {"value": "ann"}, "Time": {"timestamp": SECONDS}}},
            {"string_map_data": {"Kommentar": {"value": "Danke"}, "Medienbesitzer": {"value": "ann"}, "Zeit": {"timestamp": SECONDS}}},
            {"string_map_data": {"Comment": {"value": ""}, "Time": {"timestamp": SECONDS}}},
            {"string_map_data": []},
        ]
    ),
    "your_instagram_activity/comments/reels_comments.json": meta(
        {"comments_reels_comments": [{"string_map_data": {"Comment": {"value": "Ja"}, "Time": {"timestamp": SECONDS}}}]}
    ),
}  # fmt: skip


@pytest.mark.parametrize("make", [packed, laid_out])
def test_instagram(tmp_path: Path, make: Any) -> None:
    posts, skips = read(make(tmp_path, INSTAGRAM), "instagram", account="acme")
    assert sorted((post.text, post.kind.value, post.images) for post in posts) == [
        ("Danke", "reply", None),
        ("Größer!", "post", 1),
        ("Ja", "reply", None),
        ("Schön 💛", "reply", None),
        ("Zwei", "post", 1),
    ]
    assert {post.created_at for post in posts} == {AT}
    assert sorted(skip.reason for skip in skips) == [
        "date missing or not understood",
        "date missing or not understood",
        "empty",
    ]


# --------------------------------------------------------------------------------------------------------------- LinkedIn


LINKEDIN = {
    "Shares.csv": (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\r\n"
        '2018-10-10 20:19:24,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A123,"We are hiring""\n""""\n""Look: ""https://acme.example/j""",,,MEMBER_NETWORK\r\n'
        "2018-10-10 20:19:24,https://www.linkedin.com/feed/update/urn%3Ali%3AugcPost%3A124,Plain,,,MEMBER_NETWORK\r\n"
        "2018-10-10 20:19:24,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A125,,https://acme.example,,MEMBER_NETWORK\r\n"
    ),
    "Comments.csv": (
        "Date,Link,Message\r\n"
        '2018-10-10 20:19:24,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A999,"They said \\"thanks, all\\" to us"\r\n'
    ),
    "Connections.csv": "First Name,Last Name\r\nAnn,Example\r\n",
}


@pytest.mark.parametrize("make", [packed, laid_out])
def test_linkedin(tmp_path: Path, make: Any) -> None:
    posts, skips = read(make(tmp_path, LINKEDIN), "linkedin", account="acme")
    (comment,) = [post for post in posts if post.kind is PostKind.REPLY]
    assert (comment.text, comment.parent_id) == ('They said "thanks, all" to us', "999")
    shares = [post for post in posts if post.kind is PostKind.POST]
    assert [(post.id, post.text) for post in shares] == [
        ("123", 'We are hiring\n\nLook: "https://acme.example/j"'),
        ("124", "Plain"),
    ]
    assert all(post.by_brand and post.created_at == AT for post in posts)
    assert skips == [Skip("empty", "line 6")]


def test_linkedin_has_no_zone(tmp_path: Path) -> None:
    packed(tmp_path, LINKEDIN)
    _, (channel,), _ = stored(tmp_path, {"path": "export.zip", "format": "linkedin", "account": "acme"})
    assert {"time-zone", "inbound"} <= set(channel.cannot_see)
    assert "replies" not in channel.cannot_see


# ---------------------------------------------------------------------------------------------------------------- YouTube


YOUTUBE = {
    "Takeout/YouTube and YouTube Music/comments/comments.csv": (
        "Comment ID,Channel ID,Comment create timestamp,Price,Parent comment ID,Post ID,Video ID,Comment text,Top-level comment ID\n"
        'Ug1,UC1,2018-10-10T20:19:24.123456+00:00,0,,,vid1,"{""text"":""Thanks, ""},{""text"":""ann""}",\n'
        'Ug1.2,UC1,2018-10-10T20:19:24+00:00,0,Ug1,,vid1,"{""text"":""See https://acme.example/h""}",Ug1\n'
        "Ug3,UC1,2018-10-10T20:19:24+00:00,0,,,vid1,plain,\n"
    ),
    "Takeout/YouTube and YouTube Music/comments/comments(1).csv": (
        "Comment ID,Channel ID,Comment create timestamp,Price,Parent comment ID,Post ID,Video ID,Comment text,Top-level comment ID\n"
        "Ug4,UC1,never,0,,,vid1,plain,\n"
    ),
    "Takeout/YouTube and YouTube Music/subscriptions/subscriptions.csv": "Channel Id\nUC2\n",
}


@pytest.mark.parametrize("make", [packed, laid_out])
def test_youtube(tmp_path: Path, make: Any) -> None:
    posts, skips = read(make(tmp_path, YOUTUBE), "youtube", account="acme")
    assert [(post.id, post.text, post.kind.value, post.parent_id) for post in posts] == [
        ("Ug1", "Thanks, ann", "post", ""),
        ("Ug1.2", "See https://acme.example/h", "reply", "Ug1"),
        ("Ug3", "plain", "post", ""),
    ]
    assert posts[1].urls == ("https://acme.example/h",)
    assert len(skips) == 1


def test_youtube_comments_as_json(tmp_path: Path) -> None:
    path = tmp_path / "comments.json"
    comment = {"id": "Ug1", "snippet": {"textOriginal": "Hi", "publishedAt": "2018-10-10T20:19:24Z", "parentId": "Ug0"}}
    top = {
        "id": "t",
        "snippet": {
            "topLevelComment": {"id": "Ug2", "snippet": {"textDisplay": "Ho", "publishedAt": "2018-10-10T20:19:24Z"}}
        },
    }
    path.write_text(json.dumps([comment, top, 5, {}, {"snippet": {"publishedAt": "2018-10-10T20:19:24Z"}}]))
    posts, skips = read(path, "youtube")
    assert [(post.id, post.text, post.parent_id, post.kind.value) for post in posts] == [
        ("Ug1", "Hi", "Ug0", "reply"),
        ("Ug2", "Ho", "", "post"),
    ]
    assert len(skips) == 3
