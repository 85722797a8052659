"""Find the numbers by which a company knows its people, by the word for them near the number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import regex

from magdat.privacy.name_lists import FOLDER, alternatives, fold, read_list

_I = regex.IGNORECASE
_DASH = r"\-\u2010-\u2015"
_NUMBER = (
    rf"(?:[a-z]{{1,4}}[{_DASH}._/]?|(?-i:[A-Z]{{1,4}}) )?\d(?:(?: ?[{_DASH}./] ?| )?\d){{1,12}}"
    rf"(?:[{_DASH}/.]?[a-z]{{1,3}}\d{{0,4}}|[{_DASH}/ ](?-i:[A-Z]{{1,2}}))?"
)
_GLUE = (
    r"(?:is|was|wordt|toen|nog|nu|altijd|mijn|zijn|haar|mijne|van|mij|hem|ons|het|de|den|hier|nr|nummer|no|id|code"
    r"|n°|met|t|'t|me|m'n|mn|men|uw|jouw|hare|zijne|da's|das|luidt|luidde|een|waarde|volgt|te|weten|namelijk|nml"
    r"|heeft|heb|had|als|ik|hij|zij|ze|ben|onder|dus|en|da|dat|dees|deze|volgend|volgende|staat|op|foto|stond"
    r"|eindigt|badge|vroeger|ooit|eerst|dan|toch|gewoon|eigenlijk|zo|intussen|ondertussen|sindsdien|man|vrouw|collega"
    r"|zoon|dochter|vriend|vriendin|broer|zus|chef|baas|zeker|precies|blijkbaar|volgens|begint|gelijk|draagt|krijgt"
    r"|kreeg"
    r"|gekregen|in|voor|aan|bij|sap|workday|hr|systeem|firma|werk|loonbrief|loonfiche|badgeke|pasje|pas|kaart|personeel"
    r"|op|kassa|scanner|handscanner|prikklok|tikklok|klok|terminal|computer|pc|poort|planning|app|rooster|lijst"
    r"|vind|vindt"
    r"|vinden|lees|leest|zie|ziet|je|ge|u|we|lezen|kan|kunt|gij|genoteerd|geprint|gedrukt|vermeld|bovenaan|onderaan)"
)
_UNIT = regex.compile(
    r" ?(?:euro|eur|€|%|procent|uur|u\b|dagen|dag\b|weken|week\b|maand|maanden|jaar|minuten|min\b|sec|keer|man\b|mensen"
    r"|werknemers|km|ml|cl|dl|gram|g\b|kg|liter|stuks|punten|x\b|volgers|likes|foto|bericht|collega's|personen|leden"
    r"|mb|gb|woorden|tekens|klanten|pagina|keren|maal|meter|m\b|graden|badges|kaarten|pasjes)",
    _I,
)
_WHO = (
    r"(?:die van (?:mij|hem|haar|ons|u|mijn \p{L}+|\p{L}+)|(?:de |den |het )?(?:mijne?|mijnen|hare|zijne|zijnen|uwe"
    r"|hunne)"
    r"|(?:en )?(?:ik|hij|zij|ze|gij|hem|haar)|(?:dat|die|da) van (?:mij|hem|haar|\p{L}+)|van (?:mij|hem|haar"
    r"|\p{L}+)|en|of"
    r"|naar|niet|ipv|in plaats van|nu|vroeger|eerst|later|daarvoor|ervoor|vorige|nieuwe|oude|oud|nieuw)"
)
_PAIR = regex.compile(
    rf"(?<![\p{{L}}\d]){_WHO}(?: ?(?:[:=]|is|was|ben|heb|heeft|had|met|als|nr\.?|nummer|dan|die|de|het|op))"
    rf"{{0,3}} (?P<number>{_NUMBER})(?!\w)|[,/&+] ?(?P<listed>{_NUMBER})(?!\w)",
    _I,
)
_PERSON = regex.compile(
    r"\b(?:werknemer|medewerker|medewerkster|arbeider|bediende|collega|chauffeur|operator|interim|jobstudent|kassier"
    r"|agent|koerier|personeelslid|werkneemster|monteur|technieker|uitzendkracht|poetshulp|verpleegkundige|zorgkundige"
    r"|inspecteur|flexijobber|kassierster|magazijnier|lasser|teamlid|rider|postbode|conducteur)[ :#(]{1,2}"
    r"(?:(?P<named>nr|nummer|no|n°|met nummer|met nr|id|code)[.: ]{0,2})?#?(?P<number>[a-z]{0,3}[\-.]?\d{3,8})(?!\w)",
    _I,
)
_AM = regex.compile(
    r"(?<!\w)(?:ik ben|ben ik|'?k ben|kben|ik was|hij is|zij is|ze is|sta ik als|ik sta als|ik heb|heb ik|ik zit als"
    r"|bekend als|gekend als|ken(?:nen|t)? mij als|noemen mij) (?:(?:gewoon|nog|altijd|hier|maar|dus|nu) ){0,2}"
    r"(?:(?P<named>nr\.?|nummer|nummerke|no\.?|n°|code|id|personeelslid|werknemer|medewerker)[.:]? ?)?"
    r"(?P<number>[a-z]{0,4}[\-.]?\d{3,8}[a-z]?)(?!\w)"
    r"(?P<place> (?:bij|van|op|in|volgens|voor|aan|uit)\b(?: (?:de|het|den|'t|mijn|onze|ons|t))? ?[\p{L}']+)?",
    _I,
)
_NOT_AM = regex.compile(r" (?:wachtlijst|lijst|rij|straat|quiz|klassement|wachtrij)", _I)
_LEAST, _LEAST_WEAK = 3, 4


class StaffNumbers:
    """Finds staff numbers with the lists personeelsnummer_*.txt in data/namen/."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read the lists.

        Raises:
            OSError: a file cannot be read.
        """
        cue = alternatives("personeelsnummer_woorden", folder=folder)
        weak = alternatives("personeelsnummer_zwak", folder=folder)
        verb = alternatives("personeelsnummer_werkwoorden", folder=folder)
        self._things = frozenset(fold(word) for word in read_list("personeelsnummer_dingen", folder))
        tail = (
            rf"(?![\w])[.:]?(?: van (?:de|het|mijn|die|onze|ons|een|den) [\p{{L}}'’]+| van (?-i:\p{{Lu}}\p{{Ll}}+)"
            rf"| van \p{{L}}{{3,15}}(?= (?:is|was)))?(?: ?(?:[:=#,(<\[»«'\"]|(?<=\s){_GLUE}(?!\w)\.?:?)){{0,6}} ?#?"
            rf"(?P<number>{_NUMBER})(?!\w)"
        )
        self._after = regex.compile(rf"(?<![\w\-]){cue}{tail}", _I)
        self._weak = regex.compile(rf"(?<![\w\-]){weak}{tail}", _I)
        # mijn nr is 4471, mijn nummer: 4471
        self._mine = regex.compile(
            rf"(?<!\w)(?:mijn|mn|m'n|men|mijne?n?|zijn|haar|uw|jouw|ons) (?:eigen |oud |nieuw |vast |personeels "
            rf"|werk )?"
            rf"(?:nr|nummer|nummerke|nummertje|id|code){tail}"
            rf"|(?<!\w)(?:nr|nummer|nummerke|id|code) van (?:mij|hem|haar) (?:is|was|:|=) ?(?P<number>{_NUMBER})(?!\w)",
            _I,
        )
        # ik prik met nummer 7733, ik log in met 7733
        self._deed = regex.compile(
            rf"(?<!\w){verb}(?: (?:ik|hij|zij|ze|wij|we|mij|hem|haar|mezelf|me|in|uit|aan|op|altijd|elke|dag|dan|nu"
            rf"|gewoon"
            rf"|daar|hier|het|de|systeem|prikklok|tikklok|scanner|kassa|lijst|werk|terminal|geregistreerd)){{0,5}} "
            rf"(?:met|als|onder|via|op|door)(?: (?:het|de|mijn|een|dat|code|nr\.?|nummer|badge|personeelsnummer"
            rf"|login|id)"
            rf"(?!\w)){{0,3}}[:]? ?#?(?P<number>{_NUMBER})(?!\w)",
            _I,
        )
        # ze kennen mij in de loonadministratie als 60718
        self._known = regex.compile(
            rf"(?<!\w)(?:kennen|ken|kent|gekend|bekend|geregistreerd|ingeschreven|aangemeld|ingelogd|sta|staat"
            rf"|stond|vindt|vind"
            rf"|zit|werk|werkt|genoteerd)(?: [\p{{L}}']+){{0,6}} (?:als|onder) #?(?P<number>{_NUMBER})(?!\w)",
            _I,
        )
        # op mijn badge kan iedereen 20554 lezen
        self._far = regex.compile(
            rf"(?<![\w\-]){cue}(?!\w)(?:,? [\p{{L}}']+){{1,5}}[:]? #?(?P<number>{_NUMBER})(?!\w)", _I
        )
        # mijn personeelsnummer staat erbij, P-118204
        self._apart = regex.compile(
            rf"(?<![\w\-]){cue}(?!\w)(?: [\p{{L}}']+){{1,5}},? ?[,:;\-–(] ?#?"
            rf"(?P<number>(?-i:[A-Z]{{1,4}})[{_DASH}. ]?\d{{3,8}}|\d{{5,8}}|\d{{3,5}}[{_DASH}]\d{{2,5}})"
            rf"(?!\w|[{_DASH}./]\d)",
            _I,
        )
        # nummer 5112, dat ben ik
        self._me = regex.compile(
            rf"(?<!\w)(?:nummer|nr\.?|code|id)[ :] ?(?P<number>{_NUMBER})(?!\w),? (?:dat ben ik|da ben ik|ben ik"
            rf"|is van mij"
            rf"|dat is van mij|is de mijne|is mijne?n?|staat voor mij|is mijn badge|is mijn eigen)(?!\w)",
            _I,
        )
        # ge vindt mij onder nummer 7714
        self._under = regex.compile(
            rf"(?<!\w)(?:onder|met|als|op) (?:het |mijn |zijn |haar )?(?:personeels ?)?(?:nr\.?|nummer|code) ?:? ?"
            rf"(?P<number>{_NUMBER})(?!\w)",
            _I,
        )
        self._before = regex.compile(
            rf"(?<![\w.,\-/])(?P<number>[a-z]{{0,4}}[{_DASH}.]?\d(?:[ .{_DASH}]?\d){{2,11}}[a-z]?)"
            rf"(?:,? (?:is|was|dat is|das|da's|als|=|blijft|staat als|staat op|stond op|dat staat op)(?: ook)?"
            rf"(?: (?:mijn|zijn|haar|uw|het|ons|m'n|men|mijne|de|mn|onze|'t))?"
            rf"| ?\((?:is )?(?:mijn )?| (?:op|van|in|volgens) (?:de|het|mijn"
            rf"|zijn|haar|uw|m'n|onze|mn)|,? mijn) ?{cue}(?!\w)",
            _I,
        )

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return the (start, end) of every staff number."""
        return list(self._found(text)) if any(letter.isdigit() for letter in text) else []

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        first = len(text)
        for pattern, least in (
            (self._after, _LEAST),
            (self._before, _LEAST),
            (self._mine, _LEAST),
            (self._weak, _LEAST_WEAK),
            (self._deed, _LEAST),
            (self._under, _LEAST_WEAK),
            (self._known, _LEAST_WEAK),
            (self._far, _LEAST_WEAK),
            (self._apart, _LEAST),
            (self._me, _LEAST),
        ):
            for match in pattern.finditer(text):
                weak = pattern not in (self._after, self._before)
                if self._is_number(text, match, least, weak=weak):
                    first = min(first, match.start("number"))
                    yield match.span("number")
        for match in _PERSON.finditer(text):
            counts = regex.match(r" \p{L}{2,}(?:s|en)\b", text, pos=match.end())
            long_enough = len(_digits(match["number"])) > 3
            lettered = match["number"][0].isalpha()
            named = match["named"] or lettered or (long_enough and not _is_year(match["number"]) and not counts)
            if named and not _UNIT.match(text, match.end()):
                yield match.span("number")
        for match in _AM.finditer(text):
            lettered = match["number"][0].isalpha() and bool(match["place"])
            long_enough = len(_digits(match["number"])) > 3 and bool(match["place"]) and not _is_year(match["number"])
            last = not text[match.end() :].strip(" .!?") and len(_digits(match["number"])) > 3
            told = match["named"] or lettered or long_enough or (last and not _is_year(match["number"]))
            if told and not _UNIT.match(text, match.end("number")) and not _NOT_AM.match(text, match.end("number") + 6):
                yield match.span("number")
        yield from self._pairs(text, first)

    def _pairs(self, text: str, first: int) -> Iterator[tuple[int, int]]:
        """Yield the second number of a pair: «zijn badge is 119 en de mijne 120»."""
        for match in _PAIR.finditer(text, first + 1 if first < len(text) else first):
            group = "number" if match["number"] else "listed"
            number = match[group]
            end = match.end(group)
            if len(_digits(number)) >= _LEAST and not _is_year(number) and not _UNIT.match(text, end):
                yield match.span(group)

    def _is_number(self, text: str, match: regex.Match[str], least: int, *, weak: bool) -> bool:
        number = match["number"]
        if len(_digits(number)) < least or _UNIT.match(text, match.end("number")):
            return False
        dated = regex.search(r"\b(?:van|in|sinds|tot|uit|vanaf)\s$", text[: match.start("number")], _I)
        if not weak:
            return not (dated and _is_year(number))
        before = regex.findall(r"[\p{L}']+", text[max(0, match.start() - 25) : match.start()])
        before += regex.findall(r"[\p{L}']+", text[match.start() : match.start("number")])[-1:]
        thing = any(fold(word) in self._things for word in (before[-2:] if before else ()))
        return (
            not thing
            and not _is_year(number)
            and not regex.match(r"[:/]\d| ?[\p{L}]{0,12} (?:euro|uur)\b", text, pos=match.end("number"))
        )


def _digits(text: str) -> str:
    return regex.sub(r"\D", "", text)


def _is_year(number: str) -> bool:
    return regex.fullmatch(r"(?:19|20)\d\d", number) is not None
