from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data import loading

from nlu.features import SentenceFeatures
from nlu.sentence_importer import read_plain

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "data" / "nlu").glob("*.yml"))


@pytest.mark.parametrize("path", FILES[::9], ids=lambda path: path.stem)
def test_the_short_way_reads_the_same_messages(path: Path) -> None:
    messages = read_plain(path)
    assert messages is not None
    assert [item.data for item in messages] == [
        item.data for item in loading.load_data(str(path), "nl").training_examples
    ]


def test_all_our_files_take_the_short_way() -> None:
    assert [path.name for path in FILES if read_plain(path) is None] == []


@pytest.mark.parametrize(
    "content",
    [
        "nlu:\n- intent: een\n  examples: |\n    - ik heb [koorts](klacht)\n",
        "nlu:\n- synonym: fb\n  examples: |\n    - facebook\n",
        "nlu:\n- intent: een\n  examples: |\n    - goed\n    geen streepje\n",
        "nlu:\n- intent: een\n  examples:\n  - text: |\n      goed\n",
        "rules: []\n",
        "- een lijst\n",
    ],
)
def test_what_is_not_plain_is_left_to_rasa(tmp_path: Path, content: str) -> None:
    path = tmp_path / "een.yml"
    path.write_text(f'version: "3.1"\n{content}' if ":" in content else content, encoding="utf-8")
    assert read_plain(path) is None


def features(numbers: list[list[float]], origin: str = "een") -> str:
    sparse = SentenceFeatures(sp.csr_matrix(np.array(numbers)), FEATURE_TYPE_SENTENCE, TEXT, origin)
    dense = SentenceFeatures(np.array(numbers), FEATURE_TYPE_SENTENCE, TEXT, origin)
    assert sparse.fingerprint() != dense.fingerprint()
    return sparse.fingerprint() + dense.fingerprint()


def test_a_fingerprint_changes_with_the_numbers_and_where_they_come_from() -> None:
    assert features([[1, 0, 2]]) == features([[1, 0, 2]])
    assert features([[1, 0, 2]]) != features([[1, 2, 0]])
    assert features([[1, 0, 2]]) != features([[1, 0, 3]])
    assert features([[1, 0, 2]]) != features([[1, 0, 2]], "ander")
