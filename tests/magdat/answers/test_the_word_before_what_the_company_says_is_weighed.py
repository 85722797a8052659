"""«Ja», «nee» or neither stands before what the company says, by all that is known of question and text together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.answers.begins_with import Answering, AskedAs, word_to_begin_with
from magdat.answers.first_word import Asked
from magdat.answers.policy_says import Said
from magdat.answers.weighed_word import Evidence, signs_of_said_word
from magdat.guidance.said_word import SaidWord
from magdat.knowledge import Knowledge, open_knowledge
from magdat.policy.decision import Decision
from magdat.policy.statements import PolicyStatement
from magdat.question import Form, Opening
from magdat.settings import Settings

LEAVE = "Tijdens de pauze mag je je eigen gsm vrij gebruiken."
BAN = "Aan de machines gebruik je je gsm niet."
SURELY_YES, SURELY_NO = (0.97, 0.02, 0.01), (0.02, 0.97, 0.01)
CHANCE = st.floats(min_value=0.0, max_value=1.0)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return open_knowledge(Settings.from_environment({}))


def word(knowledge: Knowledge, asked: str, told: str, read=SURELY_YES, topic="gebruik_werkuren", **known) -> str | None:
    """Return the word before what a company says on a topic, of which one statement was read with the question."""
    statements = knowledge.library.statements_of(topic)
    said = Said(told, ("2.2",), known.pop("decisions", ()), "uitspraak")
    item, excepts = known.pop("item", None), known.pop("excepts", False)
    answering = Answering(
        knowledge.library.topic(topic), next(iter(statements.values())), said, said, item, excepts=excepts
    )
    form = known.pop("form", Form.MAY)
    heard = known.pop("heard", {Opening.YES: 0.4, Opening.NO: 0.4, Opening.NONE: 0.2})
    question = AskedAs(asked, form, heard=heard, read={"uitspraak": read}, **known)
    return word_to_begin_with(knowledge.library, knowledge.policy, answering, question)


@pytest.mark.parametrize(
    ("told", "read", "decision", "opening", "said"),
    [
        (LEAVE, SURELY_YES, Decision.YES, Opening.YES, "ja"),
        (BAN, SURELY_NO, Decision.NO, Opening.NO, "nee"),
        # What one of them hears alone is not believed before the rest.
        (LEAVE, SURELY_YES, Decision.YES, Opening.NO, "ja"),
    ],
)
def test_what_all_speaks_for_is_said(knowledge, told, read, decision, opening, said) -> None:
    known = {"decisions": (decision,), "opening": opening}
    assert word(knowledge, "mag ik op mijn gsm kijken in mijn pauze?", told, read, **known) == said


@pytest.mark.parametrize("form", [Form.WHO, Form.HOW, Form.REMARK, None])
def test_what_nobody_answers_with_yes_or_no_gets_no_word_that_nobody_decided(knowledge, form) -> None:
    known = {"form": form, "decisions": (Decision.YES,), "opening": Opening.NONE}
    assert word(knowledge, "aan wie mag ik dat vragen?", LEAVE, **known) is None


@pytest.mark.parametrize("read", [SURELY_YES, SURELY_NO])
@pytest.mark.parametrize("asked", ["mag ik mijn gsm gebruiken als er geen klanten zijn?", "gsm aan de machine?"])
def test_a_no_that_was_decided_turns_into_no_yes(knowledge, asked, read) -> None:
    known = {"decisions": (Decision.NO,), "opening": Opening.DECISION}
    assert word(knowledge, asked, LEAVE, read, **known) != "ja"
    assert word(knowledge, asked, BAN, read, **known) != "ja"


def test_a_yes_that_was_decided_by_hand_turns_into_no_no(knowledge) -> None:
    item = {"id": "uitspraak", "soort": "toelating", "onderwerp": "gebruik_werkuren", "artikel": "2.2", "tekst": BAN}
    by_hand = PolicyStatement.parse_obj(item | {"voorbeelden": [{"vraag": "mag ik bellen aan de machine"}]})
    known = {"decisions": (Decision.YES,), "opening": Opening.DECISION, "item": by_hand}
    assert word(knowledge, "mag ik op mijn gsm kijken?", BAN, SURELY_NO, **known) == "ja"


def test_what_stands_under_a_heading_that_decides_keeps_its_word(knowledge) -> None:
    known = {"decisions": (Decision.NO,), "opening": Opening.NO}
    assert (
        word(knowledge, "mag ik op mijn gsm kijken?", "Dit mag niet: op je gsm kijken.", SURELY_YES, **known) == "nee"
    )


def test_an_exception_is_not_weighed(knowledge) -> None:
    known = {"decisions": (Decision.YES,), "opening": Opening.DECISION, "excepts": True}
    assert word(knowledge, "mag ik op mijn gsm kijken?", LEAVE, SURELY_NO, **known) == "ja"


def test_no_yes_stands_before_what_the_company_forbids(knowledge) -> None:
    known = {"decisions": (Decision.NO,), "opening": Opening.YES}
    assert word(knowledge, "mag ik op mijn gsm kijken?", LEAVE, SURELY_YES, **known) != "ja"


CLAIM = "Ik ken dat dossier vanbuiten, en een klant zet ons één ster. Laten jullie mij daar iets onder schrijven?"
SELF = "Je antwoordt niet zelf op een klacht van een klant. Stuur de link door naar de dienst communicatie."


@pytest.mark.parametrize("read", [(0.36, 0.63, 0.01), (0.48, 0.49, 0.03)])
def test_no_yes_stands_before_what_the_company_forbids_where_who_reads_both_hears_no(knowledge, read) -> None:
    known = {"decisions": (Decision.NO,), "opening": Opening.NONE, "topic": "klantenklacht_online"}
    assert word(knowledge, CLAIM, SELF, read, heard={Opening.YES: 0.7, Opening.NO: 0.3}, **known) != "ja"


def test_what_says_its_own_word_gets_no_other(knowledge) -> None:
    assert word(knowledge, "mag dat?", f"Ja. {LEAVE}", opening=Opening.YES) is None


def test_where_safety_hangs_on_it_no_word_is_said_that_nobody_decided_or_heard(knowledge) -> None:
    asked = "moet ik pesten melden?"
    assert word(knowledge, asked, BAN, SURELY_NO, topic="pesten", form=Form.MUST) is None


FREE = "Bij het meldkanaal mag je je naam weglaten."


def test_where_safety_hangs_on_it_a_yes_is_said_that_is_far_likelier_than_no(knowledge) -> None:
    sure = {Opening.YES: 0.9, Opening.NO: 0.05, Opening.NONE: 0.05}
    asked = "mag ik iets melden zonder mijn naam?"
    assert word(knowledge, asked, FREE, SURELY_YES, topic="klokkenluider", heard=sure) == "ja"
    doubtful = {Opening.YES: 0.3, Opening.NO: 0.5, Opening.NONE: 0.2}
    assert word(knowledge, asked, FREE, SURELY_NO, topic="klokkenluider", heard=doubtful) is None
    afraid = "kan ik ontslagen worden als ik iets meld zonder mijn naam?"
    assert word(knowledge, afraid, FREE, SURELY_YES, topic="klokkenluider", heard=sure) != "ja"


def test_what_somebody_wrote_beside_a_question_like_it_stands(knowledge) -> None:
    known = {"heard": None, "decisions": (Decision.CONDITIONAL,)}
    assert word(knowledge, "mag ik op mijn gsm kijken?", LEAVE, SURELY_NO, opening=Opening.YES, **known) == "ja"


def test_the_weights_lean_on_what_is_read_together(knowledge) -> None:
    """A figure of a table that nobody looks at tells nothing: reading has to move the word."""
    cues, weighing = knowledge.library.first_word, knowledge.library.said_word
    asked = Asked("mag ik op mijn gsm kijken in mijn pauze?", Form.MAY)
    chances = [
        weighing.chances(signs_of_said_word(cues, Evidence(asked, LEAVE, read=read, read_likely=(read,))))
        for read in (SURELY_YES, SURELY_NO)
    ]
    assert chances[0][0] > chances[1][0] + 0.1


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.floats(min_value=-5, max_value=5)), CHANCE, CHANCE)
def test_a_word_is_said_from_its_share_on_and_silence_where_neither_is_likelier(
    signs: dict[str, float], yes_from: float, no_from: float
) -> None:
    weights = {"a": (1.0, -1.0, 0.0), "b": (-0.5, 0.5, 0.3), "c": (0.2, 0.1, -0.4)}
    weighing = SaidWord(weights, yes_from, no_from)
    yes, no, neither = weighing.chances(signs)
    assert yes + no + neither == pytest.approx(1.0)
    said = weighing.word(signs)
    if yes > neither and no > neither and max(yes_from, no_from) <= 0.5:
        assert said is (Opening.YES if yes >= no else Opening.NO)
    if said is Opening.YES:
        assert yes >= no
        assert yes > neither
        assert yes >= yes_from * (yes + no)
    if said is Opening.NO:
        assert no > yes
        assert no > neither
        assert no >= no_from * (yes + no)
    assert replace(weighing, yes_from=1.1, no_from=1.1).word(signs) is Opening.NONE
