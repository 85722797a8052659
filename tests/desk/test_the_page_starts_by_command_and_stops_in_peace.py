"""`python -m desk`, really started: it logs nothing of what is asked of it, and stops while somebody listens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pyotp
import pytest
import yaml
from free_ports import free_port
from served import PASSWORD, User

from desk.words import load_words
from magdat.files.problems import DocumentError
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.staff.inviting import Invitations, secret_of
from magdat.storage.stores import open_stores

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 120.0
"""Seconds in which the page must answer, on a machine that is busy too."""


@pytest.mark.server
def test_somebody_who_was_let_in_by_command_comes_in_and_the_log_stays_silent(tmp_path):
    state, port = tmp_path / "toestand", free_port()
    environment = {**os.environ, "MAGDAT_TOESTAND": str(state), "PYTHONPATH": str(ROOT)}
    for name in ("MAGDAT_DATABASE", "MAGDAT_DOORGEVEN", "MAGDAT_BUREAU_URL"):
        environment.pop(name, None)
    settings = Settings.from_environment(environment)
    stores, seal = open_stores(settings), Seal.opened(state, None)
    start = Invitations(stores.agents, seal).invite("els.dewulf", ["hr"])
    codes = pyotp.TOTP(seal.open(stores.agents.credentials("els.dewulf").secret, secret_of("els.dewulf")))
    log = (tmp_path / "log").open("wb")
    arguments = [sys.executable, "-m", "desk", "--port", str(port)]
    process = subprocess.Popen(arguments, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url, process)
        user = User(url)
        chosen = {"naam": "els.dewulf", "startcode": start, "wachtwoord": PASSWORD, "nog_eens": PASSWORD}
        assert user.post("/begin", page="/begin", **chosen, code=codes.now()).status_code == 303
        assert "Er wacht niemand." in user.get("/").text
        assert "Niets gevonden" in user.post("/zoeken", page="/zoeken", woorden="heel eigen zoekwoord").text
        listens = threading.Event()
        hold = threading.Thread(target=listen, args=(user.client, f"{url}/stroom", listens), daemon=True)
        hold.start()
        assert listens.wait(STARTS_WITHIN)
        process.send_signal(signal.SIGTERM)
        process.wait(STARTS_WITHIN)  # raises where a page that listens, and does not go away, keeps the server
    finally:
        process.kill()
        process.wait()
    written = (tmp_path / "log").read_text(encoding="utf-8")
    for secret in ("zoekwoord", PASSWORD, start, "els.dewulf", "Traceback"):
        assert secret not in written


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        assert process.poll() is None, "the page stopped while starting"
        try:
            if httpx.get(f"{url}/gezond", timeout=2, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    pytest.fail("python -m desk does not answer")


def listen(client: httpx.Client, url: str, listens: threading.Event) -> None:
    try:
        with client.stream("GET", url) as answer:
            listens.set()
            for _ in answer.iter_raw():
                pass
    except httpx.HTTPError:
        pass


@pytest.mark.parametrize("part", ["meldingen", "standen", "gebeurtenissen", "daden"])
def test_a_sentence_that_is_gone_is_named_with_its_file(tmp_path, part):
    words = yaml.safe_load((ROOT / "leidraad" / "bureau.yml").read_text(encoding="utf-8"))
    gone = next(iter(words[part]))
    del words[part][gone]
    (tmp_path / "bureau.yml").write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")
    with pytest.raises(DocumentError, match=f"onder «{part}» ontbreekt «{gone}»"):
        load_words(tmp_path)


def test_a_sentence_that_asks_for_something_unknown_is_refused(tmp_path):
    words = yaml.safe_load((ROOT / "leidraad" / "bureau.yml").read_text(encoding="utf-8"))
    words["meldingen"]["verstuurd"] = "Verstuurd aan {{ naam }}."
    (tmp_path / "bureau.yml").write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")
    with pytest.raises(DocumentError, match="«verstuurd»"):
        load_words(tmp_path)
