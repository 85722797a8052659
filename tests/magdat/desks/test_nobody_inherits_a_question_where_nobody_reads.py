"""A question of a desk that left the policy goes to no desk where nobody reads it: it stays where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from magdat.desks.opening import Counter, open_counter
from magdat.handoff.desk import GRACE
from magdat.handoff.message import Handoff
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.staff.inviting import Invitations
from magdat.storage.stores import open_stores

GONE = "it"
"""A desk that the policy named once; its name says that it cannot have been confidential."""

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    text = (ROOT / "beleid" / "beleid.yml").read_text(encoding="utf-8")
    hours = "    it:\n      open: {werkdagen: 7.00-17.00}\n      antwoord_binnen: 4 uur\n      anoniem: nee\n"
    route = "    - {onderwerp: buiten_bereik_it, dienst: it}\n"
    assert hours in text
    assert route in text
    policy = tmp_path / "beleid.yml"
    policy.write_text(text.replace(hours, "").replace(route, ""), encoding="utf-8")
    return Settings.from_environment({"MAGDAT_BELEID": str(policy), "MAGDAT_TOESTAND": str(tmp_path / "toestand")})


@pytest.fixture
def counter(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Counter:
    """Give a house with a question at a desk that is gone, long enough for it to go elsewhere."""
    found = open_counter(settings, {})
    where = {"conversation": "p-1", "channel": "widget", "address": None}
    monkeypatch.setattr(found.desk, "_desks", dict)  # as it was when the policy named that desk
    found.desk.open(Handoff("Mag dit?"), desk=GONE, mark="m1", **where)
    monkeypatch.undo()
    return found


def at_desk(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return where the question is, after it was looked for a desk twice, some time apart."""
    counter.desk.bring_home()
    now = counter.desk._clock() + GRACE
    monkeypatch.setattr(counter.desk, "_clock", lambda: now)
    counter.desk.bring_home()
    ticket = counter.desk.of("MD-0001")
    assert ticket is not None
    return ticket.desk


def invite(settings: Settings, desk: str) -> None:
    Invitations(open_stores(settings).agents, Seal.opened(settings.state, settings.post_key)).invite(desk, [desk])


def test_it_stays_where_it_is(settings: Settings, counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    invite(settings, "hr")  # somebody reads, but not at the helpdesk, where it would go
    assert at_desk(counter, monkeypatch) == GONE


def test_and_goes_where_somebody_reads(settings: Settings, counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    invite(settings, "helpdesk")
    assert at_desk(counter, monkeypatch) == "helpdesk"
