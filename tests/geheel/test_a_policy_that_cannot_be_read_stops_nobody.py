"""A policy that is missing, empty, a folder, not UTF-8 or a YAML bomb: at the start, and while the assistant runs."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from servers import Assistant, running

GOOD = Path(__file__).resolve().parents[2] / "beleid" / "beleid.yml"
QUESTION = "mag ik Facebook gebruiken tijdens de pauze?"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

Break = Callable[[Path], object]

BROKEN: dict[str, tuple[Break, str]] = {
    "missing": (lambda path: None, "het bestand bestaat niet"),
    "empty": (lambda path: path.write_bytes(b""), "het bestand is leeg"),
    "a folder": (lambda path: path.mkdir(), "dit is een map"),
    "not UTF-8": (lambda path: path.write_bytes(b"titel: goed\ntekst: caf\xe9\n"), "dit teken is geen UTF-8"),
    "a YAML bomb": (lambda path: path.write_text(BOMB, encoding="utf-8"), "verwijzingen met & of *"),
    "no YAML": (lambda path: path.write_text("titel: [\n", encoding="utf-8"), "dit is geen geldige YAML"),
}


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def seen() -> None:
    """Wait until the assistant has looked at the files, which it does once a second."""
    time.sleep(1.5)


def mend(path: Path, decision: str = "ja") -> None:
    """Write a good policy, with this decision on the break."""
    remove(path)
    text = GOOD.read_text(encoding="utf-8")
    place = text.index("besluit: ja", text.index('artikel: "3.1"'))
    path.write_text(f"{text[:place]}besluit: {decision}{text[place + len('besluit: ja') :]}", encoding="utf-8")


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the path of a policy that is broken from the start."""
    return tmp_path_factory.mktemp("beleid") / "beleid.yml"


@pytest.fixture(scope="module")
def assistant(policy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Start with a YAML bomb for a policy."""
    BROKEN["a YAML bomb"][0](policy)
    with running(tmp_path_factory.mktemp("toestand"), policy=policy) as assistant:
        yield assistant


def log(assistant: Assistant) -> str:
    return (assistant.state / "logs" / "acties.log").read_text(encoding="utf-8")


def logged(assistant: Assistant, line: str) -> bool:
    """Return whether a line is in the log within five seconds."""
    deadline = time.monotonic() + 5
    while line not in log(assistant) and time.monotonic() < deadline:
        time.sleep(0.2)
    return line in log(assistant)


@pytest.mark.parametrize("kind", BROKEN)
def test_without_a_good_version_people_hear_that_something_is_wrong(
    assistant: Assistant, policy: Path, kind: str
) -> None:
    make, words = BROKEN[kind]
    remove(policy)
    make(policy)
    came = assistant.conversation().say(QUESTION)
    assert came.text.startswith("Er loopt bij mij iets mis. Probeer het straks opnieuw, of vraag het aan de helpdesk.")
    line = 2 if kind == "not UTF-8" else 1
    assert logged(assistant, f"{policy}:{line}: {words}")
    assert "Traceback" not in log(assistant)


def test_a_mended_policy_is_used_without_a_restart(assistant: Assistant, policy: Path) -> None:
    mend(policy)
    answer = assistant.conversation().say(QUESTION).custom
    assert (answer["besluit"], answer["artikel"]) == ("ja", "3.1")
    kept = [path for path in (assistant.state / "beleid").rglob("*") if path.is_file()]
    assert kept, "every text that answers come from is kept, this one too"


@pytest.mark.parametrize("kind", BROKEN)
def test_with_a_good_version_people_notice_nothing(assistant: Assistant, policy: Path, kind: str) -> None:
    make, words = BROKEN[kind]
    mend(policy)
    seen()
    assert assistant.conversation().say(QUESTION).custom["besluit"] == "ja"
    before = log(assistant).count(words)
    remove(policy)
    make(policy)
    seen()
    assert assistant.conversation().say(QUESTION).custom["besluit"] == "ja"
    assert log(assistant).count(words) == before + 1, "once for each version of the file"
    mend(policy, decision="nee")
    seen()
    assert assistant.conversation().say(QUESTION).custom["besluit"] == "nee"
