"""A policy that is missing, empty, a folder, not UTF-8 or a YAML bomb: at the start, and while the assistant runs."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from servers import Assistant, running

from magdat.settings import Settings
from magdat.storage.stores import open_stores

GOOD = Path(__file__).resolve().parents[2] / "beleid" / "beleid.yml"
QUESTION = "mag ik Facebook gebruiken tijdens de pauze?"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

GOOD_LINE, BROKEN_LINE = "policy.loaded", "policy.broken"
"""What the log says when a version can be used, and when it cannot."""

EDITS = itertools.count(1)

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


def looked_at(assistant: Assistant, change: Callable[[], object], line: str) -> None:
    """Change something in the policy, and wait until the assistant has seen it: then its log has one line more."""
    before = log(assistant).count(line)
    change()
    assert assistant.logs("acties", line, times=before + 1)


def mend(path: Path, decision: str = "ja") -> None:
    """Write a good policy, with this decision on the break; no two are the same, so that each is taken into use."""
    text = GOOD.read_text(encoding="utf-8")
    place = text.index("besluit: ja", text.index('artikel: "3.1"'))
    edited = f"{text[:place]}besluit: {decision}{text[place + len('besluit: ja') :]}"
    fresh = path.with_suffix(".nieuw")
    fresh.write_text(f"{edited}# versie {next(EDITS)}\n", encoding="utf-8")
    if path.is_dir():
        remove(path)
    fresh.replace(path)  # at once: nobody who looks meanwhile finds nothing


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


@pytest.mark.parametrize("kind", BROKEN)
def test_without_a_good_version_people_hear_that_something_is_wrong(
    assistant: Assistant, policy: Path, kind: str
) -> None:
    make, words = BROKEN[kind]
    remove(policy)
    make(policy)
    came = assistant.conversation().say(QUESTION)
    assert came.text.startswith("Er loopt bij mij iets mis. Probeer het straks opnieuw, of vraag het aan de helpdesk.")
    place = {"missing": "", "not UTF-8": ":2"}.get(kind, ":1")
    assert assistant.logs("acties", f"{policy}{place}: {words}")
    assert "Traceback" not in log(assistant)


def test_a_mended_policy_is_used_without_a_restart(assistant: Assistant, policy: Path) -> None:
    mend(policy)
    answer = assistant.conversation().say(QUESTION).custom
    assert (answer["besluit"], answer["artikel"]) == ("ja", "3.1")
    settings = Settings.from_environment({"MAGDAT_TOESTAND": str(assistant.state)})
    assert open_stores(settings).archive.entries(), "every text that answers come from is kept, this one too"


@pytest.mark.parametrize("kind", BROKEN)
def test_with_a_good_version_people_notice_nothing(assistant: Assistant, policy: Path, kind: str) -> None:
    make, words = BROKEN[kind]
    looked_at(assistant, lambda: mend(policy), GOOD_LINE)
    assert assistant.conversation().say(QUESTION).custom["besluit"] == "ja"
    before = log(assistant).count(words)

    def spoil() -> None:
        remove(policy)
        make(policy)

    looked_at(assistant, spoil, BROKEN_LINE)
    assert assistant.conversation().say(QUESTION).custom["besluit"] == "ja"
    looked_at(assistant, lambda: mend(policy, decision="nee"), GOOD_LINE)
    assert assistant.conversation().say(QUESTION).custom["besluit"] == "nee"
    assert log(assistant).count(words) == before + 1, "once for each version of the file"
