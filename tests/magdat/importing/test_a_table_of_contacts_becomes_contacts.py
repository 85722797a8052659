"""A table or a list that says where somebody is reached: a name, for what, and number and address as data."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from made_understanding import Keyed

from magdat.importing.build import import_policy
from magdat.importing.contact_lines import contact_lines
from magdat.importing.desks import Desks
from magdat.importing.reach import reach_of
from magdat.importing.reading.opening import read_source
from magdat.policy.loading import load_policy


@pytest.fixture
def contacts(tmp_path, library, cues):
    def imported(below: str, heading: str = "Bij wie kan je terecht?") -> dict[str, Any]:
        path = tmp_path / "beleid.md"
        text = f"# Beleid\n\n## 1. Foto's\n\nFoto's deel je nooit.\n\n## 2. {heading}\n\n{below}\n"
        path.write_text(text, encoding="utf-8")
        found = import_policy(path, library, cues, Keyed)
        assert load_policy(tmp_path / "concept.yml", library, found.text)
        return found.data["contacten"]

    return imported


def test_who_has_a_first_name_and_a_subject_is_reached(contacts):
    found = contacts("- **Noor**, aanspreekpunt integriteit: 0470 55 12 12")
    told = {"functie": "het aanspreekpunt integriteit", "naam": "Noor", "telefoon": "0470 55 12 12"}
    assert found["aanspreekpunt_integriteit"] == told


ROWS = {
    "Waarvoor": ["Pesten, ook online", "Pers", "Toestel stuk"],
    "Wie": ["Fatima Haddou, vertrouwenspersoon", "Katrien Dewaele, woordvoerster", "IT-helpdesk"],
    "Hoe": ["0470 55 12 12", "katrien@nova.example, ook in het weekend", "intern 240"],
}
FOUND = {
    "vertrouwenspersoon": {
        "functie": "de vertrouwenspersoon",
        "naam": "Fatima Haddou",
        "waarvoor": "Pesten, ook online",
        "telefoon": "0470 55 12 12",
    },
    "woordvoerder": {
        "functie": "de woordvoerster",
        "naam": "Katrien Dewaele",
        "waarvoor": "Pers",
        "e_mail": "katrien@nova.example",
        "bereikbaar": "ook in het weekend",
    },
    "it": {"functie": "de IT-helpdesk", "waarvoor": "Toestel stuk", "telefoon": "240"},
}


def table(*names: str, called: dict[str, str] | None = None) -> str:
    shown = [(called or {}).get(name, name) for name in names]
    lines = [f"| {' | '.join(shown)} |", f"|{'---|' * len(names)}"]
    lines += [f"| {' | '.join(cells)} |" for cells in zip(*(ROWS[name] for name in names))]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "order", [("Waarvoor", "Wie", "Hoe"), ("Hoe", "Wie", "Waarvoor"), ("Wie", "Hoe", "Waarvoor")], ids="-".join
)
def test_the_columns_may_stand_in_any_order(order, contacts):
    assert contacts(table(*order)) == FOUND


def test_a_table_of_word_is_read_alike(tmp_path, library, cues):
    document = docx.Document()
    document.add_heading("1. Contact", 1)
    grid = document.add_table(rows=1, cols=3)
    for cell, name in zip(grid.rows[0].cells, ROWS):
        cell.text = name
    for cells in zip(*ROWS.values()):
        for cell, text in zip(grid.add_row().cells, cells):
            cell.text = text
    document.save(str(tmp_path / "beleid.docx"))
    assert import_policy(tmp_path / "beleid.docx", library, cues, Keyed).data["contacten"] == FOUND


@pytest.mark.parametrize(
    "called",
    [
        {"Waarvoor": "Vraag over", "Wie": "Contact", "Hoe": "Bereikbaar"},
        {"Waarvoor": "Situatie", "Wie": "Dienst of persoon", "Hoe": "Tel. / mail"},
    ],
    ids=["names that are known", "names that nobody knows for one of them"],
)
def test_the_columns_may_have_other_names(called, contacts):
    assert contacts(table("Waarvoor", "Wie", "Hoe", called=called)) == FOUND


def test_desk_and_name_may_have_a_column_each(contacts):
    text = "| Dienst | Naam | Tel |\n|---|---|---|\n| HR | Ilse Boeckx | intern 12 |\n| Ploeg van wacht | – | 8000 |"
    assert contacts(text) == {
        "hr": {"functie": "HR", "naam": "Ilse Boeckx", "telefoon": "12"},
        "ploeg_van_wacht": {"functie": "Ploeg van wacht", "telefoon": "8000"},
    }


def test_a_table_that_reaches_nobody_holds_no_contacts(contacts):
    text = "| Kanaal | Wie |\n|---|---|\n| Facebook | Bram Maes |\n| TikTok | Yasmina Aziz |"
    assert contacts(text) == {}


@pytest.mark.parametrize(
    ("line", "key", "found"),
    [
        (
            "Pers: Jan Peeters, intern 2610",
            "woordvoerder",
            {"functie": "de contactpersoon voor pers", "naam": "Jan Peeters", "waarvoor": "Pers", "telefoon": "2610"},
        ),
        (
            "**Vertrouwenspersoon:** Hilde Maes, hilde@nova.example",
            "vertrouwenspersoon",
            {"functie": "de vertrouwenspersoon", "naam": "Hilde Maes", "e_mail": "hilde@nova.example"},
        ),
        (
            "HR, Sofie Maes: hr@nova.example",
            "hr",
            {"functie": "HR", "naam": "Sofie Maes", "e_mail": "hr@nova.example"},
        ),
        (
            "Preventieadviseur Rik Daems: 03 000 44 20",
            "preventieadviseur",
            {"functie": "de preventieadviseur", "naam": "Rik Daems", "telefoon": "03 000 44 20"},
        ),
        (
            "ICT-helpdesk: 300, dag en nacht",
            "it",
            {"functie": "de ICT-helpdesk", "telefoon": "300", "bereikbaar": "dag en nacht"},
        ),
        (
            "Algemeen directeur: Hilde Raes, via het secretariaat op 301, na de uren 0400 00 03 01",
            "directie",
            {
                "functie": "de algemeen directeur",
                "naam": "Hilde Raes",
                "telefoon": "via het secretariaat op 301, na de uren 0400 00 03 01",
            },
        ),
        ("Stressteam: intern nummer 4420", "stressteam", {"functie": "Stressteam", "telefoon": "4420"}),
        (
            "**Kurt** (gsm, app): kurt@nova.example",
            "gsm_app",
            {
                "functie": "de contactpersoon voor gsm, app",
                "naam": "Kurt",
                "waarvoor": "gsm, app",
                "e_mail": "kurt@nova.example",
            },
        ),
        (
            "Ernstige misbruiken: meldpunt@nova.example",
            "meldkanaal",
            {
                "functie": "het meldpunt",
                "waarvoor": "Ernstige misbruiken",
                "e_mail": "meldpunt@nova.example",
            },
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and ":" in value else "",
)
def test_an_item_of_a_list_is_a_contact(line, key, found, contacts):
    assert contacts(f"- {line}\n- Met gewone vragen ga je naar je collega's.", heading="Contact")[key] == found


def test_a_person_is_who_bears_that_name_elsewhere(contacts):
    rows = "| Voor | Wie | Hoe |\n|---|---|---|\n| Pesten | Nadia Ferrari | 0470 55 01 22 |\n| Wifi | IT | 2700 |"
    told = contacts(f"Nadia Ferrari is onze vertrouwenspersoon.\n\n{rows}")
    assert told["vertrouwenspersoon"] == {
        "functie": "de vertrouwenspersoon",
        "naam": "Nadia Ferrari",
        "waarvoor": "Pesten",
        "telefoon": "0470 55 01 22",
    }
    assert set(told) == {"vertrouwenspersoon", "it"}


def test_what_is_said_of_a_contact_points_to_it(tmp_path, library, cues):
    path = tmp_path / "beleid.md"
    path.write_text(f"# Beleid\n\n## 1. Contact\n\n{table('Wie', 'Hoe')}\n\n- Loon: Griet Rombouts, 219\n", "utf-8")
    pointed = {item.passage.text: item.contact for item in import_policy(path, library, cues, Keyed).proposals}
    assert pointed["Wie: IT-helpdesk; Hoe: intern 240."] == "it"
    assert pointed["Loon: Griet Rombouts, 219."] == "loon"


def test_a_sentence_with_a_number_in_it_is_no_contact_line(tmp_path, cues):
    text = "# Beleid\n\n## Toestellen\n\n- Kwijt? Bel meteen: 09 000 31 31.\n- De regel is simpel: bel binnen 24 uur.\n"
    path = tmp_path / "beleid.md"
    path.write_text(text, encoding="utf-8")
    assert contact_lines(read_source(path).blocks, Desks(cues), cues) == []


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("0470/55.12.12", "0470/55.12.12"),
        ("+32 9 555 01 40", "+32 9 555 01 40"),
        ("tel. 09 555 01 40", "09 555 01 40"),
        ("7000, 6-22 uur", "7000"),
        ("24 uur op 24, toestel 200", "200"),
        ("vanaf 01/10/2026", ""),
        ("binnen 15 dagen", ""),
        ("bel 112", ""),
    ],
)
def test_a_number_is_told_apart_from_a_day_or_a_term(text, phone):
    assert reach_of(text, short=True).phone == phone
