"""What the sentence tells about a word that may be a name: who acts, who is spoken to, who is announced."""

from __future__ import annotations

import re
from collections.abc import Sequence

from magdat.privacy import name_cues as cues
from magdat.privacy.name_lists import NameLists, joined, words_of
from magdat.privacy.words import Word, adjacent

FINITE = words_of(
    "heeft had zegt zei zeit is was moet moest mag mocht kan kon wil wou wilde zal zou gaat ging komt kwam doet deed "
    "zit "
    "zat staat stond post postte stuurt stuurde vindt vond vraagt vroeg weet wist geeft gaf krijgt kreeg filmt filmde "
    "belt belde denkt dacht werkt werkte blijft bleef schrijft schreef lacht lachte pest pestte roept riep noemt "
    "noemde "
    "zet zette deelt deelde liket likete tagt tagde ziet zag maakt maakte leest las wordt werd heet hoort hoorde laat "
    "liet vertelt vertelde beweert beweerde heb"
)
"""Third person: no «ik ben» can go before it."""

_INVERTERS = words_of(
    "heeft had mag moet moest mocht kan kon wil wou wilde zal zou gaat ging zegt zei vindt vond doet deed komt kwam "
    "stuurt "
    "stuurde postte post vroeg vraagt kreeg krijgt was wist weet blijft bleef heet noemt zit zat staat stond werd "
    "wordt "
    "schreef schrijft belde belt dacht denkt liet laat gaf geeft filmde filmt toonde toont beweert riep roept zette zet"
)
"""Before a subject: «gisteren heeft Bo mij getagd»."""

_AFTER_SUBJECT = words_of(
    "mij me ons mijn mn m'n mijne da dat iets niks niets wel niet nie ook hem haar hen hun altijd gewoon alles "
    "iedereen zo "
    "nu gisteren vandaag hier daar al weer nog toch een ne nen zijn zich eens nooit dan zelf da's deze die dit vorige"
)
"""What follows a subject that went behind its verb."""

_AFTER_CONJUNCTION = words_of(
    "mij me ons mijn iets niks een ne nen hem haar zijn da dat altijd nooit mee zich wel niet nie ook"
)
_CONJUNCTIONS = words_of("als omdat dat da of want terwijl wanneer nadat voordat toen omda alsof hoe waarom zoals wat")
_PREPOSITIONS = words_of(
    "door met van tegen volgens over bij naar voor aan als of dan en namens zonder maar behalve tussen vanwege mee rond"
)
_STOP = words_of(
    "de het een den ne nen mijn onze ons ik hij zij ze we wij ge gij u jij je elk elke alle dit die deze zijn haar hun "
    "uw jouw geen veel iets iemand"
)
_OBJECTS = words_of("iets iemand mijn")
_FUNCTION_NAMES = words_of("an ben mo")
"""Names that are small words in somebody's dialect: «moet an mij», «mo mag da»."""
_MONTH_NEAR = re.compile(r"\d{1,4}\.?\s*$")
_YEAR_NEXT = re.compile(r"\.?\s*(?:'?\d{2}|\d{4})\b")
_SELF_TAIL = re.compile(
    r"\s*(?:$|[,.;!?)(]|(?:van|uit) (?:de|het|den|'t|[a-z]+)\b|en (?:ik|werk|heb|wil|mijn|k|kheb|wou)\b|hier\b)",
    re.I,
)
_NO_NAME_END = re.compile(
    r"(?:[^aeiou]t|[aeiou]{2}t|eer|iste?|eur|euse|ster|man|vrouw|kundige|ant|ent|ende|aar|oor|or|ice|loog|loge|ig"
    r"|lijk|baar"
    r"|aal|eel|isch|ief|iek|ieel|d|je|ke|heid|ing|sel|zaam|loos|vol|klaar|moe|beu|fan|lid|hulp|kracht|leider"
    r"|[b-df-hj-np-tv-z]en)$"
)
_APPOSITION = re.compile(
    r"\s*[,(]\s*(?:mijn|mijne|mijnen|onze|ons|de|den|het|een|zijn|haar|ne|m'n|mn|ex)\s+([\w'’\-]+)"
    r"(?=\s*(?:$|[,.;:!?)]|(?:van|die|dat|da|en|op|uit|bij|in|maar|want)\b))"
)
WORK_RELATIONS = cues.RELATIONS - words_of(
    "man vrouw lief vriend vriendin maat ex partner kok mama papa moeder vader oma opa zoon dochter broer zus nicht "
    "neef "
    "collega's collegas klant klante patient bewoner leerling"
)


class Syntax:
    """The sentence around each word of one message."""

    def __init__(self, text: str, words: Sequence[Word], lists: NameLists) -> None:
        """Take the words of a message."""
        self._text = text
        self._words = words
        self._lists = lists

    def acts(self, at: int) -> bool:
        """Whether a first name that is a word as well stands where only a person can: «als joke een klacht doet»."""
        word, before, after = self._words[at], self._low(at - 1), self._low(at + 1)
        likely = word.low in self._lists.likely
        if word.low in NEVER_BARE and not self.is_called(at):
            return False
        if before in cues.DETERMINERS or before in ("ik", "kben", "k", "ikke"):
            return False
        if self.in_apposition(at) or self.is_called(at):
            return True
        if not likely:
            strong = after in ("mij", "me", "ons", "mijn", "hem", "mn", "m'n")
            return before in _INVERTERS and strong
        if self._in_pair(at):
            return True
        openers = _CONJUNCTIONS if word.low == "ben" else _CONJUNCTIONS | _PREPOSITIONS
        if word.low != "mo" and after in FINITE and (word.opens or before in openers or at == 0):
            return True
        bare = word.low in _FUNCTION_NAMES
        if before in _INVERTERS and after in _AFTER_SUBJECT and not (bare and after in _STOP - _OBJECTS):
            return True
        if before in _CONJUNCTIONS and after in _AFTER_CONJUNCTION and not (bare and after in _STOP - _OBJECTS):
            return True
        if word.low == "ben":
            return before in ("met", "volgens", "namens", "door") or (before in _PREPOSITIONS and after == "van")
        if not bare and len(word.low) < 3:
            return before in _PREPOSITIONS and after not in _STOP
        if bare:
            return before in ("door", "met", "van", "tegen", "volgens", "over", "bij", "namens") and after not in _STOP
        return before in _PREPOSITIONS and (after not in cues.DETERMINERS or before not in _CONJUNCTIONS)

    def _in_pair(self, at: int) -> bool:
        """Whether it is one of two people who do something: «ben en an hebben ruzie»."""
        for left in (at, at - 2):
            if self._low(left + 1) != "en" or self._low(left + 3) not in _PLURAL or left < 0:
                continue
            other = self._words[left + 2 if left == at else left].low
            if other in self._lists.first and other not in NEVER_BARE:
                return True
        return False

    def is_called(self, at: int) -> bool:
        """Whether «mijn collega heet», «hij heet» or the like goes before."""
        if self._low(at - 1) not in ("heet", "heette", "heten", "genaamd"):
            return False
        return any(self._low(at - back) in cues.RELATIONS | _PRONOUNS for back in (2, 3, 4) if at >= back)

    def in_apposition(self, at: int) -> bool:
        """Whether it is said who that is: «storm, onze jobstudent»."""
        match = _APPOSITION.match(self._text, self._words[at].end)
        return bool(match) and match is not None and match.group(1).lower() in cues.RELATIONS

    def explained(self, at: int) -> bool:
        """Whether an unknown word is somebody, as it is said who: «ik heb schrik van Dimi, onze ploegbaas»."""
        before = self._low(at - 1)
        pair = before == "en" and self._low(at - 2) in self._lists.first and self._low(at + 1) in _PLURAL
        if pair and self.is_strange(self._words[at]):
            return True
        placed = before in _PREPOSITIONS | _INVERTERS or before in cues.RELATIONS
        return placed and self.in_apposition(at) and self.is_strange(self._words[at])

    def presents_self(self, at: int) -> bool:
        """Whether «ik ben» goes before and the sentence then goes on with something else: «ik ben Chen, …»."""
        before = (self._low(at - 2), self._low(at - 1))
        said = before in (("ik", "ben"), ("ben", "ik"), ("met", "ik")) or before[1] in ("kben", "ikben")
        return said and bool(_SELF_TAIL.match(self._text, self._words[at].end))

    def is_strange(self, word: Word) -> bool:
        """Whether a word is no everyday one and does not look like a trade, a verb or an adjective."""
        low = word.low
        if low in self._lists.common or low in self._lists.never or low in cues.NOT_AFTER_INTRODUCTION:
            return False
        if low in cues.RELATIONS or low in cues.DESKS or low in cues.TITLES or "-" in low:
            return False
        if low in _TRADES or low in _OTHER_MONTHS or (len(low) > 6 and low.endswith("er")):
            return False
        return len(low) > 2 and not (len(low) > 4 and _NO_NAME_END.search(low))

    def after_work_relation(self, at: int) -> bool:
        """Whether «collega», «onze chef» or the like goes right before."""
        return (
            at > 0
            and self._low(at - 1) in WORK_RELATIONS
            and adjacent(self._text, self._words[at - 1], self._words[at])
        )

    def announced(self, at: int) -> bool:
        """Whether an unknown word after «collega» is a name, by what comes after it."""
        if not self.after_work_relation(at) or not self.is_strange(self._words[at]):
            return False
        after = self._low(at + 1)
        tail = self._text[self._words[at].end :].lstrip(" ")[:1]
        return after in FINITE or tail == "," or (at + 1 < len(self._words) and self._second(at + 1))

    def _second(self, at: int) -> bool:
        """Whether a word goes on with the unknown name before it, as a listed name or part of one does."""
        word = self._words[at]
        listed = word.key in self._lists.last or word.low in self._lists.syllables
        return adjacent(self._text, self._words[at - 1], word) and listed and word.low not in self._lists.common

    def is_calendar(self, word: Word) -> bool:
        """Whether a day or a year is near a month that is a name as well."""
        if word.low not in {"jan", "juni", "augustus", "mart"}:
            return False
        return bool(_MONTH_NEAR.search(self._text, 0, word.start) or _YEAR_NEXT.match(self._text, word.end))

    def is_saying(self, at: int) -> bool:
        """Whether it is «ne echte piet» or months in a row: «jan en feb»."""
        word = self._words[at]
        if self._low(at - 1) in _BRANDS and not word.capital_inside:
            return True
        if word.low in ("piet", "jan", "pier", "pol", "bob", "joris"):
            far = self._low(at - 2)
            if far in ("ne", "een", "nen", "n", "geen", "zo'n") and self._low(at - 1).endswith("e"):
                return True
        if word.low in _MONTHS:
            near = {self._low(at + step) for step in (-2, -1, 1, 2)}
            return bool(near & _OTHER_MONTHS)
        return False

    def looks_like_surname(self, word: Word) -> bool:
        """Whether a word on no list is a surname by its looks: «vermeulen-claes», «vanoverschelde», «nowacki»."""
        low = word.low
        if low in self._lists.common or low in self._lists.never or low in cues.PERSON_VERBS:
            return False
        if "-" in low:
            return any(len(part) > 3 and joined(part) in self._lists.last for part in low.split("-"))
        return len(low) > 5 and (
            low.endswith(cues.SURNAME_ENDS) or low.startswith(("vanden", "vander", "verm", "vandeur"))
        )

    def sayings(self) -> set[int]:
        """Return the places of words inside sayings."""
        lows = [word.low for word in self._words]
        inside: set[int] = set()
        for phrase in cues.FIXED_PHRASES:
            if phrase[0] not in lows:
                continue
            for start in range(len(lows) - len(phrase) + 1):
                if tuple(lows[start : start + len(phrase)]) == phrase:
                    inside.update(range(start, start + len(phrase)))
        return inside

    def _low(self, at: int) -> str:
        return self._words[at].low if 0 <= at < len(self._words) else ""


_BRANDS = words_of("merk merken product automerk modemerk biermerk gamma model collectie keten")
"""What comes after these in lower case is a brand: «het merk victoria»."""
_PRONOUNS = words_of("hij zij ze ik die gast kerel gozer vent madam nieuwe")
NEVER_BARE = words_of(
    "max mei wil elke alle dan de ernst job hoop frans lang bal tas dal dag may juni jun ze uwe nader zara hope grace"
    " patience precious grant said gay earl prince wade wolf sun sus mon na den min engel engels gok mal kan can "
    "lieve lei toon"
)
_TRADES = words_of("fan lid bot chef kok baas ouder mama papa single student stagiair zzp tolk gids boer smid")
_PLURAL = words_of(
    "hebben zijn zitten moeten mogen kunnen willen gaan staan posten sturen zeggen maken waren hadden filmen"
)
_MONTHS = words_of("jan juni augustus mart june april")
_OTHER_MONTHS = words_of(
    "feb februari maart mrt apr april mei jun juni jul juli aug augustus sep sept september okt oktober nov november "
    "dec "
    "december januari"
)
