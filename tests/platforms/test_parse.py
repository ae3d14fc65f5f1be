"""Which addresses are profiles, and which never are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.platforms.catalogue import catalogue
from auditor.platforms.parse import Kind, existence_url, kind_of, platform_of, profile_at, profile_named, profile_of
from auditor.platforms.software import names_fediverse, software_named
from tests.effort import ends

SPELLINGS = {
    ("x", "acme_help"): [
        "https://x.com/acme_help", "http://x.com/acme_help/", "https://www.twitter.com/Acme_Help", "twitter.com/@acme_help",
        "https://mobile.twitter.com/ACME_HELP?s=20&t=x1", "https://twitter.com/#!/acme_help", "//x.com/acme_help#top",
        "https://x.com/%40acme_help", "https://x.com/acme\u200b_help", "https://x.com/%E2%80%8Eacme_help%EF%B8%8F",
        "https://x.com:443//acme_help", "https://x.com./acme_help", "https://twitter.com/acme_help/with_replies",
        "https://user:secret@x.com/acme_help", "https://x.com/intent/follow?screen_name=acme_help", "https://twitter.com/intent/user?screen_name=@acme_help&x=1", "https://de.twitter.com/acme%5Fhelp", "https://x.com/acme_help%20",
    ],
    ("facebook", "acmetools"): [
        "https://www.facebook.com/acmetools", "http://facebook.com/Acme.Tools/", "https://m.facebook.com/acme.tools?ref=page_internal",
        "https://de-de.facebook.com/acmetools/about", "https://fb.com/acmetools", "https://fb.me/acmetools", "https://m.me/acmetools",
        "https://www.facebook.com/pg/acmetools/posts/", "https://www.facebook.com/#!/acmetools", "https://web.facebook.com/acmetools/?_rdc=1&_rdr",
        "https://www.facebook.com/home.php#!/acmetools", "https://www.messenger.com/t/acmetools",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Facmetools&h=AT0",
    ],
    ("facebook", "100064000000001"): [
        "https://www.facebook.com/profile.php?id=100064000000001", "https://facebook.com/100064000000001",
        "https://www.facebook.com/people/Acme-Tools/100064000000001/", "https://www.facebook.com/Acme-Tools-100064000000001/",
        "https://m.facebook.com/profile.php?v=info&id=100064000000001", "https://www.facebook.com/pages/Acme-Tools/100064000000001?ref=ts",
        "https://www.facebook.com/pages/Boston-MA/Acme/100064000000001/", "https://www.facebook.com/login.php?next=https%3A%2F%2Fwww.facebook.com%2Fpages%2FAcme%2F100064000000001",
        "https://www.facebook.com/profile.php?v=info&amp;id=100064000000001", "https://www.facebook.com/p/Acme-Tools-100064000000001/",
    ],
    ("instagram", "acme.tools"): [
        "https://www.instagram.com/acme.tools/", "http://instagram.com/ACME.tools", "https://instagr.am/acme.tools",
        "https://www.instagram.com/acme.tools?igsh=abc==", "https://www.instagram.com/_u/acme.tools", "https://ig.me/m/acme.tools",
        "https://www.instagram.com/acme.tools/reels/", "https://instagram.com/@acme.tools",
    ],
    ("threads", "acme"): [
        "https://www.threads.net/@acme", "https://threads.com/@Acme/", "https://www.threads.com/@acme/replies?xmt=1",
        "http://threads.net/%40acme", "https://threads.com/intent/follow?username=acme", "https://www.threads.net/@acme#x",
    ],
    ("linkedin", "company/acme-tools"): [
        "https://www.linkedin.com/company/acme-tools/", "http://linkedin.com/company/Acme-Tools", "https://de.linkedin.com/company/acme-tools?trk=x",
        "https://www.linkedin.com/company/acme-tools/careers", "https://www.linkedin.com/company/acme-tools/posts/?feedView=all",
        "https://www.linkedin.com/companies/acme-tools",
    ],
    ("linkedin", "company/müller"): [
        "https://www.linkedin.com/company/m%C3%BCller", "https://www.linkedin.com/company/müller/", "https://linkedin.com/company/MÜLLER",
        "https://www.linkedin.com/company/mu%CC%88ller/about", "http://www.linkedin.com/company/m%c3%bcller?x=1",
    ],
    ("youtube", "acmetools"): [
        "https://www.youtube.com/@acmetools", "http://youtube.com/@AcmeTools/", "https://m.youtube.com/@acmetools/videos",
        "https://www.youtube.com/%40acmetools?sub_confirmation=1", "https://music.youtube.com/@acmetools",
        "https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fwww.youtube.com%2F%40acmetools",
    ],
    ("youtube", "channel/UCaBcDeFgHiJkLmNoPqRsTuV"): [
        "https://www.youtube.com/channel/UCaBcDeFgHiJkLmNoPqRsTuV", "http://youtube.com/channel/UCaBcDeFgHiJkLmNoPqRsTuV/",
        "https://www.youtube.com/channel/UCaBcDeFgHiJkLmNoPqRsTuV/about", "https://m.youtube.com/channel/UCaBcDeFgHiJkLmNoPqRsTuV?app=desktop",
        "https://www.youtube.com/Channel/UCaBcDeFgHiJkLmNoPqRsTuV",
    ],
    ("tiktok", "acme.tools"): [
        "https://www.tiktok.com/@acme.tools", "http://tiktok.com/@Acme.Tools/", "https://m.tiktok.com/@acme.tools?lang=de-DE&_t=8",
        "https://www.tiktok.com/%40acme.tools", "https://www.tiktok.com//@acme.tools",
    ],
    ("reddit", "r/acme"): [
        "https://www.reddit.com/r/acme/", "http://old.reddit.com/r/Acme", "https://np.reddit.com/r/acme/new/", "https://reddit.com/r/acme?sort=new",
        "https://de.reddit.com/r/acme/wiki/index",
    ],
    ("reddit", "user/acme_help"): [
        "https://www.reddit.com/user/acme_help", "https://reddit.com/u/Acme_Help/", "https://old.reddit.com/user/acme_help/submitted",
        "http://www.reddit.com/u/acme_help?x", "https://new.reddit.com/user/acme_help/comments/",
    ],
    ("pinterest", "acme"): [
        "https://www.pinterest.com/acme/", "http://pinterest.com/Acme", "https://www.pinterest.de/acme/_created/", "https://pinterest.co.uk/acme",
        "https://br.pinterest.com/acme/?invite_code=1", "https://in.pinterest.com/acme/_saved",
    ],
    ("flickr", "12345678@N00"): [
        "https://www.flickr.com/photos/12345678@N00/", "http://flickr.com/people/12345678@N00", "https://www.flickr.com/photos/12345678%40N00/albums",
        "https://www.flickr.com/photos/12345678@N00/sets/", "https://www.flickr.com/people/12345678@N00/?x",
    ],
    ("bluesky", "acme.example"): [
        "https://bsky.app/profile/acme.example", "http://bsky.app/profile/@acme.example/", "https://www.bsky.app/profile/ACME.example",
        "https://bsky.app/profile/acme.example?ref_src=embed", "https://bsky.app/profile/%E2%80%AAacme.example%E2%80%AC",
    ],
    ("bluesky", "acme.bsky.social"): [
        "https://bsky.app/profile/acme.bsky.social", "https://acme.bsky.social", "http://Acme.bsky.social/", "https://acme.bsky.social/?x=1",
        "https://staging.bsky.app/profile/acme.bsky.social",
    ],
    ("mastodon", "acme@mastodon.social"): [
        "https://mastodon.social/@acme", "http://mastodon.social/@Acme/", "https://mastodon.social/users/acme", "https://mastodon.social/web/@acme",
        "https://mastodon.social/@acme/with_replies", "https://social.example/@acme@mastodon.social", "https://mastodon.social/%40acme?x=1",
    ],
    ("stackexchange", "123@stackoverflow.com"): [
        "https://stackoverflow.com/users/123/acme", "http://www.stackoverflow.com/users/123", "https://stackoverflow.com/users/123/other-name?tab=profile",
        "https://meta.stackoverflow.com/users/123/acme", "https://stackoverflow.com/u/123",
    ],
    ("github", "acme-tools"): [
        "https://github.com/acme-tools", "http://www.github.com/Acme-Tools/", "https://github.com/orgs/acme-tools/repositories",
        "https://gist.github.com/acme-tools", "https://github.com/acme-tools?tab=repositories", "https://github.com/sponsors/acme-tools",
    ],
    ("telegram", "acme_news"): [
        "https://t.me/acme_news", "http://telegram.me/Acme_News/", "https://t.me/s/acme_news", "https://acme_news.t.me", "https://telegram.dog/acme_news?x",
        "https://t.me/@acme_news",
    ],
    ("discord", "aBcD123"): [
        "https://discord.gg/aBcD123", "https://discord.com/invite/aBcD123", "http://discordapp.com/invite/aBcD123/", "https://www.discord.gg/aBcD123?event=1",
        "https://discord.gg/invite/aBcD123",
    ],
    ("whatsapp", "4915112345678"): [
        "https://wa.me/4915112345678", "https://wa.me/+4915112345678?text=Hallo", "https://api.whatsapp.com/send?phone=4915112345678",
        "https://api.whatsapp.com/send/?phone=%2B49+151+1234-5678&text&type=phone_number&app_absent=0", "https://web.whatsapp.com/send?phone=4915112345678",
        "http://wa.me/004915112345678",
    ],
    ("trustpilot", "acme.example"): [
        "https://www.trustpilot.com/review/acme.example", "https://uk.trustpilot.com/review/www.acme.example", "http://de.trustpilot.com/review/Acme.Example?stars=1",
        "https://trustpilot.com/review/acme.example/", "https://www.trustpilot.com/review/acme.example#reviews",
    ],
    ("appstore", "123456789"): [
        "https://apps.apple.com/us/app/acme/id123456789", "https://itunes.apple.com/gb/app/acme/id123456789?mt=8", "https://apps.apple.com/app/id123456789",
        "http://itunes.apple.com/app/acme/id123456789", "https://apps.apple.com/de/app/id123456789?l=en",
    ],
    ("googleplay", "example.acme.App"): [
        "https://play.google.com/store/apps/details?id=example.acme.App", "https://play.google.com/store/apps/details?hl=de&id=example.acme.App&gl=DE",
        "http://play.google.com/store/apps/details/?id=example.acme.App", "https://market.android.com/details?id=example.acme.App",
        "https://play.google.com/store/apps/details?id=example.acme.App&referrer=x",
    ],
    ("googlebusiness", "297554536935865200"): [
        "https://maps.google.com/?cid=297554536935865200", "https://www.google.com/maps?cid=297554536935865200", "https://maps.google.de/maps?cid=297554536935865200&hl=de",
        "https://www.google.com/maps/place/Acme/@52.5,13.4,17z/data=!3m1!4b1!4m5!3m4!1s0x47a84e373f035901:0x42120465b5e3b70!8m2!3d52.5!4d13.4",
        "https://www.google.co.uk/maps/place/Acme/data=!4m2!3m1!1s0x0:0x42120465b5e3b70",
    ],
    ("amazon", "seller/A1B2C3D4E5F6"): [
        "https://www.amazon.de/sp?seller=A1B2C3D4E5F6", "http://amazon.de/sp?ie=UTF8&seller=A1B2C3D4E5F6", "https://www.amazon.co.uk/s?me=A1B2C3D4E5F6",
        "https://smile.amazon.com/s/ref=x?me=A1B2C3D4E5F6", "https://www.amazon.com/sp?seller=A1B2C3D4E5F6&tab=x",
    ],
    ("hackernews", "Acme"): [
        "https://news.ycombinator.com/user?id=Acme", "http://news.ycombinator.com/submitted?id=Acme", "https://news.ycombinator.com/threads?id=Acme",
        "news.ycombinator.com/user?id=Acme", "https://news.ycombinator.com/user?x=1&id=Acme#a",
    ],
    ("discourse", "acme@meta.discourse.org"): [
        "https://meta.discourse.org/u/acme", "http://meta.discourse.org/u/Acme/summary", "https://meta.discourse.org/users/acme",
        "https://meta.discourse.org/u/acme/activity/topics", "https://meta.discourse.org/u/acme?x",
    ],
    ("googleplus", "+acme"): [
        "https://plus.google.com/+Acme", "http://plus.google.com/+acme/posts", "https://plus.google.com/u/0/+acme", "https://plus.google.com/+acme/about?hl=de",
        "https://plus.google.com/b/+acme",
    ],
}  # fmt: skip

NEVER = {
    Kind.SHARE: [
        # what themes of WordPress, Joomla, Drupal, TYPO3, Shopify and the like put below articles
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Facme.example%2Fnews", "http://www.facebook.com/sharer.php?u=x&t=y",
        "https://www.facebook.com/share.php?u=x", "https://m.facebook.com/sharer.php?u=x", "https://www.facebook.com/dialog/share?app_id=1&href=x",
        "https://www.facebook.com/dialog/feed?app_id=1&link=x", "https://www.facebook.com/v2.9/dialog/share?app_id=1", "https://www.facebook.com/dialog/send?link=x",
        "https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fwww.facebook.com%2Facme", "https://www.facebook.com/v3.2/plugins/page.php?href=x",
        "https://www.facebook.com/share/p/1AbCdEfGhI/", "https://www.facebook.com/sharer",
        "https://twitter.com/intent/tweet?url=x&text=y&via=acme", "https://twitter.com/share?url=x", "http://twitter.com/home?status=Reading+x",
        "https://x.com/intent/post?text=x",
        "https://twitter.com/intent/retweet?tweet_id=1", "https://twitter.com/share", "https://x.com/share?text=x", "https://mobile.twitter.com/compose/tweet",
        "https://www.linkedin.com/shareArticle?mini=true&url=x&title=y", "https://www.linkedin.com/sharing/share-offsite/?url=x", "https://www.linkedin.com/cws/share?url=x",
        "https://www.linkedin.com/feed/?shareActive=true&text=x", "http://www.linkedin.com/shareArticle",
        "https://pinterest.com/pin/create/button/?url=x&media=y", "https://www.pinterest.com/pin/create/link/?url=x", "http://pinterest.com/pin/create/bookmarklet/?x",
        "https://www.pinterest.de/pin-builder/?url=x", "https://de.pinterest.com/pin/create/button/",
        "https://www.reddit.com/submit?url=x&title=y", "https://reddit.com/r/acme/submit?url=x", "https://old.reddit.com/submit",
        "https://t.me/share/url?url=x&text=y", "https://telegram.me/share/url?url=x", "https://t.me/share?url=x", "https://t.me/msg?text=x",
        "https://wa.me/?text=x", "https://api.whatsapp.com/send?text=x", "https://web.whatsapp.com/send?text=x", "https://api.whatsapp.com/send/?text=x",
        "https://www.tumblr.com/share/link?url=x", "https://www.tumblr.com/share?v=3&u=x", "https://www.tumblr.com/widgets/share/tool?canonicalUrl=x",
        "https://news.ycombinator.com/submitlink?u=x&t=y", "https://vk.com/share.php?url=x", "https://bsky.app/intent/compose?text=x",
        "https://www.threads.net/intent/post?text=x", "https://mastodon.social/share?text=x",
        "https://www.xing.com/spi/shares/new?url=x", "https://www.xing.com/social_plugins/share?url=x", "https://www.xing.com/app/user?op=share;url=x",
        "https://line.me/R/msg/text/?x", "https://www.snapchat.com/scan?attachmentUrl=x",
        "https://www.trustpilot.com/evaluate/acme.example", "https://search.google.com/local/writereview?placeid=ChIJ0000000000", "https://www.yelp.com/writeareview/biz/x",
        "https://g.page/acme-tools/review", "https://g.page/r/CabcdefghEBM/review", "https://stackoverflow.com/questions/ask?tags=acme", "https://medium.com/new-story",
        "https://github.com/login/oauth/authorize?client_id=x", "https://discord.com/oauth2/authorize?client_id=1", "https://meta.discourse.org/new-topic?title=x",
    ],
    Kind.POST: [
        "https://twitter.com/acme/status/358635258712838144", "https://x.com/acme/status/1/photo/1", "https://twitter.com/i/web/status/1", "https://twitter.com/acme/statuses/1",
        "https://x.com/i/spaces/1abc", "https://twitter.com/i/events/1", "https://pic.twitter.com/AbC",
        "https://www.facebook.com/acme/posts/pfbid02abc", "https://www.facebook.com/acme/videos/123/", "https://www.facebook.com/watch/?v=123", "https://fb.watch/abc/",
        "https://www.facebook.com/acme/photos/a.1/2/", "https://www.facebook.com/photo.php?fbid=1", "https://www.facebook.com/photo/?fbid=1", "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
        "https://www.facebook.com/story.php?story_fbid=1&id=2", "https://www.facebook.com/events/123456789/", "https://www.facebook.com/reel/1", "https://www.facebook.com/groups/acme/posts/1/",
        "https://www.facebook.com/notes/acme/title/1/",
        "https://www.instagram.com/p/CabcDEF/", "https://www.instagram.com/reel/CabcDEF/?igsh=1", "https://instagr.am/p/abc", "https://www.instagram.com/stories/acme/123/", "https://www.instagram.com/tv/abc/",
        "https://www.instagram.com/acme/p/CabcDEF/", "https://www.instagram.com/acme/reel/CabcDEF/",
        "https://www.threads.net/@acme/post/Cabc", "https://www.threads.net/t/Cabc",
        "https://www.linkedin.com/posts/acme_activity-1-abc", "https://www.linkedin.com/feed/update/urn:li:activity:1/", "https://www.linkedin.com/pulse/title-author", "https://www.linkedin.com/jobs/view/123",
        "https://www.linkedin.com/embed/feed/update/urn:li:share:1", "https://www.linkedin.com/events/title-123/",
        "http://www.youtube.com/watch?v=R0OvGnndFTU", "https://youtu.be/R0OvGnndFTU", "https://youtu.be/R0OvGnndFTU?si=x", "https://www.youtube.com/embed/abc?rel=0", "https://www.youtube.com/shorts/abc",
        "https://www.youtube.com/live/abc", "https://www.youtube-nocookie.com/embed/abc", "https://m.youtube.com/watch?v=1&list=2", "https://www.youtube.com/v/abc", "https://music.youtube.com/watch?v=1",
        "https://www.youtube.com/clip/Ugk1", "https://www.youtube.com/post/Ugk1",
        "https://www.tiktok.com/@acme/video/123", "https://vm.tiktok.com/ZMabc/", "https://www.tiktok.com/t/ZTabc/", "https://www.tiktok.com/@acme/photo/1", "https://www.tiktok.com/embed/v2/1",
        "https://www.reddit.com/r/acme/comments/1abc/title/", "https://redd.it/1abc", "https://www.reddit.com/r/acme/s/AbC", "https://i.redd.it/abc.jpg", "https://www.reddit.com/comments/1abc", "https://www.reddit.com/user/acme/comments/1abc/t/",
        "https://www.pinterest.com/pin/123456/", "https://pin.it/abc", "https://www.flickr.com/photos/acme/123456/in/album-1/", "https://flic.kr/p/abc", "https://www.flickr.com/photos/acme/albums/721",
        "https://bsky.app/profile/acme.example/post/3kabc", "https://mastodon.social/@acme/112233", "https://mastodon.social/users/acme/statuses/112233", "https://mastodon.social/web/statuses/1",
        "https://news.ycombinator.com/item?id=1", "https://stackoverflow.com/questions/1/title", "https://stackoverflow.com/a/1", "https://meta.discourse.org/t/title/1/2",
        "https://t.me/acme/123", "https://t.me/s/acme/123", "https://t.me/c/123/4", "https://discord.com/channels/1/2/3", "https://medium.com/@acme/title-1a2b", "https://medium.com/acme/title-1a2b",
        "https://vimeo.com/63654774", "https://player.vimeo.com/video/1", "https://vimeo.com/channels/staff/1", "https://acme.tumblr.com/post/1/title", "https://soundcloud.com/acme/track", "https://open.spotify.com/track/abc",
        "https://open.spotify.com/episode/abc", "https://www.twitch.tv/videos/1", "https://clips.twitch.tv/abc", "https://github.com/acme/tool/issues/1", "https://www.amazon.de/dp/B000000000", "https://www.amazon.com/Acme-Tool/dp/B000000000/ref=x",
        "https://vk.com/wall-1_2", "https://weibo.com/1234567890/AbCdEf", "https://acme.substack.com/p/title", "https://www.trustpilot.com/reviews/5f0000000000", "https://www.xing.com/news/articles/title-1",
    ],
    Kind.OTHER: [
        "http://twitter.com/", "https://x.com", "https://twitter.com/search?q=acme", "https://twitter.com/hashtag/acme?src=hash", "https://twitter.com/login", "https://twitter.com/privacy", "https://twitter.com/tos", "https://twitter.com/i/lists/1",
        "https://twitter.com/acme/lists/team", "https://twitter.com/acme/some-list", "https://t.co/cDUwYZOvl2", "https://help.twitter.com/en", "https://x.com/explore", "https://x.com/settings/account", "https://developer.x.com/", "https://x.com/i/flow/login",
        "https://x.com/a-name-with-dashes", "https://x.com/waytoolongforahandle", "https://x.com/%EF%BD%81cme", "https://x.com/\u0430cme",
        "http://www.facebook.com/?sk=lf", "https://www.facebook.com/", "https://www.facebook.com/login.php", "https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Facme",
        "https://www.facebook.com/hashtag/acme", "https://www.facebook.com/search/top?q=acme", "https://www.facebook.com/policies/cookies/", "https://www.facebook.com/privacy/explanation", "https://www.facebook.com/help/", "https://developers.facebook.com/docs", "https://www.facebook.com/terms.php", "https://www.facebook.com/groups/",
        "https://www.facebook.com/profile.php", "https://www.facebook.com/marketplace/", "https://www.facebook.com/business/help", "https://www.facebook.com/pg/help", "https://m.me/login", "https://www.facebook.com/he.lp", "https://www.instagram.com/_u/login", "https://about.fb.com/news", "https://fb.me/2aBcD9fGh",
        "https://www.instagram.com/", "https://www.instagram.com/explore/tags/acme/", "https://www.instagram.com/accounts/login/?next=/acme/", "https://www.instagram.com/about/legal/terms/", "https://help.instagram.com/1", "https://www.instagram.com/legal/privacy/", "https://www.instagram.com/explore/locations/1/",
        "https://www.threads.net/login", "https://www.threads.net/search?q=acme", "https://www.threads.net/",
        "https://www.linkedin.com/", "https://www.linkedin.com/login", "https://www.linkedin.com/legal/privacy-policy", "https://www.linkedin.com/jobs/acme-jobs", "https://www.linkedin.com/search/results/all/?keywords=acme", "https://lnkd.in/abc", "https://business.linkedin.com/x", "https://www.linkedin.com/company/", "https://www.linkedin.com/in/",
        "https://www.youtube.com/", "https://www.youtube.com/results?search_query=acme", "https://www.youtube.com/playlist?list=PL1", "https://www.youtube.com/hashtag/acme", "https://www.youtube.com/t/terms", "https://www.youtube.com/feed/subscriptions", "https://www.youtube.com/channel/notachannel", "https://studio.youtube.com/", "https://www.youtube.com/user/",
        "https://www.tiktok.com/", "https://www.tiktok.com/tag/acme", "https://www.tiktok.com/music/x-1", "https://www.tiktok.com/legal/privacy-policy", "https://www.tiktok.com/discover/acme", "https://www.tiktok.com/acme", "https://ads.tiktok.com/",
        "https://www.reddit.com/", "https://www.reddit.com/search/?q=acme", "https://www.reddit.com/domain/acme.example/", "https://www.reddit.com/r/all/", "https://www.reddit.com/policies/privacy-policy",
        "https://www.pinterest.com/", "https://www.pinterest.com/search/pins/?q=acme", "https://www.pinterest.com/acme/board-name/", "https://help.pinterest.com/en", "https://www.pinterest.com/ideas/x/1/", "https://www.pinterest.com/login/",
        "https://www.flickr.com/", "https://www.flickr.com/search/?text=acme", "https://www.flickr.com/photos/tags/acme", "https://www.flickr.com/explore",
        "https://bsky.app/", "https://bsky.app/search?q=acme", "https://bsky.app/hashtag/acme", "https://bsky.app/profile/acme.example/feed/x", "https://bsky.app/profile/acme", "https://go.bsky.app/abc",
        "https://mastodon.social/", "https://mastodon.social/tags/acme", "https://mastodon.social/about", "https://mastodon.social/explore", "https://mastodon.social/auth/sign_in",
        "https://news.ycombinator.com/", "https://news.ycombinator.com/from?site=acme.example", "https://stackoverflow.com/questions/tagged/acme", "https://stackoverflow.com/", "https://chat.stackexchange.com/users/1", "https://stackoverflow.com/users",
        "https://meta.discourse.org/c/support", "https://meta.discourse.org/", "https://github.com/", "https://github.com/acme/tool", "https://github.com/acme/tool/tree/main/docs", "https://github.com/features/actions", "https://github.com/topics/acme", "https://github.com/search?q=acme", "https://docs.github.com/en", "https://github.com/login",
        "https://t.me/", "https://t.me/joinchat/AAAA", "https://t.me/+AbCdEf", "https://t.me/addstickers/Acme", "https://t.me/proxy?server=x", "https://telegram.org/", "https://web.telegram.org/k/#@acme", "https://t.me/iv?url=x",
        "https://discord.com/", "https://discord.com/download", "https://discord.com/terms", "https://discord.com/channels/1", "https://chat.whatsapp.com/AbCdEf", "https://www.whatsapp.com/", "https://faq.whatsapp.com/", "https://www.whatsapp.com/legal/", "https://wa.me/",
        "https://www.trustpilot.com/", "https://www.trustpilot.com/categories/tools", "https://uk.trustpilot.com/users/1", "https://business.trustpilot.com/", "https://play.google.com/store", "https://play.google.com/store/search?q=acme", "https://play.google.com/store/books/details?id=abc", "https://apps.apple.com/",
        "https://itunes.apple.com/WebObjects/DZR.woa/wa/viewGenre?a=379060688&id=40000001", "https://maps.google.com/maps?daddr=x", "https://maps.google.com/maps?q=44.9,-93.2", "https://www.google.com/maps/embed?pb=x", "https://www.google.com/maps/dir//Acme", "https://www.google.com/maps/search/?api=1&query=Acme", "https://maps.app.goo.gl/abc",
        "https://goo.gl/maps/u7tEU", "https://www.google.com/maps/place/Main+Street+1/", "https://www.google.com/maps/@1,2,3z", "https://www.amazon.de/", "https://www.amazon.de/s?k=acme", "https://aws.amazon.com/", "https://www.amazon.de/gp/help/customer/display.html", "https://amzn.to/abc",
        "https://medium.com/", "https://medium.com/tag/acme", "https://vimeo.com/", "https://vimeo.com/categories/x", "https://www.tumblr.com/", "https://www.tumblr.com/tagged/acme", "https://soundcloud.com/search?q=x", "https://www.xing.com/", "https://www.xing.com/signup", "https://www.yelp.com/search?find_desc=x",
    ],
    Kind.CLOSED: [
        "https://plus.google.com/share?url=x", "https://plus.google.com/", "https://plus.google.com/communities/1", "https://vine.co/v/abc", "https://www.periscope.tv/w/abc", "http://www.stumbleupon.com/submit?url=x", "https://getpocket.com/save?url=x", "https://getpocket.com/edit?url=x",
        "https://ec.europa.eu/consumers/odr/", "http://ec.europa.eu/consumers/odr/main/index.cfm?event=main.home2.show&lng=DE", "https://webgate.ec.europa.eu/odr/main", "https://ec.europa.eu/odr", "https://join.skype.com/abc", "http://friendfeed.com/share?url=x", "https://acme.business.site/", "http://www.orkut.com/Main",
    ],
    None: [
        "https://acme.example/", "https://blog.acme.example/@jane", "https://acme.example/u/jane", "https://acme.example/users/jane", "https://unsplash.com/@acme", "https://www.google.com/search?q=acme", "https://ec.europa.eu/info", "https://www.apple.com/", "mailto:info@x.com", "tel:+49301234", "javascript:void(0)",
        "/acme", "#", "", "   ", "https://", "http://[::1", "https://notx.com/acme", "https://x.com.acme.example/acme", "https://facebook.com.acme.example/acme", "https://x.com:8443/acme", "ftp://x.com/acme", "https://docs.google.com/x", "https://www.google.com/url?sa=t", "https://flipboard.com/@acme",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("profile", "spellings"), SPELLINGS.items(), ids=lambda value: "".join(value) if isinstance(value, tuple) else ""
)
def test_one_profile_has_many_spellings(profile: tuple[str, str], spellings: list[str]) -> None:
    assert len(spellings) >= 5
    found = {url: profile_of(url) for url in spellings}
    assert {url: one and (one.platform, one.handle) for url, one in found.items()} == dict.fromkeys(spellings, profile)
    if profile[0] != "amazon":  # one seller has a page in every country
        assert len({one and one.url for one in found.values()}) == 1
    canonical = profile_of(spellings[0])
    assert canonical is not None
    assert profile_of(canonical.url) == canonical or profile_of(canonical.url, rel_me=True) == canonical


@pytest.mark.parametrize(("kind", "url"), [(kind, url) for kind, urls in NEVER.items() for url in urls])
def test_what_is_no_profile_never_becomes_one(kind: Kind | None, url: str) -> None:
    assert profile_of(url) is None
    assert profile_of(url, rel_me=True) is None or kind is None
    assert kind_of(url) is kind


@pytest.mark.parametrize("url", [url for urls in SPELLINGS.values() for url in urls])
def test_a_profile_is_told_as_one(url: str) -> None:
    found = profile_of(url)
    assert found is not None
    assert kind_of(url) is found.kind
    platform = platform_of(url)
    assert platform is not None
    assert platform.id == found.platform


def test_profiles_of_several_kinds_on_one_platform_are_kept_apart() -> None:
    urls = ["https://youtube.com/@acme", "https://youtube.com/c/acme", "https://youtube.com/user/acme", "https://linkedin.com/in/acme", "https://linkedin.com/company/acme", "https://linkedin.com/school/acme", "https://reddit.com/r/acme", "https://reddit.com/u/acme"]  # fmt: skip
    found = [profile_of(url) for url in urls]
    assert len({one and (one.platform, one.handle) for one in found}) == len(urls)
    assert [one and one.name for one in found] == ["acme"] * len(urls)


@pytest.mark.parametrize(
    ("url", "holder", "name"),
    [
        ("https://www.linkedin.com/in/jane-doe-1a2b", "person", "jane-doe-1a2b"),
        ("http://ca.linkedin.com/pub/jane-doe/28/108/962", "person", "jane-doe/28/108/962"),
        ("https://www.xing.com/profile/Jane_Doe", "person", "jane_doe"),
        ("https://www.linkedin.com/company/acme", "organisation", "acme"),
        ("https://www.linkedin.com/company/123456", "organisation", ""),
        ("https://www.xing.com/pages/acme", "organisation", "acme"),
        ("https://x.com/acme", "", "acme"),
        ("https://www.facebook.com/profile.php?id=100064000000001", "", ""),
    ],
)
def test_an_address_may_say_whose_it_is(url: str, holder: str, name: str) -> None:
    found = profile_of(url)
    assert found is not None
    assert (found.holder, found.name) == (holder, name)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.acme.example/@press",
        "https://news.acme.example/users/press",
        "https://news.acme.example/web/@press",
        "https://www.news.acme.example/@Press",
    ],
)
def test_on_a_host_nobody_knows_something_must_vouch_for_mastodon(url: str) -> None:
    assert profile_of(url) is None
    assert kind_of(url) is None
    vouched = (profile_of(url, rel_me=True), profile_of(url, hosts=["news.acme.example", "www.news.acme.example"]))
    for found in vouched:
        assert found is not None
        assert (found.platform, found.handle) == ("mastodon", "press@news.acme.example")
        assert found.url == "https://news.acme.example/@press"


@pytest.mark.parametrize("label", ["social", "fedi", "toot"])
def test_a_host_called_social_is_believed_for_the_plain_form_alone(label: str) -> None:
    found = profile_of(f"https://{label}.acme.example/@press")
    assert found is not None
    assert (found.platform, found.handle) == ("mastodon", f"press@{label}.acme.example")
    for path in ("users/press", "@press/112233", "@press?x=1", "u/press", "", "about", "login"):
        assert profile_of(f"https://{label}.acme.example/{path}") is None
        assert kind_of(f"https://{label}.acme.example/{path}") is None


def test_a_host_may_give_away_its_software() -> None:
    found = profile_of("https://mastodon.acme.example/@press")
    assert found is not None
    assert found.handle == "press@mastodon.acme.example"
    assert kind_of("https://mastodon.acme.example/tags/x") is Kind.OTHER
    assert kind_of("https://discourse.acme.example/t/title/1") is Kind.POST


@pytest.mark.parametrize("host", [".ex", "a..b", "-a.ex", "a-.ex", "a.ex.", "ex"])
def test_a_profile_that_is_shown_elsewhere_has_a_host(host: str) -> None:
    assert profile_of("https://social.example/@acme@tools.example") is not None
    assert profile_of(f"https://social.example/@acme@{host}") is None


@pytest.mark.parametrize("url", ["https://medium.com/@press", "https://www.tiktok.com/@press", "https://www.youtube.com/@press", "https://www.threads.net/@press", "https://unsplash.com/@press", "https://substack.com/@press", "https://note.com/@press"])  # fmt: skip
def test_what_looks_like_mastodon_and_is_not(url: str) -> None:
    for found in (profile_of(url), profile_of(url, rel_me=True)):
        assert found is None or found.platform != "mastodon"


def test_small_servers_are_told_by_the_user() -> None:
    own = ["127.0.0.1:38081"]
    assert profile_of("http://127.0.0.1:38081/acme") is None
    assert profile_of("http://127.0.0.1:38081/acme", rel_me=True) is None
    found = profile_of("http://127.0.0.1:38081/acme", hosts=own)
    assert found is not None
    assert (found.platform, found.handle, found.url) == (
        "mastodon",
        "acme@127.0.0.1:38081",
        "http://127.0.0.1:38081/acme",
    )
    assert profile_of("http://127.0.0.1:38081/about", hosts=own) is None
    assert profile_of("http://127.0.0.1:38081/latest", hosts=own) is None
    forum = profile_of("http://127.0.0.1:38081/u/acme", hosts=own)
    assert forum is not None
    assert (forum.platform, forum.url) == ("discourse", "http://127.0.0.1:38081/u/acme")


@pytest.mark.parametrize(("platform", "handle"), SPELLINGS)
def test_a_handle_alone_is_enough(platform: str, handle: str) -> None:
    found, linked = profile_named(platform, handle), profile_of(SPELLINGS[platform, handle][0])
    assert found is not None
    assert linked is not None
    assert (found.platform, found.handle) == (linked.platform, linked.handle)


@pytest.mark.parametrize(("platform", "handle"), [("x", "@"), ("x", ""), ("x", "a b"), ("x", "home"), ("x", "x" * 400), ("nowhere", "acme"), ("mastodon", "acme"), ("instagram", "12345/../p"), ("facebook", "\x00")])  # fmt: skip
def test_what_no_handle_can_be_is_none(platform: str, handle: str) -> None:
    assert profile_named(platform, handle) is None


def test_the_address_asked_for_existence() -> None:
    asked = {}
    for url in ("https://www.tiktok.com/@acme", "https://t.me/acme", "https://apps.apple.com/us/developer/x/id12345678", "https://youtube.com/@acme", "https://discord.gg/aBc", "https://x.com/acme"):  # fmt: skip
        found, platform = profile_of(url), platform_of(url)
        assert found is not None
        assert platform is not None
        asked[found.platform] = existence_url(platform, found)
    assert asked == {
        "tiktok": "https://www.tiktok.com/oembed?url=https%3A%2F%2Fwww.tiktok.com%2F%40acme",
        "telegram": "https://t.me/acme",
        "appstore": "https://itunes.apple.com/lookup?id=12345678",
        "youtube": "https://www.youtube.com/@acme",
        "discord": "https://discord.com/api/v9/invites/aBc",
        "x": "",
    }


HOSTS = sorted(
    {host for one in catalogue().platforms.values() for host in one.hosts} | {"acme.example", "[::1]", "1.2.3.4"}
)
PIECES = st.sampled_from(["/", "//", "@", "%40", "%00", "%2F", "?", "&", "=", "#!", "#", "id", "cid", "u", "\u200b", "\u202e", "%ff", "%", "..", "acme", "\x00", "\ud800", "é", ":", "\\", "data=!1s0x1:0x", "-d1-", "profile", "in", "company"])  # fmt: skip


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    profile_of(text)
    kind_of(text, rel_me=True, hosts=[text])
    platform_of(text)
    profile_named("x", text)
    profile_named("mastodon", text)
    profile_named("googlebusiness", text)


@given(st.sampled_from(HOSTS), st.lists(PIECES | st.text(max_size=6), max_size=30))
def test_any_address_on_a_platform_is_survived(host: str, pieces: list[str]) -> None:
    url = f"https://{host}/{''.join(pieces)}"
    for rel_me in (False, True):
        found = profile_of(url, rel_me=rel_me)
        if found is not None:
            assert "\u200b" not in found.handle + found.url
            assert found.url.isascii()
            again = profile_of(found.url, rel_me=True)
            assert again is not None
            assert (again.platform, again.handle) == (found.platform, found.handle)


@pytest.mark.parametrize("host", sorted({one.hosts[0] for one in catalogue().platforms.values() if one.hosts}))
def test_no_address_takes_long(host: str) -> None:
    fillers = ("a", "-", "1s0x", "!1s0x0:0x", "@", "/a", "EI_IE1", "%E2%80%8B", ".a", "_Review-g1-d1", "&cid=1")
    with ends():
        for filler in fillers:
            for start in ("", "maps/place/a/b/data=", "@", "Overview/Working-at-", "?id="):
                profile_of(f"https://{host}/{start}{filler * 1_900}"[:1_990])
                profile_of(f"https://{host}/{start}{filler * 300}"[:290] + "!")
        profile_of(f"https://{host}/" + "a/" * 1_000_000)


@pytest.mark.parametrize(
    ("url", "text", "handle"),
    [
        ("https://tube.acme.example/c/acme/videos", "PeerTube", "peertube:acme@tube.acme.example"),
        ("https://v.acme.example/a/acme/video-channels", "Our PeerTube channel", "peertube:a/acme@v.acme.example"),
        ("https://v.acme.example/accounts/acme", "PeerTubeで見る", "peertube:a/acme@v.acme.example"),
        ("https://v.acme.example/video-channels/acme", "Suivez-nous sur PeerTube", "peertube:acme@v.acme.example"),
        ("https://forum.acme.example/c/acme", "Lemmy", "lemmy:c/acme@forum.acme.example"),
        ("https://forum.acme.example/u/acme", "PieFed", "lemmy:u/acme@forum.acme.example"),
        ("https://pix.acme.example/acme", "Pixelfed", "pixelfed:acme@pix.acme.example"),
        ("https://mk.acme.example/@acme", "Misskey", "misskey:acme@mk.acme.example"),
        ("https://f.acme.example/profile/acme", "Unser Friendica-Profil", "friendica:acme@f.acme.example"),
        ("https://m.acme.example/@acme", "Мы в Mastodon", "mastodon:acme@m.acme.example"),
        ("https://m.acme.example/users/acme", "Akkoma", "mastodon:acme@m.acme.example"),
        ("https://treffen.acme.example/@acme/events", "Mobilizon", "mobilizon:acme@treffen.acme.example"),
        ("https://ton.acme.example/channels/acme", "Funkwhale", "funkwhale:acme@ton.acme.example"),
        ("https://buch.acme.example/user/acme", "BookWyrm", "bookwyrm:acme@buch.acme.example"),
        ("https://blog.acme.example/acme/", "WriteFreely", "writefreely:acme@blog.acme.example"),
        ("https://k.acme.example/m/acme", "Mbin", "mbin:m/acme@k.acme.example"),
        ("https://joinpeertube.org/c/acme", "PeerTube", ""),
        ("https://pixelfed.org/servers", "Pixelfed", ""),
        ("https://tube.acme.example/w/abc", "PeerTube", ""),
        ("https://tube.acme.example/", "PeerTube", ""),
        ("https://tube.acme.example/c/acme", "Videos", ""),
        ("https://shop.acme.example/c/shoes", "Shoes", ""),
        ("https://reviews.acme.example/profile/acme", "Reviews", ""),
        ("https://m.acme.example/@acme", "Mastodon and Lemmy", ""),
        ("https://news.acme.example/c/lemmy", "What Lemmy is, and why so many forums have moved there this year", ""),
    ],
)
def test_software_that_the_text_of_a_link_names(url: str, text: str, handle: str) -> None:
    found = profile_of(url, software=software_named(text))
    assert (f"{found.platform}:{found.handle}" if found else "") == handle
    if found is not None:
        assert profile_at(found.platform, found.handle, found.url) == found


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        ("https://tube.acme.example/c/acme", "peertube"),
        ("https://lemming.acme.example/c/acme", "lemmy"),
        ("https://acme.example/video-channels/acme", "peertube"),
        ("https://acme.example/@acme", "mastodon"),
        ("https://acme.example/u/acme", "discourse"),
        ("https://reviews.acme.example/profile/acme", ""),
        ("https://acme.example/acme", ""),
    ],
)
def test_software_that_is_told_by_rel_me(url: str, platform: str) -> None:
    found = profile_of(url, rel_me=True)
    assert (found.platform if found else "") == platform


@pytest.mark.parametrize(
    ("text", "said"),
    [("Im Fediverse", True), ("Fediverso", True), ("フェディバースの公式", True), ("Federation", False), ("X", False)],
)
def test_links_that_name_the_fediverse(text: str, said: bool) -> None:
    assert names_fediverse(text) is said
