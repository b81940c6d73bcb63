"""What every test gets: no network, no home folder, no model; and the programs that some need.

`MAESTRO_REQUIRE=redis,realtools,shared` turns a skip for lack of these into a failure.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # how long a machine takes says nothing of what is tested
settings.load_profile("untimed")
ROOT = Path(__file__).parent.parent
_REQUIRED = frozenset(name for name in os.environ.get("MAESTRO_REQUIRE", "").split(",") if name)
_LOCAL = ("127.", "localhost", "::1")


def lacking(kind: str, what: str) -> Any:
    """Skip by name, or fail where the lack is not allowed."""
    if kind in _REQUIRED:
        pytest.fail(f"{what} is required here ({kind}) and was not found")
    pytest.skip(f"needs {what}")


@pytest.fixture(autouse=True)
def _closed_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No home folder, no settings of the machine, no connection beyond loopback."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MAESTRO_HOME", str(tmp_path / "maestro-home"))
    for name in list(os.environ):
        if name.endswith("_API_KEY") or (
            name.startswith("MAESTRO_") and name not in ("MAESTRO_HOME", "MAESTRO_REQUIRE")
        ):
            monkeypatch.delenv(name)
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if isinstance(address, tuple) and not str(host).startswith(_LOCAL):
            raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The conformance and reference data beside the checkout."""
    found = ROOT.parent / "shared"
    if not (found / "conformance").is_dir():
        lacking("shared", "the conformance data in ../shared")
    return found


def _tool(name: str) -> str:
    built = ROOT / ".tools" / "bin" / name
    found = str(built) if built.is_file() else shutil.which(name)
    return found or lacking("realtools", f"the real {name} (make tools)")


@pytest.fixture(scope="session")
def real_helm() -> str:
    """The real helm."""
    return _tool("helm")


@pytest.fixture(scope="session")
def real_kyverno() -> str:
    """The real kyverno command line."""
    return _tool("kyverno")


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a Redis of this test run's own."""
    program = shutil.which("redis-server") or lacking("redis", "redis-server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("redis-server did not start")
