"""Rasa custom actions. Thin: read the tracker, call magdat, hand the reply to the dispatcher."""

from actions.answering import AnswerAction

__all__ = ["AnswerAction"]
