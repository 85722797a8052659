"""Long names give way, headings say what they are about, and no character is left out unseen."""

from __future__ import annotations

import datetime as dt
import zipfile

import pytest
from docx import Document
from made_rules import ROOT, as_yaml, policy, policy_data

from magdat.annex import UNSHOWN, WRITERS, build_annex, load_annex_words
from magdat.annex.sheet import empty_sheet, fitting, printable
from magdat.policy.loading import load_policy
from magdat.wording.phrases import load_phrases

LONG = "Afspraken over sociale media, digitale bereikbaarheid, vertrouwelijke informatie en veiligheid op alle sites"
FIRM = {
    "naam": "Norvachem Internationale Chemische Bedrijven en Dochterondernemingen",
    "werknemers": 10,
    "sector": "privé",
    "overlegorganen": {"ondernemingsraad": "nee", "cpbw": "nee", "vakbondsafvaardiging": "nee"},
}


@pytest.fixture(scope="session")
def build(library):
    words = load_annex_words(ROOT / "leidraad" / "bijlage.yml", library)
    phrases = load_phrases(ROOT / "leidraad" / "zinnen.yml")
    return lambda chosen: build_annex(chosen, library, words, phrases)


def titles(annex):
    return {clause.number: clause.heading for chapter in annex.chapters for clause in chapter.clauses}


@pytest.fixture
def fonts():
    pytest.importorskip("font_source_sans_pro")


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("changes", [{"titel": LONG}, {"titel": LONG, "bedrijf": FIRM}, {"titel": "x" * 300}])
def test_header_and_footer_never_print_over_each_other(changes, build, monkeypatch):
    sheet = empty_sheet(build(policy(**changes)), "12")
    sheet.add_page()
    sheet.add_page()
    written = []
    monkeypatch.setattr(sheet, "cell", lambda width, height, text, align="L": written.append(text))
    sheet.header()
    sheet.footer()
    left, right, footer, number = written
    for one, other in ((left, right), (footer, number)):
        assert sheet.get_string_width(one) + sheet.get_string_width(other) < sheet.epw
    assert number == "Pagina 2 van 12"


@pytest.mark.usefixtures("fonts")
def test_a_text_is_cut_after_a_word_where_it_can_be(build):
    sheet = empty_sheet(build(policy()))
    sheet.add_page()
    sheet.set_font("Source Sans Pro", "", 9)
    assert fitting(sheet, "kort", 50) == "kort"
    assert fitting(sheet, LONG, 60).endswith(" …")
    assert LONG.startswith(fitting(sheet, LONG, 60).removesuffix(" …"))
    assert 0 < len(fitting(sheet, "x" * 500, 60)) < 100


def test_the_header_of_word_stays_on_one_line(build, tmp_path):
    path = tmp_path / "bijlage.docx"
    WRITERS[".docx"](build(policy(titel=LONG, bedrijf=FIRM)), path)
    header = Document(str(path)).sections[0].header.paragraphs[0].text
    assert len(header) < 90
    assert header.count("…") == 2


@pytest.mark.parametrize(
    ("signature", "heading"), [("ontvangst", "ontvangst"), ("akkoord", "akkoord"), (None, "ontvangst")]
)
def test_the_clause_on_signing_is_named_after_what_people_sign_for(signature, heading, build):
    provision = {"onderwerp": "policy_ondertekening", "artikel": "1.2", "tekst": "Je tekent."}
    drafting = {"ondertekening": signature} if signature else {"doel": "Duidelijkheid."}
    annex = build(policy(bepalingen=[provision], opmaak=drafting))
    assert titles(annex)["1.2"] == f"Tekenen voor {heading}"


def test_every_heading_says_the_topic_also_the_second_on_it(build, library):
    found = titles(build(load_policy(ROOT / "beleid" / "voorbeelden" / "streng.yml", library).policy))
    assert found["5.1"] == "Foto's, filmpjes en taggen: tijdens de werkuren of in de pauze"
    assert found["5.2"] == "Foto's, filmpjes en taggen: buiten de werkuren"
    assert all(
        title.startswith("Sociale media gebruiken: ") for number, title in found.items() if number in {"2.1", "2.5"}
    )


def rule(**conditions):
    return {
        "id": "een",
        "onderwerp": "gebruik_werkuren",
        "artikel": "1.1",
        "als": conditions,
        "besluit": "ja",
        "tekst": "Dat mag.",
    }


def test_a_long_list_of_networks_stands_below_the_heading(build, library):
    annex = build(policy(regels=[rule(platform=list(library.platforms)[:12])]))
    (clause,) = annex.chapters[0].clauses
    assert clause.heading == "Sociale media gebruiken"
    assert any(block.text.startswith("Dit geldt op Facebook, Instagram") for block in clause.blocks)


@pytest.mark.parametrize(
    ("conditions", "context"),
    [
        ({"inhoud": "politiek"}, "over politiek"),
        ({"inhoud": ["cijfers", "klantgegevens"]}, "over cijfers of over klanten"),
        ({"inhoud": "politiek", "moment": "pauze"}, "in de pauze, over politiek"),
    ],
)
def test_what_a_message_is_about_reads_as_part_of_the_heading(conditions, context, build):
    (clause,) = build(policy(regels=[rule(**conditions)])).chapters[0].clauses
    assert clause.heading == f"Sociale media gebruiken: {context}"


def test_a_list_of_every_network_is_no_condition(build, library):
    annex = build(policy(regels=[rule(platform=list(library.platforms))]))
    (clause,) = annex.chapters[0].clauses
    assert clause.heading == "Sociale media gebruiken"
    assert not any("Dit geldt" in block.text for block in clause.blocks)


@pytest.mark.usefixtures("fonts")
def test_what_the_font_has_not_is_shown_as_missing_and_named(build):
    annex, lost = printable(build(policy(titel="Beleid 😀 voor 中文, Şükrü en e\u0301lan 👩‍🔧")))
    assert annex.title == f"Beleid {UNSHOWN} voor {UNSHOWN * 2}, Şükrü en élan {UNSHOWN * 2}"
    assert list(lost) == ["😀", "中", "文", "👩", "🔧"]
    assert UNSHOWN in annex.form.text


@pytest.mark.usefixtures("fonts")
def test_the_command_says_in_dutch_which_characters_a_pdf_cannot_show(tmp_path, capfd):
    from typer.testing import CliRunner

    from magdat.commands.policy import app

    source = as_yaml(policy_data(titel="Beleid 😀"), tmp_path / "beleid.yml")
    result = CliRunner(mix_stderr=False).invoke(app, ["bijlage", str(source), "--uit", str(tmp_path / "b.pdf")])
    assert result.exit_code == 1
    captured = capfd.readouterr().err + result.stderr
    assert "kan deze tekens niet tonen: 😀" in captured
    assert "missing" not in captured
    assert (tmp_path / "b.pdf").stat().st_size > 5000
    for suffix in ("docx", "html"):
        assert CliRunner().invoke(app, ["bijlage", str(source), "--uit", str(tmp_path / f"b.{suffix}")]).exit_code == 0


def test_word_says_when_it_was_made_and_nothing_of_who_made_its_template(build, tmp_path):
    path = tmp_path / "bijlage.docx"
    before = dt.datetime.now(dt.timezone.utc).replace(microsecond=0)
    WRITERS[".docx"](build(policy()), path)
    told = Document(str(path)).core_properties
    created, modified = (moment.replace(tzinfo=dt.timezone.utc) for moment in (told.created, told.modified))
    assert before <= created == modified <= dt.datetime.now(dt.timezone.utc)
    assert (told.author, told.last_modified_by) == ("", "")
    assert (told.title, told.language) == ("Beleid", "nl-BE")
    with zipfile.ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if "thumbnail" in name or "app.xml" in name]
        assert not [name for name in parts.namelist() if b"python-docx" in parts.read(name)]


def test_a_telephone_number_stays_on_one_line(build):
    contact = {"functie": "de personeelsdienst", "telefoon": "+32 14 00 00 80"}
    (part,) = build(policy(contacten={"hr": contact})).closing
    assert "+32\u00a014\u00a000\u00a000\u00a080" in part.blocks[0].items[0]
