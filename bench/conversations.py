"""Learn how a conversation goes, and measure it: `python -m bench.conversations`.

data/gesprekken/ holds conversations that people wrote without seeing the assistant: what is said, the topic (or the
topics that a careful reader accepts), and what is known of the context. The weights of the signs in
magdat/conversation/interpret/ (evidence.py: the topic; aspects.py: another question on it) are learned from them, and
judged on writers left out. The first messages are training sentences too, so everything here is read by a model that is
trained without these writers, and without the labels of what they wrote: ten minutes on one core.
--schrijf keeps the weights in leidraad/gespreksgewichten.yml; --ook judges other files, with the model in use.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from rich.console import Console
from scipy.optimize import minimize

from bench.rasa_pipelines import Pipeline, narrowed, ours, train, workplace
from bench.sentences import ROOT, descriptions, read_sentences
from magdat.commands.output import quiet
from magdat.conversation.dialogue import respond
from magdat.conversation.interpret.aspects import STAYS, aspects, chosen_among
from magdat.conversation.interpret.evidence import evidence
from magdat.conversation.outcome import PERSON, PersonWanted
from magdat.conversation.state import State
from magdat.files.documents import read_document
from magdat.guidance.statements import statement_id
from magdat.interpreter import open_interpreter
from magdat.knowledge import Knowledge, open_knowledge
from magdat.understanding import Interpreter, Understanding

CONVERSATIONS = ROOT / "data" / "gesprekken"
WEIGHTS = ROOT / "leidraad" / "gespreksgewichten.yml"
STRENGTH = 3.0
"""The inverse of the regularisation."""

HEAD = """\
# Hoeveel elk teken telt als de assistent midden in een gesprek kiest waarover een bericht gaat («gewichten»), en of het
# een andere vraag over hetzelfde onderwerp stelt («deelvragen»).
# Niet met de hand aanpassen: «python -m bench.conversations --schrijf» leert deze getallen uit data/gesprekken/.
# Wat de tekens betekenen, staat in evidence.py en aspects.py in magdat/conversation/interpret/.
"""


@dataclass(frozen=True)
class Said:
    """One message in a conversation, with what a careful reader makes of it."""

    understanding: Understanding
    topics: tuple[str, ...]
    context: dict[str, str | None]
    aspects: tuple[str, ...] | None = None
    """The other questions on the topic in hand that it may ask, none where it stays with that one; ``None`` where no
    reader said so."""


@dataclass(frozen=True)
class Choice:
    """One message in the middle of a conversation: the signs for each topic, and the topics that are right."""

    signs: dict[str, dict[str, float]]
    right: tuple[str, ...]


def read_conversations(path: Path, interpreter: Interpreter) -> list[list[Said]]:
    """Return the conversations in a file, understood."""
    written = read_document(path).data["gesprekken"]
    turns = [turn for conversation in written for turn in conversation["beurten"]]
    understood = iter(interpreter.parse([str(turn["zeg"]) for turn in turns]))
    return [
        [
            Said(
                next(understood),
                _listed(turn["onderwerp"]),
                turn.get("context") or {},
                _listed(turn["deelvraag"]) if "deelvraag" in turn else None,
            )
            for turn in conversation["beurten"]
        ]
        for conversation in written
    ]


def _listed(written: str | list[str]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written)


def choices(knowledge: Knowledge, conversation: Sequence[Said]) -> Iterable[Choice]:
    """Yield the topics there are to choose from, as if every earlier message had been understood rightly."""
    for state, said in _rightly(knowledge, conversation):
        yield Choice(evidence(knowledge.library, state, said.understanding), said.topics)


def choices_of_aspects(knowledge: Knowledge, conversation: Sequence[Said]) -> Iterable[Choice]:
    """Yield the questions on the topic in hand there are to choose from, where a reader said which is right."""
    for state, said in _rightly(knowledge, conversation):
        if said.aspects is not None and state.topic in said.topics:
            right = tuple(statement_id(state.topic, name) for name in said.aspects if name != state.statement)
            yield Choice(aspects(knowledge.library, state, said.understanding), right or (STAYS,))


def _rightly(knowledge: Knowledge, conversation: Sequence[Said]) -> Iterable[tuple[State, Said]]:
    """Yield every message but the first and the state before it, as if the earlier ones had been understood rightly."""
    state = State(noticed=True)
    for said in conversation:
        if state.topic is not None:
            yield state, said
        state = respond(knowledge, state, said.understanding).state
        if not {state.topic, *state.last} & set(said.topics):
            state = replace(state.about(said.topics[0], state.situation, state.among), last=(said.topics[0],))


def learn(found: Sequence[Choice]) -> dict[str, float]:
    """Return the weights under which the right choices are likeliest (conditional logit, L2)."""
    names = sorted({name for choice in found for signs in choice.signs.values() for name in signs})
    usable = [choice for choice in found if set(choice.right) & set(choice.signs)]
    tables = [
        np.array([[signs.get(name, 0.0) for name in names] for signs in choice.signs.values()]) for choice in usable
    ]
    right = [np.array([topic in choice.right for topic in choice.signs]) for choice in usable]
    start = np.array([float(name == "kans") for name in names])

    def loss(weights: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
        total, gradient = ((weights - start) ** 2).sum() / (2 * STRENGTH), (weights - start) / STRENGTH
        for table, wanted in zip(tables, right):
            scores = table @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            share = shares[wanted].sum()
            total -= np.log(max(share, 1e-12))
            gradient = gradient + table.T @ (shares - np.where(wanted, shares / max(share, 1e-12), 0.0))
        return float(total), gradient

    best = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return {name: round(float(weight), 3) for name, weight in zip(names, best)}


def judge_aspects(found: Sequence[Choice], weights: dict[str, float]) -> dict[str, float]:
    """Return how often the right question on the topic in hand is chosen, and how often it was left wrongly."""
    counts = {"n": len(found), "right": 0, "left wrongly": 0, "stayed wrongly": 0}
    for choice in found:
        others = {name: signs for name, signs in choice.signs.items() if name != STAYS}
        best = chosen_among(others, weights) or STAYS
        counts["right"] += best in choice.right
        counts["left wrongly"] += choice.right == (STAYS,) and best != STAYS
        counts["stayed wrongly"] += choice.right != (STAYS,) and best == STAYS
    return {name: count if name == "n" else round(count / max(len(found), 1), 4) for name, count in counts.items()}


def judge(knowledge: Knowledge, conversations: Sequence[Sequence[Said]]) -> dict[str, float]:
    """Hold whole conversations; return the shares of turns with the right topic, and with the context right as well."""
    counts = {"n": 0, "topic": 0, "both": 0, "unsure": 0}
    for conversation in conversations:
        state = State(noticed=True)
        for said in conversation:
            turn = respond(knowledge, state, said.understanding)
            state = turn.state
            topic, context, asked = _told([reply.custom for reply in turn.replies])
            topic = topic or (PERSON if isinstance(turn.outcome, PersonWanted) else None)
            right = topic in said.topics or (asked is not None and len(asked) == 1 and asked[0] in said.topics)
            counts["n"] += 1
            counts["topic"] += right
            counts["unsure"] += topic is None and asked is not None and len(asked) > 1
            counts["both"] += right and all(context.get(name) == value for name, value in said.context.items())
    return {name: count if name == "n" else round(count / counts["n"], 4) for name, count in counts.items()}


def _told(customs: Sequence[dict[str, Any]]) -> tuple[str | None, dict[str, Any], list[str] | None]:
    """Return the topic, the context and the readings offered in the replies of one turn; a bare question is none."""
    telling = (item for item in reversed(customs) if item.get("onderwerp") or "verduidelijking" in item)
    custom: dict[str, Any] = next(telling, {})
    return custom.get("onderwerp"), custom.get("context") or {}, custom.get("verduidelijking")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schrijf", action="store_true", help="write leidraad/gespreksgewichten.yml")
    parser.add_argument("--ook", type=Path, nargs="*", default=[], help="also judge these files")
    chosen = parser.parse_args()
    quiet()
    knowledge, console = open_knowledge(), Console(highlight=False)
    paths = sorted(CONVERSATIONS.glob("*.yml"))
    with workplace() as directory:
        unseen = without_writers({path.stem for path in paths}, directory)
        files = {path.stem: read_conversations(path, unseen) for path in paths}
    made = {name: [one for talk in talks for one in choices(knowledge, talk)] for name, talks in files.items()}
    asked = {
        name: [one for talk in talks for one in choices_of_aspects(knowledge, talk)] for name, talks in files.items()
    }
    for name, talks in files.items():
        weights, on_aspects = learn(_without(made, name)), learn(_without(asked, name))
        console.print(f"{name} left out: {judge(_with(knowledge, weights, on_aspects), talks)}", markup=False)
        console.print(f"  other questions on the topic: {judge_aspects(asked[name], on_aspects)}", markup=False)
    weights, on_aspects = learn(_without(made)), learn(_without(asked))
    console.print(weights, on_aspects, markup=False)
    for path in chosen.ook:
        talks = read_conversations(path, open_interpreter())
        console.print(f"{path.stem}: {judge(_with(knowledge, weights, on_aspects), talks)}", markup=False)
    if chosen.schrijf:
        body = yaml.safe_dump({"gewichten": weights, "deelvragen": on_aspects}, sort_keys=True)
        WEIGHTS.write_text(HEAD + body, encoding="utf-8")
        console.print(f"wrote {WEIGHTS.relative_to(ROOT)}")


def without_writers(writers: set[str], directory: Path) -> Interpreter:
    """Return an interpreter of our own pipeline, trained on nobody of these writers; it lives in ``directory``."""
    kept = [sentence for sentence in read_sentences() if sentence.writer not in writers]
    labels = {sentence.intent for sentence in kept}
    kept += descriptions(labels)
    config = narrowed(ours(), {sentence.text for sentence in kept}, directory / "gelabeld")
    return _Parsing(Pipeline(train(config, [item.text for item in kept], [item.intent for item in kept], directory)))


class _Parsing:
    """A pipeline as an interpreter."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def parse(self, texts: Sequence[str]) -> list[Understanding]:
        return [Understanding.from_parse(parse) for parse in self._pipeline.parse(texts)]

    def read(self, texts: Sequence[str]) -> list[Understanding]:
        return self.parse(texts)


def _without(made: dict[str, list[Choice]], writer: str | None = None) -> list[Choice]:
    return [choice for name, listed in made.items() if name != writer for choice in listed]


def _with(knowledge: Knowledge, weights: dict[str, float], on_aspects: dict[str, float]) -> Knowledge:
    guidance = replace(knowledge.guidance, weights=weights, aspect_weights=on_aspects)
    return replace(knowledge, guidance=guidance)


if __name__ == "__main__":
    main()
