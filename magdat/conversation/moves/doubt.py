"""What is said when it is not clear what somebody means: the likeliest readings, one calm sentence, or a person."""

from __future__ import annotations

from dataclasses import replace

from magdat.conversation.interpret.context import added
from magdat.conversation.interpret.likelihood import weighed
from magdat.conversation.interpret.question import likeliest_statements
from magdat.conversation.outcome import PERSON, NotUnderstood, Outcome, Unsure
from magdat.conversation.reply import Reply
from magdat.conversation.state import Option, Pending, State
from magdat.conversation.turn import Turn
from magdat.guidance.statements import topic_of
from magdat.knowledge import Knowledge
from magdat.understanding import Understanding

CAREFUL = frozenset({"pesten", "klokkenluider", "contactpersoon", "mens_spreken"})
"""Topics of somebody who may be in trouble."""

CANDIDATES = 3
"""So many readings are offered when understanding is unsure."""

GUESSED = 0.05
"""Below this probability a reading is a shot in the dark, and is not offered."""

GUESSED_CAREFULLY = 0.12
"""From this probability on, a topic that may frighten somebody is offered as a reading."""

_FRIGHTENING = CAREFUL | {"ontslag_dringende_reden", "sanctie", "laster_klacht"}
_NO_CHOICE = frozenset({"sociaal_praatje", "buiten_bereik_overig"})
"""Topics that «iets anders» stands for already."""

UNINTELLIGIBLE = "onverstaanbaar"
"""A message without one word that can be understood; it says nothing of what somebody wanted to know."""


def unsure(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    """Offer the likeliest readings; the second time in a row, offer a person."""
    say = knowledge.phrases.say
    ranking = weighed(knowledge.library, understanding) if state.topic is None else understanding.topics()
    candidates = [name for name, chance in ranking if _worth_offering(name, chance)][:CANDIDATES]
    if not candidates or state.misunderstood:
        return not_understood(knowledge, state, candidates)
    custom = {"onderwerp": None, "verduidelijking": candidates}
    readings = likeliest_statements(knowledge.library, candidates, understanding)
    titles = {name: knowledge.library.statements[name].question for name in readings}
    options = [Option(title, topic=topic_of(name), statement=name) for name, title in titles.items()]
    options.append(Option(say("niets_van_dat"), act="ontkennen"))
    situation, among = added(understanding, state.situation)
    after = replace(
        state,
        misunderstood=state.misunderstood + 1,
        pending=Pending("topic", tuple(options)),
        situation=situation,
        among=among,
        elsewhere=True,
    )
    asked = say("bedoel_je" if len(candidates) > 1 else "bedoel_je_dit")
    reply = Reply(asked, custom, tuple(option.button for option in options))
    return Turn(after, (reply,), Unsure(tuple(candidates)))


def _worth_offering(topic: str, chance: float) -> bool:
    if topic in _NO_CHOICE:
        return False
    return chance >= (GUESSED_CAREFULLY if topic in _FRIGHTENING else GUESSED)


def not_understood(knowledge: Knowledge, state: State, candidates: list[str] | None = None) -> Turn:
    """Say calmly that it is not clear, and leave the conversation as it was; the second time, offer a person."""
    say = knowledge.phrases.say
    custom = {"onderwerp": None, "verduidelijking": candidates or []}
    outcome: Outcome = Unsure(tuple(candidates)) if candidates else NotUnderstood()
    # What nobody can read says nothing of another topic either: the one in hand still tells whose question it is.
    elsewhere = state.elsewhere or bool(candidates)
    if not state.misunderstood:
        after = replace(state, misunderstood=1, last=(UNINTELLIGIBLE,), elsewhere=elsewhere)
        return Turn(after, (Reply(say("onverstaanbaar"), custom),), outcome)
    options = (Option(say("knop_ja"), topic=PERSON), Option(say("knop_nee"), act="ontkennen"))
    after = replace(state, misunderstood=0, pending=Pending("person", options), elsewhere=elsewhere)
    reply = Reply(say("bedoel_je_opnieuw"), custom, tuple(option.button for option in options))
    return Turn(after, (reply,), outcome)
