"""With which word does what the company says begin? Learn it and measure it: `python -m bench.said_word [--schrijf]`.

Each question is asked of its policy as whoever types it would, and all that is known before the word is said is kept.
The policies taught no encoder, nor what reads question and text together: those of data/beleid/eerste_woord/ that
data/beleid/apart.txt names, which are matched with weights that were learned without them, and those of
data/beleid/gezegd_woord/, from which nothing else is learned. The figures are of policies that were left out when these
weights were learned; of De Linde's own, of which the encoder did learn, of a part of its questions. --schrijf writes
leidraad/woordgewichten.yml.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from zlib import crc32

import numpy as np
import yaml
from rich.console import Console
from rich.table import Table
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from magdat.commands.output import quiet
from magdat.conversation.dialogue import respond
from magdat.conversation.state import State
from magdat.guidance.library import Library, load_library
from magdat.guidance.said_word import WORDS, SaidWord
from magdat.knowledge import Knowledge
from magdat.policy.answerable import answerable
from magdat.policy.store import PolicyStore
from magdat.question import Opening
from magdat.settings import Settings
from magdat.understanding import Understanding
from magdat.wording.phrases import load_phrases
from nlu.matching.as_written import policy_files
from nlu.matching.labelled import WordQuestion, kept_apart, read_said_word_questions, read_word_questions
from nlu.matching.learn import learned_without, texts_of_policies
from nlu.matching.learned import Learned
from nlu.matching.matcher import Matcher, asked_of
from nlu.matching.preference import words_of_guidance
from nlu.matching.questions import read_all
from nlu.reading.reader import pair_reader

WEIGHTS = Settings.from_environment().guidance / "woordgewichten.yml"

OWN = "drukkerij"
"""The policy that comes with the project, and is asked most."""

COUNTED = {"sleutel": 0.5, "gewoon": 0.5, "lastig": 0.25}
"""How much a question on a policy that other weights are measured on teaches; many were written to be hard."""

OWN_COUNTS = 2.0
"""How much a question on :data:`OWN` teaches: its statements were put in the format by hand, of which policies that
were brought in tell little. Of 519 left out the word is right in 0.807 instead of 0.786, and of 2,146 on policies that
were brought in as often; 3.0 and more brought no more, and «ja» to more of what is forbidden."""

STRENGTH = 0.03
"""The inverse of the regularisation."""

PARTS = 8
"""So many times some policies are left out."""

YES_FROM, NO_FROM = 0.65, 0.5
"""The first was picked on policies left out (docs/antwoorden.md has what others give); the second says «nee» wherever
it is likelier than «ja»."""

SMALLEST = 0.002
"""Weights below this are not written."""

READ_TOGETHER = 3
"""So many of what likely answers are read together with a question, as in the trained model."""

HEAD = """\
# Met welk woord begint wat het bedrijf zelf zegt: hoeveel elk teken telt voor «ja», «nee» of geen van beide, en vanaf
# welk deel van hun kansen samen het gezegd wordt. Niet met de hand aanpassen: «python -m bench.said_word --schrijf»
# leert deze getallen.
"""


@dataclass(frozen=True)
class Listening(SaidWord):
    """Weighs nothing, and keeps what it was given to weigh."""

    heard: list[Mapping[str, float]] = field(default_factory=list)

    def word(self, signs: Mapping[str, float]) -> Opening:
        """Keep the signs."""
        self.heard.append(signs)
        return Opening.NONE


@dataclass(frozen=True)
class Case:
    """A question to which the company's own text is told, with all that is known of its word."""

    asked: WordQuestion
    signs: Mapping[str, float]
    counts: float

    @property
    def group(self) -> str:
        """Return what is left out together with it."""
        policy = self.asked.policy
        return f"{policy} {crc32(self.asked.text.encode()) % PARTS}" if policy == OWN else policy


def cases_of(library: Library) -> Iterator[Case]:
    """Yield every question that the company answers itself.

    Raises:
        NoInterpreter: there is no trained model.
    """
    apart = kept_apart()
    texts = texts_of_policies()
    known, without = Learned.load(), learned_without(library, texts)
    asked: dict[str, list[tuple[WordQuestion, float]]] = defaultdict(list)
    for item in read_word_questions():
        if item.policy in apart:
            asked[item.policy].append((item, COUNTED[item.kind]))
    for item in read_said_word_questions():
        asked[item.policy].append((item, OWN_COUNTS if item.policy == OWN else 1.0))
    read = read_all(list(dict.fromkeys(item.text for items in asked.values() for item, _ in items)))
    texts.vectors(list(read))  # all at once: what is new makes the cache write all that it keeps
    listening = Listening()
    told = replace(library, said_word=listening)
    phrases = load_phrases(Settings.from_environment().guidance / "zinnen.yml")
    for name, items in sorted(asked.items()):
        learned = without.get(name, known)
        path = policy_files(name, library)[-1]
        knowledge = Knowledge(Settings.from_environment(), told, phrases, PolicyStore(path, library))
        matcher = Matcher(answerable(knowledge.policy, told), texts, learned, words_of_guidance(told, learned.common))
        for item, counts in items:
            heard = asked_of(read[item.text], texts.vectors([item.text])[0])
            match = matcher.read_together(heard, matcher.match(heard), pair_reader(), READ_TOGETHER)
            found = {**read[item.text], "text": item.text, "beleid": match.to_data(knowledge.loaded.document.digest)}
            listening.heard.clear()
            respond(knowledge, State(noticed=True), Understanding.from_parse(found))
            if listening.heard:
                yield Case(item, listening.heard[-1], counts)


def taught(cases: Sequence[Case]) -> SaidWord:
    """Return weights that were learned from some cases."""
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([case.signs for case in cases])
    words = [WORDS.index(case.asked.word) for case in cases]
    model = LogisticRegression(C=STRENGTH, max_iter=3000, fit_intercept=False)
    model.fit(table, words, sample_weight=[case.counts for case in cases])
    weights: dict[str, tuple[float, float, float]] = {}
    for name, column in zip(vectorizer.feature_names_, model.coef_.T):
        yes, no, neither = (round(float(weight), 3) for weight in column)
        if max(abs(yes), abs(no), abs(neither)) >= SMALLEST:
            weights[str(name)] = (yes, no, neither)
    return SaidWord(weights, YES_FROM, NO_FROM)


def said(cases: Sequence[Case]) -> list[tuple[Case, SaidWord]]:
    """Return each case with weights that were learned without its policy."""
    groups = [case.group for case in cases]
    found: list[tuple[Case, SaidWord]] = []
    for others, left in GroupKFold(PARTS).split(np.zeros(len(cases)), groups=groups):
        weights = taught([cases[place] for place in others])
        found += [(cases[place], weights) for place in left]
    return found


def figures(rows: Sequence[tuple[Case, Opening]]) -> list[str]:
    """Return how many words are right, and how the others are not."""
    wrong = Counter((case.asked.word, word) for case, word in rows if case.asked.word is not word)
    wanted = Counter(case.asked.word for case, _ in rows)
    right = sum(case.asked.word is word for case, word in rows)
    silent = wrong[Opening.YES, Opening.NONE] + wrong[Opening.NO, Opening.NONE]
    return [
        str(len(rows)),
        f"{right / len(rows):.3f}" if rows else "–",
        f"{wrong[Opening.NO, Opening.YES]}/{wanted[Opening.NO]}",
        f"{wrong[Opening.YES, Opening.NO]}/{wanted[Opening.YES]}",
        f"{silent}/{wanted[Opening.YES] + wanted[Opening.NO]}",
        f"{wrong[Opening.NONE, Opening.YES] + wrong[Opening.NONE, Opening.NO]}/{wanted[Opening.NONE]}",
    ]


def main() -> None:
    """Learn, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schrijf", action="store_true", help="write leidraad/woordgewichten.yml")
    chosen = parser.parse_args()
    quiet()
    cases = list(cases_of(load_library(Settings.from_environment().guidance)))
    left_out = said(cases)
    apart = kept_apart()
    kinds = {
        "apart gehouden": [pair for pair in left_out if pair[0].asked.policy in apart],
        "enkel hiervoor": [pair for pair in left_out if pair[0].asked.policy not in {*apart, OWN}],
        "De Linde": [pair for pair in left_out if pair[0].asked.policy == OWN],
    }
    columns = ("«ja» vanaf", "beleid", "vragen", "juist", "verboden met ja", "toegelaten met nee")
    table = Table(*columns, "zonder woord", "woord te veel")
    for yes_from in sorted({0.5, 0.6, YES_FROM, 0.7, 0.8}):
        for kind, pairs in kinds.items():
            rows = [(case, replace(weights, yes_from=yes_from).word(case.signs)) for case, weights in pairs]
            table.add_row(f"{yes_from}", kind, *figures(rows))
    Console(highlight=False).print(table)
    if chosen.schrijf:
        weights = {name: list(each) for name, each in sorted(taught(cases).weights.items())}
        data = {"ja_vanaf": YES_FROM, "nee_vanaf": NO_FROM, "gewichten": weights}
        text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)
        WEIGHTS.write_text(HEAD + text, encoding="utf-8")


if __name__ == "__main__":
    main()
