"""Every file in this folder, said to the running assistant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from conversation_files import POLICIES, Turn, always, load, mismatches, name_of, scripts
from servers import Assistant, Utterance

pytestmark = pytest.mark.server


KNOWN_FAULTS = {
    line
    for line in (Path(__file__).parent / "bekende_fouten.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
}


def expected() -> list[ParameterSet]:
    """Return every file; those whose fault is known are expected to fail, and say so in the report."""
    known = pytest.mark.xfail(reason="bekende_fouten.txt")
    return [
        pytest.param(path, id=name_of(path), marks=[known] if name_of(path) in KNOWN_FAULTS else [])
        for path in scripts()
    ]


@pytest.mark.parametrize("path", expected())
def test_conversation(path: Path, assistant_with: Callable[[Path | None], Assistant]) -> None:
    script = load(path)
    talk = assistant_with(POLICIES / script.policy if script.policy else None).conversation()
    heard: list[str] = []
    before: Utterance | None = None
    for number, turn in enumerate(script.turns, start=1):
        said = words(turn, before)
        came = talk.say(said)
        heard.append(f"  {number}. — {said[:200]}\n     = {shown(came)}")
        wrong = [*mismatches(turn.expected, came, before), *always(came, before)]
        if wrong:
            told = "\n".join(heard)
            faults = "\n".join(f"  ✗ {item}" for item in wrong)
            pytest.fail(f"{path.name}, beurt {number} («{said[:200]}»):\n{faults}\nHet gesprek:\n{told}", pytrace=False)
        before = came


def words(turn: Turn, before: Utterance | None) -> str:
    """Return what goes to the assistant: the typed words, or what the pressed button stands for."""
    if turn.pressed is None:
        return (turn.typed or "") * turn.times
    buttons = before.buttons if before else []
    found = next((button for button in buttons if turn.pressed.lower() in button["title"].lower()), None)
    if found is None:
        pytest.fail(f"geen knop «{turn.pressed}» bij {[button['title'] for button in buttons]}", pytrace=False)
    return found["payload"]


def shown(came: Utterance) -> str:
    """Return an answer as one reads it in a report."""
    kept = (
        "onderwerp",
        "besluit",
        "artikel",
        "context",
        "handeling",
        "gebaar",
        "stap",
        "vraag",
        "verduidelijking",
        "taal",
    )
    facts = {key: came.custom[key] for key in kept if came.custom.get(key) is not None}
    remarks = [item["ook"] for item in came.customs if "ook" in item]
    titles = [button["title"] for button in came.buttons]
    return f"{' / '.join(came.text.splitlines())[:400]}\n       {facts} ook={remarks} knoppen={titles}"
