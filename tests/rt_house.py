"""A Request Tracker of Debian on loopback, with an empty database of its own, a queue, an agent and a user for us."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from databases import folder_of_its_own, started
from free_ports import free_port

HOME = Path("/usr/share/request-tracker5")
PACKAGES = "request-tracker5 rt5-db-sqlite rt5-standalone"
AGENT, AGENTS_PASSWORD = "anna.desk", "geheim-van-de-agent"

_CONFIGURATION = """
Set($rtname, 'rt.bedrijf.test');
Set($Organization, 'bedrijf.test');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{folder}/rt.sqlite');
Set($MailCommand, sub {{ 1 }});
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'error');
Set($WebSessionClass, 'Apache::Session::File');
Set($MasonDataDir, '{folder}/mason');
Set($MasonSessionDir, '{folder}/session');
1;
"""

_PEOPLE = """
use lib '{home}/lib';
use RT; RT::LoadConfig(); RT::Init();
sub fine {{ my ($done, $said) = @_; die $said unless $done; $done }}
my $system = RT->SystemUser;
my $agent = RT::User->new($system);
fine($agent->Create(Name => '{agent}', Password => '{password}', EmailAddress => 'anna@bedrijf.test', Privileged => 1));
my $ours = RT::User->new($system);
fine($ours->Create(Name => 'magdat', EmailAddress => 'magdat@bedrijf.test', Privileged => 1));
for my $name ('HR', 'Helpdesk') {{
  my $queue = RT::Queue->new($system);
  fine($queue->Create(Name => $name));
  for my $right (qw(SeeQueue CreateTicket ShowTicket ReplyToTicket ModifyTicket)) {{
    fine($ours->PrincipalObj->GrantRight(Right => $right, Object => $queue));
  }}
  for my $right (qw(SeeQueue ShowTicket ReplyToTicket CommentOnTicket ModifyTicket ShowTicketComments)) {{
    fine($agent->PrincipalObj->GrantRight(Right => $right, Object => $queue));
  }}
}}
my ($done, $said, $token) = RT::AuthToken->new($system)->Create(Owner => $ours->Id, Description => 'Mag dat?');
print fine($done, $said) && $token;
"""


@dataclass
class Tracker:
    """A Request Tracker that is up."""

    address: str
    """Of its REST 2 interface."""

    token: str
    """Of the user that we are there: it sees both queues, and no comments."""

    process: Any = None

    def agent(self, method: str, path: str, content: Mapping[str, Any] | None = None, **asked: str) -> Any:
        """Do something as somebody of the desk, and return what RT says."""
        response = httpx.request(
            method,
            f"{self.address}{path}",
            json=content,
            params=asked,
            auth=(AGENT, AGENTS_PASSWORD),
            timeout=30,
        )
        response.raise_for_status()
        return response.json()

    def history(self, ticket: str) -> list[dict[str, Any]]:
        """Return what happened to a ticket, in order."""
        fields = "Type,Creator,OldValue,NewValue,Data"
        found = self.agent("GET", f"/ticket/{ticket}/history", fields=fields, per_page="100")
        return list(found["items"])

    def texts(self, ticket: str, kind: str) -> list[str]:
        """Return the texts of one kind of transaction."""
        return [
            "".join(
                str(part.get("Content") or "")
                for part in self.agent("GET", f"/transaction/{item['id']}/attachments", fields="Content")["items"]
            )
            for item in self.history(ticket)
            if item["Type"] == kind
        ]


@contextlib.contextmanager
def tracker() -> Iterator[Tracker]:
    """Start Request Tracker.

    Raises:
        LookupError: it is not installed; the text says how to get it.
    """
    server = HOME / "libexec" / "rt-server.fcgi"
    perl = shutil.which("perl")
    if not server.exists() or perl is None:
        raise LookupError(f"Request Tracker is needed here: apt-get install --no-install-recommends {PACKAGES}")
    with folder_of_its_own(in_memory=True) as (folder, account):
        port = free_port()
        (folder / "site.pm").write_text(_CONFIGURATION.format(port=port, folder=folder))
        for name in ("mason", "session"):
            (folder / name).mkdir()
        variables = {"RT_SITE_CONFIG": str(folder / "site.pm"), "RT_SITE_CONFIG_DIR": "/dev/null"}
        _run(["/usr/sbin/rt-setup-database-5", "--action", "init"], variables)
        people = _PEOPLE.format(home=HOME, agent=AGENT, password=AGENTS_PASSWORD)
        token = _run([perl, "-e", people], variables).strip()
        if account is not None:
            subprocess.run(["chown", "-R", account, str(folder)], check=True)
        command = [perl, server, "--server", "Starlet", "--host", "127.0.0.1", "--port", port, "--max-workers", 2]
        with started(command, account, port, folder, variables):
            yield Tracker(f"http://127.0.0.1:{port}/REST/2.0", token)


def _run(command: list[str], variables: Mapping[str, str]) -> str:
    done = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {(done.stdout + done.stderr)[-2000:]}")
    return done.stdout
