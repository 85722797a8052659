"""What one message means at this point of a conversation: a topic, a move, or too little to tell."""

from __future__ import annotations

from collections.abc import Iterator

from magdat.conversation.choosing import chosen
from magdat.conversation.context import added, elliptical, telling, telling_words
from magdat.conversation.state import State
from magdat.conversation.understanding import ACTS, STANDALONE_ACTS, Understanding
from magdat.guidance.library import Library
from magdat.guidance.model import Gesture, Kind, fits

SURE = 0.30
"""From this probability on, the likeliest topic is answered straight away (chosen in docs/nlu.md)."""

SURE_FAR_AHEAD = 0.20
"""A lower probability will do when the runner-up is less than half as likely."""

CLEAR = 0.75
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

HOLLOW, THIN = 0.97, 0.35
"""From these probabilities on, another topic is believed of a message in which only small words stand, and of one that
leans on what was said with one more word: «moet ik dat zeggen tegen de chef?»."""

UNADDRESSED = 10.0
"""How many times less likely a question about the assistant is when nobody speaks to it."""

UNMOVED = 3.0
UNASKED = 20.0
"""A topic becomes at most so many times likelier when a message turns out not to be a move, and when it asks about an
answer though there was none."""

USING = "gebruik_werkuren"
"""What somebody asks about who names no more than a platform, a moment or a device."""

UNHEARD = 0.005
"""The chance of a topic in hand that the classifier leaves out of its ranking."""

GOING_ON = "verder"
"""A message that goes on about the topic in hand in a way that no answer was written for."""

_BRIEF_MOVES = frozenset({"bevestigen", "ontkennen", "stoppen", "kies_optie", "terug", "herhalen", "korter"})
_REPLIES = frozenset({"bevestigen", "ontkennen", "kies_optie"})

ALMOST_CERTAIN = 0.90
SURE_ALONE = 0.45
"""A yes, a stop or a «terug» that nothing asked for is believed from this probability on."""

Ranking = tuple[tuple[str, float], ...]

AT_AN_END = (GOING_ON, GOING_ON)
"""What was said last when nothing more is left to say on the topic in hand."""

_ON_AN_ANSWER = frozenset({"waarom", "bron_vragen", "voorbeeld_vragen", "wat_als_toch", "verschil_vragen"})
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
    if intent not in ACTS or _too_long_for(intent, understanding):
        return False
    if state.topic is None and state.pending is None:
        return intent != "kies_optie" and chance >= SURE and not sure(ranking)
    unclear = intent in _QUESTIONS_ABOUT_AN_ANSWER and chance < CLEAR
    if unclear and ranking and ranking[0][0] != state.topic and sure(ranking):
        return False
    alone = intent in _BRIEF_MOVES and (intent not in _REPLIES or state.pending is None)
    return chance >= (SURE_ALONE if alone else SURE_FAR_AHEAD)


def _too_long_for(intent: str, understanding: Understanding) -> bool:
    """Return whether a message has more words than a yes, a no or a stop needs; then it tells something else."""
    return intent in _BRIEF_MOVES and understanding.confidence < ALMOST_CERTAIN and len(understanding.text.split()) > 6


def _topic(library: Library, state: State, understanding: Understanding, ranking: Ranking) -> str:
    """Return the topic that is likely enough, «verder» about the one in hand, or «verduidelijken»."""
    near = {state.topic, *state.last, *library.talk.in_passing}
    far_ahead = state.topic is None or (bool(ranking) and ranking[0][0] in near)
    if sure(ranking, far_ahead=far_ahead) and not _doubtful(library, state, understanding, ranking[0]):
        return ranking[0][0]
    likely = {name for name, _ in ranking[:5]}
    gesture = _gesture(item for item in library.gestures if item.topic in likely and item.fits(understanding.text))
    if gesture is not None:
        return gesture.topic
    goes_on = leans(library, understanding) or asks_briefly(library, understanding)
    return GOING_ON if state.topic is not None and goes_on and state.last != AT_AN_END else "verduidelijken"


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
    if any(_hinted(library, understanding, best[0])):
        return False
    if hollow(library, understanding):
        return True
    return best[1] < THIN and thin(library, understanding)


def _gesture(candidates: Iterator[Gesture]) -> Gesture | None:
    return next(candidates, None)


def hollow(library: Library, understanding: Understanding) -> bool:
    """Return whether a message has not one word by which it tells what it is about: «moet ik dat zeggen?»."""
    return not understanding.values and not telling_words(library.talk, understanding)


def thin(library: Library, understanding: Understanding) -> bool:
    """Return whether a message has one word that tells something, and leans on what was said for the rest."""
    words = len(telling_words(library.talk, understanding))
    brief = len(understanding.text.split()) <= BRIEFEST and asks_briefly(library, understanding)
    return words <= 1 and (brief or leans(library, understanding))


BRIEFEST = 3
"""A question of so few words leans on what was said, whichever words they are: «mag ik reageren?»."""


def _hinted(library: Library, understanding: Understanding, topic: str) -> Iterator[bool]:
    text = understanding.text
    return (fits(form, text) for hint in library.talk.hints if hint.topic == topic for form in hint.forms)


def leans(library: Library, understanding: Understanding) -> bool:
    """Return whether a message points back to what was said: «is dat verplicht?», «maar hij liegt!»."""
    text = understanding.text
    if len(text.split()) > LONG:
        return False
    return hollow(library, understanding) or any(fits(form, text) for form in library.talk.pointing_back)


def asks_briefly(library: Library, understanding: Understanding) -> bool:
    """Return whether a message is a short question: «moet ik mijn naam geven?»."""
    text = understanding.text
    return len(text.split()) <= SHORT and any(fits(form, text) for form in library.talk.question)


def weighed(library: Library, state: State, understanding: Understanding) -> Ranking:
    """Return the topics, likeliest first, with the topic in hand as likely as it is in a conversation."""
    chances = dict(understanding.topics())
    moves = sum(chance for name, chance in understanding.ranking if name in ACTS)
    intent = understanding.intent or ""
    unmoved = UNMOVED if _too_long_for(intent, understanding) else 1.0
    if state.topic is None and intent == "aanvullen":
        unmoved = UNMOVED
    if state.topic is None and intent in _ON_AN_ANSWER and len(understanding.text.split()) >= SHORT - 2:
        unmoved = UNASKED  # nothing was answered yet, so a whole sentence asks something else
    if unmoved > 1:
        share = min(unmoved, 1 / max(1 - moves, 0.01))
        chances = {name: chance * share for name, chance in chances.items()}
    for topic in {hint.topic for hint in library.talk.hints} & set(chances):
        if any(_hinted(library, understanding, topic)):
            chances[topic] = min(1.0, chances[topic] * HINTED)
    talk = library.talk
    if state.topic is not None and not any(fits(form, understanding.text) for form in talk.addressed.forms):
        for topic in set(talk.addressed.topics) & set(chances):
            chances[topic] /= UNADDRESSED
    named = telling(added(understanding, state.situation)[0])
    if USING in chances and state.topic is None and named > 1 and understanding.topics()[0][1] < SURE:
        chances[USING] = min(1.0, chances[USING] * HINTED)
    in_hand = [topic for topic in (state.topic, *state.last) if topic is not None and topic in library.answers]
    if leans(library, understanding):
        factor = LEANING
    else:
        factor = BRIEF if len(understanding.text.split()) <= SHORT else AT_LENGTH
    for topic in dict.fromkeys(in_hand) if state.topic is not None else ():
        chances[topic] = min(1.0, chances.get(topic, UNHEARD) * factor)
    return tuple(sorted(chances.items(), key=lambda item: -item[1]))
