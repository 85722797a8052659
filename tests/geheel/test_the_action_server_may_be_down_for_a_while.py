import os
import subprocess
import time
from pathlib import Path

import httpx
from servers import running

from launch.services import ROOT, command, environment, services


def test_the_assistant_says_so_and_recovers(tmp_path: Path) -> None:
    with running(tmp_path, names=("rasa",)) as assistant:
        conversation = assistant.conversation()
        assert "loopt bij mij iets mis" in conversation.say("mag ik op facebook in de pauze?").text
        env = environment({**os.environ, **assistant.environment})
        actions = next(item for item in services(env) if item.name == "acties")
        process = subprocess.Popen(
            command(actions), cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                try:
                    httpx.get(actions.url(), timeout=1)
                    break
                except httpx.HTTPError:
                    time.sleep(0.3)
            assert conversation.say("mag ik op facebook in de pauze?").custom["besluit"] == "ja"
        finally:
            process.terminate()
            process.wait(timeout=10)
