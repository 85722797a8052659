import os
import socket

import pytest
from rich.console import Console

from launch.ports import free, holder
from launch.services import Service
from launch.supervisor import StartError, Supervisor


def test_the_start_names_the_port_and_the_process() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not free(port)
        assert f"pid {os.getpid()}" in holder(port)
        service = Service("rasa", "Rasa", port, "/", "/", ("-c", "pass"))
        with pytest.raises(StartError, match=rf"Port {port} \(Rasa\) is in use by .*pid {os.getpid()}"):
            Supervisor([service], Console(quiet=True)).start()
    assert free(port)
