"""What was chosen stays in the place of its buttons, however busy Slack is and however quickly they are pressed."""

from __future__ import annotations

import json
from typing import Any

from slack_here import Slack, event, press, slack
from slack_served import served

THUMBS = {"op": '/bevestigen{"duim": "foto_tag"}', "neer": '/ontkennen{"duim": "foto_tag"}'}


class Busy(Slack):
    """A Slack that does not take the first update."""

    tries = 0

    def answer(self, path: str, authorization: str, content: Any) -> tuple[int, dict[str, Any]]:
        if path.endswith("chat.update"):
            self.tries += 1
            if self.tries == 1:
                return 503, {"ok": False, "error": "service_unavailable"}
        return super().answer(path, authorization, content)


def answers(text: str) -> list[dict[str, Any]]:
    if text.startswith("/"):
        return [{"text": "Goed."}]
    return [{"text": "Dat mag.", "buttons": [{"title": "Meer weten", "payload": "/meer_weten"}]}, {"custom": RATED}]


RATED = {"onderwerp": "foto_tag", "duimen": THUMBS}


def test_two_rows_that_are_pressed_at_once_stay_away_both() -> None:
    with slack(pace=0.0, kind=Busy) as workspace, served(workspace, answers) as channel:
        workspace.bring(channel.rasa, event("mag ik?"))
        (posted,) = workspace.wait_for(1)
        message = {"ts": posted["made"], "text": posted["text"], "blocks": posted["blocks"]}
        rows = [block for block in posted["blocks"] if block["type"] == "actions"]
        for row in rows:  # both as the message was before anything was pressed
            workspace.bring_form(channel.rasa, press(row["elements"][0], row["block_id"], message=message))
        updates = workspace.wait_for(2, "chat.update")
    assert workspace.tries > len(updates), "one was refused at first"
    last = updates[-1]["blocks"]
    assert "actions" not in [block["type"] for block in last]
    assert all(title in json.dumps(last, ensure_ascii=False) for title in ("✓ Meer weten", "✓ 👍 Dit helpt"))
