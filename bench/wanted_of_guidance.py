"""Which sentences of the guidance does somebody need? Learn it: `python -m bench.wanted_of_guidance [--schrijf]`.

data/leidraad_nodig/ holds what the guidance says to questions, of which people judged each sentence as the one who
asks. The figures are of topics that were left out when the weights were learned, and what others needed of a sentence
is counted without the question itself. --schrijf writes leidraad/vertelgewichten_leidraad.yml and zinnen_gelezen.tsv.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import yaml
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bench.needed import Needed
from bench.read_by_askers import ReadByAsker, read_by_askers
from magdat.answers.wanted_of_guidance import Part, may_be_left_out, parts_of, signs_of_parts
from magdat.commands.output import quiet
from magdat.guidance.library import Library, load_library
from magdat.guidance.read_sentences import ALL, ReadSentences, Shares, mark_of
from magdat.guidance.statements import StatementKind, topic_of
from magdat.guidance.wanting import Wanting
from magdat.settings import Settings
from magdat.understanding import Understanding
from nlu.encoders import TAUGHT, encoder_named
from nlu.matching.guidance_sentences import GuidanceSentences
from nlu.matching.learned import Learned
from nlu.matching.questions import read_all

GUIDANCE = Settings.from_environment().guidance
WEIGHTS, READ = GUIDANCE / "vertelgewichten_leidraad.yml", GUIDANCE / "zinnen_gelezen.tsv"

STRENGTH = 0.1
"""The inverse of the regularisation."""

PARTS = 8
"""So many times some topics are left out."""

USEFUL = 0.5
"""What only helps counts for so much as what is needed, and for the rest as what nobody asked for."""

TELL_FROM, BEHIND_LEAVE = 0.45, 0.35
"""Picked on topics left out. Behind what is allowed, a limit that is missing costs more than one nobody needs."""

OF_ADDED = 0.2
"""How much a question counts for how often a sentence is needed, where the sentence was written for that question: it
was picked since nothing answered it, and four others were picked from all that ask the statement."""

OF_ALL = 1.0
"""So many people count as having judged a sentence as all sentences are judged together."""

SMALLEST = 0.004
"""Weights below this are not written."""

HEAD = """\
# Welke zinnen van de leidraad verteld worden aan wie iets vraagt: hoeveel elk teken telt, en vanaf welke kans iemand
# ze nodig heeft. Niet met de hand aanpassen: «python -m bench.wanted_of_guidance --schrijf» leert deze getallen.
"""

HEAD_READ = """\
# Hoe vaak wie iets vraagt een zin van de leidraad nodig had, en hoe vaak ze overbodig was: kenmerk, nodig, overbodig.
# Niet met de hand aanpassen: «python -m bench.wanted_of_guidance --schrijf» maakt dit uit data/leidraad_nodig/.
"""


Judged = tuple[Needed, float]
"""How much somebody needs a part, and how much that counts."""


@dataclass(frozen=True)
class Candidate:
    """A part of a text, with how much somebody needs it."""

    needed: Needed
    signs: Mapping[str, float]
    part: Part
    always: bool
    """Whether it is told whatever was asked for."""

    @property
    def words(self) -> int:
        """Return how many words it has."""
        return len(self.part.text.split())


@dataclass(frozen=True)
class Answer:
    """What the guidance says to one question."""

    topic: str
    allowed: bool
    parts: Sequence[Candidate]


def degree_of(item: ReadByAsker, part: Part) -> Needed:
    """Return how much somebody needs a part: as much as the sentence of it that is needed most."""
    return max(item.needed[number] for number in part.numbers)


def _judged(item: ReadByAsker, part: Part) -> Judged:
    return degree_of(item, part), OF_ADDED if item.added else 1.0


def shares_of(judged: Mapping[str, Sequence[Judged]]) -> dict[str, Shares]:
    """Return how often each part is needed and superfluous, by its mark; one that few people read leans on all."""
    every = [each for some in judged.values() for each in some]
    needed, superfluous, counts = _counted(every)
    of_all = needed / counts, superfluous / counts
    return {ALL: of_all, **{mark: _smoothed(some, of_all) for mark, some in judged.items()}}


def _counted(judged: Sequence[Judged]) -> tuple[float, float, float]:
    """Return how often something is needed and superfluous, and how often it was judged."""
    needed, superfluous = (
        sum(counts for degree, counts in judged if degree is wanted) for wanted in (Needed.NEEDED, Needed.SUPERFLUOUS)
    )
    return needed, superfluous, sum(counts for _, counts in judged)


def _smoothed(judged: Sequence[Judged], of_all: Shares) -> Shares:
    needed, superfluous, counts = _counted(judged)
    whole = counts + OF_ALL
    return (needed + OF_ALL * of_all[0]) / whole, (superfluous + OF_ALL * of_all[1]) / whole


def answers_of(judged: Sequence[ReadByAsker], library: Library) -> tuple[list[Answer], dict[str, Shares]]:
    """Return the judged texts with their signs, and how often each part is needed.

    What somebody needs does not tell of itself: their own judgement is not among those of which the signs tell.

    Raises:
        NoInterpreter: there is no trained model.
    """
    known = [item for item in judged if is_still_so(library, item)]
    encoder = encoder_named(TAUGHT)
    sentences = GuidanceSentences(encoder, Learned.load().meaning, library)
    read = read_all(list(dict.fromkeys(item.question for item in known)))
    vectors = encoder.encode([item.question for item in known])
    cut: list[tuple[ReadByAsker, list[Part]]] = []
    by_mark: dict[str, list[Judged]] = defaultdict(list)
    for item, vector in zip(known, vectors):
        likes = sentences.likes(vector, [item.statement])[item.statement]
        parts = parts_of(library.telling, library.statements[item.statement].text, likes)
        cut.append((item, parts))
        for part in parts:
            by_mark[mark_of(part.text)].append(_judged(item, part))
    shares = shares_of(by_mark)
    found = []
    for item, parts in cut:
        of_others = {}
        for part in parts:
            others = list(by_mark[mark_of(part.text)])
            others.remove(_judged(item, part))
            of_others[mark_of(part.text)] = _smoothed(others, shares[ALL])
        statement = library.statements[item.statement]
        form = Understanding.from_parse(read[item.question]).form
        known_of_others = replace(library, read_sentences=ReadSentences(of_others))
        signs = signs_of_parts(known_of_others, statement, item.question, form, parts)
        candidates = [
            Candidate(degree_of(item, part), sign, part, not may_be_left_out(library.telling, part))
            for part, sign in zip(parts, signs)
        ]
        found.append(Answer(topic_of(item.statement), statement.kind is StatementKind.PERMISSION, candidates))
    return found, shares


def is_still_so(library: Library, item: ReadByAsker) -> bool:
    """Return whether a statement says what was judged."""
    statement = library.statements.get(item.statement)
    return statement is not None and mark_of(statement.text) == item.mark


def learn(parts: Sequence[Candidate]) -> dict[str, float]:
    """Return how much each sign counts."""
    told = [(part.signs, True, _worth(part)) for part in parts]
    told += [(part.signs, False, 1 - _worth(part)) for part in parts]
    signs, wanted, counts = zip(*(row for row in told if row[2]))
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform(signs)
    model = LogisticRegression(C=STRENGTH, max_iter=3000, fit_intercept=False).fit(table, wanted, sample_weight=counts)
    weights = {str(name): round(float(weight), 3) for name, weight in zip(vectorizer.feature_names_, model.coef_[0])}
    return {name: weight for name, weight in weights.items() if abs(weight) >= SMALLEST}


def _worth(part: Candidate) -> float:
    return {Needed.NEEDED: 1.0, Needed.USEFUL: USEFUL, Needed.SUPERFLUOUS: 0.0}[part.needed]


def left_out_chances(answers: Sequence[Answer]) -> list[NDArray[np.float64]]:
    """Return for each part of each answer how likely it is needed, learned of other topics."""
    chances: list[NDArray[np.float64]] = [np.array([])] * len(answers)
    groups = [answer.topic for answer in answers]
    for others, these in GroupKFold(PARTS).split(groups, groups=groups):
        known = Wanting(learn([part for n in others for part in answers[n].parts]))
        for n in these:
            chances[n] = np.array([known.chance(part.signs) for part in answers[n].parts])
    return chances


def row(answers: Sequence[Answer], chances: Sequence[NDArray[np.float64]], least: float, behind: float) -> list[str]:
    """Return the figures where parts are told from some chance on, and from another behind what is allowed."""
    told = []
    for answer, some in zip(answers, chances):
        from_here = min(behind if answer.allowed else least, float(some.max(initial=0.0)))
        told.append([part for part, chance in zip(answer.parts, some) if chance >= from_here or part.always])
    clean = [all(part.needed is not Needed.SUPERFLUOUS for part in parts) for parts in told]
    whole = [
        sum(p.needed is Needed.NEEDED for p in parts) == sum(p.needed is Needed.NEEDED for p in answer.parts)
        for parts, answer in zip(told, answers)
    ]
    useful = sum(part.needed is Needed.USEFUL for parts in told for part in parts)
    all_useful = sum(part.needed is Needed.USEFUL for answer in answers for part in answer.parts)
    words = float(np.mean([sum(part.words for part in parts) for parts in told]))
    shares = (float(np.mean(clean)), float(np.mean(whole)), useful / max(all_useful, 1))
    return [f"{least:g} / {behind:g}", *(f"{share:.3f}" for share in shares), f"{words:.1f}"]


def write(weights: Mapping[str, float], shares: Mapping[str, Shares]) -> None:
    """Write what was learned."""
    learned = {"gewichten": dict(weights), "vanaf": TELL_FROM, "vanaf_na_toelating": BEHIND_LEAVE}
    WEIGHTS.write_text(HEAD + yaml.safe_dump(learned, allow_unicode=True, sort_keys=True), encoding="utf-8")
    rows = [f"{mark}\t{needed:.3f}\t{superfluous:.3f}\n" for mark, (needed, superfluous) in sorted(shares.items())]
    READ.write_text(HEAD_READ + "".join(rows), encoding="utf-8")


def main() -> None:
    """Learn, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schrijf", action="store_true", help="write what was learned to leidraad/")
    chosen = parser.parse_args()
    quiet()
    answers, shares = answers_of(read_by_askers(), load_library(GUIDANCE))
    chances = left_out_chances(answers)
    columns = ("verteld vanaf / na een toelating", "niets overbodigs", "al wat nodig is", "van wat helpt", "woorden")
    table = Table(*columns, title=f"{len(answers)} antwoorden")
    tried = ((0.0, 0.0), (0.4, 0.3), (TELL_FROM, BEHIND_LEAVE), (0.5, 0.4), (0.55, 0.45))
    for least, behind in tried:
        table.add_row(*row(answers, chances, least, behind))
    Console(highlight=False).print(table)
    if chosen.schrijf:
        write(learn([part for answer in answers for part in answer.parts]), shares)


if __name__ == "__main__":
    main()
