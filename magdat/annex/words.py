"""leidraad/bijlage.yml: the words of the annex that are not the policy's own."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from magdat.files.documents import parse, read_document
from magdat.files.problems import DocumentError, Problem, closest
from magdat.files.schema import FilledModel, Text
from magdat.guidance.library import Library
from magdat.policy.model import MonitoringPurpose, Procedure
from magdat.wording.placeholders import asked_for

UNKNOWN = "onbekend"
"""The key for a policy that does not say how it was introduced."""


class Facts(FilledModel):
    """Labels of the facts on the first page."""

    company: Text = Field(..., alias="bedrijf")
    version: Text = Field(..., alias="versie")
    valid_from: Text = Field(..., alias="geldig_vanaf")
    review_before: Text = Field(..., alias="herzien_voor")
    place: Text = Field(..., alias="vindplaats")
    languages: Text = Field(..., alias="talen")


class Titles(FilledModel):
    """Titles of the parts without a number."""

    goal: Text = Field(..., alias="doel")
    making: Text = Field(..., alias="totstandkoming")
    reading: Text = Field(..., alias="leeswijzer")
    contents: Text = Field(..., alias="inhoud")
    contacts: Text = Field(..., alias="contacten")
    register_receipt: Text = Field(..., alias="register")
    register_agreement: Text = Field(..., alias="register_akkoord")


class ClauseWords(FilledModel):
    """What stands around the policy's own words within a clause."""

    applies: Text = Field(..., alias="geldt")
    requirements: Text = Field(..., alias="voorwaarden")
    reason: Text = Field(..., alias="waarom")
    contact: Text = Field(..., alias="contact")
    sanctions_title: Text = Field(..., alias="sancties_titel")
    sanctions: Text = Field(..., alias="sancties")
    in_work_rules: Text = Field(..., alias="sancties_in_reglement")
    not_in_work_rules: Text = Field(..., alias="sancties_niet_in_reglement")
    notification: Text = Field(..., alias="kennisgeving")
    appeal: Text = Field(..., alias="beroep")
    hearing: Text = Field(..., alias="horen")
    monitoring_title: Text = Field(..., alias="controle_titel")
    purposes: Text = Field(..., alias="doelen")
    individualisation: Text = Field(..., alias="individualisering")
    information: Text = Field(..., alias="informatie")


class Signing(FilledModel):
    """What the clause on signing is called, after what people sign for."""

    receipt: Text = Field(..., alias="ontvangst")
    agreement: Text = Field(..., alias="akkoord")


class FormWords(FilledModel):
    """The sheet to sign."""

    receipt_title: Text = Field(..., alias="ontvangst_titel")
    receipt: Text = Field(..., alias="ontvangst_tekst")
    agreement_title: Text = Field(..., alias="akkoord_titel")
    agreement: Text = Field(..., alias="akkoord_tekst")
    twofold: Text = Field(..., alias="tweevoud")
    employee: Text = Field(..., alias="werknemer")
    employer: Text = Field(..., alias="werkgever")
    fields: tuple[Text, ...] = Field(..., alias="velden")


class AnnexWords(FilledModel):
    """The whole file."""

    kinds: dict[str, Text] = Field(..., alias="soort")
    introduction: dict[str, Text] = Field(..., alias="invoering")
    blank: Text = Field(..., alias="in_te_vullen")
    facts: Facts = Field(..., alias="feiten")
    titles: Titles = Field(..., alias="titels")
    reading: Text = Field(..., alias="leeswijzer")
    clause: ClauseWords = Field(..., alias="bepaling")
    purposes: dict[str, Text] = Field(..., alias="doelen")
    contents: dict[str, Text] = Field(..., alias="inhoud")
    headings: dict[str, Text] = Field(..., alias="kopjes")
    signing: Signing = Field(..., alias="ondertekening")
    form: FormWords = Field(..., alias="formulier")
    register_text: Text = Field(..., alias="register_tekst")
    register_columns: tuple[Text, ...] = Field(..., alias="register_kolommen")
    footer: Text = Field(..., alias="voettekst")
    page: Text = Field(..., alias="pagina")
    to_contents: Text = Field(..., alias="naar_inhoud")


def load_annex_words(path: Path, library: Library) -> AnnexWords:
    """Read leidraad/bijlage.yml.

    Raises:
        DocumentError: a key is missing, unknown or empty, or a heading is for a topic that does not exist.
    """
    document = read_document(path)
    words = parse(AnnexWords, document)
    wanted = {
        "soort": (words.kinds, {*(item.value for item in Procedure), UNKNOWN}),
        "invoering": (words.introduction, {*(item.value for item in Procedure), UNKNOWN}),
        "doelen": (words.purposes, {item.value for item in MonitoringPurpose}),
    }
    problems = [
        Problem(
            path,
            document.line(("invoering", name)),
            f"«invoering.{name}» vraagt {{{{ {part} }}}}, en dat kent niemand",
            "gebruik enkel {{ van }} en {{ tot }}",
        )
        for name, text in words.introduction.items()
        for part in sorted(asked_for(text) - {"van", "tot"})
    ]
    for key, (given, expected) in wanted.items():
        for name in sorted(expected - set(given)):
            problems.append(Problem(path, document.line((key,)), f"«{key}.{name}» ontbreekt", "vul deze sleutel aan"))
        for name in sorted(set(given) - expected):
            problems.append(
                Problem(
                    path,
                    document.line((key, name)),
                    f"«{key}.{name}» is een onbekende sleutel",
                    closest(name, expected),
                )
            )
    topics = {topic.id for topic in library.topics}
    for name in sorted(set(words.headings) - topics):
        problems.append(
            Problem(
                path, document.line(("kopjes", name)), f"het onderwerp «{name}» bestaat niet", closest(name, topics)
            )
        )
    if problems:
        raise DocumentError(problems)
    return words
