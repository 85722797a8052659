"""Find the names of people: each word is weighed by its signs, together with the word before it.

The weights are learned from marked messages (`python -m bench.redaction`) as a conditional random field with two
states (Lafferty, McCallum and Pereira 2001): a word is part of a name or not, and one name word speaks for the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from magdat.redaction.name_signs import Sentence
from magdat.redaction.name_words import NameWords
from magdat.redaction.weighing import score
from magdat.redaction.weights import load_weights
from magdat.redaction.words import follows

LINK = "link "
"""Goes before the names of signs of a word going on with the name before it."""


NAMES = "naam"
"""The kind that is found by words instead of by shapes."""


class NameFinder:
    """Finds names with what is known of words, and with weights."""

    def __init__(self, known: NameWords, weights: Mapping[str, float]) -> None:
        """Take the lists and the weights."""
        self._known = known
        self._weights = {name: weight for name, weight in weights.items() if not name.startswith(LINK)}
        self._links = {name[len(LINK) :]: weight for name, weight in weights.items() if name.startswith(LINK)}

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return the (start, end) of every name, in order."""
        sentence = Sentence(text, self._known)
        words = sentence.words
        named = self.decide(sentence)
        found: list[tuple[int, int]] = []
        for at, word in enumerate(words):
            if not named[at]:
                continue
            dotted = len(word.text) == 1 and text[word.end : word.end + 1] == "."
            end = word.end + dotted
            if at and named[at - 1] and follows(text, words[at - 1], word):
                found[-1] = (found[-1][0], end)
            else:
                found.append((word.start, end))
        return found

    def decide(self, sentence: Sentence) -> list[bool]:
        """Return which words are part of a name: the likeliest row of decisions (Viterbi)."""
        count = len(sentence.words)
        alone = [score(self._weights, sentence.signs(at)) for at in range(count)]
        links = [0.0, *(score(self._links, sentence.links(at)) for at in range(1, count))]
        return likeliest(alone, links)


def likeliest(alone: Sequence[float], links: Sequence[float]) -> list[bool]:
    """Return the best row of decisions.

    Args:
        alone: what speaks for each word being part of a name.
        links: what speaks for it if the word before is one.
    """
    other, name = 0.0, float("-inf")
    came: list[tuple[bool, bool]] = []
    for mine, link in zip(alone, links):
        came.append((name > other, name + link > other))
        other, name = max(other, name), mine + max(other, name + link)
    chosen, now = [], name > other
    for was_name_if_other, was_name_if_name in reversed(came):
        chosen.append(now)
        now = was_name_if_name if now else was_name_if_other
    return chosen[::-1]


def open_name_finder() -> NameFinder:
    """Return a finder with the lists and weights of the project.

    Raises:
        OSError: a file cannot be read.
    """
    return NameFinder(NameWords(), load_weights(NAMES))
