"""A policy that is edited under a running assistant, which each test finds as the others left it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import Assistant, Conversation, running, stores_in

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "mag ik Facebook gebruiken tijdens de pauze?"
BEFORE, AFTER = "    besluit: ja\n", "    besluit: nee\n"
TEXT = (ROOT / "beleid" / "beleid.yml").read_text(encoding="utf-8")


def edited(mark: str) -> str:
    """Return the policy with another decision on the break, and a remark by which one edit is told from others."""
    start = TEXT.index('artikel: "3.1"')
    return TEXT[:start] + TEXT[start:].replace(BEFORE, AFTER, 1) + f"# {mark}\n"


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a policy that a test may edit."""
    path = tmp_path_factory.mktemp("beleid") / "beleid.yml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def assistant(policy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with running(tmp_path_factory.mktemp("toestand"), policy=policy) as assistant:
        yield assistant


@pytest.fixture
def conversation(assistant: Assistant, policy: Path) -> Conversation:
    """Give a conversation under the policy as it was before any edit."""
    policy.write_text(TEXT, encoding="utf-8")
    talk = assistant.conversation()
    assert decision_within(talk, "ja", seconds=60) == "ja"
    return talk


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


def test_a_good_edit_changes_the_answer_and_a_broken_one_keeps_the_last_good(
    assistant: Assistant, conversation: Conversation, policy: Path
) -> None:
    answer = conversation.say(QUESTION).custom
    assert (answer["besluit"], answer["artikel"]) == ("ja", "3.1")

    text = edited("goed, dan fout")
    policy.write_text(text, encoding="utf-8")
    assert decision_within(conversation, "nee") == "nee"

    policy.write_text(text.replace(AFTER, "    besluit: misschien\n", 1), encoding="utf-8")
    line = text[: text.index(AFTER)].count("\n") + 1
    assert assistant.logs("acties", f"beleid.yml:{line}:")
    assert conversation.say(QUESTION).custom["besluit"] == "nee"

    policy.write_text(TEXT, encoding="utf-8")
    assert decision_within(conversation, "ja") == "ja"


def test_every_process_takes_it_over(assistant: Assistant, policy: Path, tmp_path: Path) -> None:
    policy.write_text(TEXT, encoding="utf-8")
    with running(tmp_path, policy=policy, names=("acties",)) as other:
        assert kept_within(other.state, TEXT)
        policy.write_text(text := edited("voor alle processen"), encoding="utf-8")
        assert [kept_within(item.state, text) for item in (assistant, other)] == [True, True]


def test_the_files_are_looked_at_though_nobody_asks(
    assistant: Assistant, conversation: Conversation, policy: Path
) -> None:
    policy.write_text(text := edited("en niemand vraagt iets"), encoding="utf-8")
    assert kept_within(assistant.state, text), "though nobody asks anything"
    policy.write_text("titel: [", encoding="utf-8")
    assert assistant.logs("acties", "beleid.yml:1:")
    assert conversation.say(QUESTION).custom["besluit"] == "nee"
