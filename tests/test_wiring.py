"""Which adapter stands behind which port, what it costs to look, and where a worker finds its factories."""

import os
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from maestro import wiring
from maestro.budget.base import Amount
from maestro.budget.limits import Limits, Period
from maestro.config import Settings, load
from maestro.domain.actions import TaskAction
from maestro.domain.errors import ConfigError, ForgeError, UsageError
from maestro.domain.runs import RunState
from tests.cli.handoffs import small_factory
from tests.orchestrator.bench import handoff, request

ROOT = Path(__file__).parents[1]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(
        {"factory": str(small_factory(tmp_path / "factory"))}, {"MAESTRO_HOME": str(tmp_path / "home")}, tmp_path
    )


def test_a_service_hands_off(settings: Settings) -> None:
    root = wiring.factory(settings).root
    with closing(wiring.handoff_service(settings, root)) as service:
        run = service.wait(service.submit(handoff(request(size="small"))).id)
    assert run.state is RunState.SUCCEEDED
    assert run.factory == str(root.resolve())
    assert (settings.home.stat().st_mode & 0o777) == 0o700


def test_a_practice_factory_is_known_by_a_name_that_can_move(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "home")
    root = settings.factories / "practice"
    root.mkdir(parents=True)
    key = wiring.factory_key(settings, root)
    assert key == "factories/practice"
    moved = replace(settings, home=tmp_path / "moved")
    assert wiring.factory_of(moved, key) == tmp_path / "moved/factories/practice"
    outside = wiring.factory_key(settings, tmp_path)
    assert wiring.factory_of(moved, outside) == tmp_path.resolve()


def test_the_budgets_of_the_guard_are_the_limits_of_the_book() -> None:
    found = wiring.limits(
        {
            "version": 1,
            "budgets": {
                "task": {"usd": 0.5},
                "tenant": {"usd": 10, "tokens": 1000, "period": "week"},
                "tenants": {"shop": {"tokens": 5}},
            },
        }
    )
    standard = Limits()
    assert found.task == Amount(Decimal("0.5"), standard.task.tokens)
    assert (found.tenant.amount, found.tenant.period) == (Amount(Decimal(10), 1000), Period.WEEK)
    assert found.of("shop").amount == Amount(Decimal(10), 5)
    assert wiring.limits(None) == wiring.limits({}) == standard


def test_a_factory_that_is_no_repository_has_a_forge_problem(tmp_path: Path) -> None:
    assert "expected a Git repository" in (wiring.forge_problem(tmp_path) or "")
    assert wiring.forge_problem(small_factory(tmp_path / "factory")) is None


def test_a_broken_factory_leaves_no_state_behind(tmp_path: Path) -> None:
    root = small_factory(tmp_path / "factory", {"policies/guard.yaml": b"version: 1\nbudgest: {}\n"})
    settings = Settings(tmp_path / "home")
    with pytest.raises(ConfigError, match="budgest"):
        wiring.handoff_service(settings, root)
    plain = tmp_path / "plain"
    (plain / "schemas").mkdir(parents=True)
    (plain / "schemas/values.schema.json").write_text("{}", encoding="utf-8")
    with pytest.raises((ForgeError, ConfigError)):
        wiring.handoff_service(settings, plain)
    assert not settings.state_file.exists()


def test_the_guard_is_the_factory_s(settings: Settings) -> None:
    guard = wiring.guard(wiring.catalogue(wiring.factory(settings).root))
    good = TaskAction("1", "plan", "shop", "maestro/shop-prod-01234567", ("requests/shop-prod.yaml",))
    assert guard.judge(good).allowed
    assert not guard.judge(replace(good, files=("../outside.yaml",))).allowed


def test_a_worker_needs_a_broker(settings: Settings) -> None:
    with pytest.raises(UsageError, match="MAESTRO_BROKER"):
        wiring.worker(settings)


def test_looking_at_runs_loads_nothing_heavy(tmp_path: Path) -> None:
    """Neither the queue nor Git, rendering or a model are needed to list runs."""
    code = (
        "import sys; from maestro.cli.app import run; run(['runs', 'list']);"
        "print([m for m in ('celery', 'pygit2', 'litellm', 'jsonschema', 'rich', 'github') if m in sys.modules])"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "MAESTRO_HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.redis
def test_workers_serve_every_factory_of_a_user(tmp_path: Path, redis_server: str) -> None:
    """Two factories, one worker process started as an operator would; it ends on SIGTERM."""
    home = tmp_path / "home"
    settings = Settings(home, broker=redis_server)
    roots = [small_factory(tmp_path / name) for name in ("one", "two")]
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "MAESTRO_HOME": str(home),
        "MAESTRO_BROKER": redis_server, "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    log = tmp_path / "worker.log"
    with log.open("wb") as file:
        worker = subprocess.Popen([sys.executable, "-m", "maestro.worker"], env=environment, stdout=file, stderr=file)
    try:
        for root in roots:
            with closing(wiring.handoff_service(settings, root)) as service:
                run = service.submit(handoff(request(size="small")))
                ended = service.wait(run.id)
                assert ended.state is RunState.SUCCEEDED
                details = [event.detail for event in service.events(run.id) if event.event == "leased"]
                assert set(details) == {f"process {worker.pid}"}
    finally:
        begun = time.monotonic()
        worker.terminate()
        assert worker.wait(20) == 0, log.read_text()
    assert time.monotonic() - begun < 10


def test_a_worker_without_a_broker_says_so(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "MAESTRO_HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "maestro.worker"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "MAESTRO_BROKER" in done.stderr
    assert "Traceback" not in done.stderr
