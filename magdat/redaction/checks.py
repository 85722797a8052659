"""Check digits: what tells a Belgian number from any other row of digits. Rules name these by their Dutch name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import regex

_COMPANY = regex.compile(r"[01]\d{3}[. ]?\d{3}[. ]?\d{3}")
_MOBILE = regex.compile(r"04[5-9]\d")
_DATE = regex.compile(
    r"\D*\d{1,2} ?[./\- ] ?(?:0?\d|1[0-2]) ?[./\- ] ?(?:19|20)\d\d(?!\d)|\D*(?:19|20)\d\d-?[01]\d-?[0-3]\d\b"
)
"""How a row of digits begins that is a day, and perhaps an hour."""


def digits_of(text: str) -> str:
    """Return the ASCII digits of a text."""
    return "".join(letter for letter in text if letter in "0123456789")


def is_national_number(text: str) -> bool:
    """Whether a text holds a Belgian national number: eleven digits, a possible birthday, check digits modulo 97.

    Whoever was born in 2000 or later has a 2 put before the first nine digits. A bis number, for people who are
    not in the register, has 20 or 40 added to its month; an unknown birthday has zeros.
    """
    digits = digits_of(text)
    if len(digits) != 11:
        return False
    body, check = digits[:9], int(digits[9:])
    return any(
        97 - int(prefix + body) % 97 == check and _is_birthday(century + int(digits[:2]), digits)
        for prefix, century in (("", 1900), ("2", 2000))
    )


def _is_birthday(year: int, digits: str) -> bool:
    month, day = int(digits[2:4]), int(digits[4:6])
    month -= 40 if month >= 40 else 20 if month >= 20 else 0
    if month == 0 or day == 0:
        return month <= 12 and day <= 31
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def is_old_account(text: str) -> bool:
    """Whether a text holds a Belgian account number from before IBAN: twelve digits, the last two modulo 97."""
    digits = digits_of(text)
    return len(digits) == 12 and (int(digits[:10]) % 97 or 97) == int(digits[10:])


def is_iban(text: str) -> bool:
    """Whether a text has the check digits of an IBAN, of any country; no IBAN has fewer than eight digits."""
    plain = "".join(letter for letter in text.upper() if letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if not 15 <= len(plain) <= 34 or not plain[:2].isalpha() or not plain[2:4].isdecimal():
        return False
    if len(digits_of(plain)) < 8:
        return False  # «om 19 uur samen over» may well have the check digits of a foreign account
    return int("".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])) % 97 == 1


def is_card(text: str) -> bool:
    """Whether the digits of a text end in the check digit of a payment card (Luhn)."""
    digits = [int(digit) for digit in digits_of(text)][::-1]
    doubled = sum(digit * 2 - 9 * (digit > 4) for digit in digits[1::2])
    return 12 <= len(digits) <= 19 and (sum(digits[::2]) + doubled) % 10 == 0


def is_company_number(text: str) -> bool:
    """Whether a text holds a Belgian enterprise number, which is public: ten digits, the last two modulo 97."""
    digits = digits_of(text)
    return len(digits) == 10 and digits[0] in "01" and 97 - int(digits[:8]) % 97 == int(digits[8:])


def _is_phone(text: str) -> bool:
    if _DATE.match(text):
        return False
    # «0403.170.701» is how an enterprise writes its number; without full stops a mobile number is likelier.
    company = bool(_COMPANY.fullmatch(text)) and is_company_number(text)
    return not company or (bool(_MOBILE.match(text)) and "." not in text)


def _is_account(text: str) -> bool:
    return not (_COMPANY.fullmatch(text) and is_company_number(text)) and not _DATE.match(text)


CHECKS: Mapping[str, Callable[[str], bool]] = {
    "rijksregisternummer": is_national_number,
    "oude_rekening": is_old_account,
    "iban": is_iban,
    "betaalkaart": is_card,
    "telefoon": _is_phone,
    "rekening": _is_account,
}
"""What a rule may ask for as its «controle»."""
