import os
from pathlib import Path

import pytest

from magdat.files.documents import read_document
from magdat.files.problems import DocumentError


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "beleid.yml")
    with pytest.raises(DocumentError, match="geen gewoon bestand"):
        read_document(tmp_path / "beleid.yml")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="een map"):
        read_document(tmp_path)
