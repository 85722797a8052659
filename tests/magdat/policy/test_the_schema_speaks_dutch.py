"""The JSON Schema is what HR's editor shows: Dutch, and with the values that exist."""

from __future__ import annotations

import re

import pytest
from jsonschema import Draft7Validator
from made_rules import EXAMPLES, ROOT

from magdat.files.documents import read_document
from magdat.policy.model import CONTACTS
from magdat.policy.schema_export import policy_schema

ENGLISH = re.compile(r"\b(?:the|which|what|where|when|who|how|company|rule|policy|and)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def schema(library):
    return policy_schema(library)


def shown(value):
    """Every title and description within a part of the schema."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in {"title", "description"} and isinstance(item, str):
                yield item
            else:
                yield from shown(item)
    elif isinstance(value, list):
        for item in value:
            yield from shown(item)


def test_no_english_is_shown(schema):
    texts = list(shown(schema))
    assert len(texts) > 60
    assert [text for text in texts if ENGLISH.search(text)] == []


def test_every_key_is_described(schema):
    for part in (schema, *schema["definitions"].values()):
        for key, item in part.get("properties", {}).items():
            assert item.get("description"), key


def test_topics_platforms_and_contacts_are_offered(schema, library):
    rule = schema["definitions"]["Rule"]["properties"]
    assert "gebruik_werkuren" in offered(rule["onderwerp"])
    assert "cao81" not in offered(rule["onderwerp"])
    assert offered(rule["contact"]) == list(CONTACTS)
    one, many = schema["definitions"]["Conditions"]["properties"]["platform"]["anyOf"]
    assert offered(one) == list(library.platforms)
    assert many["items"] == one


def test_names_of_the_company_itself_are_taken_as_well(schema):
    rule = schema["definitions"]["Rule"]["properties"]
    for place in (rule["onderwerp"], rule["contact"], schema["definitions"]["Conditions"]["properties"]["platform"]):
        assert Draft7Validator(place).is_valid("iets_van_ons")
        assert not Draft7Validator(place).is_valid("Iets van ons")


def offered(place):
    """What an editor offers where any name of the company itself may stand as well."""
    return place["anyOf"][0]["enum"]


@pytest.mark.parametrize("path", [ROOT / "beleid" / "beleid.yml", *EXAMPLES], ids=lambda path: path.stem)
def test_the_policies_that_ship_use_only_keys_of_the_schema(path, schema):
    def check(value, part):
        while "$ref" in part or "allOf" in part:
            part = part["allOf"][0] if "allOf" in part else schema["definitions"][part["$ref"].rsplit("/", 1)[1]]
        if isinstance(value, dict) and "properties" in part:
            assert set(value) <= set(part["properties"])
            for key, item in value.items():
                check(item, part["properties"][key])
        elif isinstance(value, list) and "items" in part:
            for item in value:
                check(item, part["items"])

    check(read_document(path).data, schema)


def test_a_rule_always_decides_and_an_example_may_find_that_nothing_does(library):
    definitions = policy_schema(library)["definitions"]
    assert definitions["Rule"]["properties"]["besluit"]["enum"] == ["ja", "nee", "voorwaardelijk"]
    assert "niet_geregeld" in definitions["Decision"]["enum"]
