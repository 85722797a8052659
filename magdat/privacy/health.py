"""Find what tells of somebody's health: illnesses, injuries, treatments and medicines, misspelt ones included."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import regex
from rapidfuzz.distance import OSA

from magdat.privacy.health_context import HealthContext
from magdat.privacy.name_lists import FOLDER, any_of, fold, read_list

_I = regex.IGNORECASE
_WORD = regex.compile(r"\p{L}[\p{L}'’\-]*")
_SHORTEST = 7
"""Shorter words are taken only as they are spelt in the lists: too many others are like them."""

_TWO_ERRORS = 10
"""From this length on a word may have two wrong letters."""

_SIDE = r"(?:(?:linker|rechter|linkse?|rechtse?|rechteren|linkeren|onderste|bovenste|twee|lage)[ \-]?)?"
_OF = r"(?:mijn|mn|m'n|men|mijne[nm]?|zijne?n?|haar|hare|hun|uw|jouw|de|het|den|een|ne|nen|'t|aan|in)"
_OWN = r"(?:mijn|mn|m'n|men|mijne[nm]?|zijne?n?|haar|hare|hun|uw|jouw)"
_FALL = regex.compile(
    rf"(?<!\w)(?:van {_OWN} (?:sus|sis|stokje|melk|kluts|paard|theewater)(?: (?:gaan|gegaan|gedraaid|geweest|viel"
    rf"|ging))?"
    rf"|(?:ging|gaan|ga|gegaan|viel|vallen|draaide|gedraaid) van {_OWN} (?:sus|sis|stokje|melk)"
    rf"|door {_OWN} (?:rug|enkel|knie|heup|voet|rugge)(?: (?:gegaan|gezakt|geschoten|gaan))?"
    rf"|(?:geschoten in|schoot in|in) {_OWN} (?:rug|nek)(?: (?:geschoten|gevlogen|gezet))"
    rf"|(?:hand|vinger|voet|arm|duim|been|teen)(?: (?:zit|zat|kwam|is|was))? tussen de (?:deur|machine|pers|rollen)"
    rf"|zenuw(?:en)?(?: (?:zit|zat|is|zitten|in \p{{L}}+ \p{{L}}+))? (?:geklemd|gekneld|geraakt|afgeklemd)"
    rf"|(?:met|op|in|loop|lopen|stap) (?:de |twee )?krukken|(?:arm|been|voet|pols|hand) in (?:de |den |het "
    rf"|'t )?(?:gips|plaaster)"
    rf"|(?:zwanger|in verwachting)(?: van (?:een|mijn|ons|de|haar))?(?: (?:eerste|tweede|derde|vierde|tweeling))"
    rf"|(?:\d{{1,2}}|\p{{L}}+) (?:weken|maanden) ver(?= (?:en|met|in|ben|is)|[.,!?]|$)|uitgerekend (?:op|voor|in"
    rf"|eind|begin))(?!\w)",
    _I,
)
_MS = regex.compile(
    r"\b(?:heb(?:t|ben)?|heeft|had|hadden|lijdt? aan|diagnose|krijg|kreeg|met|aan) (?:ook |nu |al |van )?"
    r"(?P<ms>ms|als|add|ass|nah|tia|copd|bpd)(?=$|[.,;!?)]| (?:en|maar|gekregen|vastgesteld|gehad|heb|heeft|dus|mag"
    r"|kan|zit|want)\b)",
    _I,
)
_CAPITAL_MS = regex.compile(
    r"\b(?:heb(?:t|ben)?|heeft|had|lijdt? aan|diagnose|getest op|test op|vorm van|symptomen van|leven met"
    r"|patiënt met) (?:ook |nu |al )?(?P<ms>MS|ALS|ADD|ASS|NAH|TIA)\b"
)


class Health:
    """Finds words of health with the lists in data/namen/."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read the lists.

        Raises:
            OSError: a file cannot be read.
        """
        phrases = {fold(phrase) for phrase in (*read_list("gezondheid", folder), *read_list("geneesmiddelen", folder))}
        self._context = HealthContext(folder)
        self._never = frozenset(fold(word) for word in read_list("geen_gezondheid", folder))
        self._words = frozenset(phrase for phrase in phrases if " " not in phrase)
        self._joined = frozenset(word.replace("-", "") for word in self._words)
        long = sorted(word for word in self._joined if len(word) >= _SHORTEST)
        self._by_first: dict[str, list[str]] = {}
        for word in long:
            self._by_first.setdefault(word[0], []).append(word)
        many = sorted((phrase for phrase in phrases if " " in phrase), key=len, reverse=True)
        self._phrases = regex.compile(r"(?<![\w\-])(?:" + "|".join(map(_spelling, many)) + r")(?![\w\-])", _I)
        parts = [fold(word) for word in read_list("lichaamsdelen", folder)]
        harms = _any(fold(word) for word in read_list("letsels", folder))
        part = _any(parts)
        self._injuries: tuple[regex.Pattern[str], ...] = (
            # gebroken pols, geopereerd aan mijn knie
            regex.compile(rf"(?<!\w){harms}(?: {_OF}){{0,3}} {_SIDE}{part}(?!\w)", _I),
            # mijn pols gebroken, een been dat gebroken is
            regex.compile(
                rf"(?<!\w)(?:mijn|mn|m'n|men|mijne|zijne?n?|haar|hun|een|ne|twee|drie|de) {_SIDE}{part}"
                rf"(?: (?:is|was|zijn|waren|dat|die|weer|nog|al|laten|moeten|moet|heb|heeft)){{0,3}} {harms}(?!\w)",
                _I,
            ),
            regex.compile(
                rf"(?<!\w)(?:operatie|ingreep|fractuur|breuk|kanker|tumor|ontsteking|gezwel|pijn|last)(?: (?:aan|in"
                rf"|van|op)){{1,2}}"
                rf"(?: {_OF}){{0,2}} {_SIDE}{part}(?!\w)",
                _I,
            ),
        )
        tests = any_of(read_list("onderzoeken", folder))
        ill = any_of(read_list("gezondheid_na_hebben", folder))
        self._injuries += (
            # hij scheurde zijn kuit
            regex.compile(
                r"(?<!\w)(?:scheurde|scheurt|brak|breekt|breken|verstuikte|verzwikte|verdraaide|kneusde|verrekte"
                r"|forceerde"
                r"|verbrandde|bezeerde|kwetste|brandde|sneed|overbelastte|ontwrichtte|blesseerde)"
                rf" (?:ik |hij |zij |ze )?(?:me |mij |zich )?(?:aan |in )?{_OWN} {_SIDE}{part}(?!\w)",
                _I,
            ),
            # mijn enkel vorige week omgeslagen; gebroken heb ik mijn pols
            regex.compile(
                rf"(?<!\w)(?<!(?:foto|beeld|tekening"
                rf"|filmpje) van )(?<!foto's van ){_OWN} {_SIDE}{part}(?: [\p{{L}}'’]+){{0,4}} {harms}(?!\w)",
                _I,
            ),
            regex.compile(
                rf"(?<!\w){harms} (?:heb|heeft|had|is|zijn|was)(?: (?:ik|hij|zij|ze))? {_OF} {_SIDE}{part}(?!\w)", _I
            ),
            # hamstring gescheurd
            regex.compile(rf"(?<!\w){_SIDE}{part} {harms}(?!\w)", _I),
            # een scan van mijn rug laten nemen
            regex.compile(
                rf"(?<!\w)(?:(?:een|ne|nen|'n) )?{tests}(?: (?:aan|in|van|op|voor|tegen|bij"
                rf"|naar)){{1,2}}(?: {_OF}){{0,2}} "
                rf"{_SIDE}{part}(?: (?:laten )?(?:genomen|nemen|doen|gedaan|maken|gehad|ondergaan))?(?!\w)",
                _I,
            ),
            # pilletjes voor mijn zenuwen, out met mijn rug, mijn nieren werken niet goed
            regex.compile(
                r"(?<!\w)(?:pil(?:len|letjes?)?|medicatie|medicament(?:en)?|medicijnen|druppels|zalf|behandeling"
                r"|behandeld|kine"
                r"|therapie|specialist|dokter|chirurg|out|thuis|buiten strijd|ziek|afgekeurd|onbekwaam|sukkelt?"
                r"|sukkelen|gesukkel"
                r"|het|iets|hoort? slecht|ziet? slecht|hoort? niks|slechthorend|doof|blind|lam)"
                rf" (?:voor|tegen|aan|met|door|van|langs|wegens) (?:mijn|m'n|mn|mijne[nm]?|zijne?n?|haar|één"
                rf"|een) {_SIDE}(?:linker|rechter)?{part}(?!\w)",
                _I,
            ),
            regex.compile(
                rf"(?<!\w){_OWN} {_SIDE}{part} (?:werkt|werken|functioneert|functioneren|trekt|trekken|begeeft"
                rf"|begeven|laat mij"
                rf"|willen?|mee)(?: (?:het|niet|slecht|maar|nog|amper|half|op|niks)){{1,3}}(?: (?:goed|meer|half"
                rf"|deftig|juist))?(?!\w)",
                _I,
            ),
            # mijn knie doet zeer, pijn heeft hij aan zijn rug
            regex.compile(
                rf"(?<!\w)(?:{_OWN} |de ){_SIDE}{part} (?:doe[nt]?|deed|deden) (?:\p{{L}}+ ){{0,3}}(?:pijn|zeer)", _I
            ),
            regex.compile(
                rf"(?<!\w)(?:positief|negatief|getest|test|besmet|ziek)(?: (?:getest|test))? (?:op|voor|aan|met|van"
                rf"|door)"
                rf" (?:de |het )?{ill}(?![\w\-])",
                _I,
            ),
            # heb suiker, had corona gehad, sukkel met mijn rug
            regex.compile(
                r"(?<!\w)(?:heb|hebt|heeft|hebben|had|hadden|kreeg|krijg|krijgt|gekregen|doe|lijdt? aan|leed aan"
                r"|last van"
                r"|(?:zit|zat|zitten|thuis|lig|ligt|lag|ziek|sukkel|sukkelt|loop|loopt|besmet|getest|sta|worstel"
                r"|kamp|geveld)"
                r" (?:met|van|door|op|voor)|hersteld? van|besmet met|behandeld voor|door"
                rf" mijn|diagnose)(?: (?:ik|hij|zij|ze|ook|al|nu|weer|nog|terug|precies|opnieuw|zelf|zware|erge"
                rf"|lichte)){{0,3}} "
                rf"(?P<ill>{ill})(?![\w\-])",
                _I,
            ),
            regex.compile(
                rf"(?<!\w)(?P<ill>{ill})(?: (?:heb|heeft|had|hebben)(?= (?:ik|hij|zij|ze)\b|$|[.,!?])| gehad)(?!\w)", _I
            ),
        )
        words = any_of(read_list("gezondheid_bijvoeglijk", folder))
        self._left = regex.compile(
            rf"(?:(?:\d{{1,2}}|[\p{{L}}ëï]{{3,12}}|een paar) (?:en een half )?(?:maanden|maand|weken|dagen"
            rf"|jaar) (?:lang )?"
            rf"|(?<!\w)(?:een |ne |nen |'n |n |e )?(?:{words} ){{0,2}})$",
            _I,
        )
        self._right = regex.compile(
            rf"(?:(?: (?:aan|in|van|op|voor|tegen)){{1,2}}(?: {_OF}){{0,2}} (?:{_SIDE}{part}|alcohol|drank|drugs"
            rf"|coke|coca[iï]ne"
            rf"|gokken|pillen|speed|wiet|hero[iï]ne|medicatie|tabak)(?!\w))?(?: (?:type|graad|stadium|fase) (?:\d"
            rf"|[iv]+)(?!\w))?"
            rf"(?: (?:laten )?(?:genomen|ondergaan)(?!\w))?",
            _I,
        )
        self._parts = tuple(sorted(set(parts), key=len, reverse=True))
        self._deeds = tuple(fold(word) for word in read_list("ingrepen", folder))
        self._tails = tuple(fold(word) for word in read_list("gezondheid_staarten", folder))
        self._is_health = lru_cache(maxsize=20_000)(self._looked_up)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return the (start, end) of what tells of health."""
        flat = _flat(text)
        found = [self._widened(flat, start, end) for start, end in self._found(text)]
        general = self._context.general(text, found)
        return [place for place in found if place not in general]

    def _widened(self, flat: str, start: int, end: int) -> tuple[int, int]:
        """Take in what belongs to it: «5 maanden zwanger», «een zware hartaanval», «operatie aan mijn darmen»."""
        left, right = self._left.search(flat, max(0, start - 40), start), self._right.match(flat, end)
        return (left.start() if left else start), (right.end() if right else end)

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        flat = _flat(text)
        for match in _WORD.finditer(flat):
            if len(match.group()) > 2 and self._is_health(fold(match.group())):
                yield match.span()
        for pattern in (self._phrases, _FALL, *self._injuries):
            for match in pattern.finditer(flat):
                yield match.span("ill") if "ill" in pattern.groupindex else match.span()
        yield from self._context.find(text)
        for pattern in (_MS, _CAPITAL_MS):
            for match in pattern.finditer(text):
                if pattern is _CAPITAL_MS or match["ms"].lower() != "als":
                    yield match.span("ms")

    def _looked_up(self, low: str) -> bool:
        """Whether a folded word is one of health, as it is or with its typing errors."""
        plain = low.strip("'-").replace("-", "")
        if low in self._never or plain in self._never:
            return False
        if low in self._words or plain in self._joined:
            return True
        if len(plain) > 4 and plain.endswith("s") and plain[:-1].rstrip("'") in self._joined:
            return True
        if self._is_compound(plain) or self._is_tailed(low):
            return True
        if not _SHORTEST <= len(plain) <= 30 or "'" in plain:
            return False
        errors = 2 if len(plain) >= _TWO_ERRORS else 1
        choices = self._by_first.get(plain[0], ())
        return any(OSA.distance(plain, word, score_cutoff=errors) <= errors for word in choices)

    def _is_tailed(self, low: str) -> bool:
        """Whether a word is an illness or medicine and what comes of it: «ivf-behandeling», «leukemiepatiënt»."""
        head = next((low[: -len(tail)] for tail in self._tails if low.endswith(tail)), "").rstrip("-")
        return len(head) > 2 and head not in self._never and (head in self._words or head in self._joined)

    def _is_compound(self, plain: str) -> bool:
        """Whether a word is made of a part of the body and what is wrong with it: «schouderoperatie»."""
        for deed in self._deeds:
            if plain.endswith(deed) and len(plain) > len(deed):
                head = plain[: -len(deed)]
                if any(head == part or head == part + "s" for part in self._parts):
                    return True
        return False


def _flat(text: str) -> str:
    """Return the text without accents, letter for letter, so that places stay the same."""
    if text.isascii():
        return text
    return "".join(folded if len(folded := fold(letter)) == 1 else letter for letter in text)


def _any(words: Iterator[str] | list[str]) -> str:
    return "(?:" + "|".join(map(regex.escape, sorted(set(words), key=len, reverse=True))) + ")"


def _spelling(phrase: str) -> str:
    """Return a phrase as a pattern in which a space may be a hyphen."""
    return regex.escape(phrase).replace(r"\ ", r"[ \-]")
