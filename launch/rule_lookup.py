"""Rasa's rules found by the intent that they begin with, instead of by trying them all.

For every prediction Rasa holds every rule beside the state of the conversation, three times a message: a twelfth of
what an answer costs it. A rule whose last state wants another intent can never fit, so only the others are tried; and
where every rule wants an intent, it is not asked first whether one wants the very words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from weakref import WeakKeyDictionary

import rasa
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.constants import SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT

Keys = Mapping[str | None, set[str]]
"""The keys of rules by the intent that their last state wants; under ``None`` those that want none."""

_indexes: WeakKeyDictionary[RulePolicy, dict[int, Keys]] = WeakKeyDictionary()
Found = tuple[str | None, str | None, bool]
"""An action, the rule that gives it, and whether a loop goes on that was interrupted."""

_found: Callable[[RulePolicy, DialogueStateTracker, Domain, bool], Found] = RulePolicy._find_action_from_rules
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
    keys = keys_of(self, lookup)
    intent = states[-1].get(USER, {}).get(INTENT)
    few = keys[None] | (keys.get(str(intent), set()) if intent else set())
    return _all(self, {key: lookup[key] for key in few}, states)


def keys_of(policy: RulePolicy, lookup: Mapping[str, str]) -> Keys:
    """Return the index of a lookup of a policy, which keeps it as long as it lives."""
    known = _indexes.setdefault(policy, {})
    if id(lookup) not in known:
        known[id(lookup)] = indexed(lookup)
    return known[id(lookup)]


def found(self: RulePolicy, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool) -> Found:
    """Return the action that a rule gives, as Rasa's own does; by the words of a message only where a rule may."""
    loops = self.lookup.get(RULES_FOR_LOOP_UNHAPPY_PATH)
    if use_text_for_last_user_input and not loops and not keys_of(self, self.lookup[RULES])[None]:
        return None, None, False
    return _found(self, tracker, domain, use_text_for_last_user_input)


def use() -> None:
    """Let Rasa's rules be found so, in this process.

    Raises:
        RuntimeError: this Rasa finds its rules in a way that is not known here.
    """
    names = _all.__code__.co_varnames[: _all.__code__.co_argcount]
    if names != ("self", "lookup", "states"):
        raise RuntimeError(f"Rasa {rasa.__version__} finds its rules otherwise: see launch/rule_lookup.py")
    names = _found.__code__.co_varnames[: _found.__code__.co_argcount]
    if names != ("self", "tracker", "domain", "use_text_for_last_user_input"):
        raise RuntimeError(f"Rasa {rasa.__version__} finds its rules otherwise: see launch/rule_lookup.py")
    RulePolicy._get_possible_keys = possible_keys
    RulePolicy._find_action_from_rules = found
