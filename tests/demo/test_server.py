"""The example company's server: what goes over the wire."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from auditor.demo.company import read
from auditor.demo.server import Answer, Example, ExampleError, ExampleServer, answer, load
from auditor.model import DnsOutcome

WWW = "www.quillnet.example"


@pytest.fixture(scope="module", params=[False, True], ids=["before", "after"])
def server(request: pytest.FixtureRequest) -> Iterator[ExampleServer]:
    with ExampleServer(load(fixed=request.param)) as running:
        yield running


@pytest.fixture(scope="module")
def before() -> Iterator[ExampleServer]:
    with ExampleServer(load()) as running:
        yield running


def trust(server: ExampleServer) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=server.ca_file)
    context.verify_flags |= ssl.VERIFY_X509_STRICT  # what Python 3.13 asks for by default
    return context


class Client(http.client.HTTPConnection):
    """Connects to loopback and names another host, over TLS where a context is given."""

    def __init__(self, port: int, host: str, context: ssl.SSLContext | None = None) -> None:
        super().__init__(host, port, timeout=5)
        self.context = context

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=5)
        self.sock = self.context.wrap_socket(plain, server_hostname=self.host) if self.context else plain


def ask(
    server: ExampleServer, host: str, path: str, scheme: str = "https", method: str = "GET"
) -> tuple[http.client.HTTPResponse, bytes]:
    port = server.https_port if scheme == "https" else server.http_port
    client = Client(port, host, trust(server) if scheme == "https" else None)
    try:
        client.request(method, path, headers={"Host": host})
        response = client.getresponse()
        return response, response.read()
    finally:
        client.close()


def test_every_override_answers_as_written(server: ExampleServer) -> None:
    assert server.example.overrides
    for (host, path), override in server.example.overrides.items():
        response, body = ask(server, host, path)
        if override.methods:
            assert (response.status, response.getheader("Allow")) == (405, "POST, OPTIONS")
        elif override.redirect:
            assert (response.status, response.getheader("Location")) == (override.status or 301, override.redirect)
        else:
            assert response.status == (override.status or 200), path
        for name, value in override.headers.items():
            assert response.getheader(name) == value
        assert int(response.getheader("Content-Length", "-1")) == len(body)


def test_every_host_shows_a_certificate_that_holds(server: ExampleServer) -> None:
    for host in server.hosts:
        with (
            socket.create_connection(("127.0.0.1", server.https_port), timeout=5) as plain,
            trust(server).wrap_socket(plain, server_hostname=host) as secure,
        ):
            assert secure.getpeercert()


def test_the_certificate_holds_for_no_other_host(before: ExampleServer) -> None:
    with (
        socket.create_connection(("127.0.0.1", before.https_port), timeout=5) as plain,
        pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"),
    ):
        trust(before).wrap_socket(plain, server_hostname="bank.example")


def test_certificates_are_valid_from_2020_to_2126(before: ExampleServer) -> None:
    for name in ("ca.pem", "server.pem"):
        # The standard library reads a certificate's dates only this way.
        decoded = ssl._ssl._test_decode_cert(str(before.ca_file.with_name(name)))  # type: ignore[attr-defined]
        assert decoded["notBefore"].endswith("2020 GMT")
        assert decoded["notAfter"].endswith("2126 GMT")


def test_one_connection_carries_many_requests(before: ExampleServer) -> None:
    client = Client(before.https_port, WWW, trust(before))
    client.request("GET", "/", headers={"Host": WWW})
    client.getresponse().read()
    socket_of_the_first = client.sock
    for method, path, status in (
        ("HEAD", "/", 200),
        ("GET", "/no-such-page", 404),
        ("OPTIONS", "/", 204),
        ("GET", "/contact", 200),
    ):
        client.request(method, path, headers={"Host": WWW})
        response = client.getresponse()
        response.read()
        assert response.status == status
        assert client.sock is socket_of_the_first
    client.close()


@pytest.mark.parametrize(
    ("path", "kind", "start"),
    [
        ("/", "text/html; charset=utf-8", b"<!doctype html>"),
        ("/css/quillnet.css", "text/css; charset=utf-8", b":root"),
        ("/img/favicon.png", "image/png", b"\x89PNG"),
        ("/img/logo.svg", "image/svg+xml", b"<svg"),
        ("/robots.txt", "text/plain; charset=utf-8", b"User-agent"),
        ("/sitemap.xml", "application/xml; charset=utf-8", b"<?xml"),
        ("/newsroom/quillnet-fact-sheet.pdf", "application/pdf", b"%PDF"),
    ],
)
def test_files_come_with_their_type(before: ExampleServer, path: str, kind: str, start: bytes) -> None:
    response, body = ask(before, WWW, path)
    assert (response.status, response.getheader("Content-Type")) == (200, kind)
    assert body.startswith(start)


@pytest.mark.parametrize(
    "path", ["/newsroom", "/newsroom/", "/newsroom/index.html", "/newsroom?from=home", "/news%72oom"]
)
def test_a_folder_answers_with_its_index(before: ExampleServer, path: str) -> None:
    response, body = ask(before, WWW, path)
    assert response.status == 200
    assert b"<h1>Newsroom</h1>" in body


def test_head_sends_the_length_of_the_body_and_no_body(before: ExampleServer) -> None:
    head, nothing = ask(before, WWW, "/prices", method="HEAD")
    _, body = ask(before, WWW, "/prices")
    assert nothing == b""
    assert head.getheader("Content-Length") == str(len(body))


def test_options_tells_what_is_allowed(before: ExampleServer) -> None:
    page, _ = ask(before, WWW, "/prices", method="OPTIONS")
    taker, _ = ask(before, WWW, "/support/fault-report", method="OPTIONS")
    gone, _ = ask(before, WWW, "/cgi/send-message.php", method="OPTIONS")
    assert (page.status, page.getheader("Allow")) == (204, "GET, HEAD, OPTIONS")
    assert (taker.status, taker.getheader("Allow")) == (204, "POST, OPTIONS")
    assert gone.status == 404


def test_plain_http_leads_to_https(before: ExampleServer) -> None:
    response, _ = ask(before, WWW, "/support?x=1", scheme="http")
    assert (response.status, response.getheader("Location")) == (301, f"https://{WWW}/support?x=1")


def test_the_call_back_form_answers_on_plain_http_until_mended(server: ExampleServer) -> None:
    response, body = ask(server, WWW, "/contact/form", scheme="http")
    assert response.status == (301 if server.example.fixed else 200)
    assert (b"Call-back form" in body) is not server.example.fixed


def test_an_unknown_path_gets_the_not_found_page_with_404(server: ExampleServer) -> None:
    response, body = ask(server, WWW, "/a8f3-no-such-page")
    assert response.status == 404
    assert "find that page</h1>" in body.decode()


@pytest.mark.parametrize(
    "path",
    ["/_footer.html", "/newsroom/_release.html", "/../demo.toml", "/%2e%2e/%2e%2e/demo.toml", "/..%2flayout", "/\x00"],
)
def test_nothing_but_pages_is_served(path: str) -> None:
    assert answer(load(), "https", "GET", WWW, path).status == 404


def test_a_host_that_is_none_of_ours_is_told_so(before: ExampleServer) -> None:
    response, _ = ask(before, "bank.example", "/", scheme="http")
    assert response.status == 421


def test_the_after_files_win_and_the_rest_stays() -> None:
    old, new = load(), load(fixed=True)
    assert page(old, "/prices") != page(new, "/prices")  # the footer
    assert page(old, "/img/logo.svg") == page(new, "/img/logo.svg")
    assert page(old, "/newsroom/media-contact").status == 404
    assert page(new, "/newsroom/media-contact").status == 200


def page(example: Example, path: str) -> Answer:
    return answer(example, "https", "GET", WWW, path)


def test_many_clients_at_once(before: ExampleServer) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: ask(before, WWW, "/support")[0].status, range(48)))
    assert found == [200] * 48


def test_a_client_that_never_shakes_hands_holds_up_nobody(before: ExampleServer) -> None:
    with socket.create_connection(("127.0.0.1", before.https_port), timeout=5):
        assert ask(before, WWW, "/")[0].status == 200


def test_a_client_that_hangs_up_holds_up_nobody(before: ExampleServer, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_connection(("127.0.0.1", before.https_port), timeout=5) as rude:
        rude.sendall(b"GET / HTTP/1.1\r\n\r\n")  # plain http to the TLS port
    assert ask(before, WWW, "/")[0].status == 200
    assert capfd.readouterr() == ("", "")


def test_both_ports_are_closed_afterwards() -> None:
    with ExampleServer(load()) as running:
        ports = running.http_port, running.https_port
        assert all(ports)
    for port in ports:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=5)


@pytest.mark.parametrize(
    ("name", "kind", "outcome", "values"),
    [
        (WWW, "A", DnsOutcome.FOUND, ("127.0.0.1",)),
        ("WWW.Quillnet.Example.", "A", DnsOutcome.FOUND, ("127.0.0.1",)),
        (WWW, "AAAA", DnsOutcome.NO_DATA, ()),
        ("quillnet.example", "MX", DnsOutcome.FOUND, ("10 mx.quillnet.example", "20 mx2.quillnet.example")),
        ("post.quillnet.example", "MX", DnsOutcome.FOUND, ("0 .",)),
        ("quilnet-care.example", "MX", DnsOutcome.NO_DOMAIN, ()),
        ("never-heard-of.example", "A", DnsOutcome.NO_DOMAIN, ()),
        ("example.net", "MX", DnsOutcome.FAILED, ()),
    ],
)
def test_lookup(before: ExampleServer, name: str, kind: str, outcome: DnsOutcome, values: tuple[str, ...]) -> None:
    record = before.lookup(name, kind)
    assert (record.outcome, record.values) == (outcome, values)
    if outcome is DnsOutcome.FOUND:
        assert before.zone[record.name, kind] == record


GOOD = 'company = "X"\nsite = "https://x.example/"\nhosts = ["x.example"]\n'


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("company = ", "is not valid TOML"),
        (GOOD.replace("company", "compnay"), "company: Field required"),
        (GOOD + "colour = 1\n", "colour: Extra inputs are not permitted"),
        (GOOD.replace('["x', '["y'), "site: https://x.example/ is on none of the hosts"),
        (GOOD + 'no_domain = ["x.example"]\n', "no_domain: x.example is one of the hosts"),
        (
            GOOD + '[overrides.both."y.example"]\n"/" = { status = 404 }\n',
            "overrides: 'y.example' is not one of the hosts",
        ),
        (GOOD + '[overrides.both."x.example"]\n"a" = { status = 404 }\n', "'a' is not a path that can be served"),
        (GOOD + '[overrides.both."x.example"]\n"/" = { status = 42 }\n', "overrides.both.x.example./.status"),
        (GOOD + '[overrides.both."x.example"]\n"/" = { redirect = "y" }\n', "overrides.both.x.example./.redirect"),
        (GOOD + '[overrides.both."x.example"]\n"/" = { file = "no.html" }\n', "there is no file 'no.html'"),
        (GOOD + '[zone."x.example"]\nCNAME = ["y.example"]\n', "zone.x.example.CNAME"),
    ],
)
def test_a_fault_in_demo_toml_is_named(tmp_path: Path, text: str, trouble: str) -> None:
    (tmp_path / "demo.toml").write_text(text)
    with pytest.raises(ExampleError) as caught:
        read(tmp_path)
    assert str(tmp_path / "demo.toml") in str(caught.value)
    assert trouble in str(caught.value)


def test_an_unknown_example_is_named() -> None:
    with pytest.raises(ExampleError, match="no example called 'acme'"):
        load("acme")


def test_a_page_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    (tmp_path / "demo.toml").write_text(GOOD)
    site = tmp_path / "before" / "x.example"
    site.mkdir(parents=True)
    (site / "index.html").write_text("{{ no_such_fact }}")
    (site / "fine.html").write_text("{{ company }}")
    (tmp_path / "tls").symlink_to(load().folder / "tls")
    with ExampleServer(read(tmp_path)) as running:
        client = Client(running.https_port, WWW, trust(running))
        client.request("GET", "/", headers={"Host": "x.example"})
        response = client.getresponse()
        assert (response.status, response.read()) == (500, b"/: 'no_such_fact' is undefined\n")
        client.request("GET", "/fine", headers={"Host": "x.example"})
        assert client.getresponse().read() == b"X"
        client.close()
