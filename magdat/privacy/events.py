"""What of a conversation's event may be stored: plain data in, plain data out, nothing of the original kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any, Protocol

DANGER = "acuut_gevaar"
"""The intent of somebody in danger; treated as a confidential topic wherever it turns up."""

NOT_KEPT = "nlu_fallback"
"""Stands in the place of the intent of a message that is not kept: one that Rasa knows, and that says nothing."""

PASSED_ON = "<doorgegeven>"
"""Stands in the place of what a person asked to pass on to somebody."""

HANDOFF_SLOTS = frozenset({"doorgeef_bericht", "doorgeef_contact"})
CHECK_STEP = "doorgeven_nakijken"
"""The step in which the assistant repeats the message that it is about to pass on."""


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


def scrub_event(event: Mapping[str, Any], redactor: TextRedactor, confidential: bool | Set[str]) -> dict[str, Any]:
    """Return the event as it may be stored; the one that was given is left as it is.

    An event that was read back may be scrubbed again: placeholders are left as they are, and so is what was
    not kept.

    Args:
        event: what Rasa's ``Event.as_dict`` gives.
        redactor: finds what may identify somebody.
        confidential: whether this turn is confidential, for a caller that knows the whole turn; or the
            topics that are, and then the event itself has to tell. Danger is always confidential.
    """
    kind = event.get("event")
    if kind == "user":
        return _user(event, redactor, was_not_kept(event) or _is_confidential(_intent(event), confidential))
    if kind == "bot":
        return _bot(event, confidential)
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


def _user(event: Mapping[str, Any], redactor: TextRedactor, confidential: bool) -> dict[str, Any]:
    kept = {key: event[key] for key in ("event", "timestamp", "input_channel", "message_id") if key in event}
    parse = event.get("parse_data") or {}
    raw = event.get("text")
    if confidential:
        # Not even a button's payload: it names the topic.
        text = "" if raw is not None else None
        understood: dict[str, Any] = {
            "intent": {"name": NOT_KEPT, "confidence": 1.0},
            "entities": [],
            "intent_ranking": [],
        }
    else:
        text = raw if raw is None or str(raw).startswith("/") else redactor.redact(str(raw))
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


def _bot(event: Mapping[str, Any], confidential: bool | Set[str]) -> dict[str, Any]:
    data = event.get("data") or {}
    custom = data.get("custom") or {}
    if not isinstance(custom, Mapping):
        custom = {}
    topics = [custom.get("onderwerp"), *(custom.get("verduidelijking") or ())]
    if custom.get("gevaar") or any(_is_confidential(topic, confidential) for topic in topics):
        return {**event, "text": "", "data": {}, "metadata": {}}
    if custom.get("stap") == CHECK_STEP:
        # The buttons stay: they say nothing, and without them the conversation cannot be understood.
        return {**event, "text": "", "data": dict(data), "metadata": {}}
    return {**event, "metadata": _without_text(event.get("metadata"))}


def _slot(event: Mapping[str, Any]) -> dict[str, Any]:
    if event.get("name") in HANDOFF_SLOTS and event.get("value") is not None:
        return {**event, "value": PASSED_ON}
    return dict(event)


def _without_text(metadata: object) -> dict[str, Any]:
    """Return the metadata that Rasa itself needs to find its way; nothing that a client sent along."""
    if not isinstance(metadata, Mapping):
        return {}
    return {key: metadata[key] for key in ("assistant_id", "model_id", "utter_action") if key in metadata}
