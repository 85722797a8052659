"""Of the sentences of a clause the one that is asked for decides, and a group's leave is no «ja» to all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from magdat.conversation.dialogue import respond
from magdat.conversation.state import State
from magdat.knowledge import Knowledge
from magdat.policy.store import PolicyStore
from magdat.question import Form
from magdat.understanding import Found, InPolicy, Understanding

POLICY = """
formaat: 2
titel: Afspraken
versie: "1"
geldig_vanaf: 2026-01-01
bedrijf:
  naam: School
  werknemers: 60
  sector: privé
  overlegorganen: {ondernemingsraad: ja, cpbw: ja, vakbondsafvaardiging: ja}
vindplaats: {plaats: op het intranet}
contacten:
  hr: {functie: de personeelsdienst, telefoon: "1"}
artikels:
  - {nummer: "1", titel: Alles}
woorden:
  rollen:
    - {id: stagebegeleider, naam: stagebegeleider, woorden: [stagebegeleider*]}
uitspraken:
  - {id: vragen, titel: Over vragen, soort: toelating, besluit: voorwaardelijk, onderwerp: foto_tag, artikel: "1.1",
     tekst: Wie merkt dat een leerling stiekem filmt mag het toestel vragen.}
  - {id: wissen, titel: Over wissen, soort: verbod, onderwerp: foto_tag, artikel: "1.1",
     tekst: In het toestel kijken of iets wissen doet een personeelslid niet.}
  - {id: bevriend, titel: Over bevriend, soort: verbod, onderwerp: klantencontact, artikel: "1.2",
     tekst: Met leerlingen ben je niet bevriend.}
  - {id: stage, titel: Over stage, soort: toelating, besluit: voorwaardelijk, onderwerp: klantencontact, artikel: "1.2",
     als: {rol: stagebegeleider}, tekst: Stagebegeleiders mogen met leerlingen verbonden zijn op LinkedIn.}
  - {id: bewaren, titel: Over bewaren, soort: verbod, onderwerp: foto_tag, artikel: "1.3",
     tekst: Zo een beeld wordt door niemand bewaard.}
  - {id: app, titel: Over app, soort: plicht, onderwerp: eigen_toestel, artikel: "1.4",
     tekst: Mail op je eigen gsm vereist de app Schild.}
  - {id: weigeren, titel: Over weigeren, soort: toelating, besluit: ja, onderwerp: eigen_toestel, artikel: "1.4",
     tekst: Je mag die app weigeren.}
  - {id: locker, titel: Over de locker, soort: plicht, onderwerp: gebruik_werkuren, artikel: "1.6",
     tekst: Op de kade laat je je gsm in de locker.}
  - {id: bij, titel: Over wie hem houdt, soort: toelating, besluit: ja, onderwerp: gebruik_werkuren, artikel: "1.6",
     als: {rol: stagebegeleider}, tekst: Stagebegeleiders mogen hun gsm bij zich houden.}
  - {id: rooster, titel: Over het rooster, soort: toelating, besluit: voorwaardelijk, onderwerp: prive_werk_grens,
     artikel: "1.7", tekst: WhatsApp is enkel toegestaan voor uurroosters en afspraken.}
  - {id: lang, titel: Over lang, soort: verbod, onderwerp: marketing, artikel: "1.5", tekst: Plaats geen reclame.}
  - {id: lang-erna, titel: Over lang-erna, soort: uitleg, onderwerp: marketing, artikel: "1.5", tekst: LANG}
"""


@pytest.fixture
def company(knowledge: Knowledge, tmp_path) -> Knowledge:
    path = tmp_path / "beleid.yml"
    path.write_text(POLICY.replace("LANG", " ".join(["woord"] * 80) + "."), encoding="utf-8")
    return replace(knowledge, policies=PolicyStore(path, knowledge.guidance))


def told(company, text, name, form=Form.MAY, topic="foto_tag", nearer=""):
    """Answer what was found by ``name``; one sentence of its clause may be much more like the question."""
    likes = {name: 0.4, **({nearer: 0.7} if nearer else {})}
    hits = tuple(Found(f"uitspraak:{item}", 0.9, sentences=(like,)) for item, like in likes.items())
    found = InPolicy(company.loaded.document.digest, 0.3, hits)
    message = Understanding(text, ((topic, 0.4),), {}, form=form, in_policy=found)
    return respond(company, State(noticed=True), message).replies[-1].text


def test_the_part_that_is_asked_for_decides_and_comes_first(company):
    text = told(company, "mag ik in zijn toestel kijken en het wissen?", "vragen", nearer="wissen")
    assert text.startswith("Nee. In het toestel kijken of iets wissen doet een personeelslid niet.")


def test_what_was_found_decides_where_no_other_part_shares_more(company):
    found = told(company, "mag ik dat toestel vragen als een leerling stiekem filmt?", "vragen")
    assert found.removeprefix("Ja. ").startswith("Wie merkt")


def test_leave_for_a_group_is_no_yes_to_whoever_asks(company):
    question = "mag ik met een leerling verbonden zijn op linkedin?"
    text = told(company, question, "stage", topic="klantencontact")
    assert text.removeprefix("Nee. ").startswith("Met leerlingen ben je niet")  # with or without the word, and no leave


def test_who_says_to_be_of_the_group_hears_the_leave(company):
    question = "ik ben stagebegeleider, mag ik met leerlingen verbonden zijn?"
    assert told(company, question, "stage", topic="klantencontact").startswith("Ja. Stagebegeleiders mogen")


def test_a_duty_from_which_others_are_free_is_no_leave_and_binds_them_not(company):
    asked = "mag mijn gsm op de kade in mijn zak blijven?"
    text = told(company, asked, "locker", topic="gebruik_werkuren")
    assert "Op de kade laat je" in text
    assert not text.startswith("Ja")
    asked = "ik ben stagebegeleider, moet mijn gsm ook in de locker?"
    assert told(company, asked, "locker", Form.MUST, "gebruik_werkuren").startswith("Nee. Stagebegeleiders mogen")


def test_leave_for_some_things_only_is_told_with_what_it_is_for(company):
    # The word before it is «Ja» since words are signs, and wrong here; docs/antwoorden.md says so.
    asked = "mogen we een dossier doorgeven in een WhatsApp-groep?"
    assert "WhatsApp is enkel toegestaan voor" in told(company, asked, "rooster", topic="prive_werk_grens")


def test_a_duty_that_is_forbidden_is_none(company):
    assert told(company, "moet ik dat beeld bewaren?", "bewaren", Form.MUST).startswith("Nee. Zo een beeld")


def test_refusing_what_the_text_lets_refuse_is_not_turned_round(company):
    text = told(company, "mag ik die app weigeren?", "app", Form.MAY, "eigen_toestel", nearer="weigeren")
    assert text.startswith("Ja. Je mag die app weigeren.")


def test_what_nobody_asked_for_is_not_told(company):
    asked = "welke app heb ik nodig om mijn mail te lezen?"
    text = told(company, asked, "app", Form.WHICH, "eigen_toestel", nearer="app")
    assert text.startswith("Mail op je eigen gsm vereist de app Schild.")
    assert "kade" not in text
    assert "woord" not in told(company, "mag ik reclame plaatsen?", "lang", topic="marketing")


@pytest.mark.parametrize(
    "ban",
    [
        "Niemand mag filmen tijdens het rijden.",
        "Tijdens het rijden mag je nergens filmen.",
        "Niets van de rit mag gefilmd worden.",
        "Geen enkele rit mag gefilmd worden.",
        "Filmen tijdens het rijden kan niet.",
        "Filmen is verboden, ook met een houder.",
        "Wie filmt tijdens het rijden, mag dat niet delen en hoort het ook niet te doen.",
    ],
)
def test_no_ban_gets_a_yes_to_may_i(knowledge, tmp_path, ban):
    path = tmp_path / "verbod.yml"
    path.write_text(POLICY.replace("Zo een beeld wordt door niemand bewaard.", f"'{ban}'"), encoding="utf-8")
    company = replace(knowledge, policies=PolicyStore(path, knowledge.guidance))
    assert not told(company, "mag ik filmen tijdens het rijden?", "bewaren").startswith("Ja")


@pytest.mark.parametrize("form", [Form.WHO, Form.WHAT, Form.HOW, Form.WHEN, Form.WHICH, Form.WHY, Form.CHOICE])
def test_who_what_and_how_have_no_word(company, form):
    assert told(company, "wie mag dat en hoe", "weigeren", form, "eigen_toestel").startswith("Je mag die app weigeren.")


def test_a_role_that_is_named_does_not_lift_what_is_forbidden_to_all(company):
    asked = "ik ben stagebegeleider, mag ik hun gsm doorzoeken op de kade?"
    text = told(company, asked, "locker", topic="gebruik_werkuren")
    assert "locker" in text
