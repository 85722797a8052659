"""Presidio's recognisers for what Belgians type: patterns, and a check wherever one exists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from presidio_analyzer import EntityRecognizer, Pattern, PatternRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.predefined_recognizers import CreditCardRecognizer, IbanRecognizer, PhoneRecognizer

from magdat.privacy import patterns
from magdat.privacy.addresses import find_addresses, load_street_lists
from magdat.privacy.check_digits import digits_of, is_company_number, is_iban, is_national_number, is_old_account
from magdat.privacy.handles import Handles, profile_pattern
from magdat.privacy.health import Health
from magdat.privacy.name_lists import NameLists
from magdat.privacy.names import Tagger, find_names
from magdat.privacy.plates import find_plates, load_plate_lists
from magdat.privacy.staff_numbers import StaffNumbers

LANGUAGE = "nl"
_SURE = 0.9
_LEAST_DIGITS = 8
"""No IBAN has fewer."""


class _BelgianRecogniser(PatternRecognizer):
    """A kind of personal data that is known by its patterns, and by a check on what they find."""

    def __init__(self, kind: str, regexes: Iterable[str], check: Callable[[str], bool] | None = None) -> None:
        found = [Pattern(f"{kind} {number}", regex, _SURE) for number, regex in enumerate(regexes, 1)]
        super().__init__(supported_entity=kind, patterns=found, supported_language=LANGUAGE, context=[])
        self._check = check

    def validate_result(self, pattern_text: str) -> bool | None:
        """Return what the check says; without one, the pattern is enough."""
        return None if self._check is None else self._check(pattern_text)


class _Iban(IbanRecognizer):
    """Presidio's own recogniser, for lower case as well."""

    CONTEXT: list[str] = []

    def __init__(self) -> None:
        super().__init__(supported_language=LANGUAGE, supported_entity="rekening", regex_flags=patterns.FLAGS)

    def validate_result(self, pattern_text: str) -> bool | None:
        """Check the digits here: the original compares upper case only, and logs a text that it cannot read."""
        # «om 19 uur samen over» may well have the check digits of a foreign account.
        return is_iban(pattern_text) and len(digits_of(pattern_text)) >= _LEAST_DIGITS


class _Card(CreditCardRecognizer):
    """Presidio's own recogniser of payment cards, with its check digit."""

    CONTEXT: list[str] = []

    def __init__(self) -> None:
        super().__init__(supported_language=LANGUAGE, supported_entity="rekening")


class _ForeignPhone(PhoneRecognizer):
    """Presidio's own recogniser, for numbers with their country; it is slow, so only when one can be there."""

    CONTEXT: list[str] = []

    def __init__(self) -> None:
        super().__init__(supported_language=LANGUAGE, supported_regions=("BE",))

    def get_supported_entities(self) -> list[str]:
        """Return the Dutch name."""
        return ["telefoon"]

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Look for numbers that begin with + or 00."""
        if not patterns.FOREIGN_PHONE.search(text):
            return []
        found = super().analyze(text, entities)
        return [
            RecognizerResult("telefoon", item.start, item.end, _SURE)
            for item in found
            if text[item.start : item.end].startswith(("+", "00", "(+"))
        ]


class _Finder(EntityRecognizer):
    """A kind of personal data that is found by a function rather than by one pattern."""

    def __init__(self, kind: str, find: Callable[[str], Iterable[tuple[int, int]]]) -> None:
        self._kind = kind
        self._find = find
        super().__init__(supported_entities=[kind], supported_language=LANGUAGE, context=[])

    def load(self) -> None:
        """Do nothing: the lists are there."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Return what the function finds."""
        return [RecognizerResult(self._kind, start, end, _SURE) for start, end in self._find(text)]


def _is_phone(text: str) -> bool:
    if patterns.DATE.match(text):
        return False
    # «0403.170.701» is how an enterprise writes its number; without full stops a mobile number is likelier.
    company = bool(patterns.COMPANY.fullmatch(text)) and is_company_number(text)
    return not company or (bool(patterns.MOBILE.match(text)) and "." not in text)


def _is_account(text: str) -> bool:
    company = bool(patterns.COMPANY.fullmatch(text)) and is_company_number(text)
    return not company and not patterns.DATE.match(text)


def all_recognisers(lists: NameLists, tagger: Tagger) -> list[EntityRecognizer]:
    """Return a recogniser for each kind of personal data.

    Raises:
        OSError: a list cannot be read.
    """
    return [
        _BelgianRecogniser("e-mail", patterns.MAIL),
        _BelgianRecogniser("rijksregisternummer", [patterns.NATIONAL_NUMBER], is_national_number),
        _BelgianRecogniser("rijksregisternummer", patterns.NATIONAL_NUMBER_SHAPED),
        _BelgianRecogniser("rijksregisternummer", patterns.NATIONAL_NUMBER_NAMED),
        _Iban(),
        _Card(),
        _BelgianRecogniser("rekening", [patterns.OLD_ACCOUNT], is_old_account),
        _BelgianRecogniser("rekening", patterns.ACCOUNT_SHAPED),
        _BelgianRecogniser("rekening", patterns.ACCOUNT_NAMED, _is_account),
        _BelgianRecogniser("telefoon", patterns.PHONE, _is_phone),
        _ForeignPhone(),
        _Finder("nummerplaat", partial(find_plates, lists=load_plate_lists())),
        _Finder("personeelsnummer", StaffNumbers().find),
        _Finder("adres", partial(find_addresses, lists=load_street_lists(), never=lists.never)),
        _BelgianRecogniser("geboortedatum", patterns.BIRTHDAY),
        _Finder("handle", Handles().find),
        _BelgianRecogniser("url", [profile_pattern()]),
        _Finder("gezondheid", Health().find),
        _Finder("naam", partial(find_names, lists=lists, tagger=tagger)),
    ]
