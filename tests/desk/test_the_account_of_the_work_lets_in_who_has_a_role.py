"""Log-in by OpenID Connect: who has a group comes in, with the desks of it; nothing forged or borrowed does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from provider_here import CLIENT, SECRET, SHARED, STRANGER, Here, provider
from served import Served, User, served

from desk.provider import BACK, LASTS
from magdat.knowledge import Knowledge
from magdat.staff.audit import Deed
from magdat.staff.provider_settings import ProviderSettings
from magdat.variables import SettingsError


@pytest.fixture
def elsewhere() -> Iterator[Here]:
    with provider() as here:
        yield here


@pytest.fixture
def desk(knowledge: Knowledge, elsewhere: Here) -> Iterator[Served]:
    settings = ProviderSettings.from_environment(
        {
            "MAGDAT_OIDC_ISSUER": elsewhere.issuer,
            "MAGDAT_OIDC_CLIENT": CLIENT,
            "MAGDAT_OIDC_SECRET": SECRET,
            "MAGDAT_OIDC_ROLLEN": "hr=grp-hr, helpdesk=grp-hr, vertrouwenspersoon=grp-vp, beheerder=grp-it",
        }
    )
    found, server, thread = served(knowledge, elsewhere=settings)
    yield found
    server.should_exit = True
    thread.join(10)


def goes(desk: Served, where: str = "/") -> tuple[User, str]:
    """Return somebody in a browser who goes to the provider, and the address there."""
    user = User(desk.url)
    sent = user.get(f"/inloggen/elders?naar={where}")
    assert sent.status_code == 303
    return user, sent.headers["location"]


def comes_back(desk: Served, elsewhere: Here, where: str = "/", **claims: Any) -> tuple[User, httpx.Response]:
    user, address = goes(desk, where)
    return user, user.client.get(BACK, params=elsewhere.logs_in(address, **{"preferred_username": "Els", **claims}))


def test_the_groups_of_somebody_are_their_desks_and_change_with_them(desk: Served, elsewhere: Here) -> None:
    number = desk.ask()
    user, answer = comes_back(desk, elsewhere, f"/vraag/{number}", groups=["grp-hr", "iedereen"])
    assert f'url=/vraag/{number}"' in answer.text
    assert user.get(f"/vraag/{number}").status_code == 200
    assert desk.house.entrance.everybody()[0].desks == {"hr", "helpdesk"}
    (cookie,) = [item for item in answer.headers.get_list("set-cookie") if item.startswith("bureau=")]
    assert "samesite=strict" in cookie.lower()
    user, _ = comes_back(desk, elsewhere, groups="grp-it")
    (els,) = desk.house.entrance.everybody()
    assert (els.name, els.desks, els.admin) == ("els", frozenset(), True)
    assert [entry.deed for entry in desk.stores.audit.entries([], without_desk=True)] == [Deed.LOGGED_IN] * 2


def test_who_has_no_role_or_the_name_of_another_stays_out(desk: Served, elsewhere: Here) -> None:
    _, answer = comes_back(desk, elsewhere, groups=["iedereen"])
    assert (answer.status_code, "nog geen loket" in answer.text) == (401, True)
    desk.add("jan", "dpo")
    _, answer = comes_back(desk, elsewhere, groups=["grp-hr"], preferred_username="jan")
    assert (answer.status_code, "van een andere gebruiker" in answer.text) == (401, True)
    comes_back(desk, elsewhere, groups=["grp-hr"], sub="18", preferred_username="mia")
    _, answer = comes_back(desk, elsewhere, groups=["grp-it"], sub="19", preferred_username="mia")
    assert answer.status_code == 401, "it is the account that counts, and not what it is called"
    assert desk.house.entrance.everybody()[1].admin is False


def test_nobody_logs_in_with_a_password_to_an_account_of_the_work(desk: Served, elsewhere: Here) -> None:
    comes_back(desk, elsewhere, groups=["grp-hr"])
    user, kept = User(desk.url), desk.stores.agents.credentials("els")
    for password in ("", kept.password):
        fields = {"naam": "els", "wachtwoord": password, "code": "000000"}
        assert user.post("/inloggen", page="/inloggen", **fields).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "van een ander"},
        {"nonce": None},
        {"aud": "een andere toepassing"},
        {"aud": [CLIENT, "een andere"], "azp": "een andere"},
        {"iss": "https://elders.example"},
        {"exp": 1},
        {"exp": None},
        {"sub": None},
    ],
)
def test_a_token_that_is_not_for_this_log_in_opens_nothing(
    desk: Served, elsewhere: Here, wrong: dict[str, Any]
) -> None:
    elsewhere.changes = wrong
    user, answer = comes_back(desk, elsewhere, groups=["grp-it"])
    assert (answer.status_code, user.get("/").status_code) == (401, 303)
    assert desk.house.entrance.everybody() == []


def test_a_token_that_the_provider_did_not_sign_opens_nothing(desk: Served, elsewhere: Here) -> None:
    for key, algorithm in ((STRANGER, "RS256"), (SHARED, "HS256")):
        elsewhere.key, elsewhere.algorithm = key, algorithm
        assert comes_back(desk, elsewhere, groups=["grp-it"])[1].status_code == 401


def test_a_log_in_ends_in_the_browser_that_began_it_once_and_in_time(desk: Served, elsewhere: Here) -> None:
    one, address = goes(desk)
    brought = elsewhere.logs_in(address, preferred_username="els", groups=["grp-hr"])
    assert User(desk.url).client.get(BACK, params=brought).status_code == 401, "of another browser"
    assert one.client.get(BACK, params={**brought, "state": "een andere"}).status_code == 401
    assert one.client.get(BACK, params=brought).status_code == 200
    assert one.client.get(BACK, params=brought).status_code == 401, "once"
    late, address = goes(desk)
    brought = elsewhere.logs_in(address, preferred_username="els", groups=["grp-hr"])
    desk.clock.ahead += LASTS + 1
    assert late.client.get(BACK, params=brought).status_code == 401


def test_a_provider_that_is_away_or_not_itself_is_said(desk: Served, elsewhere: Here) -> None:
    for published in ({"issuer": "https://elders.example"}, {"token_endpoint": "http://elders.example/token"}):
        elsewhere.published = published
        answer = User(desk.url).get("/inloggen/elders")
        assert (answer.status_code, "nu niet te bereiken" in answer.text) == (401, True)


def test_nobody_is_sent_to_another_site(desk: Served, elsewhere: Here) -> None:
    _, answer = comes_back(desk, elsewhere, "//elders.example", groups=["grp-hr"])
    assert 'url=/"' in answer.text


def test_half_a_setting_is_said_and_shows_no_secret() -> None:
    with pytest.raises(SettingsError, match=r"MAGDAT_OIDC_ISSUER and .* go together") as raised:
        ProviderSettings.from_environment({"MAGDAT_OIDC_SECRET": "geheim"})
    assert "geheim" not in str(raised.value)
    with pytest.raises(SettingsError, match="https"):
        ProviderSettings.from_environment({"MAGDAT_OIDC_ISSUER": "http://login.bedrijf.be"})
    assert ProviderSettings.from_environment({}) is None
