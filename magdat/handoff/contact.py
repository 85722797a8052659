"""Whether what somebody typed says where an answer may go: an address, a number, a desk, a name, or «anoniem»."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from enum import Enum
from html.parser import HTMLParser

from email_validator import EmailNotValidError, validate_email

from magdat.guidance.model import fits
from magdat.handoff.talk import HandoffTalk

ANONYMOUS = "anoniem"
"""What the button says, and what is kept when somebody wants no answer or does not want to be known."""

ADDRESSES = frozenset({"e-mail", "telefoon", "handle", "personeelsnummer", "adres"})
"""Kinds of personal data (magdat/privacy) by which a person can be reached, whatever stands around them."""

WRITTEN = frozenset({"e-mail", "telefoon"})
"""Those that are what they seem also between the tags of a web page."""

MAIL, NAME = "e-mail", "naam"

MOST_CHARACTERS = 200
"""Characters of a contact; of a longer text only the addresses in it are kept."""

LIKE_A_CONTACT = 12
"""Words at most of a desk or a name with what stands around it; whoever writes more goes on with the message."""

_LIKE_MAIL = re.compile(r"\S@|@\S")

_LONE_NUMBER = re.compile(r"^\W*\d{3,6}\W*$")


class Reach(Enum):
    """How well a text says where to answer."""

    ADDRESS = "address"
    """A mail address, a telephone, an extension: there is no doubt."""

    PLACE = "place"
    """Somebody's name or a place at work: colleagues know the way."""

    ANONYMOUS = "anonymous"
    """No answer is wanted."""

    DOUBTFUL = "doubtful"
    """Some words that may mean something to a colleague; believed only from somebody who says it again."""

    WRONG = "wrong"
    """What looks like an address and is none, or holds no words: pieces of a web page, of a program."""

    NOWHERE = "nowhere"
    """A yes, a no, a question, a button, or one word that says nothing: nobody can be reached by it."""


@dataclass(frozen=True)
class Contact:
    """What somebody typed, and how far it reaches."""

    reach: Reach
    text: str = ""
    """What is passed on as the place for an answer; empty when that is nowhere."""


@dataclass(frozen=True)
class Piece:
    """A piece of personal data in the text: its kind, and what was typed."""

    kind: str
    text: str


def read_contact(talk: HandoffTalk, typed: str, pieces: tuple[Piece, ...], *, asks: bool, replies: bool) -> Contact:
    """Say how well a text tells where an answer may go.

    Args:
        talk: how people say such things.
        typed: the text.
        pieces: the personal data in it.
        asks: whether it is a question.
        replies: whether it is a yes, a no or another move in the conversation.
    """
    text = " ".join(typed.split())
    tagged = _has_tags(text)
    pieces = tuple(piece for piece in pieces if _holds(piece) and (piece.kind in WRITTEN or not tagged))
    kinds: Set[str] = {piece.kind for piece in pieces}
    words = len(text.split())
    if text.startswith("/"):
        return Contact(Reach.NOWHERE)
    if kinds & ADDRESSES or (_extension(talk, text) and not tagged):
        return Contact(Reach.ADDRESS, _kept(text, pieces, alone=tagged))
    negated = fits(talk.negation, text)
    if text.strip(" .!?").lower() == ANONYMOUS:
        return Contact(Reach.ANONYMOUS, ANONYMOUS)
    named = NAME in kinds or fits(talk.place, text)
    asks_surely = "?" in text or (asks and not named)  # «doe maar via Els» begins like a question
    if asks_surely or replies or not any(char.isalpha() for char in text):
        return Contact(Reach.NOWHERE)
    if words <= LIKE_A_CONTACT and _anonymous(talk, text):
        return Contact(Reach.ANONYMOUS, ANONYMOUS)
    if tagged or _LIKE_MAIL.search(text) or (not named and re.search(talk.no_words, text)):
        return Contact(Reach.WRONG)
    if named and not negated and not asks and words <= LIKE_A_CONTACT:
        return Contact(Reach.PLACE, text[:MOST_CHARACTERS])
    if words == 1 and not named:
        return Contact(Reach.NOWHERE)
    return Contact(Reach.DOUBTFUL, text[:MOST_CHARACTERS])


def _extension(talk: HandoffTalk, text: str) -> bool:
    """Return whether a number at work stands there: «toestel 214», or a short number and nothing else."""
    return _LONE_NUMBER.match(text) is not None or fits(rf"(?:{talk.extension})\W{{0,3}}\d[\d.]{{0,8}}", text)


def _anonymous(talk: HandoffTalk, text: str) -> bool:
    """Return whether somebody wants no answer; «niet anoniem» is the opposite."""
    if fits(rf"(?:{talk.negation})\W+(?:\w+\W+)?{ANONYMOUS}", text):
        return False
    return any(fits(form, text) for form in talk.anonymous)


def _holds(piece: Piece) -> bool:
    """Return whether a piece is what it is taken for: a mail address to which anybody can write.

    One that is spelled out («mia punt peeters at …») is believed. A network of a company's own may be called as it
    likes (``.local``); the library knows only names that hold everywhere, so it looks at what stands before that.
    """
    if piece.kind != MAIL or "@" not in piece.text:
        return True
    if "." not in piece.text.rpartition("@")[2]:
        return False
    try:
        validate_email(f"{piece.text}.be", check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _has_tags(text: str) -> bool:
    """Return whether a text holds tags of a web page; «Els <3» holds none."""
    found: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            found.append(tag)

        def handle_endtag(self, tag: str) -> None:
            found.append(tag)

    tags = Tags()
    tags.feed(text)
    tags.close()
    return any("@" not in tag for tag in found)  # «Mia <mia@example.be>» is how mail programs write it


def _kept(text: str, pieces: tuple[Piece, ...], *, alone: bool) -> str:
    """Return the text, or only the addresses in it when it is long or no more than a wrapping of one mail address.

    Args:
        text: what was typed.
        pieces: what was found in it.
        alone: whether nothing but the addresses may be kept.
    """
    addresses = [piece for piece in pieces if piece.kind in ADDRESSES]
    wrapping = len(text.split()) - sum(len(piece.text.split()) for piece in addresses)
    lone_mail = len(addresses) == 1 and addresses[0].kind == "e-mail" and wrapping <= WRAPPING
    if addresses and (alone or lone_mail or len(text) > MOST_CHARACTERS):
        return ", ".join(piece.text for piece in addresses)[:MOST_CHARACTERS]
    return text[:MOST_CHARACTERS]


WRAPPING = 4
"""Words around one mail address that say no more than «mijn mail is» or «stuur maar naar»."""
