from pathlib import Path

from launch.rotation import rotate


def test_the_service_writes_on_and_what_was_written_is_kept(tmp_path: Path) -> None:
    log = tmp_path / "rasa.log"
    with log.open("ab", buffering=0) as service:
        for number in range(4):
            service.write(f"{number} ".encode() * 100)
            assert rotate(log, most=100)
            assert log.read_bytes() == b""
        service.write(b"verder")
    assert not rotate(log, most=100)
    assert log.read_bytes() == b"verder"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rasa.log", "rasa.log.1", "rasa.log.2"]
    assert (tmp_path / "rasa.log.1").read_bytes().startswith(b"3 ")
    assert not rotate(tmp_path / "geen.log")
