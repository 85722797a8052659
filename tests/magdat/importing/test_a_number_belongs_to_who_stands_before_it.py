"""A number in a text belongs to whoever stands right before it, and to nobody where that is somebody else."""

import pytest

from magdat.importing.people import Directory


@pytest.mark.parametrize(
    ("sentence", "reached"),
    [
        ("Meld het aan de dienst IT (intern 333). 's Nachts verwittigt men de wachtdienst.", {"it": "333"}),
        ("Bel je diensthoofd, en in het weekend de hoofdverpleegkundige van wacht (intern 2600).", {}),
        ("Vraag het aan de dpo, of bel in het weekend de collega van wacht (intern 2600).", {}),
        ("Bel de IT-helpdesk op 2700 of de woordvoerder op 2610.", {"it": "2700", "woordvoerder": "2610"}),
        ("Bel de woordvoerder Pieter Decloedt (intern 2610).", {"woordvoerder": "2610"}),
        ("Contacteer de IT-helpdesk. Bel 2700.", {"it": "2700"}),
        ("Verwittig je ploegbaas op 4411.", {}),
    ],
    ids=[
        "a desk that is named later does not take it",
        "everybody has another boss",
        "somebody whom nobody knows",
        "two desks",
        "a person",
        "the next sentence",
        "everybody has another foreman",
    ],
)
def test_a_number_belongs_to_who_stands_before_it(cues, sentence, reached):
    directory = Directory(cues)
    directory.read([sentence])
    assert {key: found.phone for key, found in directory.found.items() if found.phone} == reached
