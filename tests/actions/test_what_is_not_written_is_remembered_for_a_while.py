"""In this process, or in a Redis that several share: the same promises."""

from __future__ import annotations

import pytest
from one_person import Talk

from actions import bridge, remembered
from actions.giving import OFFERS, Offer, Step
from actions.remembered import CONFIDENTIAL, DRAFTS, Unwritten
from magdat.conversation.state import State
from magdat.handoff.draft import Awaits, Draft
from magdat.settings import Settings
from magdat.situation import Situation
from magdat.storage import stores


@pytest.fixture(params=["here", "redis"], autouse=True)
def where(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Remember in this process, or in Redis."""
    if request.param == "redis":
        monkeypatch.setenv("MAGDAT_REDIS", request.getfixturevalue("redis"))
    return str(request.param)


def another_process() -> None:
    """Forget what this process holds open, as a second one would know nothing of it."""
    for kept in (bridge._opening, remembered._drafts, stores._short_lived_at):
        kept.cache_clear()


def test_each_thing_comes_back_as_it_was_and_is_its_owners_own() -> None:
    draft = Draft(Awaits.CONTACT, "Mijn foto", topic="foto_tag", situation=Situation(moment="pauze"))
    unwritten = Unwritten(State(topic="pesten", history=(("foto_tag", Situation(rol="hr")),)), True)
    offer = Offer("blorp?", None, Step.SHOWN)
    DRAFTS.keep("p-1", draft)
    CONFIDENTIAL.keep("p-1", unwritten)
    OFFERS.keep("p-1", offer)
    assert (DRAFTS.recall("p-1"), CONFIDENTIAL.recall("p-1"), OFFERS.recall("p-1")) == (draft, unwritten, offer)
    assert (DRAFTS.recall("p-2"), CONFIDENTIAL.recall("p-2"), OFFERS.recall("p-2")) == (None, None, None)
    DRAFTS.drop("p-1")
    assert DRAFTS.recall("p-1") is None
    assert OFFERS.recall("p-1") == offer
    for kept in (CONFIDENTIAL, OFFERS):
        kept.drop("p-1")


@pytest.mark.usefixtures("way_out")
def test_a_hand_off_goes_on_at_another_process_only_where_they_share(talk: Talk, where: str) -> None:
    talk.wants_a_person()
    assert talk.say("Mijn foto hangt aan de balie")["stap"] == "doorgeven_antwoord_waar"
    another_process()
    heard = talk.say("an@example.be")
    if where == "redis":
        assert "Mijn foto hangt aan de balie" in heard["tekst"]
    else:
        assert "kwijt" in heard["tekst"]
    talk.say("stop")


def test_where_it_is_kept_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Settings] = []

    def counting(settings: Settings) -> stores.ShortLived:
        opened.append(settings)
        return stores.open_short_lived(settings)

    monkeypatch.setattr(remembered, "open_short_lived", counting)
    assert [DRAFTS.recall("p-1") for _ in range(3)] == [None, None, None]
    assert len(opened) == 1
