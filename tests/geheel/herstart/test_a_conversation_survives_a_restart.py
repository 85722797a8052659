import pytest
from restarting import Story, Told, story
from servers import Assistant
from slack_here import Slack

pytestmark = [pytest.mark.server, pytest.mark.timeout(900)]


@story()
def what_it_was_about(assistant: Assistant, workspace: Slack) -> Story:
    conversation = assistant.conversation()
    first = conversation.say("mag ik facebook gebruiken tijdens de pauze?")
    assert first.custom["context"]["moment"] == "pauze"
    assistant = yield None
    custom = assistant.say(conversation.sender, "en op linkedin?").custom
    assert custom["onderwerp"] == "gebruik_werkuren"
    assert custom["context"]["moment"] == "pauze"
    assert custom["context"]["platform"] == "linkedin"


def test_what_it_was_about_is_still_known(told: Told) -> None:
    told(what_it_was_about)
