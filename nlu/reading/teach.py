"""Teach with which word a sentence answers a question: `python -m nlu.reading.teach`.

Writes reader.npz from data/beleid/eerste_woord/ (without the policies of apart.txt there), data/beleid/woordparen/ and
the sentences of data/vragen/ whose answer begins with a word of its own, beside the text of their statement. Every
eighth of the loose sentences and every tenth statement is kept apart too; --meet prints how often the word is right
there. It takes half an hour on two cores and 4 GB. --verder goes on from what is there, with smaller steps and fewer,
as after an encoder that learned further: 1,500 took nineteen minutes on two cores that had other work too, and brought
the right word from 0.867 to 0.883 of 1,975 plain questions kept apart, and from 0.669 to 0.706 of 1,502 hard ones.
Questions beside what the project's own policy tells (data/beleid/eigen_woordparen/) are read more often than the
others; --deel 0.3 reads only so large a part of those, drawn, where the own ones are new.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from magdat.commands.output import quiet
from magdat.guidance.library import load_library
from magdat.question import Opening
from magdat.settings import Settings
from nlu.e5.adapter import Adapter
from nlu.e5.engine import Engine
from nlu.encoders import CACHE, read_as
from nlu.labelled_questions import read_labelled_questions
from nlu.matching.labelled import OWN_PAIRS, kept_apart, read_word_pairs, read_word_questions
from nlu.reading.training import TOGETHER, Learner, Pair, batches
from nlu.reading.weights import MOST, ReaderWeights

WORDS = (Opening.YES, Opening.NO, Opening.NONE)
OWN = "eigen"
"""The kind of a question beside what the policy that comes with the project tells."""

COUNTS = {"sleutel": 1.0, "gewoon": 1.0, "lastig": 0.7, "paar": 0.6, "leidraad": 0.5, OWN: 1.0}
"""How much a question of each kind teaches."""

OWN_TIMES = 3
"""So often are those of the own policy read where the others are read once: they are few."""

OF_NEITHER = 4_500
"""So many sentences of people teach that neither word is said; there are five times as many."""

PAIRS_APART, STATEMENTS_APART, OWN_APART = 8, 10, 10
"""One in so many of each is kept apart; of what the own policy tells, always the same."""

RATE, WARMING, SLOWEST, ROUNDS = 3e-4, 100, 0.02, 3.5
"""How large a step is, over how many it grows to that, which share is left at the end, and how often all is read."""

FURTHER_RATE, FURTHER_ROUNDS = 1.5e-4, 1.6
"""The same of what goes on from what is there."""

LABELLED = Path(__file__).resolve().parent.parent.parent / "data" / "vragen"


class Lesson(NamedTuple):
    """A question with a sentence and the word, and whether it is kept apart."""

    kind: str
    word: Opening
    sentence: str
    question: str
    apart: bool


def lessons(draw: np.random.Generator) -> Iterator[Lesson]:
    """Yield everything that teaches or measures; some of it is drawn."""
    apart = kept_apart()
    for policy, kind, word, sentence, text in read_word_questions():
        if sentence is not None:
            yield Lesson(kind, word, sentence, text, policy in apart)
    pairs = read_word_pairs()
    said = sorted({pair.sentence for pair in pairs})
    measured = set(draw.permutation(said)[: len(said) // PAIRS_APART].tolist())
    yield from (Lesson("paar", pair.word, pair.sentence, pair.text, pair.sentence in measured) for pair in pairs)
    statements = load_library(Settings.from_environment().guidance).statements
    known = [item for item in read_labelled_questions(LABELLED) if item.statement in statements]
    names = sorted({item.statement for item in known if item.statement is not None})
    measured = set(draw.permutation(names)[: len(names) // STATEMENTS_APART].tolist())
    neither = [item for item in known if item.opening is Opening.NONE]
    chosen = [neither[place] for place in draw.permutation(len(neither))[:OF_NEITHER]]
    for item in [*(item for item in known if item.opening in {Opening.YES, Opening.NO}), *chosen]:
        if item.opening is not None and item.statement is not None and statements[item.statement].text:
            text = statements[item.statement].text
            yield Lesson("leidraad", item.opening, text, item.text, item.statement in measured)
    for pair in read_word_pairs(name=OWN_PAIRS):
        apart_too = crc32(pair.sentence.encode()) % OWN_APART == 0
        yield Lesson(OWN, pair.word, pair.sentence, pair.text, apart_too)


def pairs_of(taught: Sequence[Lesson], engine: Engine) -> list[Pair]:
    """Return lessons as the lower layers read them."""
    questions = list(dict.fromkeys(lesson.question for lesson in taught))
    sentences = list(dict.fromkeys(lesson.sentence for lesson in taught))

    def below(text: str) -> NDArray[np.float16]:
        return engine.below(text).astype(np.float16)

    with ThreadPoolExecutor(2) as pool:  # onnxruntime lets go of Python's lock
        asked = dict(zip(questions, pool.map(lambda text: below(read_as(text)[-1])[-MOST:], questions)))
        told = dict(zip(sentences, pool.map(lambda text: below(read_as(text)[0])[:MOST], sentences)))
    return [
        Pair(asked[lesson.question], told[lesson.sentence], WORDS.index(lesson.word), COUNTS[lesson.kind], lesson.kind)
        for lesson in taught
    ]


def measured(learner: Learner, pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield for each kind how often the word is right, and how often «ja» is said where «nee» is right."""
    right: dict[str, list[bool]] = defaultdict(list)
    wrong: dict[str, list[bool]] = defaultdict(list)
    for batch in batches(pairs):
        for pair, chances in zip(batch.pairs, learner.read(batch)):
            word = int(np.argmax(chances))
            right[pair.kind].append(word == pair.word)
            if WORDS[pair.word] is Opening.NO:
                wrong[pair.kind].append(WORDS[word] is Opening.YES)
    for kind, found in right.items():
        yield f"{kind}: {np.mean(found):.3f} of {len(found)} right; «ja» to {sum(wrong[kind])} of {len(wrong[kind])}"


def main() -> None:
    """Teach, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verder", action="store_true", help="go on from what it knows")
    parser.add_argument("--half", action="store_true", help="multiply in 16 bits, where the processor does that faster")
    parser.add_argument("--meet", action="store_true", help="print how it does on what is kept apart")
    parser.add_argument("--deel", type=float, default=1.0, help="the part of the others that is read beside the own")
    chosen = parser.parse_args()
    quiet()
    draw = np.random.default_rng(7)
    adapter = Adapter.load()
    engine = Engine(CACHE / "e5", adapter)
    every = list(lessons(draw))
    drawn = draw.random(len(every)) < chosen.deel
    taught = [
        lesson
        for lesson, is_drawn in zip(every, drawn)
        if (chosen.meet if lesson.apart else lesson.kind == OWN or is_drawn)
    ]
    pairs = pairs_of(taught, engine)
    teaching = [
        pair
        for pair, lesson in zip(pairs, taught)
        if not lesson.apart
        for _ in range(OWN_TIMES if lesson.kind == OWN else 1)
    ]
    before = ReaderWeights.load(engine.weights) if chosen.verder else None
    learner = Learner(engine.weights, adapter.pairs, before=before, half=chosen.half)
    most, rounds = (FURTHER_RATE, FURTHER_ROUNDS) if chosen.verder else (RATE, ROUNDS)
    steps, number = int(rounds * len(teaching) / TOGETHER), 0
    while number < steps:
        for batch in batches(teaching, draw):
            rate = most * min(1.0, (number + 1) / WARMING) * max(SLOWEST, 1 - number / steps)
            missed = learner.learn(batch, rate)
            number += 1
            if number % 100 == 0:
                print(f"{number} of {steps}: {missed:.3f}")
            if number == steps:
                break
    learner.weights(adapter.digest).save()
    if chosen.meet:
        for line in measured(learner, [pair for pair, lesson in zip(pairs, taught) if lesson.apart]):
            print(line)


if __name__ == "__main__":
    main()
