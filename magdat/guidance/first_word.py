"""leidraad/eerste_woord*: how questions and sentences are heard, and how much that counts for «ja» and «nee»."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import Field, validator

from magdat.files.schema import FileModel, FilledModel, Text, readable_form

Groups = Mapping[str, tuple[Text, ...]]

IN_QUESTIONS = frozenset(
    {"mag", "kan", "moet", "hoef", "niet", "geen", "zonder", "weiger", "verboden", "toegelaten", "welk"}
)
"""Groups of words of a question without which nobody hears what it asks for."""

IN_SENTENCES = frozenset(
    {"mag", "kan", "moet", "hoef", "niet", "geen", "nooit", "verboden", "toegelaten", "vrijwillig", "alleen", "tenzij"}
    | {"verplicht_niemand", "mag_niet"}
)
"""Groups of words of a sentence without which nobody hears what it does."""


class FirstWordCues(FilledModel):
    """leidraad/eerste_woord.yml: words by which a question and a sentence are heard."""

    question: dict[str, tuple[Text, ...]] = Field(..., alias="vraag")
    begins: tuple[Text, ...] = Field(..., alias="begint_met")
    before: tuple[Text, ...] = Field(..., alias="ervoor")
    sentence: dict[str, tuple[Text, ...]] = Field(..., alias="zin")

    _readable = validator("begins", "before", each_item=True, allow_reuse=True)(readable_form)

    @validator("question", allow_reuse=True)
    def _of_questions(cls, groups: dict[str, tuple[Text, ...]]) -> dict[str, tuple[Text, ...]]:
        return _complete(groups, IN_QUESTIONS)

    @validator("sentence", allow_reuse=True)
    def _of_sentences(cls, groups: dict[str, tuple[Text, ...]]) -> dict[str, tuple[Text, ...]]:
        return _complete(groups, IN_SENTENCES)


def _complete(groups: dict[str, tuple[Text, ...]], wanted: frozenset[str]) -> dict[str, tuple[Text, ...]]:
    missing = sorted(wanted - set(groups))
    if missing:
        raise ValueError(f"de groep «{missing[0]}» ontbreekt → zet ze er weer bij")
    for forms in groups.values():
        for form in forms:
            readable_form(form)
    return groups


class FirstWordWeights(FileModel):
    """leidraad/eerste_woord_gewichten.yml: learned by bench/first_word.py."""

    sentence: dict[str, float] = Field(..., alias="zin")
    word: dict[str, tuple[float, float, float]] = Field(..., alias="woord")
    """For each sign how much it speaks for «ja», for «nee», and for neither."""

    yes_from: float = Field(..., alias="ja_vanaf")
    no_from: float = Field(..., alias="nee_vanaf")


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class FirstWordKnowledge:
    """The files together, ready to hear with."""

    question: Groups = field(default_factory=dict)
    begins: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    sentence: Groups = field(default_factory=dict)
    weights_of_sentence: Mapping[str, float] = field(default_factory=dict)
    weights_of_word: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    yes_from: float = 1.0
    no_from: float = 1.0

    @classmethod
    def of(
        cls, cues: FirstWordCues, weights: FirstWordWeights, of_pairs: Mapping[str, tuple[float, float, float]]
    ) -> FirstWordKnowledge:
        """Return what the three files say."""
        return cls(
            cues.question,
            cues.begins,
            cues.before,
            cues.sentence,
            weights.sentence,
            {**weights.word, **of_pairs},
            weights.yes_from,
            weights.no_from,
        )

    @cached_property
    def _in_question(self) -> dict[str, re.Pattern[str]]:
        return {name: _any_of(forms) for name, forms in self.question.items()}

    @cached_property
    def _in_sentence(self) -> dict[str, re.Pattern[str]]:
        return {name: _any_of(forms) for name, forms in self.sentence.items()}

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        before, begins = "|".join(self.before), "|".join(self.begins)
        return re.compile(rf"^\W*(?:(?:{before})[,\s]+)*(?:{begins})\b", re.IGNORECASE)

    @cached_property
    def _verb(self) -> re.Pattern[str]:
        return _any_of(self.begins)

    def shares(self, signs: Mapping[str, float]) -> list[float]:
        """Return how likely «ja», «nee» and neither are, given the signs; together 1."""
        known = [(self.weights_of_word[name], value) for name, value in signs.items() if name in self.weights_of_word]
        scores = [sum(weights[place] * value for weights, value in known) for place in range(3)]
        highest = max(scores)
        parts = [math.exp(score - highest) for score in scores]
        return [part / sum(parts) for part in parts]

    def heard_in_question(self, text: str) -> frozenset[str]:
        """Return the groups of which a question has a word."""
        return frozenset(name for name, pattern in self._in_question.items() if pattern.search(text))

    def heard_in_sentence(self, text: str) -> frozenset[str]:
        """Return the groups of which a sentence has a word."""
        return frozenset(name for name, pattern in self._in_sentence.items() if pattern.search(text))

    def asks_first(self, text: str) -> bool:
        """Return whether a text begins as a question for yes or no does."""
        return self._opening.search(text) is not None

    def may_ask(self, text: str) -> bool:
        """Return whether a text has a verb with which people ask for yes or no."""
        return self._verb.search(text) is not None
