"""How a question is asked: by whom, in what form, and with what an honest answer to it may begin."""

from __future__ import annotations

from enum import Enum


class Asker(str, Enum):
    """In what position somebody asks."""

    DOER = "doener"
    AFFECTED = "betrokkene"
    WITNESS = "getuige"
    MANAGER = "leidinggevende"
    HR = "hr"
    DELEGATE = "afgevaardigde"


class Form(str, Enum):
    """In what form somebody asks."""

    MAY = "mag"
    MUST = "moet"
    WITHOUT = "zonder"
    BAD = "erg"
    TRUE = "klopt"
    WHO = "wie"
    WHAT = "wat"
    HOW = "hoe"
    WHEN = "wanneer"
    HOW_MUCH = "hoeveel"
    WHICH = "welke"
    WHY = "waarom"
    CHOICE = "keuze"
    DONE = "gedaan"
    REMARK = "opmerking"


class Opening(str, Enum):
    """With what an honest answer to a question may begin; four of them hang on what the company decided."""

    YES = "ja"
    NO = "nee"
    NONE = "geen"
    DECISION = "besluit"
    """«mag ik …?»: yes when it is allowed, on conditions or not; no when it is forbidden. This one and the next three
    open with nothing where no rule of the company decided the deed."""

    AGAINST = "tegen"
    """«is … verboden?», «moet ik … laten?»: the other way round."""

    UNCONDITIONAL = "zonder"
    """«mag ik zomaar …?», «zonder het te vragen?»: yes only when there are no conditions."""

    DUTY = "plicht"
    """«moet ik dat eerst vragen?»: yes when there are conditions."""
