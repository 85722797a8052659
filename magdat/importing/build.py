"""The whole import: from a document to the text of a policy file that answers at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from magdat.files.problems import MagDatError
from magdat.files.yaml_data import read_yaml
from magdat.guidance.library import Library
from magdat.importing.accounting import lost
from magdat.importing.antecedents import with_antecedents
from magdat.importing.contact_lines import contact_lines
from magdat.importing.cues import Cues
from magdat.importing.facts import facts_of
from magdat.importing.front import front_of
from magdat.importing.groups import with_roles
from magdat.importing.joining import joined
from magdat.importing.kinds import heard
from magdat.importing.language import DUTCH, language_of
from magdat.importing.left import Left
from magdat.importing.outline import outline_of
from magdat.importing.passages import LONGEST, Passage, passages_of
from magdat.importing.people import Directory
from magdat.importing.proposals import Proposal, propose, without_repeats
from magdat.importing.questions import questions_of
from magdat.importing.reading.opening import read_source
from magdat.importing.source import Source, Unreadable
from magdat.importing.subjects import topics_of_passages
from magdat.importing.topics import NewTopic, topics_of, topics_of_policies
from magdat.importing.writing import Told, policy_data, policy_text
from magdat.policy.whole_sentences import sentences_of
from magdat.understanding import Interpreter


class LostText(MagDatError):
    """Something of the document would be lost; nothing is written."""


@dataclass(frozen=True)
class Imported:
    """A policy file as it is proposed."""

    text: str
    data: dict[str, Any]
    proposals: tuple[Proposal, ...]
    topics: tuple[NewTopic, ...]
    left: tuple[Left, ...]
    remarks: tuple[str, ...]


def import_policy(
    path: Path, library: Library, cues: Cues, interpreter: Callable[[], Interpreter], told: Told | None = None
) -> Imported:
    """Read a document and propose a policy file.

    Args:
        path: the document.
        library: the guidance, with its topics.
        cues: the words by which sentences are heard.
        interpreter: opens the understanding; called once the document turned out to be readable.
        told: what somebody tells of the company beside the document.

    Raises:
        Unreadable: the document cannot be imported; the text says why.
        LostText: a sentence of it would be lost.
        NoInterpreter: there is no understanding to propose topics with.
    """
    source = read_source(path)
    language = language_of(" ".join(block.text for block in source.blocks), cues.languages)
    if language != DUTCH:
        raise Unreadable(f"{path}: deze tekst is in het {language}, en ik lees alleen Nederlands → vertaal hem eerst")
    return build(source, path.name, library, cues, interpreter(), told or Told())


def build(source: Source, name: str, library: Library, cues: Cues, interpreter: Interpreter, told: Told) -> Imported:
    """Propose a policy file for a document that was read.

    Raises:
        LostText: a sentence of it would be lost.
    """
    outline = outline_of(source)
    if not outline.clauses:
        raise Unreadable(f"{name}: onder de titel staat geen tekst → kijk of dit het juiste bestand is")
    directory = Directory(cues)
    directory.read(
        (sentence for block in source.blocks for sentence in sentences_of(block.text, cues.abbreviations)),
        contact_lines(source.blocks, directory.desks, cues),
    )
    passages, introductions = _introductions(joined(passages_of(outline.clauses, cues), cues), cues)
    too_long = [Left(item.text, item.place) for item in passages if len(item.text) > LONGEST]
    passages = [item for item in passages if len(item.text) <= LONGEST]
    ours = topics_of_policies(library, cues.topics_of_staff)
    of_clauses, own = topics_of(outline.clauses, outline.chapters, library, ours, interpreter)
    topics = topics_of_passages(passages, of_clauses, ours, interpreter)
    proposals, repeats = without_repeats(propose(passages, outline.chapters, topics, directory, cues, library.telling))
    proposals, roles = with_roles(with_antecedents(proposals, cues), cues)
    used = {proposal.topic for proposal in proposals}
    own = [topic for topic in own if topic.id in used]
    front, beyond = front_of(outline, cues)
    facts = facts_of(" ".join(block.text for block in source.blocks), cues)
    again = [Left(item.passage.text, f"{item.passage.place}, staat er al") for item in repeats]
    left = [*too_long, *beyond, *again, *(Left(block.text, block.place) for block in outline.beside)]
    data = policy_data(
        outline, introductions, front, facts, told, list(directory.found.values()), own, proposals, roles
    )
    left += lost(source, data, left, cues)  # headings, and a lead-in whose list went elsewhere: shown, not refused
    text = policy_text(data, name, proposals, left, source.remarks, questions_of(proposals, library))
    missing = lost(source, read_yaml(text).data, left, cues)
    if missing:
        first = missing[0]
        raise LostText(
            f"{name}: {len(missing)} zinnen zouden verloren gaan, en dan schrijf ik niets. "
            f"De eerste staat bij {first.place}: «{first.text[:80]}»"
        )
    return Imported(text, data, tuple(proposals), tuple(own), tuple(left), source.remarks)


def _introductions(passages: Iterable[Passage], cues: Cues) -> tuple[list[Passage], dict[str, str]]:
    """Part what only introduces a chapter from what says something that a clause can be cited for.

    A chapter without any numbered clause has nothing that is introduced: all of it is what somebody may ask for.
    """
    passages = list(passages)
    counted = {passage.clause.chapter for passage in passages if not passage.clause.opens}
    rest: list[Passage] = []
    found: dict[str, list[str]] = {}
    for passage in passages:
        opens = passage.clause.opens and passage.clause.chapter in counted
        if opens and heard(passage, cues).kind == "uitleg":
            found.setdefault(passage.clause.chapter, []).append(passage.text)
        else:
            rest.append(passage)
    whole = {chapter: " ".join(texts) for chapter, texts in found.items()}
    return rest, whole
