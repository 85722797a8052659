"""The widget's channel in the whole started system: a question, its card, and a break."""

from __future__ import annotations

import httpx
from servers import Assistant
from widget_talk import Talk, up_to

QUESTION = "mag ik facebook gebruiken tijdens de pauze?"


def test_a_question_comes_back_as_the_card_that_rest_gives(assistant: Assistant) -> None:
    talk = Talk(assistant)
    with talk.events() as events:
        name = talk.say(QUESTION)
        found = up_to(events, "done")
    assert [kind for _, kind, _ in found][0 :: len(found) - 1] == ["typing", "done"]
    assert all(data["answers"] == name for _, _, data in found)
    (card,) = [data for _, kind, data in found if kind == "reply" and data["custom"].get("besluit")]
    rest = assistant.conversation().say(QUESTION)
    assert card["custom"] == rest.custom
    assert card["text"] in rest.text
    assert card["buttons"] == rest.buttons


def test_after_a_break_exactly_what_was_missed_comes(assistant: Assistant) -> None:
    talk = Talk(assistant)
    with talk.events() as events:
        talk.say(QUESTION)
        last = up_to(events, "done")[-1][0]
    talk.say("en op linkedin?")
    with talk.events(last) as events:
        found = up_to(events, "done")
    cards = [data["custom"] for _, kind, data in found if kind == "reply" and "context" in data["custom"]]
    assert [(card["context"]["platform"], card["context"]["moment"]) for card in cards] == [("linkedin", "pauze")]
    with talk.events(found[-2][0]) as events:
        assert [number for number, _, _ in up_to(events, "done")] == [found[-1][0]]


def test_browsers_of_the_page_may_and_others_may_not(assistant: Assistant) -> None:
    page = f"http://127.0.0.1:{assistant.environment['MAGDAT_POORT_PAGINA']}"
    begin = f"{assistant.rasa}/webhooks/widget/begin"
    for origin, allowed in ((page, page), ("https://kwaad.example", None)):
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        asked["Access-Control-Request-Headers"] = "authorization,content-type,last-event-id"
        answer = httpx.options(begin, headers=asked)
        assert answer.headers.get("access-control-allow-origin") == allowed
        assert "access-control-allow-credentials" not in answer.headers
        assert (httpx.post(begin, json={}, headers={"Origin": origin}).status_code == 200) is (allowed is not None)


def test_the_example_page_gets_its_answer_from_the_policy_that_it_names(assistant: Assistant) -> None:
    page = f"http://127.0.0.1:{assistant.environment['MAGDAT_POORT_PAGINA']}"
    talk, clauses = Talk(assistant), []
    with talk.events() as events:
        for policy in ("open", "", "verouderd_2013"):
            talk.say(QUESTION, policy, Origin=page)
            found = up_to(events, "done")
            clauses += [
                (data["custom"]["besluit"], data["custom"]["artikel"])
                for _, kind, data in found
                if kind == "reply" and data["custom"].get("besluit")
            ]
    assert clauses == [("ja", "2.1"), ("ja", "3.1"), ("nee", "2.1")]
