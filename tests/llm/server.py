"""A real HTTP server on 127.0.0.1 that speaks a model provider's protocol, well or badly, as told."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One response. `claims` is the Content-Length that is sent when it is a lie; `drip` the seconds between bytes."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json"),)
    delay: float = 0.0
    claims: int | None = None
    drip: float = 0.0


@dataclass
class Server:
    """Answers in order; the last one again and again. Keeps what it was asked."""

    answers: list[Answer]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def said(text: str | None, *, finish: str = "stop", usage: bool = True) -> Answer:
    """An ordinary answer."""
    body: dict[str, Any] = {
        "id": "x",
        "object": "chat.completion",
        "created": 1,
        "model": "gpt-4o-mini",
        "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text}}],
    }
    if usage:
        body["usage"] = {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500}
    return Answer(body=json.dumps(body).encode())


def failed(status: int, message: str = "no", code: str | None = None, after: str | None = None) -> Answer:
    """An error as the provider words it."""
    body = json.dumps({"error": {"message": message, "type": "error", "code": code}}).encode()
    headers = [("Content-Type", "application/json"), *([("Retry-After", after)] if after else [])]
    return Answer(status, body, tuple(headers))


@contextmanager
def serving(*answers: Answer) -> Iterator[Server]:
    """The server, for as long as the block runs."""
    script = Server(list(answers))

    class Handler(BaseHTTPRequestHandler):
        """One request."""

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            script.asked.append(json.loads(self.rfile.read(length)))
            script.keys.append(self.headers.get("Authorization", ""))
            self._answer(script.next())

        def _answer(self, answer: Answer) -> None:
            if answer.delay:
                script.stopped.wait(answer.delay)
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) if answer.claims is None else answer.claims))
            self.send_header("Connection", "close")
            self.end_headers()
            try:
                for byte in answer.body if answer.drip else ():
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    if script.stopped.wait(answer.drip):
                        return
                if not answer.drip:
                    self.wfile.write(answer.body)
            except OSError:
                pass  # the client went away: that is what some tests are about

        def log_message(self, *_: object) -> None:
            """Nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    script.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield script
    finally:
        script.stopped.set()
        http.shutdown()
        http.server_close()
        time.sleep(0)
