"""What follows from the policy alone is worked out once, as long as the policy is the very same."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from magdat.conversation.hand_off import talk_of
from magdat.conversation.interpret.wanted_desk import names_of
from magdat.files.unchanged import for_the_same
from magdat.knowledge import open_knowledge
from magdat.settings import Settings


def test_the_same_things_are_worked_out_once_and_others_anew() -> None:
    asked: list[object] = []

    @for_the_same
    def told(thing: object, *, loud: bool = False) -> list[object]:
        asked.append(thing)
        return [thing, loud]

    one, equal = ["a"], ["a"]
    assert told(one) is told(one)
    assert (told(equal), asked) == ([equal, False], [one, equal])
    assert (told(equal, loud=True), told(equal)) == ([equal, True], [equal, False])
    assert told(one) == [one, False]
    assert len(asked) == 4


def test_the_next_turn_has_the_same_wording_until_the_policy_changes(tmp_path: Path) -> None:
    settings = Settings.from_environment({})
    path = tmp_path / "beleid.yml"
    shutil.copy(settings.policy, path)
    first = open_knowledge(replace(settings, policy=path)).anew()
    phrases, library, names = first.phrases, first.library, names_of(first.policy, talk_of(first).desks)
    second = first.anew()
    assert second.phrases is phrases
    assert second.library is library
    assert names_of(second.policy, talk_of(second).desks) is names
    path.write_text(path.read_text(encoding="utf-8") + "\n# anders\n", encoding="utf-8")
    second.policies._looked = float("-inf")
    third = second.anew()
    assert third.loaded is not second.loaded
    assert third.phrases is not phrases
