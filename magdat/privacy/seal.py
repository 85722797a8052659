"""The seal on what waits: without its key, which is never in the database, nobody can read it or tell who sent it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from magdat.files.own_secret import own_secret

KEY_BYTES = 32
"""Bytes of a key."""

FILE = "post.sleutel"
"""Where the key is, in the state folder, unless the settings give one."""

_NONCE_BYTES = 12
_BLOCK = 256
"""A text is made so many bytes long, or a multiple: its length would tell which answer it is."""


class BrokenSeal(Exception):
    """Something was sealed under another key, for something else, or was changed since."""


class Seal:
    """Seal and open texts (AES-256-GCM), and make digests of names (HMAC-SHA256)."""

    def __init__(self, *keys: bytes) -> None:
        """Seal under the first key; what was sealed under the others can still be opened.

        Raises:
            ValueError: there is none, or one is not of 32 bytes.
        """
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise ValueError("a seal needs keys of 32 bytes")
        # Never one key for two uses: what may be sealed is not what may be digested.
        self._ciphers = [AESGCM(_derived(key, b"seal")) for key in keys]
        self._names = [_derived(key, b"names") for key in keys]

    @classmethod
    def opened(cls, state: Path, given: str | None) -> Seal:
        """Return the seal of an assistant.

        Args:
            state: the folder where its key is made when there is none.
            given: keys from the settings, in hexadecimal with spaces between, for machines that share a database.

        Raises:
            ValueError: a key is not 64 hexadecimal digits.
            OSError: the file cannot be read or made.
        """
        return cls(*(bytes.fromhex(key) for key in (given or own_secret(state / FILE)).split()))

    @classmethod
    def passing(cls) -> Seal:
        """Return a seal that nobody can open after this process."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def close(self, text: str, bound_to: str) -> bytes:
        """Return a text sealed; it can be opened only for what it is bound to."""
        plain = text.encode("utf-8", "replace")
        padded = plain + b"\n" * (-len(plain) % _BLOCK)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return bytes(nonce + self._ciphers[0].encrypt(nonce, padded, bound_to.encode()))

    def open(self, sealed: bytes, bound_to: str) -> str:
        """Return what was sealed, without white space at its end.

        Raises:
            BrokenSeal: it was not sealed here for this.
        """
        for cipher in self._ciphers:
            try:
                found = cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to.encode())
            except (InvalidTag, ValueError):
                continue
            return str(found.decode("utf-8")).rstrip("\n")
        raise BrokenSeal("it was not sealed with these keys, or not for this")

    def digest(self, *names: str) -> str:
        """Return 64 hexadecimal digits for a list of names, that say nothing about them without the key."""
        return self.digests(*names)[0]

    def digests(self, *names: str) -> list[str]:
        """Return the digest of a list of names under every key, for what was kept before the key was replaced."""
        told = [name.encode("utf-8", "surrogatepass") for name in names]
        # The lengths go along, so that no other split of the same letters gives the same digest.
        message = b"".join(len(name).to_bytes(4, "big") + name for name in told)
        return [hmac.new(key, message, hashlib.sha256).hexdigest() for key in self._names]


def _derived(key: bytes, use: bytes) -> bytes:
    return hmac.new(key, use, hashlib.sha256).digest()
