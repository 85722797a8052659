from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.bridge import knowledge, understanding_of


def tracker(text: str, **values: str) -> Tracker:
    entities = [{"entity": name, "value": value} for name, value in values.items()]
    message: dict[str, Any] = {"text": text, "intent": {"name": "aanvullen", "confidence": 1.0}, "entities": entities}
    return Tracker("p-1", {}, message, [], False, None, {}, None)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"moment": "pauze"}, {"moment": ("pauze",)}),
        ({"platform": "facebook"}, {"platform": ("facebook",)}),
        ({"platform": "ander"}, {"platform": ("ander",)}),
        ({"platform": "Jan Peeters"}, {}),
        ({"rol": "0470 12 34 56", "toestel": "eigen"}, {"toestel": ("eigen",)}),
        ({"naam": "jan"}, {}),
        ({"deelvraag": "mag_ik_weigeren"}, {"deelvraag": ("mag_ik_weigeren",)}),
        ({"deelvraag": "Jan Peeters"}, {}),
        ({"deelvraag": "interims-en-studenten"}, {"deelvraag": ("interims-en-studenten",)}),
    ],
)
def test_what_somebody_made_up_is_left_out(given: dict[str, str], kept: dict[str, tuple[str, ...]]) -> None:
    assert dict(understanding_of(knowledge(), tracker("/aanvullen{…}", **given)).values) == kept
