"""What a desk reads in its own mailbox or helpdesk (leidraad/bureaupost.yml): one wording for every way out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from pydantic import Field, validator

from magdat.files.documents import parse, read_document
from magdat.files.schema import FilledModel, Text
from magdat.handoff.events import Event
from magdat.handoff.tickets import Author
from magdat.handoff.ways.base import Outward

PLACES = frozenset({"nummer", "onderwerp", "situatie", "contact", "adres", "desk"})
"""What may stand between braces."""


class DeskWords(FilledModel):
    """leidraad/bureaupost.yml."""

    subject: Text = Field(..., alias="titel")
    opening: Text = Field(..., alias="aanhef")
    answer_here: Text = Field(..., alias="antwoord_hier")
    at_our_desk: Text = Field(..., alias="op_onze_desk")
    number: Text = Field(..., alias="nummer")
    topic: Text = Field(..., alias="onderwerp")
    situation: Text = Field(..., alias="situatie")
    contact: Text = Field(..., alias="contact")
    anonymous: Text = Field(..., alias="anoniem")
    unknown: Text = Field(..., alias="niet_bekend")
    message: Text = Field(..., alias="boodschap")
    agreed: Text = Field(..., alias="akkoord")
    person_adds: Text = Field(..., alias="vrager_vult_aan")
    desk_answered: Text = Field(..., alias="desk_antwoordde")
    note_absent: Text = Field(..., alias="nota_afwezig")
    note_bounced: Text = Field(..., alias="nota_onbestelbaar")
    note_empty: Text = Field(..., alias="nota_leeg")
    note_attached: Text = Field(..., alias="nota_bijlage")
    happened: dict[Event, Text] = Field(..., alias="gebeurd")

    @validator("*")
    def _fillable(cls, value: Any) -> Any:
        """Refuse braces around something that nobody fills in."""
        for text in value.values() if isinstance(value, dict) else [value]:
            try:
                names = {name for _, name, *_ in Formatter().parse(text) if name is not None}
            except ValueError:
                raise ValueError("de accolades kloppen niet → schrijf {nummer}") from None
            if strange := names - PLACES:
                raise ValueError(f"«{{{min(strange)}}}» vult niemand in → kies uit {', '.join(sorted(PLACES))}")
        return value

    @validator("happened")
    def _whole(cls, value: dict[Event, str]) -> dict[Event, str]:
        """Refuse a list that leaves out something that can happen."""
        if missing := [event.value for event in Event if event not in value]:
            raise ValueError(f"hier ontbreekt {', '.join(missing)}")
        return value

    def title(self, text: Outward) -> str:
        """Return the subject of a ticket or a mail."""
        return self.subject.format(nummer=text.number)

    def body(self, text: Outward, *, marked: bool = True) -> str:
        """Return one line as a desk reads it: the question with what goes along, an addition, or what happened.

        Args:
            text: the line.
            marked: whether ``>`` stands before what the person typed, so that it cannot pass for a line of ours.
        """
        facts = {"nummer": text.number, "desk": _one_line(text.desk)}
        if text.happened is not None:
            return self.happened[text.happened.event].format(**facts)
        said = [f"> {line}".rstrip() if marked else line for line in text.text.splitlines()]
        if text.first:
            return self._question(text, said)
        head = self.desk_answered if text.author is Author.DESK else self.person_adds
        return "\n".join([head.format(**facts), "", *said])

    def _question(self, text: Outward, said: list[str]) -> str:
        contact = _one_line(text.contact or "")
        lines = [
            self.opening,
            self.answer_here,
            *([self.at_our_desk.format(adres=text.page)] if text.page else []),
            "",
            self.number.format(nummer=text.number),
            self.topic.format(onderwerp=_one_line(text.topic or "") or self.unknown),
            self.situation.format(situatie=_one_line(text.situation) or self.unknown),
            self.contact.format(contact=contact) if contact else self.anonymous,
            "",
            self.message,
            *said,
            "",
            self.agreed,
        ]
        return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


@lru_cache
def load_desk_words(path: Path) -> DeskWords:
    """Read leidraad/bureaupost.yml.

    Raises:
        DocumentError: the file is missing, or something in it is wrong.
    """
    return parse(DeskWords, read_document(path))
