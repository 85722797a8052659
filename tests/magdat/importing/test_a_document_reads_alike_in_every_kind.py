"""The same text gives the same pieces, whether it is a Word file, an OpenDocument, a pdf, Markdown or plain text."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_documents import WRITERS

from magdat.importing.reading.opening import read_source

TEXTS = sorted((Path(__file__).parent / "teksten").glob("*.md"))


def read(markdown, ending, folder):
    source = read_source(WRITERS[ending](markdown, folder / f"beleid{ending}"))
    return [(block.kind, block.text, str(block.label)) for block in source.blocks]


@pytest.mark.parametrize("ending", [".docx", ".odt", ".pdf", ".txt"])
@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_every_kind_gives_the_pieces_of_the_markdown(text, ending, tmp_path):
    markdown = text.read_text(encoding="utf-8")
    assert read(markdown, ending, tmp_path) == read(markdown, ".md", tmp_path)


def test_a_footer_on_every_page_is_no_text_of_the_policy(tmp_path):
    markdown = "\n\n".join(path.read_text(encoding="utf-8") for path in TEXTS)
    source = read_source(WRITERS[".pdf"](markdown, tmp_path / "lang.pdf", footer="Personeelsdienst"))
    margins = [block for block in source.blocks if block.kind.value == "rand"]
    assert [block.text.split(",")[0] for block in margins] == ["Personeelsdienst"]
    assert not any("Personeelsdienst, pagina" in block.text for block in source.blocks if block not in margins)


def test_windows_characters_are_read_and_told(tmp_path):
    path = tmp_path / "oud.txt"
    path.write_bytes("Beleid\n\n1.1 Een café is privé.\n".encode("cp1252"))
    source = read_source(path)
    assert source.blocks[-1].text == "Een café is privé."
    assert "UTF-8" in source.remarks[0]


def test_a_word_that_a_pdf_breaks_is_whole_again(tmp_path):
    from magdat.importing.reading.lines import Line, blocks_of

    lines = [
        Line("Gegevens deel je alleen met de verant-", "pagina 1"),
        Line("woordelijke van de WhatsApp-", "pagina 1"),
        Line("groep, en beeld-", "pagina 1"),
        Line("en geluid nooit.", "pagina 1"),
    ]
    (block,) = blocks_of(lines, breaks_words=True)
    assert (
        block.text
        == "Gegevens deel je alleen met de verantwoordelijke van de WhatsApp-groep, en beeld- en geluid nooit."
    )
