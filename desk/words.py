"""leidraad/bureau.yml: what the desk page says, in words that whoever runs it may rewrite."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from pydantic import Field

from magdat.files.documents import parse, read_document
from magdat.files.problems import DocumentError, Problem
from magdat.files.schema import FilledModel, Text
from magdat.handoff.events import Event
from magdat.handoff.tickets import Status
from magdat.staff.audit import Deed

FILE = "bureau.yml"

MESSAGES = frozenset(
    {
        *("aanmelden_opnieuw", "aanmelden_elders_mislukt", "aanmelden_elders_weg", "geen_rol"),
        *("naam_kan_niet", "naam_van_ander"),
        *("inloggen_mislukt", "te_veel_pogingen", "start_mislukt", "code_mislukt", "afgemeld", "verlopen", "te_groot"),
        *("wachtwoord_kort", "wachtwoord_lang", "wachtwoord_zwak", "wachtwoord_anders", "niet_gevonden", "storing"),
        *("opslag", "leeg", "verstuurd", "verstuurd_en_gesloten", "genoteerd", "genomen", "overgedragen", "gesloten"),
        *("heropend", "kan_niet_meer", "ingetrokken", "voorgesteld", "voorstel_leeg", "kies_loket", "loket_kan_niet"),
        *("overgedragen_weg", "gevraagd", "loket_leeg", "niet_verstuurd", "niet_genoteerd"),
        *("niet_gesloten", "verstuurd_niet_gesloten", "nood"),
    }
)
"""The sentences that the pages say."""


class DeskWords(FilledModel):
    """The file."""

    messages: dict[str, Text] = Field(..., alias="meldingen")
    from_the_policy: Text = Field(..., alias="uit_het_beleid")
    statuses: dict[str, Text] = Field(..., alias="standen")
    channels: dict[str, Text] = Field(..., alias="kanalen")
    events: dict[str, Text] = Field(..., alias="gebeurtenissen")
    deeds: dict[str, Text] = Field(..., alias="daden")

    def say(self, key: str) -> str:
        """Return a sentence."""
        return _filled(self.messages[key])

    def quoted(self, text: str, where: str) -> str:
        """Return what the policy says as an answer to send, with where it stands: «artikel 3.1»."""
        return _filled(self.from_the_policy, tekst=text, waar=where)

    def status(self, status: Status) -> str:
        """Return how a status is called."""
        return str(self.statuses[status.value])

    def channel(self, channel: str) -> str:
        """Return where somebody asked: «op het intranet»."""
        return str(self.channels.get(channel, f"in {channel}"))

    def event(self, event: Event, who: str, desk: str) -> str:
        """Return what happened: who did it, and to which desk a ticket went."""
        return _filled(self.events[event.value], wie=who, loket=desk)

    def deed(self, deed: Deed) -> str:
        """Return what somebody did."""
        return str(self.deeds[deed.value])


def load_words(folder: Path) -> DeskWords:
    """Read the words.

    Args:
        folder: the guidance, which holds the file.

    Raises:
        DocumentError: what is wrong, with file and line.
    """
    document = read_document(folder / FILE)
    words = parse(DeskWords, document)
    problems = [
        *_missing(document.path, "meldingen", MESSAGES, words.messages),
        *_missing(document.path, "standen", {status.value for status in Status}, words.statuses),
        *_missing(document.path, "gebeurtenissen", {event.value for event in Event}, words.events),
        *_missing(document.path, "daden", {deed.value for deed in Deed}, words.deeds),
        *_odd(document.path, "uit_het_beleid", words.from_the_policy, {"tekst": "", "waar": ""}),
        *(found for key, text in words.messages.items() for found in _odd(document.path, key, text, {})),
        *(found for key, text in words.events.items() for found in _odd(document.path, key, text, _KNOWN)),
    ]
    if problems:
        raise DocumentError(problems)
    return words


_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
_KNOWN = {"wie": "", "loket": ""}


def _filled(text: str, **parts: str) -> str:
    return str(_compiled(text).render(**parts))


@lru_cache(maxsize=256)
def _compiled(text: str) -> Template:
    return _ENVIRONMENT.from_string(text)


def _missing(path: Path, part: str, wanted: set[str] | frozenset[str], found: dict[str, Text]) -> list[Problem]:
    return [
        Problem(path, 0, f"onder «{part}» ontbreekt «{key}»", "zet de regel terug")
        for key in sorted(wanted - found.keys())
    ]


def _odd(path: Path, key: str, text: str, parts: dict[str, str]) -> list[Problem]:
    try:
        _filled(text, **parts)
    except (TemplateSyntaxError, UndefinedError) as error:
        return [Problem(path, 0, f"«{key}»: {error}", "kijk de accolades na")]
    return []
