"""Whether the company's own policy answers a message, and what in it: found by comparing, without any training."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from magdat.answers.asked_sentence import stems
from magdat.answers.company_says import conditions_at, statement_at
from magdat.answers.composer import MAX_CASES
from magdat.answers.marks import asking_of
from magdat.answers.policy_says import own_statement
from magdat.conversation.interpret.also_meant import also_meant
from magdat.conversation.interpret.answered import OWN_WORDS, CompanyAnswer, company_question, section_at
from magdat.conversation.interpret.beside import with_guidance
from magdat.conversation.interpret.context import added, carried, elliptical
from magdat.conversation.interpret.holds_here import may_hold, unsaid
from magdat.conversation.interpret.meaning import GOING_ON, asks_of_another
from magdat.conversation.interpret.question import Question, question_here
from magdat.conversation.interpret.signs import LONG, leans
from magdat.conversation.state import State
from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.guidance.statements import PolicyPart, topic_of
from magdat.knowledge import Knowledge
from magdat.policy.answerable import Place, Source, questions_of
from magdat.policy.model import Policy
from magdat.policy.outcomes import Among, outcome_for
from magdat.question import Opening
from magdat.situation import Situation
from magdat.understanding import ACTS, STANDALONE_ACTS, Found, Understanding

FAR_AHEAD = 3.0
"""How many times likelier something has to be than what the company says by the question that was recognised."""

OURS = 0.5
"""From this probability on, a question about the assistant itself is believed to be one."""

PREFERRED = 0.35
"""From this chance on that it is the better answer, the company answers and not the guidance. Of questions that were
written to tempt a policy that says nothing of them half are left to the guidance then, and of others four in a
hundred; at 0.3 0.44 and three, at 0.4 0.56 and six. That the guidance answers where the company decided is the
worse fault."""

SURE_IN_CONVERSATION = 0.8
"""From this chance on, what is found answers a message in the middle of a conversation."""

SURE_ALONE = 0.5
"""From this chance on, what is found answers a message that nobody understood otherwise, which may be no question; and
a rule answers, which the understanding knows itself."""

SURE_WITHIN = 0.85
"""From this share of its topic on, a question is answered by what was written for it, and not by a rule on it all."""

SURE_OF_ANOTHER = 0.5
"""From this probability on, the understanding knows better what a question is about than a likeness to a rule, or to a
statement that names the questions which it answers."""

THE_SAME = 0.9
"""From this likeness on, a question may be the very example that somebody wrote, …"""

MOST_OTHER_WORDS = 1
"""… where no more words that tell something stand in one of them alone."""

OUTSIDE = "buiten_bereik"
"""How the topics begin that the assistant knows nothing of; a policy may well speak of them."""


def answered_by_company(
    knowledge: Knowledge,
    situation: Situation,
    among: Mapping[str, Sequence[str]],
    understanding: Understanding,
    least: float = 0.0,
) -> CompanyAnswer | None:
    """Return what in the policy answers a message; ``None`` where nothing is likely enough to, or ``least`` as likely.

    What holds in another case than the one that is known is left out, and so is everything that was found in another
    version of the policy than the one in use.
    """
    told = understanding.in_policy
    if told is None or understanding.certain or told.digest != knowledge.loaded.document.digest:
        return None
    if _about_the_assistant(knowledge.library, understanding):
        return None
    policy = knowledge.policy
    for name in unsaid(understanding):
        situation = situation.with_value(name, None)
    written = as_an_example(knowledge, understanding, [x for x in told.found if may_hold(policy, x, situation, among)])
    if written is not None and _holds_for(policy, written.place, situation):
        return written
    sure = bool(understanding.topics()) and understanding.topics()[0][1] >= SURE_OF_ANOTHER
    fitting = [
        item
        for item in told.found
        if may_hold(policy, item, situation, among)
        and not (sure and item.chance < SURE_ALONE and _known_by_question(policy, item))
    ]
    if not fitting:
        return None
    best = fitting[0]
    # What was left out because it holds in another case cannot be right, so this may be.
    before = [item for item in told.found[: told.found.index(best)] if not may_hold(policy, item, situation, among)]
    left = max(1 - sum(item.chance for item in before), 0.0)
    if not _better_than_the_guidance(policy, best, fitting, max(told.threshold, least), left, alone=least > 0):
        return None
    place = Place.of(best.id)
    topic = _topic_at(knowledge, place)
    if place.source not in OWN_WORDS and (best.chance < SURE_ALONE or _sure_of_another(topic, understanding)):
        return None
    if topic is None:
        return None
    return CompanyAnswer(topic, place, best)


def as_an_example(knowledge: Knowledge, understanding: Understanding, found: Sequence[Found]) -> CompanyAnswer | None:
    """Return the statement of which an example asks the same in the same words: somebody wrote what answers it.

    Args:
        knowledge: what answers come from.
        understanding: the message.
        found: what was found to be like it and may hold in its case.
    """
    asked = [(item.example[1], item) for item in found if item.example is not None and item.example[1] >= THE_SAME]
    if not asked:
        return None
    item = max(asked, key=lambda pair: pair[0])[1]
    place = _own_words_at(item)
    statement = statement_at(knowledge.policy, place) if place is not None else None
    if place is None or statement is None or item.example is None:
        return None
    example, text = str(questions_of(statement)[item.example[0]].question), understanding.text
    cues = knowledge.library.first_word
    other_words = stems(example) ^ stems(text)
    if len(other_words) > MOST_OTHER_WORDS or asking_of(cues, example).way != asking_of(cues, text).way:
        return None
    return CompanyAnswer(statement.topic, place, item, as_written=True)


def _holds_for(policy: Policy, place: Place, situation: Situation) -> bool:
    """Return whether what holds for some roles only is told to somebody who has one of them."""
    roles = conditions_at(policy, place).values("rol")
    return not roles or situation.get("rol") in roles


def _own_words_at(found: Found) -> Place | None:
    try:
        place = Place.of(found.id)
    except ValueError:
        return None
    return place if place.source is Source.STATEMENT else None


def _better_than_the_guidance(
    policy: Policy, best: Found, fitting: Sequence[Found], threshold: float, left: float, *, alone: bool
) -> bool:
    """Return whether the best of what was found answers, rather than what the guidance says.

    Args:
        policy: the policy in use.
        best: the best of what was found.
        fitting: everything that was found and holds in this case.
        threshold: from which chance on it answers where nothing was learned about preferring it.
        left: what is left of all chances without what cannot be right, since it holds in another case.
        alone: whether nobody understood the message; it may be no question, so one thing has to be likely by itself.
    """
    if alone and best.chance < threshold * left:
        return False
    if best.preferred is not None:
        return best.preferred >= PREFERRED * left
    return alone or _chance_of_clause(policy, best, fitting) >= threshold * left


def _chance_of_clause(policy: Policy, best: Found, found: Sequence[Found]) -> float:
    """Return how likely something in the clause of the best answers: each of its parts may be what was asked for."""
    section = section_at(policy, Place.of(best.id))
    if section is None:
        return best.chance
    parts = [item.chance for item in found if section_at(policy, Place.of(item.id)) == section]
    return 1 - math.prod(1 - chance for chance in parts)


def recognised(
    knowledge: Knowledge, question: Question, topic: str, situation: Situation, among: Among
) -> tuple[str, ...]:
    """Return what in the policy answers the question that was recognised, by name; nothing where it says nothing."""
    statement = knowledge.library.statements[question.statement]
    own = own_statement(knowledge.policy, question.statement, statement, situation)
    if own is not None:
        return (Place(Source.STATEMENT, own.id).id,)
    if statement.decided_by is PolicyPart.RULE:
        cases = outcome_for(knowledge.policy, topic, situation, among).cases
        names = dict.fromkeys(case.rule.id.partition(".")[0] for case in cases if case.rule is not None)
        rules = {rule.id for rule in knowledge.policy.rules}
        return tuple(Place(Source.RULE if name in rules else Source.STATEMENT, name).id for name in names)
    if statement.decided_by is PolicyPart.PROVISION:
        return (Place(Source.PROVISION, topic).id,) if knowledge.policy.provision_for(topic) is not None else ()
    return (Place(Source.PART, statement.decided_by.value).id,) if statement.decided_by is not None else ()


def topics_in_policy(knowledge: Knowledge, understanding: Understanding, least: float) -> dict[str, float]:
    """Return how likely each topic is by what in the policy is like a message: that any of its statements is meant.

    Args:
        knowledge: what answers come from.
        understanding: the message.
        least: how likely that has to be.
    """
    told = understanding.in_policy
    none: dict[str, float] = {}
    if told is None or told.digest != knowledge.loaded.document.digest:
        return none
    for item in told.found:
        topic = _topic_at(knowledge, Place.of(item.id))
        if topic is not None:
            none[topic] = none.get(topic, 1.0) * (1 - item.chance)
    return {topic: 1 - chance for topic, chance in none.items() if 1 - chance >= least}


@dataclass(frozen=True)
class Reading:
    """A message that the company's own policy answers."""

    topic: str
    question: Question
    situation: Situation
    among: Mapping[str, tuple[str, ...]]


def read_by_company(knowledge: Knowledge, state: State, act: str, understanding: Understanding) -> Reading | None:
    """Return how the company answers a message; ``None`` where it is read as it was.

    Args:
        knowledge: what answers come from.
        state: what the conversation is about.
        act: what the message was taken for.
        understanding: the message.
    """
    library = knowledge.library
    topic = act if act in library.answers else None
    if topic is None and not (act in _UNCLEAR or _misheard(library, state, act, understanding)):
        return None
    kept = carried(library.talk, state, topic or state.topic or "", understanding)
    situation, among = added(understanding, kept)
    least = SURE_ALONE if topic is None else 0.0
    answered = answered_by_company(knowledge, situation, among, understanding, least)
    if answered is None:
        return None
    if state.topic is not None and not _stands_alone(library, state.topic, answered, understanding):
        return None
    question = company_question(knowledge, answered, situation, understanding)
    in_need = topic is not None and library.topic(topic).kind is Kind.ROUTE
    if answered.as_written and not in_need:
        return Reading(answered.topic, question, situation, among)
    if topic is not None and library.topic(topic).kind is not Kind.ASSISTANT:
        usual = question_here(library, state, topic, situation, understanding)
        already = recognised(knowledge, usual, topic, situation, among)
        if _as_well_as_it_was(answered, already, understanding):
            return None
        own = answered.place.source in OWN_WORDS
        if topic == answered.topic and not own and _surely(usual, topic, understanding):
            return None  # a rule holds for the whole topic; this question has an answer of its own
        heard = dict(understanding.statements)
        likelier = heard.get(usual.statement, 0.0) > heard.get(question.statement, 0.0)
        if topic == answered.topic and likelier and _would_ask(knowledge, answered, situation, among):
            return None  # what was recognised does not hang on what nobody said
        if answered.found.id in already:
            question = _with_what_was_heard(knowledge.policy, question, usual.opening, answered.place)
        if library.topic(topic).kind is Kind.ROUTE and library.topic(answered.topic).kind is not Kind.ROUTE:
            in_full = tuple(Place.of(item).in_full().id for item in question.company)  # who is in trouble reads all
            return Reading(topic, replace(usual, opening=Opening.NONE, company=in_full), situation, among)
    question = with_guidance(library, question, understanding, found=answered.found.chance)
    confided = state.topic is not None and library.topic(state.topic).kind is Kind.ROUTE
    others = () if confided else also_meant(knowledge, answered, situation, among, understanding)
    return Reading(answered.topic, replace(question, others=(*others, *question.others)), situation, among)


def _with_what_was_heard(policy: Policy, question: Question, heard: Opening, place: Place) -> Question:
    """Return a question with the word that was heard in it, where its text tells the opposite and nobody decided it.

    «Kan ik eisen dat die foto weggaat?» is answered by steps that hold no «ja», and read alone they say «nee» as well.
    """
    statement = statement_at(policy, place)
    undecided = statement is not None and statement.decision is None
    opposite = {heard, question.opening} == {Opening.YES, Opening.NO}
    return replace(question, opening=heard) if undecided and opposite else question


def _would_ask(knowledge: Knowledge, answered: CompanyAnswer, situation: Situation, among: Among) -> bool:
    """Return whether a rule that was found by its likeness only leads to a question back."""
    if answered.place.source is not Source.RULE:
        return False
    outcome = outcome_for(knowledge.policy, answered.topic, situation, among)
    return len(outcome.cases) > MAX_CASES and outcome.ask is not None


def _surely(question: Question, topic: str, understanding: Understanding) -> bool:
    """Return whether this is surely the question, if the topic is right."""
    heard = dict(understanding.statements).get(question.statement, 0.0)
    return heard >= SURE_WITHIN * dict(understanding.topics()).get(topic, 1.0)


def _misheard(library: Library, state: State, act: str, understanding: Understanding) -> bool:
    """Return whether what was taken for a remark is a question: nothing was said yet, and it has a subject."""
    return state.topic is None and act in ACTS - STANDALONE_ACTS and not elliptical(library.talk, understanding)


def _sure_of_another(topic: str | None, understanding: Understanding) -> bool:
    """Return whether the understanding is sure of another topic than that of a rule, which it knows itself."""
    likeliest, chance = next(iter(understanding.topics()), ("", 0.0))
    return likeliest != topic and chance >= SURE_OF_ANOTHER


def _stands_alone(library: Library, topic: str, answered: CompanyAnswer, understanding: Understanding) -> bool:
    """Return whether a message in the middle of a conversation on a topic is surely a question of its own."""
    if leans(library, understanding):
        return False
    # Whoever tells so much says what it is about, but for who tells in confidence, and goes on.
    told = len(understanding.text.split()) > LONG and library.topic(topic).kind is not Kind.ROUTE
    return (
        told
        or asks_of_another(topic, understanding)
        or answered.as_written
        or answered.found.chance >= SURE_IN_CONVERSATION
    )


def _as_well_as_it_was(answered: CompanyAnswer, already: Sequence[str], understanding: Understanding) -> bool:
    """Return whether what the policy says by the recognised question is as likely to answer, or nearly."""
    told = understanding.in_policy
    chances = {item.id: item.chance for item in told.found} if told is not None else {}
    best = answered.found
    if best.id in already:
        # A rule answers as it would have; a statement says its own word, and not that of the guidance's question.
        return answered.place.source not in OWN_WORDS
    return bool(already) and best.chance < FAR_AHEAD * max(chances.get(name, 0.0) for name in already)


_UNCLEAR = frozenset({"verduidelijken", GOING_ON})


def _about_the_assistant(library: Library, understanding: Understanding) -> bool:
    kinds = {topic.id: topic.kind for topic in library.topics}
    return any(
        kinds.get(name) is Kind.ASSISTANT and not name.startswith(OUTSIDE) and chance >= OURS
        for name, chance in understanding.topics()
    )


def _known_by_question(policy: Policy, found: Found) -> bool:
    """Return whether the policy names the questions that this answers: whoever recognised the question knows better."""
    try:
        statement = statement_at(policy, Place.of(found.id))
    except ValueError:
        return False
    return statement is not None and bool(statement.aspects)


def _topic_at(knowledge: Knowledge, place: Place) -> str | None:
    policy, library = knowledge.policy, knowledge.library
    if place.source in {Source.STATEMENT, Source.EXCEPTION}:
        found = next((item.topic for item in policy.statements if item.id == place.name), None)
    elif place.source is Source.RULE:
        found = next((rule.topic for rule in policy.rules if rule.id == place.name), None)
    elif place.source is Source.PROVISION:
        found = place.name if policy.provision_for(place.name) is not None else None
    else:
        decided = (name for name, item in library.statements.items() if item.decided_by is PolicyPart(place.name))
        found = next((topic_of(name) for name in decided), None)
    return found if found is not None and library.statements_of(found) else None
