"""«Stagecoördinatoren mogen …», beside a ban for all, holds for whoever says to be one: a role with its words."""

from __future__ import annotations

import pytest

from magdat.importing.groups import with_roles
from magdat.importing.kinds import Sure, heard
from magdat.importing.outline import Clause
from magdat.importing.passages import Passage, Shape
from magdat.importing.proposals import Proposal

BAN = "Leerlingen volgen we nooit."


def proposals(cues, *texts):
    clause = Clause("2.4", ())
    for text in texts:
        passage = Passage(clause, text, (text,), Shape.SENTENCES, "regel 1")
        kind = heard(passage, cues)
        yield Proposal(
            text[:20], passage, kind.kind, "klantencontact", Sure.LIKELY, (), decision=kind.decision, others=kind.others
        )


@pytest.mark.parametrize(
    ("text", "role", "words"),
    [
        ("Stagecoördinatoren mogen ze wel volgen.", "stagecoordinator", ("stagecoördinator*",)),
        ("Schade-experts mogen dit wel doen.", "schade_expert", ("schade-expert*", "schade expert*", "schade*")),
        ("Onze opvoeders mogen hen een bericht sturen.", "opvoeder", ("opvoeder*",)),
    ],
)
def test_the_group_becomes_a_role_with_the_words_that_people_type(cues, text, role, words):
    found, roles = with_roles(list(proposals(cues, BAN, text)), cues)
    assert [(item.id, item.words) for item in roles] == [(role, words)]
    assert found[1].conditions == {"rol": [role]}
    assert (found[1].kind, found[1].decision) == ("toelating", "ja")


def test_without_a_ban_for_others_it_may_be_said_to_everybody(cues):
    found, roles = with_roles(list(proposals(cues, "Chauffeurs mogen muziek spelen.")), cues)
    assert roles == []
    assert not found[0].conditions


def test_medewerkers_are_everybody(cues):
    _, roles = with_roles(list(proposals(cues, BAN, "Medewerkers mogen zeggen waar ze werken.")), cues)
    assert roles == []
