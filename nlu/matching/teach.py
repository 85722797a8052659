"""Teach e5 how questions are like what policies say: `python -m nlu.matching.teach [--verder] [--half] …`.

Writes nlu/e5/adapter.npz from the policies in data/beleid/ that are not kept apart (apart.txt there; nlu/e5/adapter.py
tells why); --verder goes on from what is there, and with --meet it prints how often the right statement is the
likeliest in the policies that it does not know. Afterwards `python -m nlu.matching.learn` learns everything that rests
on it. The sentences of people are those of writers who are not kept apart (data/nlu/apart.txt). What comes with the
project learned in four goes: 170 steps from 31 policies, 260 more from 116, 330 more from the same ones with 2,237
harder questions, and 480 more from 133, out of 20,835 questions beside one sentence each. The last took 48 minutes on
two cores that had other work too, after 26 to bring the policies in and read them, and with --meet up to 23 GB.

In a fifth go (2 December 2026; --half --verder) it learned 902 steps more, from 24,451 questions of which 3,243 tell a
situation, in fifty minutes on two cores that multiply in 16 bits themselves and had other work too, with 13 GB
(docs/nlu.md says in what that go differed from what stands here: fewer texts a step and fewer labelled sentences).
What comes with the project is the mean of what it knew before and after (--midden): all of it found more clauses and
understood people's own sentences less. What is learned is written every 50 steps, so that a go may be taken up again.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import islice

import numpy as np

from magdat.commands.output import quiet
from magdat.guidance.library import load_library
from magdat.settings import Settings
from nlu.e5.adapter import Adapter, mean_of
from nlu.e5.engine import Engine
from nlu.e5.training import Pupil
from nlu.encoders import CACHE, read_as
from nlu.matching.labelled import kept_apart
from nlu.matching.lessons import Lesson, choices, lessons_of_guidance, lessons_of_policies

RATE, WARMING, SLOWEST = 3e-4, 15, 0.05
"""How large a step is, over how many steps it grows to that, and which share of it is left at the end."""

STEPS = 330

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
    parser.add_argument("--verder", action="store_true", help="go on from what it knows")
    parser.add_argument("--midden", action="store_true", help="write the mean of what it knew before and after")
    parser.add_argument("--half", action="store_true", help="multiply in 16 bits, where the processor does that faster")
    parser.add_argument("--meet", action="store_true", help="print how it does on the policies that it does not know")
    chosen = parser.parse_args()
    quiet()
    library = load_library(Settings.from_environment().guidance)
    lessons = lessons_of_policies(library)
    teaching = frozenset(lesson.policy for lesson in lessons) - kept_apart()
    draw = np.random.default_rng(1)
    guidance = lessons_of_guidance(library, draw)
    known = [lesson for lesson in lessons if lesson.policy in teaching]
    others = [lesson for lesson in lessons if lesson.policy not in teaching]
    listed = [text for lesson in lessons for text in (*lesson.questions, *lesson.texts)]
    listed += [question for asked in guidance.asked.values() for question, _ in asked]
    listed += guidance.said.values()
    before = Adapter.load() if chosen.verder else None
    pupil = Pupil(Engine(CACHE / "e5"), listed, lambda text: read_as(text)[0], before=before, half=chosen.half)
    if before is None:
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
            pupil.adapter(teaching).save()  # memory may run out, and then this is where --verder goes on
    learned = pupil.adapter(teaching)
    (mean_of(before, learned) if chosen.midden and before is not None else learned).save()
    if chosen.meet:
        print(f"{right_first(pupil, others):.3f} after {len(missed)} steps", flush=True)


if __name__ == "__main__":
    main()
