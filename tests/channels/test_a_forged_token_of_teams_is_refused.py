"""What does not carry Microsoft's own token, for us and from where it says it comes, reaches nobody."""

from collections.abc import Iterator
from typing import Any

import pytest
from microsoft import APP, CONVERSATION, PERSON, TENANT, Microsoft, activity, forged, microsoft, token
from teams_here import TeamsHere, teams_here

QUESTION = "mag ik Facebook gebruiken tijdens de pauze?"


@pytest.fixture(scope="module")
def here() -> Iterator[TeamsHere]:
    with microsoft() as server, teams_here(server) as made:
        yield made


@pytest.fixture(autouse=True)
def _nothing_came_in_yet(here: TeamsHere) -> None:
    here.gate.accepted.clear()


def test_a_good_token_is_taken_so_that_the_refusals_mean_something(here: TeamsHere) -> None:
    assert [answer.status_code for answer in here.bring(activity(QUESTION, here.microsoft.service))] == [200]
    assert [item.text for item in here.gate.accepted] == [QUESTION]


@pytest.mark.parametrize("kind", forged("http://x/"))
def test_a_wrong_token_is_refused(here: TeamsHere, kind: str) -> None:
    service = here.microsoft.service
    (answer,) = here.bring(activity(QUESTION, service), signed=forged(service)[kind])
    assert answer.status_code == 401
    assert here.gate.accepted == []


def elsewhere(here: TeamsHere) -> dict[str, tuple[dict[str, Any], str]]:
    """Return activities with a token that is Microsoft's, yet not for this."""
    ours, address = here.microsoft.service, here.microsoft.server.address
    other = "44444444-dddd-4ddd-8ddd-444444444444"
    strange = f"{address}/elders/"
    user = f"{address}@elders.example/dienst/"
    place = {"id": CONVERSATION, "conversationType": "personal"}
    strange_tenant = {**place, "tenantId": [TENANT]}
    return {
        "a service that the token does not name": (activity(QUESTION, strange), token(ours)),
        "a service that is not on our list": (activity(QUESTION, strange), token(strange)),
        "a service whose name begins with ours": (activity(QUESTION, user), token(user)),
        "a service beside ours": (activity(QUESTION, f"{address}/dienstje/"), token(f"{address}/dienstje/")),
        "a token without a service": (activity(QUESTION, ours), token(ours, serviceurl=None)),
        "a service that is no text": (activity(QUESTION, ours), token(ours, serviceurl=["x"])),
        "another tenant": (activity(QUESTION, ours, conversation={**place, "tenantId": other}), token(ours)),
        "another tenant beside": (activity(QUESTION, ours, channelData={"tenant": {"id": other}}), token(ours)),
        "a tenant that is no text": (
            activity(QUESTION, ours, conversation=strange_tenant),
            token(ours),
        ),
        "no tenant": (activity(QUESTION, ours, conversation=place, channelData={}), token(ours)),
        "another channel": (activity(QUESTION, ours, channelId="webchat"), token(ours)),
    }


@pytest.mark.parametrize(
    "kind",
    [
        *("a service that the token does not name", "a service that is not on our list"),
        *("a service whose name begins with ours", "a service beside ours", "a token without a service"),
        *("a service that is no text", "another tenant", "another tenant beside", "a tenant that is no text"),
        *("no tenant", "another channel"),
    ],
)
def test_a_good_token_on_what_it_is_not_for_is_refused(here: TeamsHere, kind: str) -> None:
    body, signed = elsewhere(here)[kind]
    (answer,) = here.bring(body, signed=signed)
    assert answer.status_code == 403
    assert here.gate.accepted == []
    assert [item.path for item in here.microsoft.server.received if "elders" in item.path] == []


def test_a_tenant_in_capitals_is_the_same_tenant(here: TeamsHere) -> None:
    where = {"id": CONVERSATION, "tenantId": TENANT.upper(), "conversationType": "personal"}
    (answer,) = here.bring(activity(QUESTION, here.microsoft.service, conversation=where))
    assert answer.status_code == 200
    assert here.gate.accepted[0].tenant == TENANT


@pytest.mark.parametrize(
    "body",
    [
        *([], "tekst", {}, b"{", b"[" * 50_000, b"\xff\xfe", None, 5),
        {"type": "message", "from": {"id": 5}},
        {"type": "message", "channelId": "msteams"},
    ],
    ids=[f"body {count}" for count in range(10)],
)
def test_a_body_that_is_no_activity_is_refused(here: TeamsHere, body: Any) -> None:
    assert here.bring(body)[0].status_code == 400


@pytest.mark.parametrize(
    "name", ["", "x" * 5_000, "\ud800", "a\nb", 7], ids=["empty", "long", "half", "lines", "number"]
)
def test_a_name_that_cannot_be_one_is_refused(here: TeamsHere, name: Any) -> None:
    for party in ({"from": {"id": name}}, {"conversation": {"id": name, "tenantId": TENANT}}, {"id": name}):
        assert here.bring(activity(QUESTION, here.microsoft.service, **party))[0].status_code == 400
    assert here.gate.accepted == []


def test_a_body_that_is_too_large_is_refused(here: TeamsHere) -> None:
    assert here.bring(activity("x" * 200_000, here.microsoft.service))[0].status_code == 413


def test_what_is_for_the_app_names_the_person_and_the_place(here: TeamsHere) -> None:
    here.bring(activity(QUESTION, here.microsoft.service))
    (incoming,) = here.gate.accepted
    assert (incoming.person, incoming.place, incoming.tenant) == (PERSON, CONVERSATION, TENANT)
    assert not incoming.group
    assert APP not in incoming.event
    assert incoming.event


def test_six_first_messages_at_once_are_all_taken() -> None:
    with microsoft() as server, teams_here(server) as here:
        answers = here.bring(*(activity(f"vraag {count}", server.service) for count in range(6)))
        assert [answer.status_code for answer in answers] == [200] * 6
        assert {item.text for item in here.gate.accepted} == {f"vraag {count}" for count in range(6)}
        assert server.key_fetches == 1


def test_it_starts_without_the_internet(microsoft_nowhere: Microsoft) -> None:
    with teams_here(microsoft_nowhere, MAGDAT_TEAMS_KEYS="http://127.0.0.1:1/niemand") as here:
        assert here.bring(activity(QUESTION, microsoft_nowhere.service))[0].status_code == 401
        assert here.gate.accepted == []


@pytest.fixture
def microsoft_nowhere() -> Iterator[Microsoft]:
    """Give a Microsoft that signs, yet whose keys cannot be reached."""
    with microsoft() as server:
        yield server
