"""With what does an answer from a policy begin? Learn it and measure it: `python -m bench.first_word [--schrijf]`.

data/beleid/eerste_woord/ holds questions on policies as companies have them, with the word that an honest answer
begins with, and for most of them the sentence that decides. Each text is brought in with no hand laid on it and asked
with the trained model; the figures are of policies that were left out when the weights were learned. A «ja» to what
is forbidden is counted apart. data/beleid/woordparen/ adds questions on sentences that stand in no
policy here. --schrijf writes leidraad/eerste_woord_gewichten.yml and eerste_woord_paren.tsv.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from magdat.answers.asked_sentence import FOUND, SIGNS, Sentence, chances_of, part_of, sentences_of
from magdat.answers.first_word import WORDS, Asked, first_word, signs_of_sentences
from magdat.answers.word_pairs import of_pair
from magdat.commands.output import quiet
from magdat.conversation.interpret.answered import section_at
from magdat.conversation.interpret.company import answered_by_company
from magdat.conversation.interpret.context import added
from magdat.guidance.first_word import FirstWordKnowledge
from magdat.guidance.first_word_pairs import write_pair_weights
from magdat.guidance.library import Library, load_library
from magdat.knowledge import Knowledge
from magdat.policy.answerable import answerable
from magdat.policy.store import PolicyStore
from magdat.question import Opening
from magdat.settings import Settings
from magdat.situation import Situation
from magdat.understanding import Understanding
from magdat.wording.phrases import load_phrases
from nlu.matching.as_written import policy_files
from nlu.matching.labelled import WordQuestion, read_keys, read_word_pairs, read_word_questions
from nlu.matching.learn import learned_without, left_out_together, texts_of_policies
from nlu.matching.learned import Learned
from nlu.matching.matcher import Asked as Heard
from nlu.matching.matcher import Matcher, asked_of
from nlu.matching.preference import words_of_guidance
from nlu.matching.questions import read_all

GUIDANCE = Settings.from_environment().guidance
WEIGHTS, PAIR_WEIGHTS = GUIDANCE / "eerste_woord_gewichten.yml", GUIDANCE / "eerste_woord_paren.tsv"

COUNTED = {"sleutel": 1.0, "gewoon": 1.0, "lastig": 0.5}
"""How much a question of each kind teaches."""

STRENGTH = 0.05
"""The inverse of the regularisation of the words' weights."""

PAIRED = 0.5
"""How much a question with a sentence of no policy teaches."""

OFTEN = 8
"""A sign of a word of a question or a sentence teaches nothing where it is seen less often."""

SHRINK = 0.5
"""The regularisation of the sentences' weights."""

AT_MOST = {"eigen_rol": 2.0}
"""Weights that may not grow beyond this: who names a role may ask for something else than what holds for it."""

YES_FROM, NO_FROM = 0.55, 0.4
"""Picked on policies left out: with 0.5 as many words are right, and «ja» to what is forbidden is a third oftener."""

COUNTS = 0.05
"""A sentence that is less likely than this to be asked for teaches nothing of the word."""

SMALLEST, SMALLEST_OF_PAIRS = 0.004, 0.03
"""Weights below this are not written."""

HEAD = """\
# Met welk woord een antwoord uit het beleid begint: hoeveel elk teken telt voor de zin die gevraagd wordt, en voor
# «ja», «nee» of geen van beide. Niet met de hand aanpassen: «python -m bench.first_word --schrijf» leert deze getallen.
"""


@dataclass(frozen=True)
class Case:
    """A question, with the sentences of the clause that answered it."""

    asked: WordQuestion
    likely: Sequence[Mapping[str, float]]
    """For each sentence what speaks for it being asked for."""

    words: Sequence[Mapping[str, float]]
    """For each sentence what speaks for a word."""

    pointed: NDArray[np.bool_]
    """Which sentences somebody pointed out."""


def asked_of_policies() -> list[WordQuestion]:
    """Return the questions, and those of the keys of policies that come with the project."""
    kept = [key for key in read_keys() if key["opener"] in {word.value for word in WORDS}]
    of_keys = [
        WordQuestion(str(key["beleid"]), "sleutel", Opening(key["opener"]), None, str(key["vraag"])) for key in kept
    ]
    return [*read_word_questions(), *of_keys]


def cases_of(asked: Sequence[WordQuestion], library: Library) -> list[Case]:
    """Return each question that its company answers, with the sentences of the clause; asked of the text as it stands.

    Raises:
        NoInterpreter: there is no trained model.
    """
    settings = Settings.from_environment()
    phrases = load_phrases(settings.guidance / "zinnen.yml")
    texts = texts_of_policies()
    known, without = Learned.load(), learned_without(library, texts)
    read = read_all(list(dict.fromkeys(item.text for item in asked)))
    texts.vectors(list(read))  # all at once: what is new makes the cache write all that it keeps
    by_policy: dict[str, list[WordQuestion]] = defaultdict(list)
    for item in asked:
        by_policy[item.policy].append(item)
    found: list[Case] = []
    for name, items in sorted(by_policy.items()):
        learned = without.get(name, known)  # as it is found in a policy that nobody learned from
        guidance = words_of_guidance(library, learned.common)
        for path in policy_files(name, library):  # as it was put in the format by hand, and as it stands
            knowledge = Knowledge(settings, library, phrases, PolicyStore(path, library))
            matcher = Matcher(answerable(knowledge.policy, library), texts, learned, guidance)
            for item in items:
                heard = asked_of(read[item.text], texts.vectors([item.text])[0])
                case = _case(knowledge, matcher, item, heard, read[item.text])
                found += [case] if case is not None else []
    return found


def _case(
    knowledge: Knowledge, matcher: Matcher, item: WordQuestion, heard: Heard, parse: Mapping[str, Any]
) -> Case | None:
    match = matcher.match(heard)
    told = {**parse, "text": item.text, "beleid": match.to_data(knowledge.loaded.document.digest)}
    understanding = Understanding.from_parse(told)
    situation, among = added(understanding, Situation())
    answered = answered_by_company(knowledge, situation, among, understanding)
    section = section_at(knowledge.policy, answered.place) if answered is not None else None
    if section is None or understanding.in_policy is None:
        return None
    asked = Asked(item.text, understanding.form, situation.get("rol"), dict(understanding.openings_heard))
    cues = knowledge.library.first_word
    signs = signs_of_sentences(cues, asked, sentences_of(knowledge.policy, section, understanding.in_policy.found))
    pointed = np.array([item.sentence is not None and part_of(sentence.text, item.sentence) for sentence, *_ in signs])
    return Case(item, [likely for _, likely, _ in signs], [words for *_, words in signs], pointed)


def learn_sentence(cases: Sequence[Case]) -> dict[str, float]:
    """Return how much each sign counts for a sentence being asked for: a conditional logit over those of a clause."""
    tables = [
        (np.array([[each[name] for name in SIGNS] for each in case.likely]), case.pointed)
        for case in cases
        if len(case.likely) > 1 and case.pointed.any()
    ]
    everything = np.vstack([table for table, _ in tables])
    spread = everything.std(axis=0) + 1e-6

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = SHRINK * float(weights @ weights), 2 * SHRINK * weights
        for table, pointed in tables:
            scaled = table / spread
            parts = np.exp(scaled @ weights - (scaled @ weights).max())
            share, right = parts / parts.sum(), parts[pointed] / parts[pointed].sum()
            total -= float(np.log(parts[pointed].sum() / parts.sum()))
            slope = slope + scaled.T @ share - scaled[pointed].T @ right
        return total, slope

    bounds = [(None, AT_MOST[name] * size if name in AT_MOST else None) for name, size in zip(SIGNS, spread)]
    weights = minimize(loss, np.zeros(len(SIGNS)), jac=True, method="L-BFGS-B", bounds=bounds).x / spread
    return {name: float(weight) for name, weight in zip(SIGNS, weights)}


def rows_of_pairs(library: Library) -> list[tuple[Mapping[str, float], Opening]]:
    """Return the signs of each question with a sentence of no policy, and its word.

    Raises:
        NoInterpreter: there is no trained model.
    """
    cues, pairs = library.first_word, read_word_pairs()
    read = read_all(list(dict.fromkeys(pair.text for pair in pairs)))
    found: list[tuple[Mapping[str, float], Opening]] = []
    for pair in pairs:
        understanding = Understanding.from_parse({**read[pair.text], "text": pair.text})
        asked = Asked(pair.text, understanding.form, None, dict(understanding.openings_heard))
        alone = Sentence(pair.sentence, "", FOUND, 0.0, False)
        ((_, _, signs),) = signs_of_sentences(cues, asked, [alone])
        found.append((signs, pair.word))
    return found


def learn_word(
    cases: Sequence[Case],
    of_sentence: Mapping[str, float],
    pairs: Sequence[tuple[Mapping[str, float], Opening]],
) -> dict[str, tuple[float, float, float]]:
    """Return how much each sign of a question and a sentence counts for each word.

    A sentence counts by how likely it is to be asked for, and one that was pointed out before all others.
    """
    rows: list[Mapping[str, float]] = [signs for signs, _ in pairs]
    words: list[int] = [WORDS.index(word) for _, word in pairs]
    counts: list[float] = [PAIRED] * len(pairs)
    for case in cases:
        share = np.array(chances_of(case.likely, of_sentence))
        if case.pointed.any():
            share = np.where(case.pointed, share + 0.3, 0.05 * share)
        for place, count in enumerate(share / share.sum()):
            if count > COUNTS:
                rows.append(case.words[place])
                words.append(WORDS.index(case.asked.word))
                counts.append(float(count) * COUNTED[case.asked.kind])
    seen = Counter(name for row in rows for name in row if of_pair(name))
    rare = {name for name, times in seen.items() if times < OFTEN}
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([{name: row[name] for name in row if name not in rare} for row in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=2000, fit_intercept=False).fit(table, words, sample_weight=counts)
    found = {}
    for name, column in zip(vectorizer.feature_names_, model.coef_.T):
        yes, no, neither = (round(float(weight), 3) for weight in column)
        if max(abs(yes), abs(no), abs(neither)) >= (SMALLEST_OF_PAIRS if of_pair(str(name)) else SMALLEST):
            found[str(name)] = (yes, no, neither)
    return found


def said(cues: FirstWordKnowledge, case: Case) -> Opening:
    """Return the word that is said to a question with some weights."""
    chances = chances_of(case.likely, cues.weights_of_sentence)
    shares = [cues.shares(signs) for signs in case.words]
    likely = {word: sum(c * share[place] for c, share in zip(chances, shares)) for place, word in enumerate(WORDS)}
    return first_word(cues, likely)


def taught(
    cues: FirstWordKnowledge, cases: Sequence[Case], pairs: Sequence[tuple[Mapping[str, float], Opening]]
) -> FirstWordKnowledge:
    """Return the cues with weights that were learned from some cases, and from pairs of no policy."""
    sentence = learn_sentence(cases)
    word = learn_word(cases, sentence, pairs)
    return replace(cues, weights_of_sentence=sentence, weights_of_word=word, yes_from=YES_FROM, no_from=NO_FROM)


def figures(rows: Sequence[tuple[WordQuestion, Opening]]) -> list[str]:
    """Return how many words are right, and how the wrong ones are wrong."""
    wrong = Counter((item.word, word) for item, word in rows if item.word is not word)
    wanted = Counter(item.word for item, _ in rows)
    right = sum(item.word is word for item, word in rows)
    return [
        str(len(rows)),
        f"{right / len(rows):.3f}" if rows else "–",
        f"{wrong[Opening.NO, Opening.YES]}/{wanted[Opening.NO]}",
        f"{wrong[Opening.YES, Opening.NO]}/{wanted[Opening.YES]}",
        f"{wrong[Opening.NONE, Opening.YES] + wrong[Opening.NONE, Opening.NO]}/{wanted[Opening.NONE]}",
    ]


def main() -> None:
    """Learn, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schrijf", action="store_true", help="write leidraad/eerste_woord_gewichten.yml")
    chosen = parser.parse_args()
    quiet()
    library = load_library(Settings.from_environment().guidance)
    cues = library.first_word
    cases, pairs = cases_of(asked_of_policies(), library), rows_of_pairs(library)
    rows: list[tuple[WordQuestion, Opening]] = []
    for group in left_out_together({case.asked.policy for case in cases}):
        others = taught(cues, [case for case in cases if case.asked.policy not in group], pairs)
        rows += [(case.asked, said(others, case)) for case in cases if case.asked.policy in group]
    table = Table("beleid", "vragen", "juist", "verboden met ja", "toegelaten met nee", "woord te veel")
    for name in sorted({item.policy for item, _ in rows}):
        table.add_row(name, *figures([row for row in rows if row[0].policy == name]))
    for kind in COUNTED:
        table.add_row(kind, *figures([row for row in rows if row[0].kind == kind]))
    table.add_row("alle", *figures(rows))
    Console(highlight=False).print(table)
    if chosen.schrijf:
        cues = taught(cues, cases, pairs)
        data = {
            "zin": {name: round(weight, 3) for name, weight in cues.weights_of_sentence.items()},
            "woord": {
                name: list(weights) for name, weights in sorted(cues.weights_of_word.items()) if not of_pair(name)
            },
            "ja_vanaf": YES_FROM,
            "nee_vanaf": NO_FROM,
        }
        text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, default_flow_style=None, width=200)
        WEIGHTS.write_text(HEAD + text, encoding="utf-8")
        of_pairs = {name: weights for name, weights in cues.weights_of_word.items() if of_pair(name)}
        write_pair_weights(PAIR_WEIGHTS, of_pairs)


if __name__ == "__main__":
    main()
