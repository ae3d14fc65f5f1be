"""What a password is wanted for: an account, a new one, a door."""

from __future__ import annotations

import pytest

from auditor.analysis.lookalikes.asked import Asked, asked

OLD, NEW = "<input type=password name=pw>", "<input type=password name=pw autocomplete='new-password'>"
USER = "<input type=email name=mail>"


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (f"<form>{USER}{OLD}</form>", Asked.ACCOUNT),
        (f"<div>{USER}{OLD}</div>", Asked.ACCOUNT),
        (f"<form>{USER}{NEW}</form>", Asked.NEW),
        (f"<form>{USER}{NEW}<button>Create account</button></form>", Asked.NEW),
        (f"<form>{USER}{NEW}<button>Anmelden</button></form>", Asked.NEW),
        (f"<form>{USER}{NEW}<button>Join</button><button type=submit>Log in</button></form>", Asked.NEW),
        (f"<form>{USER}{NEW}<button type=button>Log in</button><input type=submit value='Sign up'></form>", Asked.NEW),
        (f"<form>{USER}{NEW}<button type=submit> Sign <b>in</b></button></form>", Asked.ACCOUNT),
        (f"<form>{USER}{NEW}<input type=submit value='Iniciar sesi\u00f3n'></form>", Asked.ACCOUNT),
        (f"<form>{USER}{OLD}<input type=password id=password-repeat></form>", Asked.NEW),
        (f"<form>{USER}{OLD}<input type=password name=passwort_wiederholen></form>", Asked.NEW),
        (f"<form>{USER}{OLD}<input type=password name=pin></form>", Asked.ACCOUNT),
        ("<form><input type=password name=current_pw><input type=password name=confirm></form>", Asked.ACCOUNT),
        (f"<form>{USER}{NEW}</form><form>{USER}{OLD}</form>", Asked.ACCOUNT),
        ("<form action=/password><input type=password name=password></form>", Asked.DOOR),
        ("<form action='https://x.test/wp-login.php?action=postpass'><input type=password name=post_password></form>", Asked.DOOR),
        ("<form action=/password><input name=mail><input type=password name=password></form>", Asked.ACCOUNT),
        ("<form action=/in><input type=password name=password></form>", Asked.ACCOUNT),
        ("<p>Nothing is asked.</p>", Asked.ACCOUNT),
    ],
)  # fmt: skip
def test_what_a_password_is_wanted_for(html: str, kind: Asked) -> None:
    assert asked(f"<html><body>{html}</body></html>") is kind
