import functools
import gzip
import http.client
import socket
import threading
from collections.abc import Iterator

import pytest

from launch.page import FILES, PageHandler, PageServer


class Quick(PageHandler):
    timeout = 0.3


@pytest.fixture
def page() -> Iterator[tuple[str, int]]:
    with PageServer(("127.0.0.1", 0), functools.partial(Quick, directory=str(FILES))) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield "127.0.0.1", server.server_address[1]
        server.shutdown()


def get(page: tuple[str, int], path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(*page, timeout=5)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


def test_a_text_is_packed_for_who_can_unpack_it(page: tuple[str, int]) -> None:
    _, headers, plain = get(page, "/")
    assert "content-encoding" not in headers
    _, headers, packed = get(page, "/", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == plain
    assert "server" not in headers


def test_the_widget_may_be_loaded_by_other_sites_and_comes_again_only_when_it_changed(page: tuple[str, int]) -> None:
    status, headers, packed = get(page, "/magdat.js", Accept_Encoding="gzip")
    assert status == 200
    assert headers["content-type"] == "text/javascript; charset=utf-8"
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["cache-control"] == "no-cache"
    assert gzip.decompress(packed) == get(page, "/magdat.js?v=2")[2]
    status, headers, body = get(page, "/magdat.js", If_None_Match=headers["etag"])
    assert (status, body) == (304, b"")


def test_nothing_else_may_be_read_by_other_sites(page: tuple[str, int]) -> None:
    for path in ("/", "/chat.html", "/js/main.js"):
        _, headers, _ = get(page, path)
        assert "access-control-allow-origin" not in headers
        assert "default-src 'none'" in headers["content-security-policy"]
    assert get(page, "/instellingen.json")[0] == 404


@pytest.mark.parametrize("path", ["/%00", "/js/%00.js", "/../pyproject.toml", "/js/", "/geen"])
def test_what_is_not_there_is_a_404_and_no_traceback(
    page: tuple[str, int], path: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert get(page, path)[0] == 404
    assert capfd.readouterr().err == ""


def test_who_breaks_off_or_stays_silent_is_let_go(page: tuple[str, int], capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_connection(page, timeout=5) as silent:
        assert silent.recv(1) == b"", "closed from the other side"
    assert "127.0.0.1" not in capfd.readouterr().err
