"""«Waarom?», «waar staat dat?» and «een voorbeeld?» are about the statement that answered, not about the topic."""

from __future__ import annotations

from said import FACEBOOK_IN_THE_BREAK, asking, left_to_the_guidance, said, talk

from magdat.question import Opening

LOGO = asking(said("mag ik ons logo gebruiken?", ("prive_namens_bedrijf", 0.95)), "prive_namens_bedrijf.logo_gebruiken")
RULED = asking(FACEBOOK_IN_THE_BREAK, "gebruik_werkuren.mag_ik", Opening.DECISION)
WHERE, WHY, EXAMPLE = (
    said("waar staat dat ergens?", ("bron_vragen", 0.97)),
    said("en waarom is dat zo?", ("waarom", 0.97)),
    said("geef eens een voorbeeld", ("voorbeeld_vragen", 0.97)),
)


def answered(knowledge, question, on):
    return talk(knowledge, question, on).replies[0].text


def test_the_place_is_the_clause_of_the_companys_own_statement(knowledge):
    (own,) = [item for item in knowledge.policy.statements if "logo_gebruiken" in item.aspects]
    assert f"Dat staat in artikel {own.clause} van" in answered(knowledge, LOGO, WHERE)


def test_the_place_is_the_clause_of_the_rule_that_won(knowledge):
    assert "Dat staat in artikel 3.1 van" in answered(knowledge, RULED, WHERE)


def test_advice_has_no_place_in_the_policy_though_the_topic_has_rules(knowledge):
    advised = asking(FACEBOOK_IN_THE_BREAK, left_to_the_guidance(knowledge, "gebruik_werkuren"))
    assert answered(knowledge, advised, WHERE).startswith("Dit is geen regel van je bedrijf")


def test_the_reason_is_that_of_the_rule_that_won(knowledge):
    (rule,) = [item for item in knowledge.policy.rules if item.id == "pauze"]
    assert answered(knowledge, RULED, WHY) == rule.reason


def test_the_companys_own_statement_lends_no_reason_from_a_rule_beside_it(knowledge):
    (own,) = [item for item in knowledge.policy.statements if "logo_gebruiken" in item.aspects]
    beside = [rule.reason for rule in knowledge.policy.rules_for("prive_namens_bedrijf") if rule.reason]
    told = answered(knowledge, LOGO, WHY)
    assert own.reason is None or own.reason in told
    assert not any(reason in told for reason in beside if reason != own.reason)


def test_the_example_is_one_of_that_very_question(knowledge):
    statement = knowledge.library.statements["gebruik_werkuren.mag_ik"]
    assert statement.more.example in answered(knowledge, RULED, EXAMPLE)


def test_shorter_is_the_answer_itself_and_not_what_the_topic_says_in_short(knowledge):
    proof = asking(said("is er een deurwaarder nodig?", ("bewijs", 0.95)), "bewijs.deurwaarder_nodig")
    statement = knowledge.library.statements["bewijs.deurwaarder_nodig"]
    told = answered(knowledge, proof, said("kan dat korter?", ("korter", 0.97)))
    assert told == statement.text
