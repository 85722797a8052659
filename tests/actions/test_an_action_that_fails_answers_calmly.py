import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from own_loop import run_apart
from rasa_sdk.executor import ActionExecutor

from actions.web import answer
from magdat.privacy.discreet_log import keep_log_discreet

THREADS = ThreadPoolExecutor(1)
TYPED = "Jan Peeters 0470 12 34 56"


class Broken:
    """An executor whose action fails with what somebody typed in its text."""

    async def run(self, call: dict[str, Any]) -> None:
        raise KeyError(call["tracker"]["latest_message"]["text"])


def call(**more: Any) -> dict[str, Any]:
    return {
        "next_action": "action_antwoord",
        "sender_id": "p-1",
        "tracker": {"latest_message": {"text": TYPED}},
        **more,
    }


def test_an_action_that_fails_answers_calmly_and_logs_no_word(capfd: pytest.CaptureFixture[str]) -> None:
    keep_log_discreet()
    executor: Any = Broken()
    given = json.loads(run_apart(answer(executor, call(), THREADS)).body)
    assert given["events"] == []
    assert "loopt bij mij iets mis" in given["responses"][0]["text"]
    assert TYPED not in str(given)
    logged = capfd.readouterr()
    assert "KeyError" in logged.out + logged.err
    assert TYPED not in logged.out + logged.err


def test_an_action_that_does_not_exist_is_a_404() -> None:
    assert run_apart(answer(ActionExecutor(), call(), THREADS)).status == 404
