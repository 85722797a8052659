"""The SMTP server of tests/mail_house.py as a process of its own, which a test can kill."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from mail_house import MailHouse

if __name__ == "__main__":
    smtp, imap, lmtp = (int(number) for number in sys.argv[1:4])
    MailHouse(smtp, imap, lmtp, Path(sys.argv[4])).start_smtp()
    signal.pause()
