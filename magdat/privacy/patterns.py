"""The patterns of what identifies a person in Belgium. All are used without regard to case unless they say so."""

from __future__ import annotations

import regex

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
