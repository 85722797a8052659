"""Serve the widget as one file, the demo page, and nothing else."""

from __future__ import annotations

import argparse
import functools
import gzip
import hashlib
import http.server
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from launch.bundle import Bundle
from launch.examples import policies_to_try
from magdat.files.problems import MagDatError
from magdat.settings import Settings
from magdat.variables import SettingsError
from magdat.wording.phrases import load_phrases

PACKED = frozenset({".html", ".css", ".js", ".svg", ".json"})
"""Kinds of files that are worth packing."""

FILES = Path(__file__).resolve().parent.parent / "widget"

SCRIPT = "/magdat.js"
"""The widget, which pages of other sites load too."""


POLICIES = "/demo/beleiden.json"
"""The policies that the example page can switch to."""

KNOWN = ("kennisgeving", "geholpen_vraag")
"""Sentences of leidraad/zinnen.yml that the widget shows in a place or shape of their own."""


def widget_script(environment: Mapping[str, str] | None = None) -> str:
    """Return the widget as one script that knows where Rasa is and some sentences of the assistant.

    Args:
        environment: the settings; without, those of this process.

    Raises:
        NotJoined: its modules cannot be joined.
    """
    env = os.environ if environment is None else environment
    facts = {
        "rasa": env.get("MAGDAT_RASA_URL") or "",
        "poort": int(env.get("MAGDAT_POORT_RASA") or 5005),
        "zinnen": _sentences(env),
    }
    built = f"export const BUILT = {json.dumps(facts, ensure_ascii=False)};\n"
    return _joined(built, max(path.stat().st_mtime_ns for path in FILES.glob("[cj]s*/**/*.*s")))


@functools.lru_cache(maxsize=4)
def _joined(built: str, changed: int) -> str:
    """Join the modules, once for each time that one of them changes."""
    return Bundle(FILES / "js" / "main.js", {FILES / "js" / "built.js": built}).text()


def _sentences(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the sentences that the widget has to know; empty ones, equal to nothing, while they cannot be read."""
    try:
        file = Settings.from_environment(environment).guidance / "zinnen.yml"
        return _sentences_in(file, file.stat().st_mtime_ns)
    except (MagDatError, SettingsError, OSError):
        return dict.fromkeys(KNOWN, "")


@functools.lru_cache(maxsize=4)
def _sentences_in(file: Path, changed: int) -> dict[str, str]:
    """Read the sentences, once for each time that somebody changes them."""
    phrases = load_phrases(file)
    return {key: phrases.say(key) for key in KNOWN}


class PageHandler(http.server.SimpleHTTPRequestHandler):
    """The widget, and static files with headers that keep the page from being framed or fed scripts from elsewhere."""

    protocol_version = "HTTP/1.1"
    timeout = 15
    """Seconds without a word after which somebody who keeps a connection open is let go."""

    def send_header(self, keyword: str, value: str) -> None:
        """Send a header, but not which Python this is."""
        if keyword.lower() != "server":
            super().send_header(keyword, value)

    def end_headers(self) -> None:
        """Add the security headers; the operator says where Rasa is, and which sites may show the page in a frame."""
        rasa = os.environ.get("MAGDAT_RASA_URL") or f"http://*:{os.environ.get('MAGDAT_POORT_RASA') or 5005}"
        sites = " ".join(["'self'", *os.environ.get("MAGDAT_INSLUITEN", "").split()])
        own = "script-src 'self'; style-src 'self'; img-src 'self'"
        closed = "default-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
        self.send_header(
            "Content-Security-Policy", f"{closed}; {own}; connect-src 'self' {rasa}; frame-ancestors {sites}"
        )
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def do_GET(self) -> None:
        """Serve the widget or a file, packed where the browser can unpack it."""
        if "\0" in unquote(self.path):
            self.send_error(404)
        elif self.path.split("?")[0] == SCRIPT:
            self._send_widget()
        elif self.path.split("?")[0] == POLICIES:
            self._send(policies_to_try(), "application/json")
        elif not self._packed():
            super().do_GET()

    def do_HEAD(self) -> None:
        """Serve the headers of a file."""
        if "\0" in unquote(self.path):
            self.send_error(404)
        elif self.path.split("?")[0] == SCRIPT:
            self._send_widget()
        elif self.path.split("?")[0] == POLICIES:
            self._send(policies_to_try(), "application/json")
        else:
            super().do_HEAD()

    def _send_widget(self) -> None:
        """Send the widget to whoever wants to put it in a page; nothing when they have it as it is."""
        script = widget_script().encode()
        name = f'"{hashlib.sha256(script).hexdigest()[:24]}"'
        shared = (
            ("ETag", name),
            ("Access-Control-Allow-Origin", "*"),  # for integrity="…" and type="module"; there is nothing to keep
            ("Cross-Origin-Resource-Policy", "cross-origin"),
        )
        if name in self.headers.get("If-None-Match", ""):
            self.send_response(304)
            for header, value in shared:
                self.send_header(header, value)
            self.end_headers()
        elif "gzip" in self.headers.get("Accept-Encoding", ""):
            packed = gzip.compress(script, 9, mtime=0)
            self._send(packed, "text/javascript; charset=utf-8", ("Content-Encoding", "gzip"), *shared)
        else:
            self._send(script, "text/javascript; charset=utf-8", *shared)

    def _packed(self) -> bool:
        """Send a text file packed; return whether that was done."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        if "gzip" not in self.headers.get("Accept-Encoding", "") or path.suffix not in PACKED or not path.is_file():
            return False
        if "If-Modified-Since" in self.headers:
            return False  # the file may not have changed, and then nothing is sent at all
        changed = path.stat().st_mtime
        self._send(
            gzip.compress(path.read_bytes(), 6, mtime=0),
            self.guess_type(str(path)),
            ("Content-Encoding", "gzip"),
            ("Last-Modified", self.date_time_string(int(changed))),
        )
        return True

    def _send(self, body: bytes, kind: str, *headers: tuple[str, str]) -> None:
        self.send_response(200)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Vary", "Accept-Encoding"),
            *headers,
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Show no folders."""
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Log no addresses: who looks at the page is nobody's business."""


class PageServer(http.server.ThreadingHTTPServer):
    """The server, which is silent about whoever breaks off a connection."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Log the kind of a fault; Python's own would print a traceback and the address of who asked."""
        print(f"page.fault {getattr(sys.exc_info()[0], '__name__', 'unknown')}", file=sys.stderr)


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description="Serve the demo page.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    chosen = parser.parse_args()
    handler = functools.partial(PageHandler, directory=str(FILES))
    with PageServer((chosen.host, chosen.port), handler) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
