"""A 2 GB upload at the running server: refused in words, at once, within its memory."""

import socket
import time

import psutil
import pytest

from tests.installation import Installation

HEAD = (
    "POST /files/add/project/00000000-0000-4000-8000-000000000000/ HTTP/1.1\r\nHost: localhost\r\n"
    "Content-Type: multipart/form-data; boundary=x\r\n{length}\r\n\r\n"
)
BLOCK = b"a" * 1_000_000


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    house = Installation(tmp_path_factory.mktemp("uploads"), "uploads")
    with house.serving() as server:
        yield server


def answer_to(server, length: str, body: int) -> tuple[str, int]:
    """Send as much as the server takes; return the answer and how many bytes went out."""
    sent = 0
    with socket.create_connection(("127.0.0.1", server.port), 20) as line:
        line.sendall(HEAD.format(length=length).encode())
        try:
            while sent < body:
                line.sendall(
                    b"%x\r\n%s\r\n" % (len(BLOCK), BLOCK) if "chunked" in length else BLOCK
                )
                sent += len(BLOCK)
        except OSError:
            pass  # the server has closed the line: it wants no more
        found = b""
        try:
            while block := line.recv(65536):
                found += block
        except OSError:
            pass
    return found.decode(), sent


def test_a_declared_2_gb_upload_is_refused_before_it_is_sent(server):
    began = time.monotonic()
    answer, _sent = answer_to(server, f"Content-Length: {2 * 10**9}", 0)
    assert time.monotonic() - began < 5
    assert answer.startswith("HTTP/1.1 413")
    assert "25 MB" in answer
    assert "El archivo es demasiado grande" in answer


@pytest.mark.parametrize("length", [f"Content-Length: {2 * 10**9}", "Transfer-Encoding: chunked"])
def test_a_sender_who_goes_on_is_cut_off_and_takes_no_memory(server, length):
    process = psutil.Process(server.process.pid)
    before = process.memory_info().rss
    _answer, sent = answer_to(server, length, 2 * 10**9)
    assert sent < 100_000_000
    assert process.memory_info().rss - before < 30_000_000
    answer, _sent = answer_to(server, "Content-Length: 0", 0)  # others are served
    assert answer.startswith("HTTP/1.1 ")
