import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from free_ports import free_ports

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("setting", "allowed"),
    [("", "frame-ancestors 'self'"), ("https://a.be https://b.be", "frame-ancestors 'self' https://a.be https://b.be")],
)
def test_the_page_says_who_may_frame_it(setting: str, allowed: str) -> None:
    (port,) = free_ports(1)
    page = subprocess.Popen(
        [sys.executable, "-m", "launch.page", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "MAGDAT_INSLUITEN": setting},
    )
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=8)) as client:
            policy = client.get(f"http://127.0.0.1:{port}/").headers["content-security-policy"]
        assert policy.split("; ")[-1] == allowed
    finally:
        page.terminate()
        page.wait(timeout=10)
