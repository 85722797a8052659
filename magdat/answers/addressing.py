"""A policy that speaks of «de medewerker» is told to whoever asks: «je».

«De medewerker aanvaardt geen vriendschapsverzoeken» is told as «Je aanvaardt geen vriendschapsverzoeken». All that is
told is turned or nothing: where one sentence cannot be turned surely, the text is told as it is written.
"""

from __future__ import annotations

import re

from magdat.files.unchanged import for_the_same
from magdat.guidance.address import Address
from magdat.policy.model import Policy

_SENTENCES = re.compile(r"((?<=[.!?;:])\s+|\n)")
_SOMEBODY = re.compile(r"\b(?:hij|hem|zij|ze|haar|hun|diens|zich|zichzelf|zijn)\b", re.IGNORECASE)
_THEIRS = re.compile(r"\b(?:hem|haar|hun|diens|zich|zichzelf|zijn)\b", re.IGNORECASE)
_IN_A_CASE = re.compile(r"\b(?:die|dat|wat|welke|waar\w+|omdat|nadat)\b")
_IT = re.compile(
    r"(?<=[.;:] )[Hh]et \w|, \w+t het \w"
    r"|\b(?:die|dat|wie|waar\w*|als|indien|wanneer|of|nadat|omdat|voordat|tenzij|zodra|zoals) het \w"
)
_WITH_WHOM = re.compile(
    r"(?P<lead>\b(?:met|van|aan|voor|over) wie) (?:hij|zij)(?P<rest> [^,.;:]* )(?P<verb>heeft|is)(?=[.;]|$)"
)
_CANNOT_TELL = re.compile(r"\b(?:is|heeft)\b")
_YOURS = {"is": "bent", "heeft": "hebt"}
_ALWAYS_SINGULAR = frozenset({"is", "heeft", "mag", "kan", "zal", "wil", "moet"})
_SPOKEN_TO = re.compile(r"\b(?:je|jij|jou|jouw|jullie|u|uw)\b", re.IGNORECASE)


@for_the_same
def speaks_of_its_people(policy: Policy, address: Address) -> bool:
    """Return whether a policy speaks of those who read it, more often than to them."""
    texts = [item.text for item in policy.statements]
    return sum(map(bool, map(address.named.search, texts))) > sum(map(bool, map(_SPOKEN_TO.search, texts)))


def addressed(address: Address, text: str) -> str:
    """Return what a policy says as it is said to whoever reads it; the text itself where that is not sure.

    Args:
        address: by which words policies speak of whoever reads them.
        text: what is told; one that speaks to somebody is left as it is.
    """
    if not address.named.search(text) or _SPOKEN_TO.search(text) or address.stays.search(text):
        return text
    if address.named_neuter.search(text) and _IT.search(address.named_neuter.sub("–", text)):
        return text  # «het» may be «het personeelslid»
    bare = _WITH_WHOM.sub("", text)
    if _SOMEBODY.search(bare) and address.somebody_else.search(bare):
        return text  # «zijn» may be that other's
    if _THEIRS.search(bare) and _IN_A_CASE.search(bare):
        return text  # it may be that of what the part of a sentence is about
    pieces: list[str] = []
    before: str | None = None
    for piece in _SENTENCES.split(text):
        told = _turned(address, piece, before)
        if told is None:
            return text
        before = piece if told != piece and piece.strip() else before
        pieces.append(told)
    told = "".join(pieces)
    return text if address.named.search(told) or _SOMEBODY.search(told) else told


def _turned(address: Address, sentence: str, before: str | None) -> str | None:
    """Return a sentence as said to whoever reads it; ``None`` where that cannot be told.

    Args:
        address: by which words policies speak of whoever reads them.
        sentence: the sentence.
        before: the last one that was turned, as it was.
    """
    first = address.first.match(sentence) or _going_on(address, sentence, before)
    if first is not None and not sentence[0].isupper():
        return None  # it goes on behind a colon
    if first is not None:
        many = first.re is address.they_go_on or bool(first.groupdict().get("many"))
        verb = _straight(address, first["verb"].lower(), many=many)
        return None if verb is None else _their_own(address, f"Je {verb}{sentence[first.end() :]}")
    behind = address.behind_its_verb.match(sentence)
    if behind is not None:
        said = address.turned[behind["verb"].lower()]
        return _their_own(address, f"{behind['lead']} {said} je{sentence[behind.end() :]}")
    told = address.allowed_or_not.sub(r"Het is je\g<rest>", sentence)
    if told != sentence:
        return _their_own(address, told)
    case = address.of_a_case.search(sentence)
    if case is None:
        return sentence
    if _CANNOT_TELL.search(sentence[case.end() :]):
        return None  # «als je ziek is»
    return address.of_a_case.sub(r"\g<lead> je", sentence)


def _going_on(address: Address, sentence: str, before: str | None) -> re.Match[str] | None:
    found = address.first.match(before) if before is not None else None
    if found is None:
        return None
    return address.they_go_on.match(sentence) if found["many"] else address.he_goes_on.match(sentence)


def _their_own(address: Address, sentence: str) -> str:
    """Return a sentence that tells what somebody does, with what is theirs said as yours."""
    told = _WITH_WHOM.sub(lambda found: f"{found['lead']} je{found['rest']}{_YOURS[found['verb']]}", sentence)
    told = address.of_a_case.sub(r"\g<lead> je", told) if not _CANNOT_TELL.search(told) else told
    return re.sub(r"\bzichzelf\b", "jezelf", re.sub(r"\bzich\b", "je", address.whose.sub("je ", told)))


def _straight(address: Address, verb: str, *, many: bool) -> str | None:
    """Return a verb as it is said behind «je»; ``None`` of a word that may be none."""
    if verb in address.straight:
        return address.straight[verb]
    if many:
        return None
    return verb if verb in _ALWAYS_SINGULAR or (verb.endswith("t") and verb not in address.no_verb) else None
