"""The guidance files under leidraad/. Keys are Dutch because HR edits them; see docs/woordenlijst.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from typing import Any

from pydantic import AnyHttpUrl, ConstrainedInt, Field, validator

from magdat.files.schema import Day, FileModel, FilledModel, Name, Text, YesNo, filled, readable_form
from magdat.sector import Sector


class Kind(str, Enum):
    """Who decides on a topic."""

    RULE = "regel"
    EXPLANATION = "uitleg"
    ROUTE = "route"
    ASSISTANT = "assistent"


class Audience(str, Enum):
    """For whom a text is meant."""

    EMPLOYEES = "wn"
    HR = "hr"
    BOTH = "b"


class Claim(ConstrainedInt):
    """A row number of the guidance's 40 claims."""

    strict = True
    ge = 1
    le = 40


class Topic(FilledModel):
    """One topic that the assistant can answer on."""

    id: Name
    kind: Kind = Field(..., alias="soort")
    audience: Audience = Field(..., alias="voor")
    claims: tuple[Claim, ...] = Field(..., alias="claims")
    title: Text = Field(..., alias="titel")
    boundary: Text = Field(..., alias="grens")
    elsewhere: dict[Name, Text] = Field({}, alias="elders")
    """What belongs to a neighbour, by the neighbour's id."""
    only_decided: bool = Field(False, alias="enkel_beslist")  # «ja» and «nee» only where somebody decided them

    @property
    def may_hear_a_word(self) -> bool:
        """Return whether a word may be heard in what the company wrote; nobody's safety or job hangs on it."""
        return self.kind is not Kind.ROUTE and not self.only_decided


class Topics(FilledModel):
    """leidraad/onderwerpen.yml."""

    topics: tuple[Topic, ...] = Field(..., alias="onderwerpen")

    _filled = validator("topics", allow_reuse=True)(filled)


class TipKind(str, Enum):
    """Which part of the guidance a tip comes from."""

    OPPORTUNITY = "kans"
    PITFALL = "valkuil"
    TIP = "tip"


class Phase(str, Enum):
    """When a tip holds."""

    ALWAYS = "altijd"
    DURING = "tijdens"
    OUTSIDE = "buiten"


class Status(str, Enum):
    """What still holds of a claim or a law note today."""

    VALID = "geldig"
    NO_LAW = "geen_recht"
    SUPPLEMENTED = "aangevuld"
    NUANCED = "genuanceerd"
    UNCERTAIN = "onzeker"
    LAPSED = "vervallen"


class Source(FilledModel):
    """Where a statement can be checked."""

    name: Text = Field(..., alias="naam")
    url: AnyHttpUrl | None = Field(None, alias="url")


class Tip(FilledModel):
    """One claim of the guidance, in our own words."""

    id: Name
    claim: Claim = Field(..., alias="claim")
    kind: TipKind = Field(..., alias="soort")
    phase: Phase = Field(..., alias="fase")
    audience: Audience = Field(..., alias="voor")
    topics: tuple[Name, ...] = Field(..., alias="onderwerpen")
    text: Text = Field(..., alias="tekst")
    status: Status = Field(..., alias="status")
    laws: tuple[Name, ...] = Field((), alias="wet")
    only_without_rule: YesNo = Field(YesNo.NO, alias="alleen_zonder_regel")
    """Whether it helps only where the company decided nothing."""

    source: Text = Field(..., alias="bron")
    checked_on: Day = Field(..., alias="gecontroleerd_op")


class Tips(FilledModel):
    """One file of leidraad/tips/."""

    tips: tuple[Tip, ...] = Field(..., alias="tips")

    _filled = validator("tips", allow_reuse=True)(filled)


class LawNote(FilledModel):
    """What the law says on one point, with its source and the day on which somebody checked it."""

    id: Name
    title: Text = Field(..., alias="titel")
    text: Text = Field(..., alias="tekst")
    status: Status = Field(..., alias="status")
    since: Day | None = Field(None, alias="sinds")
    sectors: tuple[Sector, ...] = Field((), alias="sectoren", description="Waar dit geldt; weglaten = overal.")
    sources: tuple[Source, ...] = Field(..., alias="bronnen")
    checked_on: Day = Field(..., alias="gecontroleerd_op")

    def holds_for(self, sector: Sector | None) -> bool:
        """Return whether the note is about an organisation of this kind; of an unknown one only what holds for all."""
        return not self.sectors or sector in self.sectors


class LawNotes(FilledModel):
    """One file of leidraad/wet/."""

    notes: tuple[LawNote, ...] = Field(..., alias="wet")

    _filled = validator("notes", allow_reuse=True)(filled)


class Wording(FilledModel):
    """What the guidance has to say on a topic to one audience."""

    core: Text = Field(..., alias="kern", description="Het antwoord in één of twee korte zinnen.")
    why: Text | None = Field(None, alias="waarom", description="Waarom dat zo is.")
    steps: tuple[Text, ...] = Field((), alias="doen", description="Wat je kunt doen, in volgorde.")
    tips: tuple[Name, ...] = Field((), alias="tips", description="Ids van tips, de belangrijkste eerst.")
    claims: tuple[Claim, ...] = Field((), alias="claims", description="Claims die in kern of stappen zelf staan.")
    laws: tuple[Name, ...] = Field((), alias="wet", description="Ids van wetsnotities.")
    contacts: tuple[Name, ...] = Field((), alias="contact", description="Bij wie men terechtkan, in volgorde.")
    example: Text | None = Field(None, alias="voorbeeld", description="Een concreet voorbeeld.")
    consequence: Text | None = Field(None, alias="als_je_het_toch_doet", description="Wat er kan volgen.")
    short: Text | None = Field(None, alias="kort", description="Het antwoord in één zin.")


class Conduct(str, Enum):
    """Whose conduct a company decides on within a topic."""

    EMPLOYEE = "medewerker"
    COMPANY = "bedrijf"
    """What it will do itself: its «nee» is then a promise, and no ban."""


class TopicAnswer(FilledModel):
    """One file of leidraad/antwoorden/: the guidance's answer on one topic."""

    topic: Name = Field(..., alias="onderwerp")
    decides_on: Conduct = Field(Conduct.EMPLOYEE, alias="besluit_over")
    employee: Wording = Field(..., alias="werknemer")
    hr: Wording | None = Field(None, alias="hr")
    follow_ups: tuple[Text, ...] = Field((), alias="vervolg")

    @validator("follow_ups", each_item=True)
    def _fits_on_a_button(cls, value: Any) -> Any:
        if len(value) > 60:
            raise ValueError("een vervolgvraag past niet op een knop → hou ze onder 60 tekens")
        return value


class Platform(FilledModel):
    """One social platform that rules and questions can name."""

    id: Name
    name: Text = Field(..., alias="naam")


class Platforms(FilledModel):
    """leidraad/platformen.yml."""

    platforms: tuple[Platform, ...] = Field(..., alias="platformen")

    _filled = validator("platforms", allow_reuse=True)(filled)


class Deed(str, Enum):
    """What a gesture does beside answering."""

    ERASE = "wissen"


def fits(form: str, text: str) -> bool:
    """Return whether a form stands in a text, as whole words."""
    return _whole_words(form).search(text) is not None


@lru_cache(maxsize=4096)
def _whole_words(form: str) -> re.Pattern[str]:
    """Return a form compiled: a message is held beside hundreds, and Python's own memory of patterns takes longer."""
    return re.compile(rf"(?<!\w)(?:{form})(?!\w)", re.IGNORECASE)


class Gesture(FilledModel):
    """A short thing that people say, with the one answer that fits it."""

    id: Name
    topic: Name = Field(..., alias="onderwerp")
    forms: tuple[Text, ...] = Field(..., alias="vormen")
    answer: Text = Field(..., alias="antwoord")
    deed: Deed | None = Field(None, alias="doet")
    always: YesNo = Field(YesNo.NO, alias="altijd")

    _readable = validator("forms", each_item=True, allow_reuse=True)(readable_form)

    def fits(self, text: str) -> bool:
        """Return whether a text has one of the forms, as whole words."""
        return any(fits(form, text) for form in self.forms)


class Alarm(str, Enum):
    """The sentences with numbers to call, by their name in leidraad/zinnen.yml."""

    ANY = "gevaar"
    VIOLENCE = "gevaar_geweld"
    AT_HOME = "gevaar_thuis"


class Danger(FilledModel):
    """One kind of danger that somebody may tell of, with the sentence that gives the numbers to call."""

    says: Alarm = Field(..., alias="zegt")
    forms: tuple[Text, ...] = Field(..., alias="vormen")

    _readable = validator("forms", each_item=True, allow_reuse=True)(readable_form)

    def fits(self, text: str) -> bool:
        """Return whether a text tells of this danger."""
        return any(fits(form, text) for form in self.forms)


def danger_in(dangers: Iterable[Danger], text: str) -> Danger | None:
    """Return the danger that a text tells of in so many words, ``None`` where it has none of the forms."""
    return next((danger for danger in dangers if danger.fits(text)), None)


class Command(FilledModel):
    """Words that are always a topic when somebody types just them: «privacy», «help»."""

    words: tuple[Text, ...] = Field(..., alias="woorden")
    topic: Name = Field(..., alias="onderwerp")


class Hint(FilledModel):
    """Forms that make a topic likelier than the words alone do."""

    topic: Name = Field(..., alias="onderwerp")
    forms: tuple[Text, ...] = Field(..., alias="vormen")

    _readable = validator("forms", each_item=True, allow_reuse=True)(readable_form)


class Addressed(FilledModel):
    """Topics that count only when somebody speaks to the assistant: «wat kan je doen?», not «wat kan ik doen?»."""

    topics: tuple[Name, ...] = Field((), alias="onderwerpen")
    forms: tuple[Text, ...] = Field((), alias="vormen")

    _readable = validator("forms", each_item=True, allow_reuse=True)(readable_form)


class Talk(FilledModel):
    """Forms by which somebody goes on about what was said, or answers a question without choosing."""

    pointing_back: tuple[Text, ...] = Field((), alias="terugwijzend")
    to_the_start: tuple[Text, ...] = Field((), alias="naar_het_begin")
    small_words: Text = Field("-", alias="kleine_woorden")
    question: tuple[Text, ...] = Field((), alias="vraag")
    hints: tuple[Hint, ...] = Field((), alias="wenken")
    addressed: Addressed = Field(Addressed(), alias="aangesproken")
    in_passing: tuple[Name, ...] = Field((), alias="tussendoor")
    conditions: tuple[Text, ...] = Field((), alias="voorwaarde")
    vague: tuple[Text, ...] = Field((), alias="vaag")
    switching: tuple[Text, ...] = Field((), alias="overstappen")
    returning: tuple[Text, ...] = Field((), alias="terugkeren")
    handing_over: tuple[Text, ...] = Field((), alias="over_het_doorgeven")
    every: tuple[Text, ...] = Field((), alias="alle_keuzes")
    no_idea: tuple[Text, ...] = Field((), alias="geen_keuze")
    verdict: tuple[Text, ...] = Field((), alias="vraagt_een_oordeel")
    leaves_free: tuple[Text, ...] = Field((), alias="laat_vrij")
    obliges_nobody: tuple[Text, ...] = Field((), alias="verplicht_niemand")
    refusing: tuple[Text, ...] = Field((), alias="vraagt_te_weigeren")
    demanding: tuple[Text, ...] = Field((), alias="vraagt_te_eisen")
    undoing: tuple[Text, ...] = Field((), alias="maakt_ongedaan")
    fearing: tuple[Text, ...] = Field((), alias="vreest_wat_volgt")
    omitting: tuple[Text, ...] = Field((), alias="vraagt_te_laten")
    urging: tuple[Text, ...] = Field((), alias="moet_meteen")
    unafraid: tuple[Text, ...] = Field((), alias="vraagt_zonder_gevolg")
    reassuring: tuple[Text, ...] = Field((), alias="stelt_gerust")
    threatening: tuple[Text, ...] = Field((), alias="zegt_wat_volgt")
    denying: tuple[Text, ...] = Field((), alias="ontzegt_iets")
    asks_for_somebody: tuple[Text, ...] = Field((), alias="vraagt_naar_iemand")
    people: Text = Field("-", alias="telt_mensen")
    counted_so: tuple[Text, ...] = Field((), alias="telt_zo")
    number_changes: tuple[Text, ...] = Field((), alias="aantal_verandert")
    company_itself: Text = Field("-", alias="het_bedrijf_zelf")

    _readable = validator(
        "pointing_back",
        "question",
        "vague",
        "conditions",
        "handing_over",
        "to_the_start",
        "switching",
        "returning",
        "every",
        "no_idea",
        "verdict",
        "leaves_free",
        "obliges_nobody",
        "refusing",
        "demanding",
        "undoing",
        "fearing",
        "omitting",
        "urging",
        "unafraid",
        "reassuring",
        "threatening",
        "denying",
        "asks_for_somebody",
        "number_changes",
        each_item=True,
        allow_reuse=True,
    )(readable_form)

    def small(self) -> frozenset[str]:
        """Return the words that by themselves do not tell what a message is about."""
        return frozenset(self.small_words.split())


class TalkWeights(FileModel):
    """leidraad/gespreksgewichten.yml: what evidence.py and aspects.py in magdat/conversation/interpret/ weigh with."""

    weights: dict[str, float] = Field(..., alias="gewichten")
    aspects: dict[str, float] = Field(..., alias="deelvragen")


class OpeningWeights(FileModel):
    """leidraad/openingsgewichten.yml: what magdat/conversation/interpret/sureness.py weighs with."""

    weights: dict[str, float] = Field(..., alias="gewichten")
    words_from: dict[str, float] = Field(..., alias="vanaf")

    @validator("words_from", allow_reuse=True)
    def _of_both_words(cls, value: dict[str, float]) -> dict[str, float]:
        if set(value) != {"ja", "nee"}:
            raise ValueError("hier hoort een getal bij «ja» en een bij «nee» → zet ze er allebei")
        return value


class Gestures(FilledModel):
    """leidraad/gebaren.yml."""

    commands: tuple[Command, ...] = Field(..., alias="opdrachten")
    danger: tuple[Danger, ...] = Field(..., alias="gevaar")
    no_danger: tuple[Text, ...] = Field(..., alias="geen_gevaar")
    disclosures: tuple[Text, ...] = Field(..., alias="onthulling")
    about_oneself: tuple[Text, ...] = Field(..., alias="over_zichzelf")
    no_disclosures: tuple[Text, ...] = Field(..., alias="geen_onthulling")
    talk: Talk = Field(..., alias="gesprekstaal")
    gestures: tuple[Gesture, ...] = Field(..., alias="gebaren")

    _readable = validator(
        "no_danger", "disclosures", "about_oneself", "no_disclosures", each_item=True, allow_reuse=True
    )(readable_form)
