"""`magdat beleid bericht`: the page for staff about what changes."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Optional

import typer

from magdat.annex import load_annex_words
from magdat.commands.both import both_policies
from magdat.commands.output import console, fail, quiet
from magdat.files.writing import write_whole
from magdat.guidance.library import load_library
from magdat.notice import SLACK, TEAMS, WRITERS, Notice, as_text, build_notice, load_notice_words
from magdat.policy.model import Policy
from magdat.settings import Settings
from magdat.wording.dates import belgian_date
from magdat.wording.phrases import load_phrases

_CHAT_ENDINGS = (".txt", ".md")


class Chat(str, Enum):
    """A program in which the message is pasted."""

    SLACK = "slack"
    TEAMS = "teams"


_MARKUP = {Chat.SLACK: SLACK, Chat.TEAMS: TEAMS}


def notice(
    old: Path = typer.Argument(..., metavar="OUD", help="Het beleid zoals het was."),
    new: Path = typer.Argument(..., metavar="NIEUW", help="Het beleid zoals het wordt."),
    output: Optional[Path] = typer.Option(
        None, "--uit", metavar="BESTAND", help="Waarheen: eindigt op .html, .docx of .txt; zonder op het scherm."
    ),
    chat: Optional[Chat] = typer.Option(None, "--voor", help="Opmaak om in Slack of Teams te plakken."),
) -> None:
    """Schrijf voor het personeel wat er verandert: één bladzijde, in de woorden van het beleid.

    Uitgang 2 als een bestand niet te gebruiken is, anders 0.
    """
    quiet()
    _allowed(output, chat, (old, new))
    guidance = Settings.from_environment().guidance
    library = load_library(guidance)
    before, after = both_policies(old, new, library)
    _warn(before, after, new)
    words, annex = load_notice_words(guidance, library), load_annex_words(guidance / "bijlage.yml", library)
    made = build_notice(before, after, library, words, annex, load_phrases(guidance / "zinnen.yml"))
    if made is None:
        console.print("Er verandert niets voor het personeel. Er is geen bericht gemaakt.")
        return
    if output is None:
        typer.echo(as_text(made, _MARKUP[chat]) if chat else as_text(made), nl=False)
    else:
        write_whole(output, as_text(made, _MARKUP[chat]).encode() if chat else WRITERS[output.suffix.lower()](made))
        console.print(f"✓ {output}: wat er verandert vanaf {belgian_date(after.valid_from)}", markup=False)
    _warn_of_length(made)


def _allowed(output: Path | None, chat: Chat | None, read: tuple[Path, Path]) -> None:
    """Refuse a place where nothing can or may be written, before any work is done."""
    if output is None:
        return
    endings = _CHAT_ENDINGS if chat else tuple(WRITERS)
    if output.suffix.lower() not in endings:
        meant = f" Voor {chat.value.capitalize()} is het tekst." if chat else ""
        fail(f"«{output.name}» eindigt niet op {', '.join(endings)}.{meant} → kies een naam zoals bericht{endings[0]}")
    elif output.is_dir():
        fail(f"{output}: dit is een map, geen bestand → geef een bestand op, zoals {output}/bericht{endings[0]}")
    elif not output.absolute().parent.is_dir():
        fail(f"{output}: de map bestaat niet → maak ze eerst, of kies een andere")
    elif output.resolve() in {path.resolve() for path in read}:
        fail(f"{output}: dit is een van de twee beleidsbestanden → kies een andere naam")
    else:
        return
    raise typer.Exit(2)


def _warn(before: Policy, after: Policy, new: Path) -> None:
    if before.valid_from > after.valid_from:
        fail(
            f"Let op: OUD geldt vanaf {belgian_date(before.valid_from)}, en dat is later dan NIEUW "
            f"({belgian_date(after.valid_from)}). → Staan de twee bestanden in de juiste volgorde?"
        )
    if after.location.place is None:
        fail(f"Let op: in {new} is vindplaats.plaats nog in te vullen. → Vul ze in, dan staat in het bericht waar.")


def _warn_of_length(made: Notice) -> None:
    if not made.fits:
        fail("Let op: dit is meer dan één bladzijde, want er verandert heel veel. → Lees het na en kort het in.")
