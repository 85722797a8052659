"""Other 4xx answers and redirects are final: a signed message goes to the configured address, or nowhere."""

import pytest
from handoff_servers import WebServer

from magdat.handoff.delivery import Courier


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
def test_a_web_hook_that_refuses_is_not_asked_again(outbox, webhook, helpdesk, question, clock, status):
    helpdesk.answers.append((status, {"Retry-After": "1"}))
    outbox.add(question)
    courier = Courier(outbox, webhook)
    courier.deliver_due()
    clock.pass_(days=1)
    courier.deliver_due()
    assert len(helpdesk.posts) == 1
    assert [item.reason for item in outbox.report().failures] == [f"http {status}"]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(outbox, webhook, helpdesk, question, status):
    elsewhere = WebServer()
    elsewhere.start()
    helpdesk.answers.append((status, {"Location": elsewhere.url}))
    outbox.add(question)
    Courier(outbox, webhook).deliver_due()
    elsewhere.stop()
    assert elsewhere.posts == []
    assert [item.reason for item in outbox.report().failures] == [f"http {status}"]
