"""What a variable says comes from the typed settings; who reads the environment itself stands here, and why."""

from __future__ import annotations

import ast
from pathlib import Path

from launch.services import ROOT

WHOLE = "hands all of it to what checks, describes or keeps it"
START = "hands all of it to the services that it starts"
OF_ITS_OWN = "hands all of it to the settings of a channel or way, which are read where it is opened"
OF_OTHERS = "a variable of Rasa or of a library, which they read themselves"
TRAINED = "the model is made from this file too, and would have to be trained again for a change"

MAY = {
    "magdat/settings.py": "here it is read",
    "magdat/cli.py": "puts secrets out of their files in it, before anything is read",
    "magdat/desks/opening.py": OF_ITS_OWN,
    "magdat/interpreter.py": "names the policy that is tried out, for the parts of a model that read the settings",
    "magdat/commands/channels_slack.py": WHOLE,
    "magdat/commands/channels_teams.py": WHOLE,
    "magdat/commands/channels_widget.py": WHOLE,
    "magdat/commands/doctor.py": WHOLE,
    "magdat/commands/settings.py": WHOLE,
    "magdat/commands/storage.py": WHOLE,
    "actions/passing_on.py": OF_ITS_OWN,
    "actions/relay.py": WHOLE,
    "actions/server.py": WHOLE,
    "channels/lock_store.py": OF_OTHERS,
    "channels/optional.py": OF_ITS_OWN,
    "channels/slack/desks.py": "looks whether a channel is a desk, at every message and before anything is opened",
    "channels/teams_desk.py": "looks whether a channel is a desk, at every message and before anything is opened",
    "channels/wellbeing.py": OF_OTHERS,
    "desk/opening.py": OF_ITS_OWN,
    "launch/__main__.py": START,
    "launch/health.py": "asks one thing each ten seconds, and makes neither secrets nor folders for that",
    "launch/page.py": "the addresses that the page shows, beside ports that launch/ alone knows",
    "launch/rasa_cli.py": OF_OTHERS,
    "launch/services.py": START,
    "nlu/rasa_interpreter.py": TRAINED,
    "nlu/sentence_encoder.py": TRAINED,
    "nlu/ship.py": OF_OTHERS,
    "nlu/spacy_nl/scripts/prepare.py": "a script that is run by hand",
}


def reads(path: Path) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in ("environ", "getenv")
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def test_nobody_else_reads_it() -> None:
    files = [
        path
        for room in ("magdat", "actions", "channels", "desk", "launch", "nlu")
        for path in (ROOT / room).rglob("*.py")
    ]
    found = {str(path.relative_to(ROOT)) for path in files if reads(path)}
    assert found - set(MAY) == set(), "take it from magdat/settings.py"
    assert set(MAY) - found == set(), "these do not read it any more"
