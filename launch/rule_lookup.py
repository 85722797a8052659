"""Rasa's rules found by the intent that they begin with, instead of by trying them all.

For every prediction Rasa holds every rule beside the state of the conversation, three times a message: a twelfth of
what an answer costs it. A rule whose last state wants another intent can never fit, so only the others are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from weakref import WeakKeyDictionary

import rasa
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import State
from rasa.shared.nlu.constants import INTENT

Keys = Mapping[str | None, set[str]]
"""The keys of rules by the intent that their last state wants; under ``None`` those that want none."""

_indexes: WeakKeyDictionary[RulePolicy, dict[int, Keys]] = WeakKeyDictionary()
_all: Callable[[RulePolicy, dict[str, str], list[State]], set[str]] = RulePolicy._get_possible_keys


def indexed(keys: Iterable[str]) -> Keys:
    """Return the keys of rules by the intent that their last state wants."""
    found: dict[str | None, set[str]] = {None: set()}
    for key in keys:
        wanted = RulePolicy._rule_key_to_state(key)[-1].get(USER, {}).get(INTENT)
        found.setdefault(str(wanted) if wanted and wanted != SHOULD_NOT_BE_SET else None, set()).add(key)
    return found


def possible_keys(self: RulePolicy, lookup: dict[str, str], states: list[State]) -> set[str]:
    """Return the keys of the rules that fit the states of a conversation, as Rasa's own does."""
    if not states:
        return _all(self, lookup, states)
    known = _indexes.setdefault(self, {})
    keys = known.get(id(lookup))
    if keys is None:  # a policy keeps its lookup as long as it lives
        keys = known[id(lookup)] = indexed(lookup)
    intent = states[-1].get(USER, {}).get(INTENT)
    few = keys[None] | (keys.get(str(intent), set()) if intent else set())
    return _all(self, {key: lookup[key] for key in few}, states)


def use() -> None:
    """Let Rasa's rules be found so, in this process.

    Raises:
        RuntimeError: this Rasa finds its rules in a way that is not known here.
    """
    names = _all.__code__.co_varnames[: _all.__code__.co_argcount]
    if names != ("self", "lookup", "states"):
        raise RuntimeError(f"Rasa {rasa.__version__} finds its rules otherwise: see launch/rule_lookup.py")
    RulePolicy._get_possible_keys = possible_keys
