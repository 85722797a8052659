from __future__ import annotations

from pathlib import Path

import pytest

from magdat.redaction import Redactor

MOST = 0.02
"""The part of clean messages that may be touched."""

CLEAN = Path(__file__).with_name("schone_berichten.txt").read_text(encoding="utf-8").splitlines()


def test_at_most_two_in_a_hundred_clean_messages_are_touched(redactor: Redactor) -> None:
    touched = [(line, redactor.redact(line)) for line in CLEAN if redactor.spans(line)]
    assert len(CLEAN) >= 250
    assert len(touched) <= MOST * len(CLEAN), touched


@pytest.mark.parametrize(
    "platform",
    [
        "Facebook",
        "Instagram",
        "LinkedIn",
        "TikTok",
        "WhatsApp",
        "Twitter",
        "X",
        "YouTube",
        "Snapchat",
        "Teams",
        "Slack",
        "Yammer",
        "SharePoint",
        "Discord",
        "Reddit",
        "Pinterest",
        "Messenger",
        "Signal",
        "Telegram",
        "Threads",
        "Vinted",
        "Strava",
        "ChatGPT",
        "Outlook",
        "Gmail",
        "Zoom",
        "Smartschool",
    ],
)
def test_a_platform_is_no_name(redactor: Redactor, platform: str) -> None:
    for name in (platform, platform.lower(), platform.upper()):
        for text in (
            f"mag ik {name} gebruiken",
            f"{name} zegt dat het mag",
            f"mijn chef zit op {name}",
            f"met {name} dan",
        ):
            assert redactor.redact(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "op maandag in Antwerpen en vrijdag in Sint-Niklaas",
        "volgens het ACV en de GBA mag HR dat niet",
        "CAO 81, artikel 17 van de wet van 3 juli 1978",
        "Het ondernemingsnummer is 0403.170.701",
        "de vergadering is op 12/03/2025 om 14:30 in lokaal 12",
        "15 jan 2026 was een donderdag",
        "Ik ben verpleegkundige, Ik werk bij de stad",
        "we zitten met 2500 Belgen op Facebook, in 2024 Instagram ook",
        "MAG IK IN DE PAUZE OP FACEBOOK",
        "Mag Ik In De Pauze Op Facebook Kijken",
        "/gebruik_werkuren",
        "ja",
    ],
)
def test_towns_days_laws_and_dates_stay(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text) == text
