"""What the action server replies, checked against a schema that is itself checked once.

For every reply Rasa checks the schema of replies against the schema of schemas before it checks the reply: three
quarters of what an answer costs it. The schema never changes, and every reply is checked as before.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import rasa
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


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
    schema().validate(reply)
    return True


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
