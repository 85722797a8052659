"""Of a Word file or OpenDocument the text is read that stands there once all changes are accepted, with its numbers."""

from __future__ import annotations

import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from made_documents import BULLETS, odt

from magdat.importing.reading.opening import read_source
from magdat.importing.source import Kind


@pytest.fixture
def document():
    return docx.Document()


def saved(document, folder):
    path = folder / "beleid.docx"
    document.save(str(path))
    return read_source(path)


def texts(source, kind=None):
    return [block.text for block in source.blocks if kind is None or block.kind is kind]


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_tracked_changes_are_accepted_and_told(document, tmp_path):
    paragraph = document.add_paragraph("Je mag ")
    for xml in (
        f'<w:ins {nsdecls("w")} w:id="1" w:author="a">{run("altijd ")}</w:ins>',
        f'<w:del {nsdecls("w")} w:id="2" w:author="a"><w:r><w:delText>nooit </w:delText></w:r></w:del>',
        f'<w:moveFrom {nsdecls("w")} w:id="3" w:author="a">{run("weg ")}</w:moveFrom>',
    ):
        paragraph._p.append(parse_xml(xml))
    paragraph.add_run("posten.")
    source = saved(document, tmp_path)
    assert texts(source) == ["Je mag altijd posten."]
    assert "alsof ze allemaal aanvaard zijn" in source.remarks[0]


def test_numbers_that_word_computes_are_read(document, tmp_path):
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate((("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)")))
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for text, depth in (
        ("Kader", 0),
        ("Dit geldt voor iedereen.", 1),
        ("Dit ook.", 1),
        ("Pers", 0),
        ("Zo:", 1),
        ("bel", 2),
    ):
        paragraph = document.add_heading(text, 1) if depth == 0 else document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>')
        )
    source = saved(document, tmp_path)
    assert [(block.kind, str(block.label), block.text) for block in source.blocks] == [
        (Kind.HEADING, "1", "Kader"),
        (Kind.PARAGRAPH, "1.1", "Dit geldt voor iedereen."),
        (Kind.PARAGRAPH, "1.2", "Dit ook."),
        (Kind.HEADING, "2", "Pers"),
        (Kind.PARAGRAPH, "2.1", "Zo:"),
        (Kind.ITEM, "1", "bel"),
    ]


def test_a_row_of_a_table_reads_with_the_names_of_its_columns(document, tmp_path):
    table = document.add_table(rows=3, cols=2)
    for row, cells in zip(table.rows, (("Kanaal", "Wie post"), ("Facebook", "Marketing"), ("Intranet", "Iedereen"))):
        for cell, text in zip(row.cells, cells):
            cell.text = text
    assert texts(saved(document, tmp_path), Kind.ROW) == [
        "Kanaal: Facebook; Wie post: Marketing.",
        "Kanaal: Intranet; Wie post: Iedereen.",
    ]


def test_a_bold_line_without_a_style_is_a_heading(document, tmp_path):
    document.add_paragraph().add_run("Foto's en filmpjes").bold = True
    document.add_paragraph().add_run("Dit is een hele zin in het vet.").bold = True
    source = saved(document, tmp_path)
    assert [block.kind for block in source.blocks] == [Kind.HEADING, Kind.PARAGRAPH]


def test_a_footnote_comes_behind_its_paragraph_and_a_header_is_beside_the_text(document, tmp_path):
    document.sections[0].header.paragraphs[0].text = "Vertrouwelijk"
    paragraph = document.add_paragraph("Je mag posten.")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    path = tmp_path / "beleid.docx"
    document.save(str(path))
    note = f'<w:footnote w:id="2"><w:p>{run("Niet op TikTok.")}</w:p></w:footnote>'
    _add_footnotes(path, f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>")
    source = read_source(path)
    assert [(block.kind, block.text) for block in source.blocks] == [
        (Kind.MARGIN, "Vertrouwelijk"),
        (Kind.PARAGRAPH, "Je mag posten."),
        (Kind.NOTE, "Niet op TikTok."),
    ]
    assert "voetnoot 2 bij alinea 1" in source.blocks[2].place


def test_macros_are_left_out_and_told(document, tmp_path):
    document.add_paragraph("Je mag posten.")
    path = tmp_path / "beleid.docx"
    document.save(str(path))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Attribute VB_Name")
    assert "macro" in read_source(path).remarks[0]


def test_an_opendocument_has_numbers_notes_and_accepted_changes(tmp_path):
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>nooit</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:list text:style-name="N"><text:list-item><text:h text:outline-level="1">Kader</text:h>'
        "<text:list><text:list-item><text:p>Je mag<text:s/>posten"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Niet op TikTok.</text:p>"
        "</text:note-body></text:note>.</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Kanaal</text:p></table:table-cell>"
        "<table:table-cell><text:p>Wie</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:table-cell><text:p>X</text:p></table:table-cell>"
        "<table:table-cell><text:p>Els</text:p></table:table-cell></table:table-row></table:table>"
    )
    numbers = (
        '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="1" '
        'text:display-levels="2"/></text:list-style>'
    )
    source = read_source(odt(body, tmp_path / "beleid.odt", BULLETS + numbers))
    assert [(block.kind, str(block.label), block.text) for block in source.blocks] == [
        (Kind.HEADING, "1", "Kader"),
        (Kind.PARAGRAPH, "1.1", "Je mag posten."),
        (Kind.NOTE, "None", "Niet op TikTok."),
        (Kind.ROW, "None", "Kanaal: X; Wie: Els."),
    ]
    assert "aanvaard" in source.remarks[0]


def _add_footnotes(path, xml):
    """Put a part with footnotes into a Word file, as python-docx cannot."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    relations = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = relations.replace(
        "</Relationships>", f'<Relationship Id="rId900" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    ).encode()
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = types.replace(
        "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/></Types>'
    ).encode()
    parts["word/footnotes.xml"] = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}'.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
