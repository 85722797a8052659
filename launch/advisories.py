"""Our answers to what is known against the locked packages, held to the lock, SECURITY.md and what pip-audit finds."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pydantic
import yaml

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- begin: scripts/audit -->", "<!-- end: scripts/audit -->"


class Name(pydantic.ConstrainedStr):
    """What an advisory is called."""

    regex = re.compile(r"CVE-\d{4}-\d{4,}$|GHSA(-[a-z0-9]{4}){3}$|PYSEC-\d{4}-\d+$")


class Answered(pydantic.BaseModel):
    """What is known against one locked package, and why one can live with it."""

    package: str
    locked: str
    advisories: list[Name]
    unconfirmed: list[Name] = []
    what: str
    reachable: bool
    answer: str = pydantic.Field(min_length=20)

    class Config:
        """Refuse what is misspelled."""

        extra = "forbid"


def answers(path: Path = ROOT / "advisories.yml") -> list[Answered]:
    """Return the answers.

    Raises:
        ValueError: the file is not as it must be.
        OSError: it cannot be read.
    """
    return [Answered(**item) for item in yaml.safe_load(path.read_text(encoding="utf-8"))]


def locked(path: Path = ROOT / "requirements.txt") -> dict[str, str]:
    """Return the version of every locked package, by its name.

    Raises:
        OSError: the lock cannot be read.
    """
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", path.read_text(encoding="utf-8"), re.M))


def faults(answered: Iterable[Answered], lock: Mapping[str, str]) -> Iterator[str]:
    """Yield which answers are about something else than what is locked."""
    seen = set()
    for item in answered:
        if item.package in seen:
            yield f"{item.package} is there twice"
        seen.add(item.package)
        if item.package not in lock:
            yield f"{item.package} is no longer locked: remove its answer"
        elif lock[item.package] != item.locked:
            now = lock[item.package]
            yield f"{item.package} is locked at {now}, answered for {item.locked}: look at its advisories again"
        for name in sorted(set(item.unconfirmed) - set(item.advisories)):
            yield f"{item.package}: {name} is unconfirmed, but not among its advisories"


def unanswered(found: Mapping[str, Any], answered: Iterable[Answered]) -> Iterator[str]:
    """Yield what pip-audit found and nobody answered, and what it could not look up.

    Args:
        found: pip-audit's report, as it writes it in JSON.
        answered: our answers; one is for an advisory under any of its names.
    """
    known = {item.package: set(item.advisories) for item in answered}
    for package in found["dependencies"]:
        if "skip_reason" in package:
            yield f"{package['name']} could not be looked up: {package['skip_reason']}"
        for fault in package.get("vulns", []):
            if not {fault["id"], *fault["aliases"]} & known.get(package["name"], set()):
                names = ", ".join([fault["id"], *fault["aliases"]])
                yield f"{package['name']} {package['version']}: {names} has no answer in advisories.yml"


def canary(answered: Iterable[Answered]) -> Answered:
    """Return a package of which an advisory is known for certain: who knows nothing of it knows no advisories.

    Raises:
        ValueError: there is none.
    """
    for item in answered:
        if set(item.advisories) - set(item.unconfirmed):
            return item
    raise ValueError("advisories.yml holds no advisory that was confirmed")


def knows(found: Mapping[str, Any], asked: Answered) -> bool:
    """Return whether pip-audit's report of the canary holds something of what is known of it."""
    names = {
        name
        for package in found["dependencies"]
        for fault in package.get("vulns", [])
        for name in (fault["id"], *fault["aliases"])
    }
    return bool(names & set(asked.advisories))


def table(answered: Iterable[Answered]) -> str:
    """Return the table of SECURITY.md; a star is for what was not found again."""
    lines = ["| package | locked | advisories | reachable | our answer |", "|---|---|---|---|---|"]
    for item in answered:
        names = ", ".join(f"{name}{'*' if name in item.unconfirmed else ''}" for name in item.advisories)
        reachable = "yes" if item.reachable else "no"
        lines.append(f"| {item.package} | {item.locked} | {names}: {item.what} | {reachable} | {item.answer} |")
    return "\n".join(lines)


def with_table(page: str, answered: Iterable[Answered]) -> str:
    """Return SECURITY.md with the table as it is now between its two marks.

    Raises:
        ValueError: the page has no marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page lacks the marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{table(answered)}\n{END}{after}"


def main(arguments: list[str] | None = None) -> int:
    """Check the answers; return 0 when all is answered for what is locked, 1 when something is not."""
    parser = argparse.ArgumentParser(prog="scripts/audit", description="Hold the answers to the lock.")
    parser.add_argument("--write", action="store_true", help="write the table of SECURITY.md")
    parser.add_argument("--canary", action="store_true", help="print a locked package that has a known advisory")
    parser.add_argument("--knows", type=Path, help="tell by a report of pip-audit on that one whether it knows any")
    parser.add_argument("--found", type=Path, help="a report of pip-audit in JSON")
    chosen = parser.parse_args(arguments)
    page = ROOT / "SECURITY.md"
    try:
        answered = answers()
        if chosen.canary:
            print(f"{canary(answered).package}=={canary(answered).locked}")
            return 0
        if chosen.knows:
            if knows(json.loads(chosen.knows.read_text(encoding="utf-8")), canary(answered)):
                return 0
            asked = canary(answered)
            print(f"it knows nothing of {asked.package} {asked.locked}, nor {asked.advisories[0]}", file=sys.stderr)
            return 1
        told = list(faults(answered, locked()))
        if chosen.found:
            told += unanswered(json.loads(chosen.found.read_text(encoding="utf-8")), answered)
        text = page.read_text(encoding="utf-8")
        wanted = with_table(text, answered)
    except (OSError, ValueError) as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    if chosen.write:
        page.write_text(wanted, encoding="utf-8")
    elif wanted != text:
        told.append("SECURITY.md does not say the same: run scripts/audit --write")
    for line in told:
        print(f"✗ {line}", file=sys.stderr)
    if not told:
        print(f"· {sum(len(item.advisories) for item in answered)} advisories of {len(answered)} packages are answered")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
