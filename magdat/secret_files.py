"""Secrets that stand in files: `MAGDAT_…_BESTAND` names the file with the value of `MAGDAT_…`.

Docker, Kubernetes and systemd hand a secret over as a file, which no list of processes and no description of a
container shows. The files are read once, where a process begins; after that the value is where everything looks for it.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import Path

from magdat.variable_table import FILE_ENDING, VARIABLES
from magdat.variables import SettingsError

MOST_BYTES = 65_536
"""Bytes of such a file; whatever is larger is another file."""

FILES = {f"{name}{FILE_ENDING}": name for name, item in VARIABLES.items() if item.secret}
"""Every variable that may name a file, with the secret in it."""


def with_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment with the value of each secret that a file holds, instead of the name of that file.

    White space around a value goes. A file with nothing in it is a secret that is not set, so that a container may get
    a file for everything that it could use.

    Raises:
        SettingsError: a file cannot be read or is no text, or a secret is given in both ways.
    """
    found, faults = dict(environment), []
    for named, secret in FILES.items():
        file = found.pop(named, "").strip()
        if not file:
            continue
        if found.get(secret, "").strip():
            faults.append(f"{secret} and {named} are both set: keep one of them")
            continue
        try:
            found[secret] = _text(Path(file))
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            faults.append(f"{named} must be a file with the secret; {file}: {why}")
    if faults:
        raise SettingsError(faults)
    return found


def take_in(environment: MutableMapping[str, str]) -> None:
    """Put the secrets that files hold in an environment, usually ``os.environ``, where a process begins.

    Raises:
        SettingsError: as :func:`with_secrets`.
    """
    found = with_secrets(environment)
    for named in set(environment) - set(found):
        del environment[named]
    environment.update(found)


def _text(path: Path) -> str:
    """Return what a file holds.

    Raises:
        OSError: it cannot be read.
        ValueError: it is too large, or no text.
    """
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError(f"larger than {MOST_BYTES} bytes")
    try:
        text = content.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise ValueError("not a text in UTF-8") from None
    if "\0" in text:
        raise ValueError("not a text")
    return text
