"""Both places of Rasa's graph that need the Dutch pipeline share one."""

from __future__ import annotations

import pytest
from rasa.nlu.utils.spacy_utils import SpacyNLP

from launch import dutch_pipeline


@pytest.fixture(autouse=True)
def rasas_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SpacyNLP, "load_model", staticmethod(SpacyNLP.load_model))


def test_who_asks_twice_gets_the_same_one() -> None:
    dutch_pipeline.use()
    assert SpacyNLP.load_model("nl_core_news_sm") is SpacyNLP.load_model("nl_core_news_sm")


def test_it_may_be_asked_for_twice() -> None:
    dutch_pipeline.use()
    shared = SpacyNLP.load_model
    dutch_pipeline.use()
    assert SpacyNLP.load_model is shared
