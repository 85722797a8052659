"""Traces by OpenTelemetry, where an operator switched them on; otherwise nothing of it is loaded and nothing is done.

A span has the name of a stage and how long it took: no text, no topic, nobody.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

PACKAGES = ("opentelemetry.sdk", "opentelemetry.exporter.otlp.proto.http")
"""What traces take; requirements-sporen.txt holds it."""

_tracer: Any = None


class TracesNotInstalled(ValueError):
    """Traces are switched on, and what they take is not there."""


def switch_on(address: str, service: str) -> None:
    """Send the spans of this process to a collector; once a process.

    Args:
        address: of the collector, without the path (OTLP over HTTP), such as ``http://127.0.0.1:4318``.
        service: what this process is called there.

    Raises:
        TracesNotInstalled: the packages are not there.
    """
    global _tracer
    if not all(_installed(name) for name in PACKAGES):
        raise TracesNotInstalled(
            "MAGDAT_SPOREN is set, but OpenTelemetry is not installed: "
            ".venv/bin/python -m pip install --no-deps --require-hashes -r requirements-sporen.txt"
        )
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource({"service.name": f"magdat-{service}"}))
    exporter = OTLPSpanExporter(endpoint=f"{address.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    _tracer = provider.get_tracer("magdat")


@contextmanager
def span(name: str) -> Iterator[None]:
    """Let a block be a span of the trace that is going on; of a fault only its kind is told."""
    if _tracer is None:
        yield
        return
    from opentelemetry.trace import Status, StatusCode

    # Not the library's own way of telling a fault: that quotes its text.
    with _tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as one:
        try:
            yield
        except Exception as error:
            one.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise


@contextmanager
def going_on(carried: Mapping[str, str] | None) -> Iterator[None]:
    """Let the spans of a block belong to the trace that these headers name."""
    if _tracer is None or not carried:
        yield
        return
    from opentelemetry import context
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    lower = {name.lower(): value for name, value in carried.items()}
    token = context.attach(TraceContextTextMapPropagator().extract(lower))
    try:
        yield
    finally:
        context.detach(token)


def headers() -> dict[str, str]:
    """Return the headers by which another process goes on with the trace."""
    if _tracer is None:
        return {}
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    carried: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(carried)
    return carried


def _installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False
