import base64
import json
from collections.abc import Iterator

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from own_loop import run_apart
from stand_ins import Received, StandIn, stand_in

from channels.teams_tokens import FETCH_PAUSE, ISSUER, IncomingTokens, TokenError

APP = "app"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def published() -> list[str]:
    """Give the names under which the key is published."""
    return []


@pytest.fixture
def microsoft(published: list[str]) -> Iterator[StandIn]:
    numbers = KEY.public_key().public_numbers()
    n, e = (
        base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()
        for value in (numbers.n, numbers.e)
    )

    def reply(request: Received) -> tuple[int, bytes]:
        keys = [{"kty": "RSA", "kid": name, "n": n, "e": e, "endorsements": ["msteams"]} for name in published]
        answer = {"keys": keys} if request.path == "/keys" else {"jwks_uri": f"{server.address}/keys"}
        return 200, json.dumps(answer).encode()

    with stand_in(reply) as server:
        yield server


def header(name: str) -> str:
    claims = {"iss": ISSUER, "aud": APP, "exp": 4_000_000_000}
    return f"Bearer {jwt.encode(claims, KEY, algorithm='RS256', headers={'kid': name})}"


def good(tokens: IncomingTokens, name: str) -> bool:
    try:
        return run_apart(tokens.claims(header(name)))["aud"] == APP
    except TokenError:
        return False


def test_without_the_internet_a_token_is_refused_and_later_it_is_good(microsoft: StandIn, published: list[str]) -> None:
    clock = Clock()
    tokens = IncomingTokens(APP, "http://127.0.0.1:1/nobody", clock)
    assert not good(tokens, "een")
    tokens._configuration = f"{microsoft.address}/openid"
    published.append("een")
    assert not good(tokens, "een"), "not tried again at once"
    clock.now += FETCH_PAUSE + 1
    assert good(tokens, "een")


def test_a_new_key_is_fetched_but_not_for_every_strange_token(microsoft: StandIn, published: list[str]) -> None:
    clock = Clock()
    tokens = IncomingTokens(APP, f"{microsoft.address}/openid", clock)
    published.append("een")
    assert good(tokens, "een")
    published.append("twee")
    for _ in range(5):
        assert not good(tokens, "twee")
    assert len(microsoft.received) == 2
    clock.now += FETCH_PAUSE + 1
    assert good(tokens, "twee")
    assert good(tokens, "een")
    assert len(microsoft.received) == 4
