import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from servers import Assistant, running
from slack_here import slack

PERSON = f"U0AN{0:032x}"


def test_what_is_said_on_slack_is_unknown_on_the_demo_page(tmp_path: Path) -> None:
    with slack() as workspace, running(tmp_path, settings=workspace.settings) as assistant:
        assert "Tijdens je pauze" in workspace.say(
            assistant.rasa, PERSON, "mag ik in de pauze op tiktok?", "Tijdens je pauze"
        )
        elsewhere = assistant.say(PERSON, "en op linkedin?").custom
        assert elsewhere.get("onderwerp") is None
        assert assistant.say(PERSON, "mag ik een klant toevoegen op facebook?").custom["onderwerp"] == "klantencontact"
        assert "Tijdens je pauze" in workspace.say(assistant.rasa, PERSON, "en op instagram?", "Tijdens je pauze")
        assert assistant.say(PERSON, "en op linkedin?").custom["artikel"] == "8.2"
    with sqlite3.connect(tmp_path / "magdat.sqlite") as stored:
        senders = {sender for (sender,) in stored.execute("SELECT pseudonym FROM conversations")}
    assert len(senders) == 2
    assert not any(PERSON in sender for sender in senders)


def test_people_who_talk_at_the_same_moment_keep_their_own_thread(assistant: Assistant) -> None:
    def talk(platform: str) -> list[str]:
        conversation = assistant.conversation()
        conversation.say(f"mag ik in de pauze op {platform}?")
        answers = [conversation.say(message).custom for message in ("en na de uren?", "en tijdens de werkuren?")]
        return [f"{answer['context']['platform']} {answer['context']['moment']}" for answer in answers]

    platforms = ["facebook", "instagram", "tiktok", "youtube"]
    with ThreadPoolExecutor(len(platforms)) as pool:
        for platform, heard in zip(platforms, pool.map(talk, platforms)):
            assert heard == [f"{platform} buiten_werkuren", f"{platform} werkuren"]
