"""Other 4xx answers and redirects are final: a signed message goes to the configured address, or nowhere."""

import pytest
from handoff_servers import WebServer


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
def test_a_web_hook_that_refuses_is_not_asked_again(house, webhook, helpdesk, question, clock, status):
    helpdesk.answers.append((status, {"Retry-After": "1"}))
    house.add(question)
    courier = house.courier(webhook)
    courier.carry_due()
    clock.pass_(days=1)
    courier.carry_due()
    assert len(helpdesk.posts) == 1
    assert [reason for _, reason in house.given_up()] == [f"http {status}"]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(house, webhook, helpdesk, question, status):
    elsewhere = WebServer()
    elsewhere.start()
    helpdesk.answers.append((status, {"Location": elsewhere.url}))
    house.add(question)
    house.courier(webhook).carry_due()
    elsewhere.stop()
    assert elsewhere.posts == []
    assert [reason for _, reason in house.given_up()] == [f"http {status}"]
