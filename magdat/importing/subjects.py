"""What each passage of a clause is about, where the clause speaks of more than one thing: «Controle en sancties»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from magdat.importing.kinds import Sure
from magdat.importing.passages import Passage, Shape
from magdat.importing.topics import CERTAIN, LIKELY, LONGEST, Topic, likeliest
from magdat.understanding import Interpreter, Understanding


def topics_of_passages(
    passages: Sequence[Passage],
    of_clauses: Mapping[tuple[str, str], Topic],
    ours: Mapping[str, str],
    interpreter: Interpreter,
) -> list[Topic]:
    """Return the topic of each passage: its clause's, or its own where it surely speaks of something else.

    A passage that alone sounds like something else is read under its heading too, and only what both agree on counts:
    alone it may say too little, and under «Controle en sancties» all of it sounds like one of the two.

    Args:
        passages: the passages of all clauses.
        of_clauses: the topic of each clause, by its number and its part.
        ours: the topics that a policy is about (:func:`topics_of_policies`).
        interpreter: what reads.
    """
    texts = _read(passages)
    alone = _heard([text for text, _ in texts.values()], interpreter)
    likely = {place: likeliest(alone[text], ours) for place, (text, _) in texts.items()}
    given = [of_clauses[passage.clause.number, passage.clause.part] for passage in passages]
    # Reading takes nearly all the time of an import: only what sounds like something else is read again.
    other = {place for place, (name, chance) in likely.items() if name != given[place].id and chance >= LIKELY}
    below = [texts[place][1] for place in sorted(other)]
    under = {**alone, **_heard([text for text in below if text not in alone], interpreter)}
    found: list[Topic] = []
    for place, topic in enumerate(given):
        if place in other:
            name, surely = likeliest(under[texts[place][1]], ours)
            if likely[place][0] == name and surely >= CERTAIN:
                topic = replace(topic, id=name, own=False, sure=Sure.LIKELY)
        elif place in likely and likely[place][1] >= CERTAIN:
            topic = replace(topic, sure=Sure.CERTAIN)
        found.append(replace(topic, alone=_by_itself(passages[place], topic, texts.get(place), alone)))
    return found


def _by_itself(
    passage: Passage, topic: Topic, text: tuple[str, str] | None, alone: Mapping[str, Understanding]
) -> Understanding | None:
    """Return what was heard in a passage and nothing else; ``None`` where it was read as a part of its list."""
    if text is None:
        return topic.understood if passage.shape is not Shape.DEFINITION else None
    return alone[text[0]] if text[0].endswith(passage.text[:LONGEST]) else None


def _heard(texts: Sequence[str], interpreter: Interpreter) -> dict[str, Understanding]:
    """Return what is heard in each text, each read once."""
    once = list(dict.fromkeys(texts))
    return dict(zip(once, interpreter.read(once))) if once else {}


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
