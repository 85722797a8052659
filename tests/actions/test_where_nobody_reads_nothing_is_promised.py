"""Our own page is no way out for a desk without people; where nobody was ever set up, it waits for the first."""

from __future__ import annotations

import pytest
from one_person import Talk

from magdat.desks.opening import open_desk
from magdat.policy.service_desks import CONFIDENTIAL
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.staff.inviting import START_DAYS, Invitations
from magdat.staff.presence import KNOWN_FOR, Presence
from magdat.staff.provider_settings import ProviderSettings
from magdat.storage.stores import open_stores

OFFER = "/mens_spreken"


def invited(name: str, *desks: str, admin: bool = False) -> None:
    settings = Settings.from_environment()
    seal = Seal.opened(settings.state, settings.post_key)
    Invitations(open_stores(settings).agents, seal).invite(name, desks, admin=admin)


def test_the_first_who_is_added_is_enough_and_at_once(talk: Talk) -> None:
    invited("jo", "it")
    assert talk.wants_a_person()["stap"] == "doorgeven_geen_weg"
    invited("els", "helpdesk")
    assert talk.wants_a_person()["stap"] == "doorgeven_vraag"


def test_where_nobody_was_set_up_it_waits_for_the_first(talk: Talk) -> None:
    assert talk.wants_a_person()["stap"] == "doorgeven_vraag"


def test_somebody_of_another_desk_is_nobody(talk: Talk) -> None:
    invited("els", "helpdesk")
    invited("beheer", admin=True)
    talk.say("ik word gepest", pesten=0.99)
    heard = talk.wants_a_person()
    assert "Doorgeven kan ik hier niet" in heard["tekst"]
    assert "vertrouwenspersoon" in heard["tekst"].lower()


def test_what_turns_out_to_be_for_a_desk_without_people_goes_nowhere(talk: Talk) -> None:
    invited("els", "helpdesk")
    assert talk.wants_a_person()["stap"] == "doorgeven_vraag"
    heard = talk.say("Een collega pest mij elke dag in de groepschat", pesten=0.99)
    assert heard["stap"] == "doorgeven_geen_weg"
    assert open_desk(Settings.from_environment()).queue(("helpdesk", *CONFIDENTIAL)) == []
    assert talk.say("mag ik een foto van een collega plaatsen?", foto_tag=0.99)["onderwerp"] == "foto_tag"


def test_the_button_is_there_when_somebody_is(talk: Talk) -> None:
    invited("jo", "it")
    talk.say("ik word gepest", pesten=0.99)
    assert OFFER not in [button["payload"] for button in talk.buttons]
    invited("samira", "vertrouwenspersoon", "preventieadviseur")
    talk.say("ik word gepest", pesten=0.99)
    assert OFFER in [button["payload"] for button in talk.buttons]


def test_who_never_begins_counts_until_the_code_ends_and_roles_count_without_people(tmp_path) -> None:
    settings, now = Settings.from_environment(), [1_770_000_000.0]
    agents = open_stores(settings).agents
    presence = Presence(agents, None, lambda: now[0])
    Invitations(agents, Seal.opened(settings.state, None), lambda: now[0]).invite("jo", ["it"])
    assert not presence.at("hr", confidential=False)
    Invitations(agents, Seal.opened(settings.state, None), lambda: now[0]).invite("els", ["hr"])
    assert presence.at("hr", confidential=False)
    agents.remove("els")
    assert presence.at("hr", confidential=False), "that is looked at again a little later"
    now[0] += KNOWN_FOR
    assert not presence.at("hr", confidential=False)
    Invitations(agents, Seal.opened(settings.state, None), lambda: now[0]).invite("els", ["hr"])
    now[0] += START_DAYS * 86_400 + 1
    assert not presence.at("hr", confidential=False)
    roles = {"grp-hr": frozenset({"hr"}), "grp-it": frozenset({"beheerder"})}
    elsewhere = Presence(agents, ProviderSettings("https://in.test", "bureau", "g", "groups", roles))
    assert [elsewhere.at(desk, confidential=desk in CONFIDENTIAL) for desk in ("hr", "it", *CONFIDENTIAL[:1])] == [
        True,
        True,
        False,
    ]


@pytest.fixture(autouse=True)
def _no_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAGDAT_OIDC_ISSUER", raising=False)
