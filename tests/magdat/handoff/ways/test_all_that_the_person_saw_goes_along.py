"""What somebody saw and said yes to leaves the house by every way, in the words that they saw."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import microsoft as loopback
import pytest
from handoff_servers import MailServer
from house import line_for
from stand_ins import Received, StandIn, stand_in

from magdat.handoff.configuration import BUILDERS
from magdat.handoff.events import Event, Happened
from magdat.handoff.message import Handoff
from magdat.handoff.said import Said
from magdat.handoff.tickets import Author
from magdat.policy.service_desks import ServiceDesk

SHOWN = [field.name for field in fields(Handoff) if field.name.endswith("_shown")]
SEEN = {name: f"zoals getoond {number}" for number, name in enumerate(SHOWN)}
ASKED = Handoff("Mag dat?", "an@voorbeeld.be", "foto_tag", {"moment": "pauze"}, **SEEN)
DESKS = {"helpdesk": ServiceDesk("helpdesk", "de helpdesk", None, "helpdesk")}
CHANNEL = "19:hulp@thread.tacv2"


def answered(request: Received) -> tuple[int, bytes]:
    """Say what any of these systems says of a question that is new there."""
    return 201, json.dumps({"id": 1, "ok": True, "ts": "1.0"}).encode()


@pytest.fixture(scope="module")
def system() -> Iterator[StandIn]:
    with stand_in(answered) as here:
        yield here


def environment(way: str, address: str) -> dict[str, str]:
    """Return the settings of a way to a system at an address."""
    guidance = {"MAGDAT_LEIDRAAD": str(Path(__file__).parents[4] / "leidraad")}
    return {
        **guidance,
        **{
            "webhook": {"MAGDAT_WEBHOOK_URL": f"{address}/", "MAGDAT_WEBHOOK_SECRET": "g"},
            "rt": {"MAGDAT_RT_URL": address, "MAGDAT_RT_TOKEN": "g", "MAGDAT_RT_WACHTRIJ": "A"},
            "slack": {"MAGDAT_SLACK_TOKEN": "g", "MAGDAT_SLACK_API": address, "MAGDAT_SLACK_BUREAU": "C1"},
            "zammad": {
                "MAGDAT_ZAMMAD_URL": address,
                "MAGDAT_ZAMMAD_TOKEN": "g",
                "MAGDAT_ZAMMAD_SECRET": "g",
                "MAGDAT_ZAMMAD_KLANT": "magdat@bedrijf.be",
                "MAGDAT_ZAMMAD_GROEP": "Users",
            },
        }[way],
    }


def missing(sent: str) -> list[str]:
    return [name for name in SHOWN if SEEN[name] not in sent]


@pytest.mark.parametrize("way", sorted(set(BUILDERS) - {"email", "teams"}))
def test_to_another_system(way: str, system: StandIn) -> None:
    BUILDERS[way](environment(way, system.address), lambda: DESKS).carry(*line_for(ASKED))
    assert missing(str(json.loads(system.received[-1].body))) == []


def test_to_a_channel_of_teams() -> None:
    with loopback.microsoft() as microsoft:
        microsoft.teams.add(CHANNEL)
        env = {**microsoft.settings, "MAGDAT_TEAMS_BUREAU": CHANNEL}
        BUILDERS["teams"](env, lambda: DESKS).carry(*line_for(ASKED))
        (thread,) = microsoft.threads.values()
        assert missing(thread[0]) == []


def test_by_mail_and_to_the_next_desk_too(mail_server: MailServer) -> None:
    env = {
        "MAGDAT_SMTP_HOST": mail_server.host,
        "MAGDAT_SMTP_PORT": str(mail_server.port),
        "MAGDAT_HELPDESK_EMAIL": "helpdesk@bedrijf.be",
    }
    way = BUILDERS["email"](env, lambda: DESKS)
    errand, text = line_for(ASKED)
    way.carry(errand, text)
    moved = Happened(Event.TRANSFERRED, "it")
    last = Said(2, Author.SYSTEM, None, "", 0.0, None, moved)
    way.carry(errand, replace(text, text="", author=Author.SYSTEM, talk=(*text.talk, last), happened=moved))
    assert [missing(letter.get_content()) for letter in mail_server.mails] == [[], []]


def test_what_was_not_there_is_not_named(system: StandIn) -> None:
    BUILDERS["rt"](environment("rt", system.address), lambda: DESKS).carry(*line_for(Handoff("Mag dat?")))
    assert "kreeg" not in str(json.loads(system.received[-1].body))
