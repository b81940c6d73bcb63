"""The only place that chooses adapters: settings and a factory in, services out.

Heavy libraries (Celery, pygit2, jsonschema) load in the functions that need them. Refuses to hold any logic: what is
decided here is which class stands behind which port.
"""

from collections.abc import Mapping
from contextlib import ExitStack, closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maestro.config import Settings, ensure_home
from maestro.domain.errors import ForgeError, UsageError
from maestro.domain.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from maestro.agents.evaluation import Evaluator
    from maestro.agents.site import Craft, Site
    from maestro.agents.toolbox import Ports
    from maestro.budget.base import Account, Ledger
    from maestro.budget.ledger import SqliteLedger
    from maestro.budget.limits import Limits
    from maestro.domain.form import Form
    from maestro.factory.catalogue import Catalogue
    from maestro.factory.completed import Check
    from maestro.factory.effects import Effects
    from maestro.factory.pipeline import Pipeline
    from maestro.factory.schema import Validator
    from maestro.forge.base import Forge
    from maestro.forge.git import GitRepository
    from maestro.guard.base import Guard
    from maestro.guard.config import Facts
    from maestro.guard.rules.operations import OperationRule
    from maestro.llm.base import ChatModel
    from maestro.llm.lite import LiteModel
    from maestro.orchestrator.app import BrokerQueue
    from maestro.orchestrator.service import Queue, Service
    from maestro.orchestrator.sqlite import SqliteStore
    from maestro.orchestrator.step import Steps

REPLAY = "replay:"  # before the name of a recording, in place of a model's name


@dataclass(frozen=True)
class Factory:
    """The factory that a command works with; `practice` when it is the user's own play copy."""

    root: Path
    practice: bool = False
    created: bool = False


def factory(settings: Settings) -> Factory:
    """The factory that the settings name, else the practice factory, made at its first use."""
    from maestro.factory.locate import factory_root

    ensure_home(settings)
    root, created = factory_root(settings.factory, settings.factories, new_repository)
    return Factory(root, settings.factory is None, created)


def new_repository(folder: Path, files: Mapping[str, bytes], message: str, when: datetime) -> str:
    """Make a repository with one commit of these files; returns its id."""
    from maestro.forge.git import initialise

    return initialise(folder, files, message, when)


def repository(root: Path) -> "GitRepository":
    """The repository where branches and pull requests of the factory at `root` live; ForgeError says why none."""
    from maestro.forge.remote import serving

    return serving(root)


def forge_problem(root: Path) -> str | None:
    """Why no pull request can be opened for the factory at `root`; None when one can."""
    try:
        repository(root)
    except ForgeError as error:
        return error.message
    return None


def forge(git: "GitRepository") -> "Forge":
    """Pull requests kept in the repository itself."""
    from maestro.forge.local import LocalForge

    return LocalForge(git)


def guard(opened: "Catalogue") -> "Guard":
    """The guard as the factory configures it; the built-in rules where it does not."""
    from maestro.guard.load import guard_of

    return guard_of(opened.guard_config() or None, _facts(opened))


def checks(opened: "Catalogue") -> "Check":
    """What schema and guard say of a request that is still talked about; both are read with the first one."""
    from maestro.guard.requests import GuardedCheck

    return GuardedCheck(lambda: _validator(opened).check, lambda: _operations(opened))


def _validator(opened: "Catalogue") -> "Validator":
    from maestro.factory.schema import Validator

    return Validator(opened.schema)


def _operations(opened: "Catalogue") -> "OperationRule":
    from maestro.guard.config import config_of
    from maestro.guard.load import DEFAULT
    from maestro.guard.rules.operations import OperationRule

    return OperationRule.of(config_of(opened.guard_config() or DEFAULT), _facts(opened))


def _facts(opened: "Catalogue") -> "Facts":
    from maestro.guard.config import Facts

    manifest = opened.manifest
    return Facts(manifest.requests, manifest.tenants, manifest.guard, manifest.identity)


def limits(config: Mapping[str, Any] | None) -> "Limits":
    """The budgets of a guard configuration; what it does not state is the ledger's default."""
    from maestro.budget.base import Amount
    from maestro.budget.limits import Limits, Period, TenantLimit
    from maestro.guard.config import Limit, config_of

    standard = Limits()
    if not config:
        return standard
    budgets = config_of(config).budgets
    period = Period(budgets.period)

    def amount(limit: Limit, otherwise: Amount) -> Amount:
        usd = otherwise.usd if limit.usd is None else limit.usd
        return Amount(usd, otherwise.tokens if limit.tokens is None else limit.tokens)

    tenant = TenantLimit(amount(budgets.tenant, standard.tenant.amount), period)
    own = {name: TenantLimit(amount(limit, tenant.amount), period) for name, limit in budgets.tenants.items()}
    return Limits(amount(budgets.task, standard.task), tenant, own)


def ledger(settings: Settings, opened: "Catalogue") -> "SqliteLedger":
    """The budget book of this user, with the factory's limits."""
    from maestro.budget.ledger import SqliteLedger

    ensure_home(settings)
    return SqliteLedger(settings.state_file, limits(opened.guard_config()))


def store(settings: Settings) -> "SqliteStore":
    """The runs of this user."""
    from maestro.orchestrator.sqlite import SqliteStore

    ensure_home(settings)
    return SqliteStore(settings.state_file)


def catalogue(root: Path) -> "Catalogue":
    """The factory's files, opened and checked."""
    from maestro.factory.catalogue import open_catalogue

    return open_catalogue(root)


def handoff_service(settings: Settings, root: Path) -> "Service":
    """Submit, watch and steer runs of the factory at `root`; close it when done."""
    from maestro.orchestrator import tasks
    from maestro.orchestrator.service import Service

    stack = ExitStack()
    with stack:
        opened = catalogue(root)
        ports = _ports(opened)
        runs = stack.enter_context(closing(store(settings)))
        steps = _steps(runs, stack.enter_context(closing(ledger(settings, opened))), ports)
        queue = _queue(settings, lambda run, kind: tasks.perform(lambda _: steps, run, kind))
        return Service(factory_key(settings, root), steps, queue, stack.pop_all().close)


def worker(settings: Settings) -> "BrokerQueue":
    """A queue that serves every factory of this user over the broker; UsageError without one."""
    from maestro.orchestrator import tasks
    from maestro.orchestrator.app import BrokerQueue

    if settings.broker is None:
        raise UsageError("a worker needs a broker: set MAESTRO_BROKER, such as redis://localhost:6379/0")
    runs = store(settings)
    known: dict[str, Steps] = {}

    def steps_of(run_id: str) -> "Steps":
        key = runs.load(run_id).factory
        if key not in known:
            opened = catalogue(factory_of(settings, key))
            known[key] = _steps(runs, ledger(settings, opened), _ports(opened))
        return known[key]

    return BrokerQueue(settings.broker, lambda run, kind: tasks.perform(steps_of, run, kind))


def factory_key(settings: Settings, root: Path) -> str:
    """The store's name for a factory: relative inside the home folder, so that the folder can be moved."""
    real, home = root.resolve(), settings.home.resolve()
    return str(real.relative_to(home)) if real.is_relative_to(home) else str(real)


def factory_of(settings: Settings, key: str) -> Path:
    """The folder that a store's name for a factory means."""
    return settings.home / key


def _ports(opened: "Catalogue") -> "Ports":
    from maestro.agents.toolbox import Ports

    git = repository(opened.root)
    return Ports(git, forge(git), guard(opened), _site(opened), _craft(opened))


def _steps(runs: "SqliteStore", book: "SqliteLedger", ports: "Ports") -> "Steps":
    from maestro.agents import AGENTS
    from maestro.orchestrator.step import Steps

    return Steps(runs, ports, book, AGENTS)


def _site(opened: "Catalogue") -> "Site":
    from maestro.agents.site import Site

    manifest = opened.manifest
    return Site(
        title=manifest.title,
        identity=manifest.identity,
        schema=opened.schema,
        base=manifest.base,
        requests=manifest.requests,
        tenants=manifest.tenants,
    )


def _craft(opened: "Catalogue") -> "Craft":
    from maestro.agents.site import Craft
    from maestro.factory.requestfile import write_request

    validator = _validator(opened)
    return Craft(
        write=lambda request, comments: write_request(request, opened.schema, comments),
        read=_read_request,
        check=lambda request: validator.check(request).all,
        evaluator=_evaluator(opened),
    )


@dataclass(frozen=True)
class Purse:
    """Who pays for a conversation's model: the book, its account there, and what was spent before."""

    book: "Ledger"
    account: "Callable[[], Account]"
    spent: Decimal = Decimal(0)


def chat_model(
    settings: Settings, opened: "Catalogue", name: str, purse: Purse, record: Path | None = None
) -> "ChatModel":
    """The model of that name: guarded, paid for, asked in this order. `replay:FILE` is a recording."""
    from maestro.budget.metered import MeteredModel, Rates
    from maestro.guard.prompts import GuardedModel
    from maestro.guard.redact import redact
    from maestro.llm.scripted import RecordingModel, ReplayedModel

    if name.startswith(REPLAY):
        return ReplayedModel.of(name, Path(name.removeprefix(REPLAY)).expanduser())
    lite = _lite(settings, name)
    rates = Rates(settings.model_usd_in, settings.model_usd_out)
    paid = MeteredModel(lite, purse.book, purse.account, rates, lite.most_tokens, settings.max_budget_usd, purse.spent)
    guarded = GuardedModel(paid, guard(opened))
    return guarded if record is None else RecordingModel(guarded, record, redact)


def _lite(settings: Settings, name: str) -> "LiteModel":
    from maestro.llm.lite import LiteModel
    from maestro.llm.retry import Patience

    patience = Patience(seconds=max(30.0, settings.model_timeout))
    return LiteModel(name, settings.model_endpoint, settings.model_timeout, settings.model_max_tokens, patience)


def pipeline(opened: "Catalogue") -> "Pipeline":
    """The factory's pipeline in process."""
    from maestro.factory.pipeline import Pipeline

    return Pipeline(opened)


def effects(opened: "Catalogue", form: "Form", check: "Check") -> "Effects":
    """What requests make the factory do; the pipeline is opened when the first effect is asked for."""
    from maestro.factory.effects import Effects

    return Effects(form, check, lambda: pipeline(opened) if opened.chart is not None else None)


def _evaluator(opened: "Catalogue") -> "Evaluator":
    from maestro.agents.evaluation import NotEvaluated
    from maestro.agents.pipelined import PipelineEvaluator

    return PipelineEvaluator(pipeline(opened)) if opened.chart is not None else NotEvaluated()


def _read_request(data: bytes, path: str) -> Mapping[str, Any]:
    from maestro.domain.errors import UnreadableError
    from maestro.factory.requestfile import parse_documents
    from maestro.factory.textfile import decode

    documents = parse_documents(decode(data, path), path)
    if len(documents) != 1:
        raise UnreadableError(f"{path}: expected one request, found {len(documents)}.", path=path)
    found: Mapping[str, Any] = documents[0].value
    return found


def _queue(settings: Settings, perform: Any) -> "Queue":
    from maestro.orchestrator.app import BrokerQueue, EmbeddedQueue

    if settings.broker is not None:
        return BrokerQueue(settings.broker, perform)
    return EmbeddedQueue(perform, settings.poll_seconds)
