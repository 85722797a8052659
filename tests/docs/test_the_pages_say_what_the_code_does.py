"""docs/contract.md and docs/woordenlijst.md against the code: what one names, the other has."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from pathlib import Path

import pytest
from pydantic import BaseModel

import magdat
from magdat.answers.composer import compose
from magdat.guidance.library import Library, load_library
from magdat.knowledge import open_knowledge
from magdat.settings import Settings
from magdat.situation import Situation

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "woordenlijst.md").read_text(encoding="utf-8")


def rows(page: str) -> list[list[str]]:
    lines = [line for line in page.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "leidraad")


def test_the_contract_names_every_topic_and_no_other(library: Library) -> None:
    section = CONTRACT.partition("## The topics")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([a-z0-9_]+)`", section))
    assert named == {topic.id for topic in library.topics}


def test_the_contract_names_every_key_of_an_answer(library: Library) -> None:
    knowledge = open_knowledge(Settings.from_environment({}))
    keys = {key for topic in library.answers for key in compose(knowledge, topic, Situation()).custom()}
    assert keys <= documented_keys()


def documented_keys() -> set[str]:
    table = CONTRACT.partition("## The topics")[0]
    return {key for row in rows(table) for key in re.findall(r"`(\w+)`", row[0])}


def test_every_key_of_the_contract_is_one_that_the_code_gives() -> None:
    sources = [path for room in ("magdat", "actions") for path in (ROOT / room).rglob("*.py")]
    written = {key for path in sources for key in re.findall(r'"(\w+)"\s*[:\]]', path.read_text(encoding="utf-8"))}
    assert documented_keys() <= written


def aliases() -> dict[str, set[str]]:
    """Return every key of a file that people edit, with what the code calls it."""
    found: dict[str, set[str]] = defaultdict(set)
    for item in pkgutil.walk_packages(magdat.__path__, "magdat."):
        if ".migrations." in item.name:
            continue
        for model in vars(importlib.import_module(item.name)).values():
            if isinstance(model, type(BaseModel)) and model.__module__ == item.name:
                for field in model.__fields__.values():
                    found[field.alias].add(field.name)
    return found


def glossary() -> dict[str, set[str]]:
    """Return every Dutch word of the glossary with the English ones beside it."""
    found: dict[str, set[str]] = defaultdict(set)
    for dutch, english, *_ in rows(GLOSSARY):
        words = re.sub(r"\s*\([^)]*\)", "", english).split(", ")
        for key in dutch.split(", "):
            found[key] |= set(words)
    return found


def test_the_glossary_has_every_key_whose_name_in_the_code_is_another() -> None:
    known = glossary()
    missing = {key: names for key, names in aliases().items() if names != {key} and key not in known}
    assert missing == {}, "add a row for each to docs/woordenlijst.md"


def test_the_glossary_calls_a_key_what_the_code_calls_it() -> None:
    known = glossary()
    wrong = {key: names for key, names in aliases().items() if key in known and not names & known[key]}
    assert wrong == {}
