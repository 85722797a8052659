"""Questions to really started servers, and what an operator sees of them: metrics, one number in every log, a trace."""

from __future__ import annotations

import contextlib
import http.server
import json
import secrets
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import pytest
from free_ports import ADDED, free_ports
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from prometheus_client.parser import text_string_to_metric_families
from servers import Assistant, running

from launch import health
from magdat.metrics.catalogue import own_names
from magdat.metrics.requests import HEADER

TOKEN = secrets.token_hex(16)
WORD = "zwarteraaf"
SERVICES = {"acties": "MAGDAT_POORT_ACTIES", "rasa": "MAGDAT_POORT_RASA", "bureau": "MAGDAT_POORT_BUREAU"}
PATIENCE = 20.0


@dataclass
class Span:
    """One span as a collector gets it."""

    service: str
    name: str
    trace: str
    facts: Mapping[str, Any]


@dataclass
class Collector:
    """A collector of traces, as OpenTelemetry's own takes them."""

    address: str
    spans: list[Span] = field(default_factory=list)

    def until(self, names: set[tuple[str, str]]) -> list[Span]:
        """Return the spans as soon as these are among them."""
        deadline = time.monotonic() + PATIENCE
        while not names <= {(span.service, span.name) for span in self.spans}:
            assert time.monotonic() < deadline, {(span.service, span.name) for span in self.spans}
            time.sleep(0.1)
        return list(self.spans)


@contextlib.contextmanager
def collector() -> Iterator[Collector]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["content-length"])))
            for resource in told.resource_spans:
                service = next(a.value.string_value for a in resource.resource.attributes if a.key == "service.name")
                for scope in resource.scope_spans:
                    for span in scope.spans:
                        facts = {item.key: item.value for item in span.attributes}
                        found.spans.append(Span(service, span.name, span.trace_id.hex(), facts))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Collector(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Watched:
    """A running assistant to which some questions were put."""

    assistant: Assistant
    collector: Collector
    numbers: list[str] = field(default_factory=list)
    sender: str = field(default_factory=lambda: f"iemand-{uuid.uuid4().hex}")

    def ask(self, text: str) -> None:
        sent = {"sender": self.sender, "message": text}
        answer = httpx.post(f"{self.assistant.rasa}/webhooks/rest/webhook", json=sent, timeout=60)
        answer.raise_for_status()
        assert answer.json(), "an answer came"
        self.numbers.append(answer.headers[HEADER])

    def address(self, service: str) -> str:
        port = int(self.assistant.environment[SERVICES[service]]) + int(self.assistant.environment["MAGDAT_METINGEN"])
        return f"http://127.0.0.1:{port}/metrics"

    def text(self, service: str) -> str:
        answer = httpx.get(self.address(service), headers={"Authorization": f"Bearer {TOKEN}"}, timeout=20)
        assert answer.status_code == 200
        return answer.text

    def metric(self, service: str, name: str, **labels: str) -> float | None:
        for family in text_string_to_metric_families(self.text(service)):
            for sample in family.samples:
                if sample.name == name and labels.items() <= sample.labels.items():
                    return float(sample.value)
        return None

    def lines(self, service: str) -> list[dict[str, Any]]:
        log = (self.assistant.state / "logs" / f"{service}.log").read_text(encoding="utf-8")
        return [json.loads(line) for line in log.splitlines() if line.startswith("{")]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with collector() as traces:
        settings = {
            "MAGDAT_METINGEN_TOKEN": TOKEN,
            "MAGDAT_LOGVORM": "json",
            "MAGDAT_SPOREN": traces.address,
            **ports(),
        }
        state = tmp_path_factory.mktemp("toestand")
        with running(state, settings=settings, names=tuple(SERVICES)) as assistant:
            rasa = f"http://127.0.0.1:{settings['MAGDAT_POORT_RASA']}"
            found = Watched(replace(assistant, rasa=rasa), traces)
            found.ask(f"mag ik op facebook in de pauze, vraagt {WORD}?")
            found.ask(f"xqz blorb {WORD} zzz")
            found.ask("mijn collega's pesten mij op whatsapp")
            found.ask("mag ik tiktok gebruiken?")
            yield found


def ports() -> dict[str, str]:
    """Return ports for the services, and what to add to them for their metrics."""
    found = {name: str(port) for name, port in zip(SERVICES.values(), free_ports(len(SERVICES)))}
    actions = f"http://127.0.0.1:{found['MAGDAT_POORT_ACTIES']}/webhook"
    return {**found, "MAGDAT_METINGEN": str(ADDED), "MAGDAT_ACTIES_URL": actions}


def test_every_process_shows_its_metrics_to_who_has_the_token(watched: Watched) -> None:
    for service in SERVICES:
        assert httpx.get(watched.address(service), timeout=20).status_code == 401
        assert watched.metric(service, "magdat_reachable", part="database") == 1
        assert watched.metric(service, "magdat_policy_broken") == 0
        assert watched.metric(service, "magdat_policy_loaded_timestamp_seconds") > 1e9


def test_each_message_and_each_stage_is_counted(watched: Watched) -> None:
    assert watched.metric("rasa", "magdat_messages_total", channel="rest") == 4
    for stage in ("gate", "queue", "lock", "parse", "action", "whole"):
        assert watched.metric("rasa", "magdat_stage_seconds_count", stage=stage) == 4, stage
    assert watched.metric("acties", "magdat_stage_seconds_count", stage="work") == 4
    assert watched.metric("rasa", "magdat_messages_waiting") == 0


def test_how_a_turn_ended_is_counted_unless_it_is_confidential(watched: Watched) -> None:
    ended = [
        watched.metric("acties", "magdat_turns_total", outcome=name) or 0
        for name in ("answered", "asked_back", "unsure", "not_understood")
    ]
    # What comes after something told in confidence may be confidential too, until an answer is about something else.
    assert 2 <= sum(ended) <= 3
    assert "pest" not in watched.text("acties")


def test_what_waits_is_told_by_who_carries_it(watched: Watched) -> None:
    assert watched.metric("acties", "magdat_letters", way="in") == 0
    assert watched.metric("acties", "magdat_errands", state="stuck") == 0
    assert watched.metric("acties", "magdat_tickets_waiting") == 0
    assert watched.metric("rasa", "magdat_tickets_waiting") is None


def test_every_metric_of_the_catalogue_is_one_that_some_process_shows(watched: Watched) -> None:
    shown = "".join(watched.text(service) for service in SERVICES)
    of_a_server = {"magdat_database_connections", "magdat_database_connections_limit"}
    assert {
        name for name in own_names() if f"TYPE {name.removesuffix('_total')}" not in shown.replace("_total ", " ")
    } <= {
        *of_a_server,
        *(f"magdat_stage_seconds_{part}" for part in ("bucket", "count", "sum")),
    }


def test_no_word_and_nobody_is_in_a_metric_or_a_log(watched: Watched) -> None:
    for service in SERVICES:
        log = (watched.assistant.state / "logs" / f"{service}.log").read_text(encoding="utf-8")
        for text in (watched.text(service), log):
            assert WORD not in text
            assert watched.sender not in text
            assert '"p-' not in text


def test_one_question_is_followed_over_the_processes_by_its_number(watched: Watched) -> None:
    assert len(set(watched.numbers)) == 4
    for number in watched.numbers:
        stages = {
            (service, line["stage"])
            for service in ("rasa", "acties")
            for line in watched.lines(service)
            if line.get("request") == number and line["event"] == "stage.done"
        }
        assert stages == {("rasa", "parse"), ("rasa", "action"), ("rasa", "whole"), ("acties", "work")}


def test_every_line_of_our_own_says_when_and_by_whom(watched: Watched) -> None:
    for service in SERVICES:
        lines = watched.lines(service)
        assert lines
        assert all({"event", "level", "service", "timestamp"} <= set(line) for line in lines), service
        assert {line["service"] for line in lines} == {service}


def test_the_action_server_gives_the_number_back(watched: Watched) -> None:
    port = watched.assistant.environment["MAGDAT_POORT_ACTIES"]
    headers = {HEADER: "0123456789abcdef"}
    answer = httpx.post(f"http://127.0.0.1:{port}/webhook", json={}, headers=headers, timeout=20)
    assert answer.headers[HEADER] == "0123456789abcdef"
    odd = httpx.post(f"http://127.0.0.1:{port}/webhook", json={}, headers={HEADER: f"<{WORD}>"}, timeout=20)
    assert WORD not in odd.headers[HEADER]


def test_a_trace_goes_over_both_processes_and_tells_nothing(watched: Watched) -> None:
    wanted = {("magdat-rasa", name) for name in ("whole", "gate", "queue", "parse", "action")} | {
        ("magdat-acties", "work")
    }
    spans = watched.collector.until(wanted)
    by_trace: dict[str, set[tuple[str, str]]] = {}
    for span in spans:
        by_trace.setdefault(span.trace, set()).add((span.service, span.name))
        assert not span.facts
    assert wanted in by_trace.values()


def test_each_service_says_that_it_is_ready(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in watched.assistant.environment.items():
        monkeypatch.setenv(name, value)
    for service in SERVICES:
        assert health.main([service]) == 0
        assert health.main(["--klaar", service]) == 0
