"""Presidio's recognisers for what Belgians type: patterns, and a check wherever one exists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from presidio_analyzer import EntityRecognizer, Pattern, PatternRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.predefined_recognizers import CreditCardRecognizer, IbanRecognizer, PhoneRecognizer

from magdat.privacy import patterns
from magdat.privacy.check_digits import is_company_number, is_iban, is_national_number, is_old_account
from magdat.privacy.name_lists import NameLists, read_list
from magdat.privacy.names import Tagger, find_names

LANGUAGE = "nl"
_SURE = 0.9


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
        return is_iban(pattern_text)


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


class _Names(EntityRecognizer):
    """Names of people, by lists, neighbours and the Dutch tagger."""

    def __init__(self, lists: NameLists, tagger: Tagger) -> None:
        self._lists = lists
        self._tagger = tagger
        super().__init__(supported_entities=["naam"], supported_language=LANGUAGE, context=[])

    def load(self) -> None:
        """Do nothing: the lists are there."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Return the names."""
        return [
            RecognizerResult("naam", start, end, _SURE) for start, end in find_names(text, self._lists, self._tagger)
        ]


def _is_phone(text: str) -> bool:
    # «0403.170.701» is how an enterprise writes its number.
    return not (patterns.COMPANY.fullmatch(text) and is_company_number(text))


def all_recognisers(lists: NameLists, tagger: Tagger) -> list[EntityRecognizer]:
    """Return a recogniser for each kind of personal data.

    Raises:
        OSError: the list of health words cannot be read.
    """
    return [
        _BelgianRecogniser("e-mail", patterns.MAIL),
        _BelgianRecogniser("rijksregisternummer", [patterns.NATIONAL_NUMBER], is_national_number),
        _BelgianRecogniser("rijksregisternummer", [patterns.NATIONAL_NUMBER_NAMED]),
        _Iban(),
        _Card(),
        _BelgianRecogniser("rekening", [patterns.OLD_ACCOUNT], is_old_account),
        _BelgianRecogniser("rekening", patterns.ACCOUNT_NAMED),
        _BelgianRecogniser("telefoon", patterns.PHONE, _is_phone),
        _ForeignPhone(),
        _BelgianRecogniser("nummerplaat", patterns.PLATE),
        _BelgianRecogniser("personeelsnummer", patterns.STAFF_NUMBER),
        _BelgianRecogniser("adres", patterns.ADDRESS, partial(patterns.is_address, towns=lists.towns)),
        _BelgianRecogniser("geboortedatum", patterns.BIRTHDAY),
        _BelgianRecogniser("handle", patterns.HANDLE),
        _BelgianRecogniser("url", patterns.PROFILE),
        _BelgianRecogniser("gezondheid", patterns.health(read_list("gezondheid"))),
        _Names(lists, tagger),
    ]
