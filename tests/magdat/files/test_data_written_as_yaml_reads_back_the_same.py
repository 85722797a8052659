"""Whatever is written as YAML for people to edit is the same data when it is read again, comments and all."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from magdat.files.yaml_data import read_yaml
from magdat.files.yaml_text import WIDTH, yaml_text

texts = st.one_of(
    st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=150),
    st.text(st.sampled_from("ab c:#-'\"[]{},&*!|>%@`?\n\t "), min_size=1, max_size=200),
    st.sampled_from(["ja", "null", "~", "2026-01-01", "3.10", "1_0", "true", "- a", "a: b", "a #b", "?"]),
)
keys = st.from_regex(r"[a-z][a-z_]{0,10}", fullmatch=True)
leaves = st.one_of(texts, st.integers(-(10**6), 10**6), st.dates(min_value=dt.date(1000, 1, 1)))
values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, min_size=1, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(
    data=st.dictionaries(keys, values, min_size=1, max_size=4), comment=st.text(st.sampled_from("ab \n#:"), max_size=20)
)
def test_it_reads_back_the_same(data, comment):
    reading = read_yaml(yaml_text(data, {(key,): comment for key in data}))
    assert reading.data == data
    assert not reading.faults
    assert not reading.cut


def test_a_long_text_is_folded_and_a_short_list_stands_on_one_line():
    text = yaml_text(
        {"tekst": "woord " * 60 + "einde", "als": {"moment": ["pauze", "werkuren"]}, "id": "a"}, {("als",): "wanneer"}
    )
    assert "tekst: >-\n  woord" in text
    assert "# wanneer\nals: {moment: [pauze, werkuren]}" in text
    assert max(map(len, text.splitlines())) <= WIDTH
