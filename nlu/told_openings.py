"""How likely each opening is by how a message asks and by what the text says that answers it.

«Moet ik zeggen wat ik heb?» and «mag ik zwijgen?» have one answer, «De diagnose is van jou», and two first words.
Sentences near by seldom ask both ways round, and the words of a question alone do not tell what its answer says. So a
linear model learns from every labelled sentence what the words that ask tell beside what a sentence of the answer
does, and which way of asking has which opening for that statement and on that topic (leidraad/eerste_woord.yml).
"""

from __future__ import annotations

import itertools
import json
import warnings
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from magdat.answers.marks import Asking, asked_part, asking_of, deed_of
from magdat.answers.word_pairs import words_of
from magdat.guidance.first_word import FirstWordKnowledge
from magdat.guidance.statements import topic_of
from magdat.policy.sentences import sentences
from magdat.question import Opening
from nlu.labelled_questions import LabelledQuestion
from nlu.ranking.space import Floats

STRENGTH, ROUNDS = 0.1, 60
"""The inverse of the regularisation, and how often the model may be bettered."""

OFTEN = 4
"""What is seen in fewer sentences teaches nothing."""

FIRST = 0.6
"""The share of a text's first sentence, which mostly decides; the others have the rest."""

RARER = 3.0
"""How much a sentence counts whose word, «ja» or «nee», is the rarer of the two at its statement: mostly it asks the
other way round, which people do oftener than writers of examples."""

BEGINNINGS = (2, 3)
"""With so many words a question begins: «mogen ze», «moet ik nu»; who asks what of whom is mostly heard in those."""

KEPT, NUMBERS = "told_openings.json", "told_openings.npy"

_WORDS = (Opening.YES, Opening.NO)


@dataclass(frozen=True)
class Told:
    """What a sentence of an answer says."""

    share: float
    deed: str
    marks: frozenset[str]
    words: frozenset[str]


class ToldOpenings:
    """What was learned, with the texts of the statements."""

    def __init__(
        self,
        cues: FirstWordKnowledge,
        texts: Mapping[str, str],
        openings: Sequence[str] = (),
        signs: Sequence[str] = (),
        weights: Floats | None = None,
    ) -> None:
        """Take what was learned.

        Args:
            cues: the words by which questions and sentences are heard.
            texts: what each statement says.
            openings: what the weights are of.
            signs: of what they are.
            weights: for each sign how much it speaks for each opening; shape (signs, openings).
        """
        self._cues, self._texts, self._openings = cues, dict(texts), tuple(openings)
        self._rows = {name: row for row, name in enumerate(signs)}
        self._weights: Floats = np.zeros((0, len(openings)), dtype=np.float32) if weights is None else weights
        self._told: dict[str, tuple[Told, ...]] = {}

    @classmethod
    def of(
        cls, cues: FirstWordKnowledge, texts: Mapping[str, str], labelled: Sequence[LabelledQuestion]
    ) -> ToldOpenings:
        """Learn from labelled questions; those without a statement or an opening are left out.

        Args:
            cues: the words by which questions and sentences are heard.
            texts: what each statement says.
            labelled: the questions.
        """
        model = cls(cues, texts)
        known = [(item.text, item.statement, item.opening) for item in labelled if item.statement in texts]
        taught = [(text, str(statement), opening) for text, statement, opening in known if opening is not None]
        if len({opening for *_, opening in taught}) < 2:
            return model
        rows = [model._signs(text, statement) for text, statement, _ in taught]
        names, signs = _table(rows)
        learner = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, fit_intercept=False, multi_class="multinomial")
        with warnings.catch_warnings():  # some rounds more better nothing
            warnings.simplefilter("ignore", ConvergenceWarning)
            learner.fit(signs, [opening.value for *_, opening in taught], sample_weight=counts_of(taught))
        found = learner.coef_ if len(learner.classes_) > 2 else np.vstack([-learner.coef_, learner.coef_])
        return cls(cues, texts, learner.classes_.tolist(), names, found.T.astype(np.float32))

    def shares(self, text: str, statement: str, table: Mapping[str, float]) -> dict[str, float]:
        """Return how likely each opening is; together 1.

        Args:
            text: the message.
            statement: what answers it; of one without a text nothing more is known than the table tells.
            table: how likely each opening is by statement and form over all.
        """
        if statement not in self._texts or not self._openings:
            return dict(table)
        known = [
            (self._rows[name], value) for name, value in self._signs(text, statement).items() if name in self._rows
        ]
        rows, values = [row for row, _ in known], np.array([value for _, value in known], dtype=np.float32)
        scores = values @ self._weights[rows]
        parts = np.exp(scores - scores.max())
        return dict(zip(self._openings, (parts / parts.sum()).tolist()))

    def _signs(self, text: str, statement: str) -> dict[str, float]:
        """Return what a message and the text of a statement tell of the opening between them."""
        asking = asking_of(self._cues, text)
        found: dict[str, float] = defaultdict(float)
        for way in ("altijd", asking.way, asking.kind, f"draait {asking.turned}", *sorted(asking.marks)):
            found[f"{statement} {way}"] = found[f"{topic_of(statement)} {way}"] = 1.0
        asks_in = words_of(asked_part(self._cues, text))
        two, three = (" ".join(asks_in[:most]) for most in BEGINNINGS)
        for way in (f"begint {two}", f"begint {three}", f"{statement} begint {two}"):
            found[way] = 1.0
        for told in self._told_by(statement):
            for name in (f"begint {two} & {told.deed}", *_between(asking, frozenset(asks_in), told)):
                found[name] += told.share
        return found

    def _told_by(self, statement: str) -> tuple[Told, ...]:
        if statement not in self._told:
            self._told[statement] = _read(self._cues, self._texts[statement])
        return self._told[statement]

    def save(self, directory: Path) -> None:
        """Write the numbers and their names, with the texts that they were learned with."""
        facts = {"openings": self._openings, "texts": self._texts, "signs": list(self._rows)}
        (directory / KEPT).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        np.save(directory / NUMBERS, self._weights)

    @classmethod
    def load(cls, cues: FirstWordKnowledge, directory: Path) -> ToldOpenings:
        """Read what :meth:`save` wrote.

        Raises:
            OSError: a file is missing.
        """
        facts = json.loads((directory / KEPT).read_text(encoding="utf-8"))
        return cls(cues, facts["texts"], facts["openings"], facts["signs"], np.load(directory / NUMBERS))


def _table(rows: Sequence[Mapping[str, float]]) -> tuple[list[str], sp.csr_matrix]:
    """Return the signs that are seen often enough, and for each row how strong each of them is.

    In one order, whatever that of the words in a set is: two trainings learn the same.
    """
    seen = Counter(name for row in rows for name in row)
    names = sorted(name for name, times in seen.items() if times >= OFTEN)
    places = {name: place for place, name in enumerate(names)}
    columns = [[places[name] for name in row if name in places] for row in rows]
    values = [value for row in rows for name, value in row.items() if name in places]
    ends = np.cumsum([0, *map(len, columns)])
    flat = np.fromiter(itertools.chain.from_iterable(columns), dtype=np.int64)
    table = sp.csr_matrix((np.array(values, dtype=np.float32), flat, ends), shape=(len(rows), len(names)))
    table.sort_indices()
    return names, table


def counts_of(taught: Sequence[tuple[str, str, Opening]]) -> list[float]:
    """Return how much each question counts.

    Args:
        taught: each question with its statement and its opening.
    """
    seen: dict[str, Counter[Opening]] = defaultdict(Counter)
    for _, statement, opening in taught:
        seen[statement][opening] += 1
    return [
        RARER if opening in _WORDS and seen[name][opening] < sum(seen[name][word] for word in _WORDS) / 2 else 1.0
        for _, name, opening in taught
    ]


def _read(cues: FirstWordKnowledge, text: str) -> tuple[Told, ...]:
    parts = sentences(text)
    others = (1 - FIRST) / max(len(parts) - 1, 1)
    shares = [1.0] if len(parts) == 1 else [FIRST, *([others] * (len(parts) - 1))]
    return tuple(
        Told(share, deed_of(marks := cues.heard_in_sentence(part)), marks, frozenset(words_of(part)))
        for share, part in zip(shares, parts)
    )


def _between(asking: Asking, asks_in: frozenset[str], told: Told) -> list[str]:
    """Return the signs of a question beside one sentence of its answer."""
    turned = f"{asking.kind}{'-' if asking.turned else '+'}"
    return [
        f"vraagt {asking.way}",
        f"zin {told.deed}",
        *(f"{way} & {told.deed}" for way in (asking.kind, asking.way)),
        *(f"vraag {mark}" for mark in asking.marks),
        *(f"tekst {mark}" for mark in told.marks),
        *(f"vraag {mark} & {told.deed}" for mark in asking.marks),
        *(f"{turned} & tekst {mark}" for mark in told.marks),
        *(f"v {word}" for word in asks_in),
        *(f"v {word} & {told.deed}" for word in asks_in),
        *(f"z {word}" for word in told.words),
        *(f"z {word} & {asking.way}" for word in told.words),
    ]
