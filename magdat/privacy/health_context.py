"""Whether a word of health tells of somebody: «met ALS» behind a person does, «een campagne over kanker» does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import regex

from magdat.privacy import name_cues as cues
from magdat.privacy.name_lists import FOLDER, any_of, read_list

_I = regex.IGNORECASE
_OWN = r"(?:mijne?n?|mn|m'n|men|zijne?n?|z'n|haar|hare|hun|uw|jouw|ons|onze)"
_ABOUT = regex.compile(
    r"(?<!\w)(?:(?:over|rond|rondom|omtrent|inzake|betreffende|rakende|qua)|(?:campagne|actie|strijd|vzw|vereniging"
    r"|organisatie|fonds|stichting|onderzoek|preventie) (?:tegen|voor|van|naar)|(?:week|dag) (?:tegen|van))"
    r"(?: (?:het (?:thema|onderwerp)|thema|onderwerp|iets|als|zoals|omgaan|leven|werken|praten|taboes?|preventie"
    r"|aandacht|mensen|met|van|voor|\p{L}+ (?:en|of)))* $",
    _I,
)
"""Goes before an illness that is a subject."""
_WITH = (
    r"(?: \p{L}+)?(?: (?:met|zonder|na|met de|die|dat|tijdens|door|wegens|herstellend van|heeft|hebben|een|lijdt aan"
    r"|lijden aan|zwaar|vroeger))* $"
)
_MANY = regex.compile(
    r"(?<!\w)(?:mensen|personen|patiënten|patienten|jongeren|ouderen|bewoners|leerlingen|werknemers|lotgenoten"
    rf"|personeelsleden){_WITH}",
    _I,
)
"""Goes before an illness that nobody in particular has."""
_ANYBODY = regex.compile(
    r"(?<!\w)(?:iemand|een persoon|iedereen|medewerkers|collega's|klanten|kinderen|ouders|sollicitanten|kandidaten|wie"
    r"|vrouwen|mannen|personeel|een (?:werknemer|werkneemster|medewerker|personeelslid|bediende|arbeider|ambtenaar"
    rf"|sollicitant|leerling|klant|bewoner|patiënt|uitzendkracht|kandidaat)){_WITH}",
    _I,
)
"""The same, in a question."""
_ASKED = regex.compile(
    r"^\W*(?:\p{L}+ )?(?:mag|mogen|moet|moeten|moest|kan|kunnen|wat|hoe|hoeveel|hoelang|wanneer|waar|welke|wie|waarom"
    r"|is|zijn|bestaat|bestaan|geldt|gelden|wordt|worden|heeft|hebben|als|indien|stel)(?!\w)",
    _I,
)
_GENERAL = regex.compile(r" (?:in het algemeen|als thema|als onderwerp|op de werkvloer in het algemeen)(?!\w)", _I)
_OF_SOMEBODY = regex.compile(
    rf",? (?:van|bij) (?:{_OWN}|een collega|de collega|mij|hem|haar|(?-i:\p{{Lu}}\p{{Ll}}+))(?!\w)|,? (?:die|dat|waar)"
    r" (?:ik|hij|zij|ze)(?!\w)",
    _I,
)
_HERE = regex.compile(
    r"(?<!\w)(?:ik heb (?:het|dat|da|ook) (?:ook |zelf |gehad|al)|zelf|ikzelf|hij|zij|ze|(?:bij|op|in|van|uit) "
    r"(?:ons|onze|mijn)(?: \p{L}+)?(?: (?:team|dienst|ploeg|afdeling|klas|bureau))?(?= )"
    rf"|{_OWN} (?:verhaal|diagnose|ziekte|ervaring\w*|toestand|gezondheid)|als patiënt|als patient)(?!\w)",
    _I,
)
"""Somebody is near who has it."""
_WARD = regex.compile(
    r"(?<!(?:op|bij|van|in|naar) (?:de |onze |mijn )?)(?<!\w)(?:dienst|afdeling|campus|unit|raadpleging) $", _I
)
"""Goes before the name of a ward: «dienst Intensieve Zorgen», but not «hij ligt op de afdeling»."""
_ILL = regex.compile(
    r"(?<!\w)(?<!als )(?<!wanneer )(?<!dat )(?<!of )(?:hij|zij|ze|(?:mijn|onze|m'n|mn|mijne) \p{L}{3,20}"
    r"|(?-i:\p{Lu}\p{Ll}{2,15}))"
    r" (?:is|was|zit|zat|ligt|lag|bleef|blijft|werd)(?: (?:al|nu|nog|weer|dus|altijd|eigenlijk|zogezegd"
    r"|gewoon|vandaag|gisteren|lang|\d{1,2}|een|twee|drie|vier|vijf|zes|paar|dagen|weken|maanden|jaar|langdurig"
    r"|ernstig|zwaar|heel|echt|te|thuis|week|maand|dag)){0,5} (?P<ill>(?:lang(?:durig)?|ernstig|zwaar|doodz)?ziek"
    r"(?:jes)?(?: (?:thuis|gemeld|gevallen))?)"
    r"(?!\w| (?:van|goed|veel|hard|mooi|lekker|vet|grappig|cool|nice|leuk))",
    _I,
)
"""hij is ziek thuis; but not «als iemand ziek is»."""
_PRODUCTS = (
    r"(?!\w| ?-? ?(?:teams|office|word|excel|outlook|powerpoint|365|dos|sql|access|paint|edge|liga|project|windows"
    r"|patiëntenvereniging|vereniging|week|dag|actie|fonds|groep|flow|forms|planner|store))"
)
_NEAR = r"[^.!?\n]{0,40}?"


class HealthContext:
    """Judges words of health by what stands around them, with lists in data/namen/."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read the lists.

        Raises:
            OSError: a file cannot be read.
        """
        general = any_of(read_list("gezondheid_algemeen", folder))
        self._phrases = regex.compile(rf"(?<!\w){general}(?!\w)", _I)
        deeds = any_of(read_list("gezondheid_eigen", folder))
        after = any_of(read_list("gezondheid_na_hebben", folder))
        capitals = "|".join(sorted(read_list("gezondheid_afkortingen", folder)))
        relation = "|".join(sorted(regex.escape(word) for word in cues.RELATIONS))
        self._relation = regex.compile(rf"(?<!\w)(?:{_OWN}|een|ne|nen|de|die|deze|den|diene) (?:{relation})(?!\w)", _I)
        person = rf"(?:{relation}|ik|hij|zij|ze|iemand|mensen|(?-i:\p{{Lu}}\p{{Ll}}{{2,15}}))"
        self._short = (
            # mijn MS, haar zware ADHD
            regex.compile(rf"(?<!\w){_OWN} (?:\p{{Ll}}+ )?(?P<ill>(?-i:{capitals})){_PRODUCTS}", _I),
            # een werkneemster met MS
            regex.compile(
                rf"(?<!\w){person}(?!\w){_NEAR}(?<!\w)(?:met|door|van|aan|wegens|heb|heeft|had|kreeg|krijgt|gekregen)"
                rf" (?:de diagnose )?(?P<ill>(?-i:{capitals})){_PRODUCTS}",
                _I,
            ),
            # mijn transplantatie; weg geweest met corona
            regex.compile(rf"(?<!\w){_OWN} (?:\p{{Ll}}+ )?(?P<ill>{deeds})(?!\w)", _I),
            regex.compile(
                rf"(?<!\w)(?:weg|afwezig|geweest|plat|uitgevallen|uitgeweest|binnen|opgenomen|gemeld|afgemeld|out"
                rf"|thuisgebleven|thuisgezeten|gelegen|gezeten) (?:met|door|wegens|van|voor) (?:de |een |een zware )?"
                rf"(?P<ill>{after})(?![\w\-])",
                _I,
            ),
            # ADD-pillen, een MS-diagnose
            regex.compile(
                rf"(?<!\w)(?P<ill>(?-i:{capitals})[ \-]?(?:pillen|pil|medicatie|diagnose|opstoot|opflakkering|aanval"
                rf"|patiënte?|patiente?|behandeling|test|klachten|remmers|spuit))(?!\w)",
                _I,
            ),
        )

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield what only its neighbours make a word of health."""
        for pattern in self._short:
            for match in pattern.finditer(text):
                yield match.span("ill")
        for match in _ILL.finditer(text):
            yield match.span("ill")

    def general(self, text: str, spans: list[tuple[int, int]]) -> set[tuple[int, int]]:
        """Return the spans that are about nobody.

        Args:
            text: one message.
            spans: what tells of health in it.
        """
        phrases = [match.span() for match in self._phrases.finditer(text)]
        inside = {span for span in spans if any(start <= span[0] and span[1] <= end for start, end in phrases)}
        rest = [span for span in spans if span not in inside]
        near = bool(_HERE.search(text))
        known = near or bool(self._relation.search(text))
        asked = bool(_ASKED.match(text))
        for start, end in rest:
            before = text[max(0, start - 80) : start]
            if _OF_SOMEBODY.match(text, end):
                continue
            if _WARD.search(before):
                inside.add((start, end))
                continue
            bare = not regex.match(r"(?:een|de|het|den|zijn|haar) ", text[start:end], _I)
            subject = not known and bare and (_ABOUT.search(before) or _GENERAL.match(text, end))
            article = regex.match(r"(?:met )?(?:een |de )?", text[start:end], _I)
            lead = before + (article.group() if article else "")
            anybody = not near and (_MANY.search(lead) or (asked and _ANYBODY.search(lead)))
            if subject or anybody:
                inside.add((start, end))
        return inside
