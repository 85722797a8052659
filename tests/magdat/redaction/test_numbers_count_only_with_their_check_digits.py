from __future__ import annotations

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from magdat.redaction import Redactor
from magdat.redaction.checks import is_company_number, is_iban, is_national_number, is_old_account

birthdays = st.dates(date(1901, 1, 1), date(2050, 12, 31))
serials = st.integers(1, 998)
shapes = st.sampled_from(
    ["{0}{1}{2}{3}{4}", "{0}.{1}.{2}-{3}.{4}", "{0} {1} {2} {3} {4}", "{0}.{1}.{2} {3} {4}", "{0}-{1}-{2}-{3}-{4}"]
)


def national_number(birthday: date, serial: int, shape: str, month_added: int = 0) -> str:
    body = f"{birthday.year % 100:02}{birthday.month + month_added:02}{birthday.day:02}{serial:03}"
    check = 97 - int(("2" if birthday.year >= 2000 else "") + body) % 97
    return shape.format(body[:2], body[2:4], body[4:6], body[6:], f"{check:02}")


@given(birthdays, serials, shapes, st.sampled_from([0, 20, 40]))
def test_a_national_number_of_any_birthday_and_shape_is_known(
    birthday: date, serial: int, shape: str, added: int
) -> None:
    assert is_national_number(national_number(birthday, serial, shape, added))


@given(birthdays, serials, st.integers(1, 96))
def test_a_national_number_with_other_check_digits_is_not(birthday: date, serial: int, off: int) -> None:
    number = national_number(birthday, serial, "{0}{1}{2}{3}{4}")
    wrong = (int(number[9:]) + off - 1) % 97 + 1
    other = number[:9] + f"{wrong:02}"
    # By chance the digits can be right for somebody born a century apart.
    assume(wrong not in {97 - int(number[:9]) % 97, 97 - int("2" + number[:9]) % 97})
    assert not is_national_number(other)


def test_the_redactor_finds_a_national_number_by_its_digits_alone(redactor: Redactor) -> None:
    @given(birthdays, serials, shapes)
    def check(birthday: date, serial: int, shape: str) -> None:
        number = national_number(birthday, serial, shape)
        assert redactor.redact(f"op die foto staat {number} dus") == "op die foto staat <rijksregisternummer> dus"

    check()


def test_a_birthday_that_cannot_be_makes_no_national_number() -> None:
    body = "851350033"
    assert not is_national_number(body + f"{97 - int(body) % 97:02}")
    assert not is_national_number("")
    assert not is_national_number("٨٥٠٧٣٠٠٣٣٢٨")


@given(st.integers(0, 10**12 - 1))
def test_a_belgian_iban_is_known_in_any_case_and_spacing(account: int) -> None:
    digits = f"{account:012}"
    check = 98 - int(digits + "111400") % 97
    iban = f"BE{check:02}{digits}"
    spaced = " ".join(iban[at : at + 4] for at in range(0, 16, 4))
    assert is_iban(iban)
    assert is_iban(spaced.lower())


@given(st.integers(0, 10**12 - 1), st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_makes_an_iban_unknown(account: int, place: int, off: int) -> None:
    digits = f"{account:012}"
    iban = f"BE{98 - int(digits + '111400') % 97:02}{digits}"
    assume(place >= 2)
    wrong = iban[:place] + str((int(iban[place]) + off) % 10) + iban[place + 1 :]
    assert not is_iban(wrong)


def test_account_and_enterprise_numbers_have_their_own_check() -> None:
    assert is_old_account("539-0075470-34")
    assert not is_old_account("539-0075470-35")
    assert is_company_number("0403.170.701")
    assert not is_company_number("0470.123.456")
