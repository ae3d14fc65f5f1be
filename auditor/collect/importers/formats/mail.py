"""Mail: mailboxes in mbox form (Thunderbird, Google Takeout), and messages saved one by one (.eml), in a folder or a zip too."""

from __future__ import annotations

import email
import re
from codecs import BOM_UTF8
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message as Mail
from email.utils import getaddresses
from itertools import chain

from auditor.collect.importers import files
from auditor.collect.importers.base import CERTAIN, NO, NO_DATE, NO_TEXT, Importer, Request, Skip
from auditor.collect.importers.chats import plain
from auditor.collect.importers.files import Export
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

_FILES = re.compile(r"\.(?:mbox|eml)$|(?:^|/)mbox$", re.IGNORECASE)
_BEGINS = re.compile(rb"From \S.{0,300}\d\d:\d\d.{0,40}\d{4}", re.DOTALL)
"""How a message begins in an mbox file, after an empty line (RFC 4155)."""
_HEADER = re.compile(r"(?im)^(?:from|date|message-id|subject|received):[ \t]")
_LARGEST = 1 << 20
"""Bytes of a message that are read: head and words come before what is attached."""
_LINE = 1 << 16
_IDS = re.compile(r"<[^<>\s]{3,300}>")
_QUOTED = re.compile(r"^>.*$", re.MULTILINE)
_ABOVE_QUOTED = re.compile(
    r"^(?:-{2,}\s?(?:Original Message|Urspr\u00fcngliche Nachricht|Message d'origine|Mensaje original|Messaggio originale|Oorspronkelijk bericht"
    r"|Mensagem original|Forwarded message)\s?-{2,}"
    r"|(?:On|Am|Le|El|Il|Op|Em|Il giorno)\s[^\n]{5,200}(?:\n[^\n]{0,120})?(?:wrote|schrieb[^\n]{0,80}|\u00e9crit|escribi\u00f3|ha scritto|schreef[^\n]{0,80}|escreveu)\s?:"
    r"|_{10,}\s*\n(?:From|Von|De|Da|Van):"
    r"|-- )\s*$",
    re.MULTILINE,
)
"""Lines below which words of an earlier message stand, or the signature."""
_MOST_THREADS = 200_000
"""Messages whose conversation is remembered."""
_AUTOMATIC = frozenset({"bulk", "junk", "list", "auto_reply"})


def sniff(sample: Sample) -> float:
    """Know it by the lines at its beginning."""
    name = sample.first(_FILES)
    head = sample.text(name)[:20_000] if name else ""
    if _BEGINS.match(head[:400].encode("utf-8", "replace")):
        return CERTAIN if _HEADER.search(head) else NO
    return CERTAIN if _FILES.search(name) and len(set(map(str.lower, _HEADER.findall(head)))) >= 2 else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield the messages of every mailbox."""
    threads = _Threads()
    with files.opened(request.path) as export:
        names = export.chosen(_FILES, "mailbox (.mbox) or message (.eml)")
        for name in names:
            for number, raw in enumerate(_messages(export, name), 1):
                made = _post(request, raw, threads)
                yield Skip(made, f"{name}, message {number}") if isinstance(made, str) else made


def _messages(export: Export, name: str) -> Iterator[bytes]:
    with export.open(name) as stream:
        is_mailbox = _BEGINS.match(stream.read(400).removeprefix(BOM_UTF8))
    with export.open(name) as stream:
        first = stream.readline(_LINE).removeprefix(BOM_UTF8)
        if is_mailbox:
            yield from _split(chain((first,), iter(lambda: stream.readline(_LINE), b"")))
        else:
            yield first + stream.read(_LARGEST)


def _split(source: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the messages of an mbox file, each as far as it is read."""
    held: list[bytes] = []
    size, empty = 0, True
    for line in source:
        if empty and line.startswith(b"From ") and _BEGINS.match(line):
            if held:
                yield b"".join(held)
            held, size = [], 0
        elif size < _LARGEST:
            held.append(line)
            size += len(line)
        empty = line in {b"\n", b"\r\n"}
    if held:
        yield b"".join(held)


class _Threads:
    """Which conversation a message belongs to: that of the oldest message it refers to."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, str] = OrderedDict()

    def of(self, own: str, earlier: list[str]) -> str:
        """Return the conversation of a message.

        Args:
            own: Its id.
            earlier: Those it refers to, the oldest first.
        """
        thread = next((self._known[one] for one in earlier if one in self._known), earlier[0] if earlier else own)
        for one in (own, *earlier[:20]):
            self._known.setdefault(one, thread)
        while len(self._known) > _MOST_THREADS:
            self._known.popitem(last=False)
        return thread


def _post(request: Request, raw: bytes, threads: _Threads) -> Post | str:
    mail = email.message_from_bytes(raw)
    at = request.clock.read(_header(mail, "Date")[:80].strip())
    if at is None:
        return NO_DATE
    text = _own_words(_text(mail))
    subject = _header(mail, "Subject").strip()
    answers = _IDS.findall(_header(mail, "In-Reply-To"))[:1]
    earlier = _IDS.findall(_header(mail, "References"))[-50:] or answers
    if not earlier and subject:
        text = f"{subject}\n{text}".strip()
    if not text:
        return NO_TEXT
    address = next((one.lower() for _, one in getaddresses([_header(mail, "From")]) if "@" in one), "")
    own = next(iter(_IDS.findall(_header(mail, "Message-ID"))), "") or f"{at.timestamp()} {address} {text}"
    parent = (answers or earlier)[-1:]
    return request.post(
        at,
        address,
        by_brand=_is_ours(request, address),
        id=own,
        text=text,
        thread_id=threads.of(own, earlier),
        parent_id=parent[0] if parent else "",
        automated=_is_automatic(mail),
        kind=PostKind.DIRECT,
    )


def _is_ours(request: Request, address: str) -> bool:
    """Return whether a mailbox is the company's: by its account, its brands or the domain of its site."""
    if request.is_brand(address):
        return True
    host, domain = request.site.removeprefix("www."), address.rpartition("@")[2]
    account = request.settings.account.rpartition("@")[2].lower() if "@" in request.settings.account else ""
    return bool(domain) and any(one and (domain == one or domain.endswith(f".{one}")) for one in (host, account))


def _is_automatic(mail: Mail) -> bool:
    if _header(mail, "Auto-Submitted").strip().lower() not in {"", "no"}:
        return True
    return _header(mail, "Precedence").strip().lower() in _AUTOMATIC or any(
        mail.get(name) is not None for name in ("X-Autoreply", "X-Autorespond", "List-Unsubscribe")
    )


def _header(mail: Mail, name: str) -> str:
    said = str(mail.get(name) or "")[:10_000]
    if "=?" not in said:
        return said
    try:
        parts = decode_header(said)
    except (HeaderParseError, ValueError):
        return said
    return "".join(part if isinstance(part, str) else _decoded(part, charset or "ascii") for part, charset in parts)


def _text(mail: Mail) -> str:
    """Return the words of a message, those in plain text before those in HTML."""
    found = {"text/plain": "", "text/html": ""}
    for part in mail.walk():
        kind = part.get_content_type()
        if kind in found and not found[kind] and part.get_content_disposition() != "attachment":
            found[kind] = _payload(part)
    return found["text/plain"].strip() or plain(found["text/html"])


def _payload(part: Mail) -> str:
    try:
        body = part.get_payload(decode=True)
    except (ValueError, LookupError, MessageError):
        return ""
    return _decoded(body, str(part.get_content_charset() or "utf-8")) if isinstance(body, bytes) else ""


def _decoded(body: bytes, charset: str) -> str:
    try:
        return body.decode(charset, "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")


def _own_words(text: str) -> str:
    """Return a message without what it quotes of others."""
    text = text.replace("\r\n", "\n")
    found = _ABOVE_QUOTED.search(text)
    return _QUOTED.sub("", text[: found.start()] if found else text).strip()


IMPORTER = Importer(
    interface=1,
    name="mail",
    title="Mail: mailbox (.mbox) or messages (.eml), as file, folder or zip",
    sniff=sniff,
    read=read,
    cannot_see=("deleted", "images"),
    private=True,
    seen=True,
    basis="RFC 5322 and 4155; the company's mailboxes are those of its site's domain, of `account` and of `brand`",
)
