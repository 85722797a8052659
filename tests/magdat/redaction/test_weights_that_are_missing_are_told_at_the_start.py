"""Without its weights the redactor would find nothing and tell nobody: whoever starts is told which file is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from magdat.files.problems import DocumentError
from magdat.redaction.redactor import check_weights
from magdat.redaction.weights import WEIGHTS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WEIGHTS, tmp_path / "gewichten"))


def test_what_comes_along_is_whole(folder: Path) -> None:
    check_weights(folder)


@pytest.mark.parametrize("kind", sorted(path.stem for path in WEIGHTS.glob("*.tsv")))
def test_each_file_is_missed(folder: Path, kind: str) -> None:
    (folder / f"{kind}.tsv").unlink()
    with pytest.raises(DocumentError, match=f"{kind}.tsv.*de gewichten ontbreken"):
        check_weights(folder)


@pytest.mark.parametrize(
    ("text", "told"), [("# leeg\n", "geen gewichten"), ("a\t1\nb\n", "2.*geen gewicht"), ("a\tveel\n", "geen gewicht")]
)
def test_a_file_without_weights_is_not_taken_for_one(folder: Path, text: str, told: str) -> None:
    (folder / "naam.tsv").write_text(text)
    with pytest.raises(DocumentError, match=told):
        check_weights(folder)
