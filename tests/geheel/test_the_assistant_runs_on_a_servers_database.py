"""With MAGDAT_DATABASE on PostgreSQL nothing is kept where the answers come from, and one goes on elsewhere."""

from pathlib import Path

import databases
from servers import running

from magdat.storage.database import Database
from magdat.storage.stores import sql_stores


def test_a_conversation_goes_on_on_another_machine(tmp_path: Path) -> None:
    here, there = tmp_path / "hier", tmp_path / "daar"
    with databases.postgresql() as address:
        database = Database(address)
        assert database.migrate()
        settings = {"MAGDAT_DATABASE": address}
        with running(here, settings=settings) as assistant:
            conversation = assistant.conversation()
            answer = conversation.say("mag ik op facebook in de pauze?").custom
            assert (answer["onderwerp"], answer["artikel"]) == ("gebruik_werkuren", "3.1")
        with running(there, settings=settings) as assistant:
            answer = assistant.say(conversation.sender, "en op linkedin?").custom
            assert (answer["onderwerp"], answer["context"]["moment"]) == ("gebruik_werkuren", "pauze")
            assistant.say(conversation.sender, "ik wil een mens spreken")
            assistant.say(conversation.sender, "Mijn foto staat op de site en ik wil dat ze weg gaat")
            assistant.say(conversation.sender, "anoniem")
            assert "MD-0001" in assistant.say(conversation.sender, "ja").text
            assert "gewist" in assistant.say(conversation.sender, "wis mijn gesprek").text
        stores = sql_stores(database)
        assert [item.number for item in stores.tickets.receipts()] == ["MD-0001"], "it went with the conversation"
        assert [entry.version for entry in stores.archive.entries()] == ["2.1"]
        assert set(stores.keys.channels()) == {"rest", "geteld:rest"}  # who asked, and how many did
        database.engine.dispose()
    assert not [path for folder in (here, there) for path in folder.rglob("*.sqlite*")]
