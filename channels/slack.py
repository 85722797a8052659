"""Slack through Rasa's own connector, with the faults mended that would lose or spoil an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.core.channels.channel import InputChannel
from rasa.core.channels.slack import SlackBot, SlackInput
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler

from channels.optional import OptionalChannel

API = "https://slack.com/api/"

MOST_IN_SECTION = 3000
"""Characters that Slack takes in one section of a message with buttons; it refuses the message otherwise."""

MOST_BUTTONS = 25
"""Buttons that Slack takes in one row."""

MOST_ON_BUTTON = 75
"""Characters that Slack takes on a button."""


class OptionalSlack(OptionalChannel):
    """Slack, when MAGDAT_SLACK_TOKEN and MAGDAT_SLACK_SIGNING_SECRET are set."""

    channel = "slack"
    secrets = ("MAGDAT_SLACK_TOKEN", "MAGDAT_SLACK_SIGNING_SECRET")

    def open(self, environment: Mapping[str, str]) -> InputChannel:
        """Return Rasa's Slack channel, talking to the Slack that the environment names."""
        api = environment.get("MAGDAT_SLACK_API") or API
        token, signing_secret = (environment[name] for name in self.secrets)
        return Slack(api.rstrip("/") + "/", slack_token=token, slack_signing_secret=signing_secret)


class Slack(SlackInput):
    """Rasa's Slack channel, whose answers go out as ours."""

    def __init__(self, api: str, **settings: Any) -> None:
        """Talk to the Web API at ``api``, which ends in a slash."""
        # Rasa fills these in only when it reads its own credentials file, and answers 500 without them.
        retries = {
            "slack_retry_reason_header": "x-slack-retry-reason",
            "slack_retry_number_header": "x-slack-retry-num",
        }
        super().__init__(**retries, **settings)
        self._api = api

    def get_output_channel(self, channel: str | None = None, thread_id: str | None = None) -> SlackAnswers:
        """Return the way to answer in a Slack channel."""
        return SlackAnswers(self._api, self.slack_token, channel or self.slack_channel, thread_id)


class SlackAnswers(SlackBot):
    """Send an answer as one message with its buttons."""

    def __init__(self, api: str, token: str, channel: str | None, thread_id: str | None) -> None:
        """Prepare; nothing is sent yet."""
        super().__init__(token, channel, thread_id)
        self.client.base_url = api
        # Rasa drops a message when Slack asks to slow down; waiting as long as Slack says keeps it.
        self.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Send a text whole; Rasa would post every paragraph by itself."""
        await self._post_message(channel=self.slack_channel or recipient_id, text=escaped(text))

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        """Send a text with its buttons; Rasa would leave out all buttons when there are more than five."""
        sections = [
            {"type": "section", "text": {"type": "plain_text", "text": piece}}
            for piece in pieces(text, MOST_IN_SECTION)
        ]
        row = {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": button["title"][:MOST_ON_BUTTON]},
                    "value": button["payload"],
                }
                for button in buttons[:MOST_BUTTONS]
            ],
        }
        await self._post_message(
            channel=self.slack_channel or recipient_id, text=escaped(text), blocks=[*sections, row]
        )

    async def send_custom_json(self, recipient_id: str, json_message: dict[str, Any], **kwargs: Any) -> None:
        """Send nothing: the machine-readable form is for programs, and Slack would take its keys for settings."""


def escaped(text: str) -> str:
    """Return a text in which Slack sees no mark-up: no mention of everybody, no link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def pieces(text: str, most: int) -> list[str]:
    """Cut a text between paragraphs, so that no piece is longer than ``most``; a longer paragraph is cut anywhere."""
    found = [""]
    for paragraph in text.split("\n\n"):
        joined = f"{found[-1]}\n\n{paragraph}" if found[-1] else paragraph
        if len(joined) <= most:
            found[-1] = joined
            continue
        cut = [paragraph[start : start + most] for start in range(0, len(paragraph), most)]
        found = [*(piece for piece in found if piece), *cut]
    return found
