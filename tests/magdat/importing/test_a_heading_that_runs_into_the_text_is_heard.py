"""«**Je wifi.** Thuis kies je …» is a piece with its heading as title; a heading that asks becomes the title alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_documents import write_docx, write_odt

from magdat.importing.cues import Cues
from magdat.importing.heads import head_of
from magdat.importing.outline import outline_of
from magdat.importing.passages import Passage, passages_of
from magdat.importing.reading.opening import read_source
from magdat.importing.titles import Titles

UNCOUNTED = """# Zo doen wij dat

## Foto's

- **Klanten in beeld.** Alleen als ze vooraf ja zeiden.
- **Wie beslist?** De winkelmanager. Hij vraagt soms raad.
- **Een recensie schrijven** over ons doe je niet.
- Tag niemand die dat niet wil.
"""

COUNTED = """# Afspraken

## NIET DOEN

Bel niet aan het stuur.

## 3. Wagens

### Schade

Dezelfde dag melden.

### Gps

Er zit gps in alle camionetten.

**Wie kijkt?** De planner. Je ploegbaas niet.

## 4. Tonen

Dat mag als

1. het werk klaar is,
2. de projectleider akkoord is, en
3. er geen adres op staat.

Er zijn twee uitzonderingen.

- **Een korte stop**, zoals de bakker. Hoogstens tien minuten.
- **Verhuizen.** Vraag het per mail.
"""


def read(path: Path, cues: Cues) -> list[Passage]:
    return passages_of(outline_of(read_source(path)).clauses, cues)


def written(text: str, folder: Path) -> Path:
    path = folder / "beleid.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_is_a_clause_where_the_document_counts_none(cues: Cues, tmp_path: Path) -> None:
    found = [(item.clause.number, item.title, item.text) for item in read(written(UNCOUNTED, tmp_path), cues)]
    assert found == [
        ("1.1", "Klanten in beeld", "Klanten in beeld. Alleen als ze vooraf ja zeiden."),
        ("1.2", "Wie beslist", "De winkelmanager. Hij vraagt soms raad."),
        ("1.3", "Een recensie schrijven", "Een recensie schrijven over ons doe je niet."),
        ("1.4", "", "Tag niemand die dat niet wil."),
    ]


def test_what_stands_under_headings_without_a_number_keeps_that_of_its_chapter(cues: Cues, tmp_path: Path) -> None:
    passages = [item for item in read(written(COUNTED, tmp_path), cues) if item.clause.number == "3"]
    assert [(item.part, item.text) for item in passages] == [
        ("Schade", "Dezelfde dag melden."),
        ("Gps", "Er zit gps in alle camionetten."),
        ("Gps: Wie kijkt", "De planner."),
        ("Gps: Wie kijkt", "Je ploegbaas niet."),
    ]
    titles = Titles()
    assert [titles.new(item, "Wagens") for item in passages[:3]] == ["Schade", "Gps", "Gps: Wie kijkt"]


def test_a_sentence_that_goes_on_in_a_numbered_list_is_one_piece(cues: Cues, tmp_path: Path) -> None:
    texts = [item.text for item in read(written(COUNTED, tmp_path), cues) if item.clause.chapter == "4"]
    assert texts[0] == "Dat mag als het werk klaar is; de projectleider akkoord is, en er geen adres op staat."
    assert texts[1:] == [
        "Er zijn twee uitzonderingen.",
        "Een korte stop, zoals de bakker.",
        "Hoogstens tien minuten.",
        "Verhuizen. Vraag het per mail.",
    ]


@pytest.mark.parametrize("write", [write_docx, write_odt], ids=["word", "opendocument"])
def test_bold_is_read_in_every_kind_of_file_that_has_it(write, cues: Cues, tmp_path: Path) -> None:
    path = write(UNCOUNTED, tmp_path / ("beleid.docx" if write is write_docx else "beleid.odt"))
    wanted = [block.head for block in read_source(written(UNCOUNTED, tmp_path)).blocks]
    assert [block.head for block in read_source(path).blocks] == wanted
    assert sum(map(bool, wanted)) == 3


@pytest.mark.parametrize(
    ("lead", "items", "wanted"),
    [
        ("Dit mag niet:", ["**Foto's van** klanten.", "**Prijzen van** ons."], 1),
        ("Je mag thuis werken als", ["**je leidinggevende** akkoord gaat,", "**het werk** klaar is."], 1),
        ("Er zijn twee soorten.", ["**Foto's.** Vraag het eerst.", "**Video's.** Nooit."], 3),
    ],
)
def test_a_list_stays_with_what_leads_it_in(
    lead: str, items: list[str], wanted: int, cues: Cues, tmp_path: Path
) -> None:
    text = "\n".join(["# Zo", "", "## Wat", "", lead, "", *(f"- {item}" for item in items)])
    numbers = {clause.number for clause in outline_of(read_source(written(text, tmp_path))).clauses}
    assert len(numbers) == wanted
    if wanted == 1:
        assert all(item.text.startswith(lead) for item in read(written(text, tmp_path), cues))


def test_the_first_heading_is_that_of_the_whole_clause(cues: Cues, tmp_path: Path) -> None:
    clause = "\n\n".join(f"**2.{number} Regel {number}.** Bel meteen.\n\nVerwittig daarna HR." for number in (1, 2, 3))
    found = read(written(f"# Zo\n\n## 2. Nood\n\n{clause}", tmp_path), cues)
    assert [(item.title, item.part) for item in found[:2]] == [("Regel 1", "Regel 1")] * 2


def test_a_heading_under_a_heading_tells_both(cues: Cues, tmp_path: Path) -> None:
    under = ["### Auto", "Eén.", "**Wie kijkt?** De planner.", "### Fiets", "1. Slot erop.\n2. Licht aan."]
    text = "\n\n".join(["# Zo", "## 3. Wagens", *under])
    assert [item.part for item in read(written(text, tmp_path), cues)] == ["Auto", "Auto: Wie kijkt", "Fiets", "Fiets"]


def test_a_list_that_follows_a_heading_keeps_it(cues: Cues, tmp_path: Path) -> None:
    text = "# Zo\n\n## Werk\n\n**Thuiswerk.** Dat mag als:\n\n- het werk klaar is;\n- de chef akkoord is."
    first = read(written(text, tmp_path), cues)[0]
    assert first.text == "Thuiswerk. Dat mag als: het werk klaar is; de chef akkoord is."


@pytest.mark.parametrize(
    ("text", "bold", "head"),
    [
        ("Klanten in beeld. Alleen na een ja.", "Klanten in beeld", "Klanten in beeld."),
        ("Wie beslist? De chef.", "Wie beslist", "Wie beslist?"),
        ("Noodsituatie. Bel 112.", "2.1 Noodsituatie.", "Noodsituatie."),
        ("Een recensie schrijven doe je niet.", "Een recensie schrijven", "Een recensie schrijven"),
        (
            "Iemand stierf. Mag ik dat vertellen? Nee.",
            "Iemand stierf. Mag ik dat vertellen?",
            "Iemand stierf. Mag ik dat vertellen?",
        ),
        (f"{'zo ' * 20}mag ik dat? Ja.", f"{'zo ' * 20}mag ik dat?", f"{'zo ' * 20}mag ik dat?"),
        (f"{'zo ' * 20}gaat dat. Ja.", f"{'zo ' * 20}gaat dat.", ""),
        ("Nooit foto's van klanten.", "Nooit", ""),
        ("Jezelf filmen mag.", "Je", ""),
        ("Alles vet.", "Alles vet.", ""),
        ("", "", ""),
    ],
)
def test_what_stands_in_bold_is_a_heading_or_emphasis(text: str, bold: str, head: str) -> None:
    assert head_of(text, bold) == head


NAMES_NOTHING = """# Zo doen wij dat

## 3. Foto's

**Klanten.** Vraag het eerst.

**Let op!** Kinderen film je niet.

**Tip:** vraag het aan de communicatiedienst.

## 4. Accounts

**Tip.** Zet je profiel op privé.
"""


def test_bold_that_does_not_say_what_a_text_is_about_is_no_heading(cues: Cues, tmp_path: Path) -> None:
    found = read(written(NAMES_NOTHING, tmp_path), cues)
    assert [(item.part, item.text) for item in found] == [
        ("Klanten", "Klanten. Vraag het eerst."),
        ("Klanten", "Let op! Kinderen film je niet."),
        ("Klanten", "Tip: vraag het aan de communicatiedienst."),
        ("", "Tip. Zet je profiel op privé."),
    ]
    assert Titles(cues.no_heads).new(found[-1], "Accounts") == "Zet je profiel op privé"


def test_a_title_names_no_number_that_only_the_file_gives(cues: Cues, tmp_path: Path) -> None:
    found = read(written("# Zo\n\n## Uren\n\nNiet doen.\n\nNiet doen!\n", tmp_path), cues)
    titles = Titles(cues.no_heads)
    assert [titles.new(item, "Uren") for item in found] == ["Niet doen", "Uren: Niet doen"]
