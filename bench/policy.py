"""How long a policy of 500 rules takes to read, check and answer from. Prints figures, judges nothing.

    .venv/bin/python -m bench.policy [--rules 500] [--repeat 5]

Two shapes: rules spread over the topics, as a company writes them, and all rules on one topic, which is the
worst case for the check for conflicts and for selection.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import itertools
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from magdat.advice import advise
from magdat.files.documents import parse, read_document
from magdat.files.problems import DocumentError
from magdat.guidance.library import Library, load_library
from magdat.guidance.model import Kind
from magdat.policy.conflicts import conflicts, unreachable
from magdat.policy.loading import load_policy
from magdat.policy.model import Policy
from magdat.policy.selection import decide, select
from magdat.settings import Settings
from magdat.situation import DIMENSIONS, OTHER, Situation

LOAD_GOAL, SELECT_GOAL = 1.0, 0.001
"""Seconds that issue 4 asks for."""

HEAD = """formaat: 1
titel: Gemaakt voor de meting
versie: "1.0"
geldig_vanaf: 2026-01-01
herzien_voor: 2027-01-01
bedrijf:
  naam: Meetbedrijf
  werknemers: 5000
  sector: privé
  overlegorganen: {ondernemingsraad: ja, cpbw: ja, vakbondsafvaardiging: ja}
  afdelingen: [%s]
vindplaats: {plaats: op het intranet}
contacten:
  hr: {functie: de personeelsdienst, telefoon: "1"}
artikels:
  - {nummer: "1", titel: Alles}
regels:
"""

DEPARTMENTS = [f"afdeling-{number}" for number in range(12)]


def generate(count: int, topics: list[str], platforms: list[str], seed: int = 1) -> str:
    """Return the text of a policy with so many rules, none of which has the same conditions as another."""
    chance = random.Random(seed)
    boxes = [
        (moment, device, platform, department)
        for moment, device, platform, department in itertools.product(
            ["", "werkuren", "pauze", "buiten_werkuren"], ["", "eigen", "werk"], ["", *platforms], ["", *DEPARTMENTS]
        )
    ]
    lines = [HEAD % ", ".join(DEPARTMENTS)]
    per_topic = itertools.cycle(topics)
    chosen = {topic: iter(chance.sample(boxes, len(boxes))) for topic in topics}
    for number in range(count):
        topic = next(per_topic)
        moment, device, platform, department = next(chosen[topic])
        lines.append(f'  - id: regel-{number}\n    onderwerp: {topic}\n    artikel: "1.{number + 1}"\n')
        asked = {"moment": moment, "toestel": device, "platform": platform, "afdeling": department}
        conditions = "".join(f"      {name}: {value}\n" for name, value in asked.items() if value)
        lines.append(f"    als:\n{conditions}" if conditions else "")
        decision = chance.choice(["ja", "nee"])
        lines.append(f"    besluit: {decision}\n    tekst: Dit is de regel met nummer {number}.\n")
    return "".join(lines)


def seconds(action: Callable[[], object], repeat: int) -> float:
    """Return the shortest time of an action: what it takes when nothing else wants the machine."""
    taken = []
    for _ in range(repeat):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return min(taken)


def situations(policy: Policy, count: int) -> Iterator[tuple[str, Situation]]:
    """Yield random full situations, each with a topic."""
    chance = random.Random(2)
    for _ in range(count):
        rule = chance.choice(policy.rules)
        values = {name: chance.choice([*rule.conditions.values(name), OTHER]) for name in DIMENSIONS}
        yield rule.topic, Situation.of({**values, "moment": "werkuren", "toestel": "eigen", "rol": "medewerker"})


def measure(name: str, path: Path, library: Library, repeat: int) -> None:
    """Print the figures of one policy."""
    document = read_document(path)
    policy = parse(Policy, document)
    topics = list(dict.fromkeys(rule.topic for rule in policy.rules))
    rules = {topic: policy.rules_for(topic) for topic in topics}
    asked = list(situations(policy, 2000))
    found = sum(1 for topic in topics for _ in conflicts(rules[topic]))
    size = path.stat().st_size / 1000
    print(f"{name}: {len(policy.rules)} rules on {len(topics)} topics, {size:.0f} kB, {found} conflicts")

    def checks() -> None:
        for topic in topics:
            list(conflicts(rules[topic]))
            list(unreachable(rules[topic]))

    def attempt() -> None:
        with contextlib.suppress(DocumentError):  # made-up rules contradict each other; finding that is the work
            load_policy(path, library)

    reading = seconds(lambda: read_document(path), repeat)
    building = seconds(lambda: parse(Policy, document), repeat)
    checking = seconds(checks, repeat)
    whole = seconds(attempt, repeat)
    selecting = seconds(lambda: [select(policy.rules_for(topic), where) for topic, where in asked], 1) / len(asked)
    deciding = seconds(lambda: [decide(rules[topic], Situation(rol="medewerker")) for topic in topics], 1) / len(topics)
    print(f"  read {reading * 1000:.0f} ms, build {building * 1000:.0f} ms, conflicts {checking * 1000:.0f} ms")
    print(f"  load and check {whole * 1000:.0f} ms = {whole / LOAD_GOAL:.2f} x the goal of {LOAD_GOAL:g} s")
    print(f"  select {selecting * 1e6:.0f} us = {selecting / SELECT_GOAL:.2f} x the goal of {SELECT_GOAL * 1000:g} ms")
    print(f"  decide with nothing known {deciding * 1000:.1f} ms a topic")


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rules", type=int, default=500)
    parser.add_argument("--repeat", type=int, default=5)
    arguments = parser.parse_args()
    settings = Settings.from_environment()
    library = load_library(settings.guidance)
    topics = [topic.id for topic in library.topics if topic.kind is Kind.RULE]
    platforms = sorted(library.platforms)
    with tempfile.TemporaryDirectory() as folder:
        for name, chosen in (("spread", topics), ("one topic", topics[:1])):
            path = Path(folder) / f"{name.replace(' ', '-')}.yml"
            path.write_text(generate(arguments.rules, chosen, platforms), encoding="utf-8")
            measure(name, path, library, arguments.repeat)
    loaded = load_policy(settings.policy, library)
    print(f"in use: {len(loaded.policy.rules)} rules")
    print(f"  load and check {seconds(lambda: load_policy(settings.policy, library), arguments.repeat) * 1000:.0f} ms")
    print(f"  advise {seconds(lambda: advise(loaded, library, dt.date.today()), arguments.repeat) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
