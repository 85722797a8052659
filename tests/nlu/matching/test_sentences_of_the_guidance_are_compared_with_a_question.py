"""Each sentence of what the guidance answers is compared with the question, also where nothing can be kept on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from magdat.guidance.library import load_library
from magdat.guidance.read_sentences import mark_of
from magdat.settings import Settings
from nlu.encoders import TAUGHT, encoder_named
from nlu.matching.guidance_sentences import GuidanceSentences
from nlu.matching.learned import Learned

LIBRARY = load_library(Settings.from_environment({}).guidance)
NAME = "camera_gps.vingerafdruk_gezicht"


def test_a_sentence_is_most_like_the_question_that_it_answers() -> None:
    encoder = encoder_named(TAUGHT)
    text = "Foto's van collega's zet je pas online als ze dat goedvinden. De koffie in de refter is gratis."
    statement = LIBRARY.statements[NAME].copy(update={"text": text})
    library = replace(LIBRARY, statements={NAME: statement})
    sentences = GuidanceSentences(encoder, Learned.load().meaning, library)
    asked = encoder.encode(["mag ik een foto van mijn collega posten?"])[0]
    first, second = sentences.likes(asked, [NAME, "geen.uitspraak"])[NAME].values()
    assert first > second


def test_a_company_that_edits_a_sentence_needs_no_place_to_keep_its_vector(tmp_path: Path) -> None:
    encoder = encoder_named(TAUGHT)
    statement = LIBRARY.statements[NAME].copy(update={"text": "Deze zin staat nergens anders."})
    library = replace(LIBRARY, statements={NAME: statement})
    (tmp_path / "een_bestand").write_text("", encoding="utf-8")
    nowhere = tmp_path / "een_bestand" / "map"  # nobody can make a folder in a file
    sentences = GuidanceSentences(encoder, Learned.load().meaning, library, nowhere)
    likes = sentences.likes(encoder.encode(["mag dat?"])[0], [NAME])
    assert list(likes[NAME]) == [mark_of("Deze zin staat nergens anders.")]
