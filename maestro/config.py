"""Settings and where each came from: flags > environment > project (`maestro.toml`) > user (`config.toml`) > defaults.

A project file may set the factory only; a model, endpoint, credential, forge or identity in it is refused:
a cloned repository must not be able to send a user's words somewhere else.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from maestro.domain.errors import ConfigError
from maestro.domain.record import dataclass

PROJECT_FILE = "maestro.toml"
USER_FILE = "config.toml"
_PROJECT_KEYS = frozenset({"factory", "scenarios", "guard", "reports"})
_ENVIRONMENT = {
    "factory": "MAESTRO_FACTORY",
    "model": "MAESTRO_MODEL",
    "broker": "MAESTRO_BROKER",
    "poll_seconds": "MAESTRO_POLL_SECONDS",
    "model_endpoint": "MAESTRO_MODEL_ENDPOINT",
    "model_timeout": "MAESTRO_MODEL_TIMEOUT",
    "model_max_tokens": "MAESTRO_MODEL_MAX_TOKENS",
    "model_usd_in": "MAESTRO_MODEL_USD_IN",
    "model_usd_out": "MAESTRO_MODEL_USD_OUT",
    "max_budget_usd": "MAESTRO_MAX_BUDGET_USD",
}
_DEFAULTS: dict[str, Any] = {
    "factory": None, "model": None, "broker": None, "poll_seconds": 1.0, "model_endpoint": None, "model_timeout": 30.0,
    "model_max_tokens": 2000,
    "model_usd_in": "15", "model_usd_out": "75", "max_budget_usd": None,
}  # fmt: skip
_LONGEST_NAME = 200
_MOST_USD = 1_000_000
_DIGITS = 7


@dataclass(frozen=True)
class Settings:
    """What a command works with. `home` exists with mode 0700 once `ensure_home` was called.

    `factory` is a path or URL, None for the practice factory; `broker` a Redis URL, None for the embedded queue;
    `poll_seconds` how often the embedded queue looks for work. `model` reads what is said, None for the offline
    interpreter alone; `model_endpoint` is a server of the user's own, `model_timeout` bounds one call in seconds,
    `model_max_tokens` its answer; `model_usd_in` and `model_usd_out` are USD for a million tokens where nobody knows a
    price; `max_budget_usd` bounds one conversation. `origin` names the layer of each value.
    """

    home: Path
    factory: str | None = None
    model: str | None = None
    broker: str | None = None
    poll_seconds: float = 1.0
    model_endpoint: str | None = None
    model_timeout: float = 30.0
    model_max_tokens: int = 2000
    model_usd_in: Decimal = Decimal(15)
    model_usd_out: Decimal = Decimal(75)
    max_budget_usd: Decimal | None = None
    origin: Mapping[str, str] = field(default_factory=dict)

    @property
    def sessions(self) -> Path:
        """Where conversations are kept."""
        return self.home / "sessions"

    @property
    def state_file(self) -> Path:
        """The SQLite file of runs and ledger."""
        return self.home / "state.db"

    @property
    def factories(self) -> Path:
        """Where the practice factory and clones are kept."""
        return self.home / "factories"


def load(
    flags: Mapping[str, Any] | None = None, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Settings:
    """Fold the layers; a value of None in `flags` means not given. ConfigError names file and key."""
    environment = os.environ if env is None else env
    home = home_folder(environment)
    layers = [
        ("defaults", _DEFAULTS),
        ("user", _read(home / USER_FILE, frozenset(_DEFAULTS))),
        ("project", _project(cwd or Path.cwd())),
        ("environment", {key: environment[name] for key, name in _ENVIRONMENT.items() if environment.get(name)}),
        ("flags", {key: value for key, value in (flags or {}).items() if value is not None and key in _DEFAULTS}),
    ]
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for name, layer in layers:
        values |= layer
        origin |= dict.fromkeys(layer, name)
    return _settings(home, values, origin)


def _settings(home: Path, values: Mapping[str, Any], origin: Mapping[str, str]) -> Settings:
    most = values["max_budget_usd"]
    return Settings(
        home=home,
        factory=values["factory"],
        model=None if values["model"] is None else model_name(values["model"]),
        broker=values["broker"],
        poll_seconds=_seconds("poll_seconds", values["poll_seconds"], 60),
        model_endpoint=_endpoint(values["model_endpoint"]),
        model_timeout=_seconds("model_timeout", values["model_timeout"], 3600),
        model_max_tokens=_count("model_max_tokens", values["model_max_tokens"]),
        model_usd_in=_usd("model_usd_in", values["model_usd_in"]),
        model_usd_out=_usd("model_usd_out", values["model_usd_out"]),
        max_budget_usd=None if most is None else _usd("max_budget_usd", most),
        origin=origin,
    )


def model_name(value: Any) -> str:
    """A model's name as it may be given; ConfigError for what can be none."""
    name = value.strip() if isinstance(value, str) else ""
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise ConfigError("expected the name of a model as provider/model, such as openai/gpt-4o-mini.")
    return name


def home_folder(env: Mapping[str, str]) -> Path:
    """`MAESTRO_HOME`, else the platform's folder for user data."""
    if env.get("MAESTRO_HOME"):
        return Path(env["MAESTRO_HOME"]).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("maestro", appauthor=False))


def ensure_home(settings: Settings) -> None:
    """Make the folder, readable by its owner only."""
    try:
        for folder in (settings.home, settings.sessions, settings.factories):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings.home.chmod(0o700)
    except OSError as error:
        raise ConfigError(
            f"expected a folder that can be written at {settings.home}, found: {error.strerror}. "
            "Set MAESTRO_HOME to a folder of yours.",
        ) from error


def _project(cwd: Path) -> dict[str, Any]:
    for folder in (cwd, *cwd.parents):
        if (folder / PROJECT_FILE).is_file():
            found = _read(folder / PROJECT_FILE, _PROJECT_KEYS)
            if isinstance(found.get("factory"), str) and "://" not in found["factory"]:
                found["factory"] = str((folder / found["factory"]).absolute())
            return {key: value for key, value in found.items() if key in _DEFAULTS}
        if (folder / ".git").exists():
            break
    return {}


def _read(path: Path, allowed: frozenset[str]) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"expected TOML in {path}, found: {error}", path=str(path)) from error
    for key in values:
        if key not in allowed:
            raise ConfigError(
                f"{path}: {key!r} cannot be set here; expected one of {', '.join(sorted(allowed))}.", path=str(path)
            )
    return values


def _endpoint(value: Any) -> str | None:
    """The address of a model's server; credentials belong into the environment, not into an address."""
    if value is None:
        return None
    try:
        parts = urlsplit(value if isinstance(value, str) and value.isprintable() else "")
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise ConfigError("model_endpoint: expected an address such as http://127.0.0.1:8000/v1 without a password.")
    return str(value)


def _count(key: str, value: Any) -> int:
    count = int(str(value)) if str(value).isascii() and str(value).isdigit() and len(str(value)) < _DIGITS else 0
    if not count:
        raise ConfigError(f"{key} is {str(value)[:40]!r}; expected a number from 1 to 999999.")
    return count


def _usd(key: str, value: Any) -> Decimal:
    try:
        usd = Decimal(str(value))
    except InvalidOperation:
        usd = Decimal(-1)
    if not (usd.is_finite() and 0 <= usd <= _MOST_USD):
        raise ConfigError(f"{key} is {str(value)[:40]!r}; expected USD, at least 0.")
    return usd


def _seconds(key: str, value: Any, most: float) -> float:
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        seconds = -1.0
    if not 0.01 <= seconds <= most:
        raise ConfigError(f"{key} is {value!r}; expected seconds between 0.01 and {most:g}.")
    return seconds
