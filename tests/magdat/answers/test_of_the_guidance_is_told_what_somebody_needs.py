"""Of what the guidance answers is told what somebody who asks this needs; the rest is behind «Meer weten»."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.answers.composer import compose
from magdat.answers.wanted_of_guidance import left_out, parts_of, told_and_left
from magdat.guidance.library import Library
from magdat.guidance.read_sentences import ReadSentences, mark_of
from magdat.guidance.wanting import Wanting
from magdat.knowledge import open_knowledge
from magdat.policy.whole_sentences import sentences_of
from magdat.question import Form
from magdat.settings import Settings
from magdat.situation import Situation

KNOWN = open_knowledge(Settings.from_environment({}))
TELLING = KNOWN.library.telling
NAME = "camera_gps.vingerafdruk_gezicht"
LIKELY_NEEDED = Wanting({"gelijkenis": 10.0, "altijd": -5.0}, 0.5, 0.5)

FIRST, SECOND, LEANING = "Vraag het eerst aan IT.", "De DPO bewaart een lijst.", "Die is voor iedereen."


def library_saying(text: str, wanting: Wanting = LIKELY_NEEDED, read: ReadSentences | None = None) -> Library:
    statement = KNOWN.library.statements[NAME].copy(update={"text": text})
    statements = {**KNOWN.library.statements, NAME: statement}
    read = read or ReadSentences()
    return replace(KNOWN.library, statements=statements, wanting_of_guidance=wanting, read_sentences=read)


def likes_of(text: str, *likes: float) -> dict[str, float]:
    return dict(zip(map(mark_of, sentences_of(text, TELLING.abbreviations)), likes))


def test_a_sentence_that_nobody_needs_is_left_out_with_what_leans_on_it() -> None:
    text = f"{FIRST} {SECOND} {LEANING}"
    library, marks = library_saying(text), tuple(likes_of(text, 0, 0, 0))
    assert [part.numbers for part in parts_of(TELLING, text, likes_of(text, 0.9, 0.1, 0.1))] == [(0,), (1, 2)]
    assert left_out(library, NAME, "mag dat?", Form.MAY, likes_of(text, 0.9, 0.1, 0.1)) == marks[1:]
    assert left_out(library, NAME, "mag dat?", Form.MAY, likes_of(text, 0.9, 0.1, 0.9)) == ()


def test_something_is_always_told() -> None:
    text = f"{FIRST} {SECOND}"
    assert left_out(library_saying(text), NAME, "mag dat?", Form.MAY, likes_of(text, 0.2, 0.1)) == (mark_of(SECOND),)


def test_all_is_told_where_nothing_is_known_of_the_sentences() -> None:
    library = library_saying(f"{FIRST} {SECOND}")
    assert left_out(library, NAME, "mag dat?", Form.MAY, {}) == ()
    assert left_out(library, NAME, "mag dat?", Form.MAY, {mark_of(FIRST): 0.9}) == ()  # of the other nothing is known


@pytest.mark.parametrize(
    "sentence",
    [
        "Vraag dat binnen twee maanden.",
        "Teken geen afbetaling zonder raad.",
        "Raak ze niet aan.",
        "Een mogelijk datalek zeg je meteen aan de DPO.",
        "Vanaf twintig werknemers is dat verplicht.",
        "Die mag je niet weigeren.",
        "Een nee is geen veto.",
    ],
)
def test_a_term_a_warning_or_a_limit_of_a_law_is_never_left_out(sentence: str) -> None:
    text = f"{FIRST} {sentence}"
    assert left_out(library_saying(text), NAME, "mag dat?", Form.MAY, likes_of(text, 0.9, 0.0)) == ()


def test_a_sentence_that_was_edited_since_is_told() -> None:
    edited = SECOND.replace("lijst", "register")
    assert told_and_left(TELLING, f"{FIRST} {edited}", {mark_of(SECOND)}) == (f"{FIRST} {edited}", "")


def test_help_in_danger_is_always_told() -> None:
    text = f"{FIRST} Bij gevaar bel je 112."
    assert left_out(library_saying(text), NAME, "mag dat?", Form.MAY, likes_of(text, 0.9, 0.0)) == ()


def test_whoever_is_in_trouble_is_told_all() -> None:
    weary = replace(KNOWN.library, wanting_of_guidance=Wanting({"altijd": -5.0}, 0.9, 0.9))
    name = next(name for name in weary.statements if name.startswith("pesten."))
    likes = dict.fromkeys(likes_of(weary.statements[name].text, *[0.0] * 9), 0.0)
    assert left_out(weary, name, "ze pesten mij", Form.REMARK, likes) == ()


def test_what_people_needed_of_a_sentence_counts_until_it_is_edited() -> None:
    read = ReadSentences({"alle": (0.5, 0.5), mark_of(SECOND): (0.05, 0.9)})
    library = library_saying(f"{FIRST} {SECOND}", Wanting({"gelezen als nodig": 1.0}, 0.4, 0.4), read)
    likes = likes_of(f"{FIRST} {SECOND}", 0.5, 0.5)
    assert left_out(library, NAME, "mag dat?", Form.MAY, likes) == (mark_of(SECOND),)
    text = f"{FIRST} De DPO bewaart een register."
    edited = library_saying(text, library.wanting_of_guidance, read)
    assert left_out(edited, NAME, "mag dat?", Form.MAY, likes_of(text, 0.5, 0.5)) == ()


def test_what_is_left_out_stands_in_the_second_layer() -> None:
    statement = KNOWN.library.statements[NAME]
    sentences = sentences_of(statement.text, TELLING.abbreviations)
    answer = compose(KNOWN, "camera_gps", Situation(), statement=NAME, untold={NAME: (mark_of(sentences[-1]),)})
    assert sentences[-1] not in answer.text
    assert sentences[0] in answer.text
    assert any(sentences[-1] in part.text for part in answer.more)


@given(st.lists(st.sampled_from([FIRST, SECOND, LEANING, "Niemand kijkt mee."]), min_size=1, max_size=5), st.data())
def test_nothing_of_a_text_is_lost(sentences: list[str], data: st.DataObject) -> None:
    text = " ".join(sentences)
    untold = {mark_of(sentence) for sentence in data.draw(st.sets(st.sampled_from([*sentences, "Iets anders."])))}
    told, left = told_and_left(TELLING, text, untold)
    assert told
    assert sorted([*sentences_of(told), *sentences_of(left)]) == sorted(sentences)
