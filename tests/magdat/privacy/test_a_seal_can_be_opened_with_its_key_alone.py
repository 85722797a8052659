"""What is sealed is opened with the key, for what it was sealed for, and says nothing without."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.privacy.seal import FILE, BrokenSeal, Seal

OLD, NEW = b"o" * 32, b"n" * 32


@given(text=st.text(), bound_to=st.text(max_size=20))
def test_what_is_sealed_comes_back(text: str, bound_to: str) -> None:
    seal = Seal(NEW)
    stored = text.rstrip("\n").encode("utf-8", "replace").decode()
    assert seal.open(seal.close(text, bound_to), bound_to) == stored


@given(place=st.integers(0, 300), mask=st.integers(1, 255))
def test_a_change_of_one_byte_is_seen(place: int, mask: int) -> None:
    sealed = bytearray(Seal(NEW).close("paarsepers", "an"))
    sealed[place % len(sealed)] ^= mask
    with pytest.raises(BrokenSeal):
        Seal(NEW).open(bytes(sealed), "an")


@pytest.mark.parametrize("sealed", [b"", b"kort", b"x" * 300])
def test_what_was_never_sealed_is_refused(sealed: bytes) -> None:
    with pytest.raises(BrokenSeal):
        Seal(NEW).open(sealed, "an")


def test_it_opens_for_nobody_else_and_under_no_other_key() -> None:
    sealed = Seal(NEW).close("paarsepers", "an")
    for seal, who in ((Seal(NEW), "bo"), (Seal(OLD), "an"), (Seal.passing(), "an")):
        with pytest.raises(BrokenSeal):
            seal.open(sealed, who)


def test_after_a_change_of_keys_the_old_one_still_opens() -> None:
    before = Seal(OLD).close("paarsepers", "an")
    both = Seal(NEW, OLD)
    assert both.open(before, "an") == "paarsepers"
    assert Seal(NEW).open(both.close("paarsepers", "an"), "an") == "paarsepers"


def test_nothing_shows_what_it_was_nor_how_long() -> None:
    one, same, longer = (Seal(NEW).close(text, "an") for text in ("paarsepers", "paarsepers", "paarsepers" * 20))
    assert one != same
    assert len(one) == len(longer)
    assert b"paarsepers" not in one


def test_a_digest_is_the_same_for_the_same_names_alone() -> None:
    seal = Seal(NEW)
    digests = {seal.digest(*names) for names in (("ab", "c"), ("a", "bc"), ("abc",), ("ab", "c", ""), ("ab", "d"))}
    assert len(digests) == 5
    assert seal.digest("ab", "c") == Seal(NEW, OLD).digest("ab", "c")
    assert Seal(OLD).digest("ab", "c") not in digests


def test_the_key_is_made_once_or_comes_from_the_settings(tmp_path: Path) -> None:
    sealed = Seal.opened(tmp_path / "diep", None).close("paarsepers", "an")
    assert Seal.opened(tmp_path / "diep", None).open(sealed, "an") == "paarsepers"
    given_keys = f"{NEW.hex()} {(tmp_path / 'diep' / FILE).read_text()}"
    assert Seal.opened(tmp_path / "elders", given_keys).open(sealed, "an") == "paarsepers"
    assert not (tmp_path / "elders").exists()


@pytest.mark.parametrize("keys", [(), (b"kort",), (NEW, b"kort")])
def test_a_key_that_is_none_is_refused(keys: tuple[bytes, ...]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Seal(*keys)
