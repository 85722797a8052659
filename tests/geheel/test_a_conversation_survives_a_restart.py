from pathlib import Path

from servers import SOMEBODY, running


def test_what_it_was_about_is_still_known(tmp_path: Path) -> None:
    with running(tmp_path) as assistant:
        first = assistant.say(SOMEBODY, "mag ik facebook gebruiken tijdens de pauze?")
        assert first.custom["context"]["moment"] == "pauze"
    with running(tmp_path) as assistant:
        custom = assistant.say(SOMEBODY, "en op linkedin?").custom
        assert custom["onderwerp"] == "gebruik_werkuren"
        assert custom["context"]["moment"] == "pauze"
        assert custom["context"]["platform"] == "linkedin"
