"""Find number plates: the Belgian ones of every age and kind, the Dutch ones, and anything that is called a plate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import regex

from magdat.privacy.name_lists import FOLDER, alternatives, fold, read_list

_I = regex.IGNORECASE
_A, _Z = r"(?<![\w@.,/\-])", r"(?![\w@%€]|[\-./,]\w)"
_JOIN = r" ?[\-.\u2010-\u2015_/] ?"
# 1-ABC-123, T-XAA-001, 1.ABC.123: hyphens and dots leave no doubt; foreign ones with them neither.
_CLEAR = regex.compile(
    rf"{_A}(?:[1-9a-z]{_JOIN}(?P<word>[a-z]{{3}}){_JOIN}\d{{3}}|[a-z]{{2}}-\d{{3}}-[a-z]{{1,2}}"
    rf"|[a-z]-\d{{3}}-[a-z]{{2}}"
    rf"|\d-(?P<dutch>[a-z]{{3}})-\d{{2}}|\d{{2}}-(?P<older>[a-z]{{2,3}})-\d{{1,2}}|\d{{2}}-[a-z]{{2}}-[a-z]{{2}}"
    rf"|[a-z]{{2}}-\d{{2}}-(?:\d{{2}}|[a-z]{{2}})"
    rf"|(?:cd|cc)-?[a-z]{{2}}-?\d{{3}}|(?:cd|cc)-?\d{{3}}-?[a-z]{{2}}|(?-i:[A-Z]{{1,2}}\.?-?\d{{2,3}}\.[A-Z])){_Z}",
    _I,
)
# 1abc234, 1 ABC 234: the letters must be no word.
_LOOSE = regex.compile(
    rf"{_A}[1-9][ .\-_/\u2010-\u2015]{{0,3}}(?P<word>[a-z]{{3}})[ .\-_/\u2010-\u2015]{{0,3}}\d{{3}}{_Z}", _I
)
_CAPITALS = regex.compile(
    rf"{_A}(?:[TOMQGSZ] ?)?(?P<word>[A-Z]{{3}})[ \-]\d{{3}}{_Z}|{_A}\d{{3}}-(?P<after>[A-Z]{{3}}){_Z}"
)
# abc-123, abc 123, 123 abc: only where a vehicle is near.
_OLD = regex.compile(
    rf"{_A}(?:(?:[tomqgsz][ .\-]|(?-i:[TOMQGSZ](?=[A-Z])))?(?P<word>[a-z]{{3}})[ .\-]?\d{{3}}"
    rf"|\d{{3}}[ .\-]?(?P<after>[a-z]{{3}})"
    rf"|(?:cd|cc)[ .]?(?:[a-z]{{1,2}}[ .]?)?\d{{2,4}}){_Z}",
    _I,
)
_GLUE = (
    r"(?:is|was|van|mijn|mijne?n?|m'n|mn|men|zijn|haar|hun|uw|de|het|den|'t|auto|wagen|camion|moto|nummer|nr|met|heeft"
    r"|dus|staat|stond|op|name|als|onze?|hem|ons|luidt|da's|das|dat|klant|collega|chef|baas|bestelwagen|busje|bus"
    r"|brommer"
    r"|voertuig|vrachtwagen|leasewagen|firmawagen|nieuwe|oude|persoonlijke|gepersonaliseerde|gepersonaliseerd"
    r"|persoonlijk|namelijk|gewoon|nog"
    r"|duidelijk"
    r"|leesbaar|kapotte|met naam|:)"
)
_TOKEN = r"[a-z\d]{1,8}(?:[ .\-\u2010-\u2015_/][a-z\d]{1,6}){0,3}"
_PLATE_WORD = rf"(?<![\w\-]){alternatives('nummerplaatwoorden')}(?!\w)"
_NAMED = regex.compile(
    rf"{_PLATE_WORD}\.?[:,]?(?: {_GLUE}(?!\w)[:,]?){{0,5}} {{0,2}}[:=]? ?['\"«»“(]?(?P<plate>{_TOKEN})(?!\w)", _I
)
_CALLED = regex.compile(
    rf"(?<![\w\-.,/])['\"«(]?(?P<plate>{_TOKEN})['\"»)]?,? (?:is|was|als|op|staat op|stond op|dat is|das|da's)"
    rf"(?: (?:mijn|zijn|haar|de|het|hun|onze|uw|m'n|mn|men|mijne?n?|een|persoonlijke|gepersonaliseerde)){{0,2}} "
    rf"{_PLATE_WORD}",
    _I,
)
# PRUTSER, BOSS: letters alone, in capitals or between quotes.
_WORDY = regex.compile(
    rf"{_PLATE_WORD}(?: {_GLUE}(?!\w))*?(?: (?:is|was|met|luidt|van|als|name|naam|erop|op))? ?[:=]? ?"
    rf"(?:['\"«“‘](?P<quoted>[a-z\d][a-z\d \-]{{1,8}})['\"»”’]|(?P<plate>(?-i:[A-Z]{{3,8}}))(?!\w))",
    _I,
)
_SHOWN = regex.compile(
    rf"(?<![\w\-])['\"«“]?(?P<plate>(?-i:[A-Z]{{3,8}}))['\"»”]? (?:op|als|is|staat op|stond op)"
    rf"(?: (?:de|het|mijn|zijn|haar|hun|een|die|onze))? {_PLATE_WORD}",
    _I,
)
_PERSONAL = regex.compile(
    r"(?<!\w)(?:gepersonaliseerde|persoonlijke|eigen|unieke|naam) ?(?:nummer|nr)?\.?plaat(?:je)?"
    r"(?:,? (?:is|was|met|met daarop|met de naam|luidt|van|als|genaamd|heeft|staat))?(?: op)?"
    r"(?: ?[,(] ?(?=(?-i:[A-Z\d]{3,8}\b))| ?[:=]? ?)['\"«]?"
    r"(?P<plate>\p{L}[\p{L}\d]{2,7}(?:-\d{1,3})?)(?!\w)",
    _I,
)
_FOREIGN = regex.compile(
    rf"{_A}(?:(?P<word>[a-z]{{1,3}})[ \-.]?\d{{3,5}}[ \-.]?(?P<after>[a-z]{{0,3}})"
    rf"|(?-i:[A-Z]{{1,3}}[ \-][A-Z]{{1,2}}) ?\d{{1,4}}"
    rf"|[a-z]{{1,3}}[ \-]\d{{2,3}}[ \-][a-z]{{2,3}}|\d{{2}}[ \-][a-z]{{1,3}}[ \-]\d{{2,4}}|\d{{3,4}}[ \-][a-z]{{2,3}}"
    rf"(?:[ \-]\d{{2,3}})?|[a-z]{{2}}\d{{2}} ?[a-z]{{3}}|[a-z]{{1,3}} \d[a-z\d]{{2,4}}|\d[a-z]\d ?\d{{4}}"
    rf"|\d{{4,5}}){_Z}",
    _I,
)
_NEAR = 40
"""How near, in characters, a vehicle must go before a foreign plate."""

_REACH = 60
"""How near, in characters, a vehicle must be to a plate that could be something else."""


@dataclass(frozen=True)
class PlateLists:
    """What the files say about plates, folded."""

    never: frozenset[str]
    """Letters that come before or after a number for another reason."""

    vehicles: frozenset[str]
    """Words that tell of a vehicle."""

    products: frozenset[str]
    """Words that tell of something else with letters and digits: «ref ABC-123»."""

    common: frozenset[str]
    """Everyday words, which no personalised plate is taken to be."""

    countries: frozenset[str]
    """Whose car it is: «poolse», «luxemburger»."""


def load_plate_lists(folder: Path = FOLDER) -> PlateLists:
    """Read the lists.

    Raises:
        OSError: a file cannot be read.
    """

    def folded(name: str) -> frozenset[str]:
        return frozenset(fold(line) for line in read_list(name, folder))

    common = folded("gewone_woorden")
    never = folded("geen_nummerplaten")
    return PlateLists(
        never=never | {word for word in common if len(word) == 3},
        vehicles=folded("voertuigwoorden"),
        products=folded("productwoorden"),
        common=common | never | folded("geen_gebruikersnamen"),
        countries=folded("nationaliteiten"),
    )


def find_plates(text: str, lists: PlateLists) -> list[tuple[int, int]]:
    """Return the (start, end) of every number plate."""
    found = list(_found(text, lists)) if any(letter.isdigit() for letter in text) else []
    return [*found, *_personal(text, lists)]


def _found(text: str, lists: PlateLists) -> Iterator[tuple[int, int]]:
    shouted = text.isupper()
    for match in _CLEAR.finditer(text):
        if not _is_word(match, lists, "dutch", "older"):
            yield match.span()
    for match in _LOOSE.finditer(text):
        if not _is_word(match, lists, "word") and not _counts(text, match.end()):
            yield match.span()
    for match in _CAPITALS.finditer(text):
        if shouted or _is_word(match, lists, "word", "after"):
            continue
        other = _near(text, match.start(), match.start(), lists.products)
        if (not other and "-" in match.group()) or _near(text, match.start(), match.end(), lists.vehicles):
            yield match.span()
    for match in _OLD.finditer(text):
        if not _is_word(match, lists, "word", "after") and _near(text, match.start(), match.end(), lists.vehicles):
            yield match.span()
    for match in (*_NAMED.finditer(text), *_CALLED.finditer(text)):
        part = _plate_part(match["plate"], lists, last=match.re is _CALLED)
        if part:
            start = match.start("plate")
            yield start + part[0], start + part[1]
    yield from _foreign(text, lists)


def _personal(text: str, lists: PlateLists) -> Iterator[tuple[int, int]]:
    """Yield plates of letters alone: «mijn plaat is BOSKE», «gepersonaliseerde plaat lowieke»."""
    for match in _WORDY.finditer(text):
        group = "quoted" if match["quoted"] else "plate"
        told = regex.search(r"(?:is|was|luidt|als|:|=) ?$", text[: match.start(group)], _I)
        if match["quoted"] or (not text.isupper() and (told or fold(match["plate"]) not in lists.common)):
            yield match.span(group)
    for match in _SHOWN.finditer(text):
        if not text.isupper() and fold(match["plate"]) not in lists.common:
            yield match.span("plate")
    for match in _PERSONAL.finditer(text):
        if fold(match["plate"]) not in lists.common and fold(match["plate"]) not in lists.vehicles:
            yield match.span("plate")


def _foreign(text: str, lists: PlateLists) -> Iterator[tuple[int, int]]:
    """Yield plates of other countries, close behind a vehicle or the country: «poolse camion KR 8812C»."""
    for match in _FOREIGN.finditer(text):
        if _is_word(match, lists, "word", "after") or _counts(text, match.end()):
            continue
        before = regex.findall(r"[\p{L}']+", fold(text[max(0, match.start() - _NEAR) : match.start()]))[-5:]
        vehicle = any(word in lists.vehicles for word in before)
        country = any(word in lists.countries for word in before)
        letters = any(letter.isalpha() for letter in match.group())
        model = regex.fullmatch(r"[a-z][ \-]?\d{3}", match.group(), _I)  # «Scania R 450»
        capitals = match.group().upper() == match.group() and letters
        if any(word in lists.products for word in before):
            continue
        words = [fold(part) for part in regex.findall(r"\p{L}+", match.group())]
        known = any(word in lists.never or word in lists.common for word in words)
        if (country and letters and (capitals or (vehicle and not known))) or (
            vehicle and capitals and not known and not model
        ):
            yield match.span()


def _is_word(match: regex.Match[str], lists: PlateLists, *groups: str) -> bool:
    return any(match[group] and fold(match[group]) in lists.never for group in groups)


def _counts(text: str, end: int) -> bool:
    """Whether the number counts something: «1 van 250 euro»."""
    return bool(regex.match(r" ?(?:euro|eur|uur|km|kg|man|keer|dagen|mensen|procent)\b", text[end : end + 10], _I))


def _near(text: str, start: int, end: int, words: frozenset[str]) -> bool:
    """Whether one of these words is near, mostly before."""
    near = fold(text[max(0, start - _REACH) : start] + " " + text[end : end + _REACH // 2])
    return any(word in words for word in regex.findall(r"[\p{L}']+", near))


def _plate_part(plate: str, lists: PlateLists, *, last: bool) -> tuple[int, int] | None:
    """Return which part of what stands next to the word «plaat» is one: letters and digits, three to nine together.

    Args:
        plate: up to four groups of letters and digits.
        lists: the words that are no plates.
        last: the plate is the end rather than the beginning.
    """
    bounds = [(group.start(), group.end()) for group in regex.finditer(r"[a-z\d]+", plate, _I)]
    parts = [(bounds[at][0], bounds[-1][1]) for at in range(len(bounds))]
    if not last:
        parts = [(bounds[0][0], bounds[at][1]) for at in range(len(bounds) - 1, -1, -1)]
    for start, end in parts:
        groups = regex.findall(r"[a-z\d]+", plate[start:end], _I)
        together = "".join(groups)
        mixed = any(letter.isdigit() for letter in together) and any(letter.isalpha() for letter in together)
        wordy = any(_is_wordy(group, lists) for group in groups)
        joined = not regex.search(r"\s", plate[start:end])
        if mixed and 3 <= len(together) <= 9 and (not wordy or (joined and plate[start:end].isupper())):
            return start, end
    return None


def _is_wordy(group: str, lists: PlateLists) -> bool:
    low = fold(group)
    return group.isalpha() and (low in lists.never or low in lists.common or (len(group) > 3 and group.islower()))
