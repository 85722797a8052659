"""The policy's JSON Schema, so that editors complete and check while one types. All that it shows is Dutch."""

from __future__ import annotations

import copy
from typing import Any

from magdat.files.schema import NAME
from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.policy.identity import OF_FORMAT_2
from magdat.policy.known_values import Known, known_values
from magdat.policy.model import CONTACTS, RULE_DECISIONS, Decision, OwnWords, Policy

DUTCH: dict[str, tuple[str, str]] = {
    "Article": ("artikel", "Een hoofdstuk; de nummers van de bepalingen beginnen met zijn nummer."),
    "Company": ("bedrijf", "Van wie het beleid is."),
    "Conditions": ("als", "Wanneer een regel geldt. Wat je weglaat, maakt niet uit."),
    "Consultation": ("overlegorganen", "Welke overlegorganen het bedrijf heeft: ja of nee."),
    "Contact": ("contact", "Een dienst of persoon naar wie antwoorden verwijzen."),
    "Decision": ("besluit", "Wat een regel beslist."),
    "Device": ("toestel", "Op wiens toestel het gebeurt."),
    "DeskEntry": ("dienst", "Een dienst waar iemand vragen leest en beantwoordt."),
    "Drafting": ("opmaak", "Hoe het beleid tot stand kwam; de controle en de bijlage gebruiken dit."),
    "Example": ("voorbeeld", "Een vraag of een situatie; mensen lezen ze, en «magdat beleid test» stelt ze."),
    "ExampleContext": ("context", "Eén situatie: wanneer, waar, wie, waarover."),
    "FirstWord": ("opening", "Waarmee een eerlijk antwoord op precies die vraag begint."),
    "HandOff": ("doorgeven", "Naar welke dienst een vraag gaat die een mens moet beantwoorden."),
    "Location": ("vindplaats", "Waar mensen het beleid vinden."),
    "Moment": ("moment", "Wanneer het gebeurt."),
    "Monitoring": ("controle", "Hoe onlinegegevens gecontroleerd worden."),
    "MonitoringMode": ("wijze", "Hoe er gewoonlijk gecontroleerd wordt."),
    "MonitoringPurpose": ("doel", "De vier doelen die cao 81 toelaat."),
    "OpeningHours": ("open", "Wanneer er iemand is: «werkdagen: 8.30-12.00 en 13.00-16.30»."),
    "OwnTopic": ("onderwerp", "Een eigen onderwerp, dat de leidraad niet heeft."),
    "OwnWords": ("woorden", "Eigen platformen, inhoud, publiek, rollen, afdelingen en vestigingen."),
    "PolicyStatement": ("uitspraak", "Wat het bedrijf zegt, in antwoord op één vraag."),
    "Posted": ("uitgehangen", "De dagen waarop iedereen de tekst kon lezen en er opmerkingen bij kon schrijven."),
    "Procedure": ("procedure", "De vorm van het beleid, en de procedure die erbij hoort."),
    "Provision": ("bepaling", "Een bepaling die uitlegt en niet beslist."),
    "ReferredDocument": ("document", "Een document waarnaar uitspraken verwijzen."),
    "Route": ("naar", "Welke vraag naar welke dienst gaat."),
    "Rule": ("regel", "Een bindende regel van het bedrijf."),
    "RuleExample": ("voorbeeld", "Een vraag of een situatie met haar besluit."),
    "Sanctions": ("sancties", "Wat volgt als iemand de regels overtreedt."),
    "Sector": ("sector", "Het soort organisatie, waar de wet een verschil maakt."),
    "SignatureForm": ("ondertekening", "Wat tekenen onder het beleid betekent."),
    "StatementKind": ("soort", "Wat voor uitspraak het is."),
    "Unless": ("tenzij", "Een uitzondering, met een eigen tekst."),
    "Word": ("woord", "Eén waarde, hoe ze heet, en hoe mensen ze typen."),
    "YesNo": ("ja of nee", "Schrijf ja of nee."),
}
"""What each part is called and means to HR; the code's own docstrings are English and for developers."""


def policy_schema(library: Library) -> dict[str, Any]:
    """Return the schema with Dutch keys, and the topics, platforms and contacts that exist filled in.

    In format 2 a company has its own topics, words and contacts as well, which no schema can know: an editor offers
    ours and takes any name.
    """
    schema = copy.deepcopy(Policy.schema(by_alias=True))  # pydantic hands out the same dict every time
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    definitions = schema["definitions"]
    _in_dutch(schema)
    topics = [topic.id for topic in library.topics]
    rules = [topic.id for topic in library.topics if topic.kind is Kind.RULE]
    _offer(definitions["Rule"]["properties"]["onderwerp"], rules)
    for name in ("Provision", "PolicyStatement"):
        _offer(definitions[name]["properties"]["onderwerp"], topics)
    aspects = sorted({statement.aspect for statement in library.statements.values()})
    _choose(definitions["PolicyStatement"]["properties"]["deelvragen"]["items"], aspects)
    for name in ("Rule", "Provision", "PolicyStatement"):
        _offer(definitions[name]["properties"]["contact"], list(CONTACTS))
    for name in ("Rule", "PolicyStatement", "Unless"):  # only an example may find that nothing decides
        decision = definitions[name]["properties"]["besluit"]
        description = decision["description"]
        decision.clear()
        decision.update({"enum": [item.value for item in RULE_DECISIONS], "description": description})
    _values(definitions, known_values(library, OwnWords(), ()))
    _routes(definitions, topics, known_values(library, OwnWords(), ()))
    _as_strict_as_the_reader(schema)
    _by_format(schema, rules, topics, known_values(library, OwnWords(), ()))
    return schema


def _values(definitions: dict[str, Any], known: Known) -> None:
    """Offer the values of every open dimension, alone or in a list."""
    for dimension, item in definitions["Conditions"]["properties"].items():
        one, description = dict(item["items"]), item.get("description", "")
        if "$ref" not in one:
            _offer(one, list(known[dimension] or ()))
        item.clear()
        many = {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}
        item.update({"anyOf": [one, many], "description": description})
    for dimension, item in definitions["ExampleContext"]["properties"].items():
        if "allOf" not in item:
            _offer(item, list(known[dimension] or ()))


def _routes(definitions: dict[str, Any], topics: list[str], known: Known) -> None:
    """Offer what a question can be about and who can ask it, alone or in a list, and the contacts of a desk."""
    offered = {"onderwerp": topics, "rol": list(known["rol"] or ())}
    for key, values in offered.items():
        item = definitions["Route"]["properties"][key]
        one, description = dict(item["items"]), item["description"]
        _offer(one, values)
        item.clear()
        many = {"type": "array", "items": one, "minItems": 1}
        item.update({"anyOf": [one, many], "description": description})
    _offer(definitions["DeskEntry"]["properties"]["contact"], list(CONTACTS))
    definitions["HandOff"]["properties"]["diensten"]["minProperties"] = 1
    definitions["HandOff"]["properties"]["naar"]["minItems"] = 1


def _as_strict_as_the_reader(schema: dict[str, Any]) -> None:
    """Add what the model checks in code, as far as a schema can say it, and drop what an editor would fill in.

    Whatever may be left out is better left out: an empty list that an editor inserts says nothing.
    """
    definitions = schema["definitions"]
    for part in (schema, *definitions.values()):
        for item in part.get("properties", {}).values():
            item.pop("default", None)
    lists = (
        (schema, "regels"),
        (schema, "artikels"),
        (definitions["Sanctions"], "lijst"),
        (definitions["PolicyStatement"], "deelvragen"),
    )
    for part, key in lists:
        part["properties"][key]["minItems"] = 1
    definitions["Rule"].update(
        {
            "if": _says("besluit", Decision.CONDITIONAL.value),
            "then": {"required": ["voorwaarden"], "properties": {"voorwaarden": {"minItems": 1}}},
            "else": {"properties": {"voorwaarden": {"maxItems": 0}}},
        }
    )
    _statement(definitions["PolicyStatement"])
    for name in ("Example", "RuleExample"):
        definitions[name]["oneOf"] = [
            {"required": ["vraag"], "not": {"required": ["context"]}},
            {
                "required": ["context", "besluit"],
                "not": {"anyOf": [{"required": [key]} for key in ("vraag", "opening")]},
            },
        ]
    definitions["Contact"]["anyOf"] = [{"required": [key]} for key in ("e_mail", "telefoon", "bereikbaar")]
    definitions["Contact"]["properties"]["e_mail"]["pattern"] = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
    definitions["ReferredDocument"]["anyOf"] = [{"required": [key]} for key in ("plaats", "link")]


def _statement(definition: dict[str, Any]) -> None:
    """Hold the decision and the conditions of a statement to its kind, which may be left out."""
    definition["required"].remove("soort")
    allowed = [Decision.YES.value, Decision.CONDITIONAL.value]
    definition["allOf"] = [
        {"if": _says("soort", "verbod"), "then": {"properties": {"besluit": {"const": Decision.NO.value}}}},
        {"if": _says("soort", "toelating"), "then": {"properties": {"besluit": {"enum": allowed}}}},
        {
            "if": {
                "anyOf": [
                    _says("besluit", Decision.CONDITIONAL.value),
                    {**_says("soort", "toelating"), "not": {"required": ["besluit"]}},
                ]
            },
            "else": {"properties": {"voorwaarden": {"maxItems": 0}}},
        },
    ]


def _by_format(schema: dict[str, Any], rules: list[str], topics: list[str], known: Known) -> None:
    """Say what the first format does not have, and that the second needs rules or statements."""
    conditions = {
        name: {"anyOf": [{"enum": list(values)}, {"type": "array", "items": {"enum": list(values)}}]}
        for name, values in known.items()
        if values and name not in {"moment", "toestel"}
    }
    contacts = {"enum": list(CONTACTS)}
    conditional = {"als": {"properties": conditions}, "contact": contacts}
    schema["if"] = {"properties": {"formaat": {"const": 1}}}
    schema["then"] = {
        "required": ["regels"],
        "properties": {
            "contacten": {"propertyNames": contacts},
            "regels": {"items": {"properties": {"onderwerp": {"enum": rules}, **conditional}}},
            "bepalingen": {"items": {"properties": {"onderwerp": {"enum": topics}, "contact": contacts}}},
            **dict.fromkeys(OF_FORMAT_2, False),
        },
    }
    schema["else"] = {"anyOf": [{"required": ["regels"]}, {"required": ["uitspraken"]}]}


def _says(key: str, value: str) -> dict[str, Any]:
    return {"properties": {key: {"const": value}}, "required": [key]}


def _in_dutch(schema: dict[str, Any]) -> None:
    """Name every part as HR knows it, and drop the titles that repeat a key with a capital."""
    for part in (schema, *schema["definitions"].values()):
        for item in part.get("properties", {}).values():
            item.pop("title", None)
    for name, part in schema["definitions"].items():
        part["title"], part["description"] = DUTCH[name]
    schema["title"] = "Beleid van Mag dat?"
    schema["description"] = "Eén versie van het socialemediabeleid van een bedrijf."


def _choose(place: dict[str, Any], values: list[str]) -> None:
    for key in ("pattern", "minLength", "maxLength"):
        place.pop(key, None)
    place["enum"] = values


def _offer(place: dict[str, Any], values: list[str]) -> None:
    """Let an editor offer values, and take any other name that is written as one."""
    for key in ("pattern", "minLength", "maxLength", "type"):
        place.pop(key, None)
    place["anyOf"] = [*([{"enum": values}] if values else []), {"type": "string", "pattern": NAME.pattern}]
