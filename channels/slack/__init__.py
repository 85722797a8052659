"""Slack on Bolt, inside Rasa's process: what people say there, and answers in Slack's own blocks."""

from channels.slack.channel import OptionalSlack

__all__ = ["OptionalSlack"]
