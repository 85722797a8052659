"""5xx, 429 and no connection mean: come back, and no sooner than asked."""

import email.utils

import pytest
from house import carried_by
from hypothesis import given
from hypothesis import strategies as st

from magdat.handoff.failures import TemporaryFailure
from magdat.handoff.ways.webhook import WebhookWay, seconds


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_web_hook_gets_the_message_later(house, webhook, helpdesk, question, clock, status):
    helpdesk.answers.append((status, {}))
    house.add(question)
    courier = house.courier(webhook)
    assert courier.carry_due() == 0
    clock.pass_(seconds=600)
    assert courier.carry_due() == 1
    assert [headers["Idempotency-Key"] for headers, _ in helpdesk.posts] == ["MD-0001", "MD-0001"]


def test_a_web_hook_that_was_down_gets_the_message_once(house, webhook, helpdesk, question, clock):
    helpdesk.stop()
    house.add(question)
    courier = house.courier(webhook)
    assert courier.carry_due() == 0
    helpdesk.start()
    clock.pass_(seconds=600)
    assert courier.carry_due() == 1
    assert len(helpdesk.posts) == 1


@pytest.mark.parametrize("as_date", [False, True])
@pytest.mark.parametrize("status", [429, 503])
def test_it_waits_as_long_as_asked(house, webhook, helpdesk, question, clock, status, as_date):
    asked = email.utils.formatdate(clock() + 3600, usegmt=True) if as_date else "3600"
    helpdesk.answers.append((status, {"Retry-After": asked}))
    house.add(question)
    courier = house.courier(webhook)
    courier.carry_due()
    clock.pass_(seconds=3599)
    assert courier.carry_due() == 0
    assert len(helpdesk.posts) == 1
    clock.pass_(seconds=1)
    assert courier.carry_due() == 1


def test_it_does_not_wait_longer_than_a_day(house, webhook, helpdesk, question, clock):
    helpdesk.answers.append((503, {"Retry-After": "999999999"}))
    house.add(question)
    courier = house.courier(webhook)
    courier.carry_due()
    clock.pass_(days=1)
    assert courier.carry_due() == 1


def test_a_web_hook_that_does_not_answer_in_time_is_tried_again(helpdesk, question):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        way = WebhookWay(f"http://127.0.0.1:{silent.getsockname()[1]}/", "geheim", timeout=0.2)
        with pytest.raises(TemporaryFailure, match="ReadTimeout"):
            carried_by(way, question)


@given(st.text(max_size=40) | st.sampled_from(["-1", "1e9", "inf", "Mon, 99 Feb 2026 00:00:00 GMT", "0"]))
def test_nonsense_in_retry_after_does_no_harm(header):
    found = seconds(header, 1_770_000_000.0)
    assert found is None or found >= 0
