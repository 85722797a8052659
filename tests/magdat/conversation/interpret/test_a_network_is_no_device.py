"""«Wifi» does not say on whose device; the lexicon calls it the company's, and the conversation knows better."""

from __future__ import annotations

import pytest
from said import asking, custom, said, talk

from magdat.conversation.interpret.context import added
from magdat.question import Opening
from magdat.situation import Situation
from magdat.understanding import Understanding


def heard(text, *places, toestel=("werk",)):
    spans = tuple((text.index(place), text.index(place) + len(place)) for place in places)
    return Understanding(text, (("controle_privacy", 0.95),), {"toestel": toestel}, False, spans)


@pytest.mark.parametrize(
    ("message", "device"),
    [
        (heard("leest den baas mee op de wifi hier?", "wifi hier"), None),
        (heard("zien ze op de gastwifi wat ik doe?"), None),
        (heard("ziet it mij op mijn eigen gsm op de wifi?", "mijn eigen gsm", toestel=("eigen",)), "eigen"),
        (heard("mijn gsm op de wifi van 't werk", "mijn gsm", "wifi van 't werk", toestel=("eigen", "werk")), "eigen"),
        (heard("op mijn werklaptop via de wifi", "werklaptop"), "werk"),
        (heard("op de computer van het werk", "computer van het werk"), "werk"),
    ],
)  # fmt: skip
def test_only_a_device_says_on_whose_device(message, device):
    situation, among = added(message, Situation())
    assert situation.toestel == device
    assert "toestel" not in among


def test_two_devices_on_one_network_are_both_meant():
    text = "op mijn eigen gsm of de werklaptop, op de wifi hier"
    message = heard(text, "eigen gsm", "werklaptop", "wifi hier", toestel=("eigen", "werk"))
    assert added(message, Situation())[1] == {"toestel": ("eigen", "werk")}


def test_whoever_asks_about_the_wifi_reads_what_holds_on_it_whatever_the_device(knowledge):
    wifi = said("leest den baas mee op de wifi hier?", ("controle_privacy", 0.95), toestel="werk")
    turn = talk(knowledge, asking(wifi, "controle_privacy.eigen_toestel_wifi", Opening.DECISION))
    assert custom(turn)["artikel"] == "10.2"
    assert custom(turn)["context"]["toestel"] is None
    assert "wifi" in turn.replies[0].text
