"""Teach e5 how questions are like what policies say: `python -m nlu.matching.teach [--meet]`.

Writes nlu/e5/adapter.npz from every second policy in data/beleid/ (nlu/e5/adapter.py tells why); with --meet it prints
how often the right statement is the likeliest in the policies that it does not know. Afterwards
`python -m nlu.matching.learn` learns everything that rests on it. Half an hour on two cores. With 24 GB
of memory it was killed twice before it could write; texts are padded to few shapes since (nlu/e5/taught_layers.py), and
the whole was not run again.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import islice

import numpy as np

from magdat.commands.output import quiet
from magdat.guidance.library import load_library
from magdat.settings import Settings
from nlu.e5.engine import Engine
from nlu.e5.training import Pupil
from nlu.encoders import CACHE, read_as
from nlu.matching.lessons import Lesson, choices, lessons_of_guidance, lessons_of_policies

RATE, WARMING, SLOWEST = 4e-4, 15, 0.05
"""How large a step is, over how many steps it grows to that, and which share of it is left at the end."""

STEPS = 170

TOLD_EVERY = 50


def right_first(pupil: Pupil, lessons: Sequence[Lesson]) -> float:
    """Return how often the likeliest text of a policy is of a statement that answers."""
    hits = [
        bool(lesson.right[number, lesson.owners == lesson.owners[int(np.argmax(row))]].any())
        for lesson in lessons
        for number, row in enumerate(pupil.compared(lesson.questions, lesson.texts))
    ]
    return sum(hits) / len(hits)


def main() -> None:
    """Teach, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stappen", type=int, default=STEPS, help="how many steps it learns")
    parser.add_argument("--meet", action="store_true", help="print how it does on the policies that it does not know")
    chosen = parser.parse_args()
    quiet()
    library = load_library(Settings.from_environment().guidance)
    lessons = lessons_of_policies(library)
    names = sorted({lesson.policy for lesson in lessons})
    teaching = frozenset(names[1::2])
    draw = np.random.default_rng(1)
    guidance = lessons_of_guidance(library, draw)
    known = [lesson for lesson in lessons if lesson.policy in teaching]
    others = [lesson for lesson in lessons if lesson.policy not in teaching]
    listed = [text for lesson in lessons for text in (*lesson.questions, *lesson.texts)]
    listed += [question for asked in guidance.asked.values() for question, _ in asked]
    listed += guidance.said.values()
    pupil = Pupil(Engine(CACHE / "e5"), listed, lambda text: read_as(text)[0])
    pupil.centre(
        [text for lesson in known for text in lesson.questions], [text for lesson in known for text in lesson.texts]
    )
    if chosen.meet:
        print(f"{right_first(pupil, others):.3f} before", flush=True)
    missed: list[float] = []
    for step, choice in enumerate(islice(choices(known, guidance, draw), chosen.stappen), start=1):
        missed.append(pupil.learn(choice, RATE * min(1.0, step / WARMING, SLOWEST + 1 - step / chosen.stappen)))
        if step % TOLD_EVERY == 0:
            print(f"step {step}, missed {np.mean(missed[-TOLD_EVERY:]):.2f}", flush=True)
    pupil.adapter(teaching).save()
    if chosen.meet:
        print(f"{right_first(pupil, others):.3f} after {len(missed)} steps", flush=True)


if __name__ == "__main__":
    main()
