"""Celery's only door: an embedded queue with a worker inside the process, or the same task over a broker.

The messages hold ids only; losing one loses nothing, since whoever waits for a run queues what is due again.
"""

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from celery import Celery
from celery.exceptions import WorkerShutdown
from kombu.exceptions import OperationalError

from maestro.domain.errors import ForgeError, MaestroError
from maestro.domain.runs import TaskKind

Perform = Callable[[str, str], TaskKind | None]
TASK = "maestro.perform"
QUEUE = "maestro"
_LOG = logging.getLogger(__name__)
_STOP_SECONDS = 5.0
_CONNECT_SECONDS = 4.0
_RETRY = {"max_retries": 2, "interval_start": 0.1, "interval_step": 0.3, "interval_max": 1.0}


class EmbeddedQueue:
    """In-memory transport and a worker thread that lives while there is something to do.

    The first task is queued before the worker starts and each next one by the worker itself, so that no task waits
    for the polling interval; the worker ends itself after the last one, so that stopping does not wait either.
    """

    def __init__(self, perform: Perform, poll_seconds: float = 1.0) -> None:
        """Nothing runs yet."""
        self._name = f"{QUEUE}-{uuid.uuid4().hex}"  # the transport's queues are shared by the whole process
        self._app = _celery("memory://", self._name, {"polling_interval": poll_seconds})
        self._perform = perform
        self._lock = threading.Lock()
        self._busy = threading.Lock()
        self._closing = False
        self._queued = 0
        self.problem: MaestroError | None = None
        self._worker: threading.Thread | None = None
        self._task = _task(self._app, self._do)

    def put(self, run_id: str, kind: TaskKind) -> None:
        """Queue a task and see that somebody does it."""
        with self._lock:
            self._closing = False
            self._send(run_id, kind)
            if self._worker is None or not self._worker.is_alive():
                self._worker = threading.Thread(target=self._serve, name="maestro-worker", daemon=True)
                self._worker.start()

    @contextmanager
    def working(self) -> Iterator[None]:
        """At the end, let the task in hand finish and drop the messages after it: the store knows what is left."""
        self._closing = False
        try:
            yield
        finally:
            self._closing = True
            if self._busy.acquire(timeout=_STOP_SECONDS):
                self._busy.release()

    def _send(self, run_id: str, kind: TaskKind) -> None:
        self._queued += 1
        self._task.apply_async((run_id, str(kind)))

    def _serve(self) -> None:
        """The worker's thread; whoever waits is told when it ends without having been asked to."""
        quiet = {"without_gossip": True, "without_mingle": True, "without_heartbeat": True}
        reason = "it stopped"
        self._app.set_current()  # of this thread: where Celery looks the task up
        try:
            self._app.WorkController(pool="solo", concurrency=1, hostname=f"{self._name}@embedded", **quiet).start()
        except Exception as error:  # noqa: BLE001 - a thread has nobody above it to raise to
            reason = type(error).__name__
            _LOG.exception("the embedded worker broke")
        if threading.current_thread() is self._worker:
            self.problem = MaestroError(f"the embedded worker cannot go on ({reason}); the log has the details")

    def _do(self, run_id: str, kind: str) -> None:
        with self._busy:
            due = None if self._closing else self._performed(run_id, kind)
        with self._lock:
            self._queued -= 1
            if due is not None and not self._closing:
                self._send(run_id, due)
            elif self._queued == 0 or self._closing:
                self._queued = 0
                self._worker = None
                raise WorkerShutdown(0)

    def _performed(self, run_id: str, kind: str) -> TaskKind | None:
        """Whoever waits raises what the worker could not."""
        try:
            return self._perform(run_id, kind)
        except MaestroError as error:
            self.problem = error
            return None


class BrokerQueue:
    """The same task over a broker such as Redis; `maestro worker` processes do the work."""

    def __init__(self, url: str, perform: Perform) -> None:
        """Connects when something is put or served."""
        self.problem: MaestroError | None = None  # another process works: its log has what went wrong there
        self._url = url
        self._perform = perform
        self._app = _celery(url, QUEUE, {"socket_timeout": 30.0, "socket_connect_timeout": _CONNECT_SECONDS})
        self._task = _task(self._app, self._do)

    def put(self, run_id: str, kind: TaskKind) -> None:
        """ForgeError when the broker cannot be reached; its password is not in the message."""
        try:
            self._task.apply_async((run_id, str(kind)), retry=True, retry_policy=_RETRY)
        except (OperationalError, OSError) as error:
            raise ForgeError(
                f"expected a broker at {shown(self._url)}, found none ({type(error.__cause__ or error).__name__}). "
                "Start it, or unset MAESTRO_BROKER to use the embedded queue; `maestro runs resume` goes on from here."
            ) from error

    @contextmanager
    def working(self) -> Iterator[None]:
        """Others work; there is nothing to start or stop."""
        yield

    def serve(self) -> int:
        """Work until told to stop by a signal; the exit status."""
        worker = self._app.Worker(pool="solo", concurrency=1, loglevel="INFO", quiet=True)
        worker.start()
        return int(worker.exitcode or 0)

    def _do(self, run_id: str, kind: str) -> None:
        try:
            due = self._perform(run_id, kind)
        except MaestroError as error:
            _LOG.warning("task %s of run %s was not done: %s", kind, run_id, error.message)
            return
        if due is not None:
            self.put(run_id, due)


def _task(app: Any, do: Callable[[str, str], None]) -> Any:
    """A function of its own, since Celery takes a method's `self` for an argument; not shared with other queues."""

    def task(run_id: str, kind: str) -> None:
        do(run_id, kind)

    return app.task(name=TASK, shared=False)(task)


def shown(url: str) -> str:
    """A broker's URL without its password."""
    parts = urlsplit(url)
    host = parts.hostname or parts.path
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}"


def _celery(url: str, queue: str, transport: dict[str, Any]) -> Any:
    """An application of its own: nothing global, no results kept, no signals, no remote control."""
    logging.getLogger("celery").setLevel(logging.ERROR)
    logging.getLogger("kombu").setLevel(logging.ERROR)
    app = Celery(QUEUE, set_as_current=False)
    app.conf.update(
        broker_url=url,
        broker_transport_options=transport,
        broker_connection_timeout=_CONNECT_SECONDS,
        broker_connection_retry_on_startup=True,
        task_default_queue=queue,
        task_ignore_result=True,
        task_acks_late=url != "memory://",  # a worker that dies gives its message back; the lease sorts out the rest
        task_reject_on_worker_lost=True,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        worker_prefetch_multiplier=1,
        worker_send_task_events=False,
    )
    return app
