"""The policy file: what the company decided. Keys are Dutch because HR edits them; see docs/woordenlijst.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from typing import Any

from pydantic import ConstrainedInt, EmailStr, Field, PrivateAttr, root_validator, validator
from pydantic.errors import DictError

from magdat.files.schema import Day, FilledModel, Name, Reference, Text, YesNo, filled
from magdat.policy.clause_number import ClauseNumber
from magdat.policy.conditions import Conditions
from magdat.policy.deciding import Decisions
from magdat.policy.decision import RULE_DECISIONS, Decision, one_that_decides
from magdat.policy.example import Example, RuleExample
from magdat.policy.hand_off import HandOff
from magdat.policy.open_place import OPEN, HeadcountOrOpen, SectorOrOpen, TextOrOpen, YesNoOrOpen
from magdat.policy.own_words import OwnTopic, OwnWords, ReferredDocument
from magdat.policy.statements import PolicyStatement, Unless

__all__ = [
    "CONTACTS",
    "NEWEST",
    "RULE_DECISIONS",
    "Article",
    "Company",
    "Conditions",
    "Consultation",
    "Contact",
    "Decision",
    "Drafting",
    "Example",
    "Location",
    "Monitoring",
    "MonitoringMode",
    "MonitoringPurpose",
    "OwnTopic",
    "OwnWords",
    "Policy",
    "PolicyStatement",
    "Posted",
    "Procedure",
    "Provision",
    "ReferredDocument",
    "Rule",
    "RuleExample",
    "Sanctions",
    "SignatureForm",
    "Unless",
]
"""Everything that a policy consists of, wherever it is written down."""


class Consultation(FilledModel):
    """Which consultation bodies the company has."""

    works_council: YesNoOrOpen = Field(..., alias="ondernemingsraad", description="Is er een ondernemingsraad?")
    safety_committee: YesNoOrOpen = Field(
        ..., alias="cpbw", description="Is er een comité voor preventie en bescherming op het werk?"
    )
    union_delegation: YesNoOrOpen = Field(
        ..., alias="vakbondsafvaardiging", description="Is er een vakbondsafvaardiging?"
    )


NEWEST = 2
"""The newest version of the file format."""


class Format(ConstrainedInt):
    """The version of the file format; 2 added statements of the company's own."""

    strict = True
    ge = 1
    le = NEWEST


class Company(FilledModel):
    """Who the policy belongs to."""

    name: Text = Field(..., alias="naam", description="Naam van het bedrijf, zoals werknemers ze kennen.")
    headcount: HeadcountOrOpen = Field(
        ..., alias="werknemers", description="Aantal werknemers; bepaalt welke wettelijke drempels gelden (20, 50)."
    )
    sector: SectorOrOpen = Field(..., alias="sector", description="privé, zorg, onderwijs, overheid of social_profit.")
    consultation: Consultation = Field(..., alias="overlegorganen", description="Welke overlegorganen er zijn.")
    departments: tuple[Name, ...] = Field(
        (), alias="afdelingen", description="Afdelingen waarvoor eigen regels gelden."
    )


class Contact(FilledModel):
    """A person or desk that answers refer to."""

    title: Text = Field(
        ..., alias="functie", description="Hoe de dienst of functie heet, met lidwoord: «de vertrouwenspersoon»."
    )
    name: Text | None = Field(None, alias="naam", description="Naam van de persoon, als die vast is.")
    for_what: Text | None = Field(
        None, alias="waarvoor", description="Waarvoor je er terechtkunt, zoals «pesten, ook online»."
    )
    email: EmailStr | None = Field(None, alias="e_mail", description="E-mailadres.")
    phone: Text | None = Field(None, alias="telefoon", description="Telefoonnummer.")
    available: Text | None = Field(None, alias="bereikbaar", description="Wanneer en waar bereikbaar.")

    @root_validator(skip_on_failure=True)
    def _reachable(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not (values.get("email") or values.get("phone") or values.get("available")):
            raise ValueError("dit contact is niet te bereiken → vul e_mail, telefoon of bereikbaar in")
        if values.get("available") == OPEN:
            values["available"] = None
        return values


CONTACTS: tuple[str, ...] = (
    "hr",
    "vertrouwenspersoon",
    "preventieadviseur",
    "it",
    "communicatie",
    "dpo",
    "meldkanaal",
    "vakbond",
    "leidinggevende",
    "sociaal_secretariaat",
    "helpdesk",
)
"""The contacts that answers can name. ``helpdesk`` receives what the assistant may not decide."""


class Article(FilledModel):
    """A chapter of the policy; the rules' clause numbers start with its number."""

    number: ClauseNumber = Field(..., alias="nummer", description='Nummer tussen aanhalingstekens: "3".')
    title: Text = Field(..., alias="titel", description="Titel van het artikel.")
    unnumbered: YesNo = Field(
        YesNo.NO,
        alias="zonder_nummer",
        description="ja als je tekst dit nummer niet draagt: een antwoord noemt dan de titel, of de kop daaronder.",
    )
    text: Text | None = Field(None, alias="tekst", description="Inleiding die boven de bepalingen staat.")


class Provision(FilledModel):
    """A clause on a topic that needs explaining rather than deciding."""

    topic: Reference = Field(..., alias="onderwerp", description="Id van het onderwerp (leidraad/onderwerpen.yml).")
    clause: ClauseNumber = Field(..., alias="artikel", description="Nummer van de bepaling.")
    text: Text = Field(..., alias="tekst", description="De bepaling, in de je-vorm.")
    contact: Reference | None = Field(
        None, alias="contact", description="Bij wie je terechtkunt (sleutel uit contacten)."
    )


class Sanctions(FilledModel):
    """What follows when the rules are broken."""

    clause: ClauseNumber = Field(..., alias="artikel", description="Nummer van de bepaling.")
    in_work_rules: YesNo = Field(
        ..., alias="in_arbeidsreglement", description="Staan deze sancties ook in het arbeidsreglement?"
    )
    scale: tuple[Text, ...] = Field(..., alias="lijst", description="De sancties, van licht naar zwaar.")
    notification: Text | None = Field(
        None, alias="kennisgeving", description="Wanneer en hoe de sanctie wordt meegedeeld."
    )
    appeal: Text | None = Field(None, alias="beroep", description="Hoe je ertegen in beroep gaat.")
    hearing: Text | None = Field(None, alias="horen", description="Hoe je vooraf je verhaal kunt doen.")

    _filled = validator("scale", allow_reuse=True)(filled)


class MonitoringMode(str, Enum):
    """How monitoring is done by default."""

    NONE = "geen"
    ON_SUSPICION = "bij_vermoeden"
    AGGREGATE = "algemeen_zonder_namen"
    PERMANENT = "permanent_op_naam"


class MonitoringPurpose(str, Enum):
    """The four purposes that cao 81 allows (art. 5)."""

    UNLAWFUL = "ongeoorloofde_feiten"
    INTERESTS = "bedrijfsbelangen"
    NETWORK = "goede_werking_netwerk"
    RULES = "naleving_regels"


class Monitoring(FilledModel):
    """How online communication data are monitored."""

    clause: ClauseNumber = Field(..., alias="artikel", description="Nummer van de bepaling.")
    mode: MonitoringMode = Field(
        ..., alias="wijze", description="geen, bij_vermoeden, algemeen_zonder_namen of permanent_op_naam."
    )
    purposes: tuple[MonitoringPurpose, ...] = Field(
        (), alias="doelen", description="De doelen van cao 81 waarvoor gecontroleerd wordt."
    )
    individualisation: Text | None = Field(
        None, alias="individualisering", description="Hoe gegevens aan één persoon gekoppeld worden."
    )
    information: Text | None = Field(
        None, alias="informatie", description="Hoe het personeel vooraf geïnformeerd wordt."
    )
    text: Text = Field(..., alias="tekst", description="De bepaling, in de je-vorm.")


class SignatureForm(str, Enum):
    """What a signature under the policy means."""

    RECEIPT = "ontvangst"
    AGREEMENT = "akkoord"


class Procedure(str, Enum):
    """The form that the policy takes, and the procedure that goes with it."""

    WORK_RULES_COUNCIL = "arbeidsreglement_met_ondernemingsraad"
    WORK_RULES_POSTING = "arbeidsreglement_zonder_ondernemingsraad"
    CONTRACT = "bijlage_bij_contract"
    GUIDELINE = "losse_richtlijn"


class Posted(FilledModel):
    """The days on which the text hung out for everybody to read and remark upon."""

    first: Day = Field(..., alias="van", description="Eerste dag waarop de tekst uithing (jjjj-mm-dd).")
    last: Day = Field(..., alias="tot", description="Laatste dag waarop de tekst uithing (jjjj-mm-dd).")

    @validator("last")
    def _after_the_first(cls, value: dt.date, values: dict[str, Any]) -> dt.date:
        if "first" in values and value < values["first"]:
            raise ValueError("de laatste dag komt voor de eerste → wissel «van» en «tot»")
        return value


class Drafting(FilledModel):
    """How the policy came about; the checks and the annex use it."""

    goal: Text | None = Field(None, alias="doel", description="Waarom dit beleid er is.")
    involvement: Text | None = Field(None, alias="inspraak", description="Hoe het personeel betrokken werd.")
    training: Text | None = Field(None, alias="opleiding", description="Welke opleiding of bewustmaking er is.")
    procedure: Procedure | None = Field(None, alias="procedure", description="Vorm en procedure van invoering.")
    posted: Posted | None = Field(None, alias="uitgehangen", description="Van wanneer tot wanneer de tekst uithing.")
    signature: SignatureForm | None = Field(
        None, alias="ondertekening", description="Tekent men voor ontvangst of voor akkoord?"
    )


class Location(FilledModel):
    """Where people find the policy."""

    place: TextOrOpen = Field(..., alias="plaats", description="Waar het beleid staat, in woorden.")
    link: Text | None = Field(None, alias="link", description="Webadres, als er een is.")
    languages: tuple[Text, ...] = Field((), alias="talen", description="In welke talen het beleid bestaat.")


class Rule(FilledModel):
    """One binding rule of the company."""

    id: Name = Field(..., alias="id", description="Unieke naam van de regel.")
    topic: Reference = Field(..., alias="onderwerp", description="Id van het onderwerp (leidraad/onderwerpen.yml).")
    clause: ClauseNumber = Field(..., alias="artikel", description='Nummer van de bepaling: "3.1".')
    conditions: Conditions = Field(Conditions(), alias="als", description="Wanneer de regel geldt; weglaten = altijd.")
    decision: Decision = Field(..., alias="besluit", description="ja, nee of voorwaardelijk.")
    text: Text = Field(..., alias="tekst", description="De regel zelf, kort, in de je-vorm.")
    requirements: tuple[Text, ...] = Field(
        (), alias="voorwaarden", description="Waaraan voldaan moet zijn bij «voorwaardelijk»."
    )
    reason: Text | None = Field(None, alias="waarom", description="Waarom de regel er is.")
    contact: Reference | None = Field(
        None, alias="contact", description="Bij wie je terechtkunt (sleutel uit contacten)."
    )
    examples: tuple[RuleExample, ...] = Field(
        (), alias="voorbeelden", description="Vragen of situaties met het besluit dat eruit moet komen."
    )

    @validator("decision", pre=True)
    def _decides(cls, value: Any) -> Any:
        instead = "een regel beslist altijd iets → kies ja, nee of voorwaardelijk, of schrap de regel"
        return one_that_decides(value, instead)

    @validator("requirements", always=True)
    def _conditional_says_on_what(cls, value: tuple[str, ...], values: dict[str, Any]) -> tuple[str, ...]:
        if values.get("decision") is Decision.CONDITIONAL and not value:
            raise ValueError("«voorwaardelijk» zonder voorwaarden → schrijf op waaraan voldaan moet zijn")
        if values.get("decision") in {Decision.YES, Decision.NO} and value:
            raise ValueError("voorwaarden horen enkel bij «voorwaardelijk» → kies dat besluit of schrap ze")
        return value


class Policy(FilledModel):
    """One version of a company's policy."""

    format: Format = Field(
        ..., alias="formaat", description="Versie van dit bestandsformaat: 1, of 2 met uitspraken en eigen woorden."
    )
    title: Text = Field(..., alias="titel", description="Titel van het beleid.")
    version: Text = Field(..., alias="versie", description='Versie tussen aanhalingstekens: "2.1".')
    valid_from: Day = Field(..., alias="geldig_vanaf", description="Dag waarop deze versie ingaat (jjjj-mm-dd).")
    review_before: Day | None = Field(None, alias="herzien_voor", description="Dag waarvoor het beleid herzien wordt.")
    company: Company = Field(..., alias="bedrijf", description="Over welk bedrijf het gaat.")
    drafting: Drafting = Field(Drafting(), alias="opmaak", description="Hoe het beleid tot stand kwam.")
    location: Location = Field(..., alias="vindplaats", description="Waar het beleid te vinden is.")
    contacts: dict[Reference, Contact] = Field(..., alias="contacten", description="Bij wie men terechtkan.")
    articles: tuple[Article, ...] = Field(..., alias="artikels", description="De hoofdstukken.")
    sanctions: Sanctions | None = Field(None, alias="sancties", description="Wat volgt op een overtreding.")
    monitoring: Monitoring | None = Field(None, alias="controle", description="Hoe er gecontroleerd wordt.")
    provisions: tuple[Provision, ...] = Field(
        (), alias="bepalingen", description="Bepalingen die uitleggen, niet beslissen."
    )
    rules: tuple[Rule, ...] = Field((), alias="regels", description="De regels die beslissen.")
    statements: tuple[PolicyStatement, ...] = Field(
        (), alias="uitspraken", description="Wat het bedrijf zegt, elk in antwoord op één vraag (formaat 2)."
    )
    topics: tuple[OwnTopic, ...] = Field(
        (), alias="onderwerpen", description="Eigen onderwerpen, naast die van de leidraad (formaat 2)."
    )
    words: OwnWords = Field(
        OwnWords(), alias="woorden", description="Eigen platformen, inhoud, publiek, rollen en plaatsen (formaat 2)."
    )
    documents: tuple[ReferredDocument, ...] = Field(
        (), alias="documenten", description="Documenten waarnaar uitspraken verwijzen (formaat 2)."
    )

    hand_off: HandOff | None = Field(
        None, alias="doorgeven", description="Naar welke dienst een vraag gaat, en wanneer die open is (formaat 2)."
    )

    _filled = validator("articles", "rules", allow_reuse=True)(filled)

    @validator("valid_from", pre=True)
    def _from_now(cls, value: Any) -> Any:
        """A draft whose first day is still open holds from the day on which it is read."""
        return dt.date.today() if value == OPEN else value

    @validator("contacts", pre=True)
    def _keys(cls, value: Any) -> Any:
        if not isinstance(value, Mapping):  # pydantic takes an empty list for a mapping
            raise DictError
        return value

    _decisions: Decisions | None = PrivateAttr(default=None)
    """What decides, worked out when it is first asked for."""

    @root_validator(skip_on_failure=True)
    def _decides_as_its_format_does(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["format"] < NEWEST:
            for rule in values["rules"]:
                rule.conditions.counted_as_in_the_first_format()
        return values

    @property
    def decisions(self) -> Decisions:
        """Return what decides, and over what."""
        if self._decisions is None or not self._decisions.made_from(self.rules, self.statements):  # of a copy
            self._decisions = Decisions(self.rules, self.statements)
        return self._decisions

    def rules_for(self, topic: str) -> tuple[Rule, ...]:
        """Return the rules of one topic, in the order of the file."""
        return tuple(rule for rule in self.rules if rule.topic == topic)

    def provision_for(self, topic: str) -> Provision | None:
        """Return the explanatory clause of one topic, if the policy has one."""
        return next((item for item in self.provisions if item.topic == topic), None)
