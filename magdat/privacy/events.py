"""What of a conversation's event may be stored: plain data in, plain data out, nothing of the original kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, Protocol

DANGER = "acuut_gevaar"
"""The intent of somebody in danger; treated as a confidential topic wherever it turns up."""

NOT_KEPT = "nlu_fallback"
"""Stands in the place of the intent of a message that is not kept: one that Rasa knows, and that says nothing."""

PASSED_ON = "<doorgegeven>"
"""Stands in the place of what a person asked to pass on to somebody."""

HANDOFF_FORM = "doorgeef_form"
HANDOFF_SLOTS = frozenset({"doorgeef_bericht", "doorgeef_contact", "doorgeef_akkoord"})
CHECK_STEP = "doorgeven_nakijken"
"""The step in which the assistant repeats the message that it is about to pass on."""

MEANWHILE_STEP, AFTER_ALL_STEP = "doorgeven_tussendoor", "doorgeven_toch"
"""The steps in which it answers a question that may have been the message: the answer tells what that was about."""

TELLING_STEPS = frozenset({CHECK_STEP, MEANWHILE_STEP, AFTER_ALL_STEP})


class _Span(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def type(self) -> str: ...


class TextRedactor(Protocol):
    """What is needed of :class:`magdat.privacy.redaction.Redactor`."""

    def spans(self, text: str) -> list[Any]:
        """Return what has to go, in order and without overlap."""

    def redact(self, text: str) -> str:
        """Return the text with placeholders."""


def handed_on(events: Sequence[Mapping[str, Any]]) -> Iterator[bool]:
    """Yield of every event of a conversation whether it holds what a person wants passed on.

    All that is typed while the form of the hand-off asks is that, or a try at it, whatever it was taken for. So is
    what the assistant says right before the event that marks a step in which it repeats or answers that.
    """
    active = False
    for place, event in enumerate(events):
        kind = event.get("event")
        if kind == "active_loop":
            active = event.get("name") == HANDOFF_FORM
        elif kind in {"session_started", "restart"}:
            active = False
        if kind == "user":
            yield active
        elif kind == "bot":
            following = events[place + 1] if place + 1 < len(events) else {}
            yield following.get("event") == "bot" and _custom(following).get("stap") in TELLING_STEPS
        else:
            yield False


def scrub_event(
    event: Mapping[str, Any], redactor: TextRedactor, confidential: bool | Set[str], *, passed_on: bool = False
) -> dict[str, Any]:
    """Return the event as it may be stored; the one that was given is left as it is.

    An event that was read back may be scrubbed again: placeholders are left as they are, and so is what was
    not kept.

    Args:
        event: what Rasa's ``Event.as_dict`` gives.
        redactor: finds what may identify somebody.
        confidential: whether this turn is confidential, for a caller that knows the whole turn; or the
            topics that are, and then the event itself has to tell. Danger is always confidential.
        passed_on: whether the event holds what a person wants passed on (:func:`handed_on`).
    """
    kind = event.get("event")
    if kind == "user":
        unkept = was_not_kept(event) or _is_confidential(_intent(event), confidential)
        return _user(event, redactor, unkept, passed_on)
    if kind == "bot":
        return _bot(event, confidential, passed_on)
    if kind == "slot":
        return _slot(event)
    kept = {**event, "metadata": _without_text(event.get("metadata"))} if "metadata" in event else dict(event)
    if kind == "entities":
        kept["entities"] = [] if confidential is True else _values(event.get("entities") or (), redactor)
    if kept.get("action_text"):
        kept["action_text"] = redactor.redact(str(kept["action_text"]))
    return kept


def was_not_kept(event: Mapping[str, Any]) -> bool:
    """Return whether an event is a message whose text was left out when it was stored; an empty one never comes in."""
    return event.get("event") == "user" and event.get("text") == "" and _intent(event) == NOT_KEPT


def _is_confidential(topic: object, confidential: bool | Set[str]) -> bool:
    if topic == DANGER:
        return True
    return confidential if isinstance(confidential, bool) else topic in confidential


def _intent(event: Mapping[str, Any]) -> object:
    return ((event.get("parse_data") or {}).get("intent") or {}).get("name")


def _user(event: Mapping[str, Any], redactor: TextRedactor, confidential: bool, passed_on: bool) -> dict[str, Any]:
    kept = {key: event[key] for key in ("event", "timestamp", "input_channel", "message_id") if key in event}
    parse = event.get("parse_data") or {}
    raw = event.get("text")
    button = str(raw or "").startswith("/")
    if confidential or (passed_on and not button):
        # Of a confidential message not even a button's payload: it names the topic.
        text = None if raw is None else "" if confidential else PASSED_ON
        understood: dict[str, Any] = {
            "intent": {"name": NOT_KEPT, "confidence": 1.0},
            "entities": [],
            "intent_ranking": [],
        }
    else:
        text = raw if raw is None or button else redactor.redact(str(raw))
        understood = {
            "intent": dict(parse.get("intent") or {}),
            "entities": _entities(parse.get("entities") or (), raw, redactor),
            "intent_ranking": [],  # nobody reads them later, and they may name what a message was not about
        }
    # Offsets of the tokens of a text that is gone would only tell how long its words were.
    kept["parse_data"] = {**understood, "text": text, "message_id": parse.get("message_id"), "metadata": {}}
    kept["text"] = text
    kept["metadata"] = {}
    return kept


def _entities(entities: Iterable[Mapping[str, Any]], raw: object, redactor: TextRedactor) -> list[dict[str, Any]]:
    """Return the entities with their places in the redacted text, without those that were part of what had to go."""
    text = str(raw or "")
    spans: list[_Span] = [] if text.startswith("/") else redactor.spans(text)
    kept = []
    for entity in _values(entities, redactor):
        start, end = entity.get("start"), entity.get("end")
        if isinstance(start, int) and isinstance(end, int):
            if any(span.start < end and start < span.end for span in spans):
                continue
            shift = sum(len(span.type) + 2 - (span.end - span.start) for span in spans if span.end <= start)
            entity = {**entity, "start": start + shift, "end": end + shift}
        kept.append(entity)
    return kept


def _values(entities: Iterable[Mapping[str, Any]], redactor: TextRedactor) -> list[dict[str, Any]]:
    kept = []
    for entity in entities:
        slim = {key: entity[key] for key in ("entity", "value", "start", "end") if key in entity}
        if isinstance(slim.get("value"), str):
            slim["value"] = redactor.redact(slim["value"])
        kept.append(slim)
    return kept


def _bot(event: Mapping[str, Any], confidential: bool | Set[str], passed_on: bool) -> dict[str, Any]:
    data = event.get("data") or {}
    custom = _custom(event)
    topics = [custom.get("onderwerp"), *(custom.get("verduidelijking") or ())]
    if custom.get("gevaar") or any(_is_confidential(topic, confidential) for topic in topics):
        return {**event, "text": "", "data": {}, "metadata": {}}
    if passed_on or custom.get("stap") in TELLING_STEPS:
        # The buttons stay: they say nothing, and without them the conversation cannot be understood.
        return {**event, "text": "", "data": dict(data), "metadata": {}}
    return {**event, "metadata": _without_text(event.get("metadata"))}


def _custom(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the machine-readable form that a bot's event carries; empty when it carries none."""
    custom = (event.get("data") or {}).get("custom")
    return custom if isinstance(custom, Mapping) else {}


def _slot(event: Mapping[str, Any]) -> dict[str, Any]:
    if event.get("name") in HANDOFF_SLOTS and event.get("value") is not None:
        return {**event, "value": PASSED_ON}
    return dict(event)


def _without_text(metadata: object) -> dict[str, Any]:
    """Return the metadata that Rasa itself needs to find its way; nothing that a client sent along."""
    if not isinstance(metadata, Mapping):
        return {}
    return {key: metadata[key] for key in ("assistant_id", "model_id", "utter_action") if key in metadata}
