"""The reference factory that Maestro carries, and a repository made of it.

Owns which of its files a factory repository gets. Refuses a target that has something in it; leaves nothing half-made:
a repository is built beside its place and renamed. Git itself is handed in, since rooms beside this one own it.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import maestro
from maestro.domain.errors import ConfigError, UsageError
from maestro.factory.textfile import shown

Create = Callable[[Path, Mapping[str, bytes], str, datetime], str]

PRACTICE = "practice"
_MESSAGE = "Begin a tenant factory\n\nMade from Maestro's reference factory.\n"
_SOURCES = ("chart", "policies", "scenarios")
# Of the formats only those that a factory's own files follow: an editor checks them as they are written.
_SCHEMAS = ("values.schema.json", "factory.schema.json", "guard.schema.json")
_LEFT_OUT = frozenset({"__pycache__", ".DS_Store", ".pytest_cache"})
_EMPTY_FOLDERS = ("requests", "tenants")
_POLICY_TESTS = "policies/tests/"


def source_folder() -> Path:
    """Where the reference factory's sources are: inside an installed package, or at the top of a checkout."""
    package = Path(maestro.__file__).parent
    for folder in (package / "_reference", package.parent):
        if (folder / "schemas" / _SCHEMAS[0]).is_file() and (folder / "scenarios").is_dir():
            return folder
    raise ConfigError(
        "this installation lacks the reference factory; install Maestro again, or name a factory of yours."
    )


def factory_files(source: Path | None = None) -> dict[str, bytes]:
    """Every file of a new factory repository by its path, in order."""
    top = source or source_folder()
    found = {f"schemas/{name}": (top / "schemas" / name) for name in _SCHEMAS if (top / "schemas" / name).is_file()}
    found |= {f"{name}/{path}": top / name / path for name in _SOURCES for path in _files(top / name)}
    found |= {path: top / "factory" / path for path in _files(top / "factory")}
    files = {path: file.read_bytes() for path, file in found.items() if not path.startswith(_POLICY_TESTS)}
    for folder in _EMPTY_FOLDERS:
        if not any(path.startswith(f"{folder}/") for path in files):
            files[f"{folder}/.gitkeep"] = b""
    return dict(sorted(files.items()))


def init_factory(target: Path, create: Create, when: datetime | None = None) -> str:
    """Make a factory repository at `target`, which is absent or empty; returns the commit's id."""
    moment = when or datetime.now(UTC)
    files = factory_files()
    try:
        if target.is_symlink() or target.exists():
            _require_empty(target)
            with _emptied_on_failure(target, files):
                return create(target, files, _MESSAGE, moment)
        target.parent.mkdir(parents=True, exist_ok=True)
        with _draft(target.parent, f".{target.name}-draft-") as draft:
            commit = create(draft / "factory", files, _MESSAGE, moment)
            (draft / "factory").rename(target)
    except OSError as error:
        raise UsageError(
            f"expected a place for a new factory at {shown(target)}, found: {error.strerror}.", path=shown(target)
        ) from error
    return commit


def practice_factory(factories: Path, create: Create, when: datetime | None = None) -> tuple[Path, bool]:
    """The user's own factory for practice, made when there is none; whether it was made by this call."""
    target = factories / PRACTICE
    if target.exists():
        return target, False
    try:
        factories.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _locked(factories / f".{PRACTICE}.lock"):
            if target.exists():
                return target, False
            for left in factories.glob(f".{PRACTICE}-draft-*"):
                shutil.rmtree(left, ignore_errors=True)
            init_factory(target, create, when)
    except OSError as error:
        raise ConfigError(
            f"expected a folder that can be written at {shown(factories)}, found: {error.strerror}. "
            "Set MAESTRO_HOME to a folder of yours."
        ) from error
    return target, True


def _files(folder: Path) -> list[str]:
    """Regular files below a folder as relative paths, without what tools leave behind."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    relative = (path.relative_to(folder) for path in paths)
    return sorted(
        path.as_posix()
        for path in relative
        if not _LEFT_OUT.intersection(path.parts) and not path.name.endswith((".pyc", "~", ".swp"))
    )


def _require_empty(target: Path) -> None:
    if not target.is_dir() or any(target.iterdir()):
        raise UsageError(
            f"expected {shown(target)} to be absent or an empty folder, found something there. Name another folder.",
            path=shown(target),
        )


@contextmanager
def _emptied_on_failure(target: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """An existing folder, the current one perhaps, cannot be made elsewhere and renamed: take back what was made."""
    try:
        yield
    except BaseException:
        for name in {".git", *(path.partition("/")[0] for path in files)}:
            if (target / name).is_dir():
                shutil.rmtree(target / name, ignore_errors=True)
            else:
                (target / name).unlink(missing_ok=True)
        raise


@contextmanager
def _draft(parent: Path, prefix: str) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """A kernel lock: it is gone with the process that held it."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
