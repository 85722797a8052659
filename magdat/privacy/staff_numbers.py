"""Find the numbers by which a company knows its people, by the word for them near the number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import regex

from magdat.privacy.name_lists import FOLDER, fold, read_list

_I = regex.IGNORECASE
_NUMBER = r"(?:[a-z]{1,4}[ \-.]?)?\d(?:[ .\-/]?\d){1,12}(?:-?[a-z]{1,2}\d{0,4})?"
_GLUE = (
    r"(?:is|was|wordt|toen|nog|nu|altijd|mijn|zijn|haar|mijne|van|mij|hem|ons|het|de|den|hier|nr|nummer|no|id|code"
    r"|n°|met"
    r"|heeft|heb|had|als|ik|hij|zij|ze|ben|onder|dus|en|da|dat|dees|deze|volgend|volgende|staat|op|foto|stond"
    r"|eindigt|badge|vroeger|ooit|eerst|dan|toch|gewoon|eigenlijk|zo|deze|intussen|ondertussen|sindsdien|man|vrouw|collega"
    r"|zoon|dochter|vriend|vriendin|broer|zus|chef|baas|zeker|precies|blijkbaar|volgens|begint|gelijk)"
)
_UNIT = regex.compile(
    r" ?(?:euro|eur|€|%|procent|uur|u\b|dagen|dag\b|weken|maand|maanden|jaar|minuten|keer|man\b|mensen|werknemers|km)",
    _I,
)
_PERSON = regex.compile(
    r"\b(?:werknemer|medewerker|medewerkster|arbeider|bediende|collega|chauffeur|operator|interim|jobstudent|kassier"
    r"|agent|koerier)[ :#]{1,2}(?:(?P<named>nr|nummer|no|n°)\.? ?)?#?(?P<number>[a-z]{0,3}-?\d{3,8})(?!\w)",
    _I,
)


class StaffNumbers:
    """Finds staff numbers with the words for them in data/namen/personeelsnummer_woorden.txt."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read the list.

        Raises:
            OSError: the file cannot be read.
        """
        words = sorted(read_list("personeelsnummer_woorden", folder), key=len, reverse=True)
        cue = "(?:" + "|".join(regex.escape(fold(word)).replace(r"\ ", r"[ .\-]{0,2}") for word in words) + ")"
        self._after = regex.compile(
            rf"(?<![\w\-]){cue}(?![\w])[.:]?(?: van (?:de|het|mijn|die|onze|ons|een|den) [\p{{L}}'’]+)?(?: ?"
            rf"(?:[:=#,(]|(?<=\s){_GLUE}\b\.?:?)){{0,6}} ?#?(?P<number>{_NUMBER})(?!\w)",
            _I,
        )
        self._before = regex.compile(
            rf"(?<![\w.,\-/])(?P<number>[a-z]{{0,4}}-?\d{{3,12}})(?: (?:is|was|dat is|das|da's|als|=)(?: ook)?"
            rf"(?: (?:mijn|zijn|haar|uw|het|ons|m'n|men|mijne|de))?| \((?:is )?(?:mijn )?| (?:op|van) (?:de|het|mijn"
            rf"|zijn|haar|uw|m'n|onze)) ?{cue}(?!\w)",
            _I,
        )

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return the (start, end) of every staff number."""
        return list(self._found(text)) if any(letter.isdigit() for letter in text) else []

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        for match in (*self._after.finditer(text), *self._before.finditer(text)):
            digits = sum(letter.isdigit() for letter in match["number"])
            if digits >= 3 and not _UNIT.match(text, match.end("number")):
                yield match.span("number")
        for match in _PERSON.finditer(text):
            digits = regex.sub(r"\D", "", match["number"])
            year = len(digits) == 4 and digits[:2] in ("19", "20")
            counts = regex.match(r" \p{L}{2,}(?:s|en)\b", text, pos=match.end())
            if (match["named"] or (len(digits) > 3 and not year and not counts)) and not _UNIT.match(text, match.end()):
                yield match.span("number")
