"""What follows on a choice, a yes, a no, a stop, or a piece of context that completes a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from magdat.answers.composer import main_statement, speaks_to_hr
from magdat.answers.policy_says import own_statement
from magdat.conversation.interpret.choice import EVERY
from magdat.conversation.interpret.context import added, telling
from magdat.conversation.interpret.likelihood import SURE, USING
from magdat.conversation.interpret.question import pressed
from magdat.conversation.moves.answer import about, answer, aside, not_twice
from magdat.conversation.outcome import Moved, PersonWanted, Rated
from magdat.conversation.reply import Reply
from magdat.conversation.state import Option, State
from magdat.conversation.turn import Turn, said
from magdat.guidance.library import Library
from magdat.guidance.model import Kind, Topic
from magdat.guidance.statements import PolicyPart, Statement
from magdat.knowledge import Knowledge
from magdat.policy.answerable import Place
from magdat.policy.model import Policy
from magdat.policy.outcomes import outcome_for
from magdat.policy.verdict import Deciding
from magdat.question import Asker, Opening
from magdat.situation import Situation
from magdat.understanding import Understanding


def supplement(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    """Answer again, or at last, with a piece of context that a message adds."""
    situation, among = added(understanding, state.situation)
    ranking = understanding.topics()
    likely = not understanding.certain and bool(ranking) and ranking[0][1] >= SURE
    taken = taken_for_granted(knowledge.library, state)
    if taken is not state:
        return answer(knowledge, replace(taken, situation=situation, among=among))
    if state.topic is None and (likely or telling(situation) > 1):
        return answer(knowledge, state.about(ranking[0][0] if likely else USING, situation, among))
    if state.topic is None:
        return said(knowledge, replace(state, situation=situation, among=among), "geen_context", Moved("aanvullen"))
    after = state.about(state.topic, situation, among)
    if "rol" in understanding.values:
        after = replace(after, role_presumed=False)
    # What was left out may be what this case asks for: «Ben je geen chef maar collega, …».
    here = _in_this_case(knowledge, state, after)
    after = replace(here, untold={}, company=tuple(Place.of(item).in_full().id for item in here.company))
    return not_twice(knowledge, state, answer(knowledge, after), word_stays=True)


def _in_this_case(knowledge: Knowledge, before: State, after: State) -> State:
    """Return the state with the topic's main question, where the one in hand does not fit what is known now.

    It does not where it is for others than who asks, or where another rule holds now and its answer ignores that:
    «en op mijn eigen gsm?» after an answer on the laptop of the company asks what holds for the telephone.
    """
    library, policy = knowledge.library, knowledge.policy
    name, topic = after.statement or "", after.topic or ""
    statement = library.statements.get(name)
    if statement is None:
        return after
    main = about(after, pressed(library, main_statement(library, library.topic(topic), after.situation)))
    if after.situation.rol != before.situation.rol and not _is_for(library.topic(topic), statement, after.situation):
        return main
    if library.topic(topic).kind is not Kind.RULE:
        return after
    own = own_statement(policy, name, statement, after.situation)
    if own is None and statement.decided_by is PolicyPart.RULE:
        return after  # the rules themselves answer it
    if own != own_statement(policy, name, statement, before.situation):
        fixed = after.opening in {Opening.YES.value, Opening.NO.value}  # and it was right in the other case only
        return replace(after, opening=Opening.NONE.value) if fixed else after  # the company answers each case itself
    held, holding = (_rules(policy, topic, state) for state in (before, after))
    if held == holding or (own is not None and own.clause in {rule.clause for rule in holding}):
        return after
    return main


def _is_for(topic: Topic, statement: Statement, situation: Situation) -> bool:
    """Return whether a statement answers whoever has the role that is known now."""
    above = {Asker.MANAGER, Asker.HR}
    return any((asker in above) is speaks_to_hr(topic, situation) for asker in statement.askers)


def _rules(policy: Policy, topic: str, state: State) -> list[Deciding]:
    cases = outcome_for(policy, topic, state.situation, state.among).cases
    return [case.rule for case in cases if case.rule is not None]


def taken_for_granted(library: Library, state: State) -> State:
    """Return the state of somebody who goes on while readings are offered: he takes the likeliest one for granted."""
    if state.pending is None or state.pending.kind != "topic" or state.pending.options[0].topic is None:
        return state
    return _read_as(library, state, state.pending.options[0], state.pending.options[0].topic)


def _read_as(library: Library, state: State, option: Option, topic: str) -> State:
    after = state.about(topic, state.situation, state.among)
    if (statement := option.statement or "") in library.statements:
        return about(after, pressed(library, statement))
    return after


def picked(knowledge: Knowledge, state: State, option: Option) -> Turn:
    """Answer what somebody chose."""
    if option is EVERY:
        return answer(knowledge, replace(state, pending=None, elsewhere=False), at_length=True)
    if option.dimension is not None:
        situation = state.situation.with_value(option.dimension, option.value)
        among = {name: values for name, values in state.among.items() if name != option.dimension}
        chosen = replace(state, situation=situation, among=among, pending=None, elsewhere=False)
        return answer(knowledge, chosen)
    if option.topic is not None and knowledge.library.topic(option.topic).kind is Kind.ASSISTANT:
        return aside(knowledge, state, option.topic, Understanding("", (), {}))
    if option.topic is not None:
        return answer(knowledge, _read_as(knowledge.library, state, option, option.topic))
    return SIMPLE[option.act or "ontkennen"](knowledge, state, Understanding("", (), {}))


def _feedback(knowledge: Knowledge, state: State, helped: bool) -> Turn:
    topic = state.pending.topic if state.pending is not None else None
    reply = Reply(knowledge.phrases.say("geholpen_ja" if helped else "geholpen_nee"), {"onderwerp": None})
    return Turn(replace(state, pending=None), (reply,), Rated(topic, helped))


def _confirm(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    if state.pending is not None and state.pending.kind == "feedback":
        return _feedback(knowledge, state, helped=True)
    if state.pending is not None and state.pending.kind == "person":
        return Turn(replace(state, pending=None), (), PersonWanted())
    if state.pending is not None and len(state.pending.options) == 2:
        return picked(knowledge, state, state.pending.options[0])
    return said(knowledge, state, "niets_te_bevestigen", Moved("bevestigen"))


def _deny(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    if state.pending is not None and state.pending.kind == "feedback" and not understanding.values:
        return _feedback(knowledge, state, helped=False)
    key = "anders_zeggen" if state.pending is not None and state.pending.kind == "topic" else "niets_te_ontkennen"
    if understanding.values and state.topic is not None:
        return supplement(knowledge, state, understanding)
    return said(knowledge, replace(state, pending=None), key, Moved("ontkennen"))


def _stop(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    return said(knowledge, replace(state, pending=None, misunderstood=0), "gestopt", Moved("stoppen"))


SIMPLE: dict[str, Callable[[Knowledge, State, Understanding], Turn]] = {
    "bevestigen": _confirm,
    "ontkennen": _deny,
    "stoppen": _stop,
    "aanpassen": _deny,  # outside a hand-off there is nothing to change
}
