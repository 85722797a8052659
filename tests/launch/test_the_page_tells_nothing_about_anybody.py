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
