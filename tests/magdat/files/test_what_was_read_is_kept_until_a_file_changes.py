from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from magdat.files.unchanged import Unchanged


class Reading:
    """Reads a folder, and counts how often."""

    def __init__(self, folder: Path, most: int = 4) -> None:
        self.folder = folder
        self.times = 0
        self._kept: Unchanged[str] = Unchanged(most)

    def __call__(self, folder: Path | None = None) -> str:
        place = folder or self.folder
        return self._kept.made(place, lambda: place.rglob("*.yml"), lambda: self._read(place))

    def _read(self, place: Path) -> str:
        self.times += 1
        return " ".join(path.read_text() for path in sorted(place.rglob("*.yml")))


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    (tmp_path / "a.yml").write_text("een")
    return Reading(tmp_path)


def test_what_does_not_change_is_read_once(reading: Reading) -> None:
    assert [reading() for _ in range(5)] == ["een"] * 5
    assert reading.times == 1


def test_a_file_that_changes_comes_or_goes_is_seen(reading: Reading) -> None:
    reading()
    (reading.folder / "a.yml").write_text("een en meer")
    assert reading() == "een en meer"
    (reading.folder / "map").mkdir()
    (reading.folder / "map" / "b.yml").write_text("twee")
    assert reading() == "een en meer twee"
    (reading.folder / "a.yml").unlink()
    assert reading() == "twee"


def test_another_file_in_its_place_is_seen_though_it_is_as_long_and_as_old(reading: Reading) -> None:
    reading()
    old = (reading.folder / "a.yml").stat()
    other = reading.folder / "nieuw"
    other.write_text("dan")
    os.utime(other, ns=(old.st_atime_ns, old.st_mtime_ns))
    other.replace(reading.folder / "a.yml")
    assert reading() == "dan"


def test_what_could_not_be_read_is_tried_again(tmp_path: Path) -> None:
    kept: Unchanged[str] = Unchanged()
    path = tmp_path / "a.yml"
    with pytest.raises(FileNotFoundError):
        kept.made(tmp_path, lambda: [path], path.read_text)
    path.write_text("toch")
    assert kept.made(tmp_path, lambda: [path], path.read_text) == "toch"


def test_who_asks_meanwhile_waits_for_the_same(reading: Reading) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: reading(), range(50))) == {"een"}
    assert reading.times == 1


def test_no_more_places_are_held_than_a_few(tmp_path: Path) -> None:
    reading = Reading(tmp_path, most=2)
    places = [tmp_path / name for name in ("een", "twee", "drie")]
    for place in places:
        place.mkdir()
        (place / "a.yml").write_text(place.name)
        assert reading(place) == place.name
    assert reading(places[2]) == "drie"
    assert reading.times == 3
    assert reading(places[0]) == "een"
    assert reading.times == 4
