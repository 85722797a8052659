"""deploy/kubernetes beside docker-compose.yml: the same commands, settings and secrets, and no more rights."""

from __future__ import annotations

import functools
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from composed import COMPANY, ROOT, configured

from launch.services import MIGRATION, every_service
from magdat.storage.old_copies import day_in

BESIDE = ("proxy", "postgres", "redis")
MAY_DIFFER = {"MAGDAT_RASA_URL", "MAGDAT_HERKOMST", "MAGDAT_BUREAU_URL", "MAGDAT_PROXIES"} | {
    *("MAGDAT_WERKERS", "MAGDAT_VERBINDINGEN"),
    *("PROXY_SITE", "PROXY_BUREAU", "PROXY_TLS", "PROXY_VERTROUWD", "XDG_DATA_HOME", "PGDATA"),
}
"""Settings that each installation has its own value of."""


@functools.cache
def built(folder: str) -> list[dict[str, Any]]:
    return [item for item in yaml.safe_load_all(text_of(ROOT / "deploy" / "kubernetes" / folder)) if item]


def text_of(folder: Path) -> str:
    """Return what kubectl makes of a folder."""
    done = subprocess.run(["kubectl", "kustomize", folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def named(kind: str, folder: str = "alles") -> dict[str, dict[str, Any]]:
    return {item["metadata"]["name"]: item for item in built(folder) if item["kind"] == kind}


def pods() -> dict[str, dict[str, Any]]:
    """Return the pod of each service; the migration, the first step of some, is looked at as one too."""
    running = {**named("Deployment"), **named("StatefulSet")}
    found = {name: item["spec"]["template"]["spec"] for name, item in running.items()}
    return {**found, MIGRATION: step(found["relay"])}


def step(pod: dict[str, Any]) -> dict[str, Any]:
    """Return a pod with its first step alone, and of its volumes only what that mounts."""
    (first,) = pod["initContainers"]
    mounted = {mount["name"]: mount.get("subPath") for mount in first["volumeMounts"]}
    volumes = []
    for volume in (volume for volume in pod["volumes"] if volume["name"] in mounted):
        if secret := volume.get("secret"):
            items = [item for item in secret["items"] if item["path"] == mounted[volume["name"]]]
            volume = {**volume, "secret": {**secret, "items": items}}
        volumes.append(volume)
    return {**pod, "containers": [first], "volumes": volumes}


def container(pod: dict[str, Any]) -> dict[str, Any]:
    (only,) = pod["containers"]
    return only


def environment(pod: dict[str, Any]) -> dict[str, str]:
    """Return everything that the container gets, what is empty included."""
    maps, given = named("ConfigMap"), {}
    for source in container(pod).get("envFrom", []):
        given |= maps[source["configMapRef"]["name"]]["data"]
    return given | {item["name"]: item["value"] for item in container(pod).get("env", [])}


SERVICES = configured(COMPANY)["services"]
OURS = [*(service.name for service in every_service({})), MIGRATION]

GIVE_A_CALM_SENTENCE = {"rasa", "acties"}
"""They speak to people also while the database is away: they stay in traffic then, and come into it wholly ready."""


def test_the_parts_are_the_same() -> None:
    assert set(pods()) == set(SERVICES) - {"proxy-volume"} == {*OURS, *BESIDE}
    assert set(named("Deployment", "base")) == {*OURS, "proxy"} - {MIGRATION}, "the databases may be elsewhere"


def test_who_keeps_something_brings_its_tables_up_to_date_first() -> None:
    after = {name for name, item in SERVICES.items() if MIGRATION in item.get("depends_on", {})}
    steps = {
        name: pod["initContainers"] for name, pod in pods().items() if "initContainers" in pod and name != MIGRATION
    }
    assert set(steps) == after
    assert all(found == steps["relay"] for found in steps.values())
    assert not named("Job"), "whose pod can never be changed, so that no setting could be"


@pytest.mark.parametrize("name", [*OURS, *BESIDE])
def test_each_has_the_command_the_settings_and_the_secrets_of_compose(name: str) -> None:
    pod, service = pods()[name], SERVICES[name]
    command = [*container(pod).get("command", []), *container(pod).get("args", [])]
    assert command == [part.replace("$$", "$") for part in service["command"]]
    here, there = environment(pod), {key: value or "" for key, value in service.get("environment", {}).items()}
    assert set(here) - MAY_DIFFER == set(there) - MAY_DIFFER
    same = set(here) & set(there) - MAY_DIFFER
    assert {key: here[key] for key in same} == {key: there[key] for key in same}
    secrets = {volume["name"]: volume["secret"] for volume in pod["volumes"] if "secret" in volume}
    items = {item["path"] for secret in secrets.values() for item in secret["items"]}
    wanted = {item["source"] for item in service.get("secrets", [])} - {"proxy_cert.pem", "proxy_key.pem"}
    assert items == wanted
    assert {secret["secretName"] for secret in secrets.values()} <= {"magdat-geheimen"}
    memory = {"Mi": 2**20, "Gi": 2**30}
    limit = container(pod)["resources"]["limits"]["memory"]
    assert int(limit[:-2]) * memory[limit[-2:]] == int(service["deploy"]["resources"]["limits"]["memory"])


@pytest.mark.parametrize("service", every_service({}), ids=lambda item: item.name)
def test_ready_is_another_question_than_alive(service: Any) -> None:
    one = container(pods()[service.name])
    assert one["ports"] == [{"name": "http", "containerPort": service.port}]
    alive = one["livenessProbe"]
    assert alive["httpGet"] == {"path": service.health, "port": "http"}, "who hangs takes connections, and answers none"
    assert alive["periodSeconds"] * alive["failureThreshold"] >= 120
    if service.name in GIVE_A_CALM_SENTENCE:
        assert one["startupProbe"]["httpGet"] == {"path": service.ready, "port": "http"}
        assert one["readinessProbe"]["httpGet"] == {"path": f"{service.ready}/eigen", "port": "http"}
    else:
        assert one["startupProbe"]["tcpSocket"] == {"port": "http"}
        assert one["readinessProbe"]["httpGet"] == {"path": service.ready, "port": "http"}


@pytest.mark.parametrize("name", [*OURS, *BESIDE])
def test_no_pod_has_more_rights_than_the_restricted_standard_gives(name: str) -> None:
    pod = pods()[name]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] > 0
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    assert pod["enableServiceLinks"] is False
    context = container(pod)["securityContext"]
    assert context["allowPrivilegeEscalation"] is False
    assert context["readOnlyRootFilesystem"] is True
    assert context["capabilities"]["drop"] == ["ALL"]
    assert context["capabilities"].get("add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert not any({"hostPath", "hostNetwork"} & set(volume) for volume in pod["volumes"])
    assert named("Namespace")["magdat"]["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


def test_nobody_reaches_more_than_in_compose() -> None:
    policies = named("NetworkPolicy")
    assert policies["niemand"]["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    outward = [
        name
        for name, policy in policies.items()
        for rule in policy["spec"].get("egress", [])
        if any("ipBlock" in to for to in rule.get("to", [{"ipBlock": "any"}]))
    ]
    assert sorted(outward) == ["bureau", "rasa", "relay"]
    labels = {name: item["spec"]["template"]["metadata"]["labels"] for name, item in named("Deployment").items()}
    keeps = {MIGRATION} | {name for name, found in labels.items() if "databanken" in found}
    assert keeps == {name for name, item in SERVICES.items() if "data" in (item.get("networks") or {})} - set(BESIDE)
    (ingress,) = named("Ingress").values()
    reached = {
        path["backend"]["service"]["name"] for rule in ingress["spec"]["rules"] for path in rule["http"]["paths"]
    }
    assert reached == {"proxy"}
    assert not any(service["spec"].get("type") for service in named("Service").values()), "none is reachable by itself"


def test_one_keeps_answering_while_another_moves() -> None:
    for name, scaler in named("HorizontalPodAutoscaler").items():
        assert scaler["spec"]["minReplicas"] >= 2
        assert "replicas" not in named("Deployment")[name]["spec"], "who scales says how many"
        assert container(pods()[name])["resources"]["requests"]["cpu"]
    for name, budget in named("PodDisruptionBudget").items():
        assert budget["spec"]["minAvailable"] == 1
        assert budget["spec"]["selector"]["matchLabels"] == {"app": name}
        assert name in named("HorizontalPodAutoscaler") or named("Deployment")[name]["spec"]["replicas"] >= 2


def test_the_rules_of_the_proxy_are_those_of_compose() -> None:
    rules = next(item for name, item in named("ConfigMap").items() if name.startswith("proxy-regels-"))
    assert rules["data"] == {"Caddyfile": (ROOT / "deploy" / "proxy" / "Caddyfile").read_text(encoding="utf-8")}


def test_images_are_those_of_the_list() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    listed = {line.partition("=")[2].partition("@")[0] for line in lines if line.startswith("IMAGE_")}
    assert {container(pod)["image"] for pod in pods().values()} - {"magdat:local"} <= listed


def test_whoever_names_their_registry_once_has_it_in_every_pod_the_nightly_copy_included(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    chosen = tmp_path / "deploy" / "kubernetes" / "base" / "kustomization.yaml"
    named_there = "newName: magdat, newTag: local"
    before = chosen.read_text(encoding="utf-8")
    assert before.count(named_there) == 1
    chosen.write_text(before.replace(named_there, "newName: register.example.be/magdat, newTag: '1.0'"), "utf-8")
    found = text_of(tmp_path / "deploy" / "kubernetes" / "alles")
    assert ":local" not in found
    assert "image: magdat" not in found
    assert found.count("image: register.example.be/magdat:1.0") == text_of(
        ROOT / "deploy" / "kubernetes" / "alles"
    ).count("image: magdat:local")


def test_a_copy_is_made_every_night_with_no_more_than_that_takes() -> None:
    pod = named("CronJob")["kopie"]["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    one, operator = container(pod), configured(COMPANY, COMPOSE_PROFILES="beheer")["services"]["beheer"]
    assert one["image"] == container(pods()["relay"])["image"]
    (secret,) = (volume["secret"] for volume in pod["volumes"] if "secret" in volume)
    assert {item["path"] for item in secret["items"]} == {item["source"] for item in operator["secrets"]}
    assert {item["name"]: item["value"] for item in one["env"]}.items() <= operator["environment"].items()
    assert pod["securityContext"] == pods()["relay"]["securityContext"]
    assert one["securityContext"] == container(pods()["relay"])["securityContext"]
    assert not {"hostPath"} & {kind for volume in pod["volumes"] for kind in volume}
    told = one["command"][-1].replace("exec .venv/bin/magdat", "printf '%s\\n'")
    given = subprocess.run(["sh", "-ec", told], capture_output=True, text=True, check=True).stdout.split()
    assert [*given[:2], *given[-2:]] == ["opslag", "bewaar", "--weg-na", "7"]
    assert day_in(Path(given[2]).name) is not None, "a name by which it is known when it is old"
