"""data/beleid/eigen_woordparen/: questions beside what De Linde's policy tells; only the pair reader learns of them."""

from __future__ import annotations

from magdat.guidance.library import load_library
from magdat.policy.answerable import answerable
from magdat.policy.loading import load_policy
from magdat.question import Opening
from magdat.settings import Settings
from nlu.matching.labelled import (
    OWN_PAIRS,
    policy_named,
    read_said_word_questions,
    read_word_pairs,
    read_word_questions,
)

OWN = read_word_pairs(name=OWN_PAIRS)


def test_each_is_asked_once_and_measures_nothing() -> None:
    asked = [pair.text.lower() for pair in OWN]
    assert len(asked) == len(set(asked)) > 1000
    others = (*read_word_questions(), *read_word_pairs(), *read_said_word_questions())
    assert set(asked).isdisjoint(item.text.lower() for item in others)


def test_each_text_is_one_that_the_policy_tells() -> None:
    library = load_library(Settings.from_environment().guidance)
    items = answerable(load_policy(policy_named("drukkerij"), library).policy, library)
    assert {pair.sentence for pair in OWN} <= {" ".join(item.text.split()) for item in items}


def test_one_text_is_asked_both_ways() -> None:
    words: dict[str, set[Opening]] = {}
    for pair in OWN:
        words.setdefault(pair.sentence, set()).add(pair.word)
    both = [text for text, said in words.items() if said >= {Opening.YES, Opening.NO}]
    assert len(both) > 0.9 * len(words)
