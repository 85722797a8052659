"""From the first message to the last, the actions get everything that the understanding is read from."""

from __future__ import annotations

from rasa.shared.core.events import ActionExecuted, UserUttered

from channels.small_tracker import READ, SmallTracker
from magdat.understanding import Understanding

PARSE = {
    "text": "mag ik weigeren om op de foto te staan?",
    "intent": {"name": "foto_tag", "confidence": 0.97},
    "entities": [],
    "intent_ranking": [{"name": "foto_tag", "confidence": 0.97}],
    "uitspraken": [{"id": "foto_tag.mag_ik_weigeren", "kans": 0.9}],
    "ernaast": {"foto_tag": [["foto_tag.mag_ik_weigeren", 0.8, 0.7]]},
    "vorm": "mag",
    "openingen": [{"opening": "ja", "kans": 0.8}],
    "openingen_gehoord": [{"opening": "nee", "kans": 0.6}],
    "zinnen": {"foto_tag.mag_ik_weigeren": {"ab12": 0.7}},
    "beleid": {"inhoud": "x", "drempel": 0.6, "gevonden": [{"id": "uitspraak.a", "kans": 0.5}]},
}


def test_a_message_in_the_middle_of_a_conversation_keeps_its_statements_its_form_and_its_openings():
    tracker = SmallTracker("iemand", [])
    for event in (
        ActionExecuted("action_listen"),
        UserUttered("hallo", {"name": "sociaal_praatje"}),
        ActionExecuted("action_listen"),
        UserUttered(PARSE["text"], PARSE["intent"], [], PARSE),
    ):
        tracker.update(event)
    told = Understanding.from_parse(tracker.current_state()["latest_message"])
    assert told == Understanding.from_parse(PARSE)
    assert all((told.statements, told.beside, told.form, told.openings, told.openings_heard))
    assert all((told.in_guidance, told.in_policy))


def test_nothing_that_the_understanding_reads_is_left_out_but_what_only_explains():
    class Parse(dict):
        asked: set[str] = set()

        def get(self, key, default=None):
            self.asked.add(key)
            return super().get(key, default)

    parse = Parse(PARSE)
    Understanding.from_parse(parse)
    assert parse.asked - set(READ) == {"waarom"}
