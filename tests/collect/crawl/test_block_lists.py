"""Block lists in all the shapes they come in."""

from __future__ import annotations

import gzip
import time
import tracemalloc
from pathlib import Path

import pytest

from auditor.collect.crawl.block_lists import BlockList, UnreadableList, read

HOSTS = "# made today\r\n127.0.0.1 localhost\r\n::1 ip6-localhost\n0.0.0.0 bad.example www2.bad.example # two\n0.0.0.0 0.0.0.0\n"
URLS = "http://shop.example/pay/login.php?x=1\nhxxps://evil[.]example/a b\nhxxp://worse[.]example/in/\n"
URLHAUS = (
    "################\n# abuse list #\n#\n"
    "# id,dateadded,url,url_status,threat,tags,link,reporter\n"
    '"1","2026-11-01 10:00:00","http://shop.example/pay/login.php?x=1","online","x","a,b","https://list.example/url/1/","me"\n'
    '"2","2026-11-01 11:00:00","http://worse.example/in","online","x","None","https://list.example/url/2/","me"\n'
)
PHISHTANK = (
    "phish_id,url,phish_detail_url,submission_time,verified,online,target\n"
    "1,http://shop.example/pay/login.php?x=1,http://tank.example/phish_detail.php?phish_id=1,2026-11-01T00:00:00,yes,yes,Other\n"
    "2,http://worse.example/in,http://tank.example/phish_detail.php?phish_id=2,2026-11-01T00:00:00,yes,yes,Other\n"
)
SEMICOLONS = "Datum;Domain;Quelle\n01.11.2026;bad.example;Polizei\n02.11.2026;worse.example;Polizei\n"


def listed(folder: Path, data: str | bytes, name: str = "bad.txt") -> BlockList:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read(path)


@pytest.mark.parametrize("write", [str.encode, lambda s: gzip.compress(s.encode()), lambda s: b"\xef\xbb\xbf" + s.encode(), lambda s: s.encode("utf-16")])  # fmt: skip
def test_a_hosts_file_holds_the_hosts_it_names(tmp_path: Path, write: object) -> None:
    found = listed(tmp_path, write(HOSTS))  # type: ignore[operator]
    assert (found.bad, found.entries) == (0, 2)
    assert found.holds("https://bad.example/any?x#y")
    assert found.holds("https://www.bad.example:8443/")
    assert found.holds("https://WWW2.bad.example")
    assert not found.holds("https://other.bad.example/")
    assert not found.holds("https://example/")
    assert not found.holds("https://good.example/bad.example")


@pytest.mark.parametrize("line", ["bad.example", "*.bad.example", ".bad.example", "||bad.example^", "||bad.example^$all", "BAD.example.", "address=/bad.example/0.0.0.0", "bad[.]example", '"bad.example",'])  # fmt: skip
def test_a_domain_holds_for_all_below_it(tmp_path: Path, line: str) -> None:
    found = listed(tmp_path, f"! list\n@@||good.example^\n{line}\n")
    assert found.bad == 0
    assert found.holds("http://bad.example/")
    assert found.holds("http://a.b.bad.example/x")
    assert not found.holds("http://notbad.example/")
    assert not found.holds("http://good.example/")


def test_a_customers_host_does_not_condemn_the_service(tmp_path: Path) -> None:
    found = listed(tmp_path, "shady.github.io\n")
    assert found.holds("https://shady.github.io/")
    assert not found.holds("https://fine.github.io/")
    assert not listed(tmp_path, "github.io\n").holds("https://fine.github.io/")


def test_a_list_of_addresses_holds_these_alone(tmp_path: Path) -> None:
    found = listed(tmp_path, URLS)
    assert (found.entries, found.bad, found.first_bad) == (2, 1, 2)
    assert found.holds("https://shop.example/pay/login.php?x=1#top")
    assert found.holds("http://worse.example/in")
    assert not found.holds("http://shop.example/")
    assert not found.holds("http://shop.example/pay/login.php?x=2")


@pytest.mark.parametrize(
    "table", [URLHAUS, PHISHTANK, PHISHTANK.replace(",", "\t")], ids=["urlhaus", "phishtank", "tabs"]
)
def test_a_table_is_read_by_its_column_of_addresses(tmp_path: Path, table: str) -> None:
    found = listed(tmp_path, table, "bad.csv")
    assert (found.entries, found.bad) == (2, 0)
    assert found.holds("http://shop.example/pay/login.php?x=1")
    assert found.holds("http://worse.example/in")
    assert not found.holds("https://list.example/url/1/")
    assert not found.holds("http://tank.example/")


def test_a_table_of_hosts_needs_no_known_heading(tmp_path: Path) -> None:
    for data in (SEMICOLONS, SEMICOLONS.replace("Domain", "Was"), SEMICOLONS.partition("\n")[2]):
        found = listed(tmp_path, data)
        assert (found.entries, found.bad) == (2, 0), data
        assert found.holds("http://a.worse.example/")


@pytest.mark.parametrize("line", ["185.199.1.7", "http://185.199.1.7/x"])
def test_addresses_of_numbers_are_hosts_too(tmp_path: Path, line: str) -> None:
    found = listed(tmp_path, line)
    assert found.holds("http://185.199.1.7/x")
    assert not found.holds("http://185.199.1.77/x")


def test_names_in_other_scripts_are_compared_as_the_dns_knows_them(tmp_path: Path) -> None:
    found = listed(tmp_path, "bücher.example\n")
    assert found.holds("https://xn--bcher-kva.example/")


@pytest.mark.parametrize("data", ["", "# nothing\n", "<html><body>Not found</body></html>", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "hello world\nhow are you\n"])  # fmt: skip
def test_what_names_nothing_is_no_block_list(tmp_path: Path, data: str | bytes) -> None:
    with pytest.raises(UnreadableList, match=r"bad.txt: none of its lines names a host"):
        listed(tmp_path, data)


def test_a_file_that_is_not_there_or_broken_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableList, match=r"gone.txt: cannot be read \(No such file"):
        read(tmp_path / "gone.txt")
    with pytest.raises(UnreadableList, match="damaged"):
        listed(tmp_path, gzip.compress(HOSTS.encode() * 99)[:60])


def test_bad_lines_are_counted_and_told(tmp_path: Path) -> None:
    found = listed(tmp_path, "bad.example\nnot a host\n\x00\x01\n" + "x" * 9_000 + "\n")
    note = found.note()
    assert note is not None
    assert note.text.startswith(
        "3 lines of the block list bad.txt name neither a host nor an address (the first is line 2)"
    )
    assert found.entries == 1
    assert listed(tmp_path, "bad.example\n").note() is None


@pytest.mark.slow
def test_a_long_list_takes_little_room_and_a_look_up_no_time(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("".join(f"0.0.0.0 host{number}.bad{number % 97}.example\n" for number in range(100_000)))
    tracemalloc.start()
    found = read(path)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.entries == 100_000
    assert kept < 2_000_000
    assert peak < 20_000_000
    started = time.process_time()
    assert not any(found.holds(f"https://www.site{number}.example/a/b") for number in range(2_000))
    assert time.process_time() - started < 2.0
