"""What `magdat kanalen test teams --naar …` tries: one message to one person, which is taken away again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from magdat.commands.reach import PATIENCE, Finding, fault, fine, warning
from magdat.handoff.failures import DeliveryFailure
from magdat.handoff.ways.calls import Calls
from magdat.handoff.ways.teams import BEGINNINGS
from magdat.teams.login import Login, LoginError
from magdat.teams.settings import TeamsSettings

WHAT = "Teams"

NOT_TRIED = warning(
    WHAT,
    "er is niets in Teams gezet: of een antwoord aankomt, is niet geweten",
    "staat de app al bij jou, geef dan je object-id mee met --naar (entra.microsoft.com → Users → jij)",
)
"""What is not known where nobody said whom to write to."""

UNSEEN = (
    "van hier niet te zien: of Microsoft brengt wat mensen typen, want enkel Microsoft kan dat tekenen, en of het "
    "pakket klopt. Stel een vraag in Teams (stap 14)"
)
"""What only a person in Teams can try."""

TEXT = "Proef van Mag dat?: dit bericht verdwijnt vanzelf."


def examine_trial(settings: TeamsSettings, person: str) -> Iterator[Finding]:
    """Yield whether a message gets to a person, and is gone again.

    Args:
        settings: the app.
        person: what Entra calls them: their object id.
    """
    bot, tenant = {"id": f"28:{settings.app_id}"}, settings.tenant
    asked = {
        "isGroup": False,
        "bot": bot,
        "members": [{"id": person}],
        "tenantId": tenant,
        "channelData": {"tenant": {"id": tenant}},
    }
    try:
        headers = {"Authorization": f"Bearer {Login(settings).fetch()}"}
        calls = Calls("teams", f"{settings.services[0]}{BEGINNINGS}", headers, timeout=PATIENCE)
        conversation = _id(calls.post("/v3/conversations", asked))
        path = f"/v3/conversations/{quote(conversation, safe='')}/activities"
        to = {"recipient": {"id": person}, "conversation": {"id": conversation}}
        sent = _id(calls.post(path, {"type": "message", "text": TEXT, "textFormat": "plain", "from": bot, **to}))
    except (DeliveryFailure, LoginError, ValueError) as error:
        remedy = "voeg de app eerst zelf toe in Teams (stap 14), en kijk na of het je object-id is"
        yield fault(WHAT, f"naar {person} kan niet geschreven worden ({error})", remedy)
        return
    yield fine(WHAT, f"Teams nam een bericht aan {person} aan: antwoorden komen aan")
    try:
        calls.delete(f"{path}/{quote(sent, safe='')}")
    except DeliveryFailure as error:
        yield warning(WHAT, f"dat bericht kon niet weer weg ({error})", "het blijft staan in je chat met de app")
    else:
        yield fine(WHAT, "dat bericht is weer weg")


def _id(told: Any) -> str:
    """Return what Teams calls what was made.

    Raises:
        ValueError: it does not say.
    """
    name = told.get("id") if isinstance(told, dict) else None
    if not isinstance(name, str) or not name:
        raise ValueError("een antwoord zonder id")
    return name
