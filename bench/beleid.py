"""Does a policy that the model never saw answer its staff? `python -m bench.beleid [KEYS] [--beleid NAAM=BESTAND …]`.

For each policy that the keys name (`beleid`), in one run: whether the first message fits (as bench/past.py judges),
whether the right clause comes first and among three, beside what a document chatbot starts from (BM25, e5, both), how
often a forbidden deed is answered with «Ja», and how long it takes. Policies that weights were learned from are
matched with weights that were learned without them. Prints figures, judges nothing.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import statistics
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from bench.past import Judged, judge, read_keys
from magdat.commands.output import quiet
from magdat.conversation.dialogue import respond
from magdat.conversation.state import State
from magdat.guidance.library import load_library
from magdat.knowledge import Knowledge
from magdat.policy.answerable import Answerable, answerable
from magdat.policy.store import PolicyStore
from magdat.settings import Settings
from magdat.understanding import Understanding
from magdat.wording.phrases import load_phrases
from nlu.encoders import CACHE, TAUGHT, encoder_named
from nlu.matching.as_written import policy_file
from nlu.matching.kept import KeptVectors
from nlu.matching.labelled import FOLDER, KEYS
from nlu.matching.learn import learned_without, texts_of_policies
from nlu.matching.learned import Learned
from nlu.matching.likeness import Texts
from nlu.matching.matcher import Match, Matcher, asked_of
from nlu.matching.preference import words_of_guidance
from nlu.matching.questions import Parses, read_all
from nlu.text import fold

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """One key, with what was answered and found."""

    key: dict[str, Any]
    judged: Judged
    cited: str | None
    clauses: Sequence[str | None]
    """The clauses of what was found, the likeliest first."""

    baselines: Mapping[str, Sequence[str]]
    """The clauses as each baseline orders them."""

    @property
    def answerable(self) -> bool:
        """Return whether the policy answers it."""
        return bool(self.key["artikel"])

    def first(self, clauses: Sequence[str | None], most: int) -> bool:
        """Return whether a right clause is among the first ones."""
        distinct = list(dict.fromkeys(clauses))[:most]
        return any(clause in self.key["artikel"] for clause in distinct)


def bm25(texts: Sequence[str], question: str, saturation: float = 1.2, length: float = 0.75) -> Scores:
    """Return the score of every text (Robertson and Zaragoza 2009), over words in small letters without accents."""
    words = [re.findall(r"\w+", fold(text)) for text in texts]
    average = statistics.mean(map(len, words)) if words else 1.0
    found_in = Counter(word for text in words for word in set(text))
    scores = np.zeros(len(texts))
    for place, text in enumerate(words):
        counts = Counter(text)
        for word in set(re.findall(r"\w+", fold(question))) & set(counts):
            rare = math.log(1 + (len(texts) - found_in[word] + 0.5) / (found_in[word] + 0.5))
            much = counts[word] * (saturation + 1)
            scores[place] += rare * much / (counts[word] + saturation * (1 - length + length * len(text) / average))
    return scores


def by_clause(items: Sequence[Answerable]) -> dict[str, str]:
    """Return what each clause says, its statements joined: what a baseline reads."""
    found: dict[str, list[str]] = {}
    for item in items:
        if item.clause is not None:
            found.setdefault(item.clause, []).append(item.text)
    return {clause: " ".join(texts) for clause, texts in found.items()}


def baselines(
    clauses: Mapping[str, str], texts: Texts, question: str, vector: NDArray[np.float32]
) -> dict[str, list[str]]:
    """Return the clauses in the order of BM25, of e5's cosine, and of both together, unweighted."""
    names = list(clauses)
    words = bm25(list(clauses.values()), question)
    meaning = (texts.vectors(list(clauses.values())) @ vector).astype(np.float64)
    found = {"BM25": words, "e5": meaning, "beide": _standard(words) + _standard(meaning)}
    return {name: [names[index] for index in np.argsort(-scores, kind="stable")] for name, scores in found.items()}


def _standard(scores: Scores) -> Scores:
    found: Scores = (scores - scores.mean()) / (scores.std() or 1.0)
    return found


def ask(
    knowledge: Knowledge, matcher: Matcher, texts: Texts, plain: Texts, keys: Sequence[dict[str, Any]], read: Parses
) -> list[Asked]:
    """Ask every question, each in a conversation of its own.

    Args:
        knowledge: the policy.
        matcher: the same, ready for questions.
        texts: the vectors with which it is matched.
        plain: the vectors of e5 as it comes, for the baselines.
        keys: the questions.
        read: how the pipeline reads them.
    """
    clause_of = {item.id: item.clause for item in matcher.items}
    clauses = by_clause(matcher.items)
    found = []
    for key in keys:
        question = str(key["vraag"])
        parse = read[question]
        match: Match = matcher.match(asked_of(parse, texts.vectors([question])[0]))
        told = {**parse, "text": question, "beleid": match.to_data(knowledge.loaded.document.digest)}
        replies = respond(knowledge.anew(), State(noticed=True), Understanding.from_parse(told)).replies
        custom: dict[str, Any] = next((reply.custom for reply in replies if "onderwerp" in reply.custom), {})
        judged = judge(key, "\n".join(reply.text for reply in replies), custom)
        ordered = [clause_of[item.id] for item in match.found]
        found.append(
            Asked(
                key,
                judged,
                custom.get("artikel"),
                ordered,
                baselines(clauses, plain, question, plain.vectors([question])[0]),
            )
        )
    return found


def row(asked: Sequence[Asked]) -> list[str]:
    """Return the figures of some keys, in the order of ``COLUMNS``."""
    known = [item for item in asked if item.answerable]
    forbidden = [item for item in asked if item.key["opener"] == "nee"]

    def share(found: Sequence[bool]) -> str:
        return f"{sum(found) / len(found):.2f}" if found else "–"

    return [
        str(len(asked)),
        share([item.judged.fits for item in asked]),
        share([item.judged.opening for item in asked]),
        share([item.judged.facts for item in asked]),
        share([item.cited in item.key["artikel"] for item in known]),
        share([item.first(item.clauses, 1) for item in known]),
        share([item.first(item.clauses, 3) for item in known]),
        *(
            f"{share([item.first(item.baselines[name], 1) for item in known])}/"
            f"{share([item.first(item.baselines[name], 3) for item in known])}"
            for name in ("BM25", "e5", "beide")
        ),
        f"{sum(item.judged.text.startswith('Ja') for item in forbidden)}/{len(forbidden)}",
    ]


COLUMNS = (
    "vragen", "past", "begin", "feiten", "artikel in antwoord", "artikel eerst", "bij drie",
    "BM25", "e5", "beide", "verboden met Ja",
)  # fmt: skip


def timed(learned: Learned, items: Sequence[Answerable], parse: Mapping[str, Any]) -> dict[str, float]:
    """Return the milliseconds of reading 500 statements anew, and of one question to them."""
    copied = [items[index % len(items)] for index in range(500)]
    many = [replace(item, text=f"{item.text} ({index})") for index, item in enumerate(copied)]
    texts = Texts(encoder_named(TAUGHT))
    started = time.perf_counter()
    texts.vectors([item.text for item in many])
    encoded = time.perf_counter()
    matcher = Matcher(many, texts, learned)
    built = time.perf_counter()
    asked = asked_of(parse, texts.vectors([str(parse["text"])])[0])
    matcher.match(asked)
    taken = []
    for _ in range(50):
        begun = time.perf_counter()
        matcher.match(asked)
        taken.append(time.perf_counter() - begun)
    return {
        "500 teksten lezen (e5)": 1000 * (encoded - started),
        "500 teksten klaarzetten": 1000 * (built - encoded),
        "één vraag tegenover 500, mediaan": 1000 * statistics.median(taken),
    }


def main() -> None:
    """Ask, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("keys", nargs="?", type=Path, default=FOLDER / KEYS)
    parser.add_argument("--beleid", action="append", default=[], metavar="NAAM=BESTAND", help="another file for a name")
    parser.add_argument("--alle-gewichten", action="store_true", help="do not learn weights without each policy")
    parser.add_argument("--lees", type=int, default=0, metavar="N", help="print N answers that do not fit")
    chosen = parser.parse_args()
    quiet()
    console = Console(highlight=False, width=150)
    keys = read_keys([chosen.keys])
    files = {name: Path(path) for name, path in (item.split("=", 1) for item in chosen.beleid)}
    settings = Settings.from_environment()
    library, phrases = load_library(settings.guidance), load_phrases(settings.guidance / "zinnen.yml")
    learned, texts = Learned.load(), texts_of_policies()
    plain = Texts(KeptVectors(encoder_named("e5"), CACHE / "beleid"))
    without = {} if chosen.alle_gewichten else learned_without(library, texts)
    read = read_all([str(key["vraag"]) for key in keys])
    table = Table("beleid", *COLUMNS)
    everything: list[Asked] = []
    items: Sequence[Answerable] = ()
    for name in dict.fromkeys(str(key["beleid"]) for key in keys):
        store = PolicyStore(files.get(name) or policy_file(name, library), library)
        knowledge = Knowledge(settings, library, phrases, store)
        items = answerable(knowledge.policy, library)
        used = without.get(name, learned)
        matcher = Matcher(items, texts, used, words_of_guidance(library, used.common))
        asked = ask(knowledge, matcher, texts, plain, [key for key in keys if key["beleid"] == name], read)
        table.add_row(name, *row(asked))
        everything += asked
    table.add_row("alle", *row(everything))
    console.print(table)
    times = timed(learned, items, read[str(keys[0]["vraag"])])
    console.print_json(data={f"{name} (ms)": round(taken, 1) for name, taken in times.items()})
    for item in [item for item in everything if not item.judged.fits][: chosen.lees]:
        console.print(f"\n? {item.key['vraag']}\n  wil {item.key['opener']} {item.key['artikel']}", markup=False)
        console.print(f"  {json.dumps(list(item.clauses)[:3])} {item.judged.text}", markup=False)


if __name__ == "__main__":
    main()
