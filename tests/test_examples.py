"""The example company itself: its faults are there before and gone after, and nothing in it belongs to anybody real."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from pypdf import PdfReader

from auditor.audit import registry
from auditor.demo.company import Fault
from auditor.demo.server import Answer, Example, answer, load
from auditor.model import DnsOutcome

ROOT = "https://www.quillnet.example"
WWW = "www.quillnet.example"
FOLDER = load().folder
REFERENCES = (("a", "href"), ("link", "href"), ("img", "src"), ("form", "action"))
WALLS_KEPT = {"https://social.example/quillnet", "https://worklink.example/company/quillnet"}
NOT_ASKED = {
    "missing-imprint": "German law asks for it, and Quillnet is British",
    "recurring-compromise": "its account was taken over once",
    "repeat-incident": "nobody had audited it before",
    "unresolved-complaint-cluster": "those who report a trouble are answered, if late",
    "amplified-complaint": "it never made a show of complaints",
    "unproven-endorsement": "it names no papers and partners",
}
"""Checks that do not show in the example, and why."""
CHECKS = registry.load(installed=False).keys() - NOT_ASKED.keys()


def get(example: Example, url: str) -> Answer | None:
    """Return what `url` answers, None where its host does not exist."""
    parts = urlsplit(url)
    if parts.netloc not in example.hosts:
        return None
    return answer(
        example, parts.scheme, "GET", parts.netloc, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    )


@dataclass(frozen=True)
class Read:
    """A page of the main host."""

    url: str
    depth: int
    soup: BeautifulSoup

    def references(self) -> Iterator[tuple[Tag, str]]:
        for name, attribute in REFERENCES:
            for element in self.soup.find_all(name):
                target = urljoin(self.url, str(element[attribute]))
                if target.startswith("http"):
                    yield element, target

    def hrefs(self, scheme: str) -> set[str]:
        found = {str(a["href"]) for a in self.soup.find_all("a", href=True)}
        return {href.removeprefix(scheme) for href in found if href.startswith(scheme)}


@cache
def pages(fixed: bool) -> dict[str, Read]:
    """Return the pages of the main host that a visitor reaches by clicking, by URL, with their clicks from home."""
    example = load(fixed=fixed)
    found: dict[str, Read] = {}
    queue = [(f"{ROOT}/", 0)]
    for url, depth in queue:
        response = get(example, url)
        if url in found or response is None or not is_page(response) or urlsplit(url).netloc != WWW:
            continue
        found[url] = Read(url, depth, BeautifulSoup(response.body, "lxml"))
        clicks = {urldefrag(target)[0] for element, target in found[url].references() if element.name == "a"}
        queue += [(target, depth + 1) for target in sorted(clicks)]
    return found


def is_page(response: Answer) -> bool:
    return response.status == 200 and response.headers["Content-Type"].startswith("text/html")


def page(fixed: bool, path: str) -> Read:
    url = urljoin(ROOT, path)
    response = get(load(fixed=fixed), url)
    assert response is not None
    return Read(url, -1, BeautifulSoup(response.body, "lxml"))


def test_the_site_has_pages_enough() -> None:
    assert len(pages(False)) >= 28
    assert len(pages(True)) > len(pages(False))


@pytest.mark.parametrize("fixed", [False, True])
def test_every_page_has_title_heading_and_language(fixed: bool) -> None:
    for url, read in pages(fixed).items():
        if url == f"{ROOT}/contact/sign-language" and not fixed:
            continue  # the empty page is one of the faults
        assert read.soup.title is not None
        assert read.soup.title.get_text(strip=True).endswith("| Quillnet Broadband")
        assert len(read.soup.find_all("h1")) == 1, url
        assert read.soup.html is not None
        assert read.soup.html["lang"] == ("de" if "/de/" in url else "en-GB")
        assert all(img.get("alt") is not None for img in read.soup.find_all("img")), url


def test_after_every_reference_resolves() -> None:
    example = load(fixed=True)
    for url, read in pages(True).items():
        for element, target in read.references():
            address, fragment = urldefrag(target)
            response = get(example, address)
            assert address.startswith("https://"), (url, target)
            assert response is not None, (url, target)
            if address in WALLS_KEPT:
                assert response.status in {302, 999}
            elif element.name == "form" and element["method"] == "post":
                assert (response.status, response.headers["Allow"]) == (405, "POST, OPTIONS"), (url, target)
            else:
                assert response.status == 200, (url, target)
            if fragment:
                assert BeautifulSoup(response.body, "lxml").find(id=fragment), (url, target)


def test_after_every_form_can_be_sent_and_none_leaks() -> None:
    for url, read in pages(True).items():
        for form in read.soup.find_all("form"):
            assert form.find("button"), url
            personal = form.select_one("[name=name], [name=email], [name=phone]")
            assert not personal or form["method"] == "post", url


def test_after_every_address_takes_mail_and_every_number_is_dialled_as_shown() -> None:
    example = load(fixed=True)
    addresses = {address for read in pages(True).values() for address in read.hrefs("mailto:")}
    assert {"press@quillnet.example", "care@quillnet.example", "complaints@quillnet.example"} <= addresses
    for address in addresses:
        assert example.lookup(address.partition("@")[2], "MX").values[0].startswith("10 ")
    for read in pages(True).values():
        for link in read.soup.find_all("a", href=re.compile("^tel:")):
            assert national(link.get_text()) == national(str(link["href"]).removeprefix("tel:"))
            assert RESERVED.fullmatch(national(link.get_text()))


def test_after_contact_pages_are_two_clicks_away_and_written() -> None:
    for path in (
        "/contact",
        "/contact/form",
        "/complaints",
        "/newsroom/media-contact",
        "/support/complaints-procedure",
    ):
        assert pages(True)[ROOT + path].depth <= 2, path
    assert max(read.depth for url, read in pages(True).items() if "/support/" in url) == 2
    for url, read in pages(True).items():
        assert not re.search("lorem ipsum|coming soon|example street", read.soup.get_text(), re.IGNORECASE), url


def test_after_the_sitemap_lists_pages_that_load() -> None:
    assert all(is_page(response) for response in sitemap(True).values())


def test_before_the_sitemap_lists_one_page_that_is_none() -> None:
    listed = sitemap(False)
    assert all(is_page(response) for url, response in listed.items() if url != f"{ROOT}/complaints")
    soft = listed[f"{ROOT}/press-office"]
    hard = get(load(), f"{ROOT}/no-such-page")
    assert hard is not None
    assert (soft.status, hard.status) == (200, 404)
    assert soft.body == hard.body


def sitemap(fixed: bool) -> dict[str, Answer]:
    example = load(fixed=fixed)
    listing = get(example, f"{ROOT}/sitemap.xml")
    assert listing is not None
    urls = re.findall("<loc>(.*?)</loc>", listing.body.decode())
    assert len(urls) == len(set(urls)) >= 28
    answers = {url: get(example, url) for url in urls}
    return {url: response for url, response in answers.items() if response is not None}


# --- Before: each fault on the list is there ----------------------------------------------------------------------


def test_there_is_a_fault_for_every_check() -> None:
    assert {fault.check for fault in load().faults} == CHECKS
    assert load(fixed=True).faults == ()


def faults(*checks: str) -> list[Fault]:
    return [fault for fault in load().faults if fault.check in checks]


def source(fixed: bool, url: str) -> str:
    response = get(load(fixed=fixed), url)
    assert response is not None
    return response.body.decode()


@pytest.mark.parametrize(
    "fault",
    faults("dead-media-page", "dead-contact-page", "dead-contact-link", "hijacked-link", "defunct-platform-link"),
    ids=lambda f: f.subject,
)
def test_before_the_dead_reference_stands_on_its_page(fault: Fault) -> None:
    assert fault.subject in source(False, fault.page)


@pytest.mark.parametrize(
    ("url", "status"),
    [
        (f"{ROOT}/newsroom/media-contact", 404),
        (f"{ROOT}/newsroom/quillnet-press-kit-2026.zip", 404),
        (f"{ROOT}/img/head-office.jpg", 404),
        (f"{ROOT}/cgi/send-message.php", 404),
        (f"{ROOT}/cgi/call-back.php", 404),
        (f"{ROOT}/newsroom", 200),
        ("https://www.ferry-arms.example/quiz-night", 404),
        ("https://www.ferry-arms.example/", 200),
        ("https://www.tidewater-trivia.example/", 302),
        ("https://www.lucky-otter.example/", 200),
        ("https://www.saltby-juniors.example/", 200),
        ("https://chirp.example/quillnet", 403),
        ("https://pictures.example/quillnet", 429),
        ("https://worklink.example/company/quillnet", 999),
        ("https://social.example/quillnet", 302),
        ("https://social.example/login?next=%2Fquillnet", 200),
        ("https://cdn.pressroom.example/quillnet/van-rope-walk.png", 200),
        ("https://shorter.example/quillnet-month", 301),
        ("https://click.mailtide.example/r/8812", 302),
        ("https://quillnet-bonus.example/", 302),
    ],
)
def test_before_the_answer_is(url: str, status: int) -> None:
    response = get(load(), url)
    assert response is not None
    assert response.status == status


def test_before_the_complaints_page_is_the_home_page() -> None:
    response = get(load(), f"{ROOT}/complaints")
    assert response is not None
    assert (response.status, response.headers["Location"]) == (302, "/")


def test_before_the_page_on_sign_language_is_empty() -> None:
    assert page(False, "/contact/sign-language").soup.get_text(strip=True) == ""
    assert len(page(True, "/contact/sign-language").soup.get_text(strip=True)) > 400


def test_before_the_fragment_leads_nowhere() -> None:
    article = page(False, "/support/router-setup").soup
    assert article.find(id="factory-reset") is None
    assert article.find(id="reset") is not None


def test_before_a_linked_host_does_not_exist() -> None:
    assert load().lookup("rivermouth-wifi.example", "A").outcome is DnsOutcome.NO_DOMAIN
    assert "rivermouth-wifi" not in source(True, f"{ROOT}/newsroom")


@pytest.mark.parametrize("fault", faults("hijacked-link"), ids=lambda f: f.subject)
def test_after_no_link_leads_into_other_hands(fault: Fault) -> None:
    assert not any(fault.subject == target for read in pages(True).values() for _, target in read.references())


def test_before_one_domain_leads_to_a_casino_and_one_is_for_sale() -> None:
    sent, sold = (get(load(), fault.subject) for fault in faults("hijacked-link"))
    assert sent is not None
    assert sold is not None
    assert sent.headers["Location"] == "https://www.lucky-otter.example/"
    assert "domain is for sale" in sold.body.decode()


def test_before_the_free_month_leads_to_a_page_that_asks_for_passwords() -> None:
    url, hosts = "https://shorter.example/quillnet-month", []
    while (response := get(load(), url)) is not None and response.status in {301, 302}:
        hosts.append(urlsplit(url).netloc)
        url = urljoin(url, response.headers["Location"])
    assert hosts == ["shorter.example", "click.mailtide.example", "quillnet-bonus.example"]
    assert response is not None
    assert "Quillnet" in response.body.decode()
    assert len(BeautifulSoup(response.body, "lxml").select("input[type=password]")) == 2


def test_before_the_newsroom_offers_no_way_to_reach_it() -> None:
    newsroom = [read for url, read in pages(False).items() if "/newsroom" in url]
    assert len(newsroom) >= 5
    assert [route for read in newsroom for route in routes(read)] == []
    assert not any("press@" in read.soup.get_text() for read in pages(False).values())
    assert "mailto:press@quillnet.example" in routes(page(True, "/newsroom"))


def test_before_no_contact_or_support_page_offers_a_usable_route() -> None:
    found = {route for url, read in pages(False).items() for route in routes(read) if CONTACT_PATH.search(url)}
    assert found == {
        "mailto:care@quilnet-care.example",
        "mailto:kontakt@quilnet-care.example",
        "mailto:complaints@post.quillnet.example",
        "mailto:info@example.com",
        "mailto:support@quillnet",
        "tel:+4420",
        "tel:+442079460535",  # a fax
        "tel:+44000000000000",
        f"{ROOT}/cgi/send-message.php",
        "http://www.quillnet.example/cgi/call-back.php",
        f"{ROOT}/support/fault-report",
    }


def test_before_no_page_where_customers_might_look_next_offers_one_either() -> None:
    for path in ("/", "/about", "/team", "/legal-notice", "/privacy", "/terms"):
        assert [route for route in routes(pages(False)[ROOT + path]) if "/coverage" not in route] == [], path


CONTACT_PATH = re.compile("/(contact|support|complaints|shop-finder|de/kontakt)")


def routes(read: Read) -> list[str]:
    """Return what a visitor could write to, ring or fill in; search forms are none."""
    links = [str(a["href"]) for a in read.soup.find_all("a", href=re.compile("^(mailto|tel):"))]
    return links + [str(form["action"]) for form in read.soup.find_all("form") if form.get("role") != "search"]


@pytest.mark.parametrize("fault", faults("undeliverable-email"), ids=lambda f: f.subject)
def test_before_the_address_takes_no_mail(fault: Fault) -> None:
    assert fault.subject in page(False, fault.page).hrefs("mailto:")
    assert fault.subject not in page(True, fault.page).hrefs("mailto:")
    record = load().lookup(fault.subject.partition("@")[2], "MX")
    assert record.outcome in {DnsOutcome.NO_DOMAIN, DnsOutcome.FAILED} or record.values == ("0 .",)


@pytest.mark.parametrize("fault", faults("unusable-phone"), ids=lambda f: f"{f.page} {f.subject}")
def test_before_the_number_is_not_the_one_dialled(fault: Fault) -> None:
    links = page(False, fault.page).soup.select("a[href^='tel:']")
    [link] = [one for one in links if fault.subject in {one.get_text(), one["href"]}]
    dialled = national(str(link["href"]).removeprefix("tel:"))
    assert dialled != national(fault.subject)
    assert fault.subject.startswith("0") or not RESERVED.fullmatch(dialled)


def test_before_the_forms_are_broken() -> None:
    leaking = page(False, "/contact/form").soup.select_one("form[method=get][action^='http://']")
    assert leaking is not None
    assert len(leaking.select("[name=name], [name=email], [name=phone]")) == 3
    stuck = page(False, "/support/technical").soup.select_one("form")
    assert stuck is not None
    assert stuck.select("textarea")
    assert stuck.select("button, [type=submit], [type=image]") == []


def test_before_a_contact_page_is_linked_over_plain_http() -> None:
    response = get(load(), "http://www.quillnet.example/contact/form")
    assert response is not None
    assert is_page(response)
    assert 'href="http://www.quillnet.example/contact/form"' in source(False, f"{ROOT}/contact")
    assert 'href="http:' not in source(True, f"{ROOT}/contact")


def test_before_the_newsroom_is_three_clicks_away() -> None:
    assert pages(False)[f"{ROOT}/newsroom"].depth == 3
    assert pages(True)[f"{ROOT}/newsroom"].depth == 1


def test_before_two_pages_hold_placeholders() -> None:
    unwritten = page(False, "/business/support").soup.get_text()
    assert "Lorem ipsum" in unwritten
    assert "123 Example Street" in unwritten
    assert "<h1>Coming soon</h1>" in source(False, f"{ROOT}/contact/chat")
    assert "chat" not in page(True, "/support").soup.get_text().lower()


# --- Nothing belongs to anybody real -------------------------------------------------------------------------------

# Ofcom, "Telephone numbers for use in TV and radio drama programmes"; of Sweden, PTS's numbers for fiction (070-1740605 to 99).
RESERVED = re.compile(r"02079460\d{3}|01632960\d{3}|08081570\d{3}|07700900\d{3}|\+?4670174(?:060[5-9]|06[1-9]\d)")
BROKEN_NUMBERS = {"00000000000000", "0000000000000", "0207946"}
NUMBER = re.compile(r"(?<![\w.-])(?:\+|0)[\d ()/-]{6,}\d")
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]*\w")


def national(number: str) -> str:
    return re.sub(r"[^\d]", "", re.sub(r"^\+44\s*(\(0\))?", "0", number.strip()))


def texts() -> Iterator[tuple[str, str]]:
    """Yield every file of the examples as text, archives and PDFs opened."""
    for path in sorted(FOLDER.parent.rglob("*")):
        if path.suffix in {".html", ".toml", ".md", ".txt", ".xml", ".css", ".sh", ".json", ".jsonl", ".csv", ".py"}:
            yield str(path), path.read_text(encoding="utf-8")
        elif path.suffix == ".svg":
            yield str(path), BeautifulSoup(path.read_bytes(), "xml").get_text(" ")
        elif path.suffix == ".pdf":
            yield str(path), "\n".join(sheet.extract_text() for sheet in PdfReader(path).pages)
        elif path.suffix in {".zip", ".docx"}:
            yield from ((f"{path}!{name}", text) for name, text in packed(path))
        else:
            assert path.is_dir() or path.suffix in {".png", ".pem", ".jpg", ".pyc"}, f"what is {path}?"


def packed(path: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".txt", ".xml")):
                yield name, archive.read(name).decode()


def test_every_number_is_reserved_for_drama() -> None:
    found = {(file, number.group()) for file, text in texts() for number in NUMBER.finditer(text)}
    numbers = {national(number) for _, number in found} - BROKEN_NUMBERS
    assert len(numbers) >= 6
    assert {number for number in numbers if not RESERVED.fullmatch(number)} == set(), found


def test_every_address_is_reserved() -> None:
    found = {address.group() for _, text in texts() for address in ADDRESS.finditer(text)}
    assert len(found) >= 12
    assert {one for one in found if not one.endswith(".example")} == {"info@example.com", "support@quillnet"}


def test_every_host_is_reserved() -> None:
    found = {host for _, text in texts() for host in re.findall(r"https?://([\w.\\-]*\w)", text)}
    hosts = {host.replace("\\.", ".") for host in found}  # patterns escape the dot
    assert WWW in hosts
    elsewhere = {host for host in hosts if not host.endswith(".example")}
    namespaces = {"schema.org", "www.sitemaps.org", "www.w3.org", "purl.org", "schemas.openxmlformats.org", "api.w.org"}
    assert elsewhere - namespaces == {
        "bsky.app",
        "news.ycombinator.com",
        "plus.google.com",
        "127.0.0.1",
    }  # named, never asked; a test serves itself


# --- The folder ------------------------------------------------------------------------------------------------------


def test_the_examples_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.parent.rglob("*") if path.is_file()) < 600_000


def test_after_holds_only_what_differs() -> None:
    new = [path for path in (FOLDER / "after").rglob("*") if path.is_file()]
    assert len(new) >= 15
    for path in new:
        old = FOLDER / "before" / path.relative_to(FOLDER / "after")
        assert not old.exists() or old.read_bytes() != path.read_bytes(), path


def test_the_readme_lists_every_fault() -> None:
    rows = [line for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    listed = [row for row in rows if row.split()[1] in CHECKS]
    assert listed == [row_of(fault) for fault in load().faults]


def row_of(fault: Fault) -> str:
    at, subject = fault.page.removeprefix(ROOT), fault.subject.removeprefix(ROOT)
    return f"| {fault.check} | `{at}` | `{subject}`: {fault.what} | {fault.fixed} |"
