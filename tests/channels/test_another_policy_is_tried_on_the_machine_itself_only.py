"""The page of the example may ask for an answer by another policy; a page of a real intranet may not."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from widget_here import ORIGIN, Here, until, widget_here

from magdat.policy.shipped import TRIED

PAGE = "http://127.0.0.1:8080"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Here]:
    settings = {
        "MAGDAT_TOESTAND": str(tmp_path),
        "MAGDAT_HERKOMST": f"{ORIGIN} {PAGE} http://[::1]:1 http://127.0.0.1.nip.io",
    }
    with widget_here(monkeypatch, settings) as running:
        yield running


def say(here: Here, token: str, policy: Any, origin: str | None) -> int:
    body = {"id": str(uuid.uuid4()), "text": "mag dat?", "policy": policy}
    return here.post("say", body, token, **({"Origin": origin} if origin else {})).status_code


@pytest.mark.parametrize("origin", [PAGE, "http://[::1]:1"])
def test_from_the_machine_itself_the_message_says_by_which_policy(here: Here, origin: str) -> None:
    token = here.begin()
    assert say(here, token, "streng", origin) == 202
    assert until(lambda: len(here.rasa.heard) == 1)
    assert (here.rasa.heard[0].metadata or {})[TRIED] == "streng"
    assert (here.rasa.heard[0].metadata or {})["geteld_als"], "what the gate says of it stays"
    here.say(token)
    assert until(lambda: len(here.rasa.heard) == 2)
    assert TRIED not in (here.rasa.heard[1].metadata or {}), "and the next message by the company's own"


@pytest.mark.parametrize("origin", [ORIGIN, "http://127.0.0.1.nip.io", None])
def test_from_anywhere_else_it_is_refused(here: Here, origin: str | None) -> None:
    token = here.begin()
    assert say(here, token, "streng", origin) == 400
    here.say(token, "merk")
    assert until(lambda: "merk" in here.rasa.texts)
    assert here.rasa.texts == ["merk"]


@pytest.mark.parametrize("policy", ["../beleid", "bestaat_niet", ["streng"], {"a": 1}, 7, "x" * 500])
def test_there_are_no_other_policies_than_those_that_come_along(here: Here, policy: Any) -> None:
    assert say(here, here.begin(), policy, PAGE) == 400
    assert here.rasa.texts == []
