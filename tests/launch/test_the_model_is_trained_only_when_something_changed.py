from pathlib import Path

import pytest

from launch.staleness import cache_of_rasa, stale, trained


@pytest.fixture
def project(tmp_path: Path) -> tuple[Path, Path]:
    for name in (
        "config.yml",
        "domain.yml",
        "requirements.txt",
        "data/nlu/een.yml",
        "data/context/b.tsv",
        "nlu/deel.py",
        "nlu/e5/adapter.npz",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    model = tmp_path / "models" / "magdat.tar.gz"
    model.parent.mkdir()
    model.write_bytes(b"model")
    trained(tmp_path, model)
    return tmp_path, model


def test_a_fresh_model_is_not_stale(project: tuple[Path, Path]) -> None:
    assert not stale(*project)


@pytest.mark.parametrize(
    "name",
    ["config.yml", "domain.yml", "requirements.txt", "data/nlu/een.yml", "nlu/deel.py", "nlu/e5/adapter.npz"],
)
def test_a_change_makes_it_stale(project: tuple[Path, Path], name: str) -> None:
    root, model = project
    (root / name).write_text("anders", encoding="utf-8")
    assert stale(root, model)


def test_a_new_data_file_makes_it_stale(project: tuple[Path, Path]) -> None:
    root, model = project
    (root / "data" / "nlu" / "twee.yml").write_text("nieuw", encoding="utf-8")
    assert stale(root, model)


def test_a_policy_edit_does_not(project: tuple[Path, Path]) -> None:
    root, model = project
    (root / "beleid").mkdir()
    (root / "beleid" / "beleid.yml").write_text("nieuw", encoding="utf-8")
    assert not stale(root, model)


def test_no_model_is_stale(project: tuple[Path, Path]) -> None:
    root, model = project
    model.unlink()
    assert stale(root, model)


@pytest.mark.parametrize("name", ["requirements.txt", "data/context/b.tsv", "nlu/deel.py", "nlu/e5/adapter.npz"])
def test_no_part_is_taken_from_before_a_change_that_rasa_does_not_see(project: tuple[Path, Path], name: str) -> None:
    root, _ = project
    before = cache_of_rasa(root)
    (root / name).write_text("anders", encoding="utf-8")
    assert cache_of_rasa(root) != before


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "data/nlu/een.yml"])
def test_parts_serve_again_after_a_change_that_rasa_sees(project: tuple[Path, Path], name: str) -> None:
    root, _ = project
    before = cache_of_rasa(root)
    (root / name).write_text("anders", encoding="utf-8")
    assert cache_of_rasa(root) == before
