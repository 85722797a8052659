from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from magdat.redaction import PRIORITY, Redactor

WORDS = ["jan", "Karel", "De", "van", "Smedt", "peeters", "mevr.", "J.", "0470", "12", "BE68", "9000 Gent", "straat 5"]
MARKS = [" ", "\n", ",", "'s", "-", "@", "«", "é", "ß", "ı", "İ", "\u0301", "🙂", "\u200b", "\x00", "ﬁ", "ك", "<naam>"]
MORE_PIECES = [
    "personeelsnummer is ",
    "badge 12 ",
    "1 abc 12 ",
    "gebruikersnaam van de ",
    "insta is ",
    "mijn pols is ",
    "rue de la ",
    "woon in de ",
    "de lange straat ",
    "u/a ",
    "gebroken mijn ",
    "depresssie",
    "ik ben ",
    "x, mijn ",
    "op de markt 3 ",
]
BITS = [*WORDS, *MARKS, "1-ABC-123"]
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(BITS), max_size=30).map("".join))


def test_every_text_gives_spans_in_order_inside_it(redactor: Redactor) -> None:
    @settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(texts)
    def check(text: str) -> None:
        end = 0
        for span in redactor.spans(text):
            assert end <= span.start < span.end <= len(text)
            assert span.type in PRIORITY
            assert text[span.start : span.end] == text[span.start : span.end].strip()
            end = span.end
        redacted = redactor.redact(text)
        assert isinstance(redacted, str)
        assert bool(redactor.spans(text)) == (redacted != text)

    check()


@pytest.mark.parametrize(
    "piece", ["a.", "1-", "a_", "jan-", "Kerkstraat", "+32 ", "De ", "a punt ", "\n", "plaat a1 ", *MORE_PIECES]
)
def test_a_text_made_to_be_slow_is_not(redactor: Redactor, piece: str) -> None:
    redactor.spans(piece * 10)
    short, long = (work(redactor, piece * (length // len(piece))) for length in (1_000, 4_000))
    assert long < 8 * short + 0.05, "four times the text may take four times the work, and not its square"


def work(redactor: Redactor, text: str) -> float:
    """Return the seconds of processor that finding data takes, the least of three: what else runs does not count."""
    found = []
    for _ in range(3):
        start = time.process_time()
        redactor.spans(text)
        found.append(time.process_time() - start)
    return min(found)
