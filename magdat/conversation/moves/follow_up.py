"""Questions about the answer that was just given: why, where, an example, and if I do it anyway, shorter, again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from magdat.answers.answer import Answer
from magdat.answers.cases import clauses_of
from magdat.answers.citing import cited
from magdat.answers.composer import compose, main_statement, second_layer_of, speaks_to_hr
from magdat.answers.policy_says import place_of
from magdat.conversation.interpret.company import topics_in_policy
from magdat.conversation.interpret.context import added
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.conversation.told_word import as_told
from magdat.guidance.model import Kind, Wording, fits
from magdat.knowledge import Knowledge
from magdat.policy.outcomes import effective, outcome_for
from magdat.policy.verdict import Deciding
from magdat.question import Form, Opening
from magdat.understanding import Understanding
from magdat.wording.contacts import contact_abroad
from magdat.wording.dates import belgian_date
from magdat.wording.lists import enumerate_dutch

FollowUp = Callable[[Knowledge, State, Understanding], tuple[Reply, State]]


def _wording(knowledge: Knowledge, state: State) -> Wording:
    topic = knowledge.library.topic(_topic(state))
    return knowledge.library.wording(topic.id, speaks_to_hr(topic, state.situation))


def _topic(state: State) -> str:
    return state.topic or "bot_mogelijkheden"


def _rules(knowledge: Knowledge, state: State) -> list[Deciding]:
    outcome = outcome_for(knowledge.policy, _topic(state), state.situation, state.among)
    return [case.rule for case in outcome.cases if case.rule is not None]


def _answer(knowledge: Knowledge, state: State) -> Answer:
    """Return the answer to the question in hand, with the word with which it was told."""
    return _composed(knowledge, as_told(state, _composed(knowledge, state)))


def _composed(knowledge: Knowledge, state: State) -> Answer:
    return compose(
        knowledge,
        _topic(state),
        state.situation,
        state.among,
        statement=state.statement,
        opening=Opening(state.opening) if state.opening else Opening.NONE,
        form=Form(state.form) if state.form else None,
        company=state.company,
        beside=state.beside,
        untold=state.untold,
    )


def _custom(knowledge: Knowledge, state: State, act: str) -> dict[str, object]:
    return {**_answer(knowledge, state).custom(), "handeling": act}


def why(knowledge: Knowledge, state: State, understanding: Understanding) -> tuple[Reply, State]:
    """Give the reason of what was answered: the company's own where it wrote one, else the guidance's."""
    wording = _wording(knowledge, state)
    guidance = wording.why or wording.core
    reasons = _reasons(knowledge, state)
    if knowledge.library.topic(_topic(state)).kind is Kind.RULE and not reasons:
        text = knowledge.phrases.say("waarom_onbekend", tekst=guidance)
    else:
        text = knowledge.phrases.say("waarom", tekst=" ".join(reasons) or guidance)
    return Reply(text, _custom(knowledge, state, "waarom")), state


def _reasons(knowledge: Knowledge, state: State) -> list[str]:
    own = next((item for item in knowledge.policy.statements if item.id == _answer(knowledge, state).rule), None)
    found = [own.reason] if own is not None else [rule.reason for rule in _rules(knowledge, state)]
    return list(dict.fromkeys(reason for reason in found if reason))


def where(knowledge: Knowledge, state: State, understanding: Understanding) -> tuple[Reply, State]:
    """Say on which clause the answer rests and where the policy is found."""
    policy = knowledge.policy
    answer = _answer(knowledge, state)
    clauses = [answer.clause] if answer.clause else clauses_of(_rules(knowledge, state)) if answer.cases else []
    place = place_of(policy, knowledge.phrases)
    if clauses:
        text = knowledge.phrases.say(
            "bron",
            waar=cited(policy, knowledge.phrases, clauses, answer.part),
            titel=policy.title,
            versie=policy.version,
            datum=belgian_date(policy.valid_from),
            plaats=place,
        )
    else:
        text = knowledge.phrases.say("bron_raad", plaats=place)
    return Reply(text, _custom(knowledge, state, "bron_vragen")), state


def example(knowledge: Knowledge, state: State, understanding: Understanding) -> tuple[Reply, State]:
    """Give a concrete example: of exactly this question where there is one, else of the topic."""
    asked = knowledge.library.statements.get(state.statement or "")
    told = (asked.more.example if asked is not None else None) or _wording(knowledge, state).example
    text = knowledge.phrases.say("voorbeeld", tekst=told) if told else knowledge.phrases.say("voorbeeld_geen")
    return Reply(text, _custom(knowledge, state, "voorbeeld_vragen")), state


def and_if_i_do(knowledge: Knowledge, state: State, understanding: Understanding) -> tuple[Reply, State]:
    """Say what may follow, without a verdict: the guidance's words and the sanctions that the policy lists."""
    wording = _wording(knowledge, state)
    parts = [knowledge.phrases.say("gevolg", tekst=wording.consequence)] if wording.consequence else []
    sanctions = knowledge.policy.sanctions
    if sanctions is not None and knowledge.library.topic(_topic(state)).kind is Kind.RULE:
        scale = enumerate_dutch([item[0].lower() + item[1:] for item in sanctions.scale])
        parts.append(knowledge.phrases.say("gevolg_sancties", lijst=scale))
    if knowledge.library.topic(_topic(state)).kind is Kind.ROUTE:
        parts.append(knowledge.phrases.say("vertrouwelijk"))
    text = "\n\n".join(parts) or wording.core
    return Reply(text, _custom(knowledge, state, "wat_als_toch")), state


def difference(knowledge: Knowledge, state: State, understanding: Understanding) -> tuple[Reply, State]:
    """Put the answer that was given beside the one for what the message names."""
    other, _ = added(understanding, effective(state.situation))
    here = _answer(knowledge, replace(state, untold={}))  # the difference may stand in what was left out
    there = compose(knowledge, _topic(state), other, {}, statement=state.statement)
    lines = [knowledge.phrases.say("verschil")]
    for answer in (here, there) if there.parts[0] != here.parts[0] else (here,):
        lines.append(f"- {answer.parts[0].text}")
    return Reply("\n".join(lines), {**there.custom(), "handeling": "verschil_vragen"}), replace(
        state, situation=there.situation
    )


def again(knowledge: Knowledge, state: State, understanding: Understanding) -> tuple[Reply, State]:
    """Say the heart of the answer once more, in other words where the guidance has them."""
    wording = _wording(knowledge, state)
    first = _answer(knowledge, state).parts[0].text
    text = knowledge.phrases.say("herhaling", tekst=first)
    if state.last == ("herhalen",) and wording.short:
        text = wording.short
    return Reply(text, _custom(knowledge, state, "herhalen")), replace(state, last=("herhalen",))


def shorter(knowledge: Knowledge, state: State, understanding: Understanding) -> tuple[Reply, State]:
    """Give only the answer itself; to the topic's main question the guidance's one sentence."""
    rules = _rules(knowledge, state)
    wording = _wording(knowledge, state)
    if state.last == ("korter",):
        return Reply(knowledge.phrases.say("korter_niets"), _custom(knowledge, state, "korter")), state
    main = main_statement(knowledge.library, knowledge.library.topic(_topic(state)), state.situation)
    own = bool(rules) or state.statement not in {None, main}  # the topic's sentence would answer another question
    text = _answer(knowledge, state).parts[0].text if own else wording.short or wording.core
    return Reply(text, _custom(knowledge, state, "korter")), replace(state, last=("korter",))


NAMED = 0.15
"""From this chance on that something in the policy on it is meant, somebody who goes back names one of the few earlier
topics. Of twenty ways to name one and ten that name none, among topics drawn at random, 0.78 and 0.88 go where they
should; with 0.06 it is 0.77 and 0.85. With the encoder as it was taught from 31 policies 0.06 gave 0.87 and 0.88."""


def back(knowledge: Knowledge, state: State, understanding: Understanding) -> tuple[Reply, State]:
    """Go back to the topic before this one."""
    aside = bool(state.last) and state.last[0] in knowledge.library.answers and state.last[0] != state.topic
    if aside and state.topic is not None:  # a question about the assistant, or outside its field, came in between
        return Reply.of(_answer(knowledge, state)), replace(state, last=(state.topic,))
    earlier = [item for item in state.history if item[0] != state.topic]
    if not earlier:
        return Reply(knowledge.phrases.say("terug_niets"), {"onderwerp": None}), state
    if any(fits(form, understanding.text) for form in knowledge.library.talk.to_the_start):
        earlier = earlier[:1]
    chances, in_policy = dict(understanding.ranking), topics_in_policy(knowledge, understanding, least=NAMED)
    # «terug naar die foto's» names one of the earlier topics; without a name it is the one before this.
    topic, situation = max(
        enumerate(earlier),
        key=lambda item: (chances.get(item[1][0], 0.0) + in_policy.get(item[1][0], 0.0), item[0]),
    )[1]
    situation, among = added(understanding, situation)
    after = state.about(topic, situation, among)
    return Reply.of(compose(knowledge, topic, situation, among)), after


def other_language(knowledge: Knowledge, state: State, understanding: Understanding) -> tuple[Reply, State]:
    """Say in the person's language that the assistant speaks Dutch, and whom to contact."""
    contacts = knowledge.policy.contacts
    contact = contacts.get("hr") or contacts.get("helpdesk") or next(iter(contacts.values()))
    text = knowledge.phrases.say(f"taal_{language_of(understanding.text)}", wie=contact_abroad(contact))
    return Reply(text, {"onderwerp": None, "taal": language_of(understanding.text)}), state


def more(knowledge: Knowledge, state: State, understanding: Understanding) -> tuple[Reply, State]:
    """Give the second layer of the last answer."""
    answer = _answer(knowledge, state)
    if not answer.more:
        return Reply(knowledge.phrases.say("meer_niets"), _custom(knowledge, state, "meer_weten")), state
    second = second_layer_of(answer)
    return Reply(second.text, {**second.custom(), "handeling": "meer_weten"}), state


_TELLING = {
    "fr": (
        "je tu vous est que qui les des une un pour dans sur mon ma mes puis peux pendant avec pas le la bonjour merci "
        "et au du ce patron travail"
    ),
    "en": (
        "i you my is are the to can may on at what how do does in for with and of it hello thanks boss work am if "
        "during allowed"
    ),
    "de": (
        "ich du ist der die das und mein meine darf kann auf mit wie was ein eine nicht zu im während arbeit hallo "
        "danke bin wenn sie"
    ),
}
"""Small words by which three languages are told apart."""


def language_of(text: str) -> str:
    """Return fr, en or de: the language with most small words in the text."""
    words = text.lower().replace("'", " ").replace("?", " ").replace(",", " ").split()
    counts = {language: sum(word in telling.split() for word in words) for language, telling in _TELLING.items()}
    return max(counts, key=lambda language: counts[language])


FOLLOW_UPS: dict[str, FollowUp] = {
    "meer_weten": more,
    "waarom": why,
    "bron_vragen": where,
    "voorbeeld_vragen": example,
    "wat_als_toch": and_if_i_do,
    "verschil_vragen": difference,
    "herhalen": again,
    "korter": shorter,
    "terug": back,
    "andere_taal": other_language,
}
"""What each question about the last answer does."""
