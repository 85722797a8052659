"""Alert rules, dashboard and pages beside the code: each metric they name is one that the code gives."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from magdat.metrics.catalogue import OUTCOMES, READ_WHEN_ASKED, STAGES, own_names
from magdat.metrics.faults import OTHER, WATCHED, event_of
from magdat.storage.last_done import Chore

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy" / "prometheus"
RULES = yaml.safe_load((DEPLOY / "alerts.yml").read_text(encoding="utf-8"))
TESTS = yaml.safe_load((DEPLOY / "alerts.test.yml").read_text(encoding="utf-8"))
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
KUBERNETES = ROOT / "deploy" / "kubernetes" / "base"
DASHBOARD = json.loads((ROOT / "deploy" / "grafana" / "magdat.json").read_text(encoding="utf-8"))
PAGES = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("meten.md", "meten.en.md")]

ALERTS = {rule["alert"]: rule for group in RULES["groups"] for rule in group["rules"]}
OF_OTHERS = {"up", "process_resident_memory_bytes", "process_cpu_seconds_total"}
"""What Prometheus itself and its library for Python give."""

_NAME = re.compile(r"\b(?:magdat|process|python)_[a-z_]+\b|\bup\b")
_LABEL = re.compile(r"\b(stage|outcome|event|way|state|part|what)=~?\"([^\"]+)\"")

VALUES = {
    "stage": set(STAGES),
    "outcome": set(OUTCOMES),
    "way": {"in", "out"},
    "state": {"in_use", "idle", "waits", "stuck"},
    "part": {"database", "redis"},
    "what": {chore.value for chore in Chore},
}


def asked() -> list[tuple[str, str]]:
    """Return every question to Prometheus, with where it stands."""
    found = [(name, rule["expr"]) for name, rule in ALERTS.items()]
    for panel in DASHBOARD["panels"]:
        found += [(panel["title"], target["expr"]) for target in panel.get("targets", ())]
    return found


@pytest.mark.parametrize(("where", "expression"), asked())
def test_every_metric_and_label_is_one_that_the_code_gives(where: str, expression: str) -> None:
    without_labels = re.sub(r"\{[^}]*\}", "", expression)
    assert set(_NAME.findall(without_labels)) <= {*own_names(), *OF_OTHERS}, where
    for label, value in _LABEL.findall(expression):
        for one in value.split("|"):
            assert one in VALUES.get(label, {one}), (where, label)
            assert label != "event" or event_of(one) != OTHER, where


def test_what_a_rule_waits_for_is_there_from_the_start() -> None:
    events = {value for _, expression in asked() for label, value in _LABEL.findall(expression) if label == "event"}
    assert events <= {event for _, event in WATCHED}, "an increase is seen only of what was 0 before"


def test_every_alert_is_tried_and_explained() -> None:
    for name, rule in ALERTS.items():
        cases = [case for test in TESTS["tests"] for case in test["alert_rule_test"] if case["alertname"] == name]
        assert {bool(case["exp_alerts"]) for case in cases} == {True, False}, name
        assert rule["labels"]["severity"] in {"critical", "warning", "info"}
        for page in PAGES:
            assert re.search(rf"^### {name}\n\S", page, re.MULTILINE), name
    for page in PAGES:
        assert set(re.findall(r"^### (\w+)$", page, re.MULTILINE)) == set(ALERTS)


def test_every_metric_is_explained() -> None:
    shown = {re.sub(r"_(bucket|count|sum)$", "", name) for name in own_names()}
    for page in PAGES:
        assert set(re.findall(r"`(magdat_[a-z_]+)`", page)) == shown
        for stage in STAGES:
            assert f"`{stage}`" in page
    assert set(READ_WHEN_ASKED) <= shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "config", "prometheus.yml"),
        # The file with the token and the account in Kubernetes are there only where it runs.
        ("check", "config", "--syntax-only", "prometheus.compose.yml", "prometheus.kubernetes.yml"),
        ("check", "rules", "--lint=all", "alerts.yml"),
        ("test", "rules", "alerts.test.yml"),
    ],
    ids=lambda item: " ".join(item[:3]),
)
def test_prometheus_itself_finds_nothing_wrong(arguments: tuple[str, ...]) -> None:
    program = shutil.which("promtool")
    if program is None:
        pytest.fail("promtool is needed here: apt-get install --no-install-recommends prometheus", pytrace=False)
    done = subprocess.run([program, *arguments], cwd=DEPLOY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


JOBS = {"magdat-rasa": 9005, "magdat-acties": 9055, "magdat-relay": 9056, "magdat-bureau": 12081}
"""The port of each service plus the 4000 of the pages."""


def test_a_service_of_which_nothing_is_left_is_missed_by_the_name_of_its_job() -> None:
    asked_for = set(re.findall(r'up\{job="([^"]+)"\}', ALERTS["MagdatGone"]["expr"]))
    assert asked_for == set(JOBS)


@pytest.mark.parametrize("where", ["prometheus.yml", "prometheus.compose.yml", "prometheus.kubernetes.yml"])
def test_prometheus_finds_every_service_under_that_name(where: str) -> None:
    jobs = {job["job_name"]: job for job in yaml.safe_load((DEPLOY / where).read_text("utf-8"))["scrape_configs"]}
    # On one machine there is a relay only where it was asked for: it stands there as a comment.
    assert set(jobs) == (JOBS.keys() - {"magdat-relay"} if where == "prometheus.yml" else JOBS.keys())
    for name, job in jobs.items():
        assert str(JOBS[name]) in str(job)
        if where == "prometheus.compose.yml":
            assert job["dns_sd_configs"][0]["names"] == [name.removeprefix("magdat-")]
            assert "data" in COMPOSE["services"][name.removeprefix("magdat-")]["networks"], "where Prometheus stands"
        if where == "prometheus.kubernetes.yml":
            app = yaml.safe_load_all((KUBERNETES / f"{name.removeprefix('magdat-')}.yaml").read_text("utf-8"))
            labels = next(part for part in app if part["kind"] == "Deployment")["spec"]["template"]["metadata"][
                "labels"
            ]
            assert job["relabel_configs"][0]["regex"] == labels["app"]


def test_the_dashboard_is_whole() -> None:
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(set(ids)) == len(ids)
    places: list[tuple[int, int, int, int]] = []
    for panel in DASHBOARD["panels"]:
        spot: dict[str, Any] = panel["gridPos"]
        x, y, w, h = spot["x"], spot["y"], spot["w"], spot["h"]
        assert x + w <= 24
        assert not [at for at in places if x < at[0] + at[2] and at[0] < x + w and y < at[1] + at[3] and at[1] < y + h]
        places.append((x, y, w, h))
        assert panel["type"] == "row" or panel["targets"], panel["title"]
