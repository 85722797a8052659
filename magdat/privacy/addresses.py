"""Find where somebody lives: a house number, and what goes before and after it, from the lists in data/namen/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import regex

from magdat.privacy.house_numbers import (
    BEFORE_STREET,
    BOX,
    FLOORS,
    HOUSE,
    LIVES_AFTER,
    TOWN_LINK,
    WORD_NUMBER,
    town_end,
)
from magdat.privacy.name_lists import FOLDER, fold, joined, read_list, words_of

_I = regex.IGNORECASE
_NUMBER = regex.compile(
    rf"(?<![\w.,€/\-@#:+]){HOUSE}(?P<bus>(?:[ ,]{{0,2}}\b{BOX}|/)[\da-z]{{1,4}}\b)?(?![\w%€:]|[.,]\d|\.\.|-\d)", _I
)
_BEFORE = regex.compile(r"[\p{L}\d'’.\-]+")
_POSTCODE = r"(?:B-? ?)?[1-9]\d{3}"
_CODE = regex.compile(rf"[, \n(\-–]{{1,3}}(?:(?:te|in|op|à|a) )?(?P<code>{_POSTCODE})[ ,\-]{{1,3}}(?=\p{{L}})", _I)
_TOWN = regex.compile(r"\p{L}[\p{L}'’\-]*")
_BARE_POSTCODE = regex.compile(rf"(?<![\w.,€\-])(?<!€ ){_POSTCODE} {{1,2}}(?=\p{{L}})", _I)
_NEXT = regex.compile(r"[ \n]{1,2}([\p{L}'’]+|€)")
_CUE = regex.compile(
    r"\b(?:(?:thuis|woon|prive|privé|post)?adres(?:sen)?|woonplaats|domicilie|gedomicilieerd|woonachtig"
    r"|wonen(?:de?)?|woont?"
    r"|woonde|woonden|gewoond|verhuis[dt]?|verblijft?|logeert|huis|appartement|flat|kot)\b[:,]?"
    r"(?: (?:is|was|wordt|ik|hij|zij|ze|we|wij|je|ge|nu|ook|al|nog|altijd|daar|in|op|aan|te|naar|de|het|den|een|'?t"
    r"|ergens|:)){0,5} ?$",
    _I,
)
_LIVES_IN = regex.compile(
    r"\b(?:woon(?:t|de|den)?|wonen|thuis|adres(?: is)?|verhuis[td]? naar|logeert|verblijft|(?:nr"
    r"|nummer)\.? \d{1,4})\b:?"
    r"(?: (?:ik|hij|zij|ze|we|nu|ook|al|nog|in|op|aan|de|het|den|naar|ergens)){0,5} (?P<street>[\p{L}'’\-]+)(?!\w)",
    _I,
)
_PLACED = regex.compile(r"\b(?:in|op|aan|naar|langs|tot|van|uit) (?:de|den|het|'?t|d') ?$", _I)
_FRENCH = regex.compile(
    r"(?<![\w\-])(?:rue|avenue|chauss[ée]e|place|quai|clos|dr[èe]ve|chemin|impasse|all[ée]e|boulevard|route|ruelle"
    r"|sentier|venelle|square|cit[ée]) (?:(?:de la |de l['’]|du |des |de |d['’]|aux? |la |le "
    r"|les ))?\p{L}[\p{L}'’\-. ]{1,40}?,? ?$",
    _I,
)
_FRENCH_NEXT = regex.compile(
    r",? (?:rue|avenue|chauss[ée]e|place|quai|clos|dr[èe]ve|chemin|impasse|all[ée]e|boulevard|ruelle|sentier|venelle"
    r"|square) (?:(?:de la |de l['’]|du |des |de |d['’]|aux? |la |le |les ))?\p{L}[\p{L}'’\-]{1,30}"
    r"(?:[ \-](?:(?:d['’]|de |du |des )\p{L}[\p{L}\-]{1,20}|(?-i:\p{Lu})[\p{L}'’\-]{1,20})){0,2}(?!\w)",
    _I,
)
_POST_BOX = regex.compile(r"(?<!\w)(?:postbus|bp|bo[iî]te postale) \d{1,5}(?= ?(?:[,.]|te|in|\d{4}|$))", _I)
_ROAD_TO = regex.compile(r"\b(?:(?:oude|nieuwe) )?(?:steenweg|stwg|baan) (?:op|naar|van) [\p{L}\-]{3,30}$", _I)
_INITIALS = regex.compile(r"(?:\p{L}\.){1,3}")
_WORDS_BACK = 6
_YEARS = range(1900, 2100)


@dataclass(frozen=True)
class StreetLists:
    """What the files say about streets and towns, folded."""

    sure: tuple[str, ...]
    """Ends of street names that leave no doubt."""

    maybe: tuple[str, ...]
    """Ends that other words have as well: «molenweg» is a street, «snelweg» is none."""

    ends: tuple[str, ...]
    """Those of them that words of more than one part end in."""

    never: frozenset[str]
    """Words with such an end that are no streets."""

    fore: frozenset[str]
    """What goes before the last word of a street: «lange», «koning», «sint»."""

    other: frozenset[str]
    """Words that go before a number for another reason: «zaal 3»."""

    units: frozenset[str]
    """What numbers count: «uur», «km»."""

    towns: frozenset[str]
    """Towns and villages, joined."""

    known: frozenset[str]
    """Streets that have no ending: «meir»."""

    plain: frozenset[str]
    """Those of them that are words or names as well: they need more around them."""

    common: frozenset[str]
    """Everyday words, which are streets on better evidence only."""

    wordy: frozenset[str]
    """Those that are words as well: they count with a capital, «in» or a postcode only."""


def load_street_lists(folder: Path = FOLDER) -> StreetLists:
    """Read the lists.

    Raises:
        OSError: a file cannot be read.
    """

    def folded(name: str) -> frozenset[str]:
        return frozenset(fold(line) for line in read_list(name, folder))

    towns = read_list("gemeenten", folder) + read_list("deelgemeenten", folder)
    return StreetLists(
        sure=tuple(sorted(folded("straten_zeker"))),
        maybe=tuple(sorted(folded("straten_misschien"))),
        ends=tuple(sorted(folded("straten_eindes"))),
        never=folded("geen_straten"),
        fore=folded("straten_voorvoegsels"),
        other=folded("geen_plaatsaanduiding"),
        units=folded("teleenheden"),
        known=folded("straten_bekend"),
        plain=folded("straten_bekend_woorden"),
        common=folded("gewone_woorden"),
        towns=frozenset(joined(town) for town in towns),
        wordy=frozenset(joined(town) for town in read_list("gemeenten_woorden", folder)),
    )


def find_addresses(text: str, lists: StreetLists, never: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Return the (start, end) of every address.

    Args:
        text: one message.
        lists: the words of streets and towns.
        never: folded words that are the names of something else, such as brands.
    """
    return list(_found(text, lists, never))


def _found(text: str, lists: StreetLists, never: frozenset[str]) -> Iterator[tuple[int, int]]:
    if any(letter.isdigit() for letter in text):
        for match in _NUMBER.finditer(text):
            start = _start(text, match, lists, never)
            if start is not None:
                yield start, _tail_end(text, match.end(), lists)[0]
        for match in _BARE_POSTCODE.finditer(text):
            end = town_end(text, match.end(), lists.towns)
            if end:
                yield match.start(), end
    for match in WORD_NUMBER.finditer(text):
        start = _start(text, match, lists, never, spelt=True)
        if start is not None:
            yield start, _tail_end(text, match.end(), lists)[0]
    for match in BEFORE_STREET.finditer(text):
        end = _street_end(text, match, lists)
        if end:
            yield match.start(), _tail_end(text, end, lists)[0]
    for match in _POST_BOX.finditer(text):
        yield match.start(), _tail_end(text, match.end(), lists)[0]
    for match in _LIVES_IN.finditer(text):
        if _kind(fold(match["street"]), lists) in ("sure", "maybe"):
            end, town = _tail_end(text, match.end("street"), lists)
            yield match.start("street"), end if town else match.end("street")


def _street_end(text: str, match: regex.Match[str], lists: StreetLists) -> int:
    """Return where the street ends whose house number went before it, or 0."""
    if _FRENCH_NEXT.match(text, match.end("house")):
        french = _FRENCH_NEXT.match(text, match.end("house"))
        return french.end() if french else 0
    told = (match["cue"] or "").strip().endswith(("r", "r.", "°", "ke"))
    if not match["link"] and not match["article"] and not told:
        return 0
    digits = match["house"][0].isdigit()
    if not digits and not match["cue"]:
        return 0
    words = list(_BEFORE.finditer(text[match.end() : match.end() + 60]))[:4]
    for at, word in enumerate(words):
        low = fold(word.group()).strip(".'’-")
        kind = _kind(low, lists)
        lone = at == 0
        named = word.group()[0].isupper() or (at > 0 and words[0].group()[0].isupper())
        fits = kind == "sure" or (kind in ("maybe", "known") and (match["cue"] or named))
        fits = fits or (kind.endswith("lone") and not lone and bool(match["cue"] or named))
        fits = fits or (low in _SQUARES and match["cue"] is not None and len(match["cue"].strip()) > 2)
        if fits:
            return match.end() + word.end()
        if low not in lists.fore and not named and not low.endswith("se"):
            break
    return 0


def _start(
    text: str, match: regex.Match[str], lists: StreetLists, never: frozenset[str], *, spelt: bool = False
) -> int | None:
    """Return where the address begins whose house number this is, or nothing.

    Args:
        text: one message.
        match: the house number.
        lists: the words of streets and towns.
        never: folded words that are the names of something else.
        spelt: the number is in words, which count things more often.
    """
    before = text[max(0, match.start() - 120) : match.start()]
    bare = before.rstrip(" ,")
    if not bare or len(before) - len(bare) > 3:
        return None
    shift = match.start() - len(before)
    french = _FRENCH.search(before)
    if french and not spelt:
        return shift + french.start()
    road = _ROAD_TO.search(bare)
    if road and not spelt:
        return shift + road.start()
    words = list(_BEFORE.finditer(bare))[-_WORDS_BACK:]
    if not words or words[-1].end() != len(bare):
        return None
    at = len(words) - 1
    last = words[at].group()
    low = fold(last).rstrip(".").lstrip("'’")
    follower = _NEXT.match(text, match.end())
    next_word = fold(follower.group(1)) if follower else ""
    if next_word in lists.units:
        return None
    end, town = _tail_end(text, match.end(), lists)
    kind = _kind(low, lists)
    begin = _back(bare, words, at, lists)
    lone = begin == at
    capital = any(word.group()[0].isupper() for word in words[begin : at + 1]) and not text.isupper()
    head = bare[: words[begin].start()]
    inside = capital and bool(head.strip())
    boxed = (not spelt and bool(match["bus"])) or end > match.end()
    lived = bool(LIVES_AFTER.match(text, end))
    strong = town or boxed or lived or bool(_CUE.search(head))
    # «op de markt 3 kramen»: the number counts what follows.
    counts = len(next_word) > 3 and next_word.endswith(("en", "s", "jes")) and next_word not in _AFTER_HOUSE
    placed = bool(_PLACED.search(head)) and not counts
    ends = not next_word or (not counts and bool(_CLOSED.match(text, end)))
    opening = not head.strip() and ends
    if spelt and (counts or not (strong or ends or next_word in _AFTER_HOUSE) or kind in ("other", "never")):
        return None
    listed = head.rstrip().endswith((",", ":")) and ends and last[0].isupper() and low not in lists.common
    named = inside and (placed or listed)
    other = _other_fits(low, match, lists, never, town, strong and not counts, named, not lone)
    fits = {
        "sure": True,
        "maybe": capital or strong or placed or (low not in lists.maybe and not counts),
        "sure lone": (not lone) or (capital and inside) or town,
        "maybe lone": (not lone and (capital or strong or placed))
        or strong
        or ((placed or opening) and low in _SQUARES),
        "never": not lone and (town or (inside and last[0].isupper())),
        "known": strong or placed or (not counts and (low not in lists.plain or inside or opening)),
        "other": other,
    }[kind]
    if not fits:
        return None
    article = _ARTICLE.search(head)
    if article and (article.group()[0].isupper() or kind in ("maybe", "other", "known")):
        return shift + article.start()
    return shift + words[begin].start()


_ARTICLE = regex.compile(r"(?<![\w'])(?:de|den|het|'?t|ten|ter|les?|la) $", _I)
_CLOSED = regex.compile(r" ?(?:[,.;:!?)]|$)")


def _other_fits(
    low: str,
    match: regex.Match[str],
    lists: StreetLists,
    never: frozenset[str],
    town: bool,
    strong: bool,
    named: bool,
    long: bool,
) -> bool:
    """Whether a word that has nothing of a street is one: «kapelleke 17 in Lokeren»."""
    if low in lists.other or low in never or low.isdigit() or low.endswith(("nummer", "nr")):
        return False
    house = match["house"]
    if house.isdigit() and int(house) in _YEARS and not match["bus"]:
        return False
    if low in lists.common and not town and not long:
        return named and low not in _COUNTED
    if not long and (len(low) < 4 or joined(low) in lists.towns):
        return False
    return town or strong or named


_COUNTED = words_of("klanten klant mensen collega collega's artikel bijlage versie regel punt")
_AFTER_HOUSE = words_of(
    "waar staat ligt boven tussen tegen binnen buiten wonen achteren naast is was als dus ons thuis was des"
)
"""What may follow a house number and looks like a plural."""

_SQUARES = words_of("markt plein dorp kouter vest dijk zeedijk baan steenweg kaai dries lei singel")
"""Streets that need no more name than that: «op de markt 3»."""


def _kind(low: str, lists: StreetLists) -> str:
    if low in lists.never or (low.startswith(("auto", "snel")) and low.endswith("weg")):
        return "maybe lone" if low in _SQUARES else "never"
    if low in lists.sure or low in ("str",):
        return "sure lone"
    if low in lists.maybe:
        return "maybe lone"
    if low in lists.known:
        return "known"
    if low.endswith(lists.sure) or (low.endswith("str") and len(low) > 5):
        return "sure"
    long_enough = len(low) >= 6
    if long_enough and low.endswith(lists.ends) and not low.endswith(_NO_ENDS):
        return "maybe"
    return "other"


_NO_ENDS = ("ring", "handel", "koek", "verlof", "hofje")


def _back(bare: str, words: list[regex.Match[str]], at: int, lists: StreetLists) -> int:
    """Return the index of the word with which the street's name begins."""
    begin = at
    while begin > 0:
        word, following = words[begin - 1], words[begin]
        if bare[word.end() : following.start()].strip(" ") or following.start() - word.end() > 2:
            break
        raw, low = word.group(), fold(word.group())
        initial = bool(_INITIALS.fullmatch(raw))
        told = begin > 1 and words[begin - 2].group().lower() in ("de", "den", "het")
        adjective = begin == at and low.endswith("e") and len(low) > 4 and (low.endswith("se") or told)
        named = raw[0].isupper() and word.start() > 0 and low.rstrip(".") not in _NO_PART and len(raw) > 1
        if not (initial or named or adjective or low in lists.fore):
            break
        if raw.endswith(".") and not initial and low not in lists.fore:
            break
        begin -= 1
    # A preposition or article is part of the name only behind something that is.
    while begin < at and fold(words[begin].group()) in _LOOSE:
        begin += 1
    if begin > 0 and words[begin - 1].group().lower() in ("'t", "’t", "t"):
        begin -= 1
    return begin


_LOOSE = words_of("van de den der het op aan in over onder bij achter voor jan jozef karel peter frans")
_NO_PART = words_of("ik de het een mijn op in aan wij zij hij ze we adres woon woont naar en of van thuis")


def _tail_end(text: str, end: int, lists: StreetLists) -> tuple[int, bool]:
    """Return where the address ends, and whether a town follows the number, perhaps behind a floor or a bell."""
    floors = FLOORS.match(text, end)
    if floors:
        end = floors.end()
    coded = _CODE.match(text, end)
    if coded:
        known = town_end(text, coded.end(), lists.towns)
        if known:
            return known, True
        word = _TOWN.match(text, coded.end())
        if word and fold(word.group()) not in lists.units:
            return word.end(), True
        return end, False
    link = TOWN_LINK.match(text, end)
    if not link:
        return end, False
    known = town_end(text, link.end(), lists.towns)
    town = text[link.end() : known]
    told = link.group().strip(" ,") or town[:1].isupper()
    if known and (told or joined(town) not in lists.wordy):
        after = _CODE_AFTER.match(text, known)
        return (after.end() if after else known), True
    return end, False


_CODE_AFTER = regex.compile(r"[ ,(]{1,2}[1-9]\d{3}(?!\w|[.,]\d)\)?")
