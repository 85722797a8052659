"""The rules in data/redactie/: which shapes a kind of personal data has, which signs to look at, and examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import regex

from magdat.files.documents import read_document
from magdat.redaction.accounts import is_public
from magdat.redaction.checks import CHECKS
from magdat.redaction.lists import any_of, flat, folded, joined, read_list, spellings
from magdat.settings import ROOT

RULES = ROOT / "data" / "redactie"

Test = Callable[[str, frozenset[str]], bool]


def _is_compound(piece: str, words: frozenset[str]) -> bool:
    """Whether it is two words in one: «kerstboodschap»."""
    low = joined(piece)
    return any(low[at:] in words and low[:at].rstrip("s") in words for at in range(4, len(low) - 2))


TESTS: Mapping[str, Test] = {
    "openbaar": lambda piece, words: is_public(piece),
    "in": lambda piece, words: joined(piece) in words,
    "begin_in": lambda piece, words: _parts(piece)[0] in words,
    "einde_in": lambda piece, words: _parts(piece)[-1] in words,
    "een_in": lambda piece, words: any(part in words for part in _parts(piece)),
    "alle_in": lambda piece, words: all(part in words for part in _parts(piece)),
    "samengesteld_in": _is_compound,
}
"""What a sign may ask of a piece and the words of a list."""


def _parts(piece: str) -> list[str]:
    """Return the rows of letters in a piece."""
    return [joined(part) for part in _LETTERS.findall(piece)] or [""]


_LETTERS = regex.compile(r"\p{L}[\p{L}']*")
PLACES = frozenset({"voor", "na", "stuk", "omvat", "rechts", "rond", "bericht"})
"""Where a sign may look for a pattern."""

_FLAGS = regex.DOTALL | regex.MULTILINE | regex.IGNORECASE
_PIECE = regex.compile(r"\{(?:(lijst|uit):)?([a-z_][a-z_+]*)\}")
_MARKED = regex.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True)
class Written:
    """A pattern as it is written in a file; made only when it is needed, which takes most of the time of loading."""

    source: str
    pieces: Mapping[str, Any]

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        """Return it in working order.

        Raises:
            KeyError: there is no such piece.
            OSError: there is no such list.
            regex.error: it is no pattern.
        """
        return compile_rule(self.source, self.pieces)


@dataclass(frozen=True)
class Form(Written):
    """One shape; what its group «dit» holds, or all of it, may be personal data."""

    name: str
    check: Callable[[str], bool] | None
    """Check digits or the like."""

    sure: bool
    """It is personal data whatever the signs say: a check or an unmistakable shape."""

    shortens: bool
    """Where the check fails on the whole, it may hold up to a space."""


@dataclass(frozen=True)
class Sign(Written):
    """Something that may speak for or against a piece."""

    name: str
    place: str
    """voor, na, stuk, omvat, rechts, rond, bericht (where the pattern is looked for), or the name of a TEST."""

    words: frozenset[str]
    """The lists that a test compares with, joined."""


@dataclass(frozen=True)
class Rules:
    """What the file of one kind says."""

    kind: str
    forms: tuple[Form, ...]
    signs: tuple[Sign, ...]
    pairs: bool
    """Whether two signs together may count for more or less than each by itself."""

    needs: Written | None
    """Without this in a text there is nothing to look for."""

    left: Written | None
    """What belongs to a piece that it follows: «een zware» before «hartaanval»."""

    right: Written | None
    """What belongs to a piece that goes before it: «, 9000 Gent» after a street."""

    examples: tuple[str, ...]
    """Messages as people type them, with the pieces of this kind in brackets."""

    @property
    def weighed(self) -> bool:
        """Whether anything is left to weigh."""
        return any(not form.sure for form in self.forms)


def marked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """Return an example without its brackets, and where the pieces in them are."""
    text, places, end = "", [], 0
    for match in _MARKED.finditer(example):
        text += example[end : match.start()]
        places.append((len(text), len(text) + len(match[1])))
        text += match[1]
        end = match.end()
    return text + example[end:], places


@lru_cache(maxsize=1)
def load_all_rules() -> tuple[Rules, ...]:
    """Return the rules of every kind that is known by its shape.

    Raises:
        DocumentError: a file is no YAML.
        KeyError: a rule asks for a check or test that is not there.
        OSError: a rule asks for a list that is not there.
    """
    shared = read_document(RULES / "stukken.yml").data["stukken"]
    return tuple(_load(path, shared) for path in sorted((RULES / "soorten").glob("*.yml")))


def _load(path: Path, shared: dict[str, Any]) -> Rules:
    written = read_document(path).data
    pieces = {**shared, **(written.get("stukken") or {})}
    wider = written.get("verruim") or {}
    return Rules(
        kind=path.stem,
        forms=tuple(_form(name, form, pieces) for name, form in written["vormen"].items()),
        signs=tuple(_sign(name, sign, pieces) for name, sign in (written.get("tekens") or {}).items()),
        pairs=bool(written.get("paren")),
        needs=Written(written["vereist"], pieces) if "vereist" in written else None,
        left=Written(rf"(?:{wider['links']})\Z", pieces) if "links" in wider else None,
        right=Written(wider["rechts"], pieces) if "rechts" in wider else None,
        examples=tuple(written["voorbeelden"]),
    )


def _form(name: str, form: str | dict[str, Any], pieces: Mapping[str, Any]) -> Form:
    given = form if isinstance(form, dict) else {"vorm": form}
    check = CHECKS[given["controle"]] if "controle" in given else None
    return Form(given["vorm"], pieces, name, check, bool(given.get("zeker")), bool(given.get("inkorten")))


def _sign(name: str, sign: dict[str, str], pieces: Mapping[str, Any]) -> Sign:
    ((place, given),) = sign.items()
    if place in TESTS:
        lists = given.split("+") if given else []
        words = frozenset(joined(line) for part in lists for line in read_list(part))
        return Sign("", pieces, name, place, words)
    if place not in PLACES:
        raise KeyError(place)
    return Sign(f"(?:{given})" + r"\Z" * (place == "voor"), pieces, name, place, frozenset())


def compile_rule(pattern: str, pieces: Mapping[str, Any]) -> regex.Pattern[str]:
    """Return a pattern in which {stuk}, {lijst:naam} and {uit:naam} are filled in, for texts without accents."""
    used: dict[str, Any] = {}

    def filled(match: regex.Match[str]) -> str:
        source, name = match[1], match[2]
        if source == "lijst":
            return any_of(line for part in name.split("+") for line in read_list(part))
        if source == "uit":
            key = name.replace("+", "_")
            used[key] = sorted(spellings(folded(*name.split("+"))))
            return rf"\L<{key}>"
        piece = pieces[name]
        if isinstance(piece, dict):
            return any_of(str(piece["woorden"]).split())
        return _PIECE.sub(filled, str(piece))

    return regex.compile(flat(_PIECE.sub(filled, pattern)), _FLAGS, **used)
