"""`magdat model wissel` and `terug`: only what understands the fixed questions at least as well takes the place."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from launch.services import MODEL, ROOT
from magdat.commands.model import QUESTIONS, RESTART
from magdat.evaluation import Question, read_questions
from magdat.guidance.library import Library
from magdat.interpreter import NoInterpreter
from magdat.model_shelf import Refused, Score, Shelf, compared
from magdat.understanding import Interpreter, Understanding

ASKED = [Question(str(number), ("foto_tag",)) for number in range(10)]


class Knows:
    """Understands the first so many of the questions."""

    def __init__(self, most: int) -> None:
        self.most = most

    def parse(self, texts: Sequence[str]) -> list[Understanding]:
        names = ["foto_tag" if int(text) < self.most else "pesten" for text in texts]
        return [Understanding.from_parse({"intent_ranking": [{"name": name, "confidence": 0.9}]}) for name in names]


def load(path: Path) -> Interpreter:
    """Open a model that holds how many questions it understands."""
    text = path.read_text(encoding="ascii")
    if not text.isdigit():
        raise NoInterpreter("het is geen model")
    return Knows(int(text))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "magdat.tar.gz").write_text("9", encoding="ascii")
    return Shelf(tmp_path / "magdat.tar.gz")


def new(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "nieuw.tar.gz"
    path.write_text(text, encoding="ascii")
    return path


@pytest.mark.parametrize(
    ("text", "why"), [("8", "8 van 10 vaste vragen, het model in gebruik 9 van 10"), ("x", "geen model")]
)
def test_what_is_worse_or_no_model_is_refused(tmp_path: Path, shelf: Shelf, text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        compared(shelf, new(tmp_path, text), ASKED, load)


def test_where_the_one_in_use_cannot_be_loaded_a_new_one_has_to_be_good_enough(tmp_path: Path, shelf: Shelf) -> None:
    shelf.model.write_text("van vroeger", encoding="ascii")
    assert compared(shelf, new(tmp_path, "8"), ASKED, load)[0] is None
    with pytest.raises(Refused, match="onder 80%"):
        compared(shelf, new(tmp_path, "7"), ASKED, load)


def test_the_one_before_is_kept_and_comes_back(tmp_path: Path, shelf: Shelf) -> None:
    before, found = compared(shelf, new(tmp_path, "9"), ASKED, load)
    assert (str(before), str(found)) == ("9 van 10", "9 van 10")
    with pytest.raises(Refused, match="al gebruikt"):
        shelf.swap(new(tmp_path, "9"))
    shelf.swap(new(tmp_path, "10"))
    assert [path.read_text() for path in (shelf.model, shelf.previous)] == ["10", "9"]
    shelf.back()
    assert [path.read_text() for path in (shelf.model, shelf.taken_back)] == ["9", "10"]
    with pytest.raises(Refused, match="geen vorig model"):
        shelf.back()
    assert isinstance(found, Score)


@pytest.mark.parametrize("mode", [0o644, 0o640])
def test_whoever_could_read_the_model_before_can_read_the_new_one(tmp_path: Path, shelf: Shelf, mode: int) -> None:
    """Under systemd somebody else reads it than root, who puts it there."""
    shelf.model.chmod(mode)
    given = new(tmp_path, "10")
    given.chmod(0o600)
    if os.geteuid() == 0:
        os.chown(shelf.model, 12345, 12345)
    before = shelf.model.stat()
    shelf.swap(given)
    now = shelf.model.stat()
    assert (stat.S_IMODE(now.st_mode), now.st_uid, now.st_gid) == (mode, before.st_uid, before.st_gid)
    shelf.back()
    assert stat.S_IMODE(shelf.model.stat().st_mode) == mode


def test_the_first_model_in_a_folder_can_be_read_by_everybody(tmp_path: Path) -> None:
    shelf, before = Shelf(tmp_path / "leeg" / "magdat.tar.gz"), os.umask(0o077)
    try:
        shelf.swap(new(tmp_path, "10"))
    finally:
        os.umask(before)
    assert stat.S_IMODE(shelf.model.stat().st_mode) == 0o644
    assert stat.S_IMODE(shelf.model.parent.stat().st_mode) == 0o755


def test_the_command_names_the_restart_of_every_form() -> None:
    for command in (
        "-m launch herstart rasa",
        "systemctl restart magdat-rasa",
        "docker compose restart rasa",
        "kubectl -n magdat rollout restart deploy/rasa",
    ):
        assert command in RESTART


def test_the_fixed_questions_are_about_topics_that_there_are_and_nobody_learns_from_them(library: Library) -> None:
    topics = [topic.id for topic in library.topics]
    asked = {question.text for question in read_questions(QUESTIONS, topics)}
    assert len(asked) >= 50
    learned = [path.read_text(encoding="utf-8") for path in (ROOT / "data").glob("*/*.*") if path.is_file()]
    assert not [text for text in asked if any(text in other for other in learned)]


def test_a_trained_model_that_mixes_up_its_topics_is_refused(tmp_path: Path) -> None:
    """The model of the tests, with the names of its topics one place on: it loads, answers, and is wrong."""
    (tmp_path / "slecht.tar.gz").write_bytes(b"")
    with tarfile.open(MODEL) as good, tarfile.open(tmp_path / "slecht.tar.gz", "w:gz", compresslevel=1) as bad:
        for member in good:
            file = good.extractfile(member)
            content = file.read() if file is not None else b""
            if "TopicClassifier" in member.name and member.name.endswith("topic_model.json"):
                facts = json.loads(content)
                facts["labels"] = facts["labels"][1:] + facts["labels"][:1]
                content = json.dumps(facts).encode()
                member.size = len(content)
            bad.addfile(member, io.BytesIO(content) if file is not None else None)
    (tmp_path / "magdat.tar.gz").write_bytes(MODEL.read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "magdat.cli", "model", "wissel", str(tmp_path / "slecht.tar.gz")],
        env={**os.environ, "MAGDAT_MODEL": str(tmp_path / "magdat.tar.gz"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, "vaste vragen" in done.stderr) == (2, True), done.stderr
    assert (tmp_path / "magdat.tar.gz").read_bytes() == MODEL.read_bytes()
