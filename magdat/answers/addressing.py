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
_SOMEBODY = re.compile(r"\b(?:hij|hem|zij|haar|hun|diens|zich|zichzelf|zijn)\b", re.IGNORECASE)
_STILL = re.compile(r"\b(?:hij|hem|zij|haar|hun|diens)\b", re.IGNORECASE)
_HE, _THEY = re.compile(r"Hij (?P<verb>[a-zà-ÿ]+)(?!\w)"), re.compile(r"(?:Zij|Ze) (?P<verb>[a-zà-ÿ]+en)(?!\w)")
_IT = re.compile(r"(?<=[.;:] )[Hh]et \w|\b(?:die|dat|wie|waar\w*|als|indien|wanneer) het \w")
_ENDS_A_CASE = re.compile(r"\b(is|heeft)(?=[,.;:]|$)")
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
    if not address.named.search(text) or _SPOKEN_TO.search(text):
        return text
    if address.named_neuter.search(text) and _IT.search(address.named_neuter.sub("–", text)):
        return text  # «het» may be «het personeelslid»
    pieces: list[str] = []
    subject: re.Pattern[str] | None = None
    for piece in _SENTENCES.split(text):
        told = _turned(address, piece, subject)
        if told is None:
            return text
        one = address.single_as_subject.search(piece)
        subject = subject or (_HE if one else _THEY if address.first.match(piece) else None)
        pieces.append(told)
    told = "".join(pieces)
    if subject is None or address.named.search(told):
        return text
    if not _SOMEBODY.search(told):
        return told
    if address.somebody_else.search(told):
        return text  # «zijn» may be that other's
    told = re.sub(r"\bzichzelf\b", "jezelf", re.sub(r"\b(?:zich|hem)\b", "je", address.whose.sub("je ", told)))
    return text if _STILL.search(told) else told


def _turned(address: Address, sentence: str, subject: re.Pattern[str] | None) -> str | None:
    """Return a sentence as said to whoever reads it; ``None`` where a verb is unknown.

    Args:
        address: by which words policies speak of whoever reads them.
        sentence: the sentence.
        subject: how a sentence begins that goes on about them, where one before it did something of theirs.
    """
    told = address.allowed_or_not.sub(r"\g<lead> je", sentence)
    first = address.first.match(told) or (subject.match(told) if subject is not None else None)
    if first is not None:
        many = first.groupdict().get("many") is not None or subject is _THEY
        verb = _straight(address, first["verb"].lower(), many=many)
        if verb is None:
            return None
        told = f"{'Je' if told[0].isupper() else 'je'} {verb}{told[first.end() :]}"
    told = address.behind_its_verb.sub(lambda found: _before_you(address, found["verb"]), told)
    in_a_case = address.of_a_case.sub(r"\g<lead> je", told)
    if in_a_case != told:
        told = _ENDS_A_CASE.sub(lambda found: _YOURS[found[1]], in_a_case)
    return address.not_as_subject.sub(r"\g<lead> je", told)


def _before_you(address: Address, verb: str) -> str:
    said = address.turned[verb.lower()]
    return f"{said.capitalize() if verb[0].isupper() else said} je"


def _straight(address: Address, verb: str, *, many: bool) -> str | None:
    """Return a verb as it is said behind «je»; ``None`` of a word that may be none."""
    if verb in address.straight:
        return address.straight[verb]
    if many:
        return None
    return verb if verb in _ALWAYS_SINGULAR or (verb.endswith("t") and verb not in address.no_verb) else None
