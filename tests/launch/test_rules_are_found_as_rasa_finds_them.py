"""Only rules that can fit are tried, and those that fit are the same as Rasa's."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import SHOULD_NOT_BE_SET

from launch import rule_lookup

INTENTS = ["pesten", "sanctie", "waarom"]
USER_STATES = st.one_of(
    st.just({}),
    st.sampled_from(INTENTS).map(lambda name: {"user": {"intent": name}}),
    st.just({"user": {"text": "mag dat"}}),
)
CONVERSATIONS = st.lists(
    st.builds(
        lambda user, action: {**user, "prev_action": {"action_name": action}},
        USER_STATES,
        st.sampled_from(["action_listen", "action_antwoord"]),
    ),
    min_size=0,
    max_size=4,
)
WANTED = st.builds(
    lambda intent, action: {
        **({"user": {"intent": intent}} if intent else {}),
        "prev_action": {"action_name": action},
    },
    st.sampled_from([*INTENTS, None, SHOULD_NOT_BE_SET]),
    st.sampled_from(["action_listen", "action_antwoord"]),
)
RULES = st.lists(st.lists(WANTED, min_size=1, max_size=3), max_size=6)


class Rules(RulePolicy):
    """The rules alone, without what a policy is trained with."""

    def __init__(self) -> None:
        """Keep nothing."""


@given(rules=RULES, states=CONVERSATIONS)
def test_the_same_rules_fit(rules: list[list[dict[str, object]]], states: list[dict[str, object]]) -> None:
    lookup = {json.dumps(rule, sort_keys=True): "action_antwoord" for rule in rules}
    policy = Rules()
    expected = rule_lookup._all(policy, lookup, states)
    assert rule_lookup.possible_keys(policy, lookup, states) == expected


def test_it_is_refused_where_rasa_looks_them_up_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_lookup, "_all", lambda self, states: set())
    with pytest.raises(RuntimeError, match="rule_lookup"):
        rule_lookup.use()
