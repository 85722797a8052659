"""Only rules that can fit are tried, and those that fit are the same as Rasa's."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import SHOULD_NOT_BE_SET
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

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

    def __init__(self, rules: Sequence[object] = (), states: Sequence[object] = ()) -> None:
        """Keep rules, and the states that a conversation has."""
        lookup = {json.dumps(rule, sort_keys=True): "action_antwoord" for rule in rules}
        self.lookup = {"rules": lookup, "rules_for_loop_unhappy_path": {}}
        self.states = list(states)

    def _prediction_states(self, *_: object, **__: object) -> list[object]:
        return self.states

    def _get_rule_only_data(self) -> dict[str, object]:
        return {}


ASKED = DialogueStateTracker.from_events("p-1", [ActionExecuted("action_listen"), UserUttered("mag dat")])
BY_WORDS = [{"user": {"text": "mag dat"}, "prev_action": {"action_name": "action_listen"}}]


@given(rules=RULES, states=CONVERSATIONS)
def test_the_same_rules_fit(rules: list[list[dict[str, object]]], states: list[dict[str, object]]) -> None:
    lookup = {json.dumps(rule, sort_keys=True): "action_antwoord" for rule in rules}
    policy = Rules()
    expected = rule_lookup._all(policy, lookup, states)
    assert rule_lookup.possible_keys(policy, lookup, states) == expected


@given(rules=RULES)
def test_the_words_of_a_message_find_what_they_find_with_rasa(rules: list[list[dict[str, object]]]) -> None:
    action, _, interrupted = RulePolicy._find_action_from_rules(Rules(rules, BY_WORDS), ASKED, Domain.empty(), True)
    found = rule_lookup.found(Rules(rules, BY_WORDS), ASKED, Domain.empty(), True)
    assert (found[0], found[2]) == (action, interrupted)


def test_the_words_are_not_looked_at_where_every_rule_wants_an_intent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_lookup, "_found", lambda *_: ("action_antwoord", "a rule", False))
    rules = [[{"user": {"intent": "pesten"}, "prev_action": {"action_name": "action_listen"}}]]
    assert rule_lookup.found(Rules(rules), ASKED, Domain.empty(), True) == (None, None, False)
    assert rule_lookup.found(Rules(rules), ASKED, Domain.empty(), False)[0] == "action_antwoord"
    assert rule_lookup.found(Rules([*rules, BY_WORDS]), ASKED, Domain.empty(), True)[0] == "action_antwoord"


def test_it_is_refused_where_rasa_looks_them_up_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_lookup, "_all", lambda self, states: set())
    with pytest.raises(RuntimeError, match="rule_lookup"):
        rule_lookup.use()
