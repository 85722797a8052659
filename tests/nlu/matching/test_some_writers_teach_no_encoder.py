"""data/nlu/apart.txt: how strangers are heard is learned and measured on writers who teach no encoder now."""

from __future__ import annotations

import json

import numpy as np

from bench.leave_writers_out import FIGURES
from bench.sentences import kept_apart, read_sentences
from magdat.guidance.library import load_library
from magdat.settings import Settings
from nlu.matching.lessons import lessons_of_guidance


def test_everybody_who_is_left_out_when_it_is_measured_is_kept_apart() -> None:
    left_out = json.loads(FIGURES.read_text(encoding="utf-8"))["left_out"]["writers"]
    assert set(left_out) <= kept_apart() <= {item.writer for item in read_sentences()}


def test_no_lesson_holds_a_sentence_of_theirs() -> None:
    theirs = {item.text for item in read_sentences() if item.writer in kept_apart()}
    lessons = lessons_of_guidance(load_library(Settings.from_environment({}).guidance), np.random.default_rng(1))
    taught = {text for asked in lessons.asked.values() for text, _ in asked}
    assert len(taught) > 10_000
    assert not taught & theirs
