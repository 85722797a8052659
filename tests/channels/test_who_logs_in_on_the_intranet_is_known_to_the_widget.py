"""With the log-in of an intranet nobody begins without a good token of it, and people keep their own conversations."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from own_loop import run_apart
from stand_ins import Received, stand_in
from widget_here import Here, until, widget_here

from channels.widget_login import READ_PAUSE, IntranetTokens, KeysAway, LoginRefused
from magdat.settings import IntranetLogin, Settings
from magdat.variables import SettingsError, all_faults

ISSUER, AUDIENCE = "https://intranet.example.be", "mag-dat"
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public(key: Any, name: str, **more: str) -> dict[str, Any]:
    algorithm = RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else ECAlgorithm
    return {**json.loads(algorithm.to_jwk(key.public_key())), "kid": name, **more}


SECRET = {"kty": "oct", "k": "Z2VoZWlt", "kid": "o"}
KEYS = {"keys": [public(RSA, "r", use="sig"), public(EC, "e", alg="ES256"), SECRET]}


def signed(person: Any = "jan", key: Any = RSA, algorithm: str = "RS256", name: str | None = "r", **other: Any) -> str:
    claims = {"sub": person, "iss": ISSUER, "aud": AUDIENCE, "exp": int(time.time()) + 300, **other}
    claims = {key: value for key, value in claims.items() if value is not None}
    headers = {"kid": name} if name is not None else {}
    return jwt.encode(claims, key, algorithm=algorithm, headers=headers)


def unsigned() -> str:
    """Return a token with another head on it, which asks not to be looked at."""
    head = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": "r"}).encode()).rstrip(b"=").decode()
    return f"{head}.{signed().split('.')[1]}."


def with_the_public_key_as_a_secret() -> str:
    """Return a token that is signed with what everybody may read."""
    head = base64.urlsafe_b64encode(json.dumps({"alg": "HS256", "kid": "r"}).encode()).rstrip(b"=").decode()
    said, secret = f"{head}.{signed().split('.')[1]}", json.dumps(public(RSA, "r")).encode()
    signature = hmac.new(secret, said.encode(), hashlib.sha256).digest()
    return f"{said}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


FORGED: dict[str, Callable[[], Any]] = {
    "none": lambda: None,
    "a number": lambda: 5,
    "no token": lambda: "geen token",
    "too long": lambda: "a" * 9000 + ".b.c",
    "unsigned": unsigned,
    "a strange key": lambda: signed(key=STRANGER),
    "a shared secret": lambda: signed(key=b"geheim", algorithm="HS256", name="o"),
    "the public key as a secret": with_the_public_key_as_a_secret,
    "another algorithm of the same key": lambda: signed(algorithm="RS512"),
    "an unknown name": lambda: signed(name="x"),
    "no name while there are two": lambda: signed(name=None),
    "past its end": lambda: signed(exp=int(time.time()) - 300),
    "without an end": lambda: signed(exp=None),
    "an end that is no number": lambda: signed(exp="straks"),
    "not yet": lambda: signed(nbf=int(time.time()) + 3000),
    "another issuer": lambda: signed(iss="https://kwaad.example"),
    "no issuer": lambda: signed(iss=None),
    "another audience": lambda: signed(aud="iets-anders"),
    "no audience": lambda: signed(aud=None),
    "nobody": lambda: signed(None),
    "an empty name": lambda: signed(" "),
    "a name that is a number": lambda: signed(5),
    "an endless name": lambda: signed("x" * 300),
}


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps(KEYS), encoding="utf-8")
    return path


@pytest.fixture
def company(tmp_path: Path, keys: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Here]:
    settings = {
        "MAGDAT_TOESTAND": str(tmp_path / "toestand"),
        "MAGDAT_WIDGET_JWT_ISSUER": ISSUER,
        "MAGDAT_WIDGET_JWT_AUDIENCE": AUDIENCE,
        "MAGDAT_WIDGET_JWT_KEYS": str(keys),
    }
    with widget_here(monkeypatch, settings) as here:
        yield here


def tokens(where: str, clock: Callable[[], float] = time.monotonic) -> IntranetTokens:
    return IntranetTokens(IntranetLogin(ISSUER, AUDIENCE, where), clock)


def person(checked: IntranetTokens, token: object) -> str | None:
    try:
        return run_apart(checked.person(token))
    except LoginRefused:
        return None


def test_both_kinds_of_keys_are_believed(keys: Path) -> None:
    assert person(tokens(str(keys)), signed("jan")) == "jan"
    assert person(tokens(str(keys)), signed("an", EC, "ES256", "e")) == "an"
    assert person(tokens(str(keys)), signed("jan", aud=[AUDIENCE, "iets-anders"])) == "jan"


@pytest.mark.parametrize("kind", FORGED)
def test_whatever_is_forged_is_refused(keys: Path, kind: str) -> None:
    checked = tokens(str(keys))
    with pytest.raises(LoginRefused) as told:
        run_apart(checked.person(FORGED[kind]()))
    assert "jan" not in str(told.value)


def test_nobody_begins_without_a_good_token(company: Here) -> None:
    for kind, forged in FORGED.items():
        answer = company.post("begin", {"jwt": forged()})
        assert (answer.status_code, "fout" in answer.json()) == (401, True), kind
    assert company.post("begin", {}).status_code == 401
    assert company.post("begin", {"jwt": signed()}).status_code == 200


def test_who_begins_again_goes_on_and_another_device_is_another_conversation(company: Here) -> None:
    phone = company.begin(jwt=signed("jan"))
    desk = company.begin(jwt=signed("jan"))
    company.say(phone, "op de telefoon")
    company.say(company.begin(phone, jwt=signed("jan")), "nog eens")
    company.say(desk, "aan het bureau")
    assert until(lambda: len(company.rasa.heard) == 3)
    names = {str(message.text): message.sender_id for message in company.rasa.heard}
    assert names["op de telefoon"] == names["nog eens"] != names["aan het bureau"]
    assert len({name[:34] for name in names.values()}) == 1, "all of it is found when jan wants it erased"
    assert not any("jan" in name for name in names.values())


def test_with_the_token_of_another_nobody_goes_on_with_their_conversation(company: Here) -> None:
    jan = company.begin(jwt=signed("jan"))
    answer = company.post("begin", {"token": jan, "jwt": signed("an")}).json()
    assert answer["known"] is False
    company.say(jan, "van jan")
    company.say(answer["token"], "van an")
    assert until(lambda: len(company.rasa.heard) == 2)
    assert len({message.sender_id for message in company.rasa.heard}) == 2
    assert company.say(jan).status_code == 202, "and jan keeps theirs"


def test_who_came_in_before_there_was_a_log_in_begins_anew(
    tmp_path: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = {"MAGDAT_TOESTAND": str(tmp_path / "toestand")}
    with widget_here(monkeypatch, state) as open_to_all:
        token = open_to_all.begin()
    login = {"ISSUER": ISSUER, "AUDIENCE": AUDIENCE, "KEYS": str(keys)}
    settings = {**state, **{f"MAGDAT_WIDGET_JWT_{name}": value for name, value in login.items()}}
    with widget_here(monkeypatch, settings) as company:
        assert company.say(token).status_code == 401
        assert company.post("begin", {"token": token, "jwt": signed()}).json()["known"] is False


def test_without_keys_nobody_is_refused_for_good(tmp_path: Path) -> None:
    now = [0.0]
    checked = tokens(str(tmp_path / "nergens.json"), lambda: now[0])
    with pytest.raises(KeysAway):
        run_apart(checked.person(signed()))
    (tmp_path / "nergens.json").write_text(json.dumps(KEYS), encoding="utf-8")
    now[0] += READ_PAUSE + 1
    assert person(checked, signed()) == "jan"


def test_keys_at_an_address_are_read_once_and_again_for_a_new_name() -> None:
    published, now = {"keys": [public(RSA, "r")]}, [0.0]

    def reply(_: Received) -> tuple[int, bytes]:
        return 200, json.dumps(published).encode()

    with stand_in(reply) as intranet:
        checked = tokens(f"{intranet.address}/jwks", lambda: now[0])
        assert [person(checked, signed()) for _ in range(3)] == ["jan"] * 3
        assert [person(checked, signed(name=f"x{number}")) for number in range(5)] == [None] * 5
        assert len(intranet.received) == 1, "strange names do not make us read all day"
        published["keys"].append(public(EC, "e"))
        now[0] += READ_PAUSE + 1
        assert person(checked, signed("an", EC, "ES256", "e")) == "an"
        assert len(intranet.received) == 2
        del published["keys"][0]
        now[0] += 3601
        assert person(checked, signed()) is None, "a key that was withdrawn is believed no more"


def test_one_key_needs_no_name(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"keys": [public(RSA, "r")]}), encoding="utf-8")
    assert person(tokens(str(path)), signed(name=None)) == "jan"


@pytest.mark.parametrize(
    "text", ["", "[]", '{"keys": 5}', '{"keys": [5, {}, {"kty": "RSA"}, {"kty": "EC", "crv": []}]}']
)
def test_keys_that_are_none_are_calmly_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((KeysAway, LoginRefused)):
        run_apart(tokens(str(path)).person(signed()))


def test_a_log_in_by_halves_is_refused_at_the_start() -> None:
    with pytest.raises(SettingsError, match="go together: set all or none"):
        Settings.from_environment({"MAGDAT_WIDGET_JWT_ISSUER": ISSUER})
    assert "set all or none" in "\n".join(all_faults({"MAGDAT_WIDGET_JWT_AUDIENCE": AUDIENCE}))


@pytest.mark.parametrize(
    ("where", "fine"),
    [
        ("https://intranet.example.be/jwks", True),
        ("http://127.0.0.1:8000/jwks", True),
        ("/etc/magdat/keys.json", True),
        ("http://intranet.example.be/jwks", False),
        ("keys.json", False),
        ("ftp://intranet.example.be/jwks", False),
    ],
)
def test_keys_come_from_where_nobody_can_change_them_on_the_way(where: str, fine: bool) -> None:
    login = {"ISSUER": ISSUER, "AUDIENCE": AUDIENCE, "KEYS": where}
    found = all_faults({f"MAGDAT_WIDGET_JWT_{name}": value for name, value in login.items()})
    assert (found == []) is fine
