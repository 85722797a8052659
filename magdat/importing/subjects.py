"""What each passage of a clause is about, where the clause speaks of more than one thing: «Controle en sancties»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from magdat.importing.kinds import Sure
from magdat.importing.passages import Passage, Shape
from magdat.importing.topics import CERTAIN, LIKELY, LONGEST, Topic, likeliest
from magdat.understanding import Interpreter


def topics_of_passages(
    passages: Sequence[Passage],
    of_clauses: Mapping[tuple[str, str], Topic],
    ours: Mapping[str, str],
    interpreter: Interpreter,
) -> list[Topic]:
    """Return the topic of each passage: its clause's, or its own where it surely speaks of something else.

    A passage is read alone and under its heading, and only what both agree on counts: alone it may say too little, and
    under a heading such as «Controle en sancties» all of it sounds like one of the two.

    Args:
        passages: the passages of all clauses.
        of_clauses: the topic of each clause, by its number and its part.
        ours: the topics that a policy is about (:func:`topics_of_policies`).
        interpreter: what reads.
    """
    read = _read(passages)
    texts = list(dict.fromkeys(text for pair in read.values() for text in pair))
    heard = dict(zip(texts, interpreter.read(texts))) if texts else {}
    found: list[Topic] = []
    for place, passage in enumerate(passages):
        topic = of_clauses[passage.clause.number, passage.clause.part]
        if place in read:
            (alone, how), (below, surely) = (likeliest(heard[text], ours) for text in read[place])
            if alone == below and how >= LIKELY and surely >= CERTAIN:
                sure = Sure.CERTAIN if below == topic.id else Sure.LIKELY
                topic = replace(topic, id=below, own=False, sure=sure)
        found.append(topic)
    return found


def _read(passages: Sequence[Passage]) -> dict[int, tuple[str, str]]:
    """Return how each passage is read that stands beside others in its clause: (alone, under its heading).

    What a word means is said for the sake of its clause. An item of a list is about what leads the list: «dit post je
    niet: camerabeelden» is not about cameras.
    """
    in_clause = Counter(id(passage.clause) for passage in passages)
    lists = {_list_of(passage): passage.text for passage in passages if passage.shape is Shape.LIST}
    found: dict[int, tuple[str, str]] = {}
    for place, passage in enumerate(passages):
        if in_clause[id(passage.clause)] > 1 and passage.shape is not Shape.DEFINITION:
            led = passage.shape is Shape.ITEM and passage.text.startswith(passage.sentences[0])
            text = lists.get(_list_of(passage), passage.text) if led else passage.text
            if passage.title and passage.title not in text:
                text = f"{passage.title}. {text}"
            heading = passage.clause.path[-1].rstrip(".") if passage.clause.path else ""
            found[place] = (text[:LONGEST], f"{heading}. {text}"[:LONGEST] if heading else text[:LONGEST])
    return found


def _list_of(passage: Passage) -> tuple[int, str]:
    """Return what tells the lists of a document apart: their clause and what leads them."""
    return id(passage.clause), passage.sentences[0]
