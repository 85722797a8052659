"""How likely each topic is at this point of a conversation."""

from __future__ import annotations

from magdat.conversation.context import added, telling, telling_words
from magdat.conversation.state import State
from magdat.conversation.understanding import ACTS, Understanding
from magdat.guidance.library import Library
from magdat.guidance.model import fits

Ranking = tuple[tuple[str, float], ...]

SURE = 0.30
"""From this probability on, the likeliest topic is answered straight away (chosen in docs/nlu.md)."""

SHORT = 8
"""A message of so many words at most goes on about the topic in hand sooner than about another one."""

LONG = 12
"""A longer message than this stands on its own, whatever small words are in it."""

LEANING, BRIEF, AT_LENGTH = 8.0, 4.0, 2.0
"""How many times likelier the topic in hand is than the classifier thinks, which reads every message as if it were
the first: for a message that leans on what was said, for another short one, and for a long one."""

HINTED = 6.0
"""How many times likelier a topic becomes by a form that hints at it."""

UNHEARD = 0.005
"""The chance of a topic in hand that the classifier leaves out of its ranking."""

UNADDRESSED = 10.0
"""How many times less likely a question about the assistant is when nobody speaks to it."""

UNMOVED = 3.0

UNASKED = 20.0
"""A topic becomes at most so many times likelier when a message turns out not to be a move, and when it asks about an
answer though there was none."""

USING = "gebruik_werkuren"
"""What somebody asks about who names no more than a platform, a moment or a device."""

ALMOST_CERTAIN = 0.90
"""From this probability on, even a long message is believed to be a yes, a no or a stop."""

BRIEF_MOVES = frozenset({"bevestigen", "ontkennen", "stoppen", "kies_optie", "terug", "herhalen", "korter"})
_ON_AN_ANSWER = frozenset({"waarom", "bron_vragen", "voorbeeld_vragen", "wat_als_toch", "verschil_vragen"})


def weighed(library: Library, state: State, understanding: Understanding) -> Ranking:
    """Return the topics, likeliest first, with the topic in hand as likely as it is in a conversation."""
    chances = dict(understanding.topics())
    moves = sum(chance for name, chance in understanding.ranking if name in ACTS)
    intent = understanding.intent or ""
    unmoved = UNMOVED if too_long_for(intent, understanding) else 1.0
    if state.topic is None and intent == "aanvullen":
        unmoved = UNMOVED
    if state.topic is None and intent in _ON_AN_ANSWER and len(understanding.text.split()) >= SHORT - 2:
        unmoved = UNASKED  # nothing was answered yet, so a whole sentence asks something else
    if unmoved > 1:
        share = min(unmoved, 1 / max(1 - moves, 0.01))
        chances = {name: chance * share for name, chance in chances.items()}
    for topic in {hint.topic for hint in library.talk.hints} & set(chances):
        if hinted(library, understanding, topic):
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


def leans(library: Library, understanding: Understanding) -> bool:
    """Return whether a message points back to what was said: «is dat verplicht?», «maar hij liegt!»."""
    text = understanding.text
    if len(text.split()) > LONG:
        return False
    return hollow(library, understanding) or any(fits(form, text) for form in library.talk.pointing_back)


def hollow(library: Library, understanding: Understanding) -> bool:
    """Return whether a message has not one word by which it tells what it is about: «moet ik dat zeggen?»."""
    return not understanding.values and not telling_words(library.talk, understanding)


def hinted(library: Library, understanding: Understanding, topic: str) -> bool:
    """Return whether a message has a form that hints at a topic."""
    text = understanding.text
    return any(fits(form, text) for hint in library.talk.hints if hint.topic == topic for form in hint.forms)


def too_long_for(intent: str, understanding: Understanding) -> bool:
    """Return whether a message has more words than a yes, a no or a stop needs; then it tells something else."""
    return intent in BRIEF_MOVES and understanding.confidence < ALMOST_CERTAIN and len(understanding.text.split()) > 6
