"""The rules carry their own examples: what is in brackets goes, the rest stays."""

from __future__ import annotations

import pytest

from magdat.redaction.name_words import NameWords
from magdat.redaction.redactor import Redactor
from magdat.redaction.rules import load_all_rules, marked

EXAMPLES = [(rules.kind, example) for rules in load_all_rules() for example in rules.examples]
EXAMPLES += [("naam", example) for example in NameWords().examples]


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_what_is_in_brackets_goes_and_nothing_else_of_its_kind(redactor: Redactor, kind: str, example: str) -> None:
    text, places = marked(example)
    found = [(span.start, span.end) for span in redactor.spans(text) if span.type == kind]
    assert [text[start:end] for start, end in found] == [text[start:end] for start, end in places]


def test_every_kind_has_examples_of_what_goes_and_of_what_stays() -> None:
    for rules in load_all_rules():
        told = [bool(marked(example)[1]) for example in rules.examples]
        assert any(told), rules.kind
        assert not all(told), rules.kind
