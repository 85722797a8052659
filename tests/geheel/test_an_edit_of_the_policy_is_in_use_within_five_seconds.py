import time
from contextlib import ExitStack
from pathlib import Path

from servers import Conversation, running, stores_in

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "mag ik Facebook gebruiken tijdens de pauze?"
BEFORE, AFTER = "    besluit: ja\n", "    besluit: nee\n"


def decision_within(conversation: Conversation, wanted: str, seconds: float = 5.0) -> str:
    """Ask until the decision is as wanted or the time is over; return the last decision."""
    deadline = time.monotonic() + seconds
    while True:
        decision = str(conversation.say(QUESTION).custom["besluit"])
        if decision == wanted or time.monotonic() > deadline:
            return decision
        time.sleep(0.5)


def kept_within(state: Path, text: str, seconds: float = 20.0) -> bool:
    """Return whether what answers took a text into use, as soon as it did or the time is over.

    The log does not tell: the desks of the same server read the policy too, and say so in the same words.
    """
    archive, deadline = stores_in(state).archive, time.monotonic() + seconds
    while all(entry.text != text for entry in archive.entries()):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def test_a_good_edit_changes_the_answer_and_a_broken_one_keeps_the_last_good(tmp_path: Path) -> None:
    policy = tmp_path / "beleid.yml"
    text = (ROOT / "beleid" / "beleid.yml").read_text(encoding="utf-8")
    policy.write_text(text, encoding="utf-8")
    with running(tmp_path / "toestand", policy=policy) as assistant:
        conversation = assistant.conversation()
        answer = conversation.say(QUESTION).custom
        assert (answer["besluit"], answer["artikel"]) == ("ja", "3.1")

        start = text.index('artikel: "3.1"')
        edited = text[:start] + text[start:].replace(BEFORE, AFTER, 1)
        policy.write_text(edited, encoding="utf-8")
        assert decision_within(conversation, "nee") == "nee"

        policy.write_text(edited.replace(AFTER, "    besluit: misschien\n", 1), encoding="utf-8")
        line = edited[: edited.index(AFTER)].count("\n") + 1
        assert assistant.logs("acties", f"beleid.yml:{line}:")
        assert conversation.say(QUESTION).custom["besluit"] == "nee"

        policy.write_text(text, encoding="utf-8")
        assert decision_within(conversation, "ja") == "ja"


def test_every_process_takes_it_over(tmp_path: Path) -> None:
    policy = tmp_path / "beleid.yml"
    text = (ROOT / "beleid" / "beleid.yml").read_text(encoding="utf-8")
    policy.write_text(text, encoding="utf-8")
    start = text.index('artikel: "3.1"')
    edited = text[:start] + text[start:].replace(BEFORE, AFTER, 1)
    with ExitStack() as both:
        for name in ("een", "twee"):
            both.enter_context(running(tmp_path / name, policy=policy, names=("acties",)))
            assert kept_within(tmp_path / name, text)
        policy.write_text(edited, encoding="utf-8")
        assert [kept_within(tmp_path / name, edited) for name in ("een", "twee")] == [True, True]


def test_the_files_are_looked_at_though_nobody_asks(tmp_path: Path) -> None:
    policy = tmp_path / "beleid.yml"
    text = (ROOT / "beleid" / "beleid.yml").read_text(encoding="utf-8")
    policy.write_text(text, encoding="utf-8")
    start = text.index('artikel: "3.1"')
    with running(tmp_path / "toestand", policy=policy) as assistant:
        conversation = assistant.conversation()
        assert conversation.say(QUESTION).custom["besluit"] == "ja"
        edited = text[:start] + text[start:].replace(BEFORE, AFTER, 1)
        policy.write_text(edited, encoding="utf-8")
        assert kept_within(assistant.state, edited), "though nobody asks anything"
        policy.write_text("titel: [", encoding="utf-8")
        assert assistant.logs("acties", "beleid.yml:1:")
        assert conversation.say(QUESTION).custom["besluit"] == "nee"
