"""Learn which signs make a word a name, from marked messages and from the same messages with other names."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any

import numpy as np
import regex
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bench.redaction_data import Message
from magdat.redaction.lists import fold, read_list
from magdat.redaction.name_signs import Sentence
from magdat.redaction.name_words import NameWords
from magdat.redaction.names import LINK
from magdat.redaction.redactor import masked

KIND = "naam"
STRENGTH = 1.0
"""The inverse of the regularisation."""

SEEN = 3
"""A sign counts from so many words on."""

_NEVER = -1e4


@dataclass(frozen=True)
class Labelled:
    """A message as signs, and which of its words are part of a name."""

    alone: list[list[str]]
    links: list[list[str]]
    right: list[bool]


def labelled(message: Message, known: NameWords) -> Labelled:
    """Return a message as the learner wants it, other personal data hidden as they are when names are looked for."""
    text = message.text
    for start, end, kind in message.pieces:
        if kind != KIND:
            text = masked(text, start, end)
    sentence = Sentence(text, known)
    places = message.places(KIND)
    return Labelled(
        alone=[[intern(sign) for sign in sentence.signs(at)] for at in range(len(sentence.words))],
        links=[[intern(sign) for sign in sentence.links(at)] if at else [] for at in range(len(sentence.words))],
        right=[any(start < word.end and word.start < end for start, end in places) for word in sentence.words],
    )


class OtherNames:
    """Makes messages about other people out of messages and sentences."""

    def __init__(self, seed: int = 5) -> None:
        """Read the lists of names."""
        self._random = random.Random(seed)
        self._first, self._last = read_list("voornamen"), read_list("familienamen")
        self._known = frozenset(map(fold, self._first))
        people = "|".join(regex.escape(word) for word in sorted(read_list("relaties"), key=len, reverse=True))
        whose = "mijn|een|de|onze|ons|die|den|ne|nen|mijne|m'n"
        before = "^|[,.?!] |dat |of |als |heeft |moet |mag |wil "
        self._person = regex.compile(
            rf"\b(?:{whose}) (?:{people})(?![\w'’\-])|(?<={before})(?:hij|zij|ze|iemand)(?= \w+)", regex.IGNORECASE
        )

    def renamed(self, message: Message) -> Message:
        """Return a message with other names in it."""
        text, pieces, end = "", [], 0
        lower = message.text.islower()
        for start, stop, kind in sorted(message.pieces):
            if start < end:
                continue
            text += message.text[end:start]
            value = message.text[start:stop]
            if kind == KIND:
                value = self._like(value, lower=lower)
            pieces.append((len(text), len(text) + len(value), kind))
            text += value
            end = stop
        return Message(text + message.text[end:], tuple(pieces), message.source, message.kinds)

    def peopled(self, message: Message) -> Message | None:
        """Return a sentence about somebody, with a name for «mijn collega»; nothing if nobody is in it."""
        found = list(self._person.finditer(message.text))
        if message.pieces or not found or len(message.text) > 160:
            return None
        match = self._random.choice(found)
        name = self._name()
        if message.text.islower() or self._random.random() < 0.4:
            name = name.lower()
        keeps = " " in match.group() and self._random.random() < 0.5
        before = message.text[: match.start()] + (match.group() + " " if keeps else "")
        text = before + name + message.text[match.end() :]
        return Message(text, ((len(before), len(before) + len(name), KIND),), message.source)

    def _like(self, value: str, *, lower: bool) -> str:
        words = value.split()
        if len(words) > 1:
            name = f"{self._one()} {self._random.choice(self._last)}"
        else:
            name = self._one() if fold(value) in self._known else self._random.choice(self._last)
        return name.lower() if lower or value.islower() else name.upper() if value.isupper() else name

    def _name(self) -> str:
        if self._random.random() < 0.6:
            return self._one()
        return f"{self._one()} {self._random.choice(self._last)}"

    def _one(self) -> str:
        """Return a first name; one in six is on no list."""
        if self._random.random() < 1 / 6:
            left, right = self._random.choice(self._first), self._random.choice(self._first)
            return left[: max(2, len(left) // 2)] + right[len(right) // 2 :].lower()
        return self._random.choice(self._first)


def learn_names(found: Sequence[Labelled], strength: float = STRENGTH) -> dict[str, float]:
    """Return the weights under which the right names are likeliest (conditional random field, L2)."""
    seen = Counter(sign for item in found for signs in item.alone for sign in signs)
    seen.update(LINK + sign for item in found for signs in item.links for sign in signs)
    names = sorted(name for name, times in seen.items() if times >= SEEN)
    place = {name: number for number, name in enumerate(names)}
    alone = _table([signs for item in found for signs in item.alone], place, "")
    links = _table([signs for item in found for signs in item.links], place, LINK)
    right = np.array([is_name for item in found for is_name in item.right], dtype=float)
    first = np.cumsum([0, *(len(item.right) for item in found)])
    both = right * np.concatenate([[0.0], right[:-1]])
    both[first[:-1][first[:-1] < len(both)]] = 0.0
    grid = _grid(found)

    def loss(weights: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
        mine, link = alone @ weights, links @ weights
        whole, share, shared = _chances(mine, link, grid)
        total = whole - right @ mine - both @ link + (weights @ weights) / (2 * strength)
        return float(total), alone.T @ (share - right) + links.T @ (shared - both) + weights / strength

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    return {name: round(float(weight), 2) for name, weight in zip(names, best)}


def _grid(found: Sequence[Labelled]) -> np.ndarray[Any, Any]:
    """Return for each place in a message the numbers of the words there; -1 where a message is shorter."""
    grid = np.full((max(len(item.right) for item in found), len(found)), -1)
    number = 0
    for column, item in enumerate(found):
        for row in range(len(item.right)):
            grid[row, column] = number
            number += 1
    return grid


def _chances(mine: Any, link: Any, grid: Any) -> tuple[float, Any, Any]:
    """Return the logarithm of all rows of decisions together, and the chance of each word being (part of) a name."""
    length = grid.shape[0]
    alone, linked = np.where(grid >= 0, mine[grid], _NEVER), np.where(grid >= 0, link[grid], 0.0)
    front = [(np.zeros(grid.shape[1]), alone[0])]
    for row in range(1, length):
        other, name = front[-1]
        front.append((np.logaddexp(other, name), alone[row] + np.logaddexp(other, name + linked[row])))
    back = [(np.zeros(grid.shape[1]), np.zeros(grid.shape[1]))]
    for row in range(length - 1, 0, -1):
        other, name = back[-1]
        back.append((np.logaddexp(other, alone[row] + name), np.logaddexp(other, alone[row] + linked[row] + name)))
    back.reverse()
    whole = np.logaddexp(*front[-1])
    share, shared = np.zeros(len(mine)), np.zeros(len(mine))
    for row in range(length):
        there = grid[row] >= 0
        numbers = grid[row][there]
        share[numbers] = np.exp(front[row][1] + back[row][1] - whole)[there]
        if row:
            together = front[row - 1][1] + linked[row] + alone[row] + back[row][1] - whole
            shared[numbers] = np.exp(together)[there]
    return float(whole.sum()), share, shared


def _table(lists: Sequence[Sequence[str]], place: dict[str, int], before: str) -> Any:
    rows = [[place[before + name] for name in signs if before + name in place] for signs in lists]
    starts = np.cumsum([0, *map(len, rows)])
    columns = [column for row in rows for column in row]
    return csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(place)))


def more_messages(message: Message, make: OtherNames) -> Iterator[Message]:
    """Yield a message about other people: with its names renamed, or peopled."""
    if message.places(KIND):
        yield make.renamed(message)
    elif message.kinds is None and (peopled := make.peopled(message)):
        yield peopled
