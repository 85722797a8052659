"""The same letters and digits are personal data or not by what stands around them; messages made up for this test."""

from __future__ import annotations

import pytest

from magdat.privacy.redaction import Redactor


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("ze wachten op de markt 3 tot ik buiten kom", "ze wachten op de <adres> tot ik buiten kom"),
        ("zij woont hazelaarweg 8 bus 2, 9000 gent", "zij woont <adres>"),
        ("de camera hangt aan de wilgenkaai 12 in gent", "de camera hangt aan de <adres>"),
        ("mijn auto 1 kdv 203 stond er", "mijn auto <nummerplaat> stond er"),
        ("de camion T-XHB-140 staat erop", "de camion <nummerplaat> staat erop"),
        ("prikkaart 7714 is de mijne", "prikkaart <personeelsnummer> is de mijne"),
        ("mijn stamnr is 44 120", "mijn stamnr is <personeelsnummer>"),
        ("op reddit ben ik u/kantinevriend", "op reddit ben ik <handle>"),
        ("mijn gebruikersnaam is kantinevriend", "mijn gebruikersnaam is <handle>"),
        ("hij heeft een deprsssie", "hij heeft <gezondheid>"),
        ("zij is 6 maanden zwanger", "zij is <gezondheid>"),
        ("hij kreeg een zware hartaanval", "hij kreeg <gezondheid>"),
        ("sinds mijn enkel verzwikt is", "sinds <gezondheid> is"),
        ("ik zit aan nummer 9 in de Beukenstraat", "ik zit aan <adres>"),
        ("hij woont korenlei 8, derde verdiep, gent", "hij woont <adres>"),
        ("de beukenstraat negentien is van ons", "de <adres> is van ons"),
        ("mijn persoonlijke plaat is FRITZ", "mijn persoonlijke plaat is <nummerplaat>"),
        ("een poolse camion KR 8812C", "een poolse camion <nummerplaat>"),
        ("ik klok in met 7733", "ik klok in met <personeelsnummer>"),
        ("mijn badge is 331 en de zijne 332", "mijn badge is <personeelsnummer> en de zijne <personeelsnummer>"),
        ("op twitch speel ik onder de naam boterkoek", "op twitch speel ik onder de naam <handle>"),
        ("zij is bert.van.gent, denk ik", "zij is <handle>, denk ik"),
        ("zij slikt sertralinne", "zij slikt <gezondheid>"),
        ("mijn collega heet rein", "mijn collega heet <naam>"),
        ("als bo mij tagt", "als <naam> mij tagt"),
        ("gisteren heeft ben mij gebeld", "gisteren heeft <naam> mij gebeld"),
    ],
)
def test_with_them_it_goes(redactor: Redactor, text: str, redacted: str) -> None:
    assert redactor.redact(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "op de markt 3 kramen gefilmd",
        "in zaal 4 van het kantoor in gent",
        "lijn 3 in gent rijdt niet",
        "ons team telt 120 man en 3 wagens",
        "model XYZ 500 van onze machine",
        "cao 81 en PC 124, de A12 en de E40",
        "mijn badge werkt al 3 dagen niet",
        "mijn personeelsnummer staat nergens",
        "mijn insta is openbaar",
        "hoe verander ik mijn gebruikersnaam",
        "als ik ziek ben betaalt de ziekenkas",
        "de griepprik-actie op intranet",
        "een arbeidsongeval filmen",
        "wij bespraken de mediatie en de migratie",
        "waar ik tegen ben is controle",
        "een job van 38 uur",
        "door rein toeval gezien",
        "mijn collega filmt alles",
        "ik ben bediende, mag dat",
        "de cijfers van jan en feb",
        "ne echte piet precies",
        "mark of model van het toestel",
        "om 9 in de Nationale Bank",
        "in de beukenstraat twee camera's",
        "de plaat van de groep staat op de radio",
        "een poolse collega met 3 kinderen",
        "ik klok in om 0733",
        "zoek vacatures op linkedin",
        "een foto van mijn hand verwijderd",
        "suiker in de koffie",
    ],
)
def test_without_them_it_stays(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text) == text
