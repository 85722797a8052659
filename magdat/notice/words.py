"""leidraad/bericht.yml: the words of the page for staff that are not the policy's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from magdat.files.documents import parse, read_document
from magdat.files.problems import DocumentError, Problem, closest
from magdat.files.schema import FilledModel, Reference, Text
from magdat.files.yaml_data import Location
from magdat.guidance.library import Library
from magdat.notice.news import Kind
from magdat.wording.placeholders import asked_for


class NewsTitles(FilledModel):
    """The headings, one for each kind of news."""

    allowed: Text = Field(..., alias="mag")
    forbidden: Text = Field(..., alias="mag_niet")
    conditions: Text = Field(..., alias="voorwaarden")
    unregulated: Text = Field(..., alias="niet_geregeld")
    duty: Text = Field(..., alias="moet")
    no_duty: Text = Field(..., alias="moet_niet")
    control: Text = Field(..., alias="controle")
    reworded: Text = Field(..., alias="anders")
    contact: Text = Field(..., alias="contact")
    document: Text = Field(..., alias="documenten")
    reading: Text = Field(..., alias="lezen")

    def of(self, kind: Kind) -> str:
        """Return the heading of one kind."""
        return str(self.dict(by_alias=True)[kind.value])


class NewsWords(FilledModel):
    """What stands around the policy's own words."""

    earlier_clause: Text = Field(..., alias="vroeger_artikel")
    added: Text = Field(..., alias="nieuwe_voorwaarden")
    dropped: Text = Field(..., alias="vervallen_voorwaarden")
    amount: Text = Field(..., alias="hoeveel")
    approval: Text = Field(..., alias="toestemming")
    no_sanctions: Text = Field(..., alias="geen_sancties")
    no_monitoring: Text = Field(..., alias="geen_controle")
    contact_gone: Text = Field(..., alias="contact_weg")
    about: Text = Field(..., alias="vragen_over")


class Reading(FilledModel):
    """Where the whole text stands."""

    place: Text = Field(..., alias="plaats")
    unknown: Text = Field(..., alias="onbekend")


class NoticeWords(FilledModel):
    """The whole file."""

    title: Text = Field(..., alias="titel")
    subject: Text = Field(..., alias="onderwerp")
    introduction: Text = Field(..., alias="inleiding")
    briefly: Text = Field(..., alias="kort")
    elsewhere: dict[Reference, Kind] = Field(..., alias="kopje_per_onderwerp")
    titles: NewsTitles = Field(..., alias="kopjes")
    clause: NewsWords = Field(..., alias="zinnen")
    reading: Reading = Field(..., alias="lezen")


_GIVEN: dict[Location, set[str]] = {
    ("onderwerp",): {"bedrijf", "titel"},
    ("inleiding",): {"datum", "versie", "titel"},
    ("zinnen", "vroeger_artikel"): {"waar"},
    ("zinnen", "hoeveel"): {"tekst"},
    ("zinnen", "toestemming"): {"wie"},
    ("zinnen", "contact_weg"): {"wie"},
    ("zinnen", "vragen_over"): {"onderwerpen"},
    ("lezen", "plaats"): {"titel", "plaats"},
    ("lezen", "onbekend"): {"titel", "wie"},
}
"""What each text may ask for between {{ }}; the others ask for nothing."""


def load_notice_words(guidance: Path, library: Library) -> NoticeWords:
    """Read leidraad/bericht.yml from the folder with the guidance.

    Raises:
        DocumentError: a key is missing, unknown or empty, a topic does not exist, or a text asks for what nobody gives.
    """
    document = read_document(guidance / "bericht.yml")
    words = parse(NoticeWords, document)
    topics = {str(topic.id) for topic in library.topics}
    topics = {str(topic.id) for topic in library.topics}
    problems = []
    for name in sorted(set(map(str, words.elsewhere)) - topics):
        line = document.line(("kopje_per_onderwerp", name))
        problems.append(Problem(document.path, line, f"het onderwerp «{name}» bestaat niet", closest(name, topics)))
    for place, text in _texts(words.dict(by_alias=True, exclude={"elsewhere"}), ()):
        given = _GIVEN.get(place, set())
        for part in sorted(asked_for(text) - given):
            may = ", ".join(f"{{{{ {name} }}}}" for name in sorted(given))
            problems.append(
                Problem(
                    document.path,
                    document.line(place),
                    f"«{'.'.join(map(str, place))}» vraagt {{{{ {part} }}}}, en dat kent niemand",
                    f"gebruik enkel {may}" if may else "laat de accolades weg",
                )
            )
    if problems:
        raise DocumentError(problems)
    return words


def _texts(part: object, place: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield from _texts(value, (*place, key))
    else:
        yield place, str(part)
