"""Whoever asks over REST may put anything in the head of a request: a guessed token, strange bytes, another address."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from sanic.compat import Header

from channels.rest import came_from, stranger


def asked(*lines: tuple[str, bytes]) -> Any:
    """Return a request as Sanic reads its head."""
    told = [(name, value.decode(errors="surrogateescape")) for name, value in lines]
    return SimpleNamespace(ip="192.0.2.1", headers=Header([("content-type", "application/json"), *told]))


@pytest.mark.parametrize(
    ("shown", "status"),
    [
        (b"Bearer geheim\xc3\xa9", None),
        (b"Bearer geheim", 401),
        (b"Bearer \xff\xfe", 401),
        (b"Bearer \xed\xa0\x80", 401),
        (b"", 401),
    ],
)
def test_only_the_token_itself_is_good(monkeypatch: pytest.MonkeyPatch, shown: bytes, status: int | None) -> None:
    monkeypatch.setenv("MAGDAT_REST_TOKEN", "geheimé")
    refused = stranger(asked(("authorization", shown)))
    assert (refused and refused[0]) == status


@pytest.mark.parametrize(
    "lines",
    [
        [("x-forwarded-for", b"203.0.113.7")],
        [("x-forwarded-for", b"10.9.9.9, 203.0.113.7")],
        [("x-forwarded-for", b"10.9.9.9"), ("x-forwarded-for", b"203.0.113.7")],
    ],
)
def test_the_proxy_says_who_it_was_and_not_whoever_asks(
    monkeypatch: pytest.MonkeyPatch, lines: list[tuple[str, bytes]]
) -> None:
    monkeypatch.setenv("MAGDAT_PROXIES", "1")
    assert came_from(asked(*lines)) == "203.0.113.7"


def test_without_a_proxy_nobody_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAGDAT_PROXIES", raising=False)
    assert came_from(asked(("x-forwarded-for", b"10.9.9.9"))) == "192.0.2.1"


def near(*lines: tuple[str, bytes]) -> Any:
    """Return a request that comes from this machine."""
    return SimpleNamespace(ip="127.0.0.1", headers=asked(*lines).headers)


@pytest.fixture
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("MAGDAT_REST_TOKEN", "MAGDAT_PROXIES", "MAGDAT_HERKOMST"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.usefixtures("nothing_set")
def test_on_this_machine_nobody_needs_a_token() -> None:
    assert stranger(near()) is None


@pytest.mark.usefixtures("nothing_set")
@pytest.mark.parametrize(
    "line",
    [("x-forwarded-for", b"203.0.113.7"), ("x-forwarded-for", b""), ("Forwarded", b"for=x"), ("Via", b"x")],
)
def test_what_a_proxy_on_this_machine_passed_on_needs_a_token(line: tuple[str, bytes]) -> None:
    refused = stranger(near(line))
    assert refused is not None
    assert (refused[0], "proxy" in refused[1]) == (401, True)


def test_where_there_is_a_proxy_whatever_comes_needs_a_token(nothing_set: pytest.MonkeyPatch) -> None:
    nothing_set.setenv("MAGDAT_PROXIES", "1")
    assert (stranger(near()) or (0,))[0] == 401
    nothing_set.setenv("MAGDAT_REST_TOKEN", "geheim")
    assert stranger(near(("authorization", b"Bearer geheim"))) is None
    nothing_set.setenv("MAGDAT_PROXIES", "0")
    assert stranger(near(("x-forwarded-for", b"x"), ("authorization", b"Bearer geheim"))) is None
