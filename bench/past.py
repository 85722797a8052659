"""Does the first answer fit the question that was asked? `python -m bench.past KEY.jsonl … [--lees N]`.

A key is a line of JSON: {"vraag", "opener": "ja|nee|geen|vrij", "feiten": [[regex, …], …], "verboden": [regex, …],
"verheldering": bool}. An answer fits when it begins as an honest person would (`opener`), says one wording of each
fact, says nothing that is forbidden, or asks back where that is fair. Keys are written without sight of the texts.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from magdat.commands.output import quiet
from magdat.conversation.dialogue import respond
from magdat.conversation.state import State
from magdat.interpreter import open_interpreter
from magdat.knowledge import Knowledge, open_knowledge

FREE, NEITHER = "vrij", "geen"


@dataclass(frozen=True)
class Judged:
    """One question with the first answer to it, and what of it fits."""

    key: dict[str, Any]
    text: str
    topic: str | None
    statement: str | None
    opening: bool
    facts: bool
    allowed: bool
    asked_back: bool

    @property
    def fits(self) -> bool:
        """Return whether somebody who asked exactly this has the answer."""
        return (self.opening and self.facts and self.allowed) or bool(self.key.get("verheldering") and self.asked_back)

    @property
    def words(self) -> int:
        """Return the number of words of the first layer."""
        return len(self.text.split())


def begins_with(text: str) -> str:
    """Return «ja», «nee», «hangt» or «geen»: how a text begins."""
    start = re.match(r"(ja|nee|dat hangt)\b", text.strip().lower())
    return {"ja": "ja", "nee": "nee", "dat hangt": "hangt"}[start.group(1)] if start else NEITHER


def judge(key: dict[str, Any], text: str, custom: dict[str, Any]) -> Judged:
    """Return how an answer fits a key."""

    def stands(pattern: str) -> bool:
        return re.search(pattern, text, re.IGNORECASE | re.DOTALL) is not None

    return Judged(
        key,
        text,
        custom.get("onderwerp"),
        custom.get("uitspraak"),
        opening=key["opener"] in {FREE, begins_with(text)},
        facts=all(any(stands(wording) for wording in fact) for fact in key["feiten"]),
        allowed=not any(stands(pattern) for pattern in key["verboden"]),
        asked_back=custom.get("onderwerp") is None and bool(custom.get("verduidelijking")),
    )


def answers(knowledge: Knowledge, questions: Sequence[str]) -> list[tuple[str, dict[str, Any]]]:
    """Return the first answer to each question, each in a conversation of its own, as text and as data."""
    found: list[tuple[str, dict[str, Any]]] = []
    for understood in open_interpreter().parse(questions):
        replies = respond(knowledge, State(noticed=True), understood).replies
        custom: dict[str, Any] = next(
            (item.custom for item in replies if "onderwerp" in item.custom and "ook" not in item.custom), {}
        )
        found.append(("\n".join(reply.text for reply in replies), custom))
    return found


def read_keys(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Return the keys of every file, in order."""
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the shares that the table shows, and the words of the first layer."""
    words = sorted(item.words for item in judged)

    def share(found: Sequence[bool]) -> float:
        return round(sum(found) / len(found), 3)

    return {
        "vragen": len(judged),
        "past": share([item.fits for item in judged]),
        "begin": share([item.opening for item in judged]),
        "feiten": share([item.facts for item in judged]),
        "niets verkeerds": share([item.allowed for item in judged]),
        "teruggevraagd": share([item.asked_back for item in judged]),
        "woorden, mediaan": statistics.median(words),
        "woorden, p90": words[int(0.9 * len(words))],
    }


def main() -> None:
    """Ask, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("keys", nargs="+", type=Path)
    parser.add_argument("--lees", type=int, default=0, metavar="N", help="print N answers that do not fit")
    parser.add_argument("--uit", type=Path, help="write every answer with its judgement as JSON")
    chosen = parser.parse_args()
    quiet()
    console = Console(highlight=False)
    keys = read_keys(chosen.keys)
    found = answers(open_knowledge(), [key["vraag"] for key in keys])
    judged = [judge(key, *answer) for key, answer in zip(keys, found)]
    console.print_json(data=figures(judged))
    by_topic: dict[str, list[Judged]] = defaultdict(list)
    for item in judged:
        by_topic[str(item.key.get("topic", "-"))].append(item)
    for topic, items in sorted(by_topic.items()):
        fit, right = sum(item.fits for item in items), sum(item.topic == topic for item in items)
        console.print(f"  {topic:26} past {fit}/{len(items)}, onderwerp {right}/{len(items)}")
    for item in [item for item in judged if not item.fits][: chosen.lees]:
        marks = f"begin {item.opening} feiten {item.facts} verboden {not item.allowed}"
        console.print(f"\n? {item.key['vraag']}\n  wil {item.key['opener']} {item.key['feiten']}", markup=False)
        console.print(f"  {marks} [{item.statement}]\n  {item.text}", markup=False)
    if chosen.uit:
        rows = [{**vars(item), "past": item.fits} for item in judged]
        chosen.uit.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
