"""What speaks for and against each topic in the middle of a conversation.

A classifier reads every message as if it were the first. In a conversation a message mostly goes on about the topic in
hand, now and then goes back to an earlier one, and seldom is small talk. How much each sign counts is not chosen by
hand: `python -m bench.conversations` learns the weights in leidraad/gespreksgewichten.yml from conversations that
people wrote (a conditional logit model: McFadden 1974), and measures them on conversations that it did not see.
"""

from __future__ import annotations

import math

from magdat.conversation.interpret.context import added, elliptical, telling, whole_question
from magdat.conversation.interpret.likelihood import USING, Ranking
from magdat.conversation.interpret.signs import hinted, hollow, leans
from magdat.conversation.state import State
from magdat.guidance.library import Library
from magdat.guidance.model import Kind, fits
from magdat.situation import Situation
from magdat.understanding import ACTS, Understanding

UNHEARD = 0.001
"""The chance of a topic that the classifier leaves out of its ranking."""

OUT_OF_FIELD = frozenset({"buiten_bereik_hr", "buiten_bereik_it", "buiten_bereik_overig"})

FEW, SOME, MANY = 3, 8, 13
"""So many words are few, so many are some; from so many on a message stands on its own."""


def judged(library: Library, state: State, understanding: Understanding) -> Ranking:
    """Return the topics with their probability at this point of a conversation, likeliest first."""
    scores = {
        topic: sum(library.weights.get(sign, 0.0) * value for sign, value in signs.items())
        for topic, signs in evidence(library, state, understanding).items()
    }
    highest = max(scores.values())
    shares = {topic: math.exp(score - highest) for topic, score in scores.items()}
    whole = sum(shares.values())
    return tuple(sorted(((topic, share / whole) for topic, share in shares.items()), key=lambda item: -item[1]))


def evidence(library: Library, state: State, understanding: Understanding) -> dict[str, dict[str, float]]:
    """Return the signs for each topic that a message may be about; a sign that is missing counts as 0."""
    chances = {name: chance for name, chance in understanding.topics() if name in library.answers}
    earlier = {topic for topic, _ in state.history} - {state.topic}
    aside = {name for name in state.last if name in library.answers and name != state.topic}
    said = _of_the_message(library, understanding)
    found = {}
    for topic in dict.fromkeys((*chances, *((state.topic,) if state.topic else ()), *earlier, *aside)):
        chance = chances.get(topic, 0.0)
        signs = {"kans": math.log(max(chance, UNHEARD)), "kans.zeker": float(chance >= 0.9)}
        signs["kans.duidelijk"] = float(chance >= 0.6)
        kind = library.topic(topic).kind
        if topic == state.topic:
            signs |= {f"bezig.{sign}": value for sign, value in said.items()}
            signs[f"bezig.{kind.value}"] = 1.0
            signs["bezig.kans"] = signs["kans"]
            named = {"moment", "toestel"} & (set(understanding.values) - understanding.implied)
            signs["bezig.ander_geval"] = float(bool(named) and kind is not Kind.RULE)
        elif kind is Kind.RULE:
            signs["regel.geval"] = said["vraagt_geval"]
        if topic in earlier:
            signs |= {"eerder": 1.0, "eerder.terugkeren": said["terugkeren"], "eerder.verwijst": said["verwijst"]}
        if topic in aside:
            signs |= {"terzijde": 1.0, "terzijde.verwijst": said["verwijst"], "terzijde.kort": said["kort"]}
        if topic in OUT_OF_FIELD:
            signs |= {"erbuiten": 1.0, "erbuiten.verwijst": said["verwijst"], "erbuiten.overstap": said["overstap"]}
        elif kind is Kind.ASSISTANT:
            signs |= {
                "assistent": 1.0,
                "assistent.vertelt": said["vertelt"],
                "assistent.spreekt_aan": said["spreekt_aan"],
            }
        signs["wenk"] = float(hinted(library, understanding, topic))
        if topic == USING:
            signs["gebruik"] = float(telling(added(understanding, Situation())[0]) > 1)
        found[topic] = signs
    return found


def _of_the_message(library: Library, understanding: Understanding) -> dict[str, float]:
    """Return the signs that a message gives by itself, whatever the topic."""
    text, talk = understanding.text, library.talk
    words = len(text.split())
    asks = "?" in text or any(fits(form, text) for form in talk.question)
    signs = {
        "altijd": True,
        "verwijst": leans(library, understanding),
        "hol": hollow(library, understanding),
        "erg_kort": words <= FEW,
        "kort": FEW < words <= SOME,
        "lang": words >= MANY,
        "vertelt": not asks,
        "overstap": any(fits(form, text) for form in talk.switching),
        "terugkeren": any(fits(form, text) for form in talk.returning),
        "aanvulling": elliptical(talk, understanding),
        "hele_vraag": whole_question(text),
        "vraagt_geval": asks and bool({"moment", "toestel"} & (set(understanding.values) - understanding.implied)),
        "voorwaarde": any(fits(form, text) for form in talk.conditions),
        "spreekt_aan": any(fits(form, text) for form in talk.addressed.forms),
    }
    moves = sum(chance for name, chance in understanding.ranking if name in ACTS)
    return {"zet": moves, **{name: float(holds) for name, holds in signs.items()}}
