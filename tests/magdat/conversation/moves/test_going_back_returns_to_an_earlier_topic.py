from __future__ import annotations

from said import FACEBOOK_IN_THE_BREAK, custom, said, talk

from magdat.knowledge import Knowledge
from magdat.understanding import Understanding

PHOTO = said("mag ik een foto van een collega posten?", ("foto_tag", 0.98))
SANCTION = said("welke sancties zijn er?", ("sanctie", 0.98))


def back(text: str = "terug naar mijn vorige vraag", *ranking: tuple[str, float]) -> Understanding:
    return said(text, ("terug", 0.99), *ranking)


def test_to_the_topic_before_with_its_context(knowledge: Knowledge) -> None:
    answer = custom(talk(knowledge, FACEBOOK_IN_THE_BREAK, PHOTO, back()))
    assert answer["onderwerp"] == "gebruik_werkuren"
    assert isinstance(answer["context"], dict)
    assert answer["context"]["moment"] == "pauze"


def test_to_the_one_that_is_named(knowledge: Knowledge) -> None:
    named = back("nog eens over die foto's van daarnet", ("foto_tag", 0.004))
    assert custom(talk(knowledge, PHOTO, FACEBOOK_IN_THE_BREAK, SANCTION, named))["onderwerp"] == "foto_tag"


def test_to_the_start(knowledge: Knowledge) -> None:
    first = back("terug naar de eerste vraag")
    assert custom(talk(knowledge, PHOTO, FACEBOOK_IN_THE_BREAK, SANCTION, first))["onderwerp"] == "foto_tag"


def test_after_something_in_between_to_the_topic_itself(knowledge: Knowledge) -> None:
    weather = said("wat voor weer wordt het?", ("buiten_bereik_overig", 0.99))
    assert custom(talk(knowledge, FACEBOOK_IN_THE_BREAK, weather, back()))["onderwerp"] == "gebruik_werkuren"


def test_with_nothing_before_it_says_so(knowledge: Knowledge) -> None:
    assert custom(talk(knowledge, back()))["onderwerp"] is None
