"""In what ways a question is like each statement of a policy: one number a likeness, and how much each counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import scipy.sparse as sp

from magdat.policy.sentences import sentences
from magdat.policy.statements import Section
from nlu.encoders import SentenceEncoder, Vectors
from nlu.matching.grams import column, counted, rarity, weighed
from nlu.matching.learned import Learned
from nlu.matching.meaning import Floats
from nlu.matching.recognised import Expected
from nlu.matching.words import SharedWords

LIKENESSES = (
    "betekenis",  # e5: the question, and the text that answers it
    "titel",  # e5: the question, and what the statement is called
    "hoofdstuk",  # e5: the question, and the heading of the chapter; like nothing where there is none
    "letters",  # n-grams that the question and the text share
    "zin",  # e5: the question, and the sentence of the text that is most like it
    "artikel",  # e5: the question, and all that stands in the clause
    "woorden",  # the rare words that the question and the text share
    "artikel_letters",  # n-grams that the question and the clause share
    "onderwerp",  # how alike the topics are that the small classifier hears in both
    "kans_onderwerp",  # how likely the pipeline's classifier finds the statement's topic
    "deelvraag",  # how likely it finds the questions that the statement says it answers
    "voorbeeld",  # e5: the question, and the nearest example
    "voorbeeld_letters",  # n-grams that the question and the nearest example share
    "zonder_voorbeeld",  # a statement without examples
    "vooraan",  # stands among the first, where texts introduce themselves
    "vorm",  # whether a statement of this kind answers a question of this form
    "leidraad",  # e5: what the guidance answers, and the text
    "leidraad_zin",  # e5: what the guidance answers, and the sentence that is most like it
    "leidraad_artikel",  # e5: what the guidance answers, and all that stands in the clause
    "anderen",  # e5: how others ask what was recognised, and the text
    "anderen_zin",  # e5: how others ask it, and the sentence that is most like it
)

OF_THE_PLACE = frozenset({"zonder_voorbeeld", "vooraan"})
"""What is no likeness to a question, and may speak against a statement."""

FEW = 15
"""A policy of fewer statements has no introduction."""

INTRODUCTION = 0.08
"""So large a share of the statements stands at the front; the first most."""

OF_RECOGNISED = ("leidraad", "leidraad_zin", "leidraad_artikel", "anderen", "anderen_zin")


class Matchable(Protocol):
    """What is read of something that may answer."""

    @property
    def text(self) -> str:
        """Return what it says."""

    @property
    def title(self) -> str | None:
        """Return what it is called."""

    @property
    def chapter(self) -> str | None:
        """Return the heading of the chapter that it stands in."""

    @property
    def examples(self) -> Sequence[str]:
        """Return questions that it answers."""

    @property
    def topic(self) -> str:
        """Return its topic."""

    @property
    def section(self) -> Section | None:
        """Return the part of a clause that it stands in."""


@dataclass(frozen=True)
class Heard:
    """A question, as the pipeline understood it."""

    text: str
    vector: Floats
    topics: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Stack:
    """Texts of statements, several a statement."""

    vectors: Floats
    grams: sp.csr_matrix


class Owners:
    """To which statement each of many texts belongs; the texts of one stand beside each other."""

    def __init__(self, owners: Sequence[int], count: int) -> None:
        """Take the statement of each text, in ascending order, and how many statements there are."""
        self._count = count
        numbers = np.array(owners, dtype=np.int64)
        self._having, self._starts = np.unique(numbers, return_index=True)
        self._edges: list[int] = np.searchsorted(numbers, np.arange(count + 1)).tolist()

    def places(self, index: int) -> slice:
        """Return the places of the texts of one statement."""
        return slice(self._edges[index], self._edges[index + 1])

    def most(self, likeness: Floats, least: float) -> Floats:
        """Return the largest likeness of the texts of each statement, and never less than ``least``."""
        found = np.full(self._count, least, dtype=np.float32)
        if len(self._having):
            found[self._having] = np.maximum(np.maximum.reduceat(likeness, self._starts), np.float32(least))
        return found


class Texts:
    """The vectors of texts, each encoded once."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        """Keep nothing yet."""
        self._encoder = encoder
        self._known: dict[str, Floats] = {}

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return a vector a text, shape (len(texts), dimension)."""
        missing = list(dict.fromkeys(text for text in texts if text not in self._known))
        if missing:
            self._known.update(zip(missing, self._encoder.encode(missing)))
        if not texts:
            return np.zeros((0, self._encoder.dimension), dtype=np.float32)
        return np.stack([self._known[text] for text in texts])

    def keep(self, texts: Sequence[str]) -> None:
        """Forget every text but these."""
        self._known = {text: self._known[text] for text in texts if text in self._known}


def _clauses(items: Sequence[Matchable]) -> list[str]:
    """Return all that stands in the same part of a clause as each statement, its own text where it stands in none."""
    whole: dict[Section, list[str]] = {}
    for item in items:
        if item.section is not None:
            whole.setdefault(item.section, []).append(item.text)
    return [item.text if item.section is None else " ".join(whole[item.section]) for item in items]


class Likenesses:
    """The statements of one policy, ready to be compared with any question."""

    def __init__(self, items: Sequence[Matchable], texts: Texts, learned: Learned) -> None:
        """Read every statement once."""
        self._learned = learned
        meaning = learned.meaning
        said = texts.vectors([item.text for item in items])
        grams = counted([item.text for item in items])
        self._said = meaning.said(said)
        self._titles = meaning.said(texts.vectors([item.title or item.text for item in items]))
        headings = list(dict.fromkeys(item.chapter for item in items if item.chapter))
        self._headings = meaning.said(texts.vectors(headings))
        self._heading = np.array([headings.index(item.chapter) if item.chapter else -1 for item in items], np.int64)
        self._rare = rarity(grams)
        self._grams = weighed(grams, self._rare)
        parts = [(index, part) for index, item in enumerate(items) for part in sentences(item.text)]
        self._sentences = Owners([index for index, _ in parts], len(items))
        self._parts = meaning.said(texts.vectors([part for _, part in parts]))
        clauses = _clauses(items)
        told = [f"{item.text} {item.title or ''}" for item in items]
        self._words = SharedWords(told, clauses, frozenset(learned.common))
        whole = counted(clauses)
        self._clauses = meaning.said(texts.vectors(clauses))
        self._clause_rare = rarity(whole)
        self._clause_grams = weighed(whole, self._clause_rare)
        self._topics = learned.topics.roots(said, grams)
        self._topic = [item.topic for item in items]
        owned = [(index, example) for index, item in enumerate(items) for example in item.examples]
        examples = [example for _, example in owned]
        self._examples = Stack(
            meaning.asked(texts.vectors(examples)),
            weighed(counted(examples), self._rare),
        )
        self._of_examples = Owners([index for index, _ in owned], len(items))
        self._without = np.array([not item.examples for item in items], dtype=np.float32)
        places = np.arange(len(items), dtype=np.float32)
        early = 1 - places / max(INTRODUCTION * len(items), 1)
        self._early = np.clip(early if len(items) >= FEW else early * 0, 0, 1).astype(np.float32)

    def __len__(self) -> int:
        """Return how many statements there are."""
        return len(self._topic)

    def of(self, heard: Heard) -> dict[str, Floats]:
        """Return each likeness to a question that hangs on nothing but texts and topics, a number a statement."""
        meaning = self._learned.meaning
        asked = meaning.asked(heard.vector)
        raw = counted([heard.text])
        shared = column(raw, self._rare)
        roots = self._learned.topics.roots(heard.vector.reshape(1, -1), raw)[0]
        in_clause = column(raw, self._clause_rare)
        nearest = self._sentences.most(self._parts @ asked, -1.0)
        chances = np.array([heard.topics.get(topic, 0.0) for topic in self._topic], dtype=np.float32)
        return {
            "betekenis": self._said @ asked,
            "titel": self._titles @ asked,
            "hoofdstuk": np.append(self._headings @ asked, np.float32(0.0))[self._heading],
            "letters": self._grams @ shared,
            "zin": nearest,
            "artikel": self._clauses @ asked,
            "woorden": self._words.of(self.words(heard.text)),
            "artikel_letters": self._clause_grams @ in_clause,
            "onderwerp": self._topics @ roots,
            "kans_onderwerp": np.sqrt(chances),
            "voorbeeld": self._of_examples.most(self._examples.vectors @ asked, 0.0),
            "voorbeeld_letters": self._of_examples.most(self._examples.grams @ shared, 0.0),
            "zonder_voorbeeld": self._without,
            "vooraan": self._early,
        }

    def of_recognised(self, expected: Expected | None) -> dict[str, Floats]:
        """Return each likeness that hangs on what the guidance recognised; without anything, none is like it."""
        if expected is None:
            return {name: np.zeros(len(self), dtype=np.float32) for name in OF_RECOGNISED}
        return {
            "leidraad": self._said @ expected.said,
            "leidraad_zin": self._sentences.most(self._parts @ expected.said, -1.0),
            "leidraad_artikel": self._clauses @ expected.said,
            "anderen": self._said @ expected.asked,
            "anderen_zin": self._sentences.most(self._parts @ expected.asked, -1.0),
        }

    def by_sentence(self, index: int, asked: Floats) -> tuple[float, ...]:
        """Return how like a question each sentence of a statement is, in the order of its text.

        Args:
            index: the number of the statement.
            asked: the vector of the question, as questions are compared (:meth:`Meaning.asked`).
        """
        return tuple((self._parts[self._sentences.places(index)] @ asked).tolist())

    def words(self, question: str) -> frozenset[str]:
        """Return the words of a question that tell something, by their first letters."""
        return self._words.read(question)

    def covered(self, words: frozenset[str]) -> tuple[Floats, Floats]:
        """Return which share of a question's rare words each statement has, and which its clause has."""
        return self._words.covered(words)

    def beyond(self, words: frozenset[str], said: frozenset[str], index: int) -> float:
        """Return how much the words of a question weigh that another text says and a statement does not."""
        return self._words.beyond(words, said, index)

    def nearest_example(self, index: int, asked: Floats) -> tuple[int, float] | None:
        """Return which example of a statement is most like a question, and how alike they are; e5 tells.

        Args:
            index: the number of the statement.
            asked: the vector of the question, as questions are compared (:meth:`Meaning.asked`).
        """
        mine = self._of_examples.places(index)
        if mine.start == mine.stop:
            return None
        alike = self._examples.vectors[mine] @ asked
        best = int(np.argmax(alike))
        return best, float(alike[best])
