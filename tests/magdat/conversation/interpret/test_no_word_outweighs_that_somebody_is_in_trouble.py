"""A form that hints at a topic makes it likelier, but not likelier than the trouble that somebody is most likely in."""

from __future__ import annotations

from magdat.conversation.interpret.likelihood import weighed
from magdat.conversation.interpret.signs import hinted
from magdat.guidance.library import Library
from magdat.knowledge import Knowledge
from magdat.understanding import Understanding

TOLD = "hij heeft foto's van mij van vroeger, en ik moet lief zijn of hij toont ze"


def heard(library: Library, *ranking: tuple[str, float]) -> str:
    """Return the likeliest topic of a message that hints at photos."""
    understanding = Understanding(TOLD, ranking, {})
    assert hinted(library, understanding, "foto_tag")
    return weighed(library, understanding)[0][0]


def test_a_photo_that_somebody_threatens_with_is_a_threat(knowledge: Knowledge) -> None:
    assert heard(knowledge.library, ("online_dreiging", 0.6), ("foto_tag", 0.2)) == "online_dreiging"


def test_where_no_trouble_is_likeliest_the_hint_counts(knowledge: Knowledge) -> None:
    assert heard(knowledge.library, ("klantencontact", 0.5), ("foto_tag", 0.3), ("online_dreiging", 0.1)) == "foto_tag"
