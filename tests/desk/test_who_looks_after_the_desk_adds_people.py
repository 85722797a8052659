"""On the page somebody is added by whoever looks after the desk, and for what is confidential by nobody."""

from __future__ import annotations

import re

from served import PASSWORD, Served, User

from magdat.staff.audit import Deed


def code_on(page: str) -> str:
    found = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", page)
    assert found is not None, page
    return found.group()


def test_somebody_who_was_added_begins_with_the_code_that_was_shown_once(desk: Served) -> None:
    admin = desk.user(desk.add("baas", admin=True))
    shown = admin.post("/gebruikers", page="/gebruikers", naam="Nieuw", loket="hr")
    code = code_on(shown.text)
    assert code not in admin.get("/gebruikers").text
    new = User(desk.url)
    assert "Welkom, nieuw" in new.post("/begin", page="/begin", naam="nieuw", startcode=code).text
    assert PASSWORD not in shown.text
    agent = next(item for item in desk.house.entrance.everybody() if item.name == "nieuw")
    assert (agent.desks, agent.admin) == ({"hr"}, False)
    assert desk.stores.audit.entries([], without_desk=True)[0].deed is Deed.ADDED


def test_nobody_else_adds_anybody_and_nobody_is_added_where_it_is_confidential(desk: Served) -> None:
    els = desk.user(desk.add("els", "hr"))
    assert els.get("/gebruikers").status_code == 404
    assert "/gebruikers" not in els.get("/").text
    assert els.post("/gebruikers", page="/", naam="vriend", loket="hr").status_code == 404
    admin = desk.user(desk.add("baas", admin=True))
    assert "vertrouwenspersoon" not in re.findall(r'<option value="(\w*)"', admin.get("/gebruikers").text)
    refused = admin.post("/gebruikers", page="/gebruikers", naam="vriend", loket="vertrouwenspersoon")
    assert refused.status_code == 422
    assert admin.post("/gebruikers", page="/gebruikers", naam="els", loket="hr").status_code == 422, "taken"
    assert admin.client.post("/gebruikers", data={"naam": "x1", "loket": "hr"}).status_code == 403, "no form of ours"
    assert [item.name for item in desk.house.entrance.everybody()] == ["baas", "els"]
