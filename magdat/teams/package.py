"""The app packages that an administrator uploads to Teams, a bot or a tab: a manifest, its English, and two icons."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema

from magdat.files.problems import MagDatError
from magdat.teams.words import AppWords

MANIFEST_VERSION = "1.25"
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{MANIFEST_VERSION}/MicrosoftTeams.schema.json"
LANGUAGES = (
    f"https://developer.microsoft.com/json-schemas/teams/v{MANIFEST_VERSION}/MicrosoftTeams.Localization.schema.json"
)
ENDPOINT = "/webhooks/botframework/webhook"
"""Where the Bot Framework brings what people say, below the address of the assistant."""

TAB, ALONE = "/teams.html", "/chat.html"
"""The page that is all widget, below the assistant's address: as a tab of Teams opens it, and as a browser does."""

FRAMES = ("https://teams.microsoft.com", "https://*.teams.microsoft.com", "https://*.cloud.microsoft")
"""The sites on which Teams shows a tab in a frame."""

NO_TOKEN = {"error": "this token is not good"}
"""What is said there, with status 401, to whoever shows no token of Microsoft's."""

_HERE = Path(__file__).parent
_MOMENT = (2026, 1, 1, 0, 0, 0)
"""The date of every file in the package, so that the same app gives the same bytes."""


class PackageError(MagDatError):
    """The package would be refused by Teams."""


@dataclass(frozen=True)
class App:
    """What differs from company to company."""

    app_id: str
    host: str
    """The address at which the assistant is reached: https, without a path."""

    version: str = "1.0.0"
    """Teams takes an update only with a higher one."""

    privacy: str = ""
    """The company's own page about privacy; without, the one of the assistant."""

    @property
    def endpoint(self) -> str:
        """Return the messaging endpoint."""
        return f"{self.host}{ENDPOINT}"

    @property
    def about(self) -> str:
        """Return where a browser finds who the app is and what is kept: it is the one path that a proxy passes on."""
        return self.endpoint


def host_of(address: str) -> str:
    """Return the address of an assistant as :class:`App` takes it.

    Raises:
        PackageError: it is no https address, or has more in it than a host.
    """
    try:
        parts = urlsplit(address)
        fine = parts.scheme == "https" and "." in (parts.hostname or "") and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        fine = False
    if not fine or parts.path.strip("/") or parts.query or parts.fragment:
        raise PackageError(f"«{address}» is geen adres zoals Teams het vraagt → geef https://magdat.voorbeeld.be")
    return f"https://{parts.netloc}"


def manifest_of(app: App, words: AppWords) -> dict[str, Any]:
    """Return the manifest of the bot, in Dutch."""
    return {
        **_of_any_app(app, words, about=app.about, told=words.dutch.long),
        "bots": [
            {
                "botId": app.app_id,
                "scopes": ["personal", "team", "groupChat"],
                "supportsFiles": False,
                "isNotificationOnly": False,
                "commandLists": [
                    {
                        "scopes": ["personal"],
                        "commands": [{"title": item.title, "description": item.dutch} for item in words.suggestions],
                    }
                ],
            }
        ],
        # Since 1.25 an app for teams must say that it behaves in shared and private channels too.
        "supportsChannelFeatures": "tier1",
        "validDomains": [],
    }


def tab_manifest_of(app: App, words: AppWords) -> dict[str, Any]:
    """Return the manifest of the tab, in Dutch: the assistant's page, in the frame that Teams makes for it."""
    page = f"{app.host}{TAB}"
    tab = {"entityId": "magdat", "name": words.dutch.name, "contentUrl": page, "websiteUrl": f"{app.host}{ALONE}"}
    return {
        **_of_any_app(app, words, about=f"{app.host}{ALONE}", told=words.tab.dutch),
        "staticTabs": [{**tab, "scopes": ["personal"]}],
        "validDomains": [urlsplit(app.host).netloc],
    }


def tab_id_of(host: str) -> str:
    """Return the id of the app with the tab of an assistant: the same one each time, so that Teams knows it again."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{host}{TAB}"))


def english_of(words: AppWords) -> dict[str, str]:
    """Return what the manifest of the bot says in English."""
    commands = {
        f"bots[0].commandLists[0].commands[{at}].description": item.english for at, item in enumerate(words.suggestions)
    }
    return {**_english_of_any_app(words, words.english.long), **commands}


def package_of(app: App, words: AppWords) -> bytes:
    """Return the package of the bot.

    Raises:
        PackageError: the manifest is not as Teams takes it.
    """
    return _packed(manifest_of(app, words), english_of(words))


def tab_package_of(app: App, words: AppWords) -> bytes:
    """Return the package of the tab.

    Raises:
        PackageError: the manifest is not as Teams takes it.
    """
    return _packed(tab_manifest_of(app, words), _english_of_any_app(words, words.tab.english))


def _of_any_app(app: App, words: AppWords, *, about: str, told: str) -> dict[str, Any]:
    text = words.dutch
    return {
        "$schema": SCHEMA,
        "manifestVersion": MANIFEST_VERSION,
        "version": app.version,
        "id": app.app_id,
        "developer": {
            "name": words.maker,
            "websiteUrl": about,
            "privacyUrl": app.privacy or about,
            "termsOfUseUrl": about,
        },
        "localizationInfo": {
            "defaultLanguageTag": "nl",
            "additionalLanguages": [{"languageTag": "en", "file": "en.json"}],
        },
        "name": {"short": text.name, "full": text.full_name},
        "description": {"short": text.short, "full": told},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": words.colour,
        "permissions": [],
    }


def _english_of_any_app(words: AppWords, told: str) -> dict[str, str]:
    text = words.english
    return {
        "$schema": LANGUAGES,
        "name.short": text.name,
        "name.full": text.full_name,
        "description.short": text.short,
        "description.full": told,
    }


def _packed(manifest: Mapping[str, Any], english: Mapping[str, str]) -> bytes:
    files = {
        "manifest.json": _checked(manifest, "manifest.schema.json"),
        "en.json": _checked(english, "language.schema.json"),
        "color.png": (_HERE / "icons" / "color.png").read_bytes(),
        "outline.png": (_HERE / "icons" / "outline.png").read_bytes(),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _checked(data: Mapping[str, Any], schema: str) -> bytes:
    rules = json.loads((_HERE / schema).read_text(encoding="utf-8"))
    faults = sorted(jsonschema.Draft7Validator(rules).iter_errors(data), key=lambda item: list(map(str, item.path)))
    if faults:
        told = "; ".join(f"{'.'.join(map(str, item.path)) or 'het geheel'}: {item.message}" for item in faults[:3])
        raise PackageError(f"Teams zou dit pakket weigeren: {told}")
    return json.dumps(data, ensure_ascii=False, indent=2).encode()
