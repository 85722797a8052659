"""The archive of a trained model takes little time to write and to unpack, and Rasa's own reader takes it."""

from __future__ import annotations

from pathlib import Path

import pytest
import rasa.engine.storage.local_model_storage as storage
from rasa.engine.storage.local_model_storage import TarSafe

from launch import archive

NUMBERS = bytes(range(256)) * 400


@pytest.fixture(autouse=True)
def rasas_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "TarSafe", TarSafe)


def test_rasa_writes_it_as_it_is_and_its_own_reader_reads_it(tmp_path: Path) -> None:
    (tmp_path / "numbers").write_bytes(NUMBERS)
    archive.use()
    with storage.TarSafe.open(tmp_path / "model.tar.gz", "w:gz") as written:
        written.add(tmp_path / "numbers", arcname="numbers")
    assert (tmp_path / "model.tar.gz").stat().st_size > len(NUMBERS)
    with TarSafe.open(tmp_path / "model.tar.gz", mode="r:gz") as read:
        read.extractall(tmp_path / "read")
    assert (tmp_path / "read" / "numbers").read_bytes() == (tmp_path / "numbers").read_bytes()


def test_without_us_it_would_have_been_pressed(tmp_path: Path) -> None:
    (tmp_path / "numbers").write_bytes(NUMBERS)
    with storage.TarSafe.open(tmp_path / "model.tar.gz", "w:gz") as written:
        written.add(tmp_path / "numbers", arcname="numbers")
    assert (tmp_path / "model.tar.gz").stat().st_size < len(NUMBERS) / 10
