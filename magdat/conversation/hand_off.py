"""A message in the middle of a hand-off: a step of it, unless somebody is in danger or wants everything erased."""

from __future__ import annotations

from dataclasses import replace

from magdat.conversation.dialogue import respond
from magdat.conversation.interpret.belonging import desk_topic
from magdat.conversation.interpret.hand_off import FEW, FindsPersonalData, said_in
from magdat.conversation.interpret.meaning import meaning
from magdat.conversation.moves.hand_off import given_answer, go_on
from magdat.conversation.outcome import Erased
from magdat.conversation.state import State
from magdat.conversation.turn import Turn
from magdat.handoff.draft import Awaits, Draft
from magdat.handoff.following import Wish, load_follow_up_talk
from magdat.handoff.talk import HandoffTalk, load_talk
from magdat.knowledge import Knowledge
from magdat.policy.service_desks import is_confided
from magdat.privacy.confidentiality import DANGER
from magdat.situation import Situation
from magdat.understanding import Understanding


def talk_of(knowledge: Knowledge) -> HandoffTalk:
    """Return how people talk in a hand-off."""
    return load_talk(knowledge.settings.guidance / "doorgeven.yml")


def respond_in_hand_off(
    knowledge: Knowledge, state: State, draft: Draft | None, understanding: Understanding, find: FindsPersonalData
) -> Turn:
    """Answer one message while something is being passed on.

    Args:
        knowledge: what answers come from.
        state: what is remembered; its ``handing`` says what was asked.
        draft: what was typed so far; ``None`` when it was too long ago, or before a restart.
        understanding: the message.
        find: finds personal data in a text.
    """
    over = replace(state, handing=None)
    if meaning(knowledge.library, State(), understanding) == DANGER:
        return respond(knowledge, over, understanding)
    if len(understanding.text.split()) <= FEW:
        turn = respond(knowledge, over, understanding)
        if isinstance(turn.outcome, Erased):
            return turn
    awaits = Awaits(state.handing or Awaits.MESSAGE)
    lost = Draft(awaits=awaits, about=desk_topic(knowledge.library, state), role=state.situation.rol)
    kept = draft if draft is not None else lost
    given = given_answer(knowledge, state) if kept.topic is not None and kept.topic == state.topic else None
    said = said_in(
        knowledge.library,
        talk_of(knowledge),
        state,
        understanding,
        kept.awaits,
        find,
        given,
        _wish(knowledge, understanding),
        knowledge.policy,
    )
    if is_confided(knowledge.library, kept.about):
        # What was told before stays where it may be read, and nothing goes along with it.
        said = replace(said, own_topic=None, topic=None, situation=Situation())
    return go_on(knowledge, state, kept, said, understanding)


def _wish(knowledge: Knowledge, understanding: Understanding) -> Wish | None:
    """Return what a message would want with a question that was passed on before."""
    if understanding.certain:
        return None
    return load_follow_up_talk(knowledge.settings.guidance / "opvolgen.yml").wish_in(understanding.text)
