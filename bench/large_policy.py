"""How long a large policy takes: 40 pages brought in, and 500 statements loaded, checked and asked. Judges nothing.

    .venv/bin/python -m bench.large_policy [--pages 40] [--statements 500] [--repeat 5]

The pages are those of policies as companies write them (data/beleid/teksten/), one behind the other in a document of
Word, without their numbers; the statements are the first ones that come out of it. Needs the trained model.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document

from bench.policy import seconds
from magdat.advice import advise
from magdat.commands.output import quiet
from magdat.files.yaml_text import yaml_text
from magdat.guidance.library import Library, load_library
from magdat.importing.build import Imported, import_policy
from magdat.importing.cues import load_cues
from magdat.interpreter import open_interpreter
from magdat.policy.answerable import answerable
from magdat.policy.loading import load_policy
from magdat.settings import Settings
from nlu.matching.as_written import TEXTS
from nlu.matching.learn import texts_of_policies
from nlu.matching.learned import Learned
from nlu.matching.matcher import Matcher, asked_of
from nlu.matching.preference import words_of_guidance
from nlu.matching.questions import read_all

IMPORT_GOAL, LOAD_GOAL, MATCH_GOAL = 20.0, 1.0, 0.003
"""Seconds that issue 13 asks for."""

WORDS = 500
"""Of a page without white between the lines: more than a page of a policy has."""

QUESTION = "mag ik een foto van een collega op mijn instagram zetten?"

_NUMBER = re.compile(r"^(?:(?:artikel|art\.|hoofdstuk)\s*)?(?:\d+(?:\.\d+)*|[IVX]+)[.:)]?\s+", re.IGNORECASE)


def pages(count: int) -> Iterator[str]:
    """Yield the lines of so many pages."""
    left = count * WORDS
    for path in sorted(TEXTS.glob("*.md")):
        for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
            if left <= 0:
                return
            left -= len(line.split())
            yield line


def write(lines: Iterator[str], path: Path) -> None:
    """Write lines as a document of Word, with headings and lists."""
    document = Document()
    document.add_heading("Gemaakt voor de meting", 0)
    for line in lines:
        depth = len(line) - len(line.lstrip("#"))
        text = _NUMBER.sub("", line.lstrip("# ").removeprefix("- "))
        if depth:
            document.add_heading(text, depth)
        else:
            document.add_paragraph(text, "List Bullet" if line.startswith("- ") else None)
    document.save(str(path))


def first_of(imported: Imported, count: int) -> dict[str, Any]:
    """Return what was brought in with so many of its statements, and none that is an exception to what is left out."""
    chosen = imported.data["uitspraken"][:count]
    names = {item["id"] for item in chosen}
    whole = [item for item in chosen if item.get("uitzondering_op", item["id"]) in names]
    return {**imported.data, "uitspraken": whole}


def told(what: str, taken: float, goal: float) -> None:
    """Print a figure beside its goal."""
    shown = f"{taken:.1f} s" if goal > 1 else f"{taken * 1000:.1f} ms"
    print(f"  {what}: {shown} = {taken / goal:.2f} x the goal")


def measured_match(path: Path, library: Library) -> float:
    """Return the seconds of one question to a policy, the median of fifty."""
    items = answerable(load_policy(path, library).policy, library)
    texts, learned = texts_of_policies(), Learned.load()
    matcher = Matcher(items, texts, learned, words_of_guidance(library, learned.common))
    asked = asked_of(read_all([QUESTION])[QUESTION], texts.vectors([QUESTION])[0])
    return statistics.median(seconds(lambda: matcher.match(asked), 1) for _ in range(50))


def main() -> None:
    """Bring in, load, check, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--statements", type=int, default=500)
    parser.add_argument("--repeat", type=int, default=5)
    chosen = parser.parse_args()
    quiet()
    guidance = Settings.from_environment().guidance
    library, cues = load_library(guidance), load_cues(guidance)
    interpreter = open_interpreter()
    interpreter.read([QUESTION])
    with tempfile.TemporaryDirectory() as folder:
        document, policy = Path(folder) / "beleid.docx", Path(folder) / "beleid.yml"
        write(pages(chosen.pages), document)
        began, worked = time.perf_counter(), time.process_time()
        imported = import_policy(document, library, cues, lambda: interpreter)
        taken, work = time.perf_counter() - began, time.process_time() - worked
        print(f"{chosen.pages} pages of {WORDS} words: {len(imported.proposals)} statements")
        told(f"brought in, the model loaded ({work:.1f} s of one core)", taken, IMPORT_GOAL)
        policy.write_text(yaml_text(first_of(imported, chosen.statements)), encoding="utf-8")
        loaded = load_policy(policy, library)
        print(f"{len(loaded.policy.statements)} statements, {policy.stat().st_size / 1000:.0f} kB")
        told("load and check", seconds(lambda: load_policy(policy, library), chosen.repeat), LOAD_GOAL)
        advice = seconds(lambda: advise(loaded, library, dt.date.today()), chosen.repeat)
        told("what is against law and guidance, beside it", advice, LOAD_GOAL)
        told("one question matched, median", measured_match(policy, library), MATCH_GOAL)


if __name__ == "__main__":
    main()
