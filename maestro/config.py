"""Settings and where each came from: flags > environment > project (`maestro.toml`) > user (`config.toml`) > defaults.

A project file may set the factory only; a model, endpoint, credential, forge or identity in it is refused:
a cloned repository must not be able to send a user's words somewhere else.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maestro.domain.errors import ConfigError

PROJECT_FILE = "maestro.toml"
USER_FILE = "config.toml"
_PROJECT_KEYS = frozenset({"factory", "scenarios", "guard", "reports"})
_ENVIRONMENT = {
    "factory": "MAESTRO_FACTORY",
    "model": "MAESTRO_MODEL",
    "broker": "MAESTRO_BROKER",
    "poll_seconds": "MAESTRO_POLL_SECONDS",
}
_DEFAULTS: dict[str, Any] = {"factory": None, "model": None, "broker": None, "poll_seconds": 1.0}


@dataclass(frozen=True)
class Settings:
    """What a command works with. `home` exists with mode 0700 once `ensure_home` was called.

    `factory` is a path or URL, None for the practice factory; `broker` a Redis URL, None for the embedded queue;
    `poll_seconds` how often the embedded queue looks for work. `origin` names the layer of each value.
    """

    home: Path
    factory: str | None = None
    model: str | None = None
    broker: str | None = None
    poll_seconds: float = 1.0
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
    return Settings(
        home, values["factory"], values["model"], values["broker"], _seconds(values["poll_seconds"]), origin
    )


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


def _seconds(value: Any) -> float:
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        seconds = -1.0
    if not 0.01 <= seconds <= 60:
        raise ConfigError(f"poll_seconds is {value!r}; expected seconds between 0.01 and 60.")
    return seconds
