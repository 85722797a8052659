"""«Alleen Karel Maes, woordvoerder» names Karel Maes; and what only looks like a desk is no contact."""

from __future__ import annotations

from pathlib import Path

import pytest

from magdat.importing.contact_lines import contact_lines
from magdat.importing.cues import Cues
from magdat.importing.people import Directory, Found
from magdat.importing.reading.opening import read_source
from magdat.policy.whole_sentences import sentences_of


def contacts(body: str, cues: Cues, folder: Path) -> dict[str, Found]:
    path = folder / "code.md"
    path.write_text(f"# Code\n\n{body}\n", "utf-8")
    blocks = read_source(path).blocks
    directory = Directory(cues)
    sentences = [sentence for block in blocks for sentence in sentences_of(block.text, cues.abbreviations)]
    directory.read(sentences, contact_lines(blocks, directory.desks, cues))
    return directory.found


@pytest.mark.parametrize(
    "word", ["Alleen", "Enkel", "Ook", "Vooral", "Steeds", "Eventueel", "Via", "Onze", "Bij", "Of", "Mevrouw"]
)
def test_a_word_in_front_of_a_name_is_no_part_of_it(word: str, cues: Cues, tmp_path: Path) -> None:
    found = contacts(f"{word} Karel Maes, woordvoerder, plaatst berichten.", cues, tmp_path)
    assert found["woordvoerder"].name == "Karel Maes"
    found = contacts(f"## Contact\n\n- {word} Els Claes, HR: hr@x.example", cues, tmp_path)
    assert found["hr"].name == "Els Claes"
    table = f"| Waarvoor | Wie | Hoe |\n|---|---|---|\n| Pers | {word} Jan Peeters | 2210 |"
    assert contacts(table, cues, tmp_path)["woordvoerder"].name == "Jan Peeters"


def test_who_sends_a_letter_is_not_called_from(cues: Cues, tmp_path: Path) -> None:
    assert contacts("Van Els Claes, directeur. Aan iedereen.", cues, tmp_path)["directie"].name == "Els Claes"
    assert contacts("Karel Van Damme Maes, directeur.", cues, tmp_path)["directie"].name == "Karel Van Damme Maes"
    assert contacts("Van Den Bossche, directeur.", cues, tmp_path)["directie"].name == "Van Den Bossche"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Van Hoof Jan", "Van Damme Els"),
        ("van Hoof Jan", "van den Bossche Els"),
        ("Van De Velde Jan", "Van Looy-Maes Rita"),
    ],
)
@pytest.mark.parametrize("heading", ["## Contact\n\n", ""])
def test_a_family_name_in_front_keeps_its_van(name: str, other: str, heading: str, cues: Cues, tmp_path: Path) -> None:
    lines = f"- Vertrouwenspersoon: {name}, 09 111 22 33\n- Preventieadviseur: {other}, els.vandamme@x.example\n"
    found = contacts(f"{heading}{lines}\nVan Looy Rita, preventieadviseur, helpt je.", cues, tmp_path)
    assert (found["vertrouwenspersoon"].name, found["vertrouwenspersoon"].phone) == (name, "09 111 22 33")
    assert (found["preventieadviseur"].name, found["preventieadviseur"].email) == (other, "els.vandamme@x.example")
    alone = contacts("Van Looy Rita, preventieadviseur, helpt je.", cues, tmp_path)
    assert alone["preventieadviseur"].name == "Van Looy Rita"
    table = f"| Waarvoor | Wie | Hoe |\n|---|---|---|\n| Pers | {name} | 2210 |"
    assert contacts(table, cues, tmp_path)["woordvoerder"].name == name


@pytest.mark.parametrize("name", ["Dan Peeters", "Door Jacobs", "Op De Beeck Jan"])
def test_a_name_that_is_also_a_word_stays_whole(name: str, cues: Cues, tmp_path: Path) -> None:
    text = (
        f"## Contact\n\n- Woordvoerder: {name}, 09 123 45 68\n\n## Pers\n\n"
        "Voor de pers bel je Karel Maes, woordvoerder van de groep."
    )
    found = contacts(text, cues, tmp_path)["woordvoerder"]
    assert (found.name, found.phone) == (name, "09 123 45 68")


@pytest.mark.parametrize("reach", ["09 123 45 68", "pers@x.example"])
@pytest.mark.parametrize("body", ["Voor de pers bel je {}, woordvoerder van de groep.", "- Woordvoerder: {}"])
def test_a_name_does_not_join_the_number_of_another_line(body: str, reach: str, cues: Cues, tmp_path: Path) -> None:
    text = f"## Contact\n\n- Woordvoerder: {reach}\n\n{body.format('Karel Maes')}"
    found = contacts(text, cues, tmp_path)["woordvoerder"]
    assert found.name is None
    assert reach in (found.phone, found.email)


@pytest.mark.parametrize("reach", ["op 09 123 45 68", "via jan@x.example"])
def test_a_number_does_not_join_the_name_of_another_line(reach: str, cues: Cues, tmp_path: Path) -> None:
    text = f"Karel Maes, woordvoerder, leidt de groep. Je bereikt woordvoerder Jan Peeters {reach}."
    found = contacts(text, cues, tmp_path)["woordvoerder"]
    assert (found.name, found.phone, found.email) == ("Karel Maes", None, None)


def test_a_name_in_the_sentence_with_the_number_is_told(cues: Cues, tmp_path: Path) -> None:
    text = "## Contact\n\n- Pers: 09 123 45 68. Je krijgt Karel Maes, woordvoerder, op 09 123 45 68."
    found = contacts(text, cues, tmp_path)["woordvoerder"]
    assert (found.name, found.phone) == ("Karel Maes", "09 123 45 68")


@pytest.mark.parametrize(
    "name", ["Karel Van Damme", "Karel Van Damme Maes", "An-Sofie De Backer", "Lieve Vandenberghe", "Noor Open"]
)
def test_a_name_stays_whole(name: str, cues: Cues, tmp_path: Path) -> None:
    assert contacts(f"Woordvoerder {name} helpt.", cues, tmp_path)["woordvoerder"].name == name


def test_who_has_only_a_name_is_called_by_it(cues: Cues, tmp_path: Path) -> None:
    (found,) = contacts("## Contact\n\n- Enkel Karel Maes: karel@x.example", cues, tmp_path).values()
    assert (found.title, found.name, found.email) == ("Karel Maes", None, "karel@x.example")


def test_two_people_in_one_line_have_a_number_each(cues: Cues, tmp_path: Path) -> None:
    line = "Inlichtingen: Els Claes, personeelsdienst, nummer 118; Guido Maes, preventieadviseur, nummer 125."
    found = contacts(line, cues, tmp_path)
    assert (found["hr"].name, found["hr"].phone) == ("Els Claes", "118")
    assert (found["preventieadviseur"].name, found["preventieadviseur"].phone) == ("Guido Maes", "125")


def test_a_sentence_is_not_for_what_somebody_is_there(cues: Cues, tmp_path: Path) -> None:
    text = (
        "Berichten van kandidaten beantwoord je niet zelf: je geeft ze aan kinderbegeleider Ilse Martens, telefoon 318."
    )
    assert contacts(text, cues, tmp_path)["kinderbegeleider"].purposes == []


def test_a_table_of_channels_says_who_manages_them(cues: Cues, tmp_path: Path) -> None:
    row = "| Zwembad De Kreek | Stijn Coopman (zwembadcoördinator) | 2260 |"
    table = f"| Kanaal | Beheerder | Intern |\n|---|---|---|\n{row}"
    found = contacts(table, cues, tmp_path)["zwembadcoordinator"]
    assert (found.name, found.purposes, found.phone) == ("Stijn Coopman", ["Zwembad De Kreek"], "2260")


@pytest.mark.parametrize(
    "text",
    [
        "Leerkrachten godsdienst mogen dat.",
        "Wie nachtdienst heeft, mag bellen.",
        "Hou dat in je achterhoofd.",
        "Wie in loondienst werkt, volgt dit.",
        "Stuur geen beeld via een berichtendienst.",
    ],
)
def test_what_only_ends_like_a_desk_is_none(text: str, cues: Cues, tmp_path: Path) -> None:
    assert contacts(text, cues, tmp_path) == {}
