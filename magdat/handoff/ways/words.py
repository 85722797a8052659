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
from magdat.handoff.receipts import Reason, Receipt
from magdat.handoff.tickets import Author
from magdat.handoff.ways.base import Outward

PLACES = frozenset({"nummer", "onderwerp", "situatie", "contact", "antwoord", "adres", "desk"})
"""What may stand between braces."""


TOLD = frozenset({Event.TAKEN, Event.TRANSFERRED, Event.CLOSED, Event.REOPENED, Event.BACK, Event.WITHDRAWN})
"""What a desk has to know of what happened."""


class DeskWords(FilledModel):
    """leidraad/bureaupost.yml."""

    subject: Text = Field(..., alias="titel")
    opening: Text = Field(..., alias="aanhef")
    answer_here: Text = Field(..., alias="antwoord_hier")
    at_our_desk: Text = Field(..., alias="op_onze_desk")
    number: Text = Field(..., alias="nummer")
    topic: Text = Field(..., alias="onderwerp")
    situation: Text = Field(..., alias="situatie")
    answer: Text = Field(..., alias="antwoord_gekregen")
    contact: Text = Field(..., alias="contact")
    anonymous: Text = Field(..., alias="anoniem")
    unknown: Text = Field(..., alias="niet_bekend")
    message: Text = Field(..., alias="boodschap")
    agreed: Text = Field(..., alias="akkoord")
    person_adds: Text = Field(..., alias="vrager_vult_aan")
    desk_answered: Text = Field(..., alias="desk_antwoordde")
    in_a_channel: Text = Field(..., alias="in_een_kanaal")
    among_colleagues: tuple[Text, ...] = Field(..., alias="onder_collegas")
    closing: tuple[Text, ...] = Field(..., alias="sluiten")
    to_the_assistant: Text = Field(..., alias="aan_de_assistent")
    not_closed: Text = Field(..., alias="niet_gesloten")
    note_absent: Text = Field(..., alias="nota_afwezig")
    note_bounced: Text = Field(..., alias="nota_onbestelbaar")
    note_empty: Text = Field(..., alias="nota_leeg")
    note_ours: Text = Field(..., alias="nota_eigen_adres")
    note_attached: Text = Field(..., alias="nota_bijlage")
    answered_before: Text = Field(..., alias="eerder_geantwoord")
    went_on: Text = Field(..., alias="elders")
    erased: Text = Field(..., alias="gewist")
    aged: Text = Field(..., alias="verjaard")
    happened: dict[Event, Text] = Field(..., alias="gebeurd")

    @validator("*")
    def _fillable(cls, value: Any) -> Any:
        """Refuse braces around something that nobody fills in."""
        texts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
        for text in texts:
            try:
                names = {name for _, name, *_ in Formatter().parse(text) if name is not None}
            except ValueError:
                raise ValueError("de accolades kloppen niet → schrijf {nummer}") from None
            if strange := names - PLACES:
                raise ValueError(f"«{{{min(strange)}}}» vult niemand in → kies uit {', '.join(sorted(PLACES))}")
        return value

    @validator("happened")
    def _whole(cls, value: dict[Event, str]) -> dict[Event, str]:
        """Refuse a list that leaves out something that a desk has to know."""
        if missing := sorted(event.value for event in TOLD if event not in value):
            raise ValueError(f"hier ontbreekt {', '.join(missing)}")
        return value

    def title(self, text: Outward) -> str:
        """Return the subject of a ticket or a mail."""
        return self.subject.format(nummer=text.number)

    def is_note(self, text: str) -> bool:
        """Return whether a text in a channel is meant for colleagues."""
        return text.lower().lstrip().startswith(tuple(word.lower() for word in self.among_colleagues))

    def closes(self, text: str) -> bool:
        """Return whether a text in a channel says that the question is done, and nothing else."""
        return text.lower().strip() in {word.lower() for word in self.closing}

    def body(self, text: Outward, *, marked: bool = True, in_a_channel: bool = False) -> str:
        """Return one line as a desk reads it: the question with what goes along, an addition, or what happened.

        Args:
            text: the line.
            in_a_channel: whether it stands where a desk talks with each other too.
            marked: whether ``>`` stands before what the person typed, so that it cannot pass for a line of ours.
        """
        facts = {"nummer": text.number, "desk": _one_line(text.desk)}
        if text.happened is not None:
            return self.happened.get(text.happened.event, self.number).format(**facts)
        said = [f"> {line}".rstrip() if marked else line for line in text.text.splitlines()]
        if text.first:
            return self._question(text, said, self.in_a_channel if in_a_channel else self.answer_here)
        head = self.desk_answered if text.author is Author.DESK else self.person_adds
        return "\n".join([head.format(**facts), "", *said])

    def whole(self, text: Outward, *, in_a_channel: bool = True) -> str:
        """Return all that was said, for a desk that did not have the question before, or missed a part of it."""
        first, *more = (said for said in text.talk if said.happened is None)
        how = self.in_a_channel if in_a_channel else self.answer_here
        parts = [self._question(text, first.text.splitlines(), how)]
        for said in more:
            head = self.answered_before if said.author is Author.DESK else self.person_adds
            parts.append("\n".join([head.format(nummer=text.number), "", said.text]))
        return "\n\n".join(parts)

    def elsewhere(self, text: Outward) -> str:
        """Return what is left to say where a question was; not where it is now, for that may be confided."""
        return self.went_on.format(nummer=text.number)

    def gone(self, receipt: Receipt) -> str:
        """Return what a desk reads when a question was erased here: by the person, or because it is past its time."""
        return (self.aged if receipt.reason is Reason.OLD else self.erased).format(nummer=receipt.number)

    def _question(self, text: Outward, said: list[str], how: str) -> str:
        contact, answer = _one_line(text.contact or ""), _one_line(text.handoff.answer_shown or "")
        lines = [
            self.opening,
            how,
            *([self.at_our_desk.format(adres=text.page)] if text.page else []),
            "",
            self.number.format(nummer=text.number),
            self.topic.format(onderwerp=_one_line(text.topic or "") or self.unknown),
            self.situation.format(situatie=_one_line(text.situation) or self.unknown),
            *([self.answer.format(antwoord=answer)] if answer else []),
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
