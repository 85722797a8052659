"""The mail holds what the person agreed to, where to answer, and nothing else."""

import pytest
from handoff_servers import RECIPIENT
from house import line_for

from magdat.handoff.message import Handoff


def test_the_mail_says_everything_a_helpdesk_needs(house, mail, mail_server, question):
    house.add(question)
    house.courier(mail).carry_due()
    (letter,) = mail_server.mails

    assert letter["From"] == "Mag dat? <magdat@bedrijf.be>"
    assert letter["To"] == "helpdesk@bedrijf.be"
    assert letter["Subject"] == "Vraag via Mag dat? [MD-0001]"
    assert letter["Reply-To"] == "an.peeters@example.be"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().replace("\r\n", "\n") == (
        "Iemand wil deze vraag via Mag dat? aan een mens voorleggen.\n"
        "\n"
        "Nummer: MD-0001\n"
        "Onderwerp: foto_collega\n"
        "Situatie: platform: instagram, moment: buiten_werkuren\n"
        "Antwoorden naar: an.peeters@example.be\n"
        "\n"
        "Boodschap:\n"
        "> Mag ik een foto van het personeelsfeest plaatsen?\n"
        "> Mijn ploegbaas weet het niet.\n"
        "\n"
        "De vrager zag deze gegevens en ging akkoord met versturen. Meer weet Mag dat? niet over de vrager.\n"
    )


def test_topic_and_situation_are_in_the_words_that_the_person_saw(house, mail, mail_server):
    shown = {"topic_shown": "Foto's en tags", "context_shown": "In de pauze"}
    house.add(Handoff("Mag dat?", None, "foto_tag", {"moment": "pauze"}, **shown))
    house.courier(mail).carry_due()
    letter = mail_server.mails[0].get_content()
    assert "Onderwerp: Foto's en tags" in letter
    assert "Situatie: In de pauze" in letter


def test_an_anonymous_message_says_so_and_has_no_reply_address(mail):
    letter = mail.compose(*line_for(Handoff("Wie kan ik hierover spreken?"), "MD-0002"), RECIPIENT)
    assert letter["Reply-To"] is None
    assert "Antwoorden naar: niet opgegeven; de vraag is anoniem" in letter.get_content()
    assert "Onderwerp: niet bekend" in letter.get_content()


@pytest.mark.parametrize(
    "contact", ["0470 12 34 56", "bij de receptie", "an@", "an..p@x.be", "a@b.be, c@d.be", "é@x.be"]
)
def test_only_a_real_address_becomes_the_reply_address(mail, contact):
    letter = mail.compose(*line_for(Handoff("Dag", contact), "MD-0003"), RECIPIENT)
    assert letter["Reply-To"] is None
    assert f"Antwoorden naar: {contact}" in letter.get_content()


def test_every_character_arrives(house, mail, mail_server):
    text = "Één “vraag” over 🎉 – mag dat? " + "lang " * 400 + "\n.\n..\nFrom hier\x00\x0b einde \ud83d half"
    house.add(Handoff(text))
    assert house.courier(mail).carry_due() == 1
    content = mail_server.mails[0].get_content()
    assert "Één “vraag” over 🎉 – mag dat?" in content
    assert content.count("lang ") >= 399
    assert "> .\n" in content.replace("\r\n", "\n")
    assert " half" in content


def test_a_duplicate_is_recognisable(house, mail, mail_server, question, clock):
    mail_server.hang_up_after_data = True  # the server has the mail, but the courier never hears of it
    house.add(question)
    courier = house.courier(mail)
    assert courier.carry_due() == 0
    clock.pass_(seconds=600)
    assert courier.carry_due() == 1

    first, second = (item["Message-ID"] for item in mail_server.mails)
    assert first == second
    assert first.startswith("<md-0001.")
    assert first.endswith("@bedrijf.be>")


def test_the_same_number_of_a_new_database_is_no_duplicate(mail, question):
    first, second = (mail.compose(*line_for(asked), RECIPIENT) for asked in (question, Handoff("Anders")))
    assert first["Message-ID"] != second["Message-ID"]
