"""One message in a conversation: choose what it means here, and answer it."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace

from magdat.answers.answer import Button
from magdat.answers.composer import MAX_CASES, compose, contact_line, outcome_for
from magdat.conversation.context import added, bare_value, carried, elliptical
from magdat.conversation.followups import FOLLOW_UPS
from magdat.conversation.reply import Reply
from magdat.conversation.state import Option, Pending, State
from magdat.conversation.understanding import ACTS, STANDALONE_ACTS, Understanding
from magdat.guidance.model import Deed, Gesture, Kind, fits
from magdat.knowledge import Knowledge
from magdat.situation import Situation

SURE = 0.30
"""From this probability on, the likeliest topic is answered straight away (chosen in docs/nlu.md)."""

SURE_FAR_AHEAD = 0.20
"""A lower probability will do when the runner-up is less than half as likely."""

_CAREFUL = frozenset({"pesten", "klokkenluider", "contactpersoon", "mens_spreken"})

CANDIDATES = 3
"""So many readings are offered when understanding is unsure."""


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
    turn = _respond(knowledge, state, understanding)
    if state.noticed:
        return turn
    notice = Reply(knowledge.phrases.say("kennisgeving", dagen=knowledge.settings.retention_days))
    return replace(turn, state=replace(turn.state, noticed=True), replies=(notice, *turn.replies))


def _respond(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    if not understanding.text.strip() or not understanding.ranking:
        return _say(knowledge, state, "leeg", "leeg")
    if state.topic is not None and (named := bare_value(understanding.text)):
        return _supplement(knowledge, state, replace(understanding, values={**understanding.values, **named}))
    act = meaning(knowledge, state, understanding)
    if act == "acuut_gevaar":
        text = f"{knowledge.phrases.say('gevaar')}\n\n{knowledge.phrases.say('gevaar_daarna')}"
        return Turn(state, (Reply(text, {"onderwerp": None, "gevaar": True}),), act)
    if act == "keuze":
        option = chosen(state, understanding)
        return _chosen(knowledge, state, option) if option else unsure(knowledge, state, understanding)
    if act == "aanvullen":
        return _supplement(knowledge, state, understanding)
    if act in FOLLOW_UPS and act not in STANDALONE_ACTS and state.topic is None:
        return _say(knowledge, state, "terug_niets" if act == "terug" else "geen_context", act)
    if act in FOLLOW_UPS:
        reply, after = FOLLOW_UPS[act](knowledge, state, understanding)
        return Turn(after, (reply,), act)
    if act == "verduidelijken":
        return unsure(knowledge, state, understanding)
    if act in _SIMPLE:
        return _SIMPLE[act](knowledge, state, understanding)
    gesture = next(
        (item for item in knowledge.library.gestures if item.topic == act and item.fits(understanding.text)), None
    )
    if gesture is not None:
        return _gesture(state, gesture)
    if knowledge.library.topic(act).kind is Kind.ASSISTANT:
        return _aside(knowledge, state, act, understanding)
    situation, among = added(understanding, carried(state, act, understanding))
    return _noticing(knowledge, understanding, answer(knowledge, state.about(act, situation, among)))


def _aside(knowledge: Knowledge, state: State, topic: str, understanding: Understanding) -> Turn:
    """Answer about the assistant itself, and leave what the conversation is about as it was."""
    situation, _ = added(understanding, Situation(rol=state.situation.rol))
    reply = Reply.of(compose(knowledge, topic, situation))
    return Turn(replace(state, pending=None, misunderstood=0, last=(topic,)), (reply,), topic)


def _gesture(state: State, gesture: Gesture) -> Turn:
    reply = Reply(gesture.answer, {"onderwerp": gesture.topic, "gebaar": gesture.id})
    if gesture.deed is Deed.ERASE:
        return Turn(State(noticed=True), (reply,), gesture.topic, erase=True)
    return Turn(replace(state, misunderstood=0), (reply,), gesture.topic)


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


def meaning(knowledge: Knowledge, state: State, understanding: Understanding) -> str:
    """Return what a message means here: a topic, an act, «keuze» or «verduidelijken»."""
    intent = understanding.intent or ""
    if any(fits(form, understanding.text) for form in knowledge.library.danger):
        return "acuut_gevaar"
    always = next((item for item in knowledge.library.gestures if item.always and item.fits(understanding.text)), None)
    if always is not None:
        return always.topic
    if understanding.certain:
        return intent if intent in ACTS or intent in knowledge.library.answers else "verduidelijken"
    command = knowledge.library.commands.get(understanding.text.strip(" .!").lower())
    if command is not None:
        return command
    if intent in STANDALONE_ACTS and understanding.confidence >= SURE:
        return intent
    if state.pending is not None and chosen(state, understanding) is not None:
        return "keuze"
    needs_context = intent in ACTS
    clear = understanding.confidence >= SURE and intent not in {"aanvullen", "kies_optie", "ontkennen", state.topic}
    if state.topic is not None and elliptical(understanding, most_words=0 if clear else 1):
        return "aanvullen"
    if (
        needs_context
        and (state.topic is not None or state.pending is not None)
        and understanding.confidence >= SURE_FAR_AHEAD
    ):
        return "keuze" if intent == "kies_optie" else intent
    if needs_context and intent != "kies_optie" and understanding.confidence >= SURE:
        return intent
    ranking = leaning(state, understanding)
    if not ranking:
        return "verduidelijken"
    best = ranking[0][1]
    second = ranking[1][1] if len(ranking) > 1 else 0.0
    if best >= SURE or (best >= SURE_FAR_AHEAD and second < best / 2):
        return ranking[0][0]
    likely = {name for name, _ in ranking[:5]}
    gesture = next(
        (item for item in knowledge.library.gestures if item.topic in likely and item.fits(understanding.text)), None
    )
    return gesture.topic if gesture is not None else "verduidelijken"


SHORT = 8
"""A message of so many words at most leans on what was said before."""

LEANING, SLIGHTLY = 0.15, 0.05
"""How much likelier the topic in hand becomes for a short message, and for a longer one."""


def leaning(state: State, understanding: Understanding) -> tuple[tuple[str, float], ...]:
    """Return the topics, likeliest first, leaning towards the one in hand: «is dat verplicht?» goes on about it."""
    bonus = LEANING if len(understanding.text.split()) <= SHORT else SLIGHTLY
    leaned = [(name, chance + (bonus if name == state.topic else 0.0)) for name, chance in understanding.topics()]
    return tuple(sorted(leaned, key=lambda item: -item[1]))


def answer(knowledge: Knowledge, state: State) -> Turn:
    """Answer the topic that the conversation is about, or ask for what the answer hangs on."""
    if state.topic is None:
        return _say(knowledge, state, "geen_context", "aanvullen")
    topic = knowledge.library.topic(state.topic)
    if topic.kind is Kind.RULE:
        outcome = outcome_for(knowledge.policy, state.topic, state.situation, state.among)
        if len(outcome.cases) > MAX_CASES and outcome.ask is not None:
            return _ask(knowledge, state, outcome.ask, [value for case in outcome.cases for value in case.path[0][1]])
    reply = Reply.of(compose(knowledge, state.topic, state.situation, state.among))
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
    candidates = [name for name, _ in understanding.topics()[:CANDIDATES]]
    custom = {"onderwerp": None, "verduidelijking": candidates}
    if state.misunderstood >= 1:
        buttons = (Button(say("knop_ja"), "/mens_spreken"), Button(say("knop_nee"), "/ontkennen"))
        pending = Pending(
            "person", (Option(say("knop_ja"), topic="mens_spreken"), Option(say("knop_nee"), act="ontkennen"))
        )
        after = replace(state, misunderstood=0, pending=pending)
        return Turn(after, (Reply(say("bedoel_je_opnieuw"), custom, buttons),), "verduidelijken")
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
    return Turn(after, (Reply(say("bedoel_je"), custom, offered),), "verduidelijken")


_ORDINALS = {
    "eerste": 0, "eersten": 0, "1": 0, "een": 0, "één": 0, "optie 1": 0, "a": 0,
    "tweede": 1, "tweeden": 1, "2": 1, "twee": 1, "b": 1,
    "derde": 2, "derden": 2, "3": 2, "drie": 2, "c": 2,
    "vierde": 3, "vierden": 3, "4": 3, "vier": 3,
}  # fmt: skip
_ORDINAL_WORDS = 5
_OFTEN_AN_ARTICLE = {"een", "a", "b", "c"}
_BEFORE_A_PLACE = {"optie", "nummer", "keuze", "antwoord"}
_CLOSE = 0.82


def chosen(state: State, understanding: Understanding) -> Option | None:
    """Return the offered option that a typed answer picks: by place, by its title, or by its value."""
    if state.pending is None or not state.pending.options:
        return None
    options = state.pending.options
    text = understanding.text.lower().strip(" .!?\n")
    words = text.replace(",", " ").split()
    if 0 < len(words) <= _ORDINAL_WORDS:
        if words[-1] in {"laatste", "laatsten", "onderste"}:
            return options[-1]
        if "alle" in words or "allemaal" in words:
            return None
        if "geen" in words or "niets" in words or "geeneen" in words:
            return next((item for item in options if item.act == "ontkennen"), None)
        # «een» names the first option by itself or after «optie»; in «ik wil een mens spreken» it names nothing.
        before = ["", *words]
        places = [
            _ORDINALS[word]
            for index, word in enumerate(words)
            if word in _ORDINALS
            and (word not in _OFTEN_AN_ARTICLE or len(words) == 1 or before[index] in _BEFORE_A_PLACE)
        ]
        if (
            len(places) == 1
            and places[0] < len(options)
            and (len(words) == 1 or "eerste" not in text or places[0] == 0)
        ):
            return options[places[0]]
    titles = [option.title.lower() for option in options]
    match = difflib.get_close_matches(text, titles, n=1, cutoff=_CLOSE)
    if match:
        return options[titles.index(match[0])]
    if state.pending.dimension is not None:
        values = understanding.values.get(state.pending.dimension, ())
        if values and (elliptical(understanding) or understanding.intent == "aanvullen"):
            picked = next((item for item in options if item.value == values[0]), None)
            return picked or Option(values[0], dimension=state.pending.dimension, value=values[0])
    return None


def _chosen(knowledge: Knowledge, state: State, option: Option) -> Turn:
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
    if state.topic is None:
        ranking = understanding.topics()
        if ranking and not understanding.certain and ranking[0][1] >= SURE:
            situation, among = added(understanding, state.situation)
            return answer(knowledge, state.about(ranking[0][0], situation, among))
        situation, among = added(understanding, state.situation)
        return _say(knowledge, replace(state, situation=situation, among=among), "geen_context", "aanvullen")
    situation, among = added(understanding, state.situation)
    return answer(knowledge, state.about(state.topic, situation, among))


def _ask(knowledge: Knowledge, state: State, dimension: str, values: list[str]) -> Turn:
    say = knowledge.phrases.say
    distinct = list(dict.fromkeys(values))
    options = tuple(Option(_name(knowledge, dimension, value), dimension=dimension, value=value) for value in distinct)
    buttons = tuple(Button(item.title, f'/aanvullen{{"{dimension}": "{item.value}"}}') for item in options)
    after = replace(state, pending=Pending("dimension", options, dimension, state.topic))
    custom = {"onderwerp": None, "verduidelijking": [state.topic], "vraag": dimension}
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
