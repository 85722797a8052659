"""Who asks whether they may refuse, or somebody may demand it, asks the other way round than the policy decides."""

from __future__ import annotations

import pytest

from magdat.answers.composer import compose
from magdat.answers.direction import (
    fears,
    is_free_of_trouble,
    with_what_is_decided,
    without_a_belied_no,
    without_a_belied_word,
    without_a_forbidden_yes,
    word_for_who_fears,
    word_for_who_refuses,
    word_in_its_direction,
)
from magdat.knowledge import open_knowledge
from magdat.policy.decision import Decision
from magdat.question import Form, Opening
from magdat.settings import Settings
from magdat.situation import Situation

LIBRARY = open_knowledge(Settings.from_environment({})).library
TALK = LIBRARY.talk
FREE = "Niemand kan je verplichten om je privéaccount te gebruiken."
FREE_FOR_ALL = "Niemand kan een collega verplichten om een privénummer voor het werk te gebruiken."
REVIEW = "Je mening over je werk mag ook kritisch zijn, als je eerlijk en beleefd blijft."


@pytest.mark.parametrize(
    "asked",
    [
        "mag ik weigeren om mijn account te gebruiken",
        "mijn baas wil mij toevoegen, mag ik hem blokkeren?",
        "kan ik dat verzoek negeren",
        "mag ik neen zeggen tegen de whatsappgroep",
    ],
)
def test_who_may_refuse_what_nobody_can_demand_hears_yes(asked: str) -> None:
    assert word_in_its_direction(TALK, asked, FREE, "nee", Opening.DECISION) == "ja"
    assert word_in_its_direction(TALK, asked, FREE_FOR_ALL, "nee", Opening.DECISION) == "ja"


@pytest.mark.parametrize(
    "told", [FREE, "Wij verplichten u niet om hem te aanvaarden.", "Weigering heeft geen gevolgen."]
)
def test_no_other_word_is_put_before_what_obliges_nobody(told: str) -> None:
    assert word_for_who_refuses(TALK, "mag ik dat verzoek afwijzen?", told, "nee") == "ja"
    assert word_for_who_refuses(TALK, "mag ik dat verzoek afwijzen?", told, None) is None
    assert word_for_who_refuses(TALK, "mag ik dat verzoek afwijzen?", REVIEW, "nee") == "nee"
    assert word_for_who_refuses(TALK, "mag de baas mij toevoegen?", told, "nee") == "nee"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("mag ik dat datalek verzwijgen?", "Meld een lek meteen. Je hoeft niet eerst bewijs te zoeken."),
        ("mag ik een klant blokkeren?", "Blokkeren doe je niet. Je hoeft niet te antwoorden op scheldwoorden."),
        ("mag ik die opdracht weigeren?", "Weigeren mag nooit."),
    ],
)
def test_what_only_frees_somebody_of_something_else_turns_no_word(asked: str, told: str) -> None:
    assert word_for_who_refuses(TALK, asked, told, "nee") == "nee"


def test_who_asks_whether_others_may_be_obliged_still_hears_no() -> None:
    asked = "mag ik mijn ploeg verplichten om in de whatsappgroep te zitten"
    assert word_in_its_direction(TALK, asked, FREE_FOR_ALL, "nee", Opening.DECISION) == "nee"


@pytest.mark.parametrize(
    "asked",
    [
        "mogen ze eisen dat ik die review wegdoe",
        "kan mijn baas mij verplichten om mijn post te verwijderen?",
        "mag de directeur eisen dat ik mijn recensie wis",
    ],
)
def test_who_asks_whether_it_must_be_undone_hears_no_where_it_is_allowed(asked: str) -> None:
    assert word_in_its_direction(TALK, asked, REVIEW, "ja", Opening.DECISION) == "nee"


def test_a_demand_that_nothing_decides_gets_no_word() -> None:
    asked = "mogen ze eisen dat ik een review schrijf"
    assert word_in_its_direction(TALK, asked, REVIEW, "ja", Opening.DECISION) is None


@pytest.mark.parametrize(
    ("asked", "told", "word"),
    [
        ("mag ik een review schrijven", REVIEW, "ja"),
        ("mag ik mijn privéaccount gebruiken", FREE, "nee"),
        ("mag ik weigeren om te tekenen", "Wie weigert, krijgt een verwittiging.", "nee"),
    ],
)
def test_a_question_the_right_way_round_keeps_its_word(asked: str, told: str, word: str) -> None:
    assert word_in_its_direction(TALK, asked, told, word, Opening.DECISION) == word


def test_a_word_heard_for_exactly_that_demand_stays() -> None:
    asked = "mag mijn baas eisen dat ik de regels volg"
    assert word_in_its_direction(TALK, asked, "Een werkgever geeft gezag.", "ja", Opening.YES) == "ja"


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("mag ik tijdens het rijden met de heftruck op mijn gsm?", None),
        ("kan ik dat toch gewoon doen", None),
        ("is dat verboden?", "ja"),
        ("mag ik dat weigeren?", "ja"),
        ("kan ik daarvoor een sanctie krijgen?", "ja"),
        ("moet ik dat laten?", "ja"),
    ],
)
def test_may_i_gets_no_yes_where_the_company_forbids_it(asked: str, word: str | None) -> None:
    cues = LIBRARY.first_word
    assert without_a_forbidden_yes(cues, asked, "ja", Decision.NO) == word
    assert without_a_forbidden_yes(cues, asked, "ja", Decision.YES) == "ja"
    assert without_a_forbidden_yes(cues, asked, "nee", Decision.NO) == "nee"


@pytest.mark.parametrize(
    ("asked", "told", "heard"),
    [
        ("mag ik handenvrij bellen", "Handenvrij bellen met de planning is toegelaten. Vasthouden niet.", Opening.NONE),
        ("mag ik handenvrij bellen", "Handenvrij bellen mag alleen met de planning.", Opening.NO),
        ("mag ik handenvrij bellen", "Bellen in de wagen mag niet.", Opening.NO),
        ("kan mijn chef mij dat verbieden?", "Vakbondsberichten delen mag je zonder schrik.", Opening.NO),
        ("moet ik dat delen?", "Delen mag.", Opening.NO),
    ],
)
def test_no_is_not_said_before_a_sentence_that_allows_without_a_limit(asked, told, heard) -> None:
    assert without_a_belied_no(LIBRARY.first_word, asked, told, Opening.NO, Decision.YES) is heard


def test_a_no_that_the_company_decided_is_said_before_any_sentence() -> None:
    told = "Je mening mag kritisch zijn, als je eerlijk blijft."
    heard = without_a_belied_no(LIBRARY.first_word, "mag ik alles zeggen", told, Opening.NO, Decision.NO)
    assert heard is Opening.NO


@pytest.mark.parametrize("asked", ["de code staat op mijn eigen github. Is da een probleem?", "is dat erg?"])
def test_who_asks_whether_it_is_a_problem_hears_no_no_before_a_ban(asked: str) -> None:
    told = "Broncode van klanten komt nooit in een eigen map."
    assert without_a_belied_no(LIBRARY.first_word, asked, told, Opening.NO, Decision.NO) is Opening.NONE


def test_no_is_not_said_before_what_is_allowed_as_an_exception() -> None:
    cues, told = LIBRARY.first_word, "Uitzonderingen: oud-leerlingen die meerderjarig zijn."
    asked = "mag ik een oud-leerling aanvaarden?"
    assert without_a_belied_no(cues, asked, told, Opening.NO, Decision.CONDITIONAL, excepts=True) is Opening.NONE
    assert without_a_belied_no(cues, asked, told, Opening.NO, Decision.CONDITIONAL) is Opening.NO
    assert without_a_belied_no(cues, asked, told, Opening.NO, Decision.NO, excepts=True) is Opening.NO


def test_a_row_of_a_table_that_says_yes_is_no_no() -> None:
    row = "Concurrenten volgen (wel): Ja; Geen recensies over hen schrijven."
    said = without_a_belied_no(LIBRARY.first_word, "mag ik een concurrent volgen?", row, Opening.NO, None)
    assert said is Opening.YES
    asked_the_other_way = "mag ik weigeren om een concurrent te volgen?"
    assert without_a_belied_no(LIBRARY.first_word, asked_the_other_way, row, Opening.NO, None) is Opening.NO


def test_where_no_word_is_sure_enough_the_company_decides_a_plain_question() -> None:
    cues = LIBRARY.first_word
    assert with_what_is_decided(cues, "mag ik dat?", Form.MAY, Opening.NONE, Decision.NO) is Opening.NO
    assert with_what_is_decided(cues, "mag ik dat?", Form.MAY, Opening.NONE, Decision.YES) is Opening.YES
    assert with_what_is_decided(cues, "mag ik dat?", Form.MAY, Opening.NONE, Decision.CONDITIONAL) is Opening.NONE
    assert with_what_is_decided(cues, "mag ik dat?", Form.MAY, Opening.NO, Decision.YES) is Opening.NO
    assert with_what_is_decided(cues, "mag ik weigeren?", Form.MAY, Opening.NONE, Decision.NO) is Opening.NONE
    assert with_what_is_decided(cues, "mag de baas dat?", Form.MAY, Opening.NONE, Decision.NO) is Opening.NONE


FEARED = [
    "kan ik daar last mee krijgen?",
    "kunnen ze mij daarvoor straffen",
    "word ik daarvoor gestraft",
    "Riskeer ik iets als ik dat deel?",
    "Ik heb het al gedaan. Moet ik schrik hebben?",
    "kan ik daar miserie mee krijgen?",
    "krijg ik daar problemen mee",
    "Moeten die mensen daar schrik van hebben?",
]


@pytest.mark.parametrize("asked", FEARED)
def test_who_asks_what_follows_is_heard(asked: str) -> None:
    assert fears(LIBRARY.first_word, TALK, asked)


@pytest.mark.parametrize(
    "asked",
    [
        "mag ik dat delen?",
        "mag ik een vakbondsbericht delen zonder dat ik straf krijg?",
        "word ik gehoord voor ik een straf krijg",
        "mag ik in beroep gaan als ik een straf krijg",
        "klopt het dat een melder geen straf krijgt?",
        "kan ik melden als ik straf krijg van mijn chef",
        "Kan ik iets da niet pluis is melden zonder mijn naam?",
        "Kan ik hem blokkeren of krijg ik dan miserie?",
        "Misschien krijg ik een sanctie. Mag mijn zus meekomen?",
        "Moet ik een straf aanvaarden?",
        "kan ik mijn straf aanvechten",
        "krijg ik iets op papier",
        "Kan ik hulp krijgen bij problemen?",
        "En kan iemand tegen zo'n straf nog in beroep gaan?",
        "Kunnen we een straf opleggen die enkel in onze onthaalbrochure staat?",
        "mag ik vakbondsberichten delen of moet ik bang zijn?",
        "moet ik een collega helpen die bang is",
        "moet de klant schrik krijgen",
    ],
)
def test_who_asks_something_else_is_not_heard_as_afraid(asked: str) -> None:
    assert not fears(LIBRARY.first_word, TALK, asked)


@pytest.mark.parametrize(
    ("told", "yes", "no"),
    [
        ("Vakbondsberichten lezen, liken of delen mag je zonder schrik.", "nee", "nee"),
        ("Wie te goeder trouw meldt, krijgt daar geen straf voor.", None, None),
        ("Dat kun je veilig melden via ons interne meldkanaal.", None, "nee"),
        ("Je kunt een verwittiging krijgen.", "ja", None),
        ("Het is verboden en kan een dringende reden zijn.", "ja", None),
        ("Lonen deel je niet online.", None, None),
        ("Dat kan je niet zonder gevolgen doen.", None, None),
        ("Wie dat doet, wordt ontslagen.", "ja", None),
        ("Daarvoor word je bestraft.", "ja", None),
        ("Daar staan sancties op.", "ja", None),
    ],
)
def test_who_fears_is_neither_reassured_before_a_ban_nor_frightened_before_leave(
    told: str, yes: str | None, no: str | None
) -> None:
    assert (word_for_who_fears(TALK, told, "ja"), word_for_who_fears(TALK, told, "nee")) == (yes, no)


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ("Vakbondsberichten lezen, liken of delen mag je zonder schrik.", "nee"),
        ("Wie te goeder trouw meldt, krijgt daar geen straf voor.", None),
        ("Je mag zonder schrik melden, maar liegen is verboden.", None),
        ("Je kunt een verwittiging krijgen.", None),
    ],
)
def test_where_nobody_decided_only_a_text_that_reassures_says_no_to_who_fears(told: str, word: str | None) -> None:
    assert word_for_who_fears(TALK, told, None) == word


@pytest.mark.parametrize(
    ("asked", "told", "free"),
    [
        ("mag ik dat liken zonder daar last mee te krijgen", "Liken mag je zonder schrik.", True),
        ("Mogen ze dat doen zonder dat ze er achteraf last mee krijgen?", "Liken mag je zonder gevolgen.", True),
        ("mag ik dat liken zonder het te vragen", "Liken mag je zonder schrik.", False),
        ("mag ik dat liken zonder toestemming, ik heb schrik van mijn chef?", "Liken mag je zonder schrik.", False),
        ("mag ik dat liken zonder daar last mee te krijgen", "Lonen deel je niet online.", False),
        ("mag dat niet zonder gevolgen?", "Liken mag je zonder schrik.", False),
        ("kan mijn baas mij ontslaan zonder gevolgen als ik dat like?", "Liken mag je zonder schrik.", False),
        ("kunnen ze een bericht verbieden zonder last van de vakbond?", "Liken mag je zonder schrik.", False),
        ("mag mijn chef mijn bericht verwijderen zonder problemen te krijgen?", "Liken mag je zonder schrik.", False),
        ("mag ik klantgegevens delen zonder problemen?", "Liken mag je zonder schrik.", False),
        ("kunnen ze mijn premie afpakken zonder dat ze last krijgen?", "Liken mag je zonder schrik.", False),
        ("kunnen ze mij van ploeg veranderen zonder gevolgen?", "Liken mag je zonder schrik.", False),
        ("mag ik dat delen en de klantenlijst erbij zetten zonder last?", "Liken mag je zonder schrik.", False),
    ],
)
def test_what_may_be_done_without_trouble_is_told_so(asked: str, told: str, free: bool) -> None:
    assert is_free_of_trouble(LIBRARY.first_word, TALK, asked, told) is free


@pytest.mark.parametrize(
    ("asked", "told", "word"),
    [
        ("mag ik dat verzwijgen voor mijn chef?", "Haal het weg en zeg het meteen.", None),
        ("mag ik die vraag laten liggen?", "Je haalt de foto meteen weg.", None),
        ("mag ik uitstellen om dat te melden?", "Haal het weg en zeg het meteen.", None),
        ("mag ik mijn mond houden over een lek?", "Meld het toch. Zwijgen maakt het erger.", None),
        ("mag ik negeren dat een journalist mij belt?", "Een vraag van een journalist geef je door.", None),
        ("mag ik berichten laten liggen?", "Buiten je werkuren hoef je niet te antwoorden.", "ja"),
        ("mag ik dat posten?", "Dat mag, maar zeg het meteen.", "ja"),
    ],
)
def test_nobody_is_allowed_to_keep_silent_where_it_has_to_be_told_at_once(
    asked: str, told: str, word: str | None
) -> None:
    assert word_in_its_direction(TALK, asked, told, "ja", Opening.YES) == word


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("mag ik verzwijgen welke ziekte ik heb?", "De diagnose is van jou, en je chef vraagt er niet naar."),
        ("mag ik mijn privénummer achterhouden?", "Niemand kan je verplichten om het te geven."),
        ("mag ik berichten laten passeren?", "Buiten je werkuren laat je ze gerust liggen."),
    ],
)
def test_who_may_keep_silent_gets_no_no(asked: str, told: str) -> None:
    assert word_in_its_direction(TALK, asked, told, "nee", Opening.NO) == "ja"


@pytest.mark.parametrize(
    ("asked", "told", "word"),
    [
        (
            "mag ik chatgpt gebruiken voor een mail met klantgegevens",
            "Een algemene vraag stellen mag. Klantgegevens zet je er niet in.",
            None,
        ),
        ("mag ik chatgpt iets vragen", "Een algemene vraag stellen mag. Klantgegevens zet je er niet in.", "ja"),
        ("mag ik over mijn loon praten", "Over je eigen loon mag je praten. Over dat van een ander niet.", "ja"),
        ("is een klant filmen verboden", "Filmen is verboden. Een klant film je niet.", "ja"),
        ("mijn profiel staat vol klanten, mag ik die houden", "Je profiel is van jou. Een klantenlijst niet.", "ja"),
        ("mag ik mijn klanten houden", "Je profiel blijft van jou. De klant zelf neem je niet mee.", None),
        ("mag ik de klantenlijst houden", "Je profiel blijft van jou. Klantenlijsten neem je niet mee.", None),
        ("mag ik patiënten filmen", "Beelden van de zaal mogen. Patiëntenfoto's zet je nooit online.", None),
    ],
)
def test_no_yes_is_said_to_what_a_later_sentence_forbids_by_name(asked: str, told: str, word: str | None) -> None:
    assert without_a_belied_word(LIBRARY.first_word, LIBRARY.telling, asked, told, "ja") == word


@pytest.mark.parametrize(
    ("told", "yes", "no"),
    [
        ("Ja, zolang je het in je vrije tijd doet.", None, None),
        ("Neen. Verwijs ze door.", None, None),
        ("Nee hoor, dat hoeft niet.", None, None),
        ("“Ja en nee.”", None, None),
        ("Absoluut verboden.", None, None),
        ("Nee zeggen mag altijd.", "ja", "nee"),
        ("Natuurlijk, klanten film je niet.", "ja", "nee"),
        ("Natuurlijk niet, dat is privé.", None, None),
        ("Uitzonderingen: familie en oud-leerlingen.", "ja", None),
        ("In afwijking daarvan mag het in de pauze.", "ja", None),
        ("Enkel voor LinkedIn wordt hierop een uitzondering gemaakt.", "ja", None),
        ("Er zijn drie uitzonderingen: een dringend telefoontje.", "ja", None),
        ("Jaarverslagen deel je niet.", "ja", "nee"),
        ("Uitzonderingen: geen.", "ja", "nee"),
        ("Filmen is zonder uitzondering verboden.", "ja", "nee"),
        ("Er bestaat geen enkele uitzondering.", "ja", "nee"),
        ("LinkedIn is daarop geen uitzondering: ook daar zwijg je.", "ja", "nee"),
        ("In afwijking van artikel 3 is filmen verboden.", "ja", "nee"),
        ("Zeker bij klanten vraag je het eerst.", "ja", "nee"),
        ("Dat mag niet. Een uitzondering vraag je aan HR.", "ja", "nee"),
    ],
)
def test_no_word_stands_before_a_text_that_says_its_own(told: str, yes: str | None, no: str | None) -> None:
    cues, telling = LIBRARY.first_word, LIBRARY.telling
    said = [without_a_belied_word(cues, telling, "mag dat?", told, word) for word in ("ja", "nee", None)]
    assert said == [yes, no, None]


@pytest.mark.parametrize(
    "asked", ["kan ik daar miserie mee krijgen als ik lonen deel?", "word ik gestraft als ik een loon deel"]
)
def test_nothing_brings_a_no_back_to_who_fears(asked: str) -> None:
    told = compose(
        open_knowledge(Settings.from_environment({})),
        "vertrouwelijk",
        Situation(),
        statement="vertrouwelijk.loon_van_anderen",
        form=Form.MAY,
        asked=asked,
        heard={Opening.NO: 0.9},
    )
    assert told.opening is None
