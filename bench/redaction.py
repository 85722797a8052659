"""Learn and measure the redaction: `python -m bench.redaction`.

Prints for each kind of personal data which share is found whole, and how many clean messages are touched; beside it
what Presidio and deduce find, if they are installed (`pip install presidio-analyzer deduce`). --uitgelaten adds weights
learned without the message (three folds; whole writers are left out where there are several); --schrijf learns the
weights from everything and keeps them in data/redactie/gewichten/. Both take some minutes.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.redaction_data import Message, examples, folds, measuring_sets, read_brackets, training_sentences
from bench.redaction_learning import Row, learn, rows
from bench.redaction_names import KIND, Labelled, OtherNames, labelled, learn_names, more_messages
from bench.redaction_others import others
from magdat.redaction.name_words import NameWords
from magdat.redaction.names import NameFinder
from magdat.redaction.redactor import PRIORITY, Knowledge, Redactor
from magdat.redaction.rules import load_all_rules
from magdat.redaction.weights import save_weights

FOLDS = 3
LONGEST = 110
"""Longer training sentences teach names little and cost much."""

Find = Callable[[str], Iterable[tuple[int, int]]]
"""Gives the places of personal data in a text, of whatever kind."""


class Learner:
    """Learns all weights, from everything or without a fold."""

    def __init__(self) -> None:
        """Read the messages and look at their signs once."""
        data, clean = measuring_sets()
        self.rules, self.known = load_all_rules(), NameWords()
        self.messages = [*data, *clean, *training_sentences(), *examples(self.rules, self.known.examples)]
        self._fold = {at: fold for fold, places in enumerate(folds(self.messages, FOLDS)) for at in places}
        self._fold_of = {message.text: self._fold[at] for at, message in enumerate(self.messages)}
        self._rows: dict[str, list[tuple[int, Row]]] = {}
        for item in self.rules:
            found = ((at, row) for at, message in enumerate(self.messages) for row in rows(item, message))
            self._rows[item.kind] = list(found) if item.weighed else []
        self._named = list(self._with_names())

    def _with_names(self) -> Iterable[tuple[int, Labelled]]:
        make = OtherNames()
        for at, message in enumerate(self.messages):
            if not message.tells_of(KIND) or (len(message.text) > LONGEST and not message.places(KIND)):
                continue
            yield at, labelled(message, self.known)
            for other in [*more_messages(message, make)] * (2 if message.source == "berichten" else 1):
                yield at, labelled(other, self.known)

    def learn(self, without: int | None = None) -> dict[str, dict[str, float]]:
        """Return the weights of every kind, learned without a fold if one is given."""
        weights = {
            kind: learn([row for at, row in found if self._fold[at] != without]) for kind, found in self._rows.items()
        }
        weights[KIND] = learn_names([item for at, item in self._named if self._fold[at] != without])
        return weights

    def finder(self, weights: dict[str, dict[str, float]]) -> Find:
        """Return what finds with these weights."""
        return finder(Redactor(Knowledge(self.rules, weights, NameFinder(self.known, weights[KIND]))))

    def left_out(self) -> Find:
        """Return what finds in each message with weights that never saw it."""
        made = [self.finder(self.learn(fold)) for fold in range(FOLDS)]
        return lambda text: made[self._fold_of[text]](text)


def finder(redactor: Redactor) -> Find:
    """Return a redactor as what finds."""
    return lambda text: [(span.start, span.end) for span in redactor.spans(text)]


def measure(find: Find, data: Sequence[Message], clean: Sequence[Message]) -> tuple[dict[str, tuple[int, int]], int]:
    """Return for each kind how many pieces were found whole and how many there are, and the clean messages touched."""
    found, asked = Counter[str](), Counter[str]()
    for message in data:
        covered = {place for start, end in find(message.text) for place in range(start, end)}
        for start, end, kind in message.pieces:
            asked[kind] += 1
            found[kind] += all(place in covered for place in range(start, end) if message.text[place].isalnum())
    touched = sum(bool(list(find(message.text))) for message in clean)
    return {kind: (found[kind], asked[kind]) for kind in PRIORITY if asked[kind]}, touched


def print_table(columns: dict[str, Find], data: Sequence[Message], clean: Sequence[Message], console: Console) -> None:
    """Print what each finds."""
    table, results = Table("soort", "aantal"), {}
    for name, find in columns.items():
        start = time.perf_counter()
        results[name] = measure(find, data, clean)
        spent = (time.perf_counter() - start) / (len(data) + len(clean)) * 1000
        table.add_column(f"{name} ({spent:.1f} ms)", justify="right")
    for kind, (_, asked) in next(iter(results.values()))[0].items():
        table.add_row(kind, str(asked), *(f"{found[kind][0] / asked:.1%}" for found, _ in results.values()))
    table.add_row(
        "schoon, geraakt", str(len(clean)), *(f"{touched / len(clean):.1%}" for _, touched in results.values())
    )
    console.print(table)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schrijf", action="store_true", help="learn from everything, keep the weights")
    parser.add_argument("--uitgelaten", action="store_true", help="also measure weights that never saw the message")
    parser.add_argument("--ook", type=Path, nargs="*", default=[], help="also judge these files of [kind:value] lines")
    chosen = parser.parse_args()
    console = Console(highlight=False)
    data, clean = measuring_sets()
    unseen: dict[str, Find] = {}
    if chosen.schrijf or chosen.uitgelaten:
        learner = Learner()
        if chosen.schrijf:
            weights = learner.learn()
            for kind, learned in weights.items():
                if learned:
                    save_weights(kind, learned)
            console.print(f"{sum(map(len, weights.values()))} weights, learned from {len(learner.messages)} messages")
        if chosen.uitgelaten:
            unseen = {"niet gezien": learner.left_out()}
    columns = {"in gebruik": finder(Redactor()), **others()}
    print_table({**columns, **unseen}, data, clean, console)
    for path in chosen.ook:
        console.print(path.stem)
        messages = read_brackets(path)
        clean = [message for message in messages if not message.pieces]
        print_table(columns, [message for message in messages if message.pieces], clean, console)


if __name__ == "__main__":
    main()
