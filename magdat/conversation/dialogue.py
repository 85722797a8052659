"""One message in a conversation: choose what it means here, and answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from magdat.answers.answer import CONTEXT, Answer, Button, PartKind
from magdat.answers.composer import MAX_CASES, compose, contact_line, effective, outcome_for, speaks_to_hr
from magdat.conversation.choosing import EVERY, chosen
from magdat.conversation.context import added, bare_value, carried, role_presumed, telling
from magdat.conversation.followups import FOLLOW_UPS
from magdat.conversation.gibberish import gibberish
from magdat.conversation.handing_over import PERSON
from magdat.conversation.reading import AT_AN_END, GOING_ON, meaning
from magdat.conversation.reply import Reply
from magdat.conversation.state import Option, Pending, State
from magdat.conversation.understanding import STANDALONE_ACTS, Understanding
from magdat.conversation.weighing import SURE, USING
from magdat.guidance.model import Deed, Gesture, Kind, fits
from magdat.knowledge import Knowledge
from magdat.policy.departments import with_departments
from magdat.privacy.confidentiality import DANGER
from magdat.situation import Situation

_CAREFUL = frozenset({"pesten", "klokkenluider", "contactpersoon", "mens_spreken"})

CANDIDATES = 3
"""So many readings are offered when understanding is unsure."""

GUESSED = 0.05
"""Below this probability a reading is a shot in the dark, and is not offered."""

GUESSED_CAREFULLY = 0.12
"""From this probability on, a topic that may frighten somebody is offered as a reading."""

_FRIGHTENING = _CAREFUL | {"ontslag_dringende_reden", "sanctie", "laster_klacht"}
_NO_CHOICE = frozenset({"sociaal_praatje", "buiten_bereik_overig"})
"""Topics that «iets anders» stands for already."""


@dataclass(frozen=True)
class Turn:
    """What is said in answer to one message, and what is remembered."""

    state: State
    replies: tuple[Reply, ...]
    act: str
    """What the message was taken for: a topic's id, an act, or «verduidelijken»."""

    hand_over: bool = False
    """Whether the person agreed to be put through to a human being."""

    erase: bool = False
    """Whether the person asked to have the conversation erased."""

    helped: tuple[str, bool] | None = None
    """The topic that the person gave feedback on, and whether the answer helped."""


def respond(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    """Answer one message."""
    turn = _respond(knowledge, state, with_departments(understanding, knowledge.policy))
    if state.noticed:
        return turn
    notice = Reply(knowledge.phrases.say("kennisgeving"))
    return replace(turn, state=replace(turn.state, noticed=True), replies=(notice, *turn.replies))


def _respond(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    if not understanding.text.strip() or not understanding.ranking:
        return _say(knowledge, state, "leeg", "leeg")
    if state.topic is not None and (named := bare_value(understanding.text)):
        return _supplement(knowledge, state, replace(understanding, values={**understanding.values, **named}))
    act = meaning(knowledge.library, state, understanding)
    picked = chosen(knowledge.library, state, understanding) if act == "keuze" else None
    if act != DANGER and picked is None and gibberish(knowledge.library, understanding):
        return _not_understood(knowledge, state)
    if act == DANGER:
        text = f"{knowledge.phrases.say('gevaar')}\n\n{knowledge.phrases.say('gevaar_daarna')}"
        return Turn(state, (Reply(text, {"onderwerp": None, "gevaar": True}),), act)
    if act == "keuze":
        return _chosen(knowledge, state, picked) if picked else unsure(knowledge, state, understanding)
    if act == "aanvullen":
        return _supplement(knowledge, state, understanding)
    if act in FOLLOW_UPS and act not in STANDALONE_ACTS and state.topic is None and state.pending is not None:
        taken = state.pending.options[0].topic  # whoever asks on takes the likeliest reading for granted
        if taken is not None and state.pending.kind == "topic":
            state = state.about(taken, state.situation, state.among)
    if act in FOLLOW_UPS and act not in STANDALONE_ACTS and state.topic is None:
        return _say(knowledge, state, "terug_niets" if act == "terug" else "geen_context", act)
    if act in FOLLOW_UPS:
        reply, after = FOLLOW_UPS[act](knowledge, state, understanding)
        return Turn(after, (reply,), act)
    if act == "verduidelijken":
        return unsure(knowledge, state, understanding)
    if act == GOING_ON:
        return _noticing(knowledge, understanding, _going_on(knowledge, state, understanding))
    if act in _SIMPLE:
        return _SIMPLE[act](knowledge, state, understanding)
    gesture = next(
        (item for item in knowledge.library.gestures if item.topic == act and item.fits(understanding.text)), None
    )
    if gesture is not None:
        return _gesture(state, gesture)
    in_passing = act in knowledge.library.talk.in_passing and state.topic not in {None, act}
    if in_passing or knowledge.library.topic(act).kind is Kind.ASSISTANT:
        return _aside(knowledge, state, act, understanding)
    kept = carried(knowledge.library.talk, state, act, understanding)
    situation, among = added(understanding, kept)
    after = replace(
        state.about(act, situation, among),
        role_presumed=role_presumed(state, act, understanding) if kept.rol == situation.rol else False,
    )
    return _noticing(knowledge, understanding, answer(knowledge, after, asked=understanding.text))


def _aside(knowledge: Knowledge, state: State, topic: str, understanding: Understanding) -> Turn:
    """Answer about the assistant itself, and leave what the conversation is about as it was."""
    own = knowledge.library.topic(topic).kind is Kind.ASSISTANT
    before = Situation(rol=state.situation.rol) if own else carried(knowledge.library.talk, state, topic, understanding)
    reply = Reply.of(compose(knowledge, topic, added(understanding, before)[0], asked=understanding.text))
    if topic == PERSON:  # the hand-off follows at once: a button would become the message
        reply = replace(reply, buttons=())
    return Turn(replace(state, pending=None, misunderstood=0, last=(topic,)), (reply,), topic)


def _gesture(state: State, gesture: Gesture) -> Turn:
    reply = Reply(gesture.answer, {"onderwerp": gesture.topic, "gebaar": gesture.id})
    if gesture.deed is Deed.ERASE:
        return Turn(State(noticed=True), (reply,), gesture.topic, erase=True)
    return Turn(replace(state, misunderstood=0), (reply,), gesture.topic)


UNINTELLIGIBLE = "onverstaanbaar"
"""A message without one word that can be understood; it says nothing of what somebody wanted to know."""

DISCLOSED = 0.12
"""From this probability on, bullying as another reading of a message is answered too, and gently."""


def _noticing(knowledge: Knowledge, understanding: Understanding, turn: Turn) -> Turn:
    """Notice bullying that is told in the middle of something else, and say where to go."""
    if turn.act in _CAREFUL or understanding.certain:
        return turn
    told = any(fits(form, understanding.text) for form in knowledge.library.disclosures)
    likely = any(name == "pesten" and chance >= DISCLOSED for name, chance in understanding.topics()[:CANDIDATES])
    if not told and not likely:
        return turn
    contacts = [
        contact_line(knowledge.policy.contacts[name])
        for name in ("vertrouwenspersoon", "preventieadviseur")
        if name in knowledge.policy.contacts
    ]
    text = knowledge.phrases.say("ook_gepest", wie=" of ".join(contacts) or knowledge.phrases.say("contact_onbekend"))
    return replace(turn, replies=(Reply(text, {"onderwerp": turn.act, "ook": "pesten"}), *turn.replies))


LIKELY = 0.10
"""From this probability on, another reading is offered beside an answer that goes on about the topic in hand."""


def _going_on(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    """Say the heart of what is known on the topic in hand and who knows more, and offer other readings."""
    assert state.topic is not None
    say = knowledge.phrases.say
    situation, among = added(understanding, state.situation)
    found = compose(knowledge, state.topic, situation, among)
    topic = knowledge.library.topic(state.topic)
    wording = knowledge.library.wording(topic.id, speaks_to_hr(topic, situation))
    heart = found.parts[0].text if topic.kind is Kind.RULE else wording.short or wording.core
    again = state.last == (GOING_ON,)
    if again:  # said a moment ago: now the other half of what is known
        ruled = topic.kind is Kind.RULE and found.rule is not None
        heart = " ".join(item for item in ("" if ruled else wording.core, wording.why) if item) or wording.core
    texts = [say("verder", tekst=heart), *(part.text for part in found.parts if part.kind is PartKind.CONTACT)]
    if wording.steps and topic.kind is not Kind.RULE and not again:
        texts.insert(1, "\n".join(say("stap", tekst=step) for step in wording.steps))
    others = [
        name
        for name, chance in understanding.topics()
        if chance >= LIKELY and name != state.topic and knowledge.library.topic(name).kind is not Kind.ASSISTANT
    ][: CANDIDATES - 1]
    if topic.kind is Kind.ROUTE:
        others = []  # whoever is in trouble is not sent elsewhere
    options = tuple(Option(knowledge.library.topic(name).title, topic=name) for name in others)
    if options:
        texts.append(say("iets_anders_bedoeld"))
    buttons = tuple(Button(item.title, f"/{item.topic}") for item in options)
    after = replace(
        state,
        situation=situation,
        among=among,
        pending=Pending("reading", options) if options else None,
        last=AT_AN_END if again else (GOING_ON,),
    )
    custom = {**found.custom(), "handeling": GOING_ON}
    return Turn(after, (Reply("\n\n".join(texts), custom, buttons),), state.topic)


def answer(knowledge: Knowledge, state: State, *, at_length: bool = False, asked: str = "") -> Turn:
    """Answer the topic that the conversation is about, or ask for what the answer hangs on.

    Args:
        knowledge: what answers come from.
        state: what the conversation is about.
        at_length: give every case, however many, rather than ask.
        asked: the question in the person's words.
    """
    if state.topic is None:
        return _say(knowledge, state, "geen_context", "aanvullen")
    topic = knowledge.library.topic(state.topic)
    if topic.kind is Kind.RULE:
        outcome = outcome_for(knowledge.policy, state.topic, state.situation, state.among)
        if len(outcome.cases) > MAX_CASES and outcome.ask is not None and not at_length:
            return _ask(knowledge, state, outcome.ask, [value for case in outcome.cases for value in case.path[0][1]])
    found = compose(
        knowledge, state.topic, state.situation, state.among, asked=asked, role_presumed=state.role_presumed
    )
    reply = Reply.of(found)
    after = replace(state, answered=state.answered + 1, last=(state.topic,))
    if topic.kind not in {Kind.RULE, Kind.EXPLANATION} or after.answered % FEEDBACK_EVERY:
        return Turn(after, (reply,), state.topic)
    return Turn(*_with_feedback(knowledge, after, reply), state.topic)


FEEDBACK_EVERY = 4
"""After so many answers the assistant asks whether the last one helped; never twice in a row."""


def _with_feedback(knowledge: Knowledge, state: State, reply: Reply) -> tuple[State, tuple[Reply, ...]]:
    say = knowledge.phrases.say
    options = (Option(say("knop_ja"), act="bevestigen"), Option(say("knop_nee"), act="ontkennen"))
    buttons = (Button(say("knop_ja"), "/bevestigen"), Button(say("knop_nee"), "/ontkennen"))
    question = Reply(say("geholpen_vraag"), {}, buttons)
    return replace(state, pending=Pending("feedback", options, topic=state.topic)), (reply, question)


def _feedback(knowledge: Knowledge, state: State, helped: bool) -> Turn:
    topic = state.pending.topic if state.pending is not None and state.pending.topic else ""
    reply = Reply(knowledge.phrases.say("geholpen_ja" if helped else "geholpen_nee"), {"onderwerp": None})
    return Turn(replace(state, pending=None), (reply,), "feedback", helped=(topic, helped))


def unsure(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    """Offer the likeliest readings; the second time in a row, offer a person."""
    say = knowledge.phrases.say
    candidates = [name for name, chance in understanding.topics() if _worth_offering(name, chance)][:CANDIDATES]
    if not candidates or state.misunderstood:
        return _not_understood(knowledge, state, candidates)
    custom = {"onderwerp": None, "verduidelijking": candidates}
    titles = {name: knowledge.library.topic(name).title for name in candidates}
    options = [Option(title, topic=name) for name, title in titles.items()]
    options.append(Option(say("niets_van_dat"), act="ontkennen"))
    situation, among = added(understanding, state.situation)
    after = replace(
        state,
        misunderstood=state.misunderstood + 1,
        pending=Pending("topic", tuple(options)),
        situation=situation,
        among=among,
    )
    offered = (
        *(Button(title, f"/{name}") for name, title in titles.items()),
        Button(say("niets_van_dat"), "/ontkennen"),
    )
    asked = say("bedoel_je" if len(candidates) > 1 else "bedoel_je_dit")
    return Turn(after, (Reply(asked, custom, offered),), "verduidelijken")


def _worth_offering(topic: str, chance: float) -> bool:
    if topic in _NO_CHOICE:
        return False
    return chance >= (GUESSED_CAREFULLY if topic in _FRIGHTENING else GUESSED)


def _not_understood(knowledge: Knowledge, state: State, candidates: list[str] | None = None) -> Turn:
    """Say calmly that it is not clear, and leave the conversation as it was; the second time, offer a person."""
    say = knowledge.phrases.say
    custom = {"onderwerp": None, "verduidelijking": candidates or []}
    act = "verduidelijken" if candidates else UNINTELLIGIBLE
    if not state.misunderstood:
        after = replace(state, misunderstood=1, last=(UNINTELLIGIBLE,))
        return Turn(after, (Reply(say("onverstaanbaar"), custom),), act)
    buttons = (Button(say("knop_ja"), "/mens_spreken"), Button(say("knop_nee"), "/ontkennen"))
    pending = Pending(
        "person", (Option(say("knop_ja"), topic="mens_spreken"), Option(say("knop_nee"), act="ontkennen"))
    )
    after = replace(state, misunderstood=0, pending=pending)
    return Turn(after, (Reply(say("bedoel_je_opnieuw"), custom, buttons),), act)


def _chosen(knowledge: Knowledge, state: State, option: Option) -> Turn:
    if option is EVERY:
        return answer(knowledge, replace(state, pending=None), at_length=True)
    if option.dimension is not None:
        situation = state.situation.with_value(option.dimension, option.value)
        among = {name: values for name, values in state.among.items() if name != option.dimension}
        return answer(knowledge, replace(state, situation=situation, among=among, pending=None))
    if option.topic is not None and knowledge.library.topic(option.topic).kind is Kind.ASSISTANT:
        return _aside(knowledge, state, option.topic, Understanding("", (), {}))
    if option.topic is not None:
        return answer(knowledge, state.about(option.topic, state.situation, state.among))
    return _SIMPLE[option.act or "ontkennen"](knowledge, state, Understanding("", (), {}))


def _supplement(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    situation, among = added(understanding, state.situation)
    offered = state.pending.options[0].topic if state.pending is not None and state.pending.kind == "topic" else None
    ranking = understanding.topics()
    likely = not understanding.certain and bool(ranking) and ranking[0][1] >= SURE
    if (
        offered is not None
    ):  # whoever adds to a question that was not understood takes the likeliest reading for granted
        return answer(knowledge, state.about(offered, situation, among))
    if state.topic is None and (likely or telling(situation) > 1):
        return answer(knowledge, state.about(ranking[0][0] if likely else USING, situation, among))
    if state.topic is None:
        return _say(knowledge, replace(state, situation=situation, among=among), "geen_context", "aanvullen")
    after = state.about(state.topic, situation, among)
    if "rol" in understanding.values:
        after = replace(after, role_presumed=False)
    turn = answer(knowledge, after)
    if state.last != (state.topic,) or turn.act != state.topic:
        return turn
    before = compose(knowledge, state.topic, state.situation, state.among)
    now = compose(knowledge, state.topic, situation, among)
    if now.text != before.text or after.role_presumed != state.role_presumed:
        return turn
    return replace(turn, replies=(_same(knowledge, now), *turn.replies[1:]))


def _same(knowledge: Knowledge, found: Answer) -> Reply:
    """Say that the same holds here too, without the advice that was given a moment ago."""
    decision, *others = (part for part in found.parts if part.kind in {PartKind.DECISION, PartKind.RULE})
    told = (replace(decision, text=knowledge.phrases.say("hetzelfde", tekst=decision.text)), *others)
    return Reply.of(replace(found, parts=told))


def _ask(knowledge: Knowledge, state: State, dimension: str, values: list[str]) -> Turn:
    say = knowledge.phrases.say
    distinct = list(dict.fromkeys(values))
    options = tuple(Option(_name(knowledge, dimension, value), dimension=dimension, value=value) for value in distinct)
    buttons = tuple(Button(item.title, f'/aanvullen{{"{dimension}": "{item.value}"}}') for item in options)
    after = replace(state, pending=Pending("dimension", options, dimension, state.topic))
    context = {name: effective(state.situation).get(name) for name in CONTEXT}
    custom = {"onderwerp": None, "verduidelijking": [state.topic], "vraag": dimension, "context": context}
    return Turn(after, (Reply(say(f"vraag_{dimension}"), custom, buttons),), "verduidelijken")


def _name(knowledge: Knowledge, dimension: str, value: str) -> str:
    if dimension == "platform" and value in knowledge.library.platforms:
        return knowledge.library.platforms[value]
    return knowledge.phrases.value(dimension, value)


def _say(knowledge: Knowledge, state: State, key: str, act: str, **parts: object) -> Turn:
    return Turn(replace(state, last=(key,)), (Reply(knowledge.phrases.say(key, **parts), {"onderwerp": None}),), act)


def _confirm(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    if state.pending is not None and state.pending.kind == "feedback":
        return _feedback(knowledge, state, helped=True)
    if state.pending is not None and state.pending.kind == "person":
        after = replace(state, pending=None)
        return Turn(after, (), "mens_spreken", hand_over=True)
    if state.pending is not None and len(state.pending.options) == 2:
        return _chosen(knowledge, state, state.pending.options[0])
    return _say(knowledge, state, "niets_te_bevestigen", "bevestigen")


def _deny(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    if state.pending is not None and state.pending.kind == "feedback" and not understanding.values:
        return _feedback(knowledge, state, helped=False)
    key = "anders_zeggen" if state.pending is not None and state.pending.kind == "topic" else "niets_te_ontkennen"
    if understanding.values and state.topic is not None:
        return _supplement(knowledge, state, understanding)
    return _say(knowledge, replace(state, pending=None), key, "ontkennen")


def _stop(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    return _say(knowledge, replace(state, pending=None, misunderstood=0), "gestopt", "stoppen")


_SIMPLE: dict[str, Callable[[Knowledge, State, Understanding], Turn]] = {
    "bevestigen": _confirm,
    "ontkennen": _deny,
    "stoppen": _stop,
    "aanpassen": _deny,  # outside a hand-off there is nothing to change
}
