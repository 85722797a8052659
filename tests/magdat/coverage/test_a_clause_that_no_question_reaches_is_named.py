"""Without an example, without any question, printed and never said."""

from __future__ import annotations

from made_coverage import coverage, stated, stating


def reach(library, *statements, **changes):
    return coverage(library, **stating(*statements, **changes)).reach


def test_a_clause_without_question_or_example_is_named(library):
    found = reach(library, stated("los"), stated("vast", artikel="1.3", deelvragen=["kinderen"]))
    assert found.unasked == ("1.2",)


def test_an_example_reaches_its_clause(library):
    found = reach(library, stated(soort="uitleg", voorbeelden=[{"vraag": "en een selfie?"}]))
    assert found.unasked == ()
    assert found.without_examples == ()


def test_one_sentence_that_is_asked_for_reaches_the_clause(library):
    found = reach(library, stated("los"), stated("vast", deelvragen=["kinderen"]))
    assert found.unasked == ()
    assert [item.name for item in found.without_examples] == ["los", "vast"]


def test_the_introduction_of_a_chapter_is_printed_only(library):
    found = reach(
        library, stated(), artikels=[{"nummer": "1", "titel": "Beeld", "tekst": "Wie in beeld komt, beslist."}]
    )
    assert found.printed_only == ("1",)
