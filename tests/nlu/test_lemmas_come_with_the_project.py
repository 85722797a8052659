"""Lemmas come with the project so that a fresh clone trains quickly; these tests fail when they have become stale."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bench.sentences import descriptions, read_sentences
from nlu import dutch_pipeline
from nlu.dutch_pipeline import DutchPipeline, named
from nlu.lemma_store import files_of, packed, read_lemmas, write_lemmas
from nlu.vector_cache import key_of

MOST_MISSING = 3_000
"""Sentences that may be read while training: five seconds."""


@pytest.fixture(scope="module")
def pipeline() -> Any:
    return DutchPipeline.load_model("nl_core_news_sm").model


def lemmas_of(pipeline: Any, texts: list[str]) -> list[list[str]]:
    """Return the lemmas that a training would go by."""
    docs = dict(DutchPipeline._process_content_bearing_samples(pipeline, list(enumerate(texts))))
    return [[token.lemma_ for token in docs[place]] for place in range(len(texts))]


def test_who_asks_twice_gets_the_same_pipeline() -> None:
    assert DutchPipeline.load_model("nl_core_news_sm") is DutchPipeline.load_model("nl_core_news_sm")


def test_few_sentences_are_without_lemmas(pipeline: Any) -> None:
    read = read_sentences()
    texts = {item.text.lower() for item in [*read, *descriptions({item.intent for item in read})]}
    known = read_lemmas(named(pipeline))
    assert sum(key_of(text) not in known for text in texts) <= MOST_MISSING, "run: python -m nlu.ship"


def test_they_are_those_that_the_pipeline_gives_today(pipeline: Any) -> None:
    known = read_lemmas(named(pipeline))
    drawn = random.Random(2).sample(sorted({item.text.lower() for item in read_sentences()}), 200)
    drawn = [text for text in drawn if key_of(text) in known]
    assert len(drawn) > 100
    assert lemmas_of(pipeline, drawn) == [[token.lemma_ for token in doc] for doc in pipeline.pipe(drawn)], (
        "run: python -m nlu.ship --opnieuw"
    )


def test_what_is_not_known_or_was_cut_otherwise_is_read(
    pipeline: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lemmas(
        tmp_path / f"{named(pipeline)}.000.txt.gz",
        {
            key_of("de posts van gisteren"): ("", "POST", "", ""),
            key_of("de foto's"): ("een", "te", "veel", "er", "bij"),
        },
    )
    monkeypatch.setattr(dutch_pipeline, "read_lemmas", lambda name: read_lemmas(name, tmp_path))
    known, other, cut = lemmas_of(pipeline, ["de posts van gisteren", "zij plaatste foto's", "de foto's"])
    assert known == ["de", "POST", "van", "gisteren"]
    assert "plaatsen" in other
    assert cut == [token.lemma_ for token in pipeline("de foto's")]


def test_lemmas_of_another_pipeline_do_not_count(tmp_path: Path) -> None:
    write_lemmas(tmp_path / "nl_core_news_sm-9.9.9.000.txt.gz", {"k": ("een",)})
    assert files_of("nl_core_news_sm-3.4.0", tmp_path) == []
    assert read_lemmas("nl_core_news_sm-9.9.9", tmp_path) == {"k": ("een",)}


def test_the_same_lemmas_are_always_the_same_file(tmp_path: Path) -> None:
    rows = {"b": ("", "zijn"), "a": ("x",)}
    write_lemmas(tmp_path / "one.txt.gz", rows)
    write_lemmas(tmp_path / "two.txt.gz", dict(reversed(rows.items())))
    assert (tmp_path / "one.txt.gz").read_bytes() == (tmp_path / "two.txt.gz").read_bytes()


def test_a_text_whose_lemmas_cannot_be_told_apart_is_not_kept() -> None:
    assert packed(["is", "mooi"], ["zijn", "mooi"]) == ("zijn", "")
    assert packed(["a", "b"], ["a\tb", "b"]) is None


def test_many_messages_are_read_as_each_alone() -> None:
    model = DutchPipeline.load_model("nl_core_news_sm")
    texts = ["Wie filmt er op de spoed?", "Foto's van bewoners plaats je niet.", "/help", "Gisteren viel ik."]
    component = DutchPipeline(model, DutchPipeline.get_default_config())
    together = component.process([Message({"text": text}) for text in texts], model)
    alone = [component.process([Message({"text": text})], model)[0] for text in texts]

    def lemmas(message: Message) -> list[str]:
        return [token.lemma_ for token in message.get("text_spacy_doc")]

    assert [lemmas(message) for message in together] == [lemmas(message) for message in alone]
    assert lemmas(together[1])[0] == "foto"
