"""What `launch/` puts in the place of insides of Rasa 3.6 (and of what it uses), why, and what would end it.

Each is looked up by name at the start, and a Rasa that has it elsewhere is told of. docs/huis.md shows this list, and a
test holds it to the modules that have a `use()`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Replacement:
    """One module of launch/ that puts something of ours in the place of something of Rasa."""

    module: str
    instead_of: tuple[str, ...]
    """Dotted names; of modules that are left out, those of which there are most."""

    why: str
    until: str
    """What would make it unnecessary."""


REPLACED = (
    Replacement(
        "processor",
        ("rasa.core.agent.MessageProcessor", "rasa.core.agent.Agent._create_tracker_store"),
        "A message is read on a thread, or nobody is served meanwhile; a tracker store that fails is not hidden behind "
        "one in memory, which would keep what was typed",
        "a Rasa that parses off its event loop and lets a deployment choose what a failing store does",
    ),
    Replacement(
        "action_calls",
        ("rasa.core.actions.action.RemoteAction.__init__",),
        "The number of a request goes along to the action server, so that one question can be followed over both logs; "
        "a server that takes no connection, as during its restart, is tried again for seconds instead of never",
        "a Rasa that passes a request's id or trace on to its actions, and tries a connection more than once",
    ),
    Replacement(
        "action_replies",
        ("rasa.core.actions.action.RemoteAction._validate_action_result",),
        "The schema of replies was itself checked for every reply: three quarters of an answer's time in Rasa; and "
        "every event of a reply was held beside 23 kinds of events",
        "a Rasa that makes its validator once, and looks up the kind of an event",
    ),
    Replacement(
        "rule_lookup",
        (
            "rasa.core.policies.rule_policy.RulePolicy._get_possible_keys",
            "rasa.core.policies.rule_policy.RulePolicy._find_action_from_rules",
        ),
        "Every rule was held beside every state, three times a message: a twelfth of an answer's time in Rasa; and "
        "each time for the words of the message first, which none of our rules wants",
        "a Rasa that indexes its rules, or a policy of our own for the one rule an intent that we have",
    ),
    Replacement(
        "graph_order",
        ("rasa.engine.runner.dask.DaskGraphRunner.run",),
        "What a reading or a prediction needs was picked and planned anew each time, for many workers where one is",
        "a Rasa that plans its graph once",
    ),
    Replacement(
        "archive",
        ("rasa.engine.storage.local_model_storage.TarSafe",),
        "A model is written unpressed: its numbers hardly give way, and every start unpacks it",
        "a Rasa with a setting for how hard a model is pressed",
    ),
    Replacement(
        "tensorflow_left_out",
        ("rasa.nlu.classifiers.diet_classifier", "rasa.core.policies.ted_policy"),
        "Rasa reads TensorFlow for parts that config.yml does not name: 290 MB and some seconds",
        "a Rasa that reads a part when a configuration names it",
    ),
    Replacement(
        "unused_left_out",
        ("rasa.core.channels.telegram", "rasa.core.channels.slack"),
        "At every start a server reads channels, clients of databases and drawing of charts that it does not use",
        "a Rasa that reads a channel or client when a configuration names it",
    ),
    Replacement(
        "dutch_reading",
        ("spacy.load",),
        "spaCy makes the tokenizer of a pipeline again for each of its properties: 0.8 s of a start",
        "a spaCy whose Tokenizer.from_bytes tries its special cases once",
    ),
)
