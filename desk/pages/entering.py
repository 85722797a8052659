"""Logging in, beginning with a starting code, and leaving."""

from __future__ import annotations

import io
import re

import segno
from starlette.responses import Response

from desk.asked import Asked
from desk.drawing import drawn, onward
from desk.entrance import Beginning, Refused
from desk.pages.trouble import NEW_VISIT

_OUR_PATH = re.compile(r"/(?:vraag/MD-\d{1,12}(?:/voorstel)?|zoeken|logboek|gesloten)?")
"""Where one may be sent after logging in: never to another site."""


def log_in(asked: Asked) -> Response:
    """Show the form."""
    if asked.someone is not None:
        return onward("/")
    return drawn(asked, "inloggen", naar=path_of(asked.query.get("naar", "")), naam="")


def check_log_in(asked: Asked) -> Response:
    """Begin a visit, or show the form again with what is wrong."""
    form, where = asked.form, path_of(asked.form.get("naar", ""))
    name = form.get("naam", "")
    try:
        token = asked.house.entrance.log_in(name, form.get("wachtwoord", ""), form.get("code", ""), asked.place)
    except Refused as refused:
        return drawn(asked, "inloggen", status=refused.status, message=refused.key, naar=where, naam=name)
    return _with_visit(onward(where), token)


def begin(asked: Asked) -> Response:
    """Ask for the starting code."""
    return drawn(asked, "begin", naam="")


def check_begin(asked: Asked) -> Response:
    """Let somebody with a starting code choose a password and a second factor."""
    form = asked.form
    name, start = form.get("naam", ""), form.get("startcode", "")
    entrance = asked.house.entrance
    try:
        if "wachtwoord" not in form:
            return _choose(asked, entrance.begin(name, start, asked.place), start)
        if form.get("wachtwoord") != form.get("nog_eens"):
            raise Refused("wachtwoord_anders", status=422)
        token = entrance.choose(name, start, form.get("wachtwoord", ""), form.get("code", ""), asked.place)
    except Refused as refused:
        if refused.status == 422:
            return _choose(asked, entrance.begin(name, start, asked.place), start, refused)
        return drawn(asked, "begin", status=refused.status, message=refused.key, naam=name)
    return _with_visit(onward("/"), token)


def leave(asked: Asked) -> Response:
    """End the visit."""
    asked.house.entrance.leave(asked.token, asked.agent)
    return _with_visit(onward("/inloggen", "afgemeld"), "")


def _choose(asked: Asked, beginning: Beginning, start: str, refused: Refused | None = None) -> Response:
    secret = beginning.secret
    return drawn(
        asked,
        "begin_kiezen",
        status=refused.status if refused is not None else 200,
        message=refused.key if refused is not None else "",
        naam=beginning.agent.name,
        startcode=start,
        sleutel=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        adres=beginning.address,
        plaatje=_picture(beginning.address),
    )


def _picture(address: str) -> str:
    """Return a QR code as a drawing that holds no style or script."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", xmldecl=False, svgns=True, omitsize=True, nl=False, border=2)
    return out.getvalue().decode()


def _with_visit(response: Response, token: str) -> Response:
    response.headers[NEW_VISIT] = token
    return response


def path_of(asked_for: str) -> str:
    """Return a page of ours where one may be sent after logging in; the list for anything else."""
    return asked_for if _OUR_PATH.fullmatch(asked_for) else "/"
