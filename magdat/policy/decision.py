"""What a policy can decide on a deed."""

from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic.errors import EnumMemberError


class Decision(str, Enum):
    """What a rule decides; ``UNREGULATED`` is what no rule covers."""

    YES = "ja"
    NO = "nee"
    CONDITIONAL = "voorwaardelijk"
    UNREGULATED = "niet_geregeld"


RULE_DECISIONS = (Decision.YES, Decision.NO, Decision.CONDITIONAL)
"""What a rule can decide."""


def one_that_decides(value: Any, instead: str) -> Any:
    """Validate that a value is something that a rule can decide.

    Raises:
        ValueError: it says that nothing is decided; with what to do instead.
        EnumMemberError: it is no decision.
    """
    if value == Decision.UNREGULATED.value:
        raise ValueError(instead)
    if value not in RULE_DECISIONS:
        raise EnumMemberError(enum_values=list(RULE_DECISIONS))
    return value
