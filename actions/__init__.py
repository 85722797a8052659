"""Rasa custom actions. Thin: read the tracker, call magdat, hand the reply to the dispatcher."""

from actions.answering import AnswerAction
from actions.passing_on import (
    AskAgreement,
    AskContact,
    AskMessage,
    PassOnAction,
    PassOnStopped,
    ValidatePassOnForm,
)

__all__ = [
    "AnswerAction",
    "AskAgreement",
    "AskContact",
    "AskMessage",
    "PassOnAction",
    "PassOnStopped",
    "ValidatePassOnForm",
]
