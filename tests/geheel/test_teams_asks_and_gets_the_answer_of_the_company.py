"""Microsoft Teams, from a signed activity to the reply that the Bot Framework receives."""

import base64
import json
import time
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from servers import Assistant, running, stores_in
from stand_ins import Received, StandIn, stand_in

from magdat.privacy.pseudonym import Pseudonyms

APP, PASSWORD, TENANT = "11111111-aaaa", "wachtwoord-van-teams", "22222222-bbbb"
PERSON, CONVERSATION = "29:1XJKJMvc5GBtc2JwZq0oj8tHZmzrQgmB", "a:17I0kl9E"
ACTIVITIES = f"/dienst/be/v3/conversations/{CONVERSATION}/activities"
QUESTION = "mag ik Facebook gebruiken tijdens de pauze?"

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def number(value: int) -> str:
    """Write a number as a JSON web key does."""
    return base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()


@pytest.fixture(scope="module")
def microsoft() -> Iterator[StandIn]:
    """Give Microsoft: where its keys are, the keys, the log-in, and the service that takes replies."""
    public = KEY.public_key().public_numbers()
    key = {"kty": "RSA", "kid": "een", "use": "sig", "n": number(public.n), "e": number(public.e)}

    def reply(request: Received) -> tuple[int, bytes]:
        answers: dict[str, Any] = {
            "/openid": {"issuer": "https://api.botframework.com", "jwks_uri": f"{server.address}/keys"},
            "/keys": {"keys": [key]},
            f"/login/{TENANT}/oauth2/v2.0/token": {"access_token": "ons-token", "expires_in": 3600},
        }
        return 200, json.dumps(answers.get(request.path, {"id": "1"})).encode()

    with stand_in(reply) as server:
        yield server


@pytest.fixture(scope="module")
def assistant(microsoft: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = {
        "MAGDAT_TEAMS_APP_ID": APP,
        "MAGDAT_TEAMS_APP_PASSWORD": PASSWORD,
        "MAGDAT_TEAMS_TENANT": TENANT,
        "MAGDAT_TEAMS_KEYS": f"{microsoft.address}/openid",
        "MAGDAT_TEAMS_LOGIN": f"{microsoft.address}/login",
        "MAGDAT_TEAMS_SERVICE": f"{microsoft.address}/dienst",
    }
    with running(tmp_path_factory.mktemp("toestand"), settings=settings) as assistant:
        yield assistant


@pytest.fixture
def service(microsoft: StandIn) -> str:
    """Return the address to answer to, with nothing received yet."""
    microsoft.received.clear()
    return f"{microsoft.address}/dienst/be/"


def token(service: str, *, key: rsa.RSAPrivateKey = KEY, name: str = "een", **claims: Any) -> str:
    """Return a token as Microsoft signs it; a claim that is ``None`` is left out."""
    now = int(time.time())
    usual = {"iss": "https://api.botframework.com", "aud": APP, "nbf": now - 60, "exp": now + 3600}
    said = {**usual, "serviceurl": service, **claims}
    kept = {name: value for name, value in said.items() if value is not None}
    return jwt.encode(kept, key, algorithm="RS256", headers={"kid": name})


def activity(text: str, service: str, **facts: Any) -> dict[str, Any]:
    """Return what somebody types in Teams."""
    return {
        "type": "message",
        "id": uuid.uuid4().hex,
        "text": text,
        "from": {"id": PERSON, "name": "Jan Peeters"},
        "recipient": {"id": "28:bot", "name": "Mag dat?"},
        "conversation": {"id": CONVERSATION, "tenantId": TENANT},
        "serviceUrl": service,
        **facts,
    }


def bring(assistant: Assistant, body: Any, signed: str | None) -> int:
    """Bring an activity to the webhook, and return the status."""
    headers = {"Authorization": f"Bearer {signed}"} if signed else {}
    return httpx.post(f"{assistant.rasa}/webhooks/botframework/webhook", json=body, headers=headers).status_code


def replies(microsoft: StandIn, count: int = 1, seconds: float = 30.0) -> list[dict[str, Any]]:
    return [json.loads(item.body) for item in microsoft.wait_for(count, ACTIVITIES, seconds)]


def test_a_signed_question_gets_the_answer_with_its_clause(
    assistant: Assistant, microsoft: StandIn, service: str
) -> None:
    assert bring(assistant, activity(f"<at>Mag dat?</at> {QUESTION}", service), token(service)) == 202
    notice, answer = replies(microsoft, 2)
    assert "geautomatiseerde assistent" in notice["text"]
    assert answer["text"].startswith("Ja.")
    assert "Artikel 3.1" in answer["text"]
    assert answer["recipient"] == {"id": PERSON}
    assert "onderwerp" not in answer, "the machine-readable form is not for Teams"
    sent = microsoft.wait_for(1, ACTIVITIES)[0]
    assert sent.headers["authorization"] == "Bearer ons-token"


def test_a_pressed_button_goes_on_with_the_conversation(assistant: Assistant, microsoft: StandIn, service: str) -> None:
    bring(assistant, activity("mag ik facebook gebruiken", service), token(service))
    with_buttons = next(reply for reply in replies(microsoft) if reply.get("attachments"))
    button = with_buttons["attachments"][0]["content"]["buttons"][0]
    assert button["type"] == "messageBack"
    microsoft.received.clear()
    bring(assistant, activity(button["text"], service), token(service))
    assert replies(microsoft)[0]["text"]


def wrong_tokens(service: str) -> dict[str, str | None]:
    now = int(time.time())
    good = token(service)
    head = base64.urlsafe_b64encode(b'{"alg":"none","kid":"een"}').rstrip(b"=").decode()
    return {
        "none at all": None,
        "no token": "geen.token",
        "signed by a stranger": token(service, key=STRANGER),
        "an unknown key": token(service, name="twee"),
        "another issuer": token(service, iss="https://elders.example"),
        "no issuer": token(service, iss=None),
        "another app": token(service, aud="33333333-cccc"),
        "expired": token(service, exp=now - 3600),
        "never expires": token(service, exp=None),
        "not signed": f"{head}.{good.split('.')[1]}.",
        "signed with a password": jwt.encode(
            {"iss": "https://api.botframework.com", "aud": APP, "exp": now + 60}, PASSWORD * 2, headers={"kid": "een"}
        ),
    }


CLAUSE = "Artikel 3.1"
"""What stands in every answer to the question of these tests."""


def acquainted(assistant: Assistant, microsoft: StandIn, service: str) -> None:
    """Ask something, so that what has to be said first to somebody new is said, and forget what was answered."""
    assert bring(assistant, activity(QUESTION, service), token(service)) == 202
    while not any(CLAUSE in str(reply.get("text")) for reply in replies(microsoft)):
        time.sleep(0.1)
    microsoft.received.clear()


def answered_alone(assistant: Assistant, microsoft: StandIn, service: str) -> bool:
    """Ask something that is answered; return whether that answer is the only one, and what went before got none."""
    assert bring(assistant, activity(QUESTION, service), token(service)) == 202
    while not any(CLAUSE in str(reply.get("text")) for reply in replies(microsoft)):
        time.sleep(0.1)
    # Now and then the assistant asks whether it helped; anything else is an answer to what went before.
    texts = [str(reply.get("text")) for reply in replies(microsoft)]
    return [CLAUSE in text for text in texts if "geholpen" not in text] == [True]


@pytest.mark.parametrize("kind", wrong_tokens(""))
def test_a_wrong_token_is_refused(assistant: Assistant, microsoft: StandIn, service: str, kind: str) -> None:
    acquainted(assistant, microsoft, service)
    assert bring(assistant, activity(QUESTION, service), wrong_tokens(service)[kind]) == 401
    assert answered_alone(assistant, microsoft, service)


def test_our_own_token_goes_to_no_stranger(assistant: Assistant, microsoft: StandIn, service: str) -> None:
    acquainted(assistant, microsoft, service)
    elsewhere = f"{microsoft.address}/elders/"
    assert bring(assistant, activity(QUESTION, elsewhere), token(service)) == 403
    assert bring(assistant, activity(QUESTION, elsewhere), token(elsewhere)) == 403
    assert answered_alone(assistant, microsoft, service)
    assert [item.path for item in microsoft.received if "elders" in item.path] == []


def test_another_company_gets_no_answer(assistant: Assistant, service: str) -> None:
    strange = activity(QUESTION, service, conversation={"id": CONVERSATION, "tenantId": "44444444-dddd"})
    assert bring(assistant, strange, token(service)) == 403


@pytest.mark.parametrize("body", [[], "tekst", {}, {"type": "message", "from": {"id": 5}}])
def test_a_body_that_is_no_activity_is_refused(assistant: Assistant, service: str, body: Any) -> None:
    assert bring(assistant, body, token(service)) == 400


def test_bad_input_is_answered_calmly(assistant: Assistant, microsoft: StandIn, service: str) -> None:
    for text in ("x" * 20_000, "😀😀😀", None):
        microsoft.received.clear()
        assert bring(assistant, activity(text, service), token(service)) == 202
        assert len(replies(microsoft)) == 1


def test_somebody_who_joins_is_not_answered(assistant: Assistant, microsoft: StandIn, service: str) -> None:
    acquainted(assistant, microsoft, service)
    assert bring(assistant, activity("", service, type="conversationUpdate"), token(service)) == 202
    assert answered_alone(assistant, microsoft, service)


def test_the_person_and_the_secrets_are_written_nowhere(assistant: Assistant, microsoft: StandIn, service: str) -> None:
    bring(assistant, activity(QUESTION, service), token(service))
    assert replies(microsoft)
    stores = stores_in(assistant.state)
    pseudonym = Pseudonyms(stores.keys).at(PERSON, "botframework", TENANT, CONVERSATION)
    assert stores.conversations.of(pseudonym) is not None
    for path in assistant.state.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for secret in (PERSON, CONVERSATION, PASSWORD, "ons-token", "Jan Peeters"):
                assert secret.encode() not in content, f"{secret} stands in {path}"


def test_an_activity_that_is_brought_twice_is_answered_once(
    assistant: Assistant, microsoft: StandIn, service: str
) -> None:
    place = {"id": CONVERSATION, "tenantId": TENANT}
    same = activity("waarom?", service, conversation=place)
    assert [bring(assistant, same, token(service)) for _ in range(2)] == [202, 202]
    assert len(replies(microsoft, 3, seconds=3)) < 3
