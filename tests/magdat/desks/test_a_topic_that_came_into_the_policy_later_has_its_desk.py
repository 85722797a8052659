"""What is known of topics follows the policy: a question on one that was added later goes where the policy says."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from magdat.desks.opening import Counter, open_counter
from magdat.handoff.desk import GRACE
from magdat.handoff.message import Handoff
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.staff.inviting import Invitations
from magdat.storage.stores import open_stores

TEXT = (Path(__file__).resolve().parents[3] / "beleid" / "beleid.yml").read_text(encoding="utf-8")
IT = "    it:\n      open: {werkdagen: 7.00-17.00}\n      antwoord_binnen: 4 uur\n      anoniem: nee\n"
IT_ROUTE = "    - {onderwerp: buiten_bereik_it, dienst: it}\n"
ROUTE = "  naar:\n    - {onderwerp: bedrijfsfeest, dienst: vakbond}\n"
TOPIC = """onderwerpen:
  - id: bedrijfsfeest
    titel: Het bedrijfsfeest
    grens: Wat er van het jaarlijkse feest online mag.
    voorbeelden: ["mag ik filmen op het feest"]

artikels:
"""
STATEMENT = """uitspraken:
  - id: feest-filmen
    soort: toelating
    artikel: "3.9"
    onderwerp: bedrijfsfeest
    tekst: Op het feest mag je filmen.
    voorbeelden:
      - {vraag: "mag ik filmen op het feest", opening: ja}
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "beleid.yml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def counter(policy: Path, tmp_path: Path) -> Counter:
    env = {"MAGDAT_BELEID": str(policy), "MAGDAT_TOESTAND": str(tmp_path / "toestand")}
    settings = Settings.from_environment(env)
    found = open_counter(settings, env)
    Invitations(open_stores(settings).agents, Seal.opened(settings.state, settings.post_key)).invite(
        "els", ["helpdesk", "vakbond"]
    )
    return found


def edit(counter: Counter, policy: Path, text: str) -> None:
    """Take another text into use."""
    before = counter.policies.current()
    policy.write_text(text, encoding="utf-8")
    until = time.monotonic() + 10
    while counter.policies.current() is before:
        assert time.monotonic() < until, "the policy is not read again"
        time.sleep(0.05)


def test_when_the_desk_where_it_was_leaves(counter: Counter, policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert counter.in_use().policy.topics == ()
    added = TEXT
    for line, more in (("artikels:\n", TOPIC), ("uitspraken:\n", STATEMENT), ("  naar:\n", ROUTE)):
        assert added.count(f"\n{line}") == 1
        added = added.replace(f"\n{line}", f"\n{more}")
    edit(counter, policy, added)
    assert "bedrijfsfeest" in counter.in_use().library.answers
    where = {"conversation": "p-1", "channel": "widget", "address": None}
    counter.desk.open(Handoff("Mag dit?", None, "bedrijfsfeest"), desk="it", mark="m1", **where)
    assert IT in added
    assert IT_ROUTE in added
    edit(counter, policy, added.replace(IT, "").replace(IT_ROUTE, ""))
    counter.desk.bring_home()
    now = counter.desk._clock() + GRACE
    monkeypatch.setattr(counter.desk, "_clock", lambda: now)
    assert counter.desk.bring_home() == 1
    ticket = counter.desk.of("MD-0001")
    assert ticket is not None
    assert ticket.desk == "vakbond", "and not the helpdesk, where what no line names goes"
