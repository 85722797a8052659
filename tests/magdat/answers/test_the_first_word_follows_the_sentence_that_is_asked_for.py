"""«Ja» or «Nee» before the company's text follows from the sentence that answers, whichever way round it is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.answers.asked_sentence import SIGNS, chances_of, part_of, sentences_of
from magdat.answers.first_word import Asked, first_word, hear
from magdat.guidance.first_word import FirstWordKnowledge
from magdat.knowledge import open_knowledge
from magdat.policy.answerable import Place
from magdat.policy.model import Policy
from magdat.policy.sentences import sentences
from magdat.policy.statements import PolicyStatement
from magdat.question import Form, Opening
from magdat.settings import Settings
from magdat.understanding import Found

KNOWN = open_knowledge(Settings.from_environment({}))
CUES = KNOWN.library.first_word

SAYS = {
    "dashcam": ("verbod", "nee", "Een eigen dashcam in de cabine hangen mag niet."),
    "groep": ("toelating", "ja", "Een ploeg mag een WhatsApp-groep hebben voor praktische afspraken."),
    "vrij": ("uitleg", None, "Niemand is verplicht om in de groep te zitten."),
    "melden": ("plicht", None, "Je moet een verloren toestel dezelfde dag melden aan de dienst informatica."),
}


def policy_of(*names: str) -> Policy:
    statements = tuple(
        PolicyStatement.parse_obj(
            {
                "id": name,
                "soort": SAYS[name][0],
                "onderwerp": "gebruik_werkuren",
                "artikel": "9.1",
                "tekst": SAYS[name][2],
                **({"besluit": SAYS[name][1]} if SAYS[name][1] and SAYS[name][0] == "toelating" else {}),
            }
        )
        for name in names
    )
    return KNOWN.policy.copy(update={"statements": statements})


def found(*likes: tuple[str, float]) -> list[Found]:
    return [Found(f"uitspraak:{name}", like, sentences=(like,)) for name, like in likes]


@pytest.mark.parametrize(
    ("asked", "form", "openings", "name", "word"),
    [
        ("mag ik zelf een dashcam hangen?", Form.MAY, {}, "dashcam", Opening.NO),
        ("mag onze ploeg een whatsappgroep maken?", Form.MAY, {}, "groep", Opening.YES),
        ("moet ik in die groep zitten?", Form.MUST, {}, "vrij", Opening.NO),
        ("moet ik een verloren gsm vandaag nog melden?", Form.MUST, {Opening.YES: 1.0}, "melden", Opening.YES),
        ("wie kijkt dat na?", Form.WHO, {}, "melden", Opening.NONE),
    ],
)
def test_a_ban_a_permission_a_duty_and_a_free_choice(
    asked: str, form: Form, openings: dict[Opening, float], name: str, word: Opening
) -> None:
    heard = hear(
        CUES, Asked(asked, form, openings=openings), sentences_of(policy_of(name), ("9.1", None), found((name, 0.7)))
    )
    assert first_word(CUES, heard.words) is word


def test_of_two_sentences_the_one_that_is_asked_for_decides() -> None:
    policy = policy_of("dashcam", "groep")
    for liked, other, word in (("dashcam", "groep", Opening.NO), ("groep", "dashcam", Opening.YES)):
        told = sentences_of(policy, ("9.1", None), found((liked, 0.8), (other, 0.2)))
        heard = hear(CUES, Asked("mag dat?", Form.MAY), told)
        assert heard.likeliest() == Place.of(f"uitspraak:{liked}")
        assert first_word(CUES, heard.words) is word


def test_a_clause_that_says_nothing_has_no_word() -> None:
    heard = hear(CUES, Asked("mag dat?", Form.MAY), sentences_of(policy_of("groep"), ("1.1", None), []))
    assert heard.likeliest() is None
    assert first_word(CUES, heard.words) is Opening.NONE


@given(st.lists(st.floats(0.0, 1.0), min_size=3, max_size=3).filter(lambda parts: sum(parts) > 0))
def test_no_word_is_said_that_is_not_likely_enough(parts: list[float]) -> None:
    likely = dict(zip((Opening.YES, Opening.NO, Opening.NONE), (part / sum(parts) for part in parts)))
    word = first_word(CUES, likely)
    least = {Opening.YES: CUES.yes_from, Opening.NO: CUES.no_from, Opening.NONE: 0.0}
    assert likely[word] >= least[word]


@given(st.lists(st.lists(st.floats(-9, 9), min_size=len(SIGNS), max_size=len(SIGNS)), min_size=1, max_size=5))
def test_the_chances_of_sentences_together_are_one(rows: list[list[float]]) -> None:
    chances = chances_of([dict(zip(SIGNS, row)) for row in rows], CUES.weights_of_sentence)
    assert sum(chances) == pytest.approx(1.0)


def test_what_was_not_found_is_as_unlike_as_the_least_like() -> None:
    told = sentences_of(policy_of("dashcam", "groep", "vrij"), ("9.1", None), found(("groep", 0.6), ("vrij", 0.4)))
    assert [item.like for item in told] == [0.4, 0.6, 0.4]
    assert [item.first for item in told] == [True, False, False]


def test_without_weights_nothing_is_said() -> None:
    heard = hear(
        FirstWordKnowledge(), Asked("mag dat?", Form.MAY), sentences_of(policy_of("dashcam"), ("9.1", None), [])
    )
    assert first_word(FirstWordKnowledge(), heard.words) is Opening.NONE


def test_a_sentence_is_part_of_a_text_however_it_was_cut() -> None:
    text = "Een foto mag als de chef ja zegt. Verstuur ze daarna via het portaal."
    assert all(part_of(part, text) for part in sentences(text))
    assert not part_of("Vraag het aan de preventieadviseur.", text)
