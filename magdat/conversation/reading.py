"""What one message means at this point of a conversation: a topic, a move, or too little to tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from magdat.conversation.choosing import chosen
from magdat.conversation.context import elliptical
from magdat.conversation.state import State
from magdat.conversation.understanding import ACTS, STANDALONE_ACTS, Understanding
from magdat.guidance.library import Library
from magdat.guidance.model import Gesture, fits

SURE = 0.30
"""From this probability on, the likeliest topic is answered straight away (chosen in docs/nlu.md)."""

SURE_FAR_AHEAD = 0.20
"""A lower probability will do when the runner-up is less than half as likely."""

CLEAR = 0.70
"""From this probability on, a move («waar staat dat?») wins from a topic that is likely as well."""

SHORT = 8
"""A message of so many words at most goes on about the topic in hand sooner than about another one."""

LONG = 12
"""A longer message than this stands on its own, whatever small words are in it."""

LEANING, BRIEF, AT_LENGTH = 8.0, 4.0, 2.0
"""How many times likelier the topic in hand is than the classifier thinks, which reads every message as if it were
the first: for a message that leans on what was said, for another short one, and for a long one."""

HINTED = 6.0
"""How many times likelier a topic becomes by a form that hints at it."""

HOLLOW = 0.55
"""From this probability on, another topic is believed of a message in which only small words stand."""

UNHEARD = 0.005
"""The chance of a topic in hand that the classifier leaves out of its ranking."""

GOING_ON = "verder"
"""A message that goes on about the topic in hand in a way that no answer was written for."""

Ranking = tuple[tuple[str, float], ...]

AT_AN_END = (GOING_ON, GOING_ON)
"""What was said last when nothing more is left to say on the topic in hand."""

_QUESTIONS_ABOUT_AN_ANSWER = ACTS - STANDALONE_ACTS - {"aanvullen", "kies_optie", "bevestigen", "ontkennen", "stoppen"}


def meaning(library: Library, state: State, understanding: Understanding) -> str:
    """Return what a message means here: a topic, an act, «keuze», «verder» or «verduidelijken»."""
    intent = understanding.intent or ""
    if any(fits(form, understanding.text) for form in library.danger):
        return "acuut_gevaar"
    always = _gesture(item for item in library.gestures if item.always and item.fits(understanding.text))
    if always is not None:
        return always.topic
    if understanding.certain:
        return intent if intent in ACTS or intent in library.answers else "verduidelijken"
    command = library.commands.get(understanding.text.strip(" .!").lower())
    if command is not None:
        return command
    if intent in STANDALONE_ACTS and understanding.confidence >= SURE:
        return intent
    if state.pending is not None and chosen(library, state, understanding) is not None:
        return "keuze"
    ranking = weighed(library, state, understanding)
    clear = understanding.confidence >= SURE and intent not in {"aanvullen", "kies_optie", "ontkennen", state.topic}
    if state.topic is not None and elliptical(understanding, most_words=0 if clear else 1):
        return "aanvullen"
    if _is_move(state, understanding, ranking):
        return "keuze" if intent == "kies_optie" and state.pending is not None else intent
    return _topic(library, state, understanding, ranking)


def _is_move(state: State, understanding: Understanding, ranking: Ranking) -> bool:
    """Return whether a message is a move in the conversation rather than a question on a topic."""
    intent, chance = understanding.intent or "", understanding.confidence
    if intent not in ACTS:
        return False
    if state.topic is None and state.pending is None:
        return intent != "kies_optie" and chance >= SURE and not sure(ranking)
    if intent in _QUESTIONS_ABOUT_AN_ANSWER and chance < CLEAR and ranking[0][0] != state.topic and sure(ranking):
        return False
    return chance >= SURE_FAR_AHEAD


def _topic(library: Library, state: State, understanding: Understanding, ranking: Ranking) -> str:
    """Return the topic that is likely enough, «verder» about the one in hand, or «verduidelijken»."""
    if sure(ranking) and not _doubtful(library, state, understanding, ranking[0]):
        return ranking[0][0]
    likely = {name for name, _ in ranking[:5]}
    gesture = _gesture(item for item in library.gestures if item.topic in likely and item.fits(understanding.text))
    if gesture is not None:
        return gesture.topic
    goes_on = leans(library, understanding) or asks_briefly(library, understanding)
    return GOING_ON if state.topic is not None and goes_on and state.last != AT_AN_END else "verduidelijken"


def sure(ranking: Ranking) -> bool:
    """Return whether the likeliest topic is likely enough to be answered straight away."""
    if not ranking:
        return False
    best, second = ranking[0][1], ranking[1][1] if len(ranking) > 1 else 0.0
    return best >= SURE or (best >= SURE_FAR_AHEAD and second < best / 2)


def _doubtful(library: Library, state: State, understanding: Understanding, best: tuple[str, float]) -> bool:
    """Return whether a message says too little by itself to leave the topic in hand for another one."""
    if state.topic in {None, best[0]} or best[1] >= HOLLOW or not leans(library, understanding):
        return False
    small = set(library.talk.small_words.split())
    return len([word for word in re.findall(r"\w+", understanding.text.lower()) if word not in small]) == 0


def _gesture(candidates: Iterator[Gesture]) -> Gesture | None:
    return next(candidates, None)


def leans(library: Library, understanding: Understanding) -> bool:
    """Return whether a message points back to what was said: «is dat verplicht?», «maar hij liegt!»."""
    text = understanding.text
    return len(text.split()) <= LONG and any(fits(form, text) for form in library.talk.pointing_back)


def asks_briefly(library: Library, understanding: Understanding) -> bool:
    """Return whether a message is a short question: «moet ik mijn naam geven?»."""
    text = understanding.text
    return len(text.split()) <= SHORT and any(fits(form, text) for form in library.talk.question)


def weighed(library: Library, state: State, understanding: Understanding) -> Ranking:
    """Return the topics, likeliest first, with the topic in hand as likely as it is in a conversation."""
    chances = dict(understanding.topics())
    for hint in library.talk.hints:
        if hint.topic in chances and any(fits(form, understanding.text) for form in hint.forms):
            chances[hint.topic] = min(1.0, chances[hint.topic] * HINTED)
    if state.topic is not None:
        if leans(library, understanding):
            factor = LEANING
        else:
            factor = BRIEF if len(understanding.text.split()) <= SHORT else AT_LENGTH
        chances[state.topic] = min(1.0, chances.get(state.topic, UNHEARD) * factor)
    return tuple(sorted(chances.items(), key=lambda item: -item[1]))
