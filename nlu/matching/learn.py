"""Learn everything that matching rests on, and write it: `python -m nlu.matching.learn [--enkel-gewichten]`.

First how questions and answers are alike, and a small classifier of topics, from the labelled sentences in
data/vragen/ (two minutes). Then how much each likeness counts and how sure the likeliest statement is, from the
questions about policies in data/beleid/ (half a minute, with a trained model). The figures that it prints are of
policies that were left out when the weights were learned.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from magdat.guidance.library import Library, load_library
from magdat.settings import Settings
from nlu.encoders import CACHE, encoder_named
from nlu.labelled_questions import read_labelled_questions
from nlu.matching.as_written import policy_file, policy_files
from nlu.matching.foundations import learn_meaning, learn_topics
from nlu.matching.kept import KeptVectors
from nlu.matching.labelled import (
    PREFERENCES,
    ROOT,
    PolicyQuestion,
    policy_named,
    read_keys,
    read_policy_questions,
    read_word_questions,
)
from nlu.matching.learned import Learned, Weighing
from nlu.matching.likeness import Texts
from nlu.matching.questions import judged_by_label, judged_by_sentence, judged_on, read_all
from nlu.matching.weighing import (
    Judged,
    best_threshold,
    certainties,
    learn_certainty,
    learn_preference,
    learn_weights,
)
from nlu.matching.words import common_words
from nlu.sentence_encoder import VECTORS
from nlu.vector_cache import VectorCache

EVERY = 80
"""One in so many labelled sentences teaches when to leave a question to the guidance."""

THRESHOLD = 0.3
"""From this certainty on the policy answers. `best_threshold` proposes more on the questions alone; but where it is
silent, the guidance answers a question that it does not know. Of the sixty keys of the policies that were put in the
format by hand 0.3 answers 0.83 right and 0.5 0.80; imported both 0.65; of eighty on strangers' texts 0.42 and 0.41; and
De Linde's own answers stay as they were."""

OF_RIVALS = {False: 0.4, True: 1.5}
"""How much a question counts to which both have something to say. Of the policy with examples they were picked since an
answer was wrong; of texts that were brought in they are all there were, and tell best which of both answers fits."""

OF_LABELLED = 0.15
"""How much a sentence counts that the model was trained on: of those it is surer than of any other."""

TAUGHT_BY = "drukkerij"
"""The policy that names which of the guidance's questions it answers."""

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Material:
    """What weights are learned from."""

    asked: Sequence[Judged]
    """Questions about policies."""

    labelled: Sequence[Judged]
    """Sentences of which the label tells whether the policy answers them."""

    as_written: Sequence[Judged] = ()
    """The questions about policies that were put in the format by hand, asked of their texts as they stand."""

    rivals: Sequence[Judged] = ()
    """Questions to which the guidance has an answer too."""

    pointed: Sequence[Judged] = ()
    """Questions about texts as they stand, of which somebody pointed out the sentence that decides. All of them the
    policy answers, so that they teach which clause, and not when to leave a question to the guidance."""

    def bare(self) -> Material:
        """Return what teaches of policies without examples as well."""
        return Material([*self.asked, *self.as_written], self.labelled, rivals=self.rivals, pointed=self.pointed)

    def preferring(self, *, bare: bool, without: str = "") -> list[tuple[Judged, float]]:
        """Return what teaches when a policy answers better than the guidance, each with how much it counts.

        Args:
            bare: whether of policies without examples, or of those that have them.
            without: the policy to leave out.
        """
        found = [(item, 1.0) for item in self.asked]
        found += [(item, OF_RIVALS[item.bare]) for item in self.rivals]
        found += [(item, OF_LABELLED) for item in self.labelled]
        return [(item, counts) for item, counts in found if item.bare == bare and item.policy != without]

    def without(self, policy: str) -> tuple[list[Judged], list[Judged]]:
        """Return both kinds without those about one policy."""
        labelled = [item for item in self.labelled if item.policy != policy]
        return [item for item in (*self.asked, *self.pointed) if item.policy != policy], labelled


@dataclass(frozen=True)
class Weighed:
    """The weights, and those that were learned without each policy."""

    weights: Weights
    certainty: Weights
    threshold: float
    weights_without: Mapping[str, Weights]
    certainty_without: Mapping[str, Weights]
    preference: Weights
    preference_without: Mapping[str, Weights]
    bare: Weighed | None = None
    """The same for policies without examples."""

    def without(self, learned: Learned, policy: str) -> Learned:
        """Return what was learned with the weights that were learned without one policy."""
        bare = self.bare
        return replace(
            learned,
            weights=self.weights_without[policy],
            certainty=self.certainty_without[policy],
            preference=self.preference_without[policy],
            bare=Weighing(bare.weights_without[policy], bare.certainty_without[policy], bare.preference_without[policy])
            if bare is not None
            else None,
        )


def foundations(library: Library) -> Learned:
    """Learn from the labelled sentences."""
    labelled = read_labelled_questions(ROOT / "data" / "vragen")
    encoder = encoder_named("e5")
    cache = VectorCache(VECTORS, encoder.name)
    vectors = cache.encode(encoder, [item.text for item in labelled])
    names = list(library.statements)
    place = {name: index for index, name in enumerate(names)}
    answers = KeptVectors(encoder, CACHE / "beleid").encode([library.statements[name].text for name in names])
    answered = [index for index, item in enumerate(labelled) if item.statement in place]
    by = np.array([place[str(labelled[index].statement)] for index in answered])
    meaning = learn_meaning(vectors[answered], answers, by)
    topics = learn_topics([item.text for item in labelled], vectors, [item.topic for item in labelled])
    return Learned(meaning, topics, {}, {}, 1.0, {})


def material(library: Library, learned: Learned) -> Material:
    """Read the questions about policies with the trained model."""
    texts = Texts(KeptVectors(encoder_named("e5"), CACHE / "beleid"))
    asked = [*read_policy_questions(), *(_of_key(key) for key in read_keys())]
    labelled = [item for item in read_labelled_questions(ROOT / "data" / "vragen") if item.statement][::EVERY]
    rivals = read_policy_questions(name=PREFERENCES)
    pointed = [item for item in read_word_questions() if item.sentence is not None]
    sentences = [item.text for item in (*asked, *rivals)]
    sentences += [item.text for item in labelled] + [item.text for item in pointed]
    read = read_all(list(dict.fromkeys(sentences)), texts)
    by_policy: dict[str, list[PolicyQuestion]] = defaultdict(list)
    for item in asked:
        by_policy[item.policy].append(item)
    judged: list[Judged] = []
    as_written: list[Judged] = []
    for name, items in sorted(by_policy.items()):
        pairs = [(item, read[item.text]) for item in items]
        path, *texts_too = policy_files(name, library)
        judged += judged_on(name, path, library, learned, texts, pairs)
        for text in texts_too:  # teaches what to do without examples
            as_written += judged_on(name, text, library, learned, texts, pairs)
    both: list[Judged] = []
    for name in sorted({item.policy for item in rivals}):
        pairs = [(item, read[item.text]) for item in rivals if item.policy == name]
        both += judged_on(name, policy_file(name, library), library, learned, texts, pairs)
    by_sentence: list[Judged] = []
    for name in sorted({item.policy for item in pointed}):
        of_policy = [(item, read[item.text]) for item in pointed if item.policy == name]
        text = policy_files(name, library)[-1]
        by_sentence += judged_by_sentence(name, text, library, learned, texts, of_policy)
    path = policy_named(TAUGHT_BY)
    told = [(item, read[item.text]) for item in labelled]
    by_label = judged_by_label(TAUGHT_BY, path, library, learned, texts, told)
    return Material(judged, by_label, as_written, both, by_sentence)


def _of_key(key: Mapping[str, object]) -> PolicyQuestion:
    clauses = key["artikel"] if isinstance(key["artikel"], list) else []
    return PolicyQuestion(str(key["beleid"]), frozenset(map(str, clauses)), str(key["vraag"]))


def weigh(found: Material) -> Weighed:
    """Learn the weights from everything, and once without each policy; and so for policies without examples.

    Where there are examples, shared words mislead more than they tell: 0.88 of the right clauses come first without
    them and 0.86 with them.
    """
    of_examples = replace(found, pointed=())
    return replace(
        _weigh(of_examples, frozenset({"woorden"}), bare=False), bare=_weigh(found.bare(), frozenset(), bare=True)
    )


def _weigh(found: Material, left_out: frozenset[str], *, bare: bool) -> Weighed:
    names = sorted({item.policy for item in (*found.asked, *found.rivals, *found.pointed)})
    teaching = [*found.asked, *found.pointed]
    without = {name: found.without(name) for name in names}
    weights_without = {name: learn_weights(without[name][0], left_out) for name in names}
    certainty_without = {
        name: learn_certainty([*without[name][0], *without[name][1]], weights_without) for name in names
    }
    certainty = learn_certainty([*teaching, *found.labelled], weights_without)
    judged = []
    for item in teaching:
        best, sure = certainties(item, weights_without[item.policy], certainty_without[item.policy])
        judged.append((sure, bool(item.right[best]), bool(item.right.any())))
    for item in found.labelled:
        best, sure = certainties(item, weights_without[item.policy], certainty)
        judged.append((sure, bool(item.right[best]), bool(item.right.any())))
    preference_without = {
        name: learn_preference(found.preferring(bare=bare, without=name), weights_without, certainty_without)
        for name in names
    }
    return Weighed(
        learn_weights(teaching, left_out),
        certainty,
        best_threshold(judged),
        weights_without,
        certainty_without,
        learn_preference(found.preferring(bare=bare), weights_without, certainty_without),
        preference_without,
    )


def figures(found: Material, weighed: Weighed) -> dict[str, dict[str, float]]:
    """Return, for each policy, how its questions fare with weights that were learned without it."""
    table: dict[str, list[tuple[float, bool, bool]]] = defaultdict(list)
    for item in (*found.asked, *found.pointed):
        weights, certainty = weighed.weights_without[item.policy], weighed.certainty_without[item.policy]
        best, sure = certainties(item, weights, certainty)
        table[item.policy].append((sure, bool(item.right[best]), bool(item.right.any())))
    return {name: _shares(rows, weighed.threshold) for name, rows in table.items()}


def _shares(rows: Sequence[tuple[float, bool, bool]], threshold: float) -> dict[str, float]:
    answerable = [row for row in rows if row[2]]
    silent = [row for row in rows if not row[2]]
    return {
        "vragen": len(rows),
        "juiste eerst": _share([right for _, right, _ in answerable]),
        "juist beantwoord": _share([right and sure >= threshold for sure, right, _ in answerable]),
        "fout beantwoord": _share([not right and sure >= threshold for sure, right, _ in rows]),
        "terecht gezwegen": _share([sure < threshold for sure, _, _ in silent]),
    }


def _share(found: Sequence[bool]) -> float:
    return round(sum(found) / len(found), 3) if found else 0.0


def with_preference(learned: Learned, weighed: Weighed) -> Learned:
    """Return what was learned before, with what was learned now about preferring the policy."""
    bare = weighed.bare
    assert bare is not None
    assert learned.bare is not None
    bare_too = replace(learned.bare, preference=bare.preference)
    return replace(learned, preference=weighed.preference, bare=bare_too)


def main() -> None:
    """Learn, write, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--enkel-gewichten", action="store_true", help="keep what was learned from the sentences")
    parser.add_argument("--enkel-voorkeur", action="store_true", help="learn only when the guidance answers instead")
    chosen = parser.parse_args()
    library = load_library(Settings.from_environment().guidance)
    learned = Learned.load() if chosen.enkel_gewichten or chosen.enkel_voorkeur else foundations(library)
    common = common_words(item.text for item in read_labelled_questions(ROOT / "data" / "vragen"))
    learned = replace(learned, common=common)
    found = material(library, learned)
    weighed = weigh(found)
    if chosen.enkel_voorkeur:
        with_preference(Learned.load(), weighed).save_facts()
        return
    table = figures(replace(found, pointed=()), weighed)
    assert weighed.bare is not None
    bare = figures(found.bare(), weighed.bare)
    provenance = {
        "vragen over beleid": len(found.asked),
        "gelabelde zinnen, om te zwijgen": len(found.labelled),
        "vragen over een tekst zoals hij is": len(found.as_written),
        "vragen met de zin die beslist": len(found.pointed),
        "per beleid, gemeten met gewichten van de andere": table,
        "per beleid, zonder voorbeelden": bare,
    }
    replace(
        learned,
        weights=weighed.weights,
        certainty=weighed.certainty,
        preference=weighed.preference,
        bare=Weighing(weighed.bare.weights, weighed.bare.certainty, weighed.bare.preference),
        threshold=THRESHOLD,
        provenance=provenance,
    ).save()
    for name, row in [*table.items(), *bare.items()]:
        print(name, row)
    print(weighed.weights, weighed.certainty, f"proposed threshold {weighed.threshold}")


if __name__ == "__main__":
    main()
