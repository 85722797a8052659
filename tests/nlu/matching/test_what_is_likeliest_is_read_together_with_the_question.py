"""Of a question that gets a word for an answer the likeliest statements are read together with it; of others none."""

from __future__ import annotations

import pytest
from made_policy import Hashed, items_of, plain, statement

from magdat.question import Form
from magdat.understanding import InPolicy
from nlu.matching.likeness import Heard, Texts
from nlu.matching.matcher import Asked, Matcher

STATEMENTS = (
    statement("locker", "Op de winkelvloer draag je geen gsm: hij ligt in je locker.", "verbod", artikel="1.1"),
    statement("tombola", "Wedstrijden en tombola's organiseert alleen marketing.", "wie", artikel="1.2"),
    statement("korting", "Je personeelskorting is persoonlijk.", "verbod", artikel="1.3"),
)


class Reading:
    """Says «nee» to everything, and notes what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def read(self, question, sentences):
        self.given += sentences
        return [(0.1, 0.8, 0.1) for _ in sentences]


@pytest.fixture
def matched(library, learned):
    encoder = Hashed()
    matcher = Matcher(items_of(library, *STATEMENTS), Texts(encoder), plain(learned))

    def found(text, form, most=2):
        asked = Asked(Heard(text, encoder.encode([text])[0]), {}, form)
        match, reading = matcher.match(asked), Reading()
        return match, matcher.read_together(asked, match, reading, most), reading.given

    return found


def test_the_likeliest_have_their_words_and_reach_who_answers(matched):
    match, read, given = matched("mag ik mijn gsm op de winkelvloer", Form.MAY)
    assert given[0].startswith("Op de winkelvloer")
    assert len(given) == 2
    told = InPolicy.from_data(read.to_data("x")).found
    assert [item.words for item in told] == [(0.1, 0.8, 0.1), (0.1, 0.8, 0.1), ()]
    assert [item.id for item in told] == [item.id for item in match.found]


def test_nothing_is_read_of_who_asks_who_and_all_that_was_found_stays(matched):
    match, read, given = matched("wie organiseert een tombola", Form.WHO)
    assert given == []
    assert read == match
