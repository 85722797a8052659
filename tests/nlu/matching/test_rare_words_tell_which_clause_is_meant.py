"""A word that one clause has tells more than one that many have, and a common one tells nothing."""

from __future__ import annotations

from nlu.matching.words import SharedWords, common_words, stems

CLAUSES = ["Een dashcam is verboden.", "De fiets staat in de stalling.", "De fiets van een klant is verboden."]


def test_a_rarer_word_weighs_more() -> None:
    shared = SharedWords(CLAUSES, CLAUSES, frozenset({"mag", "een"}))
    found = shared.of(shared.read("mag een dashcam op mijn fiets?"))
    assert found[0] > found[1] == found[2] > 0
    assert not shared.of(shared.read("mag een?")).any()


def test_inflections_share_their_first_letters_and_common_words_tell_nothing() -> None:
    assert stems("Camerabeelden", frozenset()) == stems("camera's beeldcamerabeelden", frozenset()) & {"camera"}
    assert stems("mag ik dat", frozenset({"mag", "dat"})) == set()
    assert common_words(["mag ik", "mag wij"])[0] == "mag"
