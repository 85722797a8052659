"""What goes around a house number: floors and bells behind it, towns, numbers in words, numbers before the street."""

from __future__ import annotations

import regex

from magdat.privacy.name_lists import alternatives, any_of, joined

_I = regex.IGNORECASE
_ONES = ["een", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
_TEENS = ["tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"]
_TO_99 = rf"(?:(?:{any_of(_ONES)}(?:en|ën))?{any_of(_TENS)}|{any_of(_TEENS)})"
NUMBER_IN_WORDS = (
    rf"(?:{any_of(_ONES[2:])}?honderd(?: ?en ?)?(?:{_TO_99}|{any_of(_ONES)})?|{_TO_99}|{any_of(_ONES[2:])})"
)
"""Two and more: «een» is mostly the article."""

HOUSE = (
    r"(?:(?:op |met )?(?:het |den |de )?(?:huis ?)?(?:nr\.? ?|nummer[ ,:]{1,2}|nummerke |n° ?|no\.? )|op den? )?"
    r"(?P<house>\d{1,4})(?:(?: ?[a-gi-tv-wyz](?! \d{1,3}(?!\d))|[uhx]|,? ?(?:bis|ter))(?![\w'])"
    r"|[\-–/+]\d{1,4}[a-z]?(?![\w\-./]))?"
)
_NTH = (
    r"(?:\d{1,2} ?(?:e|de|ste|ième|th)?|eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde"
    r"|twaalfde|bovenste|onderste|middelste|linker|rechter|gelijkvloerse)"
)
_FLOOR = alternatives("verdiepingen")
BOX = (
    r"(?:bus|bte|bt|boîte|boite|box|b|brievenbus|app|app\.|appartement|apt|studio|kamer|unit|blok|kot|postbus)\.?"
    r"(?: (?:nr|nummer)\.?)? ?"
)
FLOORS = regex.compile(
    rf"(?:[ ,(\-–]{{1,3}}(?:(?:op (?:het|de) )?{_NTH} ?{_FLOOR}|{_FLOOR}(?: (?:links|rechts|\d{{1,2}}|boven))?"
    rf"|{BOX}(?:\d{{1,4}}[a-z]?|[a-z]\d{{0,3}}|[ivx]{{1,3}})|(?:links|rechts)(?= ?(?:[,.)]|$)))(?!\w)\)?){{1,3}}",
    _I,
)
"""What may come between the house number and the town."""

TOWN_LINK = regex.compile(
    r"(?:,? ?(?:in|te|à|a|op|bij|van|uit|naar) (?:het |de )?|[ ,]{1,2}[\-–—/] ?|-| ?\(|,? )(?:(?:in|te|à) )?", _I
)

BEFORE_STREET = regex.compile(
    rf"(?<![\w.,€/\-])(?P<cue>(?:het )?(?:huis ?)?(?:nummer|nr\.?|nummerke|n°|no\.) ?|(?:op |aan |in )?den? |op )?"
    rf"(?P<house>\d{{1,4}} ?[a-f]?|{NUMBER_IN_WORDS})(?!\w),? (?P<link>in|op|van|aan|langs|bij)? ?(?P<article>(?:de"
    rf"|den|het"
    rf"|'t|d'|mijn|ons|onze) ?)?(?=\p{{L}}|')",
    _I,
)
"""«nummer 9 in de Beukenstraat», «op den 22 in de Lindendreef», «12 rue Haute»: the street is what follows."""

WORD_NUMBER = regex.compile(
    rf"(?<![\w\-])(?:(?:op |met )?(?:het |de )?(?:huis)?(?:nr\.? ?|nummer )|op )?(?P<house>{NUMBER_IN_WORDS})"
    rf"(?: ?[a-f])?(?![\w\-])",
    _I,
)
LIVES_AFTER = regex.compile(
    r",? ?(?:(?:daar|dat|da|hier|is|was|waar|ik|hij|zij|ze|we|wij|en|nu|al|in|wordt|staat|hangt|boven|de|het|mijn"
    r"|ons|onze"
    r"|zijn|haar|tegenwoordig|ook|sinds|een|ben|kom|komt|mag|kan|mogen|dus|moet|nog|op|aan|tot|bij|vanaf|jaar|vorig"
    r"|vorige"
    r"|week|maand) ){0,5}(?:woon|woont|wonen|woonde|woonden|gewoond|adres|thuis|thuisadres|huis|woning|voordeur|deur"
    r"|brievenbus|appartement|flat|kot|gevel|oprit|aanbellen|aangebeld|bezorgd|geleverd|bezorgen|leveren|gedomicilieerd"
    r"|woonachtig|verhuisd?|domicilie|woonplaats|vandaan|buur|buren|buurman|buurvrouw|logeer|logeert|verblijf|verblijft"
    r"|post|brief|pakje|pakket|pakketje)(?!\w)",
    _I,
)
"""What follows a house: «groenplaats 30 woon ik»."""


def town_end(text: str, start: int, towns: frozenset[str]) -> int:
    """Return where the town that begins here ends, or 0: of one to three words."""
    key, best, at = "", 0, start
    for _ in range(3):
        word = _TOWN.match(text, at)
        if not word:
            break
        key += joined(word.group())
        if key in towns:
            best = word.end()
        if text[word.end() : word.end() + 1] != " ":
            break
        at = word.end() + 1
    return best


_TOWN = regex.compile(r"\p{L}[\p{L}'’\-]*")
