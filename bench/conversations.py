"""Learn how a conversation goes, and measure it: `python -m bench.conversations`.

data/gesprekken/ holds conversations that people wrote without seeing the assistant: what is said, the topic (or the
topics that a careful reader accepts), and what is known of the context. The weights of the signs in
magdat/conversation/interpret/evidence.py are learned from them, and judged on writers left out. The first messages are
training sentences too, so everything here is read by a model that is trained without these writers: some minutes.
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

from bench.context import LABELLED
from bench.rasa_pipelines import Pipeline, ours, train, workplace
from bench.sentences import ROOT, descriptions, read_sentences
from magdat.commands.output import quiet
from magdat.conversation.dialogue import respond
from magdat.conversation.interpret.evidence import evidence
from magdat.conversation.outcome import PERSON, PersonWanted
from magdat.conversation.state import State
from magdat.files.documents import read_document
from magdat.interpreter import open_interpreter
from magdat.knowledge import Knowledge, open_knowledge
from magdat.understanding import Interpreter, Understanding

CONVERSATIONS = ROOT / "data" / "gesprekken"
WEIGHTS = ROOT / "leidraad" / "gespreksgewichten.yml"
STRENGTH = 3.0
"""The inverse of the regularisation."""

HEAD = """\
# Hoeveel elk teken telt als de assistent midden in een gesprek kiest waarover een bericht gaat.
# Niet met de hand aanpassen: «python -m bench.conversations --schrijf» leert deze getallen uit data/gesprekken/.
# Wat de tekens betekenen, staat in magdat/conversation/interpret/evidence.py.
"""


@dataclass(frozen=True)
class Said:
    """One message in a conversation, with what a careful reader makes of it."""

    understanding: Understanding
    topics: tuple[str, ...]
    context: dict[str, str | None]


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
            Said(next(understood), _topics(turn["onderwerp"]), turn.get("context") or {})
            for turn in conversation["beurten"]
        ]
        for conversation in written
    ]


def _topics(written: str | list[str]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written)


def choices(knowledge: Knowledge, conversation: Sequence[Said]) -> Iterable[Choice]:
    """Yield what there is to choose in a conversation, as if every earlier message had been understood rightly."""
    state = State(noticed=True)
    for said in conversation:
        if state.topic is not None:
            yield Choice(evidence(knowledge.library, state, said.understanding), said.topics)
        state = respond(knowledge, state, said.understanding).state
        if not {state.topic, *state.last} & set(said.topics):
            state = replace(state.about(said.topics[0], state.situation, state.among), last=(said.topics[0],))


def learn(found: Sequence[Choice]) -> dict[str, float]:
    """Return the weights under which the right topics are likeliest (conditional logit, L2)."""
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
    made = {name: [list(choices(knowledge, talk)) for talk in talks] for name, talks in files.items()}
    for name, talks in files.items():
        others = [choice for other, lists in made.items() if other != name for listed in lists for choice in listed]
        console.print(f"{name} left out: {judge(_with(knowledge, learn(others)), talks)}", markup=False)
    weights = learn([choice for lists in made.values() for listed in lists for choice in listed])
    console.print(weights, markup=False)
    for path in chosen.ook:
        talks = read_conversations(path, open_interpreter())
        console.print(f"{path.stem}: {judge(_with(knowledge, weights), talks)}", markup=False)
    if chosen.schrijf:
        body = yaml.safe_dump({"gewichten": weights}, sort_keys=True)
        WEIGHTS.write_text(HEAD + body, encoding="utf-8")
        console.print(f"wrote {WEIGHTS.relative_to(ROOT)}")


def without_writers(writers: set[str], directory: Path) -> Interpreter:
    """Return an interpreter of our own pipeline, trained on nobody of these writers; it lives in ``directory``."""
    kept = [sentence for sentence in read_sentences() if sentence.writer not in writers]
    kept += descriptions({sentence.intent for sentence in kept})
    texts = {sentence.text for sentence in kept}
    labelled = directory / "gelabeld.tsv"
    lines = LABELLED.read_text(encoding="utf-8").splitlines(keepends=True)
    labelled.write_text("".join(line for line in lines if line.split("\t")[0] in texts), encoding="utf-8")
    config = ours()
    for component in config["pipeline"]:
        if "labelled" in component:
            component["labelled"] = str(labelled)
    trained = Pipeline(train(config, [item.text for item in kept], [item.intent for item in kept], directory))
    return _Parsing(trained)


class _Parsing:
    """A pipeline as an interpreter."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def parse(self, texts: Sequence[str]) -> list[Understanding]:
        return [Understanding.from_parse(parse) for parse in self._pipeline.parse(texts)]


def _with(knowledge: Knowledge, weights: dict[str, float]) -> Knowledge:
    return replace(knowledge, guidance=replace(knowledge.guidance, weights=weights))


if __name__ == "__main__":
    main()
