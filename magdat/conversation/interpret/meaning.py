"""What one message means at this point of a conversation: a topic, a move, or too little to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from magdat.conversation.interpret.choice import chosen
from magdat.conversation.interpret.context import elliptical, whole_question
from magdat.conversation.interpret.evidence import judged
from magdat.conversation.interpret.likelihood import SURE, SURE_FAR_AHEAD, Ranking, sure, weighed
from magdat.conversation.interpret.signs import BRIEF_MOVES, hinted, hollow, leans, too_long_for, vague
from magdat.conversation.outcome import PERSON
from magdat.conversation.state import State
from magdat.guidance.library import Library
from magdat.guidance.model import Gesture, Kind, danger_in, fits
from magdat.privacy.confidentiality import DANGER
from magdat.understanding import ACTS, STANDALONE_ACTS, Understanding

CLEAR = 0.75
"""From this probability on, a move («waar staat dat?») wins from a topic that is likely as well."""

HOLLOW = 0.97
"""From this probability on, a message in which only small words stand is believed to be about another topic."""

ITS_OWN = 0.97
"""From this probability on, a message that stands alone is about another topic, though it names a device or a time too:
«leest den baas mee op de wifi hier?» right behind a question on bullying."""

ANOTHER = 0.5
"""From this probability on, another topic is believed although a message might add to the one in hand."""

ENOUGH = 0.25
"""From this probability on, the likeliest topic in a conversation is answered; below it the readings are offered."""

NEARLY = 1.3
"""When two topics differ by no more than this factor, the one that the classifier hears in the message wins."""

NEARLY_HINTED = 4.0
"""The same, when words hint at that one too: «er staat drukwerk van een klant op» makes a photo a matter of secrets."""

HEARD = 0.08
"""Below this probability of anything at all a message is gibberish, unless it leans on what was said."""

FEW = 3
"""So many words are no more than a yes or a no."""

GOING_ON = "verder"
"""A message that goes on about the topic in hand in a way that no answer was written for."""

_REPLIES = frozenset({"bevestigen", "ontkennen", "kies_optie"})

SURE_ALONE = 0.55
"""A yes, a stop or a «terug» that nothing asked for is believed from this probability on."""

DANGER_HEARD = 0.4
"""Danger is believed sooner than anything else: numbers to call that nobody needed do less harm than none. Below this
probability they stand before the answer (`ENDANGERED`) and do not take its place."""

DANGER_SURE = 0.7
"""From this probability on, danger is believed even of a message that speaks as people do of something else."""

SMALL_TALK = "sociaal_praatje"
"""What gibberish looks like most; it is believed from SURE_ALONE on."""

AT_AN_END = (GOING_ON, GOING_ON)
"""What was said last when nothing more is left to say on the topic in hand."""

_QUESTIONS_ABOUT_AN_ANSWER = ACTS - STANDALONE_ACTS - {"aanvullen", "kies_optie", "bevestigen", "ontkennen", "stoppen"}


def meaning(library: Library, state: State, understanding: Understanding) -> str:
    """Return what a message means here: a topic, an act, «keuze», «verder» or «verduidelijken»."""
    intent = understanding.intent or ""
    if danger_in(library.danger, understanding.text) is not None:
        return DANGER
    always = _gesture(item for item in library.gestures if item.always and item.fits(understanding.text))
    if always is not None:
        return always.topic
    if understanding.certain:
        if intent == "kies_optie":
            return "keuze"  # which one, nobody said
        return intent if intent in ACTS or intent in library.answers else "verduidelijken"
    command = library.commands.get(understanding.text.strip(" .!").lower())
    if command is not None:
        return command
    if intent == DANGER and understanding.confidence < DANGER_SURE and _about_something_else(library, understanding):
        understanding = replace(understanding, ranking=understanding.ranking[1:])
        intent = understanding.intent or ""
    if intent in STANDALONE_ACTS and understanding.confidence >= (DANGER_HEARD if intent == DANGER else SURE):
        return intent
    if state.pending is not None and chosen(library, state, understanding) is not None:
        return "keuze"
    if state.topic is not None:
        return _in_conversation(library, state, understanding, state.topic)
    ranking = weighed(library, understanding)
    if _is_move(state, understanding, ranking):
        return "keuze" if intent == "kies_optie" else intent
    return _first_topic(library, understanding, ranking)


def _about_something_else(library: Library, understanding: Understanding) -> bool:
    """Return whether a message speaks of holding to a rule, or of laughing oneself to death, rather than of danger."""
    return any(fits(form, understanding.text) for form in library.no_danger)


def _in_conversation(library: Library, state: State, understanding: Understanding, topic: str) -> str:
    """Return what a message means when the conversation is about a topic already."""
    if understanding.intent == PERSON and understanding.confidence >= CLEAR:
        return PERSON  # whoever asks for somebody has heard what the assistant knows
    if (named := _gone_back_to(library, state, understanding)) is not None:
        return named
    understanding = _without_a_short_move(understanding)
    intent, ranking = understanding.intent or "", judged(library, state, understanding)
    best, share = ranking[0]
    favourite, heard = next(iter(understanding.topics()), (topic, 0.0))
    if best != favourite == ranking[1][0] and heard >= SURE:
        told = NEARLY_HINTED if hinted(library, understanding, favourite) else NEARLY
        best = favourite if ranking[1][1] * told >= share else best
    if hollow(library, understanding) and dict(understanding.topics()).get(best, 0.0) < HOLLOW:
        best = best if best in state.last or hinted(library, understanding, best) else topic
    another = best != topic and share >= ANOTHER and not _asks_for_a_role(library, state, understanding)
    clear = understanding.confidence >= SURE and intent not in {"aanvullen", "kies_optie", "ontkennen", topic}
    if not another and elliptical(library.talk, understanding, 0 if clear else 1):
        return "aanvullen"
    if not another and intent == "wat_als_toch" and {"moment", "toestel"} & set(understanding.values):
        return "aanvullen"  # «en als er geen volk in de winkel is?» adds to the question
    if _is_move(state, understanding, ranking) and not (another and understanding.confidence < CLEAR):
        return "keuze" if intent == "kies_optie" else intent
    if understanding.confidence < CLEAR and vague(library, understanding):
        return "verduidelijken"
    if best == topic and _tells_what_was_asked(state, understanding):
        return "aanvullen"
    if best == topic:
        own = dict(understanding.topics()).get(topic, 0.0)
        alone = not hollow(library, understanding) and not leans(library, understanding)
        if alone and asks_of_another(topic, understanding):
            return favourite  # it asks something of its own, for which something was written
        if own >= SURE or understanding.values:
            return topic
        if alone and favourite != topic and heard >= CLEAR:
            return favourite
        audible = understanding.confidence >= HEARD or leans(library, understanding)
        return GOING_ON if audible and share >= ENOUGH and state.last != AT_AN_END else "verduidelijken"
    if share >= ENOUGH:
        return best
    return _gesture_among(library, ranking, understanding) or "verduidelijken"


def asks_of_another(topic: str, understanding: Understanding) -> bool:
    """Return whether a message, if it points back to nothing, is a question of its own on another topic.

    Args:
        topic: in hand.
        understanding: the message.
    """
    favourite, heard = next(iter(understanding.topics()), (topic, 0.0))
    return favourite != topic and heard >= (CLEAR if whole_question(understanding.text) else ITS_OWN)


def _gone_back_to(library: Library, state: State, understanding: Understanding) -> str | None:
    """Return the earlier topic that somebody goes back to by a platform: «nog eens over da facebook van daarnet».

    It is the first topic that it was about: a platform stays known on those that come after it.
    """
    named = () if "platform" in understanding.implied else understanding.values.get("platform", ())
    back = any(fits(form, understanding.text) for form in library.talk.returning)
    if not named or not back or whole_question(understanding.text):
        return None
    first = next((topic for topic, situation in state.history if situation.platform in named), None)
    return first if first in library.answers and first != state.topic else None


def _without_a_short_move(understanding: Understanding) -> Understanding:
    """Return a message without the move that it has too many words for, where another move is likely as well.

    «Ik versta dat nog altijd niet, geef een voorbeeld» is no «herhaal», but asks for an example.
    """
    ranking = understanding.ranking
    if len(ranking) > 1 and too_long_for(ranking[0][0], understanding) and ranking[1][0] in ACTS:
        return replace(understanding, ranking=ranking[1:]) if ranking[1][1] >= SURE else understanding
    return understanding


def _tells_what_was_asked(state: State, understanding: Understanding) -> bool:
    """Return whether a message says in a whole sentence what the assistant asked for, and hardly asks anything."""
    if state.pending is None or state.pending.dimension is None:
        return False
    own = dict(understanding.topics()).get(state.topic or "", 0.0)
    return own < SURE and state.pending.dimension in understanding.values


def _asks_for_a_role(library: Library, state: State, understanding: Understanding) -> bool:
    """Return whether a message only names whom a rule may hold for too: «geldt dat ook voor de chef?»."""
    ruled = state.topic is not None and library.topic(state.topic).kind is Kind.RULE
    return ruled and set(understanding.values) == {"rol"}


def _is_move(state: State, understanding: Understanding, ranking: Ranking) -> bool:
    """Return whether a message is a move in the conversation rather than a question on a topic."""
    intent, chance = understanding.intent or "", understanding.confidence
    if intent not in ACTS or too_long_for(intent, understanding):
        return False
    if intent == "kies_optie" and state.pending is None:
        return False  # there is nothing to choose from
    unasked = intent in _REPLIES and state.pending is None and state.topic is not None
    if unasked and chance < HOLLOW and len(understanding.text.split()) > FEW:
        return False  # nothing was asked, so it is more than a yes or a no
    if state.topic is None and state.pending is None:
        return chance >= SURE_ALONE and not sure(ranking)
    unclear = intent in _QUESTIONS_ABOUT_AN_ANSWER and chance < CLEAR
    if unclear and ranking and ranking[0][0] != state.topic and sure(ranking):
        return False
    alone = intent in BRIEF_MOVES and (intent not in _REPLIES or state.pending is None)
    return chance >= (SURE_ALONE if alone else SURE_FAR_AHEAD)


def _first_topic(library: Library, understanding: Understanding, ranking: Ranking) -> str:
    """Return the topic that is likely enough when nothing was said before, or «verduidelijken»."""
    doubtful = bool(ranking) and (
        (ranking[0][1] < CLEAR and vague(library, understanding))
        or (ranking[0][0] == SMALL_TALK and ranking[0][1] < SURE_ALONE)
    )
    if sure(ranking, far_ahead=_no_move_is_near(understanding, ranking)) and not doubtful:
        return ranking[0][0]
    return _gesture_among(library, ranking, understanding) or "verduidelijken"


def _no_move_is_near(understanding: Understanding, ranking: Ranking) -> bool:
    """Return whether no move («ja», «herhaal») is half as likely as the likeliest topic: «zzz plof» is nothing."""
    moves = [chance for name, chance in understanding.ranking if name in ACTS]
    return bool(ranking) and max(moves, default=0.0) < ranking[0][1] / 2


def _gesture_among(library: Library, ranking: Ranking, understanding: Understanding) -> str | None:
    """Return the topic of a gesture that a message makes, if it is among the likeliest ones."""
    likely = {name for name, _ in ranking[:5]}
    gesture = _gesture(item for item in library.gestures if item.topic in likely and item.fits(understanding.text))
    return gesture.topic if gesture is not None else None


def _gesture(candidates: Iterator[Gesture]) -> Gesture | None:
    return next(candidates, None)
