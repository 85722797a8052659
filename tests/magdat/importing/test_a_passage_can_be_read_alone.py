"""Each passage of a clause can be said on its own: with its lead-in, and with the sentence that it leans on."""

from __future__ import annotations

import pytest

from magdat.importing.joining import joined
from magdat.importing.outline import outline_of
from magdat.importing.passages import Shape, passages_of
from magdat.importing.reading.opening import read_source
from magdat.importing.titles import Titles
from magdat.policy.whole_sentences import sentences_of


def passages(folder, cues, *lines, chapter="## 1. Kader"):
    path = folder / "beleid.md"
    path.write_text("\n\n".join(["# Beleid", chapter, *lines]) + "\n", encoding="utf-8")
    return passages_of(outline_of(read_source(path)).clauses, cues)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Je mag posten. Niemand leest mee.", 2),
        ("Bel art. 4 na. Het kost o.a. 3.50 euro.", 2),
        ("Vraag het aan dr. Peeters. Hij weet het.", 2),
        ("J. Peeters beslist. «Mag dat?» vraag je.", 2),
        ("Dat mag… Toch niet! Echt?", 3),
        ("Om 8.30 uur. 12 mensen.", 2),
    ],
)
def test_sentences_end_where_people_end_them(cues, text, parts):
    found = sentences_of(text, cues.abbreviations)
    assert len(found) == parts
    assert " ".join(found) == text


def test_an_item_takes_the_lead_in_with_it(tmp_path, cues):
    found = passages(tmp_path, cues, "1.1 Je mag niet:", "- klanten filmen;\n- prijzen delen.")
    assert [item.text for item in found] == [
        "Je mag niet: klanten filmen; prijzen delen.",
        "Je mag niet: klanten filmen.",
        "Je mag niet: prijzen delen.",
    ]
    assert [item.shape for item in found] == [Shape.LIST, Shape.ITEM, Shape.ITEM]


def test_steps_stay_together(tmp_path, cues):
    found = passages(tmp_path, cues, "1.1 Wil je een pagina, dan loopt het zo:", "- je vraagt het aan;\n- je wacht.")
    assert [(item.shape, item.text) for item in found] == [
        (Shape.STEPS, "Wil je een pagina, dan loopt het zo: je vraagt het aan; je wacht.")
    ]


def test_a_definition_needs_no_lead_in(tmp_path, cues):
    found = passages(
        tmp_path, cues, "1.1 Enkele begrippen:", "- de poster is wie berichten plaatst;\n- de baas beslist."
    )
    assert [item.text for item in found] == ["De poster is wie berichten plaatst.", "De baas beslist."]
    assert {item.title for item in found} == {"Enkele begrippen"}


@pytest.mark.parametrize(
    "text",
    [
        "Over klanten zet je niets online. In een besloten groep is dat niet anders.",
        "Filmt een klant jou? Vraag vriendelijk om te stoppen. Helpt dat niet, bel dan de bewaking.",
        "Belt een journalist, verwijs dan door. Zelf antwoord je niet.",
        "Overleggen doe je in de app. WhatsApp gebruik je daar niet voor.",
        "Staat je werk in je profiel? Fijn. Zet er dan bij dat je in eigen naam schrijft.",
    ],
)
def test_a_sentence_that_leans_stays_with_the_one_before(tmp_path, cues, text):
    assert [item.text for item in passages(tmp_path, cues, f"1.1 {text}")] == [text]


def test_sentences_that_stand_alone_are_parted(tmp_path, cues):
    found = passages(tmp_path, cues, "1.1 Je mag vertellen waar je werkt. Ons logo gebruik je niet als profielfoto.")
    assert len(found) == 2


def test_a_heading_that_runs_into_the_text_is_a_title(tmp_path, cues):
    found = passages(
        tmp_path,
        cues,
        "1.1 Aanvraag. De dienst vult het formulier in.",
        "1.2 Nazicht. Het team leest na.",
        "1.3 Noodsituatie. Bij een ramp vervallen alle stappen.",
    )
    assert [item.title for item in found] == ["Aanvraag", "Nazicht", "Noodsituatie"]
    alone = passages(tmp_path, cues, "1.1 Wees beleefd. Scheld niemand uit.", "1.2 Je mag posten. Iedereen mag dat.")
    assert not any(item.title for item in alone)


def numbers(folder, markdown):
    path = folder / "beleid.md"
    path.write_text(markdown, encoding="utf-8")
    outline = outline_of(read_source(path))
    return [clause.number for clause in outline.clauses], outline.chapters


def test_articles_under_chapters_keep_their_own_numbers(tmp_path):
    found, chapters = numbers(
        tmp_path,
        "# Order\n\n## Hoofdstuk I. Algemeen\n\n### Artikel 1. Wie\n\n1.1. Iedereen.\n\n1.2. Ook thuis.\n\n"
        "## Hoofdstuk II. Pers\n\n### Artikel 2. Vragen\n\n2.1. Bel ons.\n",
    )
    assert found == ["1.1", "1.2", "2.1"]
    assert chapters == {"1": "Algemeen: Wie", "2": "Pers: Vragen"}


def test_an_article_without_numbered_paragraphs_is_cited_by_its_own_number(tmp_path):
    found, _ = numbers(
        tmp_path, "# Code\n\n## Artikel 3. Foto's\n\nVraag het eerst.\n\nOok binnen.\n\n## Artikel 4. Pers\n\nBel.\n"
    )
    assert found == ["3", "4"]


def test_a_text_without_numbers_gets_them_in_order(tmp_path):
    found, chapters = numbers(
        tmp_path,
        "# Code\n\n## Foto's\n\nVraag het.\n\nOok binnen.\n\n## Pers\n\n### Krant\n\nBel.\n\n### Radio\n\nBel ook.\n",
    )
    assert found == ["1.1", "1.2", "2.1", "2.2"]
    assert chapters == {"1": "Foto's", "2": "Pers"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Over klanten zet je niets online. Buren herkennen iemand snel.", 1),
        ("Op een klacht reageer je niet zelf. Stuur de link naar de klantendienst.", 1),
        ("Surfen mag de hele dag. Er geldt geen vaste tijdslimiet.", 1),
        ("Je mag vertellen waar je werkt. Ons logo gebruik je niet als profielfoto.", 2),
        ("De kandidaat meldt dit vooraf. Dienstkledij mag in de campagne niet gebruikt worden.", 2),
    ],
)
def test_what_answers_one_question_is_together_and_a_ban_stays_apart_from_a_permission(tmp_path, cues, text, parts):
    found = joined(passages(tmp_path, cues, f"1.1 {text}"), cues)
    assert len(found) == parts
    assert " ".join(item.text for item in found) == text


def test_a_clause_with_a_letter_keeps_it(tmp_path):
    found, chapters = numbers(
        tmp_path,
        "# Handboek\n\n## P. Posten\n\n**P1.** Schrijf gerust.\n\n**P2.** Zeg waar je werkt.\n\n"
        "## G. Geheim\n\n**G1.** Noem geen klanten.\n",
    )
    assert found == ["P1", "P2", "G1"]
    assert chapters == {"P": "Posten", "G": "Geheim"}


def test_a_line_in_bold_is_a_heading_and_its_paragraphs_count_below_it(tmp_path):
    found, chapters = numbers(
        tmp_path,
        "# Nota\n\n## TITEL I. ALGEMEEN\n\n**Art. 1. Wie**\n\n§ 1. Iedereen.\n\n§ 2. Ook thuis.\n\n"
        "## TITEL II. BEELDEN\n\n**Art. 2. Foto's**\n\n§ 1. Vraag het eerst.\n\n**Dit is geen kop, het is een zin.**\n",
    )
    assert found == ["1.1", "1.2", "2.1"]
    assert chapters == {"1": "ALGEMEEN: Wie", "2": "BEELDEN: Foto's"}


def test_a_list_below_a_table_has_no_row_for_a_lead_in(tmp_path, cues):
    table = "| Wie | Wat |\n|---|---|\n| Magazijn | enkel in de pauze |"
    found = passages(tmp_path, cues, "Dit geldt overal.", table, "- Vraag het vooraf.\n- Bel de receptie.")
    assert [item.text for item in found if item.shape is Shape.ROW] == ["Wie: Magazijn; Wat: enkel in de pauze."]
    assert [item.text for item in found if item.shape is not Shape.ROW] == [
        "Dit geldt overal.",
        "Vraag het vooraf.",
        "Bel de receptie.",
    ]


def test_an_item_leads_the_list_that_stands_below_it(tmp_path, cues):
    found = passages(
        tmp_path,
        cues,
        "- Een smartwatch mag.\n- Uitzonderingen, telkens schriftelijk:\n  - wie een attest heeft;\n  - ploegbazen.\n"
        "- De pauze is vrij.",
    )
    assert [item.text for item in found] == [
        "Een smartwatch mag.",
        "Uitzonderingen, telkens schriftelijk: wie een attest heeft; ploegbazen.",
        "Uitzonderingen, telkens schriftelijk: wie een attest heeft.",
        "Uitzonderingen, telkens schriftelijk: ploegbazen.",
        "De pauze is vrij.",
    ]
    assert all(Titles().new(item, "Kader") for item in found)


def test_a_list_within_a_list_keeps_what_leads_both(tmp_path, cues):
    lines = "- berichten waarin je:\n  - klanten bij naam noemt;\n  - prijzen noemt.\n- reclame."
    found = [item.text for item in passages(tmp_path, cues, "1.1 Dit mag niet:", lines)]
    assert found[1:3] == [
        "Dit mag niet: berichten waarin je: klanten bij naam noemt.",
        "Dit mag niet: berichten waarin je: prijzen noemt.",
    ]
