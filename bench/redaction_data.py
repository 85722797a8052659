"""What the weights of the redaction are learned from, and measured on: messages whose personal data are marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from bench.sentences import ROOT, read_sentences
from magdat.redaction.rules import RULES, Rules, marked

MEASURED = ROOT / "tests" / "magdat" / "redaction"
"""The measuring sets, which the tests read too."""


_LABELLED = regex.compile(r"\[([a-z-]+):([^\]]*)\]")


@dataclass(frozen=True)
class Message:
    """One message and the personal data in it."""

    text: str
    pieces: tuple[tuple[int, int, str], ...]
    source: str
    """Who wrote it or where it comes from; cross-validation leaves out whole sources where there are several."""

    kinds: frozenset[str] | None = None
    """What is marked in it; every kind if nothing is said."""

    def places(self, kind: str) -> list[tuple[int, int]]:
        """Return where the data of a kind are."""
        return [(start, end) for start, end, of in self.pieces if of == kind]

    def tells_of(self, kind: str) -> bool:
        """Whether what is not marked as this kind is none."""
        return self.kinds is None or kind in self.kinds


def read_marked(path: Path, source: str) -> list[Message]:
    """Return messages from a file of «text<tab>kind=value;kind=value» lines under a head."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        text, labels = line.split("\t")
        pieces, at = [], dict[str, int]()
        for label in labels.split(";"):
            kind, _, value = label.partition("=")
            start = text.index(value, at.get(value, 0))
            at[value] = start + len(value)
            pieces.append((start, start + len(value), kind))
        found.append(Message(text, tuple(pieces), source))
    return found


def measuring_sets() -> tuple[list[Message], list[Message]]:
    """Return the messages with personal data, and the clean ones."""
    lines = (MEASURED / "schone_berichten.txt").read_text(encoding="utf-8").splitlines()
    clean = [Message(line, (), "schoon") for line in lines if line]
    return read_marked(MEASURED / "berichten_met_gegevens.tsv", "berichten"), clean


def training_sentences() -> list[Message]:
    """Return the sentences that the assistant learns from; data/redactie/zinnen.tsv says what is in some of them."""
    told = {message.text: message.pieces for message in read_marked(RULES / "zinnen.tsv", "zinnen")}
    writers = {sentence.text: sentence.writer for sentence in read_sentences()}
    return [Message(text, told.get(text, ()), writer) for text, writer in sorted(writers.items())]


def examples(rules: Iterable[Rules], of_names: Iterable[str]) -> list[Message]:
    """Return the examples in the rules; each tells of its own kind only."""
    written = [(item.kind, example) for item in rules for example in item.examples]
    found = []
    for kind, example in [*written, *(("naam", example) for example in of_names)]:
        text, places = marked(example)
        pieces = tuple((start, end, kind) for start, end in places)
        found.append(Message(text, pieces, "voorbeelden", frozenset({kind})))
    return found * 3  # few, and each of them stands for many


def read_brackets(path: Path) -> list[Message]:
    """Return messages from a file of lines with [kind:value] in them."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text, pieces, end = "", [], 0
        for match in _LABELLED.finditer(line):
            text += line[end : match.start()]
            pieces.append((len(text), len(text) + len(match[2]), match[1]))
            text += match[2]
            end = match.end()
        found.append(Message(text + line[end:], tuple(pieces), path.stem))
    return found


def folds(messages: Sequence[Message], count: int = 5) -> list[list[int]]:
    """Return the places of the messages in each fold: a writer's sentences stay together, other sets are dealt out."""
    writers = sorted({message.source for message in messages})
    large = {"berichten", "schoon", "voorbeelden", "namen", "eerste_blik"}
    fold_of = {writer: number % count for number, writer in enumerate(w for w in writers if w not in large)}
    out: list[list[int]] = [[] for _ in range(count)]
    for at, message in enumerate(messages):
        out[fold_of.get(message.source, at * 7 % count)].append(at)
    return out
