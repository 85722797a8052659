"""The policy's JSON Schema, so that editors complete and check while one types. All that it shows is Dutch."""

from __future__ import annotations

import copy
from typing import Any

from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.policy.contents import known_contents
from magdat.policy.model import CONTACTS, RULE_DECISIONS, Decision, Policy

DUTCH: dict[str, tuple[str, str]] = {
    "Article": ("artikel", "Een hoofdstuk; de nummers van de bepalingen beginnen met zijn nummer."),
    "Company": ("bedrijf", "Van wie het beleid is."),
    "Conditions": ("als", "Wanneer een regel geldt. Wat je weglaat, maakt niet uit."),
    "Consultation": ("overlegorganen", "Welke overlegorganen het bedrijf heeft: ja of nee."),
    "Contact": ("contact", "Een dienst of persoon naar wie antwoorden verwijzen."),
    "Decision": ("besluit", "Wat een regel beslist."),
    "Device": ("toestel", "Op wiens toestel het gebeurt."),
    "Drafting": ("opmaak", "Hoe het beleid tot stand kwam; de controle en de bijlage gebruiken dit."),
    "Example": ("voorbeeld", "Een vraag met haar besluit; mensen lezen ze, en «magdat beleid test» stelt ze."),
    "Location": ("vindplaats", "Waar mensen het beleid vinden."),
    "Moment": ("moment", "Wanneer het gebeurt."),
    "Monitoring": ("controle", "Hoe onlinegegevens gecontroleerd worden."),
    "MonitoringMode": ("wijze", "Hoe er gewoonlijk gecontroleerd wordt."),
    "MonitoringPurpose": ("doel", "De vier doelen die cao 81 toelaat."),
    "PolicyStatement": (
        "uitspraak",
        "Wat het bedrijf zelf op bepaalde vragen antwoordt, naast de regels.",
    ),
    "Procedure": ("procedure", "De vorm van het beleid, en de procedure die erbij hoort."),
    "Provision": ("bepaling", "Een bepaling die uitlegt en niet beslist."),
    "Role": ("rol", "Wie het vraagt, of over wie het gaat."),
    "Rule": ("regel", "Een bindende regel van het bedrijf."),
    "Sanctions": ("sancties", "Wat volgt als iemand de regels overtreedt."),
    "Sector": ("sector", "Het soort organisatie, waar de wet een verschil maakt."),
    "SignatureForm": ("ondertekening", "Wat tekenen onder het beleid betekent."),
    "YesNo": ("ja of nee", "Schrijf ja of nee."),
}
"""What each part is called and means to HR; the code's own docstrings are English and for developers."""


def policy_schema(library: Library) -> dict[str, Any]:
    """Return the schema with Dutch keys, and the topics, platforms and contacts that exist filled in."""
    schema = copy.deepcopy(Policy.schema(by_alias=True))  # pydantic hands out the same dict every time
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    definitions = schema["definitions"]
    _in_dutch(schema)
    rules = [topic.id for topic in library.topics if topic.kind is Kind.RULE]
    _choose(definitions["Rule"]["properties"]["onderwerp"], rules)
    for name in ("Provision", "PolicyStatement"):
        _choose(definitions[name]["properties"]["onderwerp"], [topic.id for topic in library.topics])
    aspects = sorted({statement.aspect for statement in library.statements.values()})
    _choose(definitions["PolicyStatement"]["properties"]["deelvragen"]["items"], aspects)
    for name in ("Rule", "Provision", "PolicyStatement"):
        _choose(definitions[name]["properties"]["contact"], list(CONTACTS))
    for name in ("Rule", "PolicyStatement"):  # only an example question may find that nothing decides
        decision = definitions[name]["properties"]["besluit"]
        description = decision["description"]
        decision.clear()
        decision.update({"enum": [item.value for item in RULE_DECISIONS], "description": description})
    schema["properties"]["contacten"]["propertyNames"] = {"enum": list(CONTACTS)}
    conditions = definitions["Conditions"]["properties"]
    _choose(conditions["platform"]["items"], sorted(library.platforms))
    if (contents := known_contents()) is not None:
        _choose(conditions["inhoud"]["items"], list(contents))
    for item in conditions.values():
        one = dict(item["items"])
        many = {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}
        description = item.get("description", "")
        item.clear()
        item.update({"anyOf": [one, many], "description": description})
    _as_strict_as_the_reader(schema)
    return schema


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
    conditional = {"properties": {"besluit": {"const": Decision.CONDITIONAL.value}}, "required": ["besluit"]}
    definitions["Rule"].update(
        {
            "if": conditional,
            "then": {"required": ["voorwaarden"], "properties": {"voorwaarden": {"minItems": 1}}},
            "else": {"properties": {"voorwaarden": {"maxItems": 0}}},
        }
    )
    definitions["Contact"]["anyOf"] = [{"required": [key]} for key in ("e_mail", "telefoon", "bereikbaar")]
    definitions["Contact"]["properties"]["e_mail"]["pattern"] = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"


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
