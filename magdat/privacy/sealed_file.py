"""A file that only the holder of a key can read: sealed piece by piece, so that memory stays small at any size."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from magdat.privacy.seal import KEY_BYTES, BrokenSeal

MARK = b"magdat-verzegeld-1\n"
"""What a sealed file begins with."""

_PIECE = 1 << 20
_SALT = 16
_TAG = 16


def seal_file(key: bytes, plain: BinaryIO, sealed: BinaryIO) -> None:
    """Write a file sealed (AES-256-GCM); pieces that are missing, swapped or cut off are noticed when it is opened.

    Raises:
        ValueError: the key is not of 32 bytes.
    """
    salt = secrets.token_bytes(_SALT)
    cipher = _cipher(key, salt)
    sealed.write(MARK + salt)
    piece, number = plain.read(_PIECE), 0
    while True:
        following = plain.read(_PIECE)
        sealed.write(cipher.encrypt(_nonce(number), piece, _bound(last=not following)))
        if not following:
            return
        piece, number = following, number + 1


def open_file(key: bytes, sealed: BinaryIO, plain: BinaryIO) -> None:
    """Write out what was sealed.

    Raises:
        BrokenSeal: it was not sealed with this key, or was changed or cut off since. What was written is worth nothing.
        ValueError: the key is not of 32 bytes.
    """
    if sealed.read(len(MARK)) != MARK:
        raise BrokenSeal("it is no sealed file")
    cipher = _cipher(key, sealed.read(_SALT))
    for number, (piece, last) in enumerate(_pieces(sealed)):
        try:
            plain.write(cipher.decrypt(_nonce(number), piece, _bound(last=last)))
        except (InvalidTag, ValueError):
            raise BrokenSeal("it was not sealed with this key, or was changed since") from None


def _pieces(sealed: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    piece = sealed.read(_PIECE + _TAG)
    while True:
        following = sealed.read(_PIECE + _TAG)
        yield piece, not following
        if not following:
            return
        piece = following


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    """Return a cipher for this file alone, so that the numbers of its pieces may begin at nought."""
    if len(key) != KEY_BYTES:
        raise ValueError("a file is sealed with a key of 32 bytes")
    return AESGCM(hmac.new(key, b"file" + salt, hashlib.sha256).digest())


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _bound(*, last: bool) -> bytes:
    return b"last" if last else b"more"
