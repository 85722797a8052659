"""Which sentences of a clause does somebody need? Learn it and measure it: `python -m bench.wanted [--schrijf]`.

data/beleid/nodig/ holds answers from policies as companies have them, of which people judged each sentence as the one
who asks. The policies taught no encoder: those of data/beleid/apart.txt, each matched with weights that were learned
without it, and those of data/beleid/gezegd_woord/, from which else only the first word is learned. The figures are of
policies that were left out when these weights were learned. --schrijf writes
leidraad/vertelgewichten.yml.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import yaml
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bench.needed import Needed, NeededSentence, read_needed_sentences
from magdat.answers.wanted import (
    Run,
    allows,
    in_their_order,
    limits_what_is_allowed,
    never_left_out,
    runs_told,
    wanted_signs,
)
from magdat.commands.output import quiet
from magdat.conversation.interpret.answered import OWN_WORDS, in_clause
from magdat.conversation.interpret.company import answered_by_company
from magdat.conversation.interpret.context import added
from magdat.guidance.library import Library, load_library
from magdat.guidance.wanting import Wanting
from magdat.knowledge import Knowledge
from magdat.policy.answerable import answerable
from magdat.policy.store import PolicyStore
from magdat.settings import Settings
from magdat.situation import Situation
from magdat.understanding import Understanding
from magdat.wording.phrases import load_phrases
from nlu.matching.as_written import policy_files
from nlu.matching.learn import learned_without, texts_of_policies
from nlu.matching.learned import Learned
from nlu.matching.matcher import Matcher, asked_of
from nlu.matching.preference import words_of_guidance
from nlu.matching.questions import read_all

WEIGHTS = Settings.from_environment().guidance / "vertelgewichten.yml"

STRENGTH = 0.1
"""The inverse of the regularisation."""

PARTS = 8
"""So many times some policies are left out."""

TELL_FROM, BEHIND_LEAVE, LIMITS = 0.22, 0.15, 0.02
"""Picked on policies left out, 300 known questions and readers of pairs. Behind what is allowed, a limit that is
missing costs more than one nobody needs."""

A_WORD = 2
"""What has no more words than this may be in any sentence."""

SMALLEST = 0.004
"""Weights below this are not written."""

HEAD = """\
# Welke zinnen van een artikel naast het antwoord verteld worden: hoeveel elk teken telt, en vanaf welke kans dat iemand
# ze nodig heeft. Niet met de hand aanpassen: «python -m bench.wanted --schrijf» leert deze getallen.
"""


@dataclass(frozen=True)
class Candidate:
    """A part of a clause that would be told, with how much somebody needs it."""

    needed: Needed
    signs: Mapping[str, float]
    words: int
    answers: bool
    """Whether it is told in any case: the part that answers, and what nobody may miss."""

    limits: bool = False
    """Whether it may limit what is allowed."""


@dataclass(frozen=True)
class Answer:
    """What would be told in answer to one question."""

    policy: str
    parts: Sequence[Candidate]
    allowed: bool = False
    """Whether what answers allows something."""


def answers_of(judged: Sequence[NeededSentence], library: Library) -> list[Answer]:
    """Return what would be told to each question that its company answers, in the text as it stands.

    Raises:
        NoInterpreter: there is no trained model.
    """
    settings = Settings.from_environment()
    phrases, texts = load_phrases(settings.guidance / "zinnen.yml"), texts_of_policies()
    known, without = Learned.load(), learned_without(library, texts)
    asked: dict[str, dict[str, list[NeededSentence]]] = defaultdict(lambda: defaultdict(list))
    for item in judged:
        asked[item.policy][item.question].append(item)
    read = read_all(list(dict.fromkeys(item.question for item in judged)))
    found: list[Answer] = []
    for name, questions in sorted(asked.items()):
        learned = without.get(name, known)
        knowledge = Knowledge(settings, library, phrases, PolicyStore(list(policy_files(name, library))[-1], library))
        guidance = words_of_guidance(library, learned.common)
        matcher = Matcher(answerable(knowledge.policy, library), texts, learned, guidance)
        for question, sentences in questions.items():
            match = matcher.match(asked_of(read[question], texts.vectors([question])[0]))
            parse = {**read[question], "text": question, "beleid": match.to_data(knowledge.loaded.document.digest)}
            answer = answer_of(name, knowledge, Understanding.from_parse(parse), sentences)
            found += [answer] if answer is not None else []
    return found


def answer_of(
    policy: str, knowledge: Knowledge, understanding: Understanding, judged: Sequence[NeededSentence]
) -> Answer | None:
    """Return what would be told to one question; ``None`` where the company does not answer it in its own words."""
    situation, among = added(understanding, Situation())
    answered = answered_by_company(knowledge, situation, among, understanding)
    if answered is None or answered.place.source not in OWN_WORDS:
        return None
    library = knowledge.library
    found = in_clause(knowledge, answered, situation, understanding)
    places = in_their_order(knowledge.policy, found.places, found.further)
    runs = runs_told(knowledge.policy, library.telling, places, found.heard, found.further)
    answering = [run for run in runs if run.item.id == found.places[0].name]
    if not answering:
        return None
    best = max(answering, key=lambda run: run.chance)
    careful = allows(library.telling, best, found.opening)
    parts = [
        Candidate(
            needed,
            wanted_signs(library.first_word, library.telling, found.asked, run, best, careful),
            len(run.text.split()),
            run is best or never_left_out(library.telling, found.asked.form, run, best),
            limits_what_is_allowed(library.telling, run, best),
        )
        for run in runs
        if (needed := _needed(run, judged)) is not None
    ]
    return Answer(policy, parts, careful)


def _needed(run: Run, judged: Sequence[NeededSentence]) -> Needed | None:
    """Return how much somebody needs a part: as much as the sentence of it that is needed most."""
    text = run.text.lower().rstrip(".;:")
    said = ((item.needed, item.sentence.lower().rstrip(".;:")) for item in judged)
    return max(
        (needed for needed, part in said if part == text or (len(part.split()) > A_WORD and part in text)), default=None
    )


def learn(parts: Sequence[Candidate]) -> dict[str, float]:
    """Return how much each sign counts."""
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([part.signs for part in parts])
    needed = [part.needed is Needed.NEEDED for part in parts]
    model = LogisticRegression(C=STRENGTH, max_iter=3000, fit_intercept=False).fit(table, needed)
    weights = {str(name): round(float(weight), 3) for name, weight in zip(vectorizer.feature_names_, model.coef_[0])}
    return {name: weight for name, weight in weights.items() if abs(weight) >= SMALLEST}


def left_out(answers: Sequence[Answer]) -> list[NDArray[np.float64]]:
    """Return for each part of each answer how likely it is needed, learned of other policies."""
    chances: list[NDArray[np.float64]] = [np.array([])] * len(answers)
    groups = [answer.policy for answer in answers]
    for others, these in GroupKFold(PARTS).split(groups, groups=groups):
        known = Wanting(learn([part for n in others for part in answers[n].parts if not part.answers]))
        for n in these:
            chances[n] = np.array([1.0 if p.answers else known.chance(p.signs) for p in answers[n].parts])
    return chances


def row(answers: Sequence[Answer], chances: Sequence[NDArray[np.float64]], wanting: Wanting) -> list[str]:
    """Return the figures where parts are told from some chances on.

    Args:
        answers: the answers.
        chances: of each part of each answer.
        wanting: from which chance on what is told.
    """
    told = [
        [part for part, chance in zip(answer.parts, some) if chance >= _least(wanting, answer, part)]
        for answer, some in zip(answers, chances)
    ]
    clean = [all(part.needed is not Needed.SUPERFLUOUS for part in parts) for parts in told]
    whole = [
        sum(p.needed is Needed.NEEDED for p in parts) == sum(p.needed is Needed.NEEDED for p in a.parts)
        for parts, a in zip(told, answers)
    ]
    needed = [
        p for answer in answers for p in answer.parts if answer.allowed and p.limits and p.needed is Needed.NEEDED
    ]
    missed = len(needed) - sum(any(part is each for parts in told for each in parts) for part in needed)
    words = float(np.mean([sum(part.words for part in parts) for parts in told]))
    name = f"{wanting.tell_from:g} / {wanting.tell_from_behind_leave:g} / {wanting.tell_limits_from:g}"
    shares = (f"{float(np.mean(some)):.3f}" for some in (clean, whole))
    return [name, *shares, f"{missed} / {len(needed)}", f"{words:.1f}"]


def _least(wanting: Wanting, answer: Answer, part: Candidate) -> float:
    return wanting.least(allowed=answer.allowed, limits=part.limits)


def main() -> None:
    """Learn, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schrijf", action="store_true", help="write leidraad/vertelgewichten.yml")
    chosen = parser.parse_args()
    quiet()
    library = load_library(Settings.from_environment().guidance)
    answers = answers_of(read_needed_sentences(), library)
    chances = left_out(answers)
    told_from = "verteld vanaf / na een toelating / wat die begrenst"
    columns = (told_from, "niets overbodigs", "al wat nodig is", "nodige grenzen gemist", "woorden")
    table = Table(*columns, title=f"{len(answers)} antwoorden")
    tried = ((0.0, 0.0, 0.0), (0.1, 0.07, 0.02), (TELL_FROM, BEHIND_LEAVE, LIMITS), (0.3, 0.25, 0.05), (0.35, 0.3, 0.1))
    for chosen_from in tried:
        table.add_row(*row(answers, chances, Wanting({}, *chosen_from)))
    Console(highlight=False).print(table)
    if chosen.schrijf:
        weights = learn([part for answer in answers for part in answer.parts if not part.answers])
        learned = {"gewichten": weights, "vanaf": TELL_FROM, "vanaf_na_toelating": BEHIND_LEAVE}
        learned["vanaf_begrenst_wat_mag"] = LIMITS
        text = yaml.safe_dump(learned, allow_unicode=True, sort_keys=True)
        WEIGHTS.write_text(f"{HEAD}{text}", encoding="utf-8")


if __name__ == "__main__":
    main()
