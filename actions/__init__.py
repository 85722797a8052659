"""Rasa custom actions. Thin: read the tracker, call magdat, hand the reply to the dispatcher."""

from actions.answering import AnswerAction
from actions.hand_off_form import ValidatePassOnForm
from actions.hand_off_questions import AskAgreement, AskContact, AskMessage
from actions.passing_on import PassOnAction

__all__ = [
    "AnswerAction",
    "AskAgreement",
    "AskContact",
    "AskMessage",
    "PassOnAction",
    "ValidatePassOnForm",
]
