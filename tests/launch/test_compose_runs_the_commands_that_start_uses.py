"""The compose files beside the launcher: the same commands, the same settings, and no more rights than needed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from composed import COMPANY, ROOT, SMALL, configured, environment

from launch.services import MIGRATION, RELAY, every_service
from magdat.secret_files import FILES
from magdat.variables import all_faults, unknown

FOUND = {file: configured(file, COMPOSE_PROFILES="beheer") for file in (COMPANY, SMALL)}
OURS = {file: {name: item for name, item in found["services"].items() if "launch" in item.get("command", [])}
        for file, found in FOUND.items()}  # fmt: skip
EVERY = [pytest.param(file, name, id=f"{file}-{name}") for file, found in FOUND.items() for name in found["services"]]
OUR_OWN = [pytest.param(file, name, id=f"{file}-{name}") for file, ours in OURS.items() for name in ours]

OPERATOR = "beheer"
"""Runs when it is called, and does what «magdat» does."""

BESIDE = {"proxy", "proxy-volume", "postgres", "redis", OPERATOR}

NOT_IN_A_CONTAINER = {
    "MAGDAT_LEIDRAAD": "in the image, or mounted",
    "MAGDAT_TOESTAND": "a volume, or in memory",
    "MAGDAT_POORT_ACTIES": "not published",
    "MAGDAT_POORT_RELAY": "not published",
    "MAGDAT_POORT_BUREAU": "published; inside it is always 8081",
    "MAGDAT_PYTHON": "in the image",
    "MAGDAT_VECTOREN": "for training",
    "MAGDAT_SLACK_API": "for tests",
    "MAGDAT_TEAMS_KEYS": "for tests",
    "MAGDAT_TEAMS_LOGIN": "for tests",
}
"""Settings that compose need not pass on, and why."""

LEFT_OUT = {
    COMPANY: {"MAGDAT_POORT_RASA": "behind the proxy", "MAGDAT_POORT_PAGINA": "behind the proxy"},
    SMALL: {
        "MAGDAT_BEZORGER": "the action server carries",
        "MAGDAT_ACTIES_GEHEIM": "made in the volume of both",
        "MAGDAT_WERKERS": "one on SQLite",
        "MAGDAT_VERBINDINGEN": "one process each",
    },
}

SECRETS = {
    "MAGDAT_DATABASE_BESTAND": "postgresql://magdat:x@postgres:5432/magdat",
    "MAGDAT_REDIS_BESTAND": "redis://:x@redis:6379/0",
    "MAGDAT_METINGEN_TOKEN_BESTAND": "0123456789abcdef0123456789abcdef",
}
"""What the files hold that scripts/secrets fills; the others are empty, and so are not set."""


def settings_of(service: dict[str, Any]) -> set[str]:
    """Return which settings a container gets, a secret by the name that it has without a file."""
    return {FILES.get(name, name) for name in service.get("environment", {})}


@pytest.mark.parametrize(("file", "name"), OUR_OWN)
def test_every_service_has_its_command_and_its_health_check(file: str, name: str) -> None:
    service = FOUND[file]["services"][name]
    assert service["command"] == [".venv/bin/python", "-m", "launch", name]
    if name != MIGRATION:
        assert service["healthcheck"]["test"] == [
            *("CMD", ".venv/bin/python", "-m", "launch.health", "--anders-weg", name)
        ]


def test_every_service_is_there() -> None:
    names = {service.name for service in every_service({})}
    assert set(OURS[COMPANY]) == names | {MIGRATION}
    assert set(OURS[SMALL]) == names - {RELAY}
    assert set(FOUND[COMPANY]["services"]) - set(OURS[COMPANY]) == BESIDE


@pytest.mark.parametrize(("file", "name"), OUR_OWN)
def test_a_container_gets_settings_that_are_right_and_listens_where_others_look(file: str, name: str) -> None:
    given = environment(FOUND[file]["services"][name])
    read = {FILES.get(item, item): SECRETS.get(item, value) for item, value in given.items()}
    assert all_faults({item: value for item, value in read.items() if not value.startswith("/run/")}) == []
    assert list(unknown(given)) == []
    ports = {item.name: item.port for item in every_service({**given, "MAGDAT_WERKERS": ""})}
    assert ports == {"acties": 5055, "rasa": 5005, "relay": 5056, "pagina": 8080, "bureau": 8081}
    assert given["MAGDAT_ADRES"] == "0.0.0.0"


def test_small_publishes_on_loopback_and_the_ports_may_be_chosen() -> None:
    found = configured(SMALL, MAGDAT_POORT_RASA="5105", MAGDAT_POORT_PAGINA="8180")["services"]
    published = {
        (name, port["host_ip"], port["published"], port["target"])
        for name, service in found.items()
        for port in service.get("ports", [])
    }
    assert published == {
        ("rasa", "127.0.0.1", "5105", 5005),
        ("pagina", "127.0.0.1", "8180", 8080),
        ("bureau", "127.0.0.1", "8081", 8081),
    }
    assert environment(found["pagina"])["MAGDAT_POORT_RASA"] == "5105", "where the browser finds Rasa"


def test_a_company_is_reached_by_its_proxy_alone() -> None:
    services, networks = FOUND[COMPANY]["services"], FOUND[COMPANY]["networks"]
    assert {name for name, service in services.items() if "ports" in service} == {"proxy"}
    open_ones = {name for name, network in networks.items() if not network.get("internal")}
    outward = {name for name, service in services.items() if open_ones & set(service.get("networks") or {})}
    assert outward == {"proxy", "rasa", "relay", "bureau"}, (
        "the proxy is reached; Rasa answers Slack and Teams; the relay carries; the desk asks who logs in"
    )
    data = {name for name, service in services.items() if "data" in (service.get("networks") or {})}
    assert data == {"postgres", "redis", "migratie", "rasa", "acties", "relay", "bureau", OPERATOR}
    assert services["rasa"]["deploy"]["replicas"] == services["acties"]["deploy"]["replicas"] == 2


@pytest.mark.parametrize("file", [COMPANY, SMALL])
def test_every_setting_that_the_documentation_names_reaches_a_container(file: str) -> None:
    pages = [ROOT / "docs" / name for name in ("instellingen.md", "doorgeven.md", "kanalen.md")]
    named = {name for page in pages for name in re.findall(r"MAGDAT_[A-Z_]*[A-Z]", page.read_text(encoding="utf-8"))}
    named -= {"MAGDAT_SMTP", "MAGDAT_WEBHOOK"}  # how the table of settings refers to doorgeven.md
    passed = {name for service in OURS[file].values() for name in settings_of(service)}
    assert named - set(NOT_IN_A_CONTAINER) - set(LEFT_OUT[file]) <= passed
    assert passed <= named


SENDS, TAKES_IN, KEEPS = {COMPANY: "relay", SMALL: "acties"}, "rasa", {"rasa", "acties", "relay", "bureau"}
"""The service that carries questions to desks, the one to which Slack, Teams and helpdesks bring something, and those
that read and write what is kept."""


@pytest.mark.parametrize("file", [COMPANY, SMALL])
def test_a_secret_goes_only_to_the_containers_that_use_it(file: str) -> None:
    sends = SENDS[file]
    used_by = {
        "MAGDAT_SMTP_PASSWORD": {sends},
        "MAGDAT_IMAP_PASSWORD": {sends},
        "MAGDAT_RT_TOKEN": {sends},
        "MAGDAT_TEAMS_APP_PASSWORD": {sends, TAKES_IN},
        "MAGDAT_OIDC_SECRET": {"bureau"},
        "MAGDAT_SLACK_SIGNING_SECRET": {TAKES_IN},
        "MAGDAT_SLACK_TOKEN": {sends, TAKES_IN},
        "MAGDAT_WEBHOOK_SECRET": {sends, TAKES_IN},
        "MAGDAT_ZAMMAD_TOKEN": {sends, TAKES_IN},
        "MAGDAT_ZAMMAD_SECRET": {TAKES_IN} if file == COMPANY else {sends, TAKES_IN},
        "MAGDAT_POST_SLEUTEL": KEEPS & set(OURS[file]),
        "MAGDAT_REST_TOKEN": {TAKES_IN} if file == COMPANY else {TAKES_IN, "pagina"},
    }
    for secret, users in used_by.items():
        assert {name for name, service in OURS[file].items() if secret in settings_of(service)} == users, secret


def test_a_company_gives_secrets_as_files_and_each_container_only_its_own() -> None:
    named = set(FOUND[COMPANY]["secrets"])
    used = set()
    for name, service in FOUND[COMPANY]["services"].items():
        files = {secret["source"] for secret in service.get("secrets", [])}
        used |= files
        assert not set(environment(service)) & set(FILES.values()), f"{name} gets a secret in its environment"
        told = {
            value.rpartition("/")[2] for value in environment(service).values() if value.startswith("/run/secrets/")
        }
        if name in OURS[COMPANY]:
            assert told == files - {"teams_certificate"}, name  # which the operator switches on
    assert used == named


@pytest.mark.parametrize(("file", "name"), EVERY)
def test_no_container_has_more_rights_than_it_needs(file: str, name: str) -> None:
    service = FOUND[file]["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    limits = service["deploy"]["resources"]["limits"]
    assert int(limits["memory"]) <= 1.5 * 2**30
    assert 0 < limits["pids"] <= 400
    assert service["logging"] == {"driver": "local", "options": {"max-size": "10m", "max-file": "5"}}
    if name in {MIGRATION, "proxy-volume", OPERATOR}:
        assert service.get("restart", "no") == "no"
    else:
        assert service["restart"] == "unless-stopped"
        assert service["healthcheck"]["test"]
    if name != "proxy-volume":  # which gives a volume away, and does nothing else
        assert not service["user"].startswith("0:")
        assert set(service.get("cap_add", [])) <= ({"NET_BIND_SERVICE"} if name == "proxy" else set())


VOLUMES = {
    COMPANY: {"proxy": {"proxy", "proxy-volume"}, "postgres": {"postgres"}},
    SMALL: {"toestand": {"acties", "rasa", "bureau", OPERATOR}},
}
"""Which services mount each volume."""


@pytest.mark.parametrize("file", [COMPANY, SMALL])
def test_who_mounts_a_volume_writes_in_it_and_all_else_is_read_only(file: str) -> None:
    found: dict[str, set[str]] = {}
    for name, service in FOUND[file]["services"].items():
        for volume in service.get("volumes", []):
            if volume["type"] == "volume":
                found.setdefault(volume["source"], set()).add(name)
            elif name != OPERATOR:
                assert volume["read_only"] is True, name
    assert found == VOLUMES[file]


def test_the_operator_is_called_and_reaches_the_database_the_back_ups_and_the_policy() -> None:
    assert OPERATOR not in configured(COMPANY)["services"], "nobody starts it by «up»"
    service = FOUND[COMPANY]["services"][OPERATOR]
    assert set(service["networks"]) == {"data"}
    written = {volume["target"] for volume in service["volumes"] if not volume.get("read_only")}
    assert written == {"/app/beleid", "/kopies", "/modellen"}
    assert {secret["source"] for secret in service["secrets"]} == {"database", "post_sleutel", "kopie_sleutel"}
    given = environment(service)
    assert given["MAGDAT_TOESTAND"].startswith("/kopies/"), "what a restore leaves behind can be read afterwards"
    assert list(unknown(given)) == []


def test_on_one_machine_the_operator_reaches_what_is_kept_and_writes_back_ups_and_models() -> None:
    assert OPERATOR not in configured(SMALL)["services"]
    service = FOUND[SMALL]["services"][OPERATOR]
    written = {volume["target"] for volume in service["volumes"] if not volume.get("read_only")}
    assert written == {"/app/.toestand", "/kopies", "/modellen"}
    assert [secret["source"] for secret in service["secrets"]] == ["kopie_sleutel"]
    assert service["user"] == FOUND[SMALL]["services"]["rasa"]["user"], "whose account the volume is of"
    assert list(unknown(environment(service))) == []


@pytest.mark.parametrize("file", [COMPANY, SMALL])
def test_another_model_is_in_a_folder_that_stays_which_rasa_reads_and_the_operator_writes(file: str) -> None:
    for name in ("rasa", OPERATOR):
        assert "MAGDAT_MODEL" not in environment(FOUND[file]["services"][name]), "it is in the image"
    chosen = {"MODELLEN_MAP": "./modellen", "MAGDAT_MODEL": "/modellen/magdat.tar.gz"}
    found = configured(file, COMPOSE_PROFILES="beheer", **chosen)["services"]
    for name, reads_only in (("rasa", True), (OPERATOR, False)):
        mounted = {item["target"]: item for item in found[name]["volumes"]}["/modellen"]
        assert (mounted["source"], mounted.get("read_only", False)) == (str(ROOT / "modellen"), reads_only)
        assert environment(found[name])["MAGDAT_MODEL"] == "/modellen/magdat.tar.gz"
    rasa = next(item for item in every_service(environment(found["rasa"])) if item.name == "rasa")
    assert "/modellen/magdat.tar.gz" in rasa.arguments
    assert (ROOT / "models").is_dir(), "what is mounted where nobody chose is there already, and so not made by root"


@pytest.mark.parametrize(
    ("settings", "image"),
    [
        ({"TAG_MAGDAT": ""}, "magdat:local"),
        ({"TAG_MAGDAT": "0.2.0"}, "magdat:0.2.0"),
        (
            {"TAG_MAGDAT": "0.2.0", "IMAGE_MAGDAT": "registry.example.be/magdat:0.1.9"},
            "registry.example.be/magdat:0.1.9",
        ),
    ],
)
def test_going_to_another_version_is_one_setting(settings: dict[str, str], image: str) -> None:
    for file in (COMPANY, SMALL):
        services = configured(file, COMPOSE_PROFILES="beheer", **settings)["services"]
        assert {services[name]["image"] for name in (*OURS[file], OPERATOR) if name in services} == {image}


def test_nothing_has_a_default_password_and_no_image_a_tag_of_its_own() -> None:
    for file in (COMPANY, SMALL):
        text = (ROOT / file).read_text(encoding="utf-8")
        assert not re.search(r"(?i)(password|wachtwoord|secret|token|sleutel)\w*: *\$\{[^}]*:-[^}]", text)
        images = re.findall(r"^ +(?:image|PYTHON_IMAGE): (.+)$", text, re.M)
        assert images
        assert all(
            re.fullmatch(r"\$\{IMAGE_\w+(:\?[^}]*|:-magdat:\$\{TAG_MAGDAT:-local\})\}", image) for image in images
        ), images
    tags = re.findall(r"^IMAGE_\w+=(.+)$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.M)
    assert [tag.partition(":")[0] for tag in tags] == ["python", "caddy", "postgres", "redis"], "official images only"
    assert all(re.fullmatch(r"\w+:\d+\.\d+[\w.-]*(@sha256:[0-9a-f]{64})?", tag) for tag in tags), (
        "each by its exact tag"
    )
