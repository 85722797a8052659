"""Conversations written down: what somebody says, turn by turn, and what has to come back.

The files are in Dutch, because whoever knows how people talk at work writes them. tests/gesprekken/LEESMIJ.md
explains every key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ConstrainedStr, Field, root_validator, validator
from servers import Utterance

from magdat.answers.answer import CONTEXT
from magdat.files.documents import parse, read_document
from magdat.files.problems import DocumentError, Problem
from magdat.files.schema import FileModel, Name, Text, YesNo, filled
from magdat.situation import CLOSED

HERE = Path(__file__).resolve().parent
POLICIES = HERE.parents[1] / "beleid"

ANY = "om_het_even"
"""Stands for any value at all: a topic, whichever it is."""

OneOf = Name | tuple[Name | None, ...] | None


class Typed(ConstrainedStr):
    """What somebody types: blanks count, and nothing at all is something too."""

    max_length = 4000
    strip_whitespace = False


class Expected(FileModel):
    """What has to come back in one turn; what is left out does not matter, and an empty value must be empty."""

    topic: OneOf = Field(None, alias="onderwerp")
    statement: Text | tuple[Text, ...] | None = Field(None, alias="uitspraak")
    opening: Name | None = Field(None, alias="opening")
    decision: Name | None = Field(None, alias="besluit")
    clause: Text | None = Field(None, alias="artikel")
    cases: tuple[Text, ...] = Field((), alias="gevallen")
    context: dict[Name, OneOf] = Field({}, alias="context")
    act: Name | None = Field(None, alias="handeling")
    gesture: Name | None = Field(None, alias="gebaar")
    step: Name | None = Field(None, alias="stap")
    language: Name | None = Field(None, alias="taal")
    danger: YesNo | None = Field(None, alias="gevaar")
    also: Name | None = Field(None, alias="ook")
    asks: Name | None = Field(None, alias="vraag")
    unsure: tuple[Name, ...] | None = Field(None, alias="verduidelijking")
    contains: tuple[Text, ...] = Field((), alias="tekst_bevat")
    contains_one_of: tuple[Text, ...] = Field((), alias="tekst_bevat_een_van")
    lacks: tuple[Text, ...] = Field((), alias="tekst_bevat_niet")
    in_order: tuple[Text, ...] = Field((), alias="volgorde")
    buttons: tuple[Text, ...] = Field((), alias="knoppen")
    shorter: YesNo | None = Field(None, alias="korter_dan_vorige")
    different: YesNo | None = Field(None, alias="anders_dan_vorige")

    @validator("context")
    def _known(cls, value: dict[str, Any]) -> dict[str, Any]:
        for name, wanted in value.items():
            if name not in CONTEXT:
                raise ValueError(f"«{name}» hoort niet bij de context → kies uit: {', '.join(CONTEXT)}")
            for item in alternatives(wanted):
                if item is not None and name in CLOSED and item not in CLOSED[name]:
                    raise ValueError(f"«{item}» is geen {name} → kies uit: {', '.join(CLOSED[name])}")
        return value

    @validator("asks")
    def _askable(cls, value: str | None) -> str | None:
        if value is not None and value not in CONTEXT:
            raise ValueError(f"«{value}» kan niet gevraagd worden → kies uit: {', '.join(CONTEXT)}")
        return value

    @root_validator(pre=True)
    def _something(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not values:
            raise ValueError("er wordt niets verwacht → schrijf minstens één sleutel")
        return values


class Turn(FileModel):
    """One message, typed (``zeg``) or pressed (``druk``), and what has to come back."""

    typed: Typed | None = Field(None, alias="zeg")
    pressed: Text | None = Field(None, alias="druk")
    times: int = Field(1, alias="maal", ge=1, le=30_000)
    expected: Expected = Field(..., alias="verwacht")

    @root_validator(skip_on_failure=True)
    def _one_way(cls, values: dict[str, Any]) -> dict[str, Any]:
        if (values["typed"] is None) == (values["pressed"] is None):
            raise ValueError("een beurt heeft «zeg» of «druk», één van beide → schrap de andere, of vul er één in")
        return values


class Script(FileModel):
    """One file: a conversation from its first word to its last."""

    description: Text = Field(..., alias="beschrijving")
    policy: Text | None = Field(None, alias="beleid")
    turns: tuple[Turn, ...] = Field(..., alias="beurten")

    _turns_filled = validator("turns", allow_reuse=True)(filled)

    @validator("policy")
    def _policy_exists(cls, value: str | None) -> str | None:
        if value is not None and not (POLICIES / value).is_file():
            raise ValueError(f"beleid/{value} bestaat niet → bijvoorbeeld voorbeelden/streng.yml")
        return value


def scripts() -> list[Path]:
    """Return the files of this folder and those below it."""
    return sorted(HERE.rglob("*.yml"))


def name_of(path: Path) -> str:
    """Return what a conversation is called in a report."""
    return path.relative_to(HERE).with_suffix("").as_posix()


def load(path: Path) -> Script:
    """Read one conversation.

    Raises:
        DocumentError: the file or its name is wrong; with the line, in Dutch.
    """
    if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+){2,}", path.stem):
        raise DocumentError(
            [
                Problem(
                    path,
                    1,
                    "de naam van het bestand is geen zin",
                    "schrijf kleine letters met _ ertussen: iemand_vraagt_iets.yml",
                )
            ]
        )
    return parse(Script, read_document(path))


def alternatives(wanted: OneOf) -> tuple[str | None, ...]:
    """Return the values that are accepted."""
    return wanted if isinstance(wanted, tuple) else (wanted,)


def mismatches(expected: Expected, came: Utterance, before: Utterance | None) -> Iterator[str]:
    """Yield everything in which an answer is not what was expected, in Dutch."""
    custom, said = came.custom, expected.__fields_set__
    for field, key in (
        ("topic", "onderwerp"),
        ("statement", "uitspraak"),
        ("opening", "opening"),
        ("decision", "besluit"),
        ("clause", "artikel"),
        ("act", "handeling"),
        ("gesture", "gebaar"),
        ("step", "stap"),
        ("language", "taal"),
        ("asks", "vraag"),
    ):
        if field in said:
            yield from _differs(key, getattr(expected, field), custom.get(key))
    for name, wanted in expected.context.items():
        yield from _differs(f"context.{name}", wanted, (custom.get("context") or {}).get(name))
    if "cases" in said:
        found = sorted(str(case.get("artikel")) for case in custom.get("gevallen") or ())
        if found != sorted(expected.cases):
            yield f"gevallen: verwacht {sorted(expected.cases)}, kreeg {found}"
    if expected.danger is not None and bool(custom.get("gevaar")) != bool(expected.danger):
        yield f"gevaar: verwacht {expected.danger.value}, kreeg {custom.get('gevaar')}"
    if "also" in said:
        remarks = [item["ook"] for item in came.customs if "ook" in item]
        if (expected.also is None and remarks) or (expected.also is not None and expected.also not in remarks):
            yield f"ook: verwacht {expected.also}, kreeg {remarks}"
    if expected.unsure is not None:
        offered = custom.get("verduidelijking")
        if offered is None:
            yield "verduidelijking: er werd niets ter verduidelijking aangeboden"
        else:
            yield from (
                f"verduidelijking: {name} is niet bij {offered}" for name in expected.unsure if name not in offered
            )
    yield from _text(expected, came, before)
    titles = [button["title"] for button in came.buttons]
    for wanted_title in expected.buttons:
        if not any(_has(title, wanted_title) for title in titles):
            yield f"knoppen: geen knop met «{wanted_title}» bij {titles}"


def _text(expected: Expected, came: Utterance, before: Utterance | None) -> Iterator[str]:
    yield from (f"tekst: «{item}» ontbreekt" for item in expected.contains if not _has(came.text, item))
    if expected.contains_one_of and not any(_has(came.text, item) for item in expected.contains_one_of):
        yield f"tekst: geen van {list(expected.contains_one_of)} staat erin"
    yield from (f"tekst: «{item}» staat erin" for item in expected.lacks if _has(came.text, item))
    places = [came.text.lower().find(item.lower()) for item in expected.in_order]
    yield from (f"volgorde: «{item}» ontbreekt" for item, place in zip(expected.in_order, places) if place < 0)
    if min(places, default=0) >= 0 and places != sorted(places):
        yield f"volgorde: {' … '.join(expected.in_order)} staan niet in die volgorde"
    if expected.shorter and before is not None and len(came.text) >= len(before.text):
        yield f"tekst: {len(came.text)} tekens, niet korter dan de {len(before.text)} van daarvoor"
    if expected.different and before is not None and came.text == before.text:
        yield "tekst: precies dezelfde als daarvoor"


INTERNAL = re.compile(
    r"\{\{|\}\}|\b(?:None|null|nan|Traceback|Error|Exception)\b|(?<![\w@./-])[a-z]+(?:_[a-z0-9]+)+(?![\w@/-])"
)
"""What a person must never read: placeholders, Python, names of intents and topics."""

MISPLACED_CAPITAL = re.compile(r"(?:, | en | of )(?:Op|In|Tijdens|Buiten|Als|Met|Het|De) \w+")


def always(came: Utterance, before: Utterance | None) -> Iterator[str]:
    """Yield what is wrong with an answer whatever was asked."""
    if not came.text.strip():
        yield "er kwam geen tekst"
    for text in (came.text, *(button["title"] for button in came.buttons)):
        yield from (f"een mens krijgt «{item}» te lezen" for item in INTERNAL.findall(text))
    yield from (f"een hoofdletter midden in een zin: «{item}»" for item in MISPLACED_CAPITAL.findall(came.text))
    if any(not button["title"].strip() or not button["payload"].strip() for button in came.buttons):
        yield "een knop is leeg"
    if before is None and "geautomatiseerde assistent" not in came.text and came.custom:
        yield "de kennisgeving bij het eerste contact ontbreekt"
    if before is not None and before.custom and before.custom.get("onderwerp") is None and came.text == before.text:
        yield "twee keer na elkaar dezelfde zin"


def _differs(name: str, wanted: OneOf, found: Any) -> Iterator[str]:
    if wanted == ANY:
        if found is None:
            yield f"{name}: verwacht om het even wat, kreeg niets"
    elif found not in alternatives(wanted):
        yield f"{name}: verwacht {' of '.join(str(item) for item in alternatives(wanted))}, kreeg {found}"


def _has(text: str, part: str) -> bool:
    return part.lower() in text.lower()
