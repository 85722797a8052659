"""The patterns of what identifies a person in Belgium. All are used without regard to case unless they say so."""

from __future__ import annotations

import regex

from magdat.privacy.name_lists import alternatives

FLAGS = regex.DOTALL | regex.MULTILINE | regex.IGNORECASE

_DASH = r"\-\u2010-\u2015\u2212"
_GAP = rf"[ \u00a0.,/\\_|:·()\[\]{_DASH}]{{0,3}}"
"""What people put between the digits of a number, however they group them."""

_EDGE = r"(?<![\w@+])(?<!\d[.,/\-])"
"""Nothing that belongs to the same word or number goes before."""

_END = r"(?!\w)(?![.,]\d)"

# --- e-mail: also as people say it, to keep robots away
# «mag @telenet» is a word and a handle: a space before only goes with one behind, or behind «jan.p»
_SIGN = r"(?:@\s?|\s@\s|(?<=[\d_.]\p{L}{0,30})\s@)"
_AT = (
    rf"(?:{_SIGN}|"
    r"\s?[(\[{]\s?(?:at|@|apenstaart(?:je)?)\s?[)\]}]\s?|\s(?:at|apenstaart(?:je)?)\s)"
)
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
    rf"(?<![\w.\-])[\p{{L}}\d_.\-]{{1,64}}(?:{_SIGN}|\s?(?:\(at\)|\[at\])\s?)(?:gmail|hotmail|outlook|telenet|skynet|proximus|yahoo"
    r"|icloud|live)(?!\w)",
)

# --- national numbers
NATIONAL_NUMBER = rf"{_EDGE}\d(?:{_GAP}\d){{10}}{_END}"
"""With its check digits, in any grouping."""

_BIRTH = r"\d\d{0}(?:[024][1-9]|[135][0-2]|[024]0){0}(?:[0-2]\d|3[01])"
_BETWEEN = rf" ?[ .,/_|:{_DASH}] ?"
NATIONAL_NUMBER_SHAPED = (
    rf"{_EDGE}{_BIRTH.format(_BETWEEN)}{_BETWEEN}\d{{3}}{_BETWEEN}\d\d{_END}",
    rf"{_EDGE}{_BIRTH.format('')}{_BETWEEN}\d{{3}}{_BETWEEN}\d\d{_END}",
    rf"{_EDGE}{_BIRTH.format('[.]')}{_BETWEEN}\d{{5}}{_END}",
)
"""Groups that leave no doubt, check digits or not: people make typing errors."""

_NATIONAL = rf"(?<!\w){alternatives('rijksregisterwoorden')}(?!\w)"
NATIONAL_NUMBER_NAMED = (
    rf"{_NATIONAL}\.?[^\d\n]{{0,40}}\K\d(?:{_GAP}\d){{8,11}}(?!\w)",
    rf"{_EDGE}\d(?:{_GAP}\d){{9,11}}(?= ?[,(:=]?(?: ?(?:is|was|als|dat|mijn|zijn|haar|het|da's|uw|ons)){{0,4}} ?"
    rf"{_NATIONAL})",
)

# --- accounts
OLD_ACCOUNT = rf"{_EDGE}\d{{3}}{_GAP}\d{{7}}{_GAP}\d{{2}}{_END}"
_IBANS = {
    15: "NO",
    18: "DK FI",
    20: "AT EE LT",
    21: "HR",
    22: "DE",
    24: "CZ ES SE SK",
    25: "PT",
    26: "TR",
    28: "HU PL MA",
}
_ACCOUNT = rf"(?<!\w){alternatives('rekeningwoorden')}(?!\w)"
ACCOUNT_SHAPED = (
    # One digit too many or too few is a typing error; ten would be a VAT number.
    rf"(?<!\w)B{_GAP}E{_GAP}\d(?:{_GAP}\d){{11,16}}(?!\d)",
    *(
        rf"(?<!\w)(?:{countries.replace(' ', '|')}){_GAP}\d(?:{_GAP}\d){{{length - 3}}}{_END}"
        for length, countries in _IBANS.items()
    ),
    rf"(?<!\w)(?:NL|RO|GB|BG|IE){_GAP}\d{_GAP}\d{_GAP}[A-Z]{{4}}(?:{_GAP}\d){{10,16}}{_END}",
    rf"(?<!\w)FR(?:{_GAP}\d){{12}}(?:{_GAP}[A-Z\d]){{11}}(?:{_GAP}\d){{2}}{_END}",
    rf"(?<!\w)IT{_GAP}\d\d{_GAP}[A-Z](?:{_GAP}\d){{10}}(?:{_GAP}[A-Z\d]){{12}}{_END}",
    rf"(?<!\w)(?:LU|CH){_GAP}\d\d(?:{_GAP}\d){{3,5}}(?:{_GAP}[A-Z\d]){{12,13}}{_END}",
    rf"{_EDGE}\d{{4}}([ \-])\d{{4}}\1\d{{4}}\1\d{{4}}{_END}",
)
ACCOUNT_NAMED = (
    rf"{_ACCOUNT}\.?[^\d\n]{{0,30}}?\K(?:(?-i:[A-Z]{{2}}){_GAP})?\d(?:{_GAP}\d){{9,25}}(?!\w)",
    rf"{_EDGE}\d(?:{_GAP}\d){{11}}(?= ?[,(:=]?(?: ?(?:is|was|als|dat|mijn|zijn|haar|het|da's|uw"
    rf"|ons)){{0,4}} ?{_ACCOUNT})",
)

# --- telephones
_COUNTRY = rf"(?:\+|00|\(\+|\+ ){_GAP}3{_GAP}2{_GAP}(?:0{_GAP})?"
_START = r"(?<![\w+])(?<!\d[.,/\-])[(\[]?"
_AREA = rf"(?:[2349]{_GAP}\d|1{_GAP}[0-69]|5{_GAP}\d|6{_GAP}[0-57-9]|7{_GAP}[01]|8{_GAP}\d)"
_PHONE = rf"(?<!\w){alternatives('telefoonwoorden')}(?!\w)"
_PHONE_MAYBE = rf"(?<!\w){alternatives('telefoonwoorden_zwak')}(?!\w)"
_DIGIT_WORD = alternatives("telwoorden")
_SAID_NUMBER = rf"(?:(?:{_DIGIT_WORD}|en)){{1,3}}"
PHONE = (
    # mobile: 0470 12 34 56, 0470/12.34.56, +32 470 12 34 56, 0032 (0)470…, 0 4 7 0 1 2 3 4 5 6
    rf"{_START}(?:{_COUNTRY}|[0o]{_GAP})4{_GAP}[5-9](?:{_GAP}\d){{7}}(?!\w)",
    # landline: 03 123 45 67, 09/123.45.67, (016) 12 34 56
    rf"{_START}(?:{_COUNTRY}|0{_GAP}){_AREA}(?:{_GAP}\d){{6}}(?!\w)",
    # French, Dutch and German ones have ten digits or more; toll-free ones nine
    rf"{_START}0{_GAP}[1-9](?:{_GAP}\d){{8}}(?!\w)",
    rf"{_START}0[1-9]\d{{2,3}}[/ \-]\d{{6,8}}(?!\w)",
    # called a number
    rf"{_PHONE}\.?[^\d\n+]{{0,30}}?\K\+?\d(?:{_GAP}\d){{7,13}}(?!\w)",
    rf"{_PHONE_MAYBE}\.?[^\d\n+]{{0,30}}?\K(?:\+|0|4{_GAP}[5-9])(?:{_GAP}\d){{7,13}}(?!\w)",
    # nul vier zeven zeven twintig negentien …
    rf"(?<!\w)nul(?:[ ,\-]{{1,2}}{_SAID_NUMBER}){{4,12}}(?!\w)",
)
FOREIGN_PHONE = regex.compile(r"(?:\+|\b00) ?\(?\d{1,3}\)?[ ./\-]?\d")
COMPANY = regex.compile(r"[01]\d{3}[. ]?\d{3}[. ]?\d{3}")
MOBILE = regex.compile(r"04[5-9]\d")
DATE = regex.compile(
    r"\D*\d{1,2} ?[./\- ] ?(?:0?\d|1[0-2]) ?[./\- ] ?(?:19|20)\d\d(?!\d)|\D*(?:19|20)\d\d-?[01]\d-?[0-3]\d\b"
)
"""How a row of digits begins that is a day, and perhaps an hour."""

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
