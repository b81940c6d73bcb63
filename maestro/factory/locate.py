"""Which factory a command means: a path, a `file://` URL, or the practice factory. Refuses URLs that need a clone."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from maestro.domain.errors import ConfigError
from maestro.domain.handoff import one_line
from maestro.factory.reference import Create, practice_factory
from maestro.factory.textfile import shown

_SSH = re.compile(r"[^/@:]+@[^/:]+:.*")
_BARE = ("HEAD", "objects", "refs")


def factory_root(choice: str | None, factories: Path, create: Create) -> tuple[Path, bool]:
    """The folder of the factory, and whether it was made by this call. `choice` None means the practice factory."""
    if choice is None:
        return practice_factory(factories, create)
    return named_factory(choice), False


def named_factory(choice: str) -> Path:
    """The folder that a user's words name; ConfigError when there is none."""
    path = _path(choice)
    if not path.is_dir():
        found = "a file" if path.exists() else "nothing there"
        raise ConfigError(
            f"expected the folder of a factory at {shown(path)}, found {found}. `maestro factory init DIR` makes one.",
            path=shown(path),
        )
    if all((path / name).exists() for name in _BARE):
        raise ConfigError(
            f"expected a factory with its files checked out at {shown(path)}, found a bare Git repository. "
            f"Clone it (git clone {shown(path)} DIR) and name DIR: pull requests still go to the bare one.",
            path=shown(path),
        )
    return path


def _path(choice: str) -> Path:
    if not choice.strip() or "\0" in choice:
        raise ConfigError("expected the folder of a factory, found an empty name.")
    if "://" in choice:
        parts = urlsplit(choice)
        if parts.scheme == "file" and parts.netloc in ("", "localhost"):
            return Path(unquote(parts.path))
        raise _remote(choice)
    if _SSH.fullmatch(choice):
        raise _remote(choice)
    return Path(choice).expanduser().absolute()


def _remote(url: str) -> ConfigError:
    clean = one_line(re.sub(r"://[^/@]*@", "://", url))
    return ConfigError(
        f"expected the folder of a factory, found the URL {clean}. Clone it first (git clone URL DIR), "
        "then name the clone: --factory DIR, or `maestro factory use DIR`."
    )
