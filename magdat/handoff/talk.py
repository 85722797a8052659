"""How people talk while something is passed on (leidraad/doorgeven.yml), and what a message means by it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field, validator

from magdat.files.documents import parse, read_document
from magdat.files.schema import FilledModel, Text, readable_form
from magdat.guidance.model import fits
from magdat.handoff.desk_talk import DeskTalk
from magdat.understanding import Understanding

SURE = 0.5
"""From this probability on, a short message is believed to be the yes, no or stop that the classifier takes it for."""

FEW_WORDS = {"stoppen": 6, "ontkennen": 4, "bevestigen": 5, "aanpassen": 8}
"""So many words a move has at most; a longer message is a text, whatever the classifier takes it for."""

SHORT_QUESTION = 9
"""Words at most of a question after the answer; «wanneer krijg ik antwoord op …» with more behind it is a message."""


class HandoffTalk(FilledModel):
    """leidraad/doorgeven.yml."""

    stop: tuple[Text, ...] = Field(..., alias="stoppen")
    no: tuple[Text, ...] = Field(..., alias="nee")
    yes: tuple[Text, ...] = Field(..., alias="ja")
    reservation: Text = Field(..., alias="voorbehoud")
    change: tuple[Text, ...] = Field(..., alias="aanpassen")
    drop_topic: tuple[Text, ...] = Field(..., alias="zonder_onderwerp")
    own_words: tuple[Text, ...] = Field(..., alias="eigen_woorden")
    with_answer: tuple[Text, ...] = Field(..., alias="met_antwoord")
    without_answer: tuple[Text, ...] = Field(..., alias="zonder_antwoord")
    strike: tuple[Text, ...] = Field(..., alias="zin_schrappen")
    ordinals: dict[Text, int] = Field(..., alias="rangwoorden")
    when: tuple[Text, ...] = Field(..., alias="wanneer_antwoord")
    anonymous: tuple[Text, ...] = Field(..., alias="anoniem")
    negation: Text = Field(..., alias="ontkenning")
    extension: Text = Field(..., alias="toestel")
    place: Text = Field(..., alias="plek")
    no_words: Text = Field(..., alias="geen_woorden")
    desks: DeskTalk = Field(..., alias="diensten")

    _readable = validator(
        "stop",
        "no",
        "yes",
        "change",
        "drop_topic",
        "own_words",
        "with_answer",
        "without_answer",
        "strike",
        "when",
        "anonymous",
        each_item=True,
        allow_reuse=True,
    )(readable_form)

    @validator("reservation", "negation", "extension", "place", "no_words")
    def _readable_too(cls, value: Any) -> Any:
        return readable_form(value)

    def stops(self, said: Understanding) -> bool:
        """Return whether somebody wants to pass nothing on: «laat maar», «stop», the button."""
        return _moves(said, "stoppen") or _any(self.stop, said.text)

    def denies(self, said: Understanding) -> bool:
        """Return whether a message is a no and nothing else."""
        return _moves(said, "ontkennen") or _any(self.no, said.text)

    def agrees(self, said: Understanding) -> bool:
        """Return whether a message is a yes and nothing else: «nog niet» and «ja maar …» are none."""
        if said.certain:
            return said.intent == "bevestigen"
        return self.says_yes(said.text) or (_moves(said, "bevestigen") and not fits(self.reservation, said.text))

    def says_yes(self, text: str) -> bool:
        """Return whether a text holds the words for yes and no other."""
        return _any(self.yes, text)

    def changes(self, said: Understanding) -> bool:
        """Return whether somebody wants to write the text anew."""
        short = len(said.text.split()) <= FEW_WORDS["aanpassen"]
        return _moves(said, "aanpassen") or (short and _any(self.change, said.text))

    def drops_topic(self, said: Understanding) -> bool:
        """Return whether somebody wants to leave out what the conversation was about."""
        return len(said.text.split()) <= FEW_WORDS["aanpassen"] and _any(self.drop_topic, said.text)

    def wants_own_words(self, said: Understanding) -> bool:
        """Return whether somebody wants the text as they typed it, names and all."""
        return _short(said) and _any(self.own_words, said.text)

    def wants_answer(self, said: Understanding) -> bool:
        """Return whether somebody wants the answer that they got to go along."""
        return _short(said) and _any(self.with_answer, said.text) and not self.drops_answer(said)

    def drops_answer(self, said: Understanding) -> bool:
        """Return whether somebody wants it to be left out again."""
        return _short(said) and _any(self.without_answer, said.text)

    def strikes(self, said: Understanding) -> int | None:
        """Return the number of the sentence that somebody wants to leave out; -1 is the last one."""
        if not _short(said) or not _any(self.strike, said.text):
            return None
        number = re.search(r"\d{1,3}", said.text)
        named = (place for word, place in self.ordinals.items() if fits(word, said.text))
        return int(number.group()) or None if number is not None else next(named, None)

    def asks_when(self, said: Understanding) -> bool:
        """Return whether somebody asks how soon an answer comes."""
        return len(said.text.split()) <= SHORT_QUESTION and _any(self.when, said.text)

    def opens_with_a_reply(self, text: str) -> bool:
        """Return whether a text begins with a yes or a no: «ja maar stuur …»."""
        first = next(iter(text.split()), "")
        return _any(self.yes, first) or _any(self.no, first)


@lru_cache(maxsize=8)
def load_talk(path: Path) -> HandoffTalk:
    """Read leidraad/doorgeven.yml.

    Raises:
        DocumentError: what is wrong, with its line; in Dutch.
    """
    return parse(HandoffTalk, read_document(path))


def _moves(said: Understanding, move: str) -> bool:
    if said.certain:
        return said.intent == move
    return said.intent == move and said.confidence >= SURE and len(said.text.split()) <= FEW_WORDS[move]


def _short(said: Understanding) -> bool:
    return len(said.text.split()) <= FEW_WORDS["aanpassen"]


def _any(forms: tuple[str, ...], text: str) -> bool:
    return any(fits(form, text) for form in forms)
