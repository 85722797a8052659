"""What one message means at this point of a conversation: a topic, a move, or too little to tell."""

from __future__ import annotations

from collections.abc import Iterator

from magdat.conversation.choosing import chosen
from magdat.conversation.context import elliptical, telling_words
from magdat.conversation.state import State
from magdat.conversation.understanding import ACTS, STANDALONE_ACTS, Understanding
from magdat.conversation.weighing import (
    BRIEF_MOVES,
    SHORT,
    SURE,
    Ranking,
    hinted,
    hollow,
    leans,
    too_long_for,
    weighed,
)
from magdat.guidance.library import Library
from magdat.guidance.model import Gesture, Kind, fits

SURE_FAR_AHEAD = 0.20
"""A lower probability will do when the runner-up is less than half as likely."""

CLEAR = 0.75
"""From this probability on, a move («waar staat dat?») wins from a topic that is likely as well."""

HOLLOW, THIN, THINNER, ADDING = 0.97, 0.35, 0.55, 0.80
"""From these probabilities on, another topic is believed: of a message in which only small words stand; of one that
leans on what was said with one more word («moet ik dat zeggen tegen de chef?»); of such a one with few words in all;
and of one that adds a condition («en als ik geen namen noem?»)."""

FEW = 5
"""So many words are few."""

GOING_ON = "verder"
"""A message that goes on about the topic in hand in a way that no answer was written for."""

_REPLIES = frozenset({"bevestigen", "ontkennen", "kies_optie"})

SURE_ALONE = 0.45
"""A yes, a stop or a «terug» that nothing asked for is believed from this probability on."""


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
    another = (
        intent not in {*ACTS, state.topic}
        and understanding.confidence >= CLEAR
        and not _asks_for_a_role(library, state, understanding)
    )
    clear = understanding.confidence >= SURE and intent not in {"aanvullen", "kies_optie", "ontkennen", state.topic}
    if state.topic is not None and not another and elliptical(library.talk, understanding, 0 if clear else 1):
        return "aanvullen"
    if intent == "wat_als_toch" and state.topic is not None and {"moment", "toestel"} & set(understanding.values):
        return "aanvullen"  # «en als er geen volk in de winkel is?» adds to the question
    if _is_move(state, understanding, ranking):
        return "keuze" if intent == "kies_optie" and state.pending is not None else intent
    return _topic(library, state, understanding, ranking)


def _asks_for_a_role(library: Library, state: State, understanding: Understanding) -> bool:
    """Return whether a message only names whom a rule may hold for too: «geldt dat ook voor de chef?»."""
    ruled = state.topic is not None and library.topic(state.topic).kind is Kind.RULE
    return ruled and set(understanding.values) == {"rol"}


def _is_move(state: State, understanding: Understanding, ranking: Ranking) -> bool:
    """Return whether a message is a move in the conversation rather than a question on a topic."""
    intent, chance = understanding.intent or "", understanding.confidence
    if intent not in ACTS or too_long_for(intent, understanding):
        return False
    unasked = intent in _REPLIES and state.pending is None and state.topic is not None
    if unasked and chance < HOLLOW and len(understanding.text.split()) > FEW - 2:
        return False  # nothing was asked, so it is more than a yes or a no
    if state.topic is None and state.pending is None:
        return intent != "kies_optie" and chance >= SURE and not sure(ranking)
    unclear = intent in _QUESTIONS_ABOUT_AN_ANSWER and chance < CLEAR
    if unclear and ranking and ranking[0][0] != state.topic and sure(ranking):
        return False
    alone = intent in BRIEF_MOVES and (intent not in _REPLIES or state.pending is None)
    return chance >= (SURE_ALONE if alone else SURE_FAR_AHEAD)


def _topic(library: Library, state: State, understanding: Understanding, ranking: Ranking) -> str:
    """Return the topic that is likely enough, «verder» about the one in hand, or «verduidelijken»."""
    near = {state.topic, *state.last, *library.talk.in_passing}
    far_ahead = (
        _no_move_is_near(understanding, ranking) if state.topic is None else bool(ranking) and ranking[0][0] in near
    )
    if sure(ranking, far_ahead=far_ahead) and not _doubtful(library, state, understanding, ranking[0]):
        return ranking[0][0]
    likely = {name for name, _ in ranking[:5]}
    gesture = _gesture(item for item in library.gestures if item.topic in likely and item.fits(understanding.text))
    if gesture is not None:
        return gesture.topic
    goes_on = leans(library, understanding) or asks_briefly(library, understanding)
    return GOING_ON if state.topic is not None and goes_on and state.last != AT_AN_END else "verduidelijken"


def _no_move_is_near(understanding: Understanding, ranking: Ranking) -> bool:
    """Return whether no move («ja», «herhaal») is half as likely as the likeliest topic: «zzz plof» is nothing."""
    moves = [chance for name, chance in understanding.ranking if name in ACTS]
    return bool(ranking) and max(moves, default=0.0) < ranking[0][1] / 2


def sure(ranking: Ranking, *, far_ahead: bool = True) -> bool:
    """Return whether the likeliest topic is likely enough to be answered straight away.

    Args:
        ranking: the topics, likeliest first.
        far_ahead: whether a lower probability will do for one that is far ahead of the others.
    """
    if not ranking:
        return False
    best, second = ranking[0][1], ranking[1][1] if len(ranking) > 1 else 0.0
    return best >= SURE or (far_ahead and best >= SURE_FAR_AHEAD and second < best / 2)


def _doubtful(library: Library, state: State, understanding: Understanding, best: tuple[str, float]) -> bool:
    """Return whether a message says too little by itself to be about another topic than the one in hand."""
    if best[1] < CLEAR and any(fits(form, understanding.text) for form in library.talk.vague):
        return True
    if state.topic is None or best[0] in {state.topic, *state.last} or best[1] >= HOLLOW:
        return False
    if hinted(library, understanding, best[0]):
        return False
    if hollow(library, understanding):
        return True
    text = understanding.text
    if best[1] < ADDING and any(fits(form, text) for form in library.talk.conditions):
        return True
    return best[1] < (THINNER if len(text.split()) <= FEW else THIN) and thin(library, understanding)


def _gesture(candidates: Iterator[Gesture]) -> Gesture | None:
    return next(candidates, None)


def thin(library: Library, understanding: Understanding) -> bool:
    """Return whether a message has one word that tells something, and leans on what was said for the rest."""
    words = len(telling_words(library.talk, understanding))
    brief = len(understanding.text.split()) <= BRIEFEST and asks_briefly(library, understanding)
    return words <= 1 and (brief or leans(library, understanding))


BRIEFEST = 3
"""A question of so few words leans on what was said, whichever words they are: «mag ik reageren?»."""


def asks_briefly(library: Library, understanding: Understanding) -> bool:
    """Return whether a message is a short question: «moet ik mijn naam geven?»."""
    text = understanding.text
    return len(text.split()) <= SHORT and any(fits(form, text) for form in library.talk.question)
