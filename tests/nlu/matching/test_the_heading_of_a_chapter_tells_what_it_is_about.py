"""«Een klant klaagt online, wat nu?» stands above a text that names neither a customer nor a complaint."""

from __future__ import annotations

import numpy as np
from made_policy import Hashed, items_of, plain, statement

from nlu.matching.likeness import Heard, Likenesses, Texts

CHAPTERS = [{"nummer": "1", "titel": "Klagende klanten online"}, {"nummer": "2", "titel": "Vertrekken"}]
STATEMENTS = (
    statement("zwijg", "Niet zelf antwoorden. Team Klant doet het.", "verbod", artikel="1.1"),
    statement("codes", "Geef de codes door aan de reserve.", "plicht", artikel="2.1"),
)


def test_the_likeness_to_its_heading_counts_apart(library, learned):
    encoder = Hashed()
    likenesses = Likenesses(items_of(library, *STATEMENTS, artikels=CHAPTERS), Texts(encoder), plain(learned))
    question = "een klant zit te klagen online"
    found = likenesses.of(Heard(question, encoder.encode([question])[0]))["hoofdstuk"]
    assert found[0] > found[1]


def test_what_has_no_heading_is_like_none(library, learned):
    encoder = Hashed()
    items = items_of(library, *STATEMENTS)
    bare = [type(item)(**{**item.__dict__, "chapter": None}) for item in items]
    found = Likenesses(bare, Texts(encoder), plain(learned)).of(Heard("iets", encoder.encode(["iets"])[0]))
    assert np.array_equal(found["hoofdstuk"], np.zeros(len(bare), dtype=np.float32))
