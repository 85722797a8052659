"""What weights are learned from: questions about policies, read by the trained model and compared with each policy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from magdat.guidance.library import Library
from nlu.e5.adapter import Adapter
from nlu.labelled_questions import read_labelled_questions
from nlu.matching.as_written import policy_files
from nlu.matching.labelled import (
    PREFERENCES,
    ROOT,
    PolicyQuestion,
    WordQuestion,
    policy_named,
    read_keys,
    read_policy_questions,
    read_word_questions,
)
from nlu.matching.learned import Learned
from nlu.matching.likeness import Texts
from nlu.matching.preference import words_of_guidance
from nlu.matching.questions import (
    Opened,
    QuestionsOfPolicy,
    by_clause,
    by_label,
    by_sentence,
    question_of_key,
    read_all,
)
from nlu.matching.weighing import Judged

EVERY = 80
"""One in so many labelled sentences teaches when to leave a question to the guidance."""

OF_RIVALS = {False: 0.4, True: 1.5}
"""How much a question counts to which both have something to say. Of the policy with examples they were picked since an
answer was wrong; of texts that were brought in they are all there were, and tell best which of both answers fits."""

OF_LABELLED = 0.4
"""How much a sentence counts that the model was trained on: of those it is surer than of any other."""

OF_POINTED = 1.0
"""How much a question counts of which somebody pointed out the sentence that decides. The policy answers all of them;
what it does not answer are the rivals. With texts left out, 0.71 of 1,707 such questions got the right clause and 0.35
of 294 that the text does not answer were left to the guidance before they counted; with 0.3 it is 0.66 and 0.52, with
0.5 0.69 and 0.45, with 1.0 0.73 and 0.32. That the guidance answers where the company decided is the worse fault."""

TAUGHT_BY = "drukkerij"
"""The policy that names which of the guidance's questions it answers."""


Row = TypeVar("Row", PolicyQuestion, WordQuestion)


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
    """Questions about texts as they stand, of which somebody pointed out the sentence that decides: all of them the
    policy answers."""

    def policies(self) -> list[str]:
        """Return the names of all policies that something was asked about, in their order."""
        parts = (self.asked, self.labelled, self.as_written, self.rivals, self.pointed)
        return sorted({item.policy for part in parts for item in part})

    def bare(self) -> Material:
        """Return what teaches of policies without examples as well."""
        return Material([*self.asked, *self.as_written], self.labelled, rivals=self.rivals, pointed=self.pointed)

    def preferring(self, *, bare: bool) -> list[tuple[Judged, float]]:
        """Return what teaches when a policy answers better than the guidance, each with how much it counts.

        Args:
            bare: whether of policies without examples, or of those that have them.
        """
        found = [(item, 1.0) for item in self.asked]
        found += [(item, OF_RIVALS[item.bare]) for item in self.rivals]
        found += [(item, OF_LABELLED) for item in self.labelled]
        found += [(item, OF_POINTED) for item in self.pointed]
        return [(item, counts) for item, counts in found if item.bare == bare]


@dataclass(frozen=True)
class Sources:
    """All that was asked about policies, each policy read."""

    asked: Sequence[Opened]
    as_written: Sequence[Opened]
    rivals: Sequence[Opened]
    pointed: Sequence[Opened]
    labelled: Sequence[Opened]
    library: Library

    def material(self, learned: Learned) -> Material:
        """Return what weights are learned from.

        Args:
            learned: what the labelled sentences teach.
        """
        guidance = words_of_guidance(self.library, learned.common)
        parts = (self.asked, self.labelled, self.as_written, self.rivals, self.pointed)
        return Material(*([one for item in part for one in item.judged(learned, guidance)] for part in parts))


def read_sources(library: Library, texts: Texts) -> Sources:
    """Read the questions about policies with the trained model, and the policies.

    Of a policy that the encoder knows it promises too much, so weights are learned from the others. Policies with
    examples are so few that all of them teach what examples count for, and the only one that names the guidance's
    questions teaches when the guidance is the better one to ask.

    Raises:
        NoInterpreter: there is no trained model.
    """
    known = Adapter.load().taught_by
    asked: list[PolicyQuestion] = [*read_policy_questions(), *(question_of_key(key) for key in read_keys())]
    labelled = [item for item in read_labelled_questions(ROOT / "data" / "vragen") if item.statement][::EVERY]
    rivals = [item for item in read_policy_questions(name=PREFERENCES) if item.policy not in known - {TAUGHT_BY}]
    pointed = [item for item in read_word_questions() if item.sentence is not None and item.policy not in known]
    listed = [item.text for item in (*asked, *rivals)] + [item.text for item in labelled]
    listed += [item.text for item in pointed]
    read = read_all(list(dict.fromkeys(listed)))
    names = {item.policy for item in (*asked, *rivals)} | {item.policy for item in pointed}
    paths = {name: policy_files(name, library) for name in sorted(names)}

    def opened(items: Sequence[PolicyQuestion], place: int) -> list[Opened]:
        return [
            Opened(
                QuestionsOfPolicy(name, paths[name][place], [(read[item.text], by_clause(item)) for item in some]),
                library,
                texts,
            )
            for name, some in _by_policy(items)
            if place < len(paths[name])
        ]

    return Sources(
        opened(asked, 0),
        opened([item for item in asked if item.policy not in known], 1),  # teaches what to do without examples
        opened(rivals, 0),
        [
            Opened(
                QuestionsOfPolicy(
                    name, paths[name][-1], [(read[item.text], by_sentence(item)) for item in items], True
                ),
                library,
                texts,
            )
            for name, items in _by_policy(pointed)
        ],
        [
            Opened(
                QuestionsOfPolicy(
                    TAUGHT_BY, policy_named(TAUGHT_BY), [(read[item.text], by_label(item)) for item in labelled]
                ),
                library,
                texts,
            )
        ],
        library,
    )


def _by_policy(items: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for item in items:
        found[item.policy].append(item)
    return sorted(found.items())
