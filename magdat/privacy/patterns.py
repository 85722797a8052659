"""The patterns of what identifies a person in Belgium. All are used without regard to case unless they say so."""

from __future__ import annotations

from collections.abc import Iterable, Set

import regex

from magdat.privacy.name_lists import fold

FLAGS = regex.DOTALL | regex.MULTILINE | regex.IGNORECASE

_SEP = r"[ .\-/]?"
_EDGE = r"(?<![\w@.+\-])"
"""Nothing that belongs to the same word or number goes before."""

# --- e-mail: also as people say it, to keep robots away
_AT = r"(?:\s?@\s?|\s?[(\[{]\s?(?:at|@|apenstaart(?:je)?)\s?[)\]}]\s?|\s(?:at|apenstaart(?:je)?)\s)"
_DOT = r"(?:\.|\s?[(\[{]\s?(?:punt|dot)\s?[)\]}]\s?|\s(?:punt|dot)\s)"
# Everything is bounded: a pattern that may go on for ever costs a minute on a text made to that end.
_MAIL_WORD = r"[\p{L}\d_%+\-]{1,64}"
_SAID_WORD = r"[\p{L}\d_\-]{1,40}"
_TLD = r"(?:com|be|net|org|eu|nl|fr|de|lu|uk|info|biz|brussels|vlaanderen|gent|io|me|pl|ro|tr|ma|email|online|gov|edu)"
MAIL = (
    rf"(?<![\p{{L}}\d_.%+\-]){_MAIL_WORD}(?:\.{_MAIL_WORD}){{0,6}}@(?=[\d.\-]*\p{{L}}){_MAIL_WORD}"
    rf"(?:\.{_MAIL_WORD}){{0,5}}(?!\w)",
    rf"(?<![\w\-]){_SAID_WORD}(?:{_DOT}{_SAID_WORD}){{0,3}}{_AT}{_SAID_WORD}(?:{_DOT}{_SAID_WORD}){{0,2}}{_DOT}{_TLD}"
    rf"(?!\w)",
    r"(?<![\w.\-])[\p{L}\d_.\-]{1,64}\s?(?:@|\(at\)|\[at\])\s?(?:gmail|hotmail|outlook|telenet|skynet|proximus|yahoo"
    r"|icloud|live)(?!\w)",
)

# --- numbers
NATIONAL_NUMBER = rf"{_EDGE}\d{{2}}{_SEP}\d{{2}}{_SEP}\d{{2}}{_SEP}\d{{3}}{_SEP}\d{{2}}(?![\w\-])"
NATIONAL_NUMBER_NAMED = (
    r"(?:rijksregister(?:nummer|nr)?|rrn|insz|nationaal nummer)\b\.?[^\d\n]{0,25}\K\d[\d .\-/]{7,16}\d"
)
OLD_ACCOUNT = rf"{_EDGE}\d{{3}}[ \-]?\d{{7}}[ \-]?\d{{2}}(?![\w\-])"
ACCOUNT_NAMED = (
    r"(?<!\w)BE ?\d{2}(?:[ .\-]?\d{4}){3}(?!\d)",
    r"(?:rekening(?:nummer|nr)?|iban)\b\.?[^\d\n]{0,20}?\K(?:[A-Z]{2} ?)?\d[\d .\-]{8,26}\d",
)
_PHONE_AREA = r"(?:2|3|4|9|1[0-69]|5\d|6[0-57-9]|7[01]|8\d)"
PHONE = (
    # mobile: 0470 12 34 56, 0470/12.34.56, +32 470 12 34 56, 0032 (0)470…
    r"(?<![\w.+])(?:(?:\+|00) ?32[ ./\-]?(?:\(0\)[ ]?)?|0)4[5-9]\d(?:[ ./\-]{0,2}\d){6}(?![\w])",
    # landline: 03 123 45 67, 09/123.45.67, 016 12 34 56
    rf"(?<![\w.+\-])(?:(?:\+|00) ?32[ ./\-]?(?:\(0\)[ ]?)?|0){_PHONE_AREA}(?:[ ./\-]{{0,3}}\d){{6,7}}(?![\w\-])",
    # Dutch mobile, and anything that is called a phone number
    r"(?<![\w.+])0 ?6[ \-]?(?:\d[ \-]?){7}\d(?!\w)",
    r"\b(?:gsm|gsm-?nummer|telefoon(?:nummer)?|tel(?:nr)?|nummer is|bereikbaar op|bel(?:len)? (?:mij|me) (?:op|naar)"
    r"|whatsapp(?:en)? op)\b[.: ]{0,3}\K\+?\d(?:[ ./\-]?\d){7,13}(?!\w)",
)
FOREIGN_PHONE = regex.compile(r"(?:\+|\b00) ?\(?\d{1,3}\)?[ ./\-]?\d")
COMPANY = regex.compile(r"[01]\d{3}\.\d{3}\.\d{3}")

# --- plates; without regard to case only where the hyphens leave no doubt
_NO_PLATE = r"(?!(?:ISO|CAO|KBO|VCA|GBA|PDF|USB|IEC|NBN|FAQ|CPU|LED)\b)"
PLATE = (
    r"(?<![\w\-])[1-9]-[a-z]{3}-\d{3}(?![\w\-])",
    r"(?<![\w\-])(?-i:[1-9] ?[A-Z]{3} ?\d{3})(?![\w\-])",
    rf"(?<![\w\-])(?-i:{_NO_PLATE}[A-Z]{{3}}[ \-]\d{{3}})(?![\w\-])",
    r"(?<![\w\-])(?-i:\d{3}-[A-Z]{3}|[A-Z]{2}-\d{3}-[A-Z]{2}|[A-Z]-\d{3}-[A-Z]{2}"
    r"|[A-Z]{1,2}\.?-?\d{2,3}\.[A-Z])(?![\w\-])",
    r"\b(?:nummerplaat|nrplaat|plaat(?:nummer)?|kenteken)\b(?: is| was|:| van mijn auto is)? {0,2}"
    r"\K(?=[a-z\d \-]{0,9}\d)(?=[\d \-]{0,9}[a-z])(?:[a-z]{1,4}|\d{1,4})(?:[ .\-]?(?:[a-z]{1,3}(?![a-z])"
    r"|\d{1,4})){1,3}(?!\w)",
)
STAFF_NUMBER = (
    r"\b(?:personeels?|werknemers?|medewerkers?|stamboek|stam|badge|pers|dienst|aansluitings)[ \-]?"
    r"(?:nummer|nr|no|n°|id)\b\.?(?: ?(?:is|was|=|:|#"
    r"|van mij is)){0,2} {0,2}#?\K[a-z]{0,4}[ \-]?\d[\d.\-/]{1,12}\d?[a-z]?\b",
    r"\b(?:badge|stamnr|matricule|matriculenummer|staff id|employee id|pers\.?nr)\b\.?(?: ?(?:is|=|:|#"
    r"|nr\.?)){0,2} {0,2}#?"
    r"\K[a-z]{0,4}-?\d{3,12}\b",
)

# --- where somebody lives
_STREET_END = (
    r"(?:straatje|straat|str\.?|laan|steenweg|stwg|plein|dreef|kaai|vest|markt|baan|lei|weg|hof|park|dijk"
    r"|singel|gracht|ring"
    r"|pad|steeg|heide|berg|veld|kouter|boulevard|lane|plaats|square|wijk|akker|hoek|rei|wal|brug|poort|molen"
    r"|kerkhof)"
)
_SURE_END = r"(?:straatje|straat|laan|steenweg|dreef|kaai|boulevard)"
_HOUSE = r"\d{1,4}(?: ?[a-z](?![\w']))?(?:(?:[ ,]{0,2}(?:bus|bte|b|app|appartement)\.? ?|/)[\da-z]{1,4})?(?![\w%€])"
_ANY_POSTCODE = r"(?:B-?)?[1-9]\d{3} {1,2}\p{L}[\p{L}'’\-]+"
_STREET = rf"(?:(?-i:\p{{Lu}})[\p{{L}}.'’\-]+ ){{0,3}}\p{{L}}[\p{{L}}'’\-]*?{_STREET_END}"
ADDRESS = (
    # Kerkstraat 12 bus 3, 9000 Gent; kerkstraat 12
    rf"(?<![\w\-]){_STREET},? {{0,2}}(?:nr\.? ?|nummer )?{_HOUSE}(?:[, \n]{{1,3}}{_ANY_POSTCODE})?",
    # Grote Markt 1, Oude Baan 3
    rf"(?<![\w\-])(?-i:\p{{Lu}})[\p{{L}}\-]+ (?:markt|baan|weg|plein|laan|steenweg|dreef|kaai|ring|hof|dijk) {_HOUSE}"
    rf"(?:[, \n]{{1,3}}{_ANY_POSTCODE})?",
    rf"(?<![\w\-])(?:rue|avenue|chaussée|chaussee|place|quai|clos|drève)(?: (?:de la|de l'|du|des|de|d'|la|le))? ?"
    rf"\p{{L}}[\p{{L}}'’\- ]{{2,30}}?,? {_HOUSE}(?:[, \n]{{1,3}}{_ANY_POSTCODE})?",
    # 9000 Gent
    r"(?<![\w.,€\-])(?<!€ )(?:B-?)?[1-9]\d{3} {1,2}(?:de )?\p{L}[\p{L}'’\-]+",
    # ik woon in de Kerkstraat, ik woon kerkstraat
    rf"\b(?:woon(?:t|de|den)?|wonen|thuis|adres(?: is)?|verhuisd naar|logeert|verblijft)\b:?(?: (?:ik|hij|zij"
    rf"|ze|we|nu|ook|al|in"
    rf"|op|aan|de|het|den|naar|ergens)){{0,4}} \K{_STREET}(?![\w])(?: {_HOUSE})?",
)
# Words that end like a street and are none, and words that come before a number for another reason.
_NO_STREETS = regex.compile(
    r"(?:^|[ \-])(?:al(?:ler)?lei|velerlei|enerlei|beiderlei|geenerlei|onderweg|halverwege|snelweg"
    r"|autosnelweg|autoweg|loopbaan|rijbaan"
    r"|supermarkt|arbeidsmarkt|jobmarkt|vakbondsplein|ipad|padpad|training|vergadering|herinnering|regeling"
    r"|ervaring|dering|lering"
    r"|wedding|instelling|verzekering|werkplaats|standplaats|laadplaats|parkeerplaats|geboorteplaats|werkplek"
    r"|proef|bedrijf|bedrijfspark"
    r"|wagenpark|pretpark|windpark|machinepark|voetbalveld|veld|park|weg|ring|hof|berg|hoek|markt|plein"
    r"|plaats|pad|wal|brug|poort"
    r"|straat|laan|baan|wijk|molen|gerechtshof|hof van|rechtbank|invalsweg|uitweg|omweg|terugweg|heenweg"
    r"|wereldmarkt|afzetmarkt"
    r"|vlooienmarkt|kerstmarkt|rommelmarkt|beurs|mening|zitting|melding|kring|sprong|bring|string|ding|king)$",
    regex.IGNORECASE,
)
_SURE_STREET = regex.compile(rf"{_SURE_END}\b|\d{{4}} +\p{{L}}|\b(?:bus|bte|rue|avenue|chauss)", regex.IGNORECASE)


def is_address(text: str, towns: Set[str]) -> bool:
    """Whether what looks like an address is one: «allerlei 3» and «2025 Facebook» are not.

    Args:
        text: what a pattern of ADDRESS found.
        towns: the folded names that make a number before them a postcode.
    """
    street = regex.split(r",?\s*\d", text, maxsplit=1)[0].strip()
    if not street:
        return fold(text.split(maxsplit=1)[-1]) in towns
    words = street.split()
    if _NO_STREETS.search(street) and len(words) == 1:
        return False
    if _NO_STREETS.search(words[-1]) and not street[0].isupper():
        return False
    return bool(_SURE_STREET.search(text)) or any(word[0].isupper() for word in words)


_DATE = (
    r"(?:\d{1,2} ?[/.\- ] ?\d{1,2} ?[/.\- ] ?(?:19|20)?\d{2}|\d{1,2} (?:januari|februari|maart|april|mei|juni"
    r"|juli|augustus|september"
    r"|oktober|november|december|jan|feb|apr|jun|jul|aug|sep|okt|nov|dec)\.? (?:19|20)?\d{2}|(?:19"
    r"|20)\d{2}-\d{2}-\d{2})"
)
BIRTHDAY = (
    rf"\b(?:geboren|geboortedatum|geb|geboortedag|birthday)\b\.?:?(?: (?:is|op|den|te|in"
    rf"|\p{{L}}+)){{0,3}} {{0,2}}\K{_DATE}",
)

# --- on the networks
_HANDLE_NAME = r"[\p{L}\d_](?:[\p{L}\d_.\-]*[\p{L}\d_])?"
HANDLE = (
    rf"(?<![\p{{L}}\d_.@/])@{_HANDLE_NAME}",
    r"(?<!\w)[\p{L}\d_.]{2,32}#\d{4}(?!\w)",
    r"(?<![\w@./])\p{L}[\p{L}\d]{1,30}(?:_[\p{L}\d]+){1,4}(?![\w.]*\.\w{2,4}\b)",
    rf"\b(?:insta|instagram|tiktok|snap|snapchat|discord|twitter|twitch|telegram|facebook|reddit|strava"
    rf"|account|accountnaam"
    rf"|gebruikersnaam|username|nickname|schuilnaam|handle|login)(?:account|profiel|naam)?\b(?: is| heet| =|:"
    rf"|,| noemt){{1,2}} "
    rf"{{0,2}}\K(?=[\p{{L}}._\-]*[\d_.][\p{{L}}\d_])(?!\d+\b){_HANDLE_NAME}",
    rf"\b(?:gebruikersnaam|username|nickname|schuilnaam|accountnaam)(?: is| =|:) {{0,2}}\K{_HANDLE_NAME}",
)
PROFILE = (
    r"(?:https?://)?(?:www\.|m\.|be\.|nl-nl\.)?(?:facebook|instagram|linkedin|tiktok|twitter|x|snapchat"
    r"|youtube|threads|fb|t|strava"
    r"|reddit|twitch|pinterest|discord|youtu)\.(?:com|net|me|be|gg|tv)/[\w@%.\-]+[^\s<>\"']*",
)


def health(phrases: Iterable[str]) -> list[str]:
    """Return the pattern for the words and phrases that tell of somebody's health."""
    longest_first = sorted(phrases, key=len, reverse=True)
    words = "|".join(regex.escape(phrase) for phrase in longest_first)
    return [rf"(?<![\w\-])(?:{words})(?![\w\-])"]
