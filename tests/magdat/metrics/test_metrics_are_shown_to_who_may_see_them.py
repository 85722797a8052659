"""The port of the metrics: one path, a token where one is set, and nothing else for anybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from prometheus_client import CollectorRegistry, Counter
from servers import free_ports

from magdat.metrics.serving import PortTaken, Where, serve


@contextmanager
def shown(token: str | None) -> Iterator[str]:
    registry = CollectorRegistry()
    Counter("iets", "Iets.", registry=registry).inc()
    (port,) = free_ports(1)
    server = serve(registry, Where("127.0.0.1", port, token))
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        server.server_close()


def test_who_asks_on_this_machine_reads_them() -> None:
    with shown(None) as address:
        assert "iets_total 1.0" in httpx.get(f"{address}/metrics").text


def test_a_token_is_asked_for_where_one_is_set() -> None:
    with shown("geheim") as address:
        assert httpx.get(f"{address}/metrics").status_code == 401
        for wrong in ("Bearer Geheim", "Bearer", "geheim", "Bearer geheim2"):
            answer = httpx.get(f"{address}/metrics", headers={"Authorization": wrong})
            assert answer.status_code == 401
            assert answer.text == ""
        assert "iets_total" in httpx.get(f"{address}/metrics", headers={"Authorization": "Bearer geheim"}).text


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/metrics/x"), ("POST", "/metrics"), ("GET", "/favicon.ico")]
)
def test_there_is_nothing_else(method: str, path: str) -> None:
    with shown(None) as address:
        answer = httpx.request(method, f"{address}{path}")
        assert (answer.status_code, answer.text) == (404, "")


def test_a_port_that_is_taken_is_named_with_what_to_do() -> None:
    with shown(None) as address, pytest.raises(PortTaken, match="MAGDAT_METINGEN"):
        serve(CollectorRegistry(), Where("127.0.0.1", int(address.rsplit(":", 1)[1])))
