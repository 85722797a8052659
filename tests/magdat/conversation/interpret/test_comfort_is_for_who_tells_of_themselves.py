"""Where to go is said to whoever tells that others treat them badly; the answer keeps its statement."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bench.past import begins_with
from magdat.conversation.dialogue import respond
from magdat.conversation.moves.disclosure import sends_for_help
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.conversation.turn import Turn
from magdat.knowledge import Knowledge
from magdat.policy.store import PolicyStore
from magdat.question import Form
from magdat.understanding import Understanding

EXAMPLES = yaml.safe_load((Path(__file__).parent / "onthulling.yml").read_text("utf-8"))


def heard(knowledge: Knowledge, text: str) -> Turn:
    """Answer a message in which bullying is the second reading, far enough to be noticed."""
    return respond(
        knowledge, State(noticed=True), Understanding(text, (("gebruik_werkuren", 0.6), ("pesten", 0.3)), {})
    )


def remarks(turn: Turn) -> list[object]:
    return [reply.custom["ook"] for reply in turn.replies if "ook" in reply.custom]


@pytest.mark.parametrize("text", EXAMPLES["vertelt_over_zichzelf"])
def test_who_is_treated_badly_reads_where_to_go(knowledge: Knowledge, text: str) -> None:
    assert remarks(heard(knowledge, text)) == ["pesten"]


@pytest.mark.parametrize("text", EXAMPLES["vertelt_over_iets_anders"])
def test_who_speaks_of_something_else_does_not(knowledge: Knowledge, text: str) -> None:
    assert remarks(heard(knowledge, text)) == []


def test_what_is_merely_likely_is_said_behind_the_answer(knowledge: Knowledge) -> None:
    text = "ze willen mij filmen voor onze pagina en ik heb daar geen zin in, mag ik nee zeggen"
    ranking = (("foto_tag", 0.6), ("pesten", 0.12))
    turn = respond(knowledge, State(noticed=True), Understanding(text, ranking, {}))
    assert remarks(turn) == ["pesten"]
    assert "ook" in turn.replies[-1].custom
    assert "ook" not in turn.replies[0].custom


def test_what_somebody_says_in_so_many_words_is_answered_first(knowledge: Knowledge) -> None:
    text = "mag ik filmpjes kijken in de pauze want ze lachen mij altijd uit"
    assert "ook" in heard(knowledge, text).replies[0].custom


def test_who_may_be_threatened_reads_whom_to_call(knowledge: Knowledge) -> None:
    text = "sinds ik zijn dozen weigerde, stuurt die klant mij elke avond een foto van onze straat"
    ranking = (("foto_tag", 0.6), ("online_dreiging", 0.07), ("pesten", 0.02))
    comfort, *_ = respond(knowledge, State(noticed=True), Understanding(text, ranking, {})).replies
    assert comfort.custom["ook"] == "online_dreiging"
    assert "112" in comfort.text
    assert "vertrouwenspersoon" in comfort.text


def test_who_may_be_in_danger_reads_the_numbers_for_that(knowledge: Knowledge) -> None:
    text = "wat gebeurt er met facebook als het hier voor altijd gedaan is"
    ranking = (("uit_dienst", 0.6), ("acuut_gevaar", 0.15), ("pesten", 0.05))
    comfort, *_ = respond(knowledge, State(noticed=True), Understanding(text, ranking, {})).replies
    assert comfort.custom["ook"] == "acuut_gevaar"
    assert "1813" in comfort.text


IN_THE_BREAK = (("gebruik_werkuren", 0.6), ("acuut_gevaar", 0.2))
BREAK = {"platform": ("facebook",), "moment": ("pauze",), "toestel": ("eigen",)}


def test_who_asks_for_leave_reads_the_answer_before_what_is_merely_suspected(knowledge: Knowledge) -> None:
    text = "wij staan hier met de pers stil, mag ik dan op facebook in de pauze"
    message = Understanding(text, IN_THE_BREAK, BREAK, form=Form.MAY)
    answer, comfort = respond(knowledge, State(noticed=True), message).replies
    assert begins_with(answer.text) == "ja"
    assert comfort.custom["ook"] == "acuut_gevaar"


@pytest.mark.parametrize(("danger", "form"), [(0.3, Form.MAY), (0.2, None), (0.2, Form.HOW)])
def test_likelier_danger_or_what_is_no_question_for_leave_still_reads_it_first(
    knowledge: Knowledge, danger: float, form: Form | None
) -> None:
    ranking = (("gebruik_werkuren", 0.6), ("acuut_gevaar", danger))
    message = Understanding("facebook in de pauze, op mijn eigen gsm", ranking, BREAK, form=form)
    assert "ook" in respond(knowledge, State(noticed=True), message).replies[0].custom


def test_danger_is_noticed_in_what_is_told_of_bullying_too(knowledge: Knowledge) -> None:
    text = "elke avond die berichten, ik kan het niet meer"
    ranking = (("pesten", 0.85), ("acuut_gevaar", 0.13))
    turn = respond(knowledge, State(noticed=True), Understanding(text, ranking, {}))
    assert remarks(turn) == ["acuut_gevaar"]
    assert any("1813" in reply.text for reply in turn.replies)


def test_a_manner_of_speaking_brings_no_numbers(knowledge: Knowledge) -> None:
    ranking = (("sociaal_praatje", 0.6), ("acuut_gevaar", 0.15))
    message = Understanding("ik lach mij kapot met dat filmpje", ranking, {})
    assert remarks(respond(knowledge, State(noticed=True), message)) == []


def test_what_is_hardly_likely_is_not_answered(knowledge: Knowledge) -> None:
    ranking = (("foto_tag", 0.6), ("online_dreiging", 0.03), ("pesten", 0.02))
    assert remarks(respond(knowledge, State(noticed=True), Understanding("mag mijn foto online", ranking, {}))) == []


def test_the_answer_still_follows_with_its_statement(knowledge: Knowledge) -> None:
    text = "mag ik facebook in de pauze, op mijn eigen gsm, ze lachen mij uit"
    values = {"platform": ("facebook",), "moment": ("pauze",), "toestel": ("eigen",)}
    ranking = (("gebruik_werkuren", 0.6), ("pesten", 0.3))
    turn = respond(knowledge, State(noticed=True), Understanding(text, ranking, values))
    comfort, answer = turn.replies
    assert comfort.custom["ook"] == "pesten"
    assert answer.custom["uitspraak"]
    assert begins_with(answer.text) == "ja"


def test_whoever_must_call_for_help_reads_that_first(knowledge: Knowledge) -> None:
    text = "een klant dreigt online dat hij mij komt zoeken, en ze lachen mij uit"
    ranking = (("online_dreiging", 0.6), ("pesten", 0.3))
    message = Understanding(text, ranking, {}, statements=(("online_dreiging.door_klant", 0.9),))
    answer, comfort, notice = respond(knowledge, State(), message).replies
    assert "112" in answer.text
    assert comfort.custom["ook"] == "pesten"
    assert notice.text == knowledge.phrases.say("kennisgeving")


def test_a_number_that_only_holds_these_digits_is_none_to_call() -> None:
    assert sends_for_help([Reply("Bel 112."), Reply("x")])
    assert not sends_for_help([Reply("Bel Els op 0478112233.")])


POLICY = """
formaat: 2
titel: Afspraken
versie: "1"
geldig_vanaf: 2026-01-01
bedrijf:
  naam: Winkel
  werknemers: 60
  sector: privé
  overlegorganen: {ondernemingsraad: ja, cpbw: ja, vakbondsafvaardiging: ja}
vindplaats: {plaats: op het intranet}
contacten:
  hr: {functie: HR, telefoon: "1"}
artikels:
  - {nummer: "1", titel: Alles}
uitspraken:
  - {id: kassa, soort: verbod, onderwerp: gebruik_werkuren, artikel: "1.1", tekst: Aan de kassa blijft je gsm weg.}
"""


def test_where_nobody_is_filled_in_it_says_who_they_are(knowledge: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "beleid.yml"
    path.write_text(POLICY, encoding="utf-8")
    company = replace(knowledge, policies=PolicyStore(path, knowledge.guidance))
    turn = heard(company, EXAMPLES["vertelt_over_zichzelf"][0])
    (comfort,) = (reply.text for reply in turn.replies if "ook" in reply.custom)
    assert "Je kunt terecht bij de vertrouwenspersoon of de preventieadviseur (wie ze zijn, staat in" in comfort
    assert "?" not in comfort, "what nobody hears the answer to is not asked"
