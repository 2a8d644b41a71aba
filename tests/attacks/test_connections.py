"""More connections than the server can have."""

import shutil
import socket
import sys
import time

import pytest
from page_socket import ask
from server_and_browser import QUOTES, free_port, serving


@pytest.mark.skipif(sys.platform == "win32", reason="needs ulimit")
def test_more_connections_than_files_fill_no_log_and_the_server_comes_back(filled_libraries, tmp_path):
    file, port, log = shutil.copy(filled_libraries / "linked.db", tmp_path), free_port(), tmp_path / "log"
    few_files = ["sh", "-c", 'ulimit -n 200; exec "$@"', "sh"]
    command = [*few_files, *QUOTES, "dashboard", "--library", str(file), "--port", str(port)]
    with serving(command, port, log=log) as server:
        idle = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(300)]
        time.sleep(3)
        for each in idle:
            each.close()
        time.sleep(2)
        assert ask(server.address, "GET", "/_stcore/health")[0] == 200
    lines = log.read_text().splitlines()
    assert [line for line in lines if "connections" in line] == [
        "too many connections are open; new ones wait"
    ]
    assert len(lines) < 10
