"""Serve the demo page and the widget's files, and nothing else."""

from __future__ import annotations

import argparse
import functools
import http.server
import os
from pathlib import Path

FILES = Path(__file__).resolve().parent.parent / "widget"


class PageHandler(http.server.SimpleHTTPRequestHandler):
    """Static files with headers that keep the page from being framed or fed scripts from elsewhere."""

    def end_headers(self) -> None:
        """Add the security headers; the operator says where Rasa is, and which sites may show the page in a frame."""
        rasa = os.environ.get("MAGDAT_RASA_URL") or f"http://*:{os.environ.get('MAGDAT_POORT_RASA') or 5005}"
        sites = " ".join(["'self'", *os.environ.get("MAGDAT_INSLUITEN", "").split()])
        self.send_header(
            "Content-Security-Policy", f"default-src 'self'; connect-src 'self' {rasa}; frame-ancestors {sites}"
        )
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def do_GET(self) -> None:
        """Serve a file, or the one setting that the page needs: where Rasa is."""
        if self.path.split("?")[0] == "/instellingen.json":
            port = os.environ.get("MAGDAT_POORT_RASA") or "5005"
            body = f'{{"rasa": "{os.environ.get("MAGDAT_RASA_URL") or ""}", "poort": {int(port)}}}'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        super().do_GET()

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Show no folders."""
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Log no addresses: who looks at the page is nobody's business."""


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description="Serve the demo page.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    chosen = parser.parse_args()
    handler = functools.partial(PageHandler, directory=str(FILES))
    with http.server.ThreadingHTTPServer((chosen.host, chosen.port), handler) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
