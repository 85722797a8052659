"""A server of Rasa reads no channels, clients or charts that it does not use, and its pipeline cuts words as ever."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from launch.services import ROOT

READ = """
import json, sys
from launch import tensorflow_left_out, unused_left_out
from launch.services import ROOT
unused_left_out.use()
tensorflow_left_out.use(ROOT / "config.yml")
import rasa.core.run
from rasa.core.channels import BUILTIN_CHANNELS
from rasa.core.channels.telegram import TelegramInput
import spacy
from launch import dutch_reading
text = "Mag ik 's avonds m'n foto's a.u.b. op Facebook zetten, d.w.z. die van z'n feest?"
before = spacy.load("nl_core_news_sm", disable=["parser"])
dutch_reading.use()
after = spacy.load("nl_core_news_sm", disable=["parser"])
try:
    TelegramInput()
except RuntimeError as error:
    refused = str(error)
roots = ("aiogram", "slack_sdk", "webexteamssdk", "questionary", "matplotlib.", "boto3.session", "pymongo.mongo_client",
         "sanic_jwt.", "rasa.cli.test", "tensorflow.")
read = sorted(name for name in sys.modules if name.startswith(roots))
same = [[token.text, token.lemma_] for token in before(text)] == [[token.text, token.lemma_] for token in after(text)]
named = "rest" in BUILTIN_CHANNELS and "telegram" not in BUILTIN_CHANNELS
print(json.dumps({"read": read, "refused": refused, "same": same, "named": named}))
"""


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """What a process of its own sees."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", READ], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_what_is_not_used_is_not_read(seen: dict[str, Any]) -> None:
    assert seen["read"] == []


def test_whoever_wants_it_after_all_is_told(seen: dict[str, Any]) -> None:
    assert seen["refused"] == "TelegramInput is left out of this server (launch/unused_left_out.py)"
    assert seen["named"], "the channels of Rasa that are kept are found by name"


def test_the_pipeline_cuts_words_as_it_does_when_it_is_read_whole(seen: dict[str, Any]) -> None:
    assert seen["same"]
