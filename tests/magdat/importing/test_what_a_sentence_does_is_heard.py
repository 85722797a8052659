"""Whether a sentence allows, forbids, asks or names somebody is heard from its words, and so is whom it names."""

from __future__ import annotations

import datetime as dt

import pytest

from magdat.files.problems import DocumentError
from magdat.importing.cues import load_cues
from magdat.importing.facts import facts_of
from magdat.importing.kinds import Sure, heard
from magdat.importing.outline import Clause
from magdat.importing.passages import Passage, Shape
from magdat.importing.people import Directory

SAID = [
    ("Je mag vertellen dat je bij ons werkt.", "toelating", "ja"),
    ("Delen is toegestaan, voor zover het werk er niet onder lijdt.", "toelating", "voorwaardelijk"),
    ("Een foto mag online als er geen patiënt op staat.", "toelating", "voorwaardelijk"),
    ("Je hoeft niemand te verwijderen.", "toelating", "ja"),
    ("Je mag eruit stappen en je hoeft op je vrije dag niet te antwoorden.", "toelating", "ja"),
    ("Een collega mag weigeren en hoeft daarvoor geen reden te geven.", "toelating", "ja"),
    ("Een bericht mag je delen, op voorwaarde dat je niets over de zorg toevoegt.", "toelating", "voorwaardelijk"),
    ("Je mag niet filmen en je hoeft geen reden te vragen.", "verbod", None),
    ("Logins mogen voor wie dat hoeft nooit gedeeld worden.", "verbod", None),
    ("Je mag wat de klant hoeft te weten niet online zetten.", "verbod", None),
    ("Een werkgever mag niemand dwingen en je hoeft niet te antwoorden.", "verbod", None),
    ("Een foto delen mag op de uitdrukkelijke voorwaarde dat niemand herkenbaar is.", "toelating", "voorwaardelijk"),
    ("Op een toestel van het werk mag geen spel staan.", "verbod", None),
    ("Filmen in de klas is verboden.", "verbod", None),
    ("Na een ongeval onthoudt elk personeelslid zich van reacties.", "verbod", None),
    ("De medewerker dient zich van elke politieke reactie te onthouden.", "verbod", None),
    ("Het personeel zal zich onthouden van uitspraken over dossiers.", "verbod", None),
    ("Tijdens gesprekken laten we onze gsm achterwege.", "verbod", None),
    ("Verwijzingen naar cliënten blijven achterwege in elk bericht.", "verbod", None),
    ("De medewerker onthoudt zich bij twijfel van commentaar.", "verbod", None),
    ("Onthoud je bij een incident van elke reactie.", "verbod", None),
    ("Het personeel onthoudt zich daarvan.", "verbod", None),
    ("Het personeel is verplicht zich te onthouden van uitspraken over dossiers.", "verbod", None),
    ("Medewerkers zijn gehouden zich te onthouden van negatieve berichten.", "verbod", None),
    ("Medewerkers die mogen spreken, onthouden zich van persoonlijke meningen.", "verbod", None),
    ("Personeelsleden mogen een account hebben en moeten zich onthouden van politieke uitspraken.", "verbod", None),
    ("Niemand hoeft zich te onthouden van kritiek.", "toelating", "ja"),
    ("Niemand is verplicht zich te onthouden van een mening.", "toelating", "ja"),
    ("Het personeel hoeft zich niet te onthouden van meningen in zijn vrije tijd.", "toelating", "ja"),
    ("Werknemers mogen zich onthouden van deelname aan de foto.", "toelating", "ja"),
    ("Het toestel onthoudt je voorkeuren van de vorige sessie.", "uitleg", None),
    ("Bij een eerste vergissing blijft een sanctie achterwege.", "uitleg", None),
    ("Sancties blijven achterwege als je het zelf meldt.", "uitleg", None),
    ("Het toestel onthoudt wie zich aanmeldt.", "uitleg", None),
    ("Je mag je functie op LinkedIn achterwege laten.", "toelating", "ja"),
    ("Leerlingen zetten we nooit herkenbaar online.", "verbod", None),
    ("Op een klacht reageer je niet zelf.", "verbod", None),
    ("Elke vraag wordt binnen twee dagen beantwoord.", "plicht", None),
    ("Filmt een ouder jou, vraag dan om te stoppen.", "plicht", None),
    ("Je moet je badge dragen.", "plicht", None),
    ("Hou er rekening mee dat ouders meelezen.", "raad", None),
    ("Alleen de directie plaatst berichten.", "wie", "nee"),
    ("Uitsluitend erkende ambassadeurs mogen zelf berichten plaatsen.", "wie", "nee"),
    ("De verantwoordelijke (en niemand anders) mag een foto maken.", "wie", "nee"),
    ("Zo een beeld wordt door niemand bekeken of bewaard.", "verbod", None),
    ("Je kortingscode is persoonlijk. Je deelt of verkoopt ze niet.", "verbod", None),
    ("Na zeven uur moet je die berichten niet lezen.", "toelating", "ja"),
    ("In het weekend verwachten we van niemand een antwoord.", "toelating", "ja"),
    ("Klantgegevens worden uitsluitend uitgewisseld via de beveiligde postbus.", "plicht", None),
    ("Afdelingen hebben geen eigen kanaal, met uitzondering van de dagbehandeling.", "verbod", None),
    (
        "Je functie mag op je profiel, met uitzondering van wie aan gerechtelijke opdrachten werkt.",
        "toelating",
        "voorwaardelijk",
    ),
    ("Na de uren is niemand gehouden om te antwoorden.", "toelating", "ja"),
    ("Misbruik kan leiden tot een sanctie.", "uitleg", None),
    ("Onder sociale media wordt verstaan: elk netwerk.", "begrip", None),
    ("Deze code is van toepassing op alle leerkrachten.", "uitleg", None),
]


@pytest.mark.parametrize(("text", "kind", "decision"), SAID)
def test_a_sentence_says_what_kind_it_is(cues, text, kind, decision):
    found = heard(Passage(Clause("1.1", ()), text, (text,), Shape.SENTENCES, "regel 1"), cues)
    assert (found.kind, found.decision) == (kind, decision)


def test_a_sentence_that_says_little_is_to_be_looked_at(cues):
    text = "Wie te goeder trouw meldt, mag daarvan geen nadeel ondervinden."
    assert heard(Passage(Clause("1.1", ()), text, (text,), Shape.SENTENCES, "regel 1"), cues).sure is Sure.LOOK


def test_people_are_found_with_name_number_and_address(cues):
    directory = Directory(cues)
    directory.read(
        [
            "Bel vertrouwenspersoon Lies Van den Berg op 4470.",
            "Misstanden meld je bij de integriteitsdienst, integriteit@stad.example.",
            "Mail naar communicatie@stad.example.",
            "Het team communicatie helpt je.",
            "Je diensthoofd geeft vooraf toestemming, na akkoord van de algemeen directeur.",
        ]
    )
    found = directory.found
    assert (found["vertrouwenspersoon"].name, found["vertrouwenspersoon"].phone) == ("Lies Van den Berg", "4470")
    assert found["meldkanaal"].email == "integriteit@stad.example"
    assert (found["communicatie"].title, found["communicatie"].email) == (
        "het team communicatie",
        "communicatie@stad.example",
    )
    assert found["leidinggevende"].title == "je diensthoofd"
    assert directory.approver_in("Dat kan na akkoord van de algemeen directeur.") == "directie"
    assert directory.named_in("Vraag het aan communicatie@stad.example.") == ["communicatie"]
    assert directory.named_in("De bakker komt morgen.") == []


def test_nobody_is_invented(cues):
    directory = Directory(cues)
    directory.read(
        ["Je mag posten in de maand mei van 2026.", "Op 1 november 2026 begint het, en op 15/09/2027 stopt het."]
    )
    assert directory.found == {}


@pytest.mark.parametrize(
    ("text", "version", "day"),
    [
        ("Versie 3, geldig vanaf 1 oktober 2026.", "3", dt.date(2026, 10, 1)),
        ("Deze order treedt in werking op 1 november 2026.", None, dt.date(2026, 11, 1)),
        ("Van kracht vanaf 01/02/2027, v2.1.", "2.1", dt.date(2027, 2, 1)),
        ("Geldig vanaf 31 februari 2026.", None, None),
        ("Op 4 mei 2026 was het mooi weer.", None, None),
    ],
)
def test_version_and_day_are_read_and_never_guessed(cues, text, version, day):
    facts = facts_of(text, cues)
    assert (facts.version, facts.valid_from) == (version, day)


def test_a_form_that_cannot_be_read_is_named_with_its_line(tmp_path, cues):
    from made_rules import ROOT

    text = (ROOT / "leidraad" / "importeren.yml").read_text(encoding="utf-8")
    (tmp_path / "importeren.yml").write_text(
        text.replace("nooit, geen enkele?", "(nooit, geen enkele?"), encoding="utf-8"
    )
    with pytest.raises(DocumentError) as caught:
        load_cues(tmp_path)
    assert "(nooit" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mag: je mening geven, ook als die niet positief is.", "toelating"),
        ("Mag wel: vertellen dat je hier werkt.", "toelating"),
        ("Mag niet: prijzen delen.", "verbod"),
        ("Doe je niet: reageren op klachten.", "verbod"),
        ("Verboden: een eigen dashcam.", "verbod"),
        ("Toegelaten: een oortje in de bureaus.", "toelating"),
    ],
)
def test_a_list_of_what_may_and_may_not_is_heard_by_its_begin(cues, text, kind):
    found = heard(Passage(Clause("1.1", ()), text, (text,), Shape.ITEM, "regel 1"), cues)
    assert found.kind == kind


@pytest.mark.parametrize(
    ("text", "kind", "decision"),
    [
        (
            "ChatGPT mag je gebruiken voor brieven. Namen zet je er nooit in, en dossiers mag je er niet in plakken.",
            "toelating",
            "voorwaardelijk",
        ),
        ("Filmen is verboden. Je mag wel een foto maken, en je mag ze gerust delen.", "verbod", None),
    ],
)
def test_of_several_sentences_the_first_that_allows_or_forbids_decides(cues, text, kind, decision):
    found = heard(Passage(Clause("1.1", ()), text, (text,), Shape.SENTENCES, "regel 1"), cues)
    assert (found.kind, found.decision) == (kind, decision)
    assert found.sure is not Sure.CERTAIN
