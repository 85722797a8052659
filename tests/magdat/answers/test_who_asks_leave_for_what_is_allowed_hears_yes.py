"""«Nee.» is not said before a sentence that gives leave to who asks for it, where reading both together says «ja»."""

from __future__ import annotations

import pytest

from magdat.answers.begins_with import Answering, AskedAs, word_to_begin_with
from magdat.answers.policy_says import Said
from magdat.knowledge import open_knowledge
from magdat.policy.decision import Decision
from magdat.policy.statements import PolicyStatement
from magdat.question import Form, Opening
from magdat.settings import Settings

KNOWN = open_knowledge(Settings.from_environment({}))
LIBRARY = KNOWN.library

LESSONS = "Je eigen lesmateriaal mag je online delen, mits je de hogeschool vermeldt. Examenvragen deel je niet."
COLLEAGUES = "Foto's van collega's mag je posten, als elke collega instemt en geen bewoners in beeld komen."
YES, NO = (0.7, 0.25, 0.05), (0.25, 0.7, 0.05)


def begun(
    asked: str,
    told: str,
    read: tuple[float, float, float] | None = YES,
    decision: Decision | None = Decision.CONDITIONAL,
    form: Form = Form.MAY,
    **written: object,
) -> str | None:
    """Return the word before what the company says, to a question that was heard as «nee»."""
    topic = LIBRARY.topic("prive_werk_grens")
    statement = next(iter(LIBRARY.statements_of(topic.id).values()))
    said = Said(told, decisions=(decision,) if decision is not None else (), rule="les")
    question = AskedAs(asked, form, Opening.NO, {}, {"les": read} if read is not None else {"elders": YES})
    fields = {"id": "les", "soort": "toelating", "onderwerp": topic.id, "artikel": "5.3", "tekst": told}
    item = PolicyStatement.parse_obj(fields | written)
    return word_to_begin_with(LIBRARY, KNOWN.policy, Answering(topic, statement, said, item=item), question)


@pytest.mark.parametrize("decision", [Decision.YES, Decision.CONDITIONAL])
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("mag ik mijn powerpoints op linkedin zetten?", LESSONS),
        ("mogen die foto's op mijn insta?", COLLEAGUES),
    ],
)
def test_no_becomes_yes(asked: str, told: str, decision: Decision) -> None:
    assert begun(asked, told, decision=decision) == "ja"


@pytest.mark.parametrize("read", [NO, None])
def test_no_stays_where_reading_both_says_so_or_nobody_read_them(read: tuple[float, float, float] | None) -> None:
    assert begun("mag ik mijn powerpoints op linkedin zetten?", LESSONS, read) == "nee"


@pytest.mark.parametrize(
    ("asked", "told", "decision"),
    [
        ("mag ik de examenvragen delen?", "Examenvragen deel je nooit.", Decision.CONDITIONAL),
        ("mag ik mijn powerpoints delen?", LESSONS, Decision.NO),
        ("mag ik mijn powerpoints delen?", LESSONS, None),
        ("mogen ze mijn powerpoints delen?", LESSONS, Decision.YES),
        ("is het verboden dat ik mijn powerpoints deel?", LESSONS, Decision.YES),
        ("mag ik zonder akkoord van mijn collega posten?", COLLEAGUES, Decision.CONDITIONAL),
        ("mag ik foto's van de werf posten?", "Foto's van een lopende werf kunnen schaden.", Decision.YES),
        ("mag ik zelf iets op de pagina zetten?", "We laten berichten eerst nalezen.", Decision.YES),
        ("mag ik hier films kijken?", "U streamt hier geen films: dat kan storen.", Decision.CONDITIONAL),
        ("mag ik één oortje in?", "In afwijking hiervan mag je in loods C één oortje dragen.", Decision.YES),
    ],
)
def test_in_any_other_case_nobody_hears_yes(asked: str, told: str, decision: Decision | None) -> None:
    assert begun(asked, told, decision=decision) != "ja"


def test_what_hr_wrote_beside_an_example_stays() -> None:
    examples = [{"vraag": "mag ik mijn cursus verkopen", "opening": "nee"}]
    assert begun("mag ik mijn powerpoints op linkedin zetten?", LESSONS, voorbeelden=examples) == "nee"


def test_who_asks_what_they_have_to_do_asks_for_no_leave() -> None:
    assert begun("moet ik mijn powerpoints delen?", LESSONS, form=Form.MUST) == "nee"
