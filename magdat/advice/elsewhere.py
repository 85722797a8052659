"""Where a policy says what a check misses, in another form: a statement under another topic, the text of a chapter.

What is brought in from a text of the company's own is all statements: its sanctions are no `sancties`, and its day of
review is a sentence. «Het beleid beschrijft geen sancties» would be false of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from magdat.advice.catalogue import Elsewhere
from magdat.advice.subject import Subject
from magdat.advice.terms import stands_in
from magdat.files.yaml_data import Location
from magdat.policy.clause_number import clause_order
from magdat.policy.whole_sentences import sentences_of

Said = tuple[str, Location]
"""The number of a clause or chapter, and where in the file it says something."""


def said_elsewhere(subject: Subject, sought: Elsewhere) -> list[Said]:
    """Return which clauses say something of what is sought, each once, in the order of their numbers.

    Its words are looked for only where nothing is about its topics: «sanctie» is said in passing too.
    """
    found: dict[str, Location] = {}
    for number, place in [*_about(subject, sought)] or _saying(subject, sought):
        found.setdefault(number, place)
    return sorted(found.items(), key=lambda item: clause_order(item[0]))


def _about(subject: Subject, sought: Elsewhere) -> Iterator[Said]:
    for index, item in enumerate(subject.policy.statements):
        if item.topic in sought.topics:
            yield str(item.clause), ("uitspraken", index)


def _saying(subject: Subject, sought: Elsewhere) -> Iterator[Said]:
    for index, item in enumerate(subject.policy.statements):
        if _says(item.text, sought):
            yield str(item.clause), ("uitspraken", index)
    for index, chapter in enumerate(subject.policy.articles):
        if chapter.text is not None and _says(chapter.text, sought):
            yield str(chapter.number), ("artikels", index, "tekst")


def _says(text: str, sought: Elsewhere) -> bool:
    """Return whether a sentence of a text says it: «iedereen leest mee» takes nothing away from another sentence."""
    return any(stands_in(sought.words, part) and not stands_in(sought.unless, part) for part in sentences_of(text))
