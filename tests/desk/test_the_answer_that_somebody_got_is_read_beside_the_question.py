"""What the person saw before saying yes stands on the page of the question, the answer of the assistant too."""

from __future__ import annotations

import httpx


def test_what_the_person_saw_stands_beside_the_question(desk):
    desk.add("els", "hr")
    seen = {
        "topic_shown": "Foto's",
        "context_shown": "In de pauze",
        "answer_shown": "Ja, <b>dat</b> mag.",
    }
    with_answer, without = desk.ask(**seen), desk.ask()
    cookies = {"bureau": desk.token("els")}
    page, other = (httpx.get(f"{desk.url}/vraag/{number}", cookies=cookies).text for number in (with_answer, without))
    assert "<dd>Ja, &lt;b&gt;dat&lt;/b&gt; mag.</dd>" in page
    assert "In de pauze" in page
    assert "van Mag dat? kreeg" not in other
