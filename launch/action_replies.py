"""What the action server replies, checked against a schema that is itself checked once.

For every reply Rasa checks the schema of replies against the schema of schemas before it checks the reply: three
quarters of what an answer costs it. The schema never changes, and every reply is checked as before. Ours sets slots and
says something; that such a reply fits is seen in a hundredth of the time, without the schema.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import rasa
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

_OF_A_SLOT = {"event", "timestamp", "name", "value"}


@lru_cache(maxsize=1)
def schema() -> Validator:
    """Return Rasa's own schema of replies, checked and ready."""
    spec = RemoteAction.action_response_format_spec()
    kind = validator_for(spec)
    kind.check_schema(spec)
    checked: Validator = kind(spec)
    return checked


def checked(_: RemoteAction, reply: dict[str, Any]) -> bool:
    """Return true for a reply of an action server that fits.

    Raises:
        jsonschema.ValidationError: it does not.
    """
    if not only_sets_slots(reply):
        schema().validate(reply)
    return True


def only_sets_slots(reply: Any) -> bool:
    """Return whether a reply has no other events than slots, each of which fits the schema, and messages."""
    return (
        isinstance(reply, dict)
        and isinstance(events := reply.get("events"), list)
        and isinstance(responses := reply.get("responses"), list)
        and all(map(_sets_a_slot, events))
        and all(isinstance(item, dict) for item in responses)
    )


def _sets_a_slot(event: Any) -> bool:
    return (
        isinstance(event, dict)
        and event.keys() <= _OF_A_SLOT
        and event.get("event") == "slot"
        and isinstance(event.get("name"), str)
        and "value" in event
        and event.get("timestamp") is None
    )


def use() -> None:
    """Let Rasa's remote actions check replies so, in this process.

    Raises:
        RuntimeError: this Rasa checks them in a place that is not known here.
    """
    if not callable(getattr(RemoteAction, "_validate_action_result", None)):
        raise RuntimeError(
            f"Rasa {rasa.__version__} checks the replies of actions elsewhere: see launch/action_replies.py"
        )
    RemoteAction._validate_action_result = checked
