"""What speaks for or against a profile's being the company's, as sentences. Pure."""

from __future__ import annotations

from auditor.model import NOTHING, Beside, Message, OwnerEvidence, OwnerSign, message, quoted

_PLAIN = {
    OwnerSign.LISTED_OURS: message("It was named for this audit as yours."),
    OwnerSign.LISTED_PROBABLE: message("It was named for this audit as probably yours."),
    OwnerSign.LISTED_OTHER: message("It was named for this audit as somebody else's."),
    OwnerSign.SPOKESPERSON: message("It belongs to a spokesperson named for this audit."),
    OwnerSign.CONTESTED: message("The site warns of it, yet links to it as its own."),
    OwnerSign.OWN_DOMAIN: message("Its handle is the site's own domain."),
    OwnerSign.BELOW_DOMAIN: message("Its handle is a subdomain of the site's own domain."),
    OwnerSign.VERIFIED_LINK: message("It links back to the site, and its platform has verified the link."),
    OwnerSign.LINKS_BACK: message("Its bio links back to the site."),
    OwnerSign.SAME_AS: message("The site's structured data names it as the organization's own (sameAs)."),
    OwnerSign.REL_ME: message("The site links to it with rel=me."),
    OwnerSign.META: message("A meta element of the site names it."),
    OwnerSign.APP: message("The site names it as its own app."),
    OwnerSign.FOLLOW: message("The site asks visitors to follow it."),
    OwnerSign.OFFICIAL: message("The site calls it its official profile."),
    OwnerSign.NAMED_AFTER: message("Its handle is the company's name."),
    OwnerSign.CONTACT_PAGE: message("A page that says how to reach the company links to it."),
    OwnerSign.MENU_UNDER_OTHER_NAME: message("A menu or footer links to it, under another name."),
    OwnerSign.EXAMPLE: message("Themes and website builders ship it as an example."),
    OwnerSign.PERSONAL_ADDRESS: message("Its address is that of a personal profile."),
    OwnerSign.NOTHING: message("Nothing on the site says whose it is."),
    OwnerSign.BETTER_RIVAL: message("Another profile on this platform has stronger evidence."),
    OwnerSign.EQUAL_RIVAL: message("Another profile on this platform has equally strong evidence."),
}
_BESIDE = {
    Beside.WARNING: message("The site warns of it."),
    Beside.CREDIT: message("It is in a credit to those who made the site."),
    Beside.MEMBER: message("It is that of an organization to which the company belongs or which approves it."),
    Beside.PARTNER: message("It is listed among partners, brands or customers."),
    Beside.PRESS: message("It is that of somebody who reports about the company."),
    Beside.THANKS: message("The site thanks its owner."),
    Beside.QUOTE: message("It is that of somebody whom the site quotes."),
    Beside.PERSON: message("It is a person's."),
    Beside.LIST: message("It is in a list of recommendations."),
    Beside.SHARE: message("It is among links for sharing."),
    Beside.NAMED: message("It has the name of somebody else, who is named next to it."),
    Beside.ELSE: message("The page's structured data names it as somebody else's."),
}


def sentence(evidence: OwnerEvidence) -> Message:
    """Return a piece of evidence as a sentence, with the site's own words behind it."""
    match evidence.sign:
        case OwnerSign.FOOTER | OwnerSign.HEADER | OwnerSign.MENU | OwnerSign.REPEATED:
            return _linked(evidence)
        case OwnerSign.BESIDE:
            return _BESIDE.get(evidence.beside, NOTHING).then(_own_words(evidence.words))
        case OwnerSign.EARLIER_WORDS:
            return quoted(evidence.words)
    return _PLAIN[evidence.sign]


def sentences(evidence: tuple[OwnerEvidence, ...]) -> Message:
    """Return several pieces of evidence, a sentence each."""
    return NOTHING.then(*map(sentence, evidence))


def _own_words(words: str) -> Message:
    return message("The words next to it: “{words}”.", words=words) if words else NOTHING


def _linked(evidence: OwnerEvidence) -> Message:
    count = evidence.count
    match evidence.sign:
        case OwnerSign.FOOTER:
            return message(
                "The footer of {count} page links to it.", "The footers of {count} pages link to it.", count=count
            )
        case OwnerSign.HEADER:
            return message(
                "The header of {count} page links to it.", "The headers of {count} pages link to it.", count=count
            )
        case OwnerSign.MENU:
            return message(
                "The menu of {count} page links to it.", "The menus of {count} pages link to it.", count=count
            )
    return message(
        "{count} of {total} pages links to it.",
        "{count} of {total} pages link to it.",
        count=count,
        total=evidence.total,
    )
