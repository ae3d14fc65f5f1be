"""Walls in the shape their makers give them: the page behind was not seen, so nothing is said about it."""

# ruff: noqa: RUF001
from __future__ import annotations

# Status, headers, title, body.
WALLS: tuple[tuple[int, dict[str, str], str, str], ...] = (
    (
        200,
        {"server": "cloudflare"},
        "Just a moment...",
        "<div class=main-wrapper><h1>shop.example</h1><h2>Checking if the site connection is secure</h2></div><script>window._cf_chl_opt={cvId:'3'}</script>",
    ),
    (
        200,
        {},
        "Einen Moment, bitte …",
        "<h1>shop.example</h1><p>Es wird überprüft, ob Sie ein Mensch sind.</p><script src='/cdn-cgi/challenge-platform/h/b/orchestrate/jsch/v1'></script>",
    ),
    (
        200,
        {},
        "Access Denied",
        '<h1>Access Denied</h1>You don\'t have permission to access "http://shop.example/" on this server.<p>Reference #18.abc.1700000000.123</p><p>https://errors.edgesuite.net/18.abc</p>',
    ),
    (
        200,
        {},
        "",
        "<iframe id=main-iframe src='/_Incapsula_Resource?SWUDNSAI=31&xinfo=1-2'>Request unsuccessful. Incapsula incident ID: 1-2</iframe>",
    ),
    (
        200,
        {"x-datadome": "protected"},
        "shop.example",
        "<p id=cmsg>Please enable JS and disable any ad blocker</p><script>var dd={'rt':'c','host':'geo.captcha-delivery.com'}</script><script src='https://ct.captcha-delivery.com/c.js'></script>",
    ),
    (
        200,
        {},
        "Access to this page has been denied",
        "<h1>Press &amp; Hold to confirm you are a human (and not a bot).</h1><div id=px-captcha></div><script>window._pxAppId='PX1'</script>",
    ),
    (
        202,
        {"x-amzn-waf-action": "challenge"},
        "",
        "<div id=challenge-container></div><script src='https://a.token.awswaf.com/a/challenge.js'></script><noscript>JavaScript is disabled. In order to continue, we need to verify that you're not a robot.</noscript>",
    ),
    (
        200,
        {"server": "Sucuri/Cloudproxy"},
        "Sucuri WebSite Firewall - Access Denied",
        "<h1>Sucuri WebSite Firewall</h1><p>Access Denied - your request was blocked. Block ID: XYZ</p>",
    ),
    (
        200,
        {},
        "",
        "<script>window.KPSDK={};KPSDK.now=Date.now</script><script src='/149e9513-01fa-4fb0-aad4-566afd725d1b/2d206a39-8ed7-437e-a3be-862e0f06eea3/ips.js?x-kpsdk-im=1'></script>",
    ),
    (
        200,
        {},
        "Request Rejected",
        "The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 123456",
    ),
    (200, {}, "Vercel Security Checkpoint", "<p>We're verifying your browser</p><p>Enable JavaScript to continue</p>"),
    (
        200,
        {},
        "Sorry...",
        "<p>Our systems have detected unusual traffic from your computer network. This page checks to see if it's really you sending the requests, and not a robot.</p><form action='/sorry/index'><div class=g-recaptcha></div></form>",
    ),
    (
        200,
        {},
        "Client Challenge",
        "<noscript><p>JavaScript is disabled in your browser.</p></noscript><p>A required part of this site couldn’t load. This may be due to a browser extension.</p><script src='/_fs-ch-1T1wmsGaOgGaSxcX/script.js'></script>",
    ),
    (200, {}, "Bir dakika lütfen", "<h1>İnsan olduğunuzu doğrulayın</h1><div class=cf-turnstile></div>"),
    (200, {}, "Один момент", "<h1>Подтвердите, что вы не робот</h1><div class=g-recaptcha></div>"),
    (200, {}, "请稍候", "<h1>请验证您是真人</h1><div class=h-captcha></div>"),
    (200, {}, "Доступ запрещён", "<h1>Доступ запрещён</h1><p>Ваш запрос заблокирован.</p>"),
    (200, {}, "Přístup odepřen", "<h1>Přístup odepřen</h1>"),
    (200, {}, "Zaloguj się", "<form action=/login method=post><input name=u><input type=password name=p></form>"),
    (200, {}, "Přihlášení", "<form action=/login method=post><input name=u><input type=password name=p></form>"),
    (200, {}, "로그인", "<form action=/login method=post><input name=u><input type=password name=p></form>"),
)

# A widget against robots inside a form for people is no wall: title and body.
OPEN: tuple[tuple[str, str], ...] = (
    (
        "Contact",
        "<h1>Contact</h1><form><input type=email name=e><textarea name=m></textarea><div class=g-recaptcha></div><button>Send</button></form><p>Please confirm that you are not a robot.</p>",
    ),
    (
        "Kontakt",
        "<h1>Kontakt</h1><form><input type=\"email\" name=e><textarea name=m></textarea><div class=cf-turnstile></div></form><script src='https://challenges.cloudflare.com/turnstile/v0/api.js'></script>",
    ),
    (
        "Contacto",
        "<form><textarea></textarea><div class=h-captcha></div></form><script src='https://js.hcaptcha.com/1/api.js'></script>",
    ),
    (
        "İletişim",
        '<h1>İletişim</h1><form><input type="tel"><textarea></textarea><div class=g-recaptcha></div></form><p>Robot olmadığınızı doğrulayın</p>',
    ),
    ("Access control systems", "<h1>Access control</h1><p>Access denied to burglars: our locks. Call us.</p>"),
    ("Log in or contact us", "<h1>Contact</h1><form><input type=password></form><p>Or call 020 7946 0123.</p>"),
)
