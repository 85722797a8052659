"""Nicknames and rare names are told by the words around them; messages made up for this test."""

from __future__ import annotations

import pytest

from magdat.privacy.redaction import Redactor


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("den Zwiep heeft het gedaan", "den <naam> heeft het gedaan"),
        ("toen zei diene Brunno dat", "toen zei diene <naam> dat"),
        ("'t Wazemieke lacht altijd", "'t <naam> lacht altijd"),
        ("onzen Roos is weg", "onzen <naam> is weg"),
        ("Will en Joy posten vanop kantoor", "<naam> en <naam> posten vanop kantoor"),
        ("zwiepo en stijn maken stickers", "<naam> en <naam> maken stickers"),
        ("klacht over Kurt Maes en Mo", "klacht over <naam> en <naam>"),
        ("volgens mij is het Ewa, denk ik", "volgens mij is het <naam>, denk ik"),
        ("vraag maar aan zwiepo, die weet het", "vraag maar aan <naam>, die weet het"),
        ("mijn teamlead joke zegt nee", "mijn teamlead <naam> zegt nee"),
        ("Kevin DS heeft dat gedaan", "<naam> heeft dat gedaan"),
        ("sandra vdb liket alles", "<naam> liket alles"),
        ("Odrik Quaghe, rijksregisternummer 690117 149 21", "<naam>, rijksregisternummer <rijksregisternummer>"),
        ("mijn dochterke Zwana staat erop", "mijn dochterke <naam> staat erop"),
        ("ik heb met Brunno gebeld", "ik heb met <naam> gebeld"),
    ],
)
def test_with_it_a_name_goes(redactor: Redactor, text: str, redacted: str) -> None:
    assert redactor.redact(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "vraag maar aan uw leidinggevende",
        "stel die vraag eens aan support",
        "volgens mij is het Instagram dat blokkeert",
        "diene Duitse klant belt altijd",
        "den Delhaize doet dat ook",
        "met Canva gewerkt voor de banner",
        "Sales en Marketing werken samen",
        "mijn chef wil dat ik post",
        "mijn man is zelfstandige",
    ],
)
def test_without_it_a_word_stays(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text) == text
