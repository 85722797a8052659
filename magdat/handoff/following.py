"""What a message means by a question that was passed on before: its number, its code, how it stands, no longer wanted.

It is read before anything else is understood, from the forms in leidraad/opvolgen.yml: a code is a secret, and stays
out of everything that learns, counts or keeps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from pydantic import Field, validator

from magdat.files.documents import parse, read_document
from magdat.files.schema import FilledModel, Text, readable_form
from magdat.guidance.model import fits
from magdat.handoff.code import read_code

SHORT = 12
"""Words at most of a question about a question; whoever writes more is telling something."""

_NUMBER = re.compile(r"(?<!\w)MD\s?[-‐‑–—]?\s?(\d{1,9})(?!\w)", re.IGNORECASE)
"""With the dashes too that telephones and word processors make of a hyphen."""

_LOOSELY = re.compile(r"(?<!\w)MD\s\d{1,3}(?!\w)", re.IGNORECASE)
"""A number as people copy it by hand; «ik heb MD 1 keer …» looks like that too."""

_CODE = re.compile(r"(?<![\w-])([0-9A-Z]{4})-([0-9A-Z]{4})(?![\w-])", re.IGNORECASE)
_NAME_OF_A_THING = re.compile(r"[A-Za-z]{4}-(\d{4}|[0-9A-Za-z]*[a-z][0-9A-Za-z]*)")
"""«foto-2024», «plan-b202»: codes are told in capitals, and few begin with four letters."""

_CODE_LOOSELY = re.compile(r"([0-9A-Z]{4})\s?([0-9A-Z]{4})(?![\w-])", re.IGNORECASE)
"""As people copy it by hand; words look like that too, so it counts only with a digit in it, right behind «code»."""


class Want(Enum):
    """What somebody wants with a question that was passed on."""

    STANDING = "standing"
    WITHDRAW = "withdraw"
    BACK = "back"
    """The assistant, instead of a person."""

    ADD = "add"
    CODE = "code"
    """The talk that a code opens."""

    PASS_ON = "pass_on"
    """That it goes on to the desk for which they were asked."""

    NAMED = "named"
    """Nothing that was understood: a text names the question, and may be meant for whoever has it."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants, and with which question."""

    want: Want
    number: int | None = None
    """``None`` is the latest one; of what is to be added, the one about which a person talks. Of a code, the question
    that it has to open."""

    code: str | None = None
    text: str = ""
    """What is to be added; of what may go on, to which desk."""

    surely: bool = True
    """Whether it cannot mean anything else; otherwise it counts only where there is such a question."""


class FollowUpTalk(FilledModel):
    """leidraad/opvolgen.yml."""

    standing: tuple[Text, ...] = Field(..., alias="stand")
    standing_of: tuple[Text, ...] = Field(..., alias="stand_met_nummer")
    standing_by_code: tuple[Text, ...] = Field(..., alias="stand_met_code")
    number_first: tuple[Text, ...] = Field(..., alias="nummer_voorop")
    withdraw: tuple[Text, ...] = Field(..., alias="intrekken")
    withdraw_of: tuple[Text, ...] = Field(..., alias="intrekken_met_nummer")
    of_a_question: tuple[Text, ...] = Field(..., alias="over_een_vraag")
    back: tuple[Text, ...] = Field(..., alias="terug")
    add: tuple[Text, ...] = Field(..., alias="toevoegen")
    pass_on: tuple[Text, ...] = Field(..., alias="mag_door")
    code: tuple[Text, ...] = Field(..., alias="code")
    no_answer: tuple[Text, ...] = Field(..., alias="geen_antwoord")
    nothing_more: tuple[Text, ...] = Field(..., alias="niets_meer")

    _readable = validator("*", each_item=True, allow_reuse=True)(readable_form)

    def needs_none(self, text: str, asked: bool) -> bool:
        """Return whether what a person wrote to a desk wants no answer, so that nobody is late with one.

        Args:
            text: what they wrote.
            asked: whether it answers a question of the desk: «ok» and «ja bedankt» then want one, «nee bedankt» not.
        """
        said = " ".join(text.split())
        if len(said.split()) > SHORT:
            return False
        return _any(self.nothing_more, said) or (not asked and _any(self.no_answer, said))

    def wish_in(self, text: str) -> Wish | None:
        """Return what a message wants with a question that was passed on; ``None`` when it is about something else."""
        said = " ".join(text.split())
        if (added := self._added(said)) is not None:
            return added
        if (code := self._code(said)) is not None:
            return code
        if said.startswith("/"):
            return None
        number = _number(said)
        if (passed := self._passed_on(said)) is not None:
            return passed
        if len(said.split()) > SHORT:
            return Wish(Want.NAMED, number, surely=False) if number is not None else None
        if _any(self.back, said):
            return Wish(Want.BACK, surely=False)
        if number is not None:
            alone = not _NUMBER.sub("", said).strip(" .,!?:«»\"'")
            surely = alone or _LOOSELY.search(said) is None
            if _any(self.withdraw_of, said):
                return Wish(Want.WITHDRAW, number, surely=surely)
            if alone or _any(self.standing_of, said):
                return Wish(Want.STANDING, number, surely=surely)
            return Wish(Want.NAMED, number, surely=_any(self.number_first, said))
        if _any(self.withdraw, said) and _any(self.of_a_question, said):
            return Wish(Want.WITHDRAW, surely=False)
        return Wish(Want.STANDING, surely=False) if _any(self.standing, said) else None

    def _added(self, said: str) -> Wish | None:
        for form in self.add:
            match = re.match(form, said, re.IGNORECASE)
            rest = said[match.end() :].strip() if match else ""
            if match and rest:
                return Wish(Want.ADD, _number(match.group(0)), text=rest, surely=False)
        return None

    def _passed_on(self, said: str) -> Wish | None:
        for form in self.pass_on:
            match = re.match(form, said, re.IGNORECASE)
            if match and (number := _number(match.group(0))) is not None:
                return Wish(Want.PASS_ON, number, text=said[match.end() :].strip(" .,!?«»“”\"'"), surely=False)
        return None

    def _code(self, said: str) -> Wish | None:
        """Return the code in a message that is one, or that says so; what stands behind it goes with it.

        Behind «hoe zit het met» stands also what looks like a code («Foto-2024»): there only one that opens something
        counts; and behind a number («MD-0007 foto-2024») only one that opens that question.
        """
        announced = _any(self.code, said)
        match = _CODE.search(said) or self._loosely(said)
        code = read_code(match.group(0)) if match is not None else None
        if match is None or code is None:
            return None
        before, after = said[: match.start()].strip(" .,:;!?«»\"'("), said[match.end() :].strip(" .,:;)")
        typed = match.group(0)
        mixed = any(char.isdigit() for char in typed) and any(char.isalpha() for char in typed)
        asks = _any(self.standing_by_code, before)
        if _NUMBER.fullmatch(number := before.removesuffix(" en")):  # «MD-0007 K7QF-2MXP», as both were told
            named = _NAME_OF_A_THING.fullmatch(typed) is not None
            if not (named and after):
                return Wish(Want.CODE, _number(number), code, text=after, surely=not named)
        if before and not announced and not (asks and (mixed or typed.isupper())):
            return None
        if _any(self.standing_by_code, after) or re.search(r"\w", after) is None:
            after = ""
        return Wish(Want.CODE, code=code, text=after, surely=announced or (not before and (mixed or typed.isupper())))

    def _loosely(self, said: str) -> re.Match[str] | None:
        for form in self.code:
            for opening in re.finditer(rf"(?<!\w)(?:{form})", said, re.IGNORECASE):
                found = _CODE_LOOSELY.match(said, opening.end())
                if found is not None and re.search(r"\d", found.group(0)) and re.search(r"[a-z]", found.group(0), re.I):
                    return found
        return None


def _number(text: str) -> int | None:
    match = _NUMBER.search(text)
    return int(match.group(1)) if match is not None else None


def _any(forms: tuple[str, ...], text: str) -> bool:
    return any(fits(form, text) for form in forms)


@lru_cache(maxsize=8)
def load_follow_up_talk(path: Path) -> FollowUpTalk:
    """Read leidraad/opvolgen.yml.

    Raises:
        DocumentError: what is wrong, with its line; in Dutch.
    """
    return parse(FollowUpTalk, read_document(path))
