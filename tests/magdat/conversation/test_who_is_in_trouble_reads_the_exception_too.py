"""An exception that nobody asks for is left for «Meer weten»; whoever is treated badly reads it with the ban."""

from __future__ import annotations

import pytest

from magdat.conversation.dialogue import respond
from magdat.conversation.state import State
from magdat.conversation.turn import Turn
from magdat.knowledge import Knowledge
from magdat.policy.statements import PolicyStatement
from magdat.question import Form, Opening
from magdat.understanding import Found, InPolicy, Understanding

BAN = "Je maakt geen schermafdrukken van interne groepen."
EXCEPTION = "In afwijking van 9.1 mag wie beledigd wordt, schermafdrukken als bewijs bewaren."


@pytest.fixture
def asked(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> object:
    ban = {"id": "afdruk", "soort": "verbod", "onderwerp": "intranet", "artikel": "9.1", "tekst": BAN}
    limit = {**ban, "id": "bewijs", "soort": "toelating", "artikel": "9.2", "titel": "Bewijs", "tekst": EXCEPTION}
    items = (ban, {**limit, "uitzondering_op": "afdruk"})
    statements = tuple(PolicyStatement.parse_obj(item) for item in items)
    policy = knowledge.policy.copy(update={"statements": statements})
    monkeypatch.setattr(Knowledge, "policy", property(lambda _: policy))
    found = InPolicy(knowledge.loaded.document.digest, 0.5, (Found("uitspraak:afdruk", 0.9, preferred=0.9),))

    def answered(text: str, topic: str, **more: object) -> Turn:
        message = Understanding(
            text, ((topic, 0.8),), {}, form=Form.MAY, openings=((Opening.NO, 0.9),), in_policy=found, **more
        )
        return respond(knowledge, State(noticed=True), message)

    return answered


def texts(turn: Turn) -> str:
    return "\n".join(reply.text for reply in turn.replies)


def test_whoever_asks_about_the_ban_reads_the_ban(asked) -> None:
    turn = asked("mag ik van die groep een schermafdruk maken", "intranet")
    assert BAN in texts(turn)
    assert EXCEPTION not in texts(turn)


def test_whoever_is_treated_badly_reads_the_exception(asked) -> None:
    statements = (("pesten.ik_word_uitgelachen", 0.5),)
    turn = asked("ze lachen mij uit in de groep, mag ik een schermafdruk maken", "pesten", statements=statements)
    assert BAN in texts(turn)
    assert EXCEPTION in texts(turn)


def test_whoever_adds_a_case_reads_the_exception(asked, knowledge: Knowledge) -> None:
    before = asked("mag ik van die groep een schermafdruk maken", "intranet").state
    added = Understanding("en in de pauze?", (("intranet", 0.3),), {"moment": ("pauze",)})
    assert EXCEPTION in texts(respond(knowledge, before, added))
