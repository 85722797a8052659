"""Which statement of a policy answers a question, and how likely the policy answers it at all."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from magdat.answers.first_word import DECIDABLE
from magdat.policy.answerable import Answerable
from magdat.question import Form
from nlu.matching.certainty import Answering, Known, signs_of
from nlu.matching.learned import Learned
from nlu.matching.likeness import Heard, Likenesses, Texts
from nlu.matching.meaning import Floats
from nlu.matching.preference import ALIKE, Compared, preferred
from nlu.reading.reader import PairReader, Words

WORTH_READING = 0.2
"""A statement that is less likely a better answer than the guidance's is not told (magdat.conversation)."""


@dataclass(frozen=True)
class Asked:
    """A question as the whole pipeline understood it."""

    heard: Heard
    statements: Mapping[str, float]
    """How likely each of the guidance's statements answers it."""

    form: Form | None = None

    @cached_property
    def known(self) -> Known:
        """Return what certainty hangs on."""
        return Known(self.heard.topics, self.statements)


@dataclass(frozen=True)
class Found:
    """One statement of the policy."""

    id: str
    chance: float
    """How likely it answers the question."""

    reasons: Mapping[str, float]
    """What each likeness adds to its score."""

    example: tuple[int, float] | None = None
    """The number of its nearest example, and how alike that is."""

    preferred: float | None = None
    """How likely it is a better answer than what the guidance says."""

    sentences: tuple[float, ...] = ()
    """How like the question each of its sentences is."""

    words: Words | None = None
    """With which word it answers, of those that were read together with the question."""


@dataclass(frozen=True)
class Match:
    """What a policy may say to a question."""

    found: tuple[Found, ...]
    """The likeliest statements, the likeliest first."""

    threshold: float = 1.0
    """From this probability on, a question is answered from the policy."""

    def to_data(self, digest: str) -> dict[str, Any]:
        """Return what is added to a message (magdat.understanding.InPolicy reads it).

        Args:
            digest: the hash of the policy's text.
        """
        found = [
            {
                "id": item.id,
                "kans": round(item.chance, 4),
                "gelijkenis": {name: told for name, part in item.reasons.items() if (told := round(part, 2))},
                "voorbeeld": [item.example[0], round(item.example[1], 3)] if item.example else None,
                "voorkeur": round(item.preferred, 4) if item.preferred is not None else None,
                "zinnen": [round(like, 3) for like in item.sentences],
                "woorden": [round(chance, 3) for chance in item.words or ()],
            }
            for item in self.found
        ]
        return {"inhoud": digest, "drempel": self.threshold, "gevonden": found}


class Matcher:
    """The statements of one policy, ready for any question."""

    def __init__(
        self,
        items: Sequence[Answerable],
        texts: Texts,
        learned: Learned,
        guidance: Mapping[str, frozenset[str]] = MappingProxyType({}),
    ) -> None:
        """Read every statement; what ``texts`` holds already takes no time.

        Args:
            items: what the policy says.
            texts: the vectors of texts.
            learned: what was learned about matching.
            guidance: the words of the guidance's statements (nlu.matching.preference.words_of_guidance).
        """
        self.items = items
        self._learned = learned
        self.bare = not any(item.examples for item in items)
        self._weighing = learned.weighing(examples=not self.bare)
        self.answering = Answering(
            [item.clause for item in items], [item.topic for item in items], [item.answers for item in items]
        )
        self._guidance = guidance
        self._known_topics = frozenset(learned.topics.labels)
        self._likenesses = Likenesses(items, texts, learned)
        self._answering = _places([item.answers for item in items])
        self._told = {item.id: item.text for item in items}
        self._forms = {
            form: np.array([form in item.forms for item in items], dtype=np.float32) for form in (None, *Form)
        }

    def match(self, asked: Asked, most: int = 10) -> Match:
        """Return the likeliest ``most`` statements."""
        if not self.items:
            return Match(())
        weights = self._weighing.weights
        likenesses = self.likenesses(asked)
        added = {name: weights[name] * likeness for name, likeness in likenesses.items() if weights.get(name)}
        scores: Floats = np.sum(list(added.values()), axis=0)
        order = [int(index) for index in np.argsort(-scores, kind="stable")[:most]]
        chances = {index: self._chance(scores, index, asked.known) for index in order}
        preference = self._weighing.preference
        compared = self.compared(asked, likenesses, scores, chances) if preference else {}
        vector = self._learned.meaning.asked(asked.heard.vector)
        found = tuple(
            Found(
                self.items[index].id,
                chances[index],
                {name: float(part[index]) for name, part in added.items()},
                self._likenesses.nearest_example(index, vector),
                preferred(compared[index], preference) if preference else None,
                self._likenesses.by_sentence(index, vector),
            )
            for index in order
        )
        return Match(found, self._learned.threshold)

    @property
    def told(self) -> Sequence[str]:
        """Return what the statements of the policy say."""
        return list(dict.fromkeys(self._told.values()))

    def read_together(self, asked: Asked, match: Match, reader: PairReader, most: int) -> Match:
        """Return the same, with the words of the likeliest ``most`` statements as they are read with the question.

        Each takes a millisecond: nothing is read of a question that nobody answers with a word, nor where the
        guidance will answer.

        Args:
            asked: the question.
            match: what was found.
            reader: reads the two together.
            most: so many are read.
        """
        preferred = [1.0 if item.preferred is None else item.preferred for item in match.found]
        worth = asked.form in DECIDABLE and max(preferred, default=0.0) >= WORTH_READING
        likely = match.found[: most if worth else 0]
        words = reader.read(asked.heard.text, [self._told[item.id] for item in likely])
        read = tuple(replace(item, words=each) for item, each in zip(likely, words))
        return replace(match, found=(*read, *match.found[len(likely) :]))

    def compared(
        self, asked: Asked, likenesses: Mapping[str, Floats], scores: Floats, chances: Mapping[int, float]
    ) -> dict[int, Compared]:
        """Return statements beside what the guidance would say.

        Args:
            asked: the question.
            likenesses: each likeness of every statement.
            scores: the score of every statement.
            chances: how likely each of the likeliest statements answers, by its number.
        """
        words = self._likenesses.words(asked.heard.text)
        own, whole = self._likenesses.covered(words)
        vector = self._learned.meaning.asked(asked.heard.vector)
        (_, topic), (recognised, statement) = asked.known.topic, asked.known.statement
        said = self._guidance.get(recognised, frozenset())
        codes = self.answering.codes
        unlikely: dict[int, float] = {}
        for index, chance in chances.items():
            unlikely[int(codes[index])] = unlikely.get(int(codes[index]), 1.0) * (1 - chance)
        best_of = {code: float(scores[codes != code].max(initial=-np.inf)) for code in unlikely}
        found = {}
        for index in chances:
            item, code = self.items[index], int(codes[index])
            example = self._likenesses.nearest_example(index, vector)
            found[index] = Compared(
                chance=1 - unlikely[code],
                ahead=float(scores[index]) - best_of[code],
                covered=float(own[index]),
                covered_by_clause=float(whole[index]),
                example=max(example[1], 0.0) if example is not None else 0.0,
                statement=statement,
                topic=topic,
                same_topic=asked.heard.topics.get(item.topic, 0.0),
                same_question=sum(asked.statements.get(name, 0.0) for name in item.answers),
                own_topic=item.topic not in self._known_topics,
                outside=asked.known.outside,
                fits_form=asked.form in item.forms,
                words=len(words),
                beyond=self._likenesses.beyond(words, said, index),
                other_question=bool(item.answers) and recognised not in item.answers,
                alike={name: float(likenesses[name][index]) for name in ALIKE},
            )
        return found

    def _chance(self, scores: Floats, index: int, known: Known) -> float:
        signs = signs_of(scores, self.answering, index, known)
        return 1 / (1 + math.exp(-sum(self._weighing.certainty[name] * sign for name, sign in signs.items())))

    def likenesses(self, asked: Asked) -> dict[str, Floats]:
        """Return each likeness to a question, a number a statement."""
        found = self._likenesses.of(asked.heard)
        chances = np.zeros(len(self.items))
        for name, chance in asked.statements.items():
            chances[self._answering.get(name, [])] += chance
        found.update(self._likenesses.of_recognised(self._learned.recognised.expected(asked.statements)))
        found["deelvraag"] = np.sqrt(chances.astype(np.float32))
        found["vorm"] = self._forms[asked.form]
        return found


def _places(answers: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    """Return by which of the statements each question of the guidance is answered."""
    found: dict[str, list[int]] = {}
    for place, named in enumerate(answers):
        for name in named:
            found.setdefault(name, []).append(place)
    return found


def asked_of(parse: Mapping[str, Any], vector: Floats) -> Asked:
    """Return a question as the pipeline's output tells it.

    Args:
        parse: what the components before this one added to the message.
        vector: of the message, from the encoder that policies are read with.
    """
    topics = {str(item["name"]): float(item["confidence"]) for item in parse.get("intent_ranking") or ()}
    statements = {str(item["id"]): float(item["kans"]) for item in parse.get("uitspraken") or ()}
    form = Form(parse["vorm"]) if parse.get("vorm") else None
    return Asked(Heard(str(parse.get("text") or ""), vector, topics), statements, form)
