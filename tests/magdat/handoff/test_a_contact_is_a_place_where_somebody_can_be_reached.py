from __future__ import annotations

import pytest

from magdat.handoff.contact import ANONYMOUS, Contact, Piece, Reach, read_contact
from magdat.handoff.talk import HandoffTalk, load_talk
from magdat.redaction import Redactor
from magdat.settings import Settings


@pytest.fixture(scope="module")
def talk() -> HandoffTalk:
    return load_talk(Settings.from_environment({}).guidance / "doorgeven.yml")


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return Redactor()


def read(talk: HandoffTalk, redactor: Redactor, text: str, *, asks: bool = False, replies: bool = False) -> Contact:
    pieces = tuple(Piece(span.type, text[span.start : span.end]) for span in redactor.spans(text))
    return read_contact(talk, text, pieces, asks=asks, replies=replies)


@pytest.mark.parametrize(
    "text",
    [
        "mia.peeters@example.be",
        "mia punt peeters at gmail punt com",
        "0470 12 34 56",
        "0470123456",
        "0470/12.34.56",
        "0470.12.34.56",
        "+32 470 12 34 56",
        "0032470123456",
        "09/233.44.55",
        "014 55 66 77",
        "bel mij op 0470 12 34 56 na 17u",
        "toestel 214",
        "intern 4521",
        "214",
        "bureau 3.14",
        "personeelsnummer 4512",
        "nul vier zeven nul twaalf vierendertig zesenvijftig",
    ],
)
def test_an_address_or_a_number_is_a_contact(talk: HandoffTalk, redactor: Redactor, text: str) -> None:
    assert read(talk, redactor, text) == Contact(Reach.ADDRESS, text)


@pytest.mark.parametrize(
    "text",
    [
        "bij Els van de balie",
        "mijn chef weet me te vinden",
        "Mia Peeters, prepress",
        "marleen",
        "prepress",
        "aan de receptie",
        "via mijn ploegbaas",
    ],
)
def test_a_name_or_a_place_at_work_is_a_contact(talk: HandoffTalk, redactor: Redactor, text: str) -> None:
    assert read(talk, redactor, text) == Contact(Reach.PLACE, text)


@pytest.mark.parametrize(
    "text", ["anoniem", "Anoniem.", "ik blijf liever anoniem", "zonder naam", "geen antwoord nodig", "anoniem?"]
)
def test_who_wants_no_answer_is_anonymous(talk: HandoffTalk, redactor: Redactor, text: str) -> None:
    assert read(talk, redactor, text) == Contact(Reach.ANONYMOUS, ANONYMOUS)


@pytest.mark.parametrize("text", ["asdf", "xxx", "blabla", "0470 12 34", "12", "waarom?", "/foto_tag", "hier", "👍"])
def test_what_reaches_nobody_is_no_contact(talk: HandoffTalk, redactor: Redactor, text: str) -> None:
    assert read(talk, redactor, text).reach is Reach.NOWHERE


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x>",
        "<img src=x onerror=alert(1)>",
        "<img src=x",
        "<script>alert(1)</script>",
        "<b>Els van de balie</b>",
        "</b> Els",
        "javascript:alert(1)",
        "http://kwaad.example/x",
        "'; DROP TABLE tickets; --",
        "{{7*7}} {{x}}",
        "$(reboot) nu",
        "jan@",
        "mijn mail is jan@gmail",
        "an@@example.be",
        "mia.peeters@example..be",
        "mia@bedrijf,be",
        "mia.@example.be",
    ],
)
def test_what_is_no_address_and_holds_no_words_is_wrong(talk: HandoffTalk, redactor: Redactor, text: str) -> None:
    assert read(talk, redactor, text) == Contact(Reach.WRONG)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Mia Peeters <mia@example.be>", "mia@example.be"),
        ("<mia@example.be>", "mia@example.be"),
        ("mia@intern.local", "mia@intern.local"),
        ("mia@münchen.de", "mia@münchen.de"),
        ("Els <3", "Els <3"),
        ("@jan", "@jan"),
        ("jan@gmail of 0470 12 34 56", "jan@gmail of 0470 12 34 56"),
        ("<b>bel mij</b> dan <img src=x> op 0470 12 34 56 <i>graag</i>", "0470 12 34 56"),
        ("<img src=x onerror=alert(1)> mia@example.be", "mia@example.be"),
    ],
)
def test_of_signs_around_it_a_contact_suffers_nothing(
    talk: HandoffTalk, redactor: Redactor, text: str, kept: str
) -> None:
    assert read(talk, redactor, text).text == kept


@pytest.mark.parametrize("text", ["ja", "nee", "ok doe maar", "verstuur maar", "mijn chef"])
def test_a_reply_is_no_contact(talk: HandoffTalk, redactor: Redactor, text: str) -> None:
    assert read(talk, redactor, text, replies=True).reach is Reach.NOWHERE


def test_a_question_is_no_contact(talk: HandoffTalk, redactor: Redactor) -> None:
    assert read(talk, redactor, "wie leest dat allemaal", asks=True).reach is Reach.NOWHERE
    assert read(talk, redactor, "leest mijn chef dat?").reach is Reach.NOWHERE


@pytest.mark.parametrize(
    "text",
    [
        "niet anoniem",
        "mijn chef mag het niet weten",
        "weet ik niet",
        "gewoon hier in de chat",
        "doe maar iets op het werk",
    ],
)
def test_words_that_may_mean_something_are_doubted(talk: HandoffTalk, redactor: Redactor, text: str) -> None:
    assert read(talk, redactor, text).reach is Reach.DOUBTFUL


def test_one_mail_address_is_kept_without_its_wrapping(talk: HandoffTalk, redactor: Redactor) -> None:
    assert read(talk, redactor, "stuur maar naar mia@example.be").text == "mia@example.be"


def test_of_a_long_text_the_address_is_kept(talk: HandoffTalk, redactor: Redactor) -> None:
    text = "ik zou graag hebben dat iemand mij eens terugbelt over al die dingen " * 4 + "op 0470 12 34 56"
    assert read(talk, redactor, text).text == "0470 12 34 56"
